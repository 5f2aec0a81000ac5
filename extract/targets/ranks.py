"""Targets that are a place in an order: 进入全国前10位, 位列全省第一."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.models import Span
from extract.targets.clause import Clause, TargetDraft
from extract.targets.indicator_names import CLAUSE_END, promise
from extract.targets.indicator_wording import as_written
from extract.targets.target_words import words
from extract.text.characters import fold
from extract.text.numerals import parse_number
from extract.text.quantities import Quantity
from extract.text.word_figures import RANK, rank_of

_PLACE = re.compile(f"{RANK}{CLAUSE_END}")
_VERB = re.compile(
    r"(?:位列|位居|位次|排名|排位|进入|进至|跻身|跃居|跃升至?|挺进|迈入|冲刺|升至|居|列|排|保持|稳居|达到|确保|进|冲进|提升至|上升至)"
    r"(?P<where>[^，。；、前第■\d]{0,14})$"
)
_FIELD = re.compile(r"[居列排]?(?:全国|全省|全市|全区|世界|全球|中部|西部|东部)$")
_FIELD_OF = re.compile(
    r"(?:全国|全省|全市|全区|世界|全球|中部|西部|东部)(?!.*(?:城市|地区|同类|省份|区县|县区|县市|排[名位]|位次)$).{3,}"
)
"""A field with what is ranked in it: 全国低空经济竞争力."""
_SUMMED = re.compile(r"(?P<count>[两二三四五六])(?:个|项|大)[^、\d]{2,8}$")
_WHERE = 14
_LOW = 3


def read_rank(clause: Clause, quantities: list[Quantity]) -> tuple[list[TargetDraft], Span] | None:
    """The rank that a clause promises; where it only says what is counted (12个学科进入前1%) there is none."""
    match = _PLACE.search(clause.masked, clause.start, clause.end)
    if match is None or any(_is_counted(clause, q) for q in quantities if q.span[1] <= match.start()):
        return None
    rank = rank_of(match["top"], match["place"], match["uom"])
    verb = _last_verb(clause.masked, clause.start, match.start())
    if rank is None or (
        match["place"] and (not _led(clause, match, verb) or (match["ordinal"] is None and rank[0] > _LOW))
    ):
        return None
    number, uom = rank
    field = _FIELD.search(clause.masked, clause.start, match.start())  # 投资居全区第一, 人才报酬全省第一
    span = (verb.start() if verb is not None else field.start() if field is not None else match.start(), match.end())
    where = as_written(clause.text, *verb.span("where")) if verb is not None else None
    field_of = _FIELD_OF.match(where) if where else None
    fallback = where if field_of is not None else clause.last or where  # 进入全国竞争力前10强
    draft = promise(clause, span, "rank", kind="rank", op="<=", value=number, uom=uom, fallback=fallback, verbs="plain")
    return None if draft is None else (_each_of(draft), draft.quote)


def _each_of(draft: TargetDraft) -> list[TargetDraft]:
    """One draft a thing where a count sums them up: 甲城、乙区两个综合排名 is 甲城 and 乙区."""
    summed = _SUMMED.search(fold(draft.indicator))
    if summed is None:
        return [draft]
    names = draft.indicator[: summed.start()].split("、")
    if parse_number(summed["count"]) != len(names):
        return [draft]
    return [replace(draft, indicator=name) for name in names]


def _last_verb(masked: str, start: int, end: int) -> re.Match[str] | None:
    """The last verb before a rank: 排名进入全国前10 is what 进入 leads to, and 排名 is measured."""
    for at in range(end - 1, max(start, end - _WHERE - 4) - 1, -1):
        match = _VERB.match(masked, at, end)
        if match is not None and (match.start() == start or len(match[0]) - len(match["where"]) > 1):
            return match
    return None


def _led(clause: Clause, match: re.Match[str], verb: re.Match[str] | None) -> bool:
    """Whether 第一 is a place that is taken, by a verb or within a field (人才报酬全省第一), and no ordinal."""
    return verb is not None or _FIELD.search(clause.masked, clause.start, match.start()) is not None


def _is_counted(clause: Clause, q: Quantity) -> bool:
    before = clause.masked[clause.start : q.span[0]].strip(" ，、")
    counted = not before or words().makes.at_end(before, 0, len(before)) is not None
    return q.kind in ("count", "person") and counted
