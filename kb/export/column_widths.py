"""How wide the columns that hold long texts are: as makes the whole table lowest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.export.export_tables import ExportTable
from kb.export.row_heights import display_width, room

_SHARED = frozenset({"measures", "targets"})
"""Fields whose columns share one width."""
_NARROWEST, _STEP = 18, 2
_SAMPLE = 400
"""Rows that are looked at."""


def balanced(table: ExportTable) -> ExportTable:
    """The table with the width that 具体举措 and 目标指标 have together parted anew; another table as it is."""
    places = [place for place, column in enumerate(table.columns) if column.field in _SHARED]
    if len(places) != 2:
        return table
    first, second = places
    together = table.columns[first].width + table.columns[second].width
    step = max(1, len(table.rows) // _SAMPLE)
    texts = [(str(row.values[first]), str(row.values[second])) for row in table.rows[::step]]
    widths = range(_NARROWEST, together - _NARROWEST + 1, _STEP)
    best = min(
        widths, key=lambda width: (_lines(texts, together - width, width), abs(width - table.columns[second].width))
    )
    columns = list(table.columns)
    columns[first], columns[second] = (
        replace(columns[first], width=together - best),
        replace(columns[second], width=best),
    )
    return replace(table, columns=tuple(columns))


def _lines(texts: Sequence[tuple[str, str]], first: int, second: int) -> int:
    """How many lines the rows take with these widths, as near as counts."""
    rooms = room(first), room(second)
    return sum(max(_lines_of(one, rooms[0]), _lines_of(other, rooms[1])) for one, other in texts)


def _lines_of(text: str, width: int) -> int:
    return sum(-(-display_width(paragraph) // width) for paragraph in text.split("\n"))
