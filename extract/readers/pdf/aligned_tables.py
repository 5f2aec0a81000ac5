"""Tables without upright rules: three level rules (head, header, foot), or columns that only stand under each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.models import TableCell
from extract.readers.cell_grid import join_cell
from extract.readers.pdf.page_lines import PageLine
from extract.readers.pdf.ruling_lines import Rule

_SAME = 6.0  # points that the ends of the rules of one table may differ
_WIDE = 0.3  # share of the page's width that they reach over at least
_ROWS, _COLUMNS = 4, 3  # the least of a table without any rule


def ruled_bands(groups: Iterable[Sequence[Rule]], page_width: float) -> list[list[Rule]]:
    """The level rules of each table that has no upright ones, from top to bottom, at least three."""
    level = sorted((g[0] for g in groups if len(g) == 1 and g[0].level), key=lambda rule: rule.at)
    bands: list[list[Rule]] = []
    for rule in level:
        if rule.end - rule.start < _WIDE * page_width:
            continue
        band = next((b for b in bands if _same_extent(b[0], rule)), None)
        if band is None:
            bands.append([rule])
        else:
            band.append(rule)
    return [band for band in bands if len(band) >= 3]


def _same_extent(a: Rule, b: Rule) -> bool:
    return abs(a.start - b.start) <= _SAME and abs(a.end - b.end) <= _SAME


def banded_cells(parts: Sequence[PageLine], rules: Sequence[Rule], page: int) -> tuple[TableCell, ...]:
    """The cells of a table between level rules; () where its text does not stand in columns."""
    header, foot = rules[1].at, rules[-1].at
    body = [part for part in parts if header < (part.top + part.bottom) / 2 < foot]
    columns = _columns(body)
    if len(columns) < 2:
        return ()
    rows = [[p for p in parts if a.at < (p.top + p.bottom) / 2 < b.at] for a, b in pairwise(rules)]
    if len(rules) == 3:
        rows = [rows[0], *_rows(body, columns)]
    return _cells(rows, columns, page)


def aligned_runs(parts: Sequence[PageLine]) -> list[list[PageLine]]:
    """Runs of rows whose parts stand under each other in at least three columns."""
    rows: list[list[PageLine]] = []
    for part in parts:
        if rows and abs(part.top - rows[-1][0].top) < 0.5 * part.size:
            rows[-1].append(part)
        else:
            rows.append([part])
    runs: list[list[list[PageLine]]] = [[]]
    for row in rows:
        if len(row) >= _COLUMNS and (not runs[-1] or len(row) == len(runs[-1][0])):
            runs[-1].append(row)
        else:
            runs.append([row] if len(row) >= _COLUMNS else [])
    return [
        [part for row in run for part in row]
        for run in runs
        if len(run) >= _ROWS and len(_columns([part for row in run for part in row])) == len(run[0])
    ]


def aligned_cells(parts: Sequence[PageLine], page: int) -> tuple[TableCell, ...]:
    """The cells of such a run."""
    columns = _columns(parts)
    return _cells(_rows(parts, columns), columns, page)


def _columns(parts: Iterable[PageLine]) -> list[tuple[float, float]]:
    """The stretches of x that text covers, in order: one a column."""
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted((part.x0, part.x1) for part in parts):
        if columns and x0 < columns[-1][1] + 1:
            columns[-1] = columns[-1][0], max(columns[-1][1], x1)
        else:
            columns.append((x0, x1))
    return columns


def _rows(parts: Sequence[PageLine], columns: Sequence[tuple[float, float]]) -> list[list[PageLine]]:
    """The parts by row; a line that leaves the first column empty and fills few others goes on with the row above."""
    rows: list[list[PageLine]] = []
    line: list[PageLine] = []
    for part in [*parts, None]:
        if part is not None and (not line or abs(part.top - line[0].top) < 0.6 * part.size):
            line.append(part)
            continue
        if line:
            first = any(p.x0 < columns[0][1] for p in line)
            if rows and not first and len(line) * 2 < len(columns):
                rows[-1] += line
            else:
                rows.append(line)
        line = [part] if part is not None else []
    return rows


def _cells(
    rows: Sequence[Sequence[PageLine]], columns: Sequence[tuple[float, float]], page: int
) -> tuple[TableCell, ...]:
    cells: list[TableCell] = []
    for number, row in enumerate(row for row in rows if row):
        texts: dict[int, list[str]] = {}
        spans: dict[int, int] = {}
        for part in row:
            under = [k for k, (x0, x1) in enumerate(columns) if part.x0 < x1 and part.x1 > x0]
            column = under[0] if under else min(range(len(columns)), key=lambda k: abs(columns[k][0] - part.x0))
            texts.setdefault(column, []).append(part.text)
            spans[column] = max(spans.get(column, 1), len(under))
        column = 0
        while column < len(columns):
            span = spans.get(column, 1)
            cells.append(TableCell(join_cell(texts.get(column, [])), number, column, 1, span, page))
            column += span
    return tuple(cells)
