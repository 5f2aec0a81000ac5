"""Names in one piece of a list: what is cut off, and where one piece holds several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.owners.list_names import LONGEST_PIECE, names_in, trim
from extract.text.characters import fold


def names(text: str) -> str:
    found = names_in(fold(text), (0, len(text)))
    return " ".join(
        text[slice(*name.span)] + (f"/{name.role}" if name.role else "") + ("…" if name.open_list else "")
        for name in found
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市科技局", "市科技局"),
        (" 市科技局。", "市科技局"),
        ("由市科技局", "市科技局"),
        ("其中市科技局", "市科技局"),
        ("1.市科技局", "市科技局"),
        ("（2）市科技局", "市科技局"),
        ("③市科技局", "市科技局"),
        ("市科技局等", "市科技局…"),
        ("市科技局等部门", "市科技局…"),
        ("市科技局等国务院有关部门", "市科技局…"),
        ("市科技局等5个市直部门", "市科技局…"),
        ("高等教育处", "高等教育处"),
        ("市科技局（牵头）", "市科技局/lead"),
        ("市科技局（配合单位）", "市科技局/assist"),
        ("市科技局〔主办〕", "市科技局/lead"),
        ("市科技局（以下简称科技局）", "市科技局"),
        ("各区政府（含开发区）", "各区政府"),
        ("市科技局（联系人：某某，00000000）", "市科技局"),
        ("市委组织部〔市委人才办〕", "市委组织部〔市委人才办〕"),
        ("各县（市、区）政府（管委会）", "各县（市、区）政府（管委会）"),
        ("各县(市、区)政府", "各县(市、区)政府"),
        ("市科技局）", "市科技局"),
        ("（市科技局", "市科技局"),
        # 和 between names, and inside of one
        ("市科技局和市财政局", "市科技局 市财政局"),
        ("市科技局及各区政府", "市科技局 各区政府"),
        ("市科技局、".rstrip("、") + "以及省直有关单位", "市科技局 省直有关单位"),
        ("市住房和城乡建设局与市人力资源和社会保障局", "市住房和城乡建设局 市人力资源和社会保障局"),
        ("省能源局等省有关部门和各地级以上市人民政府", "省能源局… 各地级以上市人民政府…"),
        ("发展和改革委员会", "发展和改革委员会"),
        ("市文化和旅游局", "市文化和旅游局"),
        ("市自然资源和规划局", "市自然资源和规划局"),
        ("市政务服务和数据管理局", "市政务服务和数据管理局"),
        ("县教育和体育局", "县教育和体育局"),
        ("各有关部门和单位", "各有关部门和单位"),
        ("各县（市、区）党委和政府", "各县（市、区）党委和政府"),
        ("市工业园区和企业服务中心", "市工业园区和企业服务中心"),
        ("市商务局", "市商务局"),
        ("市人社局商市财政局", "市人社局 市财政局"),
        # blanks and no separator at all
        ("市科技局 市财政局", "市科技局 市财政局"),
        ("市 科 技 局", "市 科 技 局"),
        ("市财 政局", "市财 政局"),
        ("市科技局市财政局市教育局", "市科技局 市财政局 市教育局"),
        ("市政府市政管理局", "市政府市政管理局"),
        ("各区政府各开发区管委会", "各区政府 各开发区管委会"),
    ],
)
def test_the_names_of_a_piece(text: str, expected: str) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "mark"), [("*市科技局", "*"), ("市科技局★", "★"), ("☆ 市科技局", "☆"), ("市科技局", None)]
)
def test_a_mark_is_no_part_of_the_name(text: str, mark: str | None) -> None:
    (found,) = names_in(text, (0, len(text)))
    assert (text[slice(*found.span)], found.marked) == ("市科技局", mark)


@pytest.mark.parametrize("text", ["", " ", "。", "（", "）（", "*"])
def test_nothing_is_no_name(text: str) -> None:
    assert names(text) == ""


def test_what_never_ends_is_not_looked_into() -> None:
    text = "市科技局和市财政局" * LONGEST_PIECE
    assert [name.span for name in names_in(text, (0, len(text)))] == [(0, len(text))]


@given(st.text(alphabet="市县区各局委办部和及与、（）〔〕*1.2 等由。", max_size=80))
def test_names_lie_inside_their_piece_in_order(text: str) -> None:
    folded = fold(text)
    last = 0
    for name in names_in(folded, (0, len(folded))):
        assert last <= name.span[0] < name.span[1] <= len(folded)
        last = name.span[1]


@given(st.text(alphabet="（）〔〕。 ·“”市局", max_size=40))
def test_trim_takes_only_ends(text: str) -> None:
    start, end = trim(text, (0, len(text)))
    assert 0 <= start <= end <= len(text)
    assert not text[start:end].startswith((" ", "。", "）", "〕"))
    assert not text[start:end].endswith((" ", "。", "（", "〔"))
