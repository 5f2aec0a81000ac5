"""Names of bodies in running text: what is found, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.owners.name_proof import begins_with_verb
from extract.owners.unit_mentions import find_unit_names
from extract.rulefiles import Row, load_csv
from extract.text.characters import fold


def found(text: str) -> list[str]:
    folded = fold(text)
    return [folded[slice(*mention.span)] for mention in find_unit_names(folded, 0, len(folded))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由市科技局牵头", ["市科技局"]),
        ("由市科技局会同各县（市、区）政府制定", ["市科技局", "各县（市、区）政府"]),
        ("省委宣传部、文化和旅游厅负责", ["省委宣传部", "文化和旅游厅"]),
        ("强化省发展改革委牵头抓总作用", ["省发展改革委"]),
        ("由某市、慈溪市科技局办理", ["慈溪市科技局"]),
        ("依托浙江省宁波市慈溪市科技局", ["浙江省宁波市慈溪市科技局"]),
        ("由慈溪市建设创新型县（市）领导小组办公室负责", ["慈溪市建设创新型县（市）领导小组办公室"]),
        ("成立市创新型城市工作领导小组，统筹", ["市创新型城市工作领导小组"]),
        ("人民银行泰安市分行、泰安金融监管分局", ["人民银行泰安市分行", "泰安金融监管分局"]),
        ("市委书记任组长，市委组织部牵头", ["市委组织部"]),
        ("中共慈溪市委组织部", ["中共慈溪市委组织部"]),
        ("团市委、共青团慈溪市委", ["团市委", "共青团慈溪市委"]),
        ("宁波市生态环境局慈溪分局", ["宁波市生态环境局慈溪分局"]),
        ("宁波海关、宁波高新区管委会", ["宁波海关", "宁波高新区管委会"]),
        ("市政府办公室", ["市政府办公室"]),
        ("财政部、商务部", ["财政部", "商务部"]),
        ("国务院办公厅印发", ["国务院办公厅"]),
        ("各有关部门和单位要高度重视", ["各有关部门和单位"]),
        ("功能区管委会落实，市级有关部门配合", ["功能区管委会", "市级有关部门"]),
        ("各地级以上市人民政府", ["各地级以上市人民政府"]),
        ("自治区党委宣传部", ["自治区党委宣传部"]),
        ("市(县)科技局", []),
        # only look like one
        ("宁波市企业工程技术中心达到20家", []),
        ("教育部门、财政部门配合", []),
        ("拟上市科技局长", []),
        ("全部内部总部", []),
        ("商务部署、外交部长", []),
        ("社区教育局", []),
        ("各区科技局", []),
        ("市政府采购", []),
        ("省委常委", []),
        ("新建区域医疗中心", []),
        ("节省财政厅", []),
        ("全市政府系统", []),
        ("发展海关注", []),
        ("", []),
    ],
)
def test_find_unit_names(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "place", "certain"),
    [
        ("市科技局", "government", "市", True),
        ("慈溪市委组织部", "party", "慈溪市", True),
        ("由财政局牵头", "government", None, False),
        ("人民银行泰安市分行", "local-office", "泰安市", True),
        ("各镇（街道）", "collective", None, True),
        ("市某事工作专班", "leading-group", "市", True),
        ("国务院", "government", None, True),
    ],
)
def test_what_a_mention_says(text: str, kind: str, place: str | None, certain: bool) -> None:
    (mention,) = find_unit_names(text, 0, len(text))
    assert (mention.kind, mention.place, mention.certain) == (kind, place, certain)


def test_only_the_asked_part_is_searched() -> None:
    text = "市科技局、市财政局、市教育局"
    (mention,) = find_unit_names(text, 5, 9)
    assert mention.span == (5, 9)


@pytest.mark.parametrize(
    "example", [row["example"] for row in load_csv("units_collective.csv", ("pattern", "example"))]
)
def test_collectives_are_found_whole(example: str) -> None:
    assert found(f"由{example}负责") == [example]


_NEIGHBOURS = load_csv("unit_neighbours.csv", ("side", "word", "forbidden", "example"))


@pytest.mark.parametrize(
    "row", [row for row in _NEIGHBOURS if row["side"] in ("before", "after")], ids=lambda row: row["example"]
)
def test_neighbours_make_another_word(row: Row) -> None:
    example, character = row["example"], row["word"]
    at = example.rindex(character) if row["side"] == "after" else example.index(character)
    beside = example[at + 1] if row["side"] == "after" else example[at - 1]
    assert beside in row["forbidden"]
    assert not any(
        (mention.span[1] if row["side"] == "after" else mention.span[0]) == at + (row["side"] == "after")
        for mention in find_unit_names(example, 0, len(example))
    )


@pytest.mark.parametrize(
    "row", [row for row in _NEIGHBOURS if row["side"] in ("verb", "founds")], ids=lambda row: row["example"]
)
def test_verbs_before_a_name_make_it_their_object(row: Row) -> None:
    assert row["example"].startswith(row["word"])
    assert begins_with_verb(row["example"]) and not begins_with_verb(row["example"].removeprefix(row["word"]))


_PARTS = (
    "由",
    "市",
    "慈溪市",
    "科技局",
    "各",
    "县（市、区）",
    "政府",
    "、",
    "，",
    "部门",
    "团市委",
    "人民银行",
    "分行",
    "领导小组",
)


@given(st.lists(st.sampled_from(_PARTS), max_size=12).map("".join))
def test_spans_are_in_order_and_inside(text: str) -> None:
    last = 0
    for mention in find_unit_names(text, 0, len(text)):
        assert last <= mention.span[0] < mention.span[1] <= len(text)
        last = mention.span[1]
