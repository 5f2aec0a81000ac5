"""Ruled tables and framed boxes of a PDF page, with merged cells as they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.models import TableCell
from extract.readers.lines import join_lines
from extract.readers.pdf_lines import Char, Line, lines_of

_SNAP = 4.0  # points between two rules that count as one
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A table (`cells`) or a box of one cell (`lines`) on one page; `columns` are the x of its column borders."""

    bbox: _Box
    page: int
    cells: tuple[TableCell, ...] = ()
    lines: tuple[Line, ...] = ()
    columns: tuple[float, ...] = ()


def frames_of(page: Any, chars: Sequence[Char], number: int) -> list[Frame]:
    """The frames of a page, from top to bottom. Looks for none where the page has no ruling lines."""
    if len(page.rects) + len(page.lines) + len(page.curves) < 1 or len(page.edges) < 4:
        return []
    frames = []
    for table in page.find_tables():
        frame = _frame(table, chars, number, page.width * page.height)
        if frame is not None:
            frames.append(frame)
    return sorted(frames, key=lambda frame: frame.bbox[1])


def _frame(table: Any, chars: Sequence[Char], number: int, page_area: float) -> Frame | None:
    boxes: list[_Box] = sorted({tuple(map(float, cell)) for cell in table.cells}, key=lambda b: (b[1], b[0]))  # type: ignore[misc]
    x0, top, x1, bottom = map(float, table.bbox)
    inside = [c for c in chars if _within(c, (x0, top, x1, bottom))]
    if not any(c["text"].strip() for c in inside):
        return None
    texts = [lines_of([c for c in inside if _within(c, box)], number) for box in boxes]
    filled = [lines for lines in texts if lines]
    if len(filled) <= 1:
        if (x1 - x0) * (bottom - top) > 0.7 * page_area:  # a border around the page
            return None
        return Frame((x0, top, x1, bottom), number, lines=tuple(filled[0]) if filled else ())
    xs, ys = _borders([(b[0], b[2]) for b in boxes]), _borders([(b[1], b[3]) for b in boxes])
    cells = []
    for box, lines in zip(boxes, texts, strict=True):
        col, row = _index(xs, box[0]), _index(ys, box[1])
        colspan, rowspan = max(_index(xs, box[2]) - col, 1), max(_index(ys, box[3]) - row, 1)
        cells.append(TableCell(join_lines(line.text for line in lines), row, col, rowspan, colspan, number))
    return Frame((x0, top, x1, bottom), number, cells=_unique(cells), columns=tuple(xs))


def _unique(cells: Sequence[TableCell]) -> tuple[TableCell, ...]:
    """One cell a place: a rule drawn double gives slivers that hold nothing."""
    best: dict[tuple[int, int], TableCell] = {}
    for cell in cells:
        held = best.get((cell.row, cell.col))
        if held is None or (len(cell.text), cell.rowspan * cell.colspan) > (
            len(held.text),
            held.rowspan * held.colspan,
        ):
            best[cell.row, cell.col] = cell
    return tuple(best[key] for key in sorted(best))


def _within(char: Char, box: _Box) -> bool:
    middle_x, middle_y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= middle_x < box[2] and box[1] <= middle_y < box[3])


def _borders(pairs: Sequence[tuple[float, float]]) -> list[float]:
    """The positions of the rules, those a hair apart as one."""
    found: list[float] = []
    for x in sorted(x for pair in pairs for x in pair):
        if not found or x - found[-1] > _SNAP:
            found.append(x)
    return found


def _index(borders: Sequence[float], x: float) -> int:
    return min(range(len(borders)), key=lambda k: abs(borders[k] - x))


def join_frames(first: Frame, second: Frame) -> Frame | None:
    """The table that runs from one page to the next as one; None where the second is a table of its own."""
    if not first.cells or not second.cells or len(first.columns) != len(second.columns):
        return None
    if any(abs(a - b) > 2 * _SNAP for a, b in zip(first.columns, second.columns, strict=True)):
        return None
    rest = _without_header(first.cells, second.cells)
    last = max(cell.row + cell.rowspan for cell in first.cells) - 1
    cells = list(first.cells)
    if rest and _is_cut(cells, rest, last):
        cells, rest = _mend(cells, rest, last)
    cells.extend(replace(cell, row=cell.row + last + 1) for cell in rest)
    return Frame(
        second.bbox, first.page, cells=tuple(sorted(cells, key=lambda c: (c.row, c.col))), columns=first.columns
    )


def _without_header(first: Sequence[TableCell], second: Sequence[TableCell]) -> list[TableCell]:
    """The cells of the continuation without the header rows it repeats."""
    rows = max(cell.row + cell.rowspan for cell in second)
    same = 0
    while same < rows and _row_texts(first, same) == _row_texts(second, same) != []:
        same += 1
    if same == rows and rows > 1:
        same = 1
    return [replace(cell, row=cell.row - same) for cell in second if cell.row >= same]


def _row_texts(cells: Sequence[TableCell], row: int) -> list[tuple[int, str]]:
    return [(cell.col, "".join(cell.text.split())) for cell in cells if cell.row == row]


def _is_cut(cells: Sequence[TableCell], rest: Sequence[TableCell], last: int) -> bool:
    """Whether the first row of the continuation is the lower part of the last row above."""
    own = {cell.col for cell in cells if cell.row + cell.rowspan - 1 == last and cell.row == last and cell.text}
    top = {cell.col: cell for cell in rest if cell.row == 0}
    filled = {col for col, cell in top.items() if cell.text}
    if not own or not filled or any(cell.colspan > 1 and len(top) == 1 for cell in top.values()):
        return False
    first = min(min(own), min(top))
    empty = own - filled
    return len(empty) * 2 >= len(own) and (first not in filled or filled == {first})


def _mend(cells: list[TableCell], rest: Sequence[TableCell], last: int) -> tuple[list[TableCell], list[TableCell]]:
    """Puts the lower part of a cut row back to the cells it belongs to."""
    mended = list(cells)
    for part in (cell for cell in rest if cell.row == 0 and cell.text):
        for k, cell in enumerate(mended):
            if cell.col <= part.col < cell.col + cell.colspan and cell.row <= last < cell.row + cell.rowspan:
                mended[k] = replace(cell, text=join_lines([cell.text, part.text]))
                break
    return mended, [replace(cell, row=cell.row - 1) for cell in rest if cell.row > 0]
