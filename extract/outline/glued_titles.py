"""Where a title ends whose line break behind it is lost: 总体要求｜坚持以提升服务为导向，……"""

from __future__ import annotations

import re
from functools import cache

from extract.outline.section_use import opens_with_verb, section_use
from extract.rulefiles import load_csv

_LONGEST = 14
_STOP = re.compile(r"[，。；：！？]")
_SHORTEST_REST = 6
_TAKE_OBJECTS = ("实施", "推进", "落实", "检查", "引导", "评估", "考核")
"""Last words of titles that go on with what they are done to: 组织实施|推广示范工程."""
_BETWEEN = 5
"""Characters before and behind the place where a second title may begin."""
_JOINS = "，、和与及的并来以“"
_GOES_ON = re.compile(r"[与和及、的]")


def section_title_end(folded: str, start: int, end: int) -> int | None:
    """Where a title that says the section's use ends inside folded[start:end].

    "总体要求坚持以提升服务为导向" → 4; None where no such title begins there, or where it is all there is.
    """
    uses = [False, False]
    for at in range(start + 2, min(end, start + _LONGEST) + 1):
        if _STOP.match(folded, at - 1):
            break
        uses.append(section_use(folded[start:at]) != "action")
    for length in range(2, min(len(uses), end - start)):
        ends_here = uses[length] and not uses[length - 1] and not any(uses[length + 1 : length + 3])
        if ends_here and not _GOES_ON.match(folded, start + length):
            return start + length
    return None


def sentence_title_end(folded: str, start: int, end: int) -> int | None:
    """The same for a title without a comma, which may be a heading by itself: what is left has to be a sentence with a verb.

    "组织保障建立协同的工作推进机制" → 4; "组织保障措施落实到位", "组织实施科技成果转化" → None
    """
    stop = section_title_end(folded, start, end)
    if stop is None or end - stop < _SHORTEST_REST or folded.endswith(_TAKE_OBJECTS, start, stop):
        return None
    return stop if opens_with_verb(folded[stop:end]) else None


@cache
def _nouns() -> tuple[str, ...]:
    """Verbs that stand in the middle of a title as nouns more often than a new one begins with them."""
    rows = load_csv("action_verbs.csv", ("word", "kind", "example"), unique="word")
    return tuple(row["word"] for row in rows if row["kind"] == "noun")


def may_run_on(title: str) -> bool:
    """Whether a title may be two, the break between them lost: 筑牢经济根基|推进制造业融合发展 has a verb in its middle."""
    for at in range(_BETWEEN, len(title) - _BETWEEN):
        begins = opens_with_verb(title[at:]) and not title.startswith(_nouns(), at)
        goes_on = title[at - 1] in _JOINS or any(opens_with_verb(title[at - back :]) for back in (1, 2))
        if begins and not goes_on:
            return True
    return False
