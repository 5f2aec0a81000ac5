"""What a bracket behind a figure says of its parts: 建成充电站60座（其中乡镇22座）, 公租房500套（市本级400套，东江区100套）."""

from __future__ import annotations

import re

from extract.models import Span
from extract.targets.clause import TargetDraft
from extract.text.quantities import Quantity
from extract.text.sentences import sentence_spans

_AMONG = re.compile(r"（(?:其中|含|包括|包含)[：，]?")
_NO_NAME = re.compile(
    r"[年月占为由比较按如扣原\d]|平均|现有|目前|已|口径|不含|不包|增长|下降|提高|降低|上年|去年|同期|以下|在建|既有|存量|每"
)
_ONLY_A_YEAR = re.compile(r"[，、；和及]?20\d\d年(?:底|度)?(?:新增|建成|完成|达到)?")
_LEADS = re.compile(r"[，、；和及]|各|约|不少于|不低于|达到|均")
_NEAR = 1
_FEWEST = 2
"""A name has so many characters, or it says nothing."""


def bracket_behind(folded: str, masked: str, draft: TargetDraft, end: int) -> Span | None:
    """The bracket right behind the quote of a draft, inside its clause."""
    at = draft.quote[1]
    if not folded.startswith("（", at, end):
        return None
    stop = at + 1
    while stop < end and masked[stop] == masked[at]:
        stop += 1
    close = folded.rfind("）", at, stop)
    return (at, close) if close > at else None


def shares_in(folded: str, bracket: Span, total: TargetDraft, quantities: list[Quantity]) -> list[Span]:
    """The clauses of a bracket that share out the figure before it; none where it tells of something else.

    （其中乡镇22座） → 乡镇22座; （2021年为1200个）, （全省平均水平为10%）, （按可比口径增长5%） → none
    """
    start, end = bracket
    among = _AMONG.match(folded, start, end)
    begin = among.end() if among else start + 1
    inside = [q for q in quantities if begin <= q.figure[0] < end]
    if not inside or any(isinstance(q.value, tuple) for q in inside):
        return []
    at = begin
    for q in inside:
        name = folded[at : q.span[0]]
        at = q.span[1]
        if _ONLY_A_YEAR.fullmatch(name) and q.uom == total.uom:
            continue
        if _NO_NAME.search(name) or (among is None and q.uom != total.uom):
            return []
        if len(_LEADS.sub("", name)) < _FEWEST:
            return []
    if among is None and end - at > _NEAR:
        return []
    return [
        (first, last - (folded[last - 1] in "，；。"))
        for first, last in sentence_spans(folded, begin, end, stops="，；。")
    ]
