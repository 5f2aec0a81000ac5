"""Joins the parts of a table or box that a page break cuts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.models import TableCell
from extract.readers.line_ends import BOX_TITLE, join_lines
from extract.readers.pdf.ruled_tables import Frame

_FIGURE = re.compile(r"[\d.,%％≥≤><－—-]+$")
_NEAR = 8.0  # points that the borders of the two parts may differ


def join_frames(first: Frame, second: Frame) -> Frame | None:
    """The table or box that runs from one page to the next as one; None where the second stands for itself.

    A header that the second part repeats is dropped, and a row cut by the page break is put together.
    """
    if second.page != max(first.page, first.until) + 1:
        return None
    if abs(first.x0 - second.x0) > _NEAR or abs(first.x1 - second.x1) > _NEAR:
        return None
    if not first.cells and not second.cells:
        if BOX_TITLE.match(second.lines[0].text):
            return None
        return replace(second, lines=first.lines + second.lines, page=first.page, until=second.page)
    if len(first.columns) != len(second.columns) or not first.cells or not second.cells:
        return None
    if any(abs(a - b) > _NEAR for a, b in zip(first.columns, second.columns, strict=True)):
        return None
    rest = _without_header(first.cells, second.cells)
    last = max(cell.row + cell.rowspan for cell in first.cells) - 1
    cells = list(first.cells)
    if rest and _is_cut(cells, rest, last):
        cells, rest = _mend(cells, rest, last)
    merging = {cell.col for cell in (*cells, *rest) if cell.rowspan > 1}
    for cell in rest:
        _append(cells, merging, replace(cell, row=cell.row + last + 1))
    lines = first.lines + second.lines
    return replace(
        second,
        page=first.page,
        until=second.page,
        lines=lines,
        cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))),
    )


def _append(cells: list[TableCell], merging: set[int], cell: TableCell) -> None:
    """Adds a cell of the second part; the empty rest of a merged cell that the page break cuts goes to that cell.

    `merging` are the columns that have merged cells.
    """
    if not cell.text and cell.col in merging:
        for k, above in enumerate(cells):
            meets = above.row + above.rowspan == cell.row and (above.col, above.colspan) == (cell.col, cell.colspan)
            if meets and above.text:
                cells[k] = replace(above, rowspan=above.rowspan + cell.rowspan)
                return
    cells.append(cell)


def _without_header(first: Sequence[TableCell], second: Sequence[TableCell]) -> list[TableCell]:
    """The cells of the second part without the header rows it repeats."""
    rows = max(cell.row + cell.rowspan for cell in second)
    same = 0
    while same < rows and _row(first, same) == _row(second, same) != []:
        same += 1
    if same == rows and rows > 1:
        same = 1
    return [replace(cell, row=cell.row - same) for cell in second if cell.row >= same]


def _row(cells: Sequence[TableCell], row: int) -> list[tuple[int, str]]:
    return [(cell.col, "".join(cell.text.split())) for cell in cells if cell.row == row]


def _is_cut(cells: Sequence[TableCell], rest: Sequence[TableCell], last: int) -> bool:
    """Whether the first row of the second part is the lower part of the last row above.

    It fills only cells that the row above fills too, and leaves at least two of those empty, its first among them; or
    goes on in the first alone. A row of figures is none.
    """
    own = {cell.col for cell in cells if cell.row == last and cell.text}
    top = {cell.col: cell.text for cell in rest if cell.row == 0}
    filled = {col for col, text in top.items() if text}
    if not own or not filled or len(top) == 1 or all(_FIGURE.match(top[col]) for col in filled):
        return False
    first, empty = min(own), own - filled
    if first in filled:
        return filled == {first} and len(own) > 1
    return len(empty) >= 2 or len(own) == 2


def _mend(cells: Sequence[TableCell], rest: Sequence[TableCell], last: int) -> tuple[list[TableCell], list[TableCell]]:
    """Puts the lower part of a cut row to the cells it belongs to."""
    mended = list(cells)
    for part in (cell for cell in rest if cell.row == 0 and cell.text):
        for k, cell in enumerate(mended):
            if cell.col <= part.col < cell.col + cell.colspan and cell.row <= last < cell.row + cell.rowspan:
                mended[k] = replace(cell, text=join_lines([cell.text, part.text]))
    below = [replace(cell, row=cell.row - 1) for cell in rest if cell.row > 0]
    tall = [replace(cell, text="", rowspan=cell.rowspan - 1) for cell in rest if cell.row == 0 and cell.rowspan > 1]
    return mended, sorted([*tall, *below], key=lambda cell: (cell.row, cell.col))
