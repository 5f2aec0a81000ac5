"""A page of a PDF as a picture, with the place of some words framed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import ImageDraw

from kb.text.folding import fold, fold_with_offsets

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner of a page."""

_WIDTH = 1100
"""Pixels across."""
_FRAME = (180, 32, 31)
_LEAST = 8
"""Folded characters of words that are looked for where the rest of them stands on the next page."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG; `framed` says whether the words were found on it."""

    png: bytes
    page: int
    framed: bool


def page_image(file: Path, page: int, words: str) -> PageImage | None:
    """The page (from 1) of a PDF with `words` framed; None where the file has no such page or cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(file)
    except (pypdfium2.PdfiumError, OSError):
        return None
    try:
        if not 1 <= page <= len(document):
            return None
        shown = document[page - 1]
        scale = _WIDTH / shown.get_width()
        picture = shown.render(scale=scale).to_pil().convert("RGB")
        lines = _lines(shown, words)
        draw = ImageDraw.Draw(picture)
        for left, bottom, right, top in lines:
            y = shown.get_height()
            box = (left * scale - 4, (y - top) * scale - 4, right * scale + 4, (y - bottom) * scale + 4)
            draw.rectangle(box, outline=_FRAME, width=3)
        out = io.BytesIO()
        picture.save(out, "PNG")
        return PageImage(out.getvalue(), page, bool(lines))
    finally:
        document.close()


def _lines(page: pypdfium2.PdfPage, words: str) -> list[Rect]:
    """The rectangles of the lines that the words stand on; none where they do not."""
    text = page.get_textpage()
    try:
        size = text.count_chars()
        written = "".join(_char(text, index) for index in range(size))
        folded, offsets = fold_with_offsets(written)
        found = _find(folded, fold(words))
        if found is None:
            return []
        first, last = offsets[found[0]], offsets[found[1] - 1]
        rects = text.count_rects(first, last - first + 1)
        return _joined([text.get_rect(index) for index in range(rects)])
    finally:
        text.close()


def _joined(rects: list[Rect]) -> list[Rect]:
    """One rectangle a line: a line comes in pieces wherever its font changes."""
    lines: list[Rect] = []
    for left, bottom, right, top in rects:
        if lines and min(top, lines[-1][3]) - max(bottom, lines[-1][1]) > 0.4 * min(
            top - bottom, lines[-1][3] - lines[-1][1]
        ):
            before = lines[-1]
            lines[-1] = (min(left, before[0]), min(bottom, before[1]), max(right, before[2]), max(top, before[3]))
        else:
            lines.append((left, bottom, right, top))
    return lines


def _char(text: pypdfium2.PdfTextPage, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text, index)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "


def _find(folded: str, words: str) -> tuple[int, int] | None:
    """Where the words stand, or as much of their beginning or end as the page has."""
    length = len(words)
    while length:
        for part in (words[:length], words[-length:]):
            if (at := folded.find(part)) >= 0:
                return at, at + length
        if length <= _LEAST:
            return None
        length = max(_LEAST, length // 2)
    return None
