"""How high a row must be for all that stands in it: no program computes that when it opens a file.

A width is counted in half-width characters of the body's size; a full-width character has two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from unicodedata import east_asian_width

BODY = 10.5
"""Points of the body's characters."""
LINE = 15.3
"""Points from one line to the next: fonts that stand in for 仿宋 are higher than it is."""
PADDING = 5.0
HIGHEST = 400.0
"""Points of the highest row that Excel has (409.5), with a margin."""

_POINTS_A_CHARACTER = 5.25
"""Of a column's width, which counts digits of 11 points."""
_NOT_FIRST = frozenset("，。、；：！？）》〉」』】〕”’%‰,.;:!?)]}℃…—")
"""Marks that no line begins with: the character before goes with them."""


@cache
def _wide(character: str) -> int:
    return 2 if east_asian_width(character) in "WFA" else 1


def display_width(text: str) -> int:
    """The width of a text in half-width characters: 研发R&D → 7."""
    return sum(map(_wide, text))


def room(width: float, size: float = BODY) -> int:
    """How many half-width characters of a size (points) one line of a column of `width` holds.

    Cells have a margin of 2 points on each side.
    """
    return max(2, int((width * _POINTS_A_CHARACTER - 4) / (size / 2)))


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """The lines in which a text stands in `width` half-width characters, as spans of it; words are not broken."""
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        lines += _wrapped_paragraph(paragraph, start, width)
        start += len(paragraph) + 1
    return lines


def _wrapped_paragraph(text: str, offset: int, width: int) -> Iterator[tuple[int, int]]:
    if 2 * len(text) <= width:
        yield offset, offset + len(text)
        return
    begin = used = 0
    for place, character in enumerate(text):
        size = _wide(character)
        if used + size > width and place > begin:
            cut = _cut(text, begin, place)
            if (used := display_width(text[cut:place])) + size > width:
                cut, used = place, 0  # In so narrow a column a line may begin with any mark.
            yield offset + begin, offset + cut
            begin = cut
        used += size
    yield offset + begin, offset + len(text)


def _cut(text: str, begin: int, place: int) -> int:
    """Where to break before `place`: before the word that stands there, and not before a closing mark."""
    cut = place
    while cut > begin + 1 and _of_a_word(text[cut]) and _of_a_word(text[cut - 1]):
        cut -= 1
    if cut == begin + 1 and _of_a_word(text[begin]) and _of_a_word(text[cut]):
        cut = place  # A word longer than the line.
    while cut > begin + 1 and text[cut] in _NOT_FIRST:
        cut -= 1
    return cut


def _of_a_word(character: str) -> bool:
    return character.isascii() and not character.isspace()


def height(lines: int, line: float = LINE) -> float:
    """The height of a row of so many lines, in points."""
    return round(max(lines, 1) * line + PADDING, 1)


MOST_LINES = int((HIGHEST - PADDING) / LINE)


def row_parts(texts: Sequence[str], rooms: Sequence[int]) -> list[tuple[list[str], float]]:
    """The printed cells of a row with its height; a row that is higher than can be is parted into several.

    Each part but the first goes on where the one before ended; a cell that is complete is empty there.
    """
    if all("\n" not in text and 2 * len(text) <= room for text, room in zip(texts, rooms, strict=True)):
        return [(list(texts), height(1))]
    lines = [wrapped(text, room) for text, room in zip(texts, rooms, strict=True)]
    starts = [0] * len(texts)
    parts = []
    while any(start < len(spans) for start, spans in zip(starts, lines, strict=True)):
        ends = [_end(text, spans, start) for text, spans, start in zip(texts, lines, starts, strict=True)]
        cells = [
            _between(text, spans[start:end]) for text, spans, start, end in zip(texts, lines, starts, ends, strict=True)
        ]
        parts.append((cells, height(max(end - start for start, end in zip(starts, ends, strict=True)))))
        starts = ends
    return parts


def _end(text: str, spans: Sequence[tuple[int, int]], start: int) -> int:
    """Up to which line a cell goes in one part: to the end of a paragraph where one ends not far before the last."""
    end = min(len(spans), start + MOST_LINES)
    if end == len(spans):
        return end
    ends = (line for line in range(end, end - MOST_LINES // 3, -1) if text[spans[line - 1][1]] == "\n")
    return next(ends, end)


def _between(text: str, spans: Sequence[tuple[int, int]]) -> str:
    return text[spans[0][0] : spans[-1][1]] if spans else ""
