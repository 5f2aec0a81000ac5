"""Lines that a web page puts around its article: they come along when a page is printed or saved as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.models import Block
from extract.rulefiles import load_csv

_CHROME = re.compile(
    "|".join(f"(?:{row['pattern']})" for row in load_csv("page_chrome.csv", ("pattern", "example"), unique="pattern")),
    re.IGNORECASE,
)
_LONGEST = 120


def is_chrome(text: str) -> bool:
    """Whether a line belongs to a web page rather than to its article: 当前位置：首页 > 公告 → True."""
    return len(text) <= _LONGEST and bool(_CHROME.match(text.strip()))


def without_chrome(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without such lines, where there are at least two (one may be a sentence of the document)."""
    kept = list(blocks)
    lines = [block for block in kept if block.kind == "paragraph" and is_chrome(block.text)]
    if len(lines) < 2:
        return kept
    return [block for block in kept if not any(block is line for line in lines)]
