"""The table of contents of a document: lines that only list the headings to come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.models import Block

_TOC_LINE = re.compile(r"(?=[.…·．])(?:[.…·．]{4,}|…{2,}(?=\s*[-—]?\s*\d))\s*(?:[-—]?\s*\d+\s*[-—]?\s*)?$")
_TOC_TITLE = re.compile(r"目\s*录")


def table_of_contents(folded: str, blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks that only list the headings to come: dotted lines, and what stands between 目录 and its repetition."""
    lines = [folded[slice(*block.span)] for block in blocks]
    found = {i for i, block in enumerate(blocks) if block.kind != "box" and _TOC_LINE.search(lines[i])}
    for i, line in enumerate(lines):
        if not _TOC_TITLE.fullmatch(line.strip()):
            continue
        first = _plain(lines[i + 1]) if i + 1 < len(lines) else ""
        again = next((k for k in range(i + 2, min(len(lines), i + 400)) if _plain(lines[k]) == first), None)
        if first and again is not None:
            found.update(range(i, again))
    return frozenset(found)


def _plain(line: str) -> str:
    return re.sub(r"[\s.…·．]+\d*$", "", line).replace(" ", "")
