"""Forced breaks at the end of each printed line: text that was wrapped elsewhere and kept its line ends as Shift+Enter or <br>."""

from __future__ import annotations

from collections.abc import Iterable

from extract.readers.line_ends import BREAK, part_at_breaks
from extract.readers.plain.hard_wraps import Width, joined, without_pages

_FEWEST = 3  # breaks in a document that show a width


def width_of(texts: Iterable[str]) -> Width | None:
    """The width at which the paragraphs of a document were broken; None where their breaks are meant."""
    lines = [line for text in texts if BREAK in text for line in text.split(BREAK) if line.strip()]
    return without_pages(lines)[1] if len(lines) > _FEWEST else None


def paragraphs_in(text: str, full: Width | None) -> list[str]:
    """The paragraphs of a text with forced breaks, those at the width `full` taken for line ends.

    "一、总则⏎坚持改革。⏎深化开放", None → ["一、总则", "坚持改革。", "深化开放"]
    """
    if full is None or BREAK not in text:
        return part_at_breaks(text)
    return part_at_breaks(BREAK.join(joined(text.split(BREAK), full)))
