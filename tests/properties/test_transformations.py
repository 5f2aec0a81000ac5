"""The transformations say what they claim, and every format writes what its reader reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_files import WRITERS, grid, lines, paragraphs
from transformations import (
    SYSTEMS,
    chinese,
    counted,
    full_width_digits,
    half_width_marks,
    levels,
    other_brackets,
    ragged,
    renamed,
    renumbered,
    shuffled,
    spaced,
    traditional,
    without_breaks,
    wrapped,
)

from extract.models import Block, TableCell
from extract.readers import read_blocks

LINES = ["二、重点任务", "（一）建设平台。建设三个平台。", "12.引育人才。", "牵头单位：市科技局"]


@pytest.mark.parametrize(
    ("system", "third", "tenth"),
    [
        ("一、", "三、", "十、"),
        ("第一条", "第三条　", "第十条　"),
        ("㈠", "㈢", "㈩"),
        ("甲、", "丙、", "癸、"),
        ("Ⅰ.", "Ⅲ.", "Ⅹ."),
        ("I.", "III. ", "X. "),
        ("A.", "C.", "J."),
        ("1．", "３．", "１０．"),
        ("01 ", "03 ", "10 "),
        ("⒈", "⒊", "⒑"),
        ("①", "③", "⑩"),
        ("❶", "❸", "❿"),
    ],
)
def test_a_system_counts(system: str, third: str, tenth: str) -> None:
    assert (SYSTEMS[system](3), SYSTEMS[system](10)) == (third, tenth)


@pytest.mark.parametrize("system", SYSTEMS)
def test_no_two_numbers_of_a_system_look_alike(system: str) -> None:
    assert len({SYSTEMS[system](number) for number in range(1, 11)}) == 10


@given(st.integers(1, 99))
def test_numerals_count_both_ways(number: int) -> None:
    assert counted(chinese(number)) == counted(str(number)) == number


def test_renumbered() -> None:
    assert levels(LINES) == ["一、", "（一）", "1."]
    assert renumbered(LINES, {"一、": "甲、", "（一）": "㈠", "1.": "（1）"}) == [
        "乙、重点任务",
        "㈠建设平台。建设三个平台。",
        "（12）引育人才。",
        "牵头单位：市科技局",
    ]
    assert renumbered(["2.5亿元", "一是加强"], {"1.": "①", "一、": "A."}) == ["2.5亿元", "一是加强"]


@given(st.lists(st.text(alphabet="一、（）建设平台。1.", min_size=1), min_size=1), st.integers(3, 40))
def test_breaks_and_blanks_lose_no_character(text: list[str], width: int) -> None:
    whole = "".join(text)
    assert without_breaks(text) == [whole]
    assert "".join(wrapped(text, width)).replace("　　", "") == whole
    assert all(len(line) <= width for line in wrapped(text, width))
    assert "".join(ragged(text)) == whole
    assert "".join(spaced(text)).replace(" ", "") == whole


def test_characters() -> None:
    assert spaced(["市科技局"]) == ["市 科 技 局"]
    assert traditional(["发展规划 R&D 3%", "同家面目录，技术平台"]) == ["發展規劃 R&D 3%", "同家面目錄，技術平台"]


def test_marks() -> None:
    assert half_width_marks(["加强统筹。（牵头单位：甲局；配合单位：乙局、丙局）"]) == [
        "加强统筹。(牵头单位:甲局;配合单位:乙局、丙局)"
    ]
    assert full_width_digits(["1.到2028年达到3.5%"]) == ["１.到２０２８年达到３．５％"]
    assert other_brackets(["建设平台（一期）。（甲局、乙局（丙办）负责）", "建设平台（一期）"], "〔〕") == [
        "建设平台（一期）。〔甲局、乙局（丙办）负责〕",
        "建设平台（一期）",
    ]


HEAD = [TableCell("序号", 0, 0), TableCell("任务", 0, 1), TableCell("牵头单位", 0, 2)]
TABLE = (*HEAD, TableCell("1", 1, 0), TableCell("建设平台", 1, 1, rowspan=2), TableCell("市科技局", 1, 2))


def test_columns_change_places_with_their_merged_cells() -> None:
    assert grid(shuffled(TABLE, (2, 0, 1))) == [
        ["牵头单位", "序号", "任务"],
        ["市科技局", "1", "建设平台"],
        [None, None, None],
    ]
    assert shuffled(shuffled(TABLE, (2, 0, 1)), (1, 2, 0)) == TABLE
    with pytest.raises(ValueError, match="torn apart"):
        shuffled([TableCell("单位", 0, 0, colspan=2), TableCell("任务", 0, 2)], (0, 2, 1))


def test_heads_take_other_words() -> None:
    assert [cell.text for cell in renamed(HEAD, {"牵头单位": "牵头部门"})] == ["序号", "任务", "牵头部门"]


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_format_is_read_as_it_was_written(suffix: str) -> None:
    cells = (*HEAD, TableCell("1", 1, 0), TableCell("建设平台", 1, 1), TableCell("市科技局", 1, 2))
    blocks = (*paragraphs(["一、重点任务", "下列任务由各单位完成。"]), Block("table", cells=cells))
    read = read_blocks(Path(f"试{suffix}"), WRITERS[suffix](blocks)).blocks
    assert lines(read) == ["一、重点任务", "下列任务由各单位完成。"]
    assert grid(next(block for block in read if block.kind == "table").cells) == [
        ["序号", "任务", "牵头单位"],
        ["1", "建设平台", "市科技局"],
    ]
