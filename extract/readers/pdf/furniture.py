"""What repeats on the pages of a PDF and is no part of the text: running heads and feet, page numbers, margin notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.readers.pdf.page_lines import PageLine
from extract.readers.raised import power

_PAGE_NUMBER = re.compile(
    r"\s*(?:[—－–\-_―·•~\s]*\d{1,4}[—－–\-_―·•~\s]*|第\s*\d{1,4}\s*页(?:\s*[，,/（(]?\s*共\s*\d{1,4}\s*页\s*[)）]?)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|[—－–\-]\s*[ivxlcIVXLC]{1,6}\s*[—－–\-])\s*$"
)
_DASHED = re.compile(r"\s*[—－–\-_―·•~]+\s*\d{1,4}\s*[—－–\-_―·•~]+\s*")
_DIGITS = re.compile(r"\d+")
_EDGE = 3  # lines from the top or bottom of a page in which a running head may stand
_NEAR = 0.14  # share of the page's height
_LONGEST = 60
_FEW = 4  # pages
_SMALL = 0.88
_NOTE = re.compile(r"[①-⑳*†※⁰¹²³⁴-⁹]|[\[［〔]?\d{1,2}[\]］〕]?(?=[^\d.、．%％])")
_NOTE_NUMBER = re.compile(r"^[\[［〔]?(\d{1,2})[\]］〕]?\s*(?=[^\d.、．%％\s年月日个家项])")
_SENTENCE = re.compile(r"[。；！？，]")


def is_page_number(text: str) -> bool:
    """— 12 — , -3-, 第3页 共9页, 5/9, 7 → True."""
    return bool(_PAGE_NUMBER.match(text)) and any(c.isalnum() for c in text)


def without_furniture(pages: Sequence[Sequence[PageLine]], heights: Sequence[float]) -> list[list[PageLine]]:
    """The lines of each page without running heads, feet and page numbers."""
    pages = _without_counted(pages)
    edges = [_edges(lines, height) for lines, height in zip(pages, heights, strict=True)]
    repeated: Counter[tuple[str, int]] = Counter()
    places: Counter[int] = Counter()  # heights at which a line stands apart from the text
    for lines, both in zip(pages, edges, strict=True):
        repeated.update({_key(line) for edge in both for line in edge})
        places.update({_key(edge[0])[1] for edge in both if edge and _stands_apart(edge[0], lines)})
    result = []
    for lines, both in zip(pages, edges, strict=True):
        dropped: set[int] = set()
        for edge in both:
            for line in edge:
                number = is_page_number(line.text) and not any(o is not line and _same_row(o, line) for o in lines)
                apart = _around(places, _key(line)[1]) >= max(_FEW, len(pages) / 2) and _stands_apart(line, lines)
                if not (number or apart or _is_head(line, repeated, len(pages))):
                    break  # what stands further in is text
                dropped.add(id(line))
        result.append([line for line in lines if id(line) not in dropped])
    return result


def _without_counted(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """The lines without the numbers that count the pages, however far from the paper's edge they stand.

    Such a number is the first or the last line of its page, alone on its row: between dashes, or one that counts on
    from page to page.
    """
    outer = [_outermost(lines) for lines in pages]
    offsets = Counter(_value(line) - at for at, both in enumerate(outer) for line in both)
    dropped = {
        id(line)
        for at, both in enumerate(outer)
        for line in both
        if _DASHED.fullmatch(line.text) or offsets[_value(line) - at] >= max(_FEW - 1, 0.6 * len(pages))
    }
    return [[line for line in lines if id(line) not in dropped] for lines in pages]


def _outermost(lines: Sequence[PageLine]) -> list[PageLine]:
    """The first and the last line of a page, where they hold a page number and nothing else."""
    by_height = sorted(lines, key=lambda line: line.top)
    ends = by_height[:1] + by_height[1:][-1:]
    return [
        line
        for line in ends
        if is_page_number(line.text)
        and not any(o is not line and _same_row(o, line) for o in lines)
        and _value(line) >= 0
    ]


def _value(line: PageLine) -> int:
    number = _DIGITS.search(line.text)
    return int(number.group()) if number else -1


def _is_head(line: PageLine, repeated: Counter[tuple[str, int]], pages: int) -> bool:
    """Whether the line stands at this height of many pages, its figures aside."""
    text, top = _key(line)
    seen = repeated[text, top] + max(repeated[text, top - 1], repeated[text, top + 1])
    return _is_short(line) and pages > 1 and seen >= (max(3, round(0.3 * pages)) if pages > _FEW else 2)


def _stands_apart(line: PageLine, lines: Sequence[PageLine]) -> bool:
    """Whether a short line is set off from all others, as the head of a chapter is that runs over its pages."""
    return _is_short(line) and all(
        other is line
        or _same_row(other, line)
        or max(other.top - line.bottom, line.top - other.bottom) > 1.2 * line.size
        for other in lines
    )


def _is_short(line: PageLine) -> bool:
    return len(line.text) <= _LONGEST and not _SENTENCE.search(line.text)


def _around(places: Counter[int], top: int) -> int:
    return places[top] + max(places[top - 1], places[top + 1])


def parted_notes(lines: Sequence[PageLine], size: float) -> tuple[list[PageLine], list[PageLine]]:
    """The lines of a page, and its footnotes: at its foot, smaller than the text, beginning with a note's mark."""
    start = len(lines)
    while start and lines[start - 1].size <= _SMALL * size:
        start -= 1
    while start < len(lines) and not _NOTE.match(lines[start].text):
        start += 1
    return list(lines[:start]), list(lines[start:])


def numbered_as_notes(lines: Sequence[PageLine]) -> list[PageLine]:
    """Footnotes with their numbers as small as they are meant: 1 旅游业增加值…… → ¹旅游业增加值……, no item of a list."""
    return [replace(line, text=_NOTE_NUMBER.sub(lambda m: power(m[1]), line.text)) for line in lines]


def _edges(lines: Sequence[PageLine], height: float) -> tuple[list[PageLine], list[PageLine]]:
    """The lines at the upper and the lower edge of the page, the outermost first."""
    by_height = sorted(lines, key=lambda line: line.top)
    upper = [line for line in by_height[:_EDGE] if line.bottom < _NEAR * height]
    lower = [line for line in by_height[: -_EDGE - 1 : -1] if line.top > (1 - _NEAR) * height]
    return upper, lower


def _key(line: PageLine) -> tuple[str, int]:
    return _DIGITS.sub("#", "".join(line.text.split())), round(line.top / 6)


def _same_row(a: PageLine, b: PageLine) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0
