"""Cells that say what another one of their column says: 同上, 〃, 同序号3."""

from __future__ import annotations

from extract.models import TableCell
from extract.tables.cell_kinds import row_number
from extract.tables.grid import plain, same_as, says_ditto, says_nothing
from extract.tables.heads import Layout


def meant(layout: Layout, number: int, col: int) -> TableCell | None:
    """The cell at a row and column, or the one that it repeats; None where that is blank or there is none.

    市教育局 above 同上 → 市教育局; 同序号1 below it → what stands in the row numbered 1
    """
    seen: set[int] = set()
    at = number
    while at not in seen and at in layout.body:
        seen.add(at)
        cell = layout.rows[at][col]
        text = plain(cell)
        if cell is None or not says_ditto(text):
            return None if at != number and says_nothing(text) else cell
        named = same_as(text)
        at = at - 1 if named is None else _numbered(layout, named, before=at)
    return None


def _numbered(layout: Layout, named: int, *, before: int) -> int:
    """The row that has a number: the nearest above, since parts of a table may count from 1 again, or else below; -1 for none."""
    columns = layout.columns("number")
    rows = [
        number for number in layout.body if any(row_number(plain(layout.rows[number][col])) == named for col in columns)
    ]
    return max((number for number in rows if number < before), default=min(rows, default=-1))
