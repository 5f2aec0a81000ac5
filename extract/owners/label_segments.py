"""Cuts a list of units at its labels: 牵头单位：甲；配合单位：乙 → what each label governs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extract.models import Span
from extract.owners.owner_words import (
    MARKS,
    LabelRole,
    bare_label,
    framed_label,
    joined_label,
    label,
    label_role,
    looks_like_unit,
)
from extract.text.sentences import bracket_end

_OPENERS = "（〔［【｛〈"
_OPENER = re.compile(f"[{_OPENERS}]")
_BEFORE_LABEL = "，。；、：\n\t |/）〕］】（〔［【—-"
_NAME_STOP = re.compile(r"[、，；。\n\t |/（〔]")
_SIGNS = MARKS + " "
"""What sets a label off, right before it: 责任部门：甲▲协同部门：乙."""
_LONG_LABEL = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """A label and what it governs; both label and role are None before the first one."""

    role: LabelRole | None
    label: Span | None
    span: Span


def segments(folded: str, start: int, end: int) -> Iterator[Segment]:
    """The list cut at its labels, those inside brackets left alone.

    "牵头单位：甲；配合单位：乙" → lead 甲；, assist 乙
    """
    heads = list(label().finditer(folded, start, end))
    for pattern in (framed_label(), bare_label()):
        if pattern.match(folded, start, end):  # 【牵头单位】甲【配合单位】乙: the list keeps to the form it begins with
            heads += pattern.finditer(folded, start, end)
    if not heads and (first := joined_label().match(folded, start, end)) and _begins_name(folded, first.end(), end):
        heads += joined_label().finditer(folded, start, end)
    brackets = list(_brackets(folded, start, end))
    role: LabelRole | None = None
    own: Span | None = None
    begin = start
    for head in sorted(heads, key=lambda match: match.start()):
        if head.start() < begin or not _at_boundary(folded, start, head) or _inside(brackets, head.start()):
            continue
        if begin < head.start() or own is not None:
            stop = begin + len(folded[begin : head.start()].rstrip(_SIGNS))
            yield Segment(role, own, (begin, stop))
        role, own = label_role(head.group("label")), head.span("label")
        begin = head.end()
    yield Segment(role, own, (begin, end))


def _begins_name(folded: str, start: int, end: int) -> bool:
    """Whether what stands up to the next separator or label is a name: 牵头|市科技局，配合市财政局."""
    stop = _NAME_STOP.search(folded, start, end)
    following = joined_label().search(folded, start + 2, stop.start() if stop else end)
    return looks_like_unit(folded[start : following.start() if following else stop.start() if stop else end])


def _brackets(folded: str, start: int, end: int) -> Iterator[Span]:
    """The outermost brackets of folded[start:end]."""
    position = start
    for match in _OPENER.finditer(folded, start, end):
        closed = bracket_end(folded, match.start(), end) if match.start() >= position else None
        if closed is not None:
            yield match.start(), closed
            position = closed


def _inside(brackets: list[Span], position: int) -> bool:
    at = bisect_left(brackets, (position, 0)) - 1
    return at >= 0 and brackets[at][0] < position < brackets[at][1]


def _at_boundary(folded: str, start: int, match: re.Match[str]) -> bool:
    before = folded[match.start() - 1] if match.start() > start else "，"
    if before in _BEFORE_LABEL or before.isdigit() or match.group()[0] in _OPENERS:
        return True
    if not match.group("end").strip():
        return len(match.group("label")) >= _LONG_LABEL
    return match.group("end") == "：" and len(match.group("label")) >= _LONG_LABEL
