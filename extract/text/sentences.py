"""Cuts running text into sentences and clauses, outside brackets and quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_MARK = re.compile(r"[（〔［【｛“‘《〈「）〕］】｝”’》〉」。！？；，：\n]")
_LONGEST_GROUP = 400
"""A bracket or quote that does not close within this many characters is a slip and does not hide what follows."""
_DEEPEST_GROUP = 8
"""Nor is one with more brackets than this inside each other."""


def _group_end(folded: str, start: int, end: int) -> int:
    """Where the bracket or quote that opens at `start` closes (past its mark), or `start` + 1 where it never does."""
    stack = [_OPEN[folded[start]]]
    for match in _MARK.finditer(folded, start + 1, min(end, start + _LONGEST_GROUP)):
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


def _stops(folded: str, start: int, end: int, stops: str) -> Iterator[int]:
    """Where each stop outside brackets and quotes ends."""
    position = start
    while True:
        match = _MARK.search(folded, position, end)
        if match is None:
            return
        position = match.end()
        char = match.group()
        if char in _OPEN:
            position = _group_end(folded, match.start(), end)
        elif char in stops:
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
        yield from _trimmed(folded, begin, stop)
        begin = stop
    yield from _trimmed(folded, begin, end)


def _trimmed(folded: str, start: int, end: int) -> Iterator[Span]:
    while start < end and folded[start] in " \n\t":
        start += 1
    while end > start and folded[end - 1] in " \n\t":
        end -= 1
    if end > start:
        yield start, end


def clause_end(folded: str, start: int, end: int) -> int:
    """Where the first clause of folded[start:end] ends: before the first ，。；： outside brackets and quotes."""
    return next(_stops(folded, start, end, "，。；：！？"), end + 1) - 1


def bracket_end(folded: str, start: int, end: int) -> int | None:
    """Past the bracket that opens at `start`; None where it does not close before `end`."""
    stop = _group_end(folded, start, end)
    return stop if stop > start + 1 else None
