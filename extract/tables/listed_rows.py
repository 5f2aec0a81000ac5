"""Rows whose cells list several things beside each other: 1.推行免申即享 2.建设中心 | 1.市财政局 2.市经信局."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.models import Block, Span, TableCell
from extract.outline.openings import owners_start
from extract.tables.cell_kinds import lists_units
from extract.text.characters import fold
from extract.text.markers import read_marker

_MARKER = re.compile(r"(?:^|(?<=[。；;）〕\s一-鿿]))(?:[（(]?\d{1,2}[）).．、]|[①-⑳])(?!\d)\s*(?=[一-鿿“《])")


class _Item(NamedTuple):
    """Where an item stands: its number, its text, its end."""

    start: int
    begin: int
    end: int


def part_rows(block: Block) -> Block:
    """The table with a row for each item, where items of one row have units of their own; its other cells reach over them.

    优化环境|1.推行免申即享。2.建设中心。|1.市财政局 2.市经信局 → two rows under 优化环境, one with 市财政局, one with 市经信局
    （1）推行免申即享。（市财政局）（2）建设中心。（市经信局） → two rows too
    """
    rows: dict[int, list[TableCell]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(cell)
    listed = {row: found for row, cells in rows.items() if (found := _listed(cells))}
    if not listed:
        return block
    more = {row: len(next(iter(parts.values()))) - 1 for row, parts in listed.items()}
    made = []
    for cell in block.cells:
        at = cell.row + sum(added for row, added in more.items() if row < cell.row)
        over = sum(added for row, added in more.items() if cell.row <= row < cell.row + cell.rowspan)
        parts = listed.get(cell.row, {}).get(cell.col)
        if parts is None:
            made.append(replace(cell, row=at, rowspan=cell.rowspan + over))
        else:
            made += [_part(cell, span, at + number) for number, span in enumerate(parts)]
    return replace(block, cells=tuple(made))


def _part(cell: TableCell, span: Span, row: int) -> TableCell:
    begin, end = span
    return replace(cell, text=cell.text[begin:end], row=row, span=(cell.span[0] + begin, cell.span[0] + end))


def _listed(cells: Sequence[TableCell]) -> dict[int, tuple[Span, ...]]:
    """The items of a row's cells by column, where those of one are units or end with units; {} where they are not.

    Words keep their number, which is that of the task; units are without.
    """
    items = {cell.col: found for cell in cells if cell.rowspan == 1 and len(found := _items(fold(cell.text))) > 1}
    for cell in cells:
        spans = items.get(cell.col, ())
        texts = [fold(cell.text)[item.begin : item.end].rstrip("。；; \n") for item in spans]
        beside = {col: _whole(found) for col, found in items.items() if len(found) == len(spans)}
        if texts and len(beside) > 1 and all(map(lists_units, texts)):
            return {**beside, cell.col: tuple((item.begin, item.end) for item in spans)}
        if texts and len(set(map(_owners, texts))) > 1 and all(map(_owners, texts)):
            return {cell.col: _whole(spans)}
    return {}


def _whole(items: Sequence[_Item]) -> tuple[Span, ...]:
    return tuple((item.start, item.end) for item in items)


def _owners(text: str) -> str:
    return text[owners_start(text, 0, len(text)) :]


def _items(folded: str) -> tuple[_Item, ...]:
    """The items of a list that fills a cell and counts up from 1."""
    marks: list[Span] = []
    for match in _MARKER.finditer(folded):
        marker = read_marker(folded, match.start())
        if marker is not None and marker.value == len(marks) + 1:
            marks.append((match.start(), match.end()))
    if not marks or folded[: marks[0][0]].strip():
        return ()
    ends = [*(start for start, _ in marks[1:]), len(folded)]
    items = []
    for (start, begin), stop in zip(marks, ends, strict=True):
        end = stop
        while end > begin and folded[end - 1].isspace():
            end -= 1
        items.append(_Item(start, begin, end))
    return tuple(items)
