"""The cells that a group of ruling lines encloses, merged ones as one, with their place in the grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.readers.pdf.ruling_lines import Rule

_SNAP = 4.0
_COVERED = 0.8  # share of a side that a rule must cover to be a wall
_MOST = 12_000  # elementary cells: beyond, it is a drawing
_OPEN_SIDES = 3  # level rules of one extent that make a table, though it is open at the sides


@dataclass(frozen=True, slots=True)
class CellExtent:
    """A cell on the page (points) and in the grid."""

    x0: float
    top: float
    x1: float
    bottom: float
    row: int
    col: int
    rowspan: int
    colspan: int


def cells_of(rules: Sequence[Rule]) -> list[CellExtent]:
    """The cells that the rules enclose.

    A cell that reaches over several rows or columns is one CellExtent; rules that end inside a table do no harm.
    """
    rules = [*rules, *_open_sides(rules)]
    xs = _positions(rule.at for rule in rules if not rule.level)
    ys = _positions(rule.at for rule in rules if rule.level)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > _MOST:
        return []
    upright = [[r for r in rules if not r.level and abs(r.at - x) <= _SNAP] for x in xs]
    level = [[r for r in rules if r.level and abs(r.at - y) <= _SNAP] for y in ys]
    walls_left = [[_covers(upright[c], ys[r], ys[r + 1]) for c in range(columns + 1)] for r in range(rows)]
    walls_above = [[_covers(level[r], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows + 1)]
    places = []
    seen = [[False] * columns for _ in range(rows)]
    for r in range(rows):
        for c in range(columns):
            if seen[r][c]:
                continue
            region, closed = _region(r, c, rows, columns, walls_left, walls_above)
            for a, b in region:
                seen[a][b] = True
            if closed:
                places.extend(_rectangles(region, xs, ys))
    return places


def _positions(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _covers(rules: Sequence[Rule], start: float, end: float) -> bool:
    reach = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return reach >= _COVERED * (end - start)


def _region(
    row: int, column: int, rows: int, columns: int, left: list[list[bool]], above: list[list[bool]]
) -> tuple[list[tuple[int, int]], bool]:
    """The elementary cells that no wall parts from this one, and whether they are a cell: enclosed by walls.

    A page break leaves the rest of a merged cell open at the top or bottom edge of the table.
    """
    region, waiting = {(row, column)}, [(row, column)]
    open_level, open_beside = set(), False
    while waiting:
        r, c = waiting.pop()
        for wall, a, b in (
            (left[r][c], r, c - 1),
            (left[r][c + 1], r, c + 1),
            (above[r][c], r - 1, c),
            (above[r + 1][c], r + 1, c),
        ):
            if wall:
                continue
            if not 0 <= a < rows:
                open_level.add(a)
            elif not 0 <= b < columns:
                open_beside = True
            elif (a, b) not in region:
                region.add((a, b))
                waiting.append((a, b))
    return sorted(region), not open_beside and len(open_level) <= 1


def _rectangles(region: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> list[CellExtent]:
    """The region as one cell; one that is no rectangle (a rule is missing) falls into its rows' rectangles."""
    left = set(region)
    places = []
    for row, column in region:
        if (row, column) not in left:
            continue
        width = height = 1
        while (row, column + width) in left:
            width += 1
        while all((row + height, column + k) in left for k in range(width)):
            height += 1
        left.difference_update((row + i, column + k) for i in range(height) for k in range(width))
        places.append(CellExtent(xs[column], ys[row], xs[column + width], ys[row + height], row, column, height, width))
    return places


def _open_sides(rules: Sequence[Rule]) -> list[Rule]:
    """The left and right sides that a table leaves out: where its level rules of one extent end without a wall."""
    level = [rule for rule in rules if rule.level]
    upright = [rule for rule in rules if not rule.level]
    if not upright:
        return []
    longest = max((rule.end - rule.start for rule in level), default=0.0)
    wide = [rule for rule in level if rule.end - rule.start >= longest - 2 * _SNAP]
    if len(wide) < _OPEN_SIDES:
        return []
    top, bottom = min(rule.at for rule in wide), max(rule.at for rule in wide)
    ends = (sum(rule.start for rule in wide) / len(wide), sum(rule.end for rule in wide) / len(wide))
    return [Rule(False, x, top, bottom) for x in ends if not any(abs(rule.at - x) <= 2 * _SNAP for rule in upright)]
