"""Documents for tests, written as lines: a paragraph a line."""

from __future__ import annotations

from extract.models import Block, Document, FileContent, Section, Source, Span
from extract.outline.tree import build_outline
from extract.pipeline import analyse, collect
from extract.text.characters import Text


def document(text: str) -> Document:
    """The Document of a text whose lines are its paragraphs."""
    reading = FileContent(tuple(Block("paragraph", line) for line in text.strip().splitlines() if line.strip()))
    return collect(analyse(reading, Source("试.txt", "txt", "0" * 64)))


def paragraphs(text: str) -> tuple[Span, ...]:
    """The spans of the lines of a text."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(spans)


def outline(text: str) -> Section:
    """The outline of a text whose lines are its paragraphs."""
    lines = [line for line in text.split("\n") if line]
    joined = "\n".join(lines)
    blocks = [Block("paragraph", joined[slice(*span)], span=span) for span in paragraphs(joined)] if joined else []
    return build_outline(Text.of(joined), blocks)
