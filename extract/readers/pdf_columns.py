"""The reading order of a PDF page: columns one after the other, and menus beside the text left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.readers.pdf_lines import Line, rows_of

_LONG = 12  # em: as long as a line of running text at least is
_MENU = 8  # characters: an entry of a menu beside the text
_ROWS = 8  # rows that make a column


def in_order(parts: Sequence[Line], page_width: float) -> list[Line]:
    """The lines of a page as they are read.

    Right columns are moved over the left one, so that both have the same margins.
    """
    kept = _without_menu(parts)
    gutter = _gutter(kept, page_width)
    if gutter is None:
        return rows_of(kept)
    result: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    shift = _left_edge([p for p in kept if p.x0 >= gutter]) - _left_edge([p for p in kept if p.x1 <= gutter])
    for row in _by_row(kept):
        crossing = any(part.x0 < gutter < part.x1 for part in row)
        if crossing:
            result += [*rows_of(left), *rows_of(right), *rows_of(row)]
            left, right = [], []
            continue
        left += [part for part in row if part.x1 <= gutter]
        right += [replace(part, x0=part.x0 - shift, x1=part.x1 - shift) for part in row if part.x0 >= gutter]
    return [*result, *rows_of(left), *rows_of(right)]


def _left_edge(parts: Sequence[Line]) -> float:
    """The x where most lines begin."""
    counts = Counter(round(part.x0) for part in parts)
    most = max(counts.values(), default=0)
    return float(min((x for x, count in counts.items() if count >= 0.5 * most), default=0))


def _without_menu(parts: Sequence[Line]) -> list[Line]:
    """The parts without short ones that stand left of all running text, if there are several (a web page's menu)."""
    long = [part for part in parts if part.x1 - part.x0 >= 2 * _LONG * part.size]
    if len(long) < 3:
        return list(parts)
    edge = min(part.x0 for part in long)
    beside = [part for part in parts if part.x1 < edge - 0.5 * part.size and len(part.text) <= _MENU]
    return [part for part in parts if part not in beside] if len(beside) >= 3 else list(parts)


def _by_row(parts: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for part in parts:
        if rows and min(rows[-1][0].bottom, part.bottom) - max(rows[-1][0].top, part.top) > 0.5 * part.size:
            rows[-1].append(part)
        else:
            rows.append([part])
    return rows


def _gutter(parts: Sequence[Line], page_width: float) -> float | None:
    """The x between two columns of running text; None on a page of one column."""
    rows = _by_row(parts)
    pairs = []
    for row in rows:
        for a, b in pairwise(row):
            if (
                min(a.x1 - a.x0, b.x1 - b.x0) >= _LONG * a.size * 0.6
                and 0.35 * page_width < (a.x1 + b.x0) / 2 < 0.65 * page_width
            ):
                pairs.append((a.x1, b.x0))
    if len(pairs) < _ROWS:
        return None
    gutter = (
        sorted(a for a, _ in pairs)[int(0.9 * (len(pairs) - 1))]
        + sorted(b for _, b in pairs)[int(0.1 * (len(pairs) - 1))]
    ) / 2
    crossing = sum(1 for row in rows if any(part.x0 < gutter < part.x1 for part in row))
    return gutter if crossing <= 0.3 * len(rows) else None
