"""Rows of cells to a grid, and what stands in a cell."""

from __future__ import annotations

import pytest

from extract.models import TableCell
from extract.readers.cell_grid import RawCell, continue_blanks, join_cell, lay_rows, table_block


def shown(cells: tuple[TableCell, ...]) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.rowspan, c.colspan, c.text) for c in cells]


def test_merged_cells_push_others_aside() -> None:
    cells = lay_rows([[RawCell("甲", rowspan=2), RawCell("乙", colspan=2)], [RawCell("丙"), RawCell("丁")]])
    assert shown(cells) == [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "丁")]


def test_extents_end_with_the_table() -> None:
    assert shown(lay_rows([[RawCell("甲", rowspan=99)], [RawCell("乙")]])) == [(0, 0, 2, 1, "甲"), (1, 1, 1, 1, "乙")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["1 甲 全市", "- - 市级"],
            [(0, 0, 2, 1, "1"), (0, 1, 2, 1, "甲"), (0, 2, 1, 1, "全市"), (1, 2, 1, 1, "市级")],
        ),
        (["1 甲", "2 -"], [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "甲"), (1, 0, 1, 1, "2"), (1, 1, 1, 1, "")]),
        (["- 2025年", "甲 3"], [(0, 0, 1, 1, ""), (0, 1, 1, 1, "2025年"), (1, 0, 1, 1, "甲"), (1, 1, 1, 1, "3")]),
        (["1 甲", "- -"], [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "甲"), (1, 0, 1, 1, ""), (1, 1, 1, 1, "")]),
    ],
)
def test_empty_cells_at_the_left_continue_the_label_above(
    rows: list[str], expected: list[tuple[int, int, int, int, str]]
) -> None:
    raw = [[RawCell("" if text == "-" else text) for text in row.split()] for row in rows]
    assert shown(continue_blanks(lay_rows(raw))) == expected


def test_a_group_title_over_the_whole_row_is_not_continued() -> None:
    block = table_block(
        lay_rows([[RawCell("指标"), RawCell("值")], [RawCell("一、经济", colspan=2)], [RawCell(""), RawCell("3")]])
    )
    assert shown(block.cells)[2:] == [(1, 0, 1, 2, "一、经济"), (2, 0, 1, 1, ""), (2, 1, 1, 1, "3")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["市税务局", "人民银行甲市分行"], "市税务局、人民银行甲市分行"),
        (["城关镇", "江北街道", "团县委"], "城关镇、江北街道、团县委"),
        (["各乡", "镇人民政府"], "各乡镇人民政府"),
        (["市人民政府", "办公室"], "市人民政府办公室"),
        (["市科技局", "市财政局"], "市科技局、市财政局"),
        (["市委组织部（市委人才办）", "市人力社保局、市教育局"], "市委组织部（市委人才办）、市人力社保局、市教育局"),
        (["市科技局、", "市财政局"], "市科技局、市财政局"),
        (["市人力", "社会保障局"], "市人力社会保障局"),
        (["市政府", "办公室"], "市政府办公室"),
        (["研发经费", "占比（%）"], "研发经费占比（%）"),
        (["2025", "2030"], "2025 2030"),
        (["达到", "", "40家"], "达到40家"),
    ],
)
def test_lines_of_a_cell(lines: list[str], expected: str) -> None:
    assert join_cell(lines) == expected


def test_many_rows_take_linear_time() -> None:
    rows = [[RawCell(str(n)), RawCell("甲" if n % 5 == 0 else ""), RawCell("3")] for n in range(20_000)]
    assert len(continue_blanks(lay_rows(rows))) == 60_000
