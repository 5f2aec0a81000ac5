"""Tells a sentence that only states targets from one that also acts, and either from mere context."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.models import Span, Target
from extract.targets.actions import acts
from extract.targets.masks import mask
from extract.text.characters import fold
from extract.text.periods import Clock, find_years
from extract.text.sentences import sentence_spans

_MODAL = re.compile(r"力争|争取|确保|努力(?=实现|达到|建成|使)")
_STATE = re.compile(
    r"(?:显著|明显|大幅|进一步|持续|不断|全面|稳步|更加|基本|日益)(?:提升|增强|提高|改善|优化|完善|健全|扩大|壮大|凸显|显现|上升|加快)[。；]?$"
)
_ASSIGNED = re.compile(r"由[^，。；]{2,40}(?:牵头|负责|会同)")
_GROUND = re.compile(r"的?基础上，")
_CLOSING = re.compile(
    r"为准[。；]?$|^(?:本|此)(?:方案|意见|措施|办法|计划|规划|行动方案)(?:自|由|中|所称|有效期)|^近年来|^近几年|^附?[图表] ?\d[^，。；]*$"
)
_DONE = re.compile(
    r"^(?:目前|当前|截至|截止|多年来|一直以来|过去|去年|上年|前期|此前)[^。；]{0,30}?(?:已(?!有)|累计|先后|相继)"
)
_AHEAD = re.compile(r"将(?!其|此)|力争|下一步|继续|进一步|今后|到20\d\d年|确保|努力|计划|要(?!求|素)")
"""What is done is context only where the sentence does not go on to what will be."""
_MUST = re.compile(rf"{_AHEAD.pattern}|必须|应|须")
_STANDS = re.compile(
    r"^[^，。；]{2,20}(?:，[^，。；]{2,20})?(?:面临着?|处于|处在|(?:仍然?|依然|还)(?:是|存在|面临))(?!的)"
)
"""How things stand is context too, where nothing is done about it: 发展环境面临深刻变化; not 面临困难的企业要及时帮扶."""


def states_only_targets(text: str, sentence: Span, targets: Sequence[Target]) -> bool:
    """Whether a sentence with these targets (those found in it) says nothing of what will be done: label T, not MT.

    到2026年，培育一批平台，建成中心10家。 → True; 完善服务功能，到2026年建成中心10家。 → False
    """
    if not targets or any(target.rule == "frequency" for target in targets):
        return False  # 每年修订1次目录 is something to do
    start, end = sentence
    folded = fold(text[start:end])
    masked = mask(folded)
    quotes = [(t.span[0] - start, t.span[1] - start) for t in targets]
    if any(_GROUND.match(folded, stop) for _, stop in quotes):
        return False  # 在保障投入增长3%的基础上，完善…
    dated = [mark.span for mark in find_years(folded, 0, len(folded), Clock()) if mark.role != "baseline"]
    promised = False
    for begin, stop in sentence_spans(folded, 0, len(folded), stops="，；。：！？"):
        holds = any(a < stop and begin < b for a, b in quotes)
        opened = _MODAL.search(masked, begin, stop) or any(begin <= a < stop for a, _ in dated)
        if holds or opened:
            promised = promised or bool(opened)
            if holds:
                first = min(a for a, b in quotes if a < stop and begin < b)
                if first > begin and not opened and acts(masked, begin, first, promised=bool(promised)):
                    return False
                continue
        if acts(masked, begin, stop, promised=promised) or _ASSIGNED.search(folded, begin, stop):
            return False
    return True


def is_context(text: str, sentence: Span) -> bool:
    """Whether a sentence neither acts nor promises: label N.

    城市承载能力显著提升。 → True; 目前，全市已建成平台80个。 → True; 显著提升城市承载能力。 → False
    """
    start, end = sentence
    folded = fold(text[start:end])
    if _CLOSING.search(folded) or (_DONE.search(folded) and not _AHEAD.search(folded)):
        return True
    stands = _STANDS.search(folded) is not None and _MUST.search(folded) is None
    if not stands and ("，" in folded or not _STATE.search(folded)):
        return False
    masked = mask(folded)
    clauses = sentence_spans(masked, 0, len(masked), stops="，；。：！？")
    return not any(acts(masked, *clause, promised=False) for clause in clauses) and _MODAL.search(masked) is None
