"""What stands between a verb and the figure that it takes: 完成主干道1万盏路灯监控, 解决老城区2万户用水问题."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.models import Value
from extract.targets.clause import Clause
from extract.targets.indicator_wording import Head, Tail, as_written, splits_word
from extract.targets.target_words import words
from extract.text.numerals import HAN_TENS

_DISTRICT = re.compile(r"[\u4e00-\u9fff]{1,5}[区市县镇乡]$")
_LOT = re.compile(rf"剩余的?|其余的?|余下的?|(?:首|第[{HAN_TENS}]|新一|最后一)批")
_SOME = re.compile(r"一批|一些|若干|现有|原有|上述")
_JOINT = re.compile(r"(?:、|和|及|与|以及)$")
_LONGEST = 8


@dataclass(frozen=True, slots=True)
class Middle:
    """`name` begins the indicator; `scope` says where the figure holds."""

    name: str = ""
    scope: str | None = None


def middle_of(clause: Clause, head: Head, tail: Tail, count: Value) -> Middle | None:
    """The words between the verb of a clause and its figure; None where they are no part of a promise.

    完成主干道1万盏路灯监控 → name 主干道; 解决老城区2万户用水问题 → scope 老城区; 建成水厂和6座水库 → neither
    """
    masked, start, end = clause.masked, head.start, tail.end
    if head.verb is None or words().makes.kinds.get(head.verb) != "make":
        return None
    if _JOINT.search(clause.text, start, tail_end(clause, end)):
        return Middle()
    between = as_written(clause.text, start, end)
    if "、" in between and count == between.count("、") + 1:
        return Middle()  # 培育智能家电、现代化工2个产业集群
    if len(between) > _LONGEST or "、" in between or _SOME.match(between) or holds_verb(masked, start, end):
        return None
    if _LOT.fullmatch(between):
        return Middle()
    if _DISTRICT.fullmatch(between):
        return Middle(scope=between)
    return Middle(name=between)


def tail_end(clause: Clause, end: int) -> int:
    """Past the 、 that was taken off the end of what stands before a figure."""
    return end + 1 if clause.text[end : end + 1] == "、" else end


def holds_verb(masked: str, start: int, end: int) -> bool:
    """Whether a verb with an object stands inside a stretch: 城镇新增就业 says what will be done."""
    makes = words().makes
    return any(
        makes.kinds.get(masked[at : at + length]) == "make"
        and not splits_word(masked, at, end, masked[at : at + length])
        for at in range(start + 2, end - 2)
        for length in range(2, min(makes.longest, end - at - 1) + 1)
    )
