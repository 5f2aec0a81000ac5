"""Names found by their letters, their beginning, and when they are misspelt; where they are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.expansion.name_index import NameIndex, name_of
from kb.expansion.pinyin import COLUMNS, is_spelt, spellings, syllables
from kb.expansion.spelling import MOST, nearest
from kb.expansion.vocabulary import FILE, collect, names_of
from kb.rule_tables import rows
from kb.store import UnitRow
from kb.text.folding import fold

NAMES = NameIndex(
    [
        name_of("市科技局", "unit", 9),
        name_of("科技局", "unit", 9),
        name_of("市财政局", "unit", 4),
        name_of("财政局", "unit", 4),
        name_of("控局", "unit", 1),
        name_of("高新技术企业", "indicator", 7),
        name_of("研发经费投入强度", "indicator", 3),
        name_of("R&D经费", "indicator", 2),
        name_of("科技型中小企业", "indicator", 2),
        name_of("研发", "word", 50),
        name_of("研发投入", "word", 20),
        name_of("营商环境", "word", 12),
        name_of("数字经济", "word", 8),
        name_of("快捷键", "word", 1),
        name_of("重庆", "word", 1),
        name_of("培育", "word", 5),
        name_of("绿色", "word", 5),
    ]
)


@pytest.mark.parametrize(
    ("text", "spelt", "initials"),
    [
        ("科技局", "kejiju", "kjj"),
        ("研发", "yanfa", "yf"),
        ("R&D经费", "rdjingfei", "rdjf"),
        ("重庆", "chongqing", "cq"),
        ("长三角", "changsanjiao", "csj"),
        ("绿色", "lvse", "ls"),
        ("5G基站", "5gjizhan", "5gjz"),
        ("", "", ""),
        ("（、）", "", ""),
    ],
)
def test_a_name_is_spelt(text: str, spelt: str, initials: str) -> None:
    assert spellings(text) == (spelt, initials)
    assert "".join(syllables(text)) == spelt


def test_every_reading_does_what_its_example_says() -> None:
    for row in rows("readings.csv", COLUMNS, unique="word"):
        name, _, initials = row["example"].partition("=")
        assert row["word"] in name, row.error("the example does not hold the word")
        assert spellings(name)[1] == initials, row.error(f"{name} is spelt {spellings(name)}")


@pytest.mark.parametrize(
    ("word", "yes"), [("kjj", True), ("yanfa", True), ("k", False), ("5g", False), ("r&d", False), ("科技", False)]
)
def test_what_may_be_spelt(word: str, yes: bool) -> None:
    assert is_spelt(word) is yes


@pytest.mark.parametrize(
    ("letters", "names"),
    [
        ("kjj", ["科技局"]),
        ("skjj", ["市科技局"]),
        ("kejiju", ["科技局"]),
        ("czj", ["财政局"]),
        ("gxjsqy", ["高新技术企业"]),
        ("yanfa", ["研发"]),
        ("yanfatou", ["研发投入"]),
        ("yf", []),
        ("chongqing", ["重庆"]),
        ("rdjf", ["R&D经费"]),
        ("zzzz", []),
        ("lvse", ["绿色"]),
    ],
)
def test_letters_stand_for(letters: str, names: list[str]) -> None:
    assert [name.text for name in NAMES.by_spelling(letters)] == names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("kj", ["科技局", "控局", "科技型中小企业"]),
        ("研发", ["研发经费投入强度", "研发", "研发投入"]),
        ("研發投", ["研发投入"]),
        ("技局", ["科技局", "市科技局"]),
        ("财", ["财政局", "市财政局"]),
        ("shu", ["数字经济"]),
        ("", []),
        ("　", []),
        ("完全没有", []),
    ],
)
def test_what_is_being_typed(typed: str, names: list[str]) -> None:
    assert [name.text for name in NAMES.completions(typed, most=10)] == names


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("高薪技术企业", "高新技术企业"),
        ("高新技木企业", "高新技术企业"),
        ("研发投人", "研发投入"),
        ("营商环竟", "营商环境"),
        ("数字经剂", "数字经济"),
        ("科技居", "科技局"),
        ("市科及局", "市科技局"),
        ("kejju", "科技局"),
        ("kejijuu", "科技局"),
        ("高薪技术企业培育", "高新技术企业培育"),
        ("优化营商环竟", "优化营商环境"),
    ],
)
def test_a_misspelt_word_may_mean(typed: str, meant: str) -> None:
    assert fold(meant) == nearest(typed, NAMES, occurs=lambda word: True)[0][0]


@pytest.mark.parametrize("typed", ["", "科", "龘龘龘龘", "xyzzy", "研发" * 20, "？？？", "研发"])
def test_nothing_is_guessed_where_nothing_is_near(typed: str) -> None:
    assert nearest(typed, NAMES, occurs=lambda word: True) == ()


def test_of_names_about_as_near_the_frequent_one_comes_first() -> None:
    names = NameIndex([name_of("科室", "word", 20), name_of("科技", "word", 5000)])
    assert [meant for meant, _ in nearest("科枝", names, occurs=lambda word: True)] == ["科技", "科室"]


def test_what_finds_nothing_is_not_offered() -> None:
    assert nearest("高薪技术企业", NAMES, occurs=lambda word: False) == ()


@given(st.text(alphabet="高新薪技术企业研发投入kjyanf 1", max_size=12))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    offered = nearest(typed, NAMES, occurs=lambda word: True)
    assert len(offered) <= MOST
    assert all(fold(typed) != meant for meant, _ in offered)
    assert len(NAMES.completions(typed, most=3)) <= 3


class Base:
    """A store in small, which counts how often it is read."""

    def __init__(self) -> None:
        self.read = 0

    def units(self) -> Sequence[UnitRow]:
        self.read += 1
        return [
            UnitRow("x", "市科技局", None, "慈溪市", "lead", 2, 1),
            UnitRow("x", "市科技局", None, "慈溪市", "assist", 1, 1),
        ]

    def indicators(self) -> Sequence[tuple[str, int]]:
        return [("研发投入占比", 2), ("长" * 60, 1), ("市科技局", 1)]

    def passages(self, most: int) -> Iterable[str]:
        return ["加大研发投入", "加大研发投入，引导企业"]


def test_the_names_of_a_base() -> None:
    found = {(text, kind): count for text, kind, count in collect(Base())}
    assert found["市科技局", "unit"] == found["科技局", "unit"] == 3
    assert found["研发投入占比", "indicator"] == 2
    assert found["研发", "word"] == 3 and found["研发投入", "word"] == 3
    assert ("企业", "word") in found and not any(len(text) > 40 for text, _ in found)


def test_names_are_kept_beside_the_index_and_read_anew_with_another_index(tmp_path: Path) -> None:
    base = Base()
    first = names_of(base, folder=tmp_path, pointer=b"one")
    assert names_of(base, folder=tmp_path, pointer=b"one").all == first.all
    assert base.read == 1
    names_of(base, folder=tmp_path, pointer=b"two")
    assert base.read == 2 and [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"stamp": 1}', '{"stamp": "STAMP", "names": [[1]]}', "\udcff"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    whole = names_of(Base(), folder=tmp_path, pointer=b"one").all
    stamp = json.loads((tmp_path / FILE).read_text("utf-8"))["stamp"]
    (tmp_path / FILE).write_bytes(damage.replace("STAMP", stamp).encode("utf-8", "surrogateescape"))
    assert names_of(Base(), folder=tmp_path, pointer=b"one").all == whole


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    assert names_of(Base(), folder=tmp_path / "missing", pointer=b"one").all
