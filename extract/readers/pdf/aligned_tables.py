"""Tables without upright rules: level rules or shaded rows only, or columns that only stand under each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extract.models import TableCell
from extract.readers.cell_grid import join_cell
from extract.readers.pdf.page_lines import PageLine
from extract.readers.pdf.ruling_lines import Rule
from extract.text.numerals import HAN_TENS

_NUMBER = re.compile(rf"[（(]?(?:\d{{1,3}}|[{HAN_TENS}]{{1,3}})[)）.．、]?")
_SAME = 6.0  # points that the ends of the rules of one table may differ
_WIDE = 0.3  # share of the page's width that they reach over at least
_ROWS, _COLUMNS = 4, 3  # the least of a table without any rule
_TOUCH = 2.0  # points that may lie between the grounds of two rows
_APART = 3.0  # heights of a row that may stand on no ground between two that do


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


def shaded_bands(grounds: Sequence[Rule], page_width: float) -> list[list[Rule]]:
    """The upper and lower edges of rows on ground of their own (every row, or every other), from top to bottom.

    `grounds` are the edges of the coloured or white rectangles of a page, two each.
    """
    stacks: list[list[tuple[Rule, Rule]]] = []
    for upper, lower in zip(grounds[::2], grounds[1::2], strict=True):
        if upper.end - upper.start < _WIDE * page_width:
            continue
        height = lower.at - upper.at
        for stack in stacks:
            gap = upper.at - stack[-1][1].at
            if _same_extent(stack[-1][0], upper) and -_TOUCH < gap <= max(_APART * height, _TOUCH):
                stack.append((upper, lower))
                break
        else:
            stacks.append([(upper, lower)])
    bands = []
    for stack in stacks:
        edges: list[Rule] = []
        for edge in (edge for both in stack for edge in both):
            if not edges or edge.at - edges[-1].at > _TOUCH:
                edges.append(edge)
        if len(stack) > 1 and len(edges) > 2:
            bands.append(edges)
    return bands


def banded_cells(
    parts: Sequence[PageLine], rules: Sequence[Rule], page: int, *, shaded: bool = False
) -> tuple[TableCell, ...]:
    """The cells of a table between level rules; () where its text does not stand in columns.

    Between three rules (above and below the heads, and at the foot) the rows are told by their lines; `shaded` rows
    stand on ground of their own, a band each.
    """
    header, foot = rules[1].at, rules[-1].at
    body = [part for part in parts if header < (part.top + part.bottom) / 2 < foot]
    columns = _columns(body)
    if len(columns) < (_COLUMNS if shaded else 2):
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
    found = []
    for run in runs:
        whole = [part for row in run for part in row]
        if len(run) < _ROWS - 1 or len(_columns(whole)) != len(run[0]):
            continue
        heads = _heads_above(rows, run[0], len(run[0]))
        if len(run) + bool(heads) >= _ROWS:
            found.append([*heads, *whole])
    return found


def _heads_above(rows: Sequence[Sequence[PageLine]], first: Sequence[PageLine], count: int) -> Sequence[PageLine]:
    """The row right above a run that heads its columns, though some of its words stand too near to be parted."""
    at = next(number for number, row in enumerate(rows) if row is first or (row and row[0] is first[0]))
    above = rows[at - 1] if at else ()
    near = bool(above) and first[0].top - above[0].bottom < 2 * first[0].size
    words = sum(len(part.text.split()) for part in above)
    return above if near and 1 < len(above) < count and words == count else ()


def aligned_cells(parts: Sequence[PageLine], page: int) -> tuple[TableCell, ...]:
    """The cells of such a run."""
    rows: list[list[PageLine]] = []
    for part in parts:
        if rows and abs(part.top - rows[-1][0].top) < 0.5 * part.size:
            rows[-1].append(part)
        else:
            rows.append([part])
    columns = _columns(part for row in rows if len(row) == max(map(len, rows)) for part in row)
    return _cells(rows, columns, page)


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
    """The parts by row; a line that leaves the first column empty and fills few others goes on with the row above.

    Where the first column numbers the rows, such lines go to the nearest number: cells of several lines may be centred.
    """
    numbers = [part for part in parts if part.x0 < columns[0][1]]
    if len(numbers) > 1 and all(_NUMBER.fullmatch(part.text) for part in numbers):
        near: dict[int, list[PageLine]] = {k: [] for k in range(len(numbers))}
        for one in parts:
            near[min(near, key=lambda k: abs(_height(numbers[k]) - _height(one)))].append(one)
        return list(near.values())
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


def _height(part: PageLine) -> float:
    return (part.top + part.bottom) / 2


def _cells(
    rows: Sequence[Sequence[PageLine]], columns: Sequence[tuple[float, float]], page: int
) -> tuple[TableCell, ...]:
    cells: list[TableCell] = []
    for number, row in enumerate(row for row in rows if row):
        texts: dict[int, list[str]] = {}
        spans: dict[int, int] = {}
        for part in row:
            under = [k for k, (x0, x1) in enumerate(columns) if part.x0 < x1 and part.x1 > x0]
            words = part.text.split()
            if len(words) == len(under) > 1:  # words of two columns that stand near each other
                for k, word in zip(under, words, strict=True):
                    texts.setdefault(k, []).append(word)
                continue
            column = under[0] if under else min(range(len(columns)), key=lambda k: abs(columns[k][0] - part.x0))
            texts.setdefault(column, []).append(part.text)
            spans[column] = max(spans.get(column, 1), len(under))
        column = 0
        while column < len(columns):
            span = spans.get(column, 1)
            cells.append(TableCell(join_cell(texts.get(column, [])), number, column, 1, span, page))
            column += span
    return tuple(cells)
