"""The reading order of a PDF page: columns one after the other, and menus beside the text left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.readers.line_ends import OPENS
from extract.readers.pdf.page_lines import PageLine, rows_of
from extract.text.numerals import HAN_TENS

_LONG = 12  # em: as long as a line of running text at least is
_MENU = 8  # characters: an entry of a menu beside the text
_HANGING = re.compile(rf"\W*[\d{HAN_TENS}①-⑳]{{0,4}}\W*$|第\S{{1,4}}[章节条]$")  # a number outside the text block
_ROWS = 8  # lines that make a column
_RAGGED = 2.5  # em that a full line may end before the edge: no line begins with a stop, no word is broken
_RUNNING = 0.6  # share of a column's lines that are broken at its edge, or go on with one that is
_STOP = re.compile(r"[，。；、：）]")
_CROSSING = 0.15  # share of lines (titles, heads) that may stand over both columns


def in_order(parts: Sequence[PageLine], page_width: float) -> list[PageLine]:
    """The lines of a page as they are read.

    Right columns are moved over the left one, so that both have the same margins.
    """
    kept = _without_menu(parts)
    gutter = _gutter(kept, page_width)
    if gutter is None:
        return rows_of(kept)
    shift = _left_edge([p for p in kept if p.x0 >= gutter]) - _left_edge([p for p in kept if p.x1 <= gutter])
    result: list[PageLine] = []
    left: list[PageLine] = []
    right: list[PageLine] = []
    for part in kept:
        if part.x1 <= gutter:
            left.append(part)
        elif part.x0 >= gutter:
            right.append(replace(part, x0=part.x0 - shift, x1=part.x1 - shift))
        else:  # a line over both columns parts what is above it from what is below
            result += [*rows_of(left), *rows_of(right), part]
            left, right = [], []
    return [*result, *rows_of(left), *rows_of(right)]


def _left_edge(parts: Sequence[PageLine]) -> float:
    """The x where most lines begin."""
    counts = Counter(round(part.x0) for part in parts)
    most = max(counts.values(), default=0)
    return float(min((x for x, count in counts.items() if count >= 0.5 * most), default=0))


def _without_menu(parts: Sequence[PageLine]) -> list[PageLine]:
    """The parts without short ones that stand left of all running text, if there are several (a web page's menu)."""
    long = [part for part in parts if part.x1 - part.x0 >= 2 * _LONG * part.size]
    if len(long) < 3:
        return list(parts)
    edge = min(part.x0 for part in long)
    beside = [part for part in parts if part.x1 < edge - 0.5 * part.size and not _HANGING.match(part.text)]
    entries = sum(1 for part in beside if len(part.text) <= _MENU)
    return [part for part in parts if part not in beside] if entries >= 3 else list(parts)


def _gutter(parts: Sequence[PageLine], page_width: float) -> float | None:
    """The x between two columns of running text; None on a page of one column.

    Lines of running text fill their column: lists and unruled tables do not, and are read row by row.
    """
    best: tuple[int, float] | None = None
    for x in range(int(0.35 * page_width), int(0.65 * page_width), 2):
        crossing = sum(1 for part in parts if part.x0 < x < part.x1)
        if best is None or crossing < best[0]:
            best = crossing, float(x)
    if best is None or best[0] > _CROSSING * len(parts):
        return None
    gutter = best[1]
    left = [part for part in parts if part.x1 <= gutter]
    right = [part for part in parts if part.x0 >= gutter]
    if len(left) < _ROWS or len(right) < 3:
        return None
    edge = max(part.x1 for part in left)
    filled = sum(1 for part in left if part.x1 > edge - 1.5 * part.size and len(part.text) >= _LONG)
    if filled * 2 >= len(left) or (_wraps(left) and _wraps(right) and not _in_rows(left, right)):
        return gutter
    return None


def _wraps(column: Sequence[PageLine]) -> bool:
    """Whether most lines of a column are running text that is broken at its edge, however short its paragraphs are."""
    edge = max(part.x1 for part in column)
    full = [part.x1 > edge - _RAGGED * part.size and len(part.text) >= _LONG for part in column]
    running = sum(1 for k, is_full in enumerate(full) if is_full or (k and full[k - 1]))
    stops = sum(1 for part in column if _STOP.search(part.text))
    return sum(full) >= 3 and running >= _RUNNING * len(column) and stops * 2 >= len(column)


def _in_rows(left: Sequence[PageLine], right: Sequence[PageLine]) -> bool:
    """Whether paragraphs begin on both sides at the same heights, as the cells of a table without rules do."""
    begins = [part.top for part in left if OPENS.match(part.text)]
    beside = [part for part in right if OPENS.match(part.text)]
    level = sum(1 for part in beside if any(abs(part.top - top) < 0.5 * part.size for top in begins))
    return not beside or level * 2 > len(beside)
