"""A table's cells as rows and columns, a merged cell repeated over its extent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from extract.models import Block, TableCell
from extract.tables.table_words import words_of
from extract.text.characters import fold
from extract.text.markers import numeral_value

Grid = tuple[tuple[TableCell | None, ...], ...]
"""Rows of equal length; None where the table has no cell."""

_WIDEST = 200
"""HTML writes rowspan=65535 for “to the end”; no planning table is wider than this."""
_BLANK = re.compile(r"[-—–~～/\\*×…·.]*")
_DITTO = re.compile(r"[（“\"]?(?:[同与]上(?:一?[行项条栏]|同|面|述)?|同前(?:一?[行项条])?|〃|″|”|\"|〞)[）”\"]?")
_SAME_AS = re.compile(
    r"[（“\"]?(?:[与和]?(?:见|参见|同)|[与和](?=.*相?同))(?:本表)?(?:序号|编号|任务|项目|事项|第|№|No\.?)*"
    r"[（(]?(?P<n>\d{1,3}|[^\d（）]{1,3}?)[）)]?(?:[项条号行]|任务|相?同)*[）”\"]?"
)
_WHITE = re.compile(r"\s+")


def grid(block: Block) -> Grid:
    """The cells of a table by row and column.

    甲 (two rows high) beside 乙 above 丙 → ((甲, 乙), (甲, 丙)). Of two cells that claim a place the first keeps it.
    """
    if not block.cells:
        return ()
    height = max(cell.row for cell in block.cells) + 1
    width = min(max(cell.col + cell.colspan for cell in block.cells), _WIDEST)
    rows: list[list[TableCell | None]] = [[None] * width for _ in range(height)]
    for cell in sorted(block.cells, key=lambda c: (c.row, c.col)):
        for row in rows[cell.row : cell.row + cell.rowspan]:
            for col in range(cell.col, min(cell.col + cell.colspan, width)):
                if row[col] is None:
                    row[col] = cell
    return tuple(tuple(row) for row in rows)


def turned(rows: Grid) -> Grid:
    """A grid on its side: its columns as rows, merged cells with their extents turned.

    ((任务, 甲), (单位, 乙)) → ((任务, 单位), (甲, 乙))
    """
    made: dict[int, TableCell] = {}
    for cell in (cell for row in rows for cell in row if cell is not None):
        if id(cell) not in made:
            turn = replace(cell, row=cell.col, col=cell.row, rowspan=cell.colspan, colspan=cell.rowspan)
            made[id(cell)] = turn
    return tuple(
        tuple(made[id(cell)] if cell is not None else None for cell in column) for column in zip(*rows, strict=True)
    )


def plain(cell: TableCell | None) -> str:
    """What a cell says, in the form rules match: folded, without white space; "" where there is no cell.

    "指  标(%)" → "指标（%）"
    """
    return _WHITE.sub("", fold(cell.text)) if cell is not None else ""


def distinct(cells: Iterable[TableCell | None]) -> tuple[TableCell, ...]:
    """The cells that say something, each once, in order."""
    return tuple({id(cell): cell for cell in cells if cell is not None and cell.text}.values())


def says_nothing(text: str) -> bool:
    """Whether a cell's plain text is blank: nothing, a dash, a slash, or a word for it (无)."""
    return _BLANK.fullmatch(text) is not None or text in words_of("empty")


def says_ditto(text: str) -> bool:
    """Whether a cell's plain text says that it repeats another one of its column: 同上, 〃, 同序号3, 同第3项."""
    return _DITTO.fullmatch(text) is not None or same_as(text) is not None


def same_as(text: str) -> int | None:
    """The number of the row that a cell's plain text repeats: 同序号3, 同第3项 → 3; 同上 → None."""
    match = _SAME_AS.fullmatch(text)
    return numeral_value(match["n"]) if match else None
