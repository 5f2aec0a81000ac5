"""Ruled tables and framed boxes of a PDF page, and tables that run over pages joined to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.models import TableCell
from extract.readers.cell_grid import join_cell
from extract.readers.pdf.aligned_tables import aligned_cells, aligned_runs, banded_cells, ruled_bands, shaded_bands
from extract.readers.pdf.page_lines import Char, PageLine, lines_of, parts_of
from extract.readers.pdf.ruled_cells import CellExtent, cells_of
from extract.readers.pdf.ruling_lines import drawings_of, grounds_of

_PAGE = 0.75  # share of the page: a frame as large is the page's border
_LAYOUT, _FEW = 0.4, 6  # one of few cells, as large as this share, that holds most text only places the page's parts


@dataclass(frozen=True, slots=True)
class Frame:
    """A table (`cells`) or a box of one cell, and its text; `columns` are the x of its column borders.

    `page` is where it begins, `until` the page of a part that was joined to it.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    page: int
    cells: tuple[TableCell, ...] = ()
    lines: tuple[PageLine, ...] = ()
    columns: tuple[float, ...] = ()
    until: int = 0

    def holds(self, char: Char) -> bool:
        """Whether a character stands in the frame."""
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        return bool(self.x0 <= x <= self.x1 and self.top <= y <= self.bottom)


def frames_of(page: Any, chars: Sequence[Char], number: int) -> list[Frame]:
    """The frames of a page, from top to bottom; a frame within another counts only by its outermost table."""
    area = float(page.width) * float(page.height)
    drawings = drawings_of(page)
    found = [
        frame
        for places in map(cells_of, drawings)
        if places and (frame := _frame(places, chars, number, area)) is not None
    ]
    outermost = [f for f in found if not any(_inside(f, other) for other in found if other is not f)]
    outermost = [frame for frame in outermost if not _is_head_on_ground(frame)]
    for rules in shaded_bands(grounds_of(page), float(page.width)):
        bounds = Frame(rules[0].start - 2, rules[0].at, rules[0].end + 2, rules[-1].at, number)
        if any(frame.cells and frame.top < bounds.bottom and bounds.top < frame.bottom for frame in outermost):
            continue
        parts = parts_of([char for char in chars if bounds.holds(char)], number)
        cells = banded_cells(parts, rules, number, shaded=True)
        if cells:
            outermost = [frame for frame in outermost if not _inside(frame, bounds)]
            outermost.append(replace(bounds, cells=cells, lines=tuple(parts)))
    rest = [char for char in chars if not any(frame.holds(char) for frame in outermost)]
    for rules in ruled_bands(drawings, float(page.width)):
        bounds = Frame(rules[0].start - 2, rules[0].at, rules[0].end + 2, rules[-1].at, number)
        parts = parts_of([char for char in rest if bounds.holds(char)], number)
        cells = banded_cells(parts, rules, number)
        if cells:
            outermost.append(replace(bounds, cells=cells, lines=tuple(parts)))
    rest = [char for char in rest if not any(frame.holds(char) for frame in outermost)]
    for run in aligned_runs(parts_of(rest, number)):
        x0, top, x1, bottom = _bounds(run)
        outermost.append(Frame(x0, top, x1, bottom, number, aligned_cells(run, number), tuple(run)))
    return sorted(outermost, key=lambda frame: (frame.top, frame.x0))


def _is_head_on_ground(frame: Frame) -> bool:
    """Whether a frame of one cell holds one line of words far apart: the heads of a table, on coloured ground."""
    return not frame.cells and len(frame.lines) == 1 and frame.lines[0].parts >= 3


def _bounds(parts: Sequence[PageLine]) -> tuple[float, float, float, float]:
    return (
        min(p.x0 for p in parts),
        min(p.top for p in parts),
        max(p.x1 for p in parts),
        max(p.bottom for p in parts),
    )


def _inside(inner: Frame, outer: Frame) -> bool:
    return (
        outer.x0 - 2 <= inner.x0
        and outer.top - 2 <= inner.top
        and inner.x1 <= outer.x1 + 2
        and inner.bottom <= outer.bottom + 2
    )


def _frame(places: Sequence[CellExtent], chars: Sequence[Char], number: int, area: float) -> Frame | None:
    x0, top = min(p.x0 for p in places), min(p.top for p in places)
    x1, bottom = max(p.x1 for p in places), max(p.bottom for p in places)
    bounds = Frame(x0, top, x1, bottom, number)
    inside = [char for char in chars if bounds.holds(char)]
    texts = [lines_of([char for char in inside if _within(char, place)], number) for place in places]
    filled = [k for k, lines in enumerate(texts) if lines]
    if not filled:
        return None
    largest = max(filled, key=lambda k: sum(len(line.text) for line in texts[k]))
    place = places[largest]
    share = (place.x1 - place.x0) * (place.bottom - place.top) / area
    if len(places) == 1:
        return replace(bounds, lines=tuple(texts[0])) if share < _PAGE else None
    held = sum(len(line.text) for line in texts[largest])
    if len(places) < _FEW and share > _LAYOUT and held > 0.7 * sum(len(line.text) for lines in texts for line in lines):
        return None
    cells = [
        TableCell(join_cell(line.text for line in lines), p.row, p.col, p.rowspan, p.colspan, number)
        for p, lines in zip(places, texts, strict=True)
    ]
    columns = sorted({round(x, 1) for p in places for x in (p.x0, p.x1)})
    lines = tuple(line for lines in texts for line in lines)
    return replace(bounds, cells=_packed(cells), lines=lines, columns=tuple(columns))


def _within(char: Char, place: CellExtent) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(place.x0 <= x < place.x1 and place.top <= y < place.bottom)


def _packed(cells: Sequence[TableCell]) -> tuple[TableCell, ...]:
    """The cells without rows and columns in which none begins, in order."""
    rows = {row: k for k, row in enumerate(sorted({cell.row for cell in cells}))}
    cols = {col: k for k, col in enumerate(sorted({cell.col for cell in cells}))}
    packed = []
    for cell in cells:
        rowspan = sum(1 for row in rows if cell.row <= row < cell.row + cell.rowspan)
        colspan = sum(1 for col in cols if cell.col <= col < cell.col + cell.colspan)
        packed.append(replace(cell, row=rows[cell.row], col=cols[cell.col], rowspan=rowspan, colspan=colspan))
    return tuple(sorted(packed, key=lambda cell: (cell.row, cell.col)))
