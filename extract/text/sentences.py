"""Cuts running text into sentences and clauses, outside brackets and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.models import Span

_OPEN = {
    "（": "）",
    "〔": "〕",
    "［": "］",
    "【": "】",
    "｛": "｝",
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "「": "」",
}
_CLOSE = frozenset(_OPEN.values())
_GROUP_MARK = re.compile(rf"[{''.join(_OPEN)}{''.join(_CLOSE)}\n]")
_LONGEST_GROUP = 400
"""A bracket or quote that does not close within this many characters is a slip and does not hide what follows."""
_DEEPEST_GROUP = 8
"""Nor is one with more brackets than this inside each other."""


def _group_end(folded: str, start: int, end: int) -> int:
    """Where the bracket or quote that opens at `start` closes (past its mark), or `start` + 1 where it never does."""
    stack = [_OPEN[folded[start]]]
    for match in _GROUP_MARK.finditer(folded, start + 1, min(end, start + _LONGEST_GROUP)):
        char = match.group()
        if char == "\n":
            break
        if char in _OPEN:
            if len(stack) == _DEEPEST_GROUP:
                break
            stack.append(_OPEN[char])
        elif char in _CLOSE and char in stack:
            while stack.pop() != char:
                pass
            if not stack:
                return match.end()
    return start + 1


@cache
def _stop_or_group(stops: str) -> re.Pattern[str]:
    return re.compile(f"[{stops}{''.join(_OPEN)}]")


def _stops(folded: str, start: int, end: int, stops: str) -> Iterator[int]:
    """Where each stop outside brackets and quotes ends."""
    search = _stop_or_group(stops).search
    position = start
    while (match := search(folded, position, end)) is not None:
        position = match.end()
        if match.group() in _OPEN:
            position = _group_end(folded, position - 1, end)
        else:
            yield position


def sentence_spans(folded: str, start: int, end: int, *, stops: str = "。！？；") -> Iterator[Span]:
    """The sentences of folded[start:end], delimiter kept, blanks around them left out.

    "建设平台（一期；二期）；优化服务。" → "建设平台（一期；二期）；", "优化服务。"
    """
    begin = start
    for stop in _stops(folded, start, end, stops):
        if stop <= begin:
            continue
        while stop < end and folded[stop] in "。！？；”’":
            stop += 1
        if (sentence := _trimmed(folded, begin, stop)) is not None:
            yield sentence
        begin = stop
    if (sentence := _trimmed(folded, begin, end)) is not None:
        yield sentence


def _trimmed(folded: str, start: int, end: int) -> Span | None:
    while start < end and folded[start] in " \n\t":
        start += 1
    while end > start and folded[end - 1] in " \n\t":
        end -= 1
    return (start, end) if end > start else None


def clause_end(folded: str, start: int, end: int) -> int:
    """Where the first clause of folded[start:end] ends: before the first ，。；： outside brackets and quotes."""
    return next(_stops(folded, start, end, "，。；：！？"), end + 1) - 1


def bracket_end(folded: str, start: int, end: int) -> int | None:
    """Past the bracket that opens at `start`; None where it does not close before `end`."""
    stop = _group_end(folded, start, end)
    return stop if stop > start + 1 else None
