"""Joins a reader's blocks to the one running text that every span indexes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.models import Block, Span, TableCell
from extract.text.characters import BOLD, clean

_PROSE = 60
_BROKEN = re.compile(r"(?<=[一-鿿，。、；：）”》]) +(?=[一-鿿（“《，。、；：）”》])")


def lay_out(blocks: Iterable[Block]) -> tuple[str, tuple[Block, ...]]:
    """The text, and the blocks with their spans in it.

    Paragraphs are parted by a line feed, the cells of a row by a tab. Inside one block there is no line feed but
    between table rows and between a box's paragraphs. Blocks without any text are left out.
    """
    text = _Text()
    placed = tuple(block for block in (_place(block, text) for block in blocks) if block is not None)
    return "".join(text.parts), placed


def _clean_paragraph(text: str) -> str:
    own = clean(text.replace("\n", ""))
    # prose that was broken to lines elsewhere keeps a blank at each old break (统筹、协 调); short lines have theirs on purpose
    return _BROKEN.sub("", own) if len(own) >= _PROSE and "，" in own else own


class _Text:
    """The text as it grows, with its length."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def add(self, part: str, separator: str) -> tuple[int, int]:
        """Append `part` behind `separator` (none at the very start); the span of `part`."""
        if self.length:
            self.parts.append(separator)
            self.length += len(separator)
        start = self.length
        self.parts.append(part)
        self.length += len(part)
        return start, self.length


def _place(block: Block, text: _Text) -> Block | None:
    own = _clean_paragraph(block.text)
    if block.kind in ("paragraph", "heading"):
        if not own:
            return None
        span = text.add(own, "\n")
        return replace(
            block, text=own, span=span, breaks=_shifted(block, own), bold=tuple(_bold(block.text, own, span))
        )
    before = text.length
    title = text.add(own, "\n") if own else None
    if block.kind == "box":
        inner = tuple(b for b in (_place(b, text) for b in block.blocks) if b is not None)
        if title is None and not inner:
            return None
        start = title[0] if title else inner[0].span[0]
        return replace(block, text=own, blocks=inner, span=(start, text.length))
    cells = _place_cells(block.cells, text)
    if title is None and not any(cell.text for cell in cells):
        return None
    start = title[0] if title else (before + 1 if before else 0)
    raw = {(cell.row, cell.col): cell.text for cell in block.cells}
    bold = tuple(span for cell in cells for span in _bold(raw[cell.row, cell.col], cell.text, cell.span))
    return replace(block, text=own, cells=cells, span=(start, text.length), bold=bold)


def _place_cells(cells: tuple[TableCell, ...], text: _Text) -> tuple[TableCell, ...]:
    placed, row = [], None
    for cell in sorted(cells, key=lambda c: (c.row, c.col)):
        own = clean(cell.text.replace("\n", ""))
        span = text.add(own, "\n" if cell.row != row else "\t")
        placed.append(replace(cell, text=own, span=span))
        row = cell.row
    return tuple(placed)


def _shifted(block: Block, own: str) -> tuple[tuple[int, int], ...]:
    """Page breaks are offsets into the text as read; cleaning may have dropped characters before them."""
    raw = block.text
    shifted = ((len(_prefix(raw[:offset], own)), page) for offset, page in block.breaks)
    return tuple((min(max(offset, 0), len(own)), page) for offset, page in shifted)


def _bold(raw: str, own: str, span: Span) -> Iterator[Span]:
    """Where the text at `span` is bold: its raw form has marks there."""
    opens, closes = BOLD
    at = raw.find(opens)
    while at >= 0:
        end = raw.find(closes, at)
        end = end if end >= 0 else len(raw)
        first, last = (min(len(_prefix(raw[:offset], own)), len(own)) for offset in (at, end))
        if first < last:
            yield span[0] + first, span[0] + last
        at = raw.find(opens, end)


def _prefix(raw: str, own: str) -> str:
    cleaned = clean(raw.replace("\n", "") + "|")[:-1]
    return cleaned if own.startswith(cleaned) else _BROKEN.sub("", cleaned)


class PageIndex:
    """Which page a character stands on; None throughout for a format without pages."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._starts: list[int] = []
        self._pages: list[int] = []
        for offset, page in sorted(_page_starts(blocks)):
            if not self._pages or self._pages[-1] != page:
                self._starts.append(offset)
                self._pages.append(page)

    def page(self, offset: int) -> int | None:
        """The page of the character at `offset` of the text."""
        at = bisect_right(self._starts, offset) - 1
        return self._pages[at] if at >= 0 else None


def _page_starts(blocks: Iterable[Block]) -> Iterator[tuple[int, int]]:
    for block in blocks:
        if block.page is not None:
            yield block.span[0], block.page
        for offset, page in block.breaks:
            yield block.span[0] + offset, page
        for cell in block.cells:
            if cell.page is not None:
                yield cell.span[0], cell.page
        yield from _page_starts(block.blocks)


def text_parts(blocks: Iterable[Block]) -> Iterator[tuple[Span, bool]]:
    """The paragraphs and the cells of tables, those in boxes too, in reading order, each with whether it is a cell."""
    for block in blocks:
        if block.kind == "table":
            yield from ((cell.span, True) for cell in block.cells)
        elif block.kind == "box":
            yield from text_parts(block.blocks)
        else:
            yield block.span, False
