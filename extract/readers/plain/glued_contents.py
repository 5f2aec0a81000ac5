"""A table of contents that lost its line breaks: 目录第一章 总则……1第二章 任务……3为加快发展，…… back to a line an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LEADER = re.compile(r"(?:(?:[.．·․・]\s?){4,}|…{2,})\s*(?=\d)")
_PAGE = re.compile(r"\d{1,3}")
_TITLE = re.compile(r"目\s?录(?=\S)")
_FEWEST = 3
_FURTHEST = 40
"""Pages from one entry to the next, at most: 62026年 behind page 5 is page 6 and a year."""


def part_contents(line: str) -> Iterator[str]:
    """The line parted behind each page number of its entries, and around 目录; whole where it holds no contents.

    "办法目录一、总则……1二、任务……3为加快" (and a third entry) → 办法, 目录, 一、总则……1, 二、任务……3, 为加快
    """
    leaders = list(_LEADER.finditer(line))
    if len(leaders) < _FEWEST:
        yield line
        return
    start, page = 0, 0
    title = _TITLE.search(line, 0, leaders[0].start())
    if title is not None:
        yield from filter(None, (line[: title.start()], title[0]))
        start = title.end()
    for leader in leaders:
        if leader.start() < start:
            continue
        stop, page = _page_end(line, leader.end(), page)
        yield line[start:stop]
        start = stop
    if start < len(line):
        yield line[start:]


def _page_end(line: str, at: int, before: int) -> tuple[int, int]:
    """Where the page number at `at` ends, and its value: the longest that may follow the page `before`."""
    digits = _PAGE.match(line, at)
    written = digits[0] if digits else ""
    fitting = [size for size in range(len(written), 0, -1) if before <= int(written[:size]) <= before + _FURTHEST]
    size = fitting[0] if fitting else len(written)
    return at + size, int(written[:size] or before)
