"""Tells a sentence that only states targets from one that also acts, and either from mere context."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.characters import fold
from extract.models import Span, Target
from extract.periods import Clock, find_years
from extract.rulefiles import load_csv
from extract.sentences import sentence_spans
from extract.targets.masking import mask
from extract.targets.words import Lexicon, words

ACTION_COLUMNS = ("word", "kind", "example")
_SKIPPED = " ，、：:；;■—-·"
_PREPOSITION = re.compile(
    r"(?:围绕|按照|根据|依托|面向|聚焦|针对|结合|通过|依据|立足|参照|随着|遵循|到|至|在|以|从|对标|顺应|瞄准|为)(?!了)"
)
_MODAL = re.compile(r"力争|争取|确保|努力(?=实现|达到|建成|使)")
_STATE = re.compile(
    r"(?:显著|明显|大幅|进一步|持续|不断|全面|稳步|更加|基本|日益)(?:提升|增强|提高|改善|优化|完善|健全|扩大|壮大|凸显|显现|上升|加快)[。；]?$"
)
_CLOSING = re.compile(
    r"为准[。；]?$|^(?:本|此)(?:方案|意见|措施|办法|计划|规划|行动方案)(?:自|由|中|所称|有效期)|^近年来|^近几年"
)


@cache
def _actions() -> Lexicon:
    kinds = {}
    for row in load_csv("action_verbs.csv", ACTION_COLUMNS, unique="word"):
        if row["kind"] not in ("act", "goal"):
            raise row.error("kind must be act or goal")
        kinds[row["word"]] = row["kind"]
    return Lexicon(kinds)


def states_only_targets(text: str, sentence: Span, targets: Sequence[Target]) -> bool:
    """Whether a sentence with these targets (those found in it) says nothing of what will be done: label T, not MT.

    到2026年，培育一批平台，建成中心10家。 → True; 完善服务功能，到2026年建成中心10家。 → False
    """
    if not targets:
        return False
    start, end = sentence
    folded = fold(text[start:end])
    masked = mask(folded)
    quotes = [(t.span[0] - start, t.span[1] - start) for t in targets]
    dated = [mark.span for mark in find_years(folded, 0, len(folded), Clock()) if mark.role != "baseline"]
    promised = False
    for begin, stop in sentence_spans(folded, 0, len(folded), stops="，；。：！？"):
        holds = any(a < stop and begin < b for a, b in quotes)
        opened = _MODAL.search(masked, begin, stop) or any(begin <= a < stop for a, _ in dated)
        if holds or opened:
            promised = promised or bool(opened)
            if holds:
                first = min(a for a, b in quotes if a < stop and begin < b)
                if first > begin and not opened and _acts(masked, begin, first, promised, bare=True):
                    return False
                continue
        if _acts(masked, begin, stop, promised):
            return False
    return True


def _acts(masked: str, start: int, end: int, promised: bool, *, bare: bool = False) -> bool:
    """Whether a clause opens with a verb of doing."""
    while start < end and masked[start] in _SKIPPED:
        start += 1
    if end - start < 2 or _PREPOSITION.match(masked, start, end):
        return False
    verb = _actions().at_start(masked, start, end)
    if verb is None:
        opener = words().openers.at_start(masked, start, end) or words().manners.at_start(masked, start, end)
        return opener is not None and _acts(masked, start + len(opener), end, promised, bare=bare)
    return not (promised and _actions().kinds[verb] == "goal")


def is_context(text: str, sentence: Span) -> bool:
    """Whether a sentence neither acts nor promises: label N.

    城市承载能力显著提升。 → True; 显著提升城市承载能力。 → False
    """
    start, end = sentence
    folded = fold(text[start:end])
    if _CLOSING.search(folded):
        return True
    if "，" in folded or not _STATE.search(folded):
        return False
    masked = mask(folded)
    return not _acts(masked, 0, len(masked), promised=False) and _MODAL.search(masked) is None
