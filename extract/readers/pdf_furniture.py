"""What repeats on the pages of a PDF and is no part of the text: running heads and feet, page numbers, margin notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.readers.pdf_lines import Line

_PAGE_NUMBER = re.compile(
    r"\s*(?:[—－–\-_―·•~\s]*\d{1,4}[—－–\-_―·•~\s]*|第\s*\d{1,4}\s*页(?:\s*[，,/（(]?\s*共\s*\d{1,4}\s*页\s*[)）]?)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|[—－–\-]\s*[ivxlcIVXLC]{1,6}\s*[—－–\-])\s*$"
)
_DIGITS = re.compile(r"\d+")
_EDGE = 3  # lines from the top or bottom of a page in which a running head may stand
_NEAR = 0.14  # share of the page's height


def is_page_number(text: str) -> bool:
    """— 12 — , -3-, 第3页 共9页, 5/9, 7 → True."""
    return bool(_PAGE_NUMBER.match(text)) and any(c.isalnum() for c in text)


def without_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The lines of each page without running heads, feet and page numbers."""
    edges = [_edge_lines(lines, height) for lines, height in zip(pages, heights, strict=True)]
    repeated: Counter[tuple[str, int]] = Counter()
    for lines in edges:
        repeated.update({_key(line) for line in lines})
    many = max(2, round(0.4 * len(pages))) if len(pages) > 2 else 2
    result = []
    for page, edge, height in zip(pages, edges, heights, strict=True):
        dropped = set()
        for line in edge:
            seen = repeated[_key(line)] + sum(repeated[_key(line)[0], _key(line)[1] + d] for d in (-1, 1))
            alone = not any(other is not line and _same_row(other, line) for other in page)
            number = is_page_number(line.text) and alone and _at_edge(line, height)
            if number or (seen >= many and len(pages) > 1):
                dropped.add(id(line))
        result.append([line for line in page if id(line) not in dropped])
    return result


def _edge_lines(lines: Sequence[Line], height: float) -> list[Line]:
    chosen = [*lines[:_EDGE], *lines[-_EDGE:]]
    return [line for k, line in enumerate(chosen) if _at_edge(line, height) and line not in chosen[:k]]


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom < _NEAR * height or line.top > (1 - _NEAR) * height


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", "".join(line.text.split())), round(line.top / 6)


def _same_row(a: Line, b: Line) -> bool:
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0
