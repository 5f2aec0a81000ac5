"""What a promise told in words is about: the noun phrase before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.models import Op, Span, TargetKind, Value
from extract.targets.clause import Clause, TargetDraft, quote_start
from extract.targets.coordination import bare_end, is_bare
from extract.targets.indicator_wording import Verbs, as_written, strip_head, strip_tail
from extract.targets.target_words import words
from extract.text.characters import fold

CLAUSE_END = r"(?=[ ■]*(?:$|[，。；、）”\"]|的?目标))"
"""Behind a promise told in words: nothing that it could be the attribute of (全覆盖行动计划)."""

_EVERYWHERE = re.compile(
    r"(?:\d+[人户]以上的?)?(?:[省市县区乡镇街道村社、]{2,8}(?:[两三四五]级)?|城区|(?:行政|自然|建制)村|中小学校?)"
)
"""Where all is covered."""
_DONE = re.compile(r".*[\d%][^、和并且，]{0,6}(?:、|和|并|且|，)")
_OF_MEASURES = frozenset(("增速", "增幅", "占比"))
MEASURES_OF = {"投资": re.compile(r"(?:项目|工程)[”\"]?$"), "产业规模": re.compile(r"(?:(?<!企)业|经济|集群|链|赛道)$")}
"""Measures that are bare beside what they can be of alone: 产业规模 of an industry, 投资 of projects."""
_LONGEST_TOPIC = 24
_UOM_BEHIND = re.compile(r"[（(][^（）()]{1,6}[）)]$")
COUNTED = re.compile(r"^\d+(?:\.\d+)?万?[个家项所座处条户名套]多?")
"""A count at the start of a noun phrase: 300个 of 300个服务点."""
_HOW = re.compile(
    r"(?:保持|实现|总体|合理|稳定|平稳|较快|快速|高速|大幅度?|显著|明显|有效|不断|适度|稳步|持续|逐步|逐年)+$"
)
_TURNED = re.compile(r"(?:稳中有[升进降]|只增不减|改善|优化|壮大|好转|缩小|加快|增强|向好|达标|加大|趋稳|见效)$")
"""Verbs of a change that no figure follows, beside those that lead to one (提升, 下降)."""
_GROWING = re.compile(r"(?:播种|种植|养殖)$")
_WORK = re.compile(r"(?:建设|改造|工作|发展|力度|步伐|进度|实施|培育|引育|整治|治理)$")


@dataclass(frozen=True, slots=True)
class Named:
    """The indicator that stands before a promise: its span, the quote's start, and what the words around it said."""

    span: Span
    quote: int
    scope: str | None
    modality: str | None


def named_before(clause: Clause, end: int, *, verbs: Verbs) -> Named:
    """The noun phrase that a promise beginning at `end` is about."""
    done = _DONE.match(clause.masked, clause.start, end)  # A增长9%、增速高于…: A is done with
    start = done.end() if done is not None else clause.start
    tail = strip_tail(clause.masked, start, end, clause.marks)
    head = strip_head(clause.folded, clause.masked, start, tail.end, clause.marks, among=clause.among, verbs=verbs)
    span = (head.start, max(head.start, tail.end))
    return Named(span, quote_start(clause, start, end, head), head.scope, tail.modality or head.modality)


def promise(
    clause: Clause,
    span: Span,
    rule: str,
    *,
    kind: TargetKind,
    op: Op,
    value: Value | None,
    uom: str | None = None,
    reference: str | None = None,
    verbs: Verbs = "all",
    fallback: str | None = None,
) -> TargetDraft | None:
    """A draft for the words at `span`, its indicator before them; None where nothing stands there to measure."""
    named = named_before(clause, span[0], verbs=verbs)
    start, end = named.span
    made, subject, scope = clause.masked.rfind("实现", start, end), "", named.scope
    if made > start and end - made >= 4:
        subject = as_written(clause.text, start, made)
        start = made + 2  # 快递服务实现建制村全覆盖: 建制村 is covered
    name = as_written(clause.text, start, end)
    if kind == "coverage" and _EVERYWHERE.fullmatch(name):
        # 科技特派员实现乡镇全覆盖; 加快服务中心建设，实现市县乡三级全覆盖
        subject = subject or (clause.listed[-1] if clause.listed else topic_of(clause.before)) or ""
        name, scope = (subject, name) if subject else (name, scope)
    if len(name) < 2 or words().makes.kinds.get(name) == "make" or name in words().manners.kinds:
        if not fallback:
            return None
        name = fallback
    return TargetDraft(
        quote=(named.quote, span[1]),
        indicator=name,
        op=op,
        value=value,
        uom=uom,
        kind=kind,
        at=span[0],
        rule=rule,
        scope=scope,
        reference=reference,
        modality=named.modality,
    )


def topic_of(clause: Clause | None) -> str | None:
    """The noun phrase that a clause acts on: 加快标准化厂房建设 → 标准化厂房."""
    if clause is None:
        return None
    head = strip_head(clause.folded, clause.masked, clause.start, clause.end, clause.marks, among=False, verbs="all")
    if head.verb is None or clause.end - head.start > _LONGEST_TOPIC:
        return None
    name = COUNTED.sub("", _WORK.sub("", as_written(clause.text, head.start, clause.end)))
    return name if len(name) >= 2 else None


def named_thing(clause: Clause) -> str | None:
    """What a short title names, without what is done to it: 改造管网 → 管网; 东湖清淤 → 东湖清淤."""
    topic = topic_of(clause)
    named = (
        topic
        if topic and topic not in words().makes.kinds
        else _UOM_BEHIND.sub("", as_written(clause.text, clause.start, clause.end))
    )
    return named if 2 <= len(named) <= _LONGEST_TOPIC and "，" not in named else None


def changing(clause: Clause | None) -> str | None:
    """What a clause says changes, where it gives no figure itself: 森林覆盖率稳步提升 → 森林覆盖率."""
    if clause is None:
        return None
    turned = _TURNED.search(clause.masked, clause.start, clause.end)
    tail = strip_tail(clause.masked, clause.start, turned.start() if turned else clause.end, clause.marks)
    if turned is None and tail.kind not in ("grow", "fall"):
        return None
    how = _HOW.search(clause.masked, clause.start, tail.end)
    end = how.start() if how is not None else tail.end
    head = strip_head(clause.folded, clause.masked, clause.start, end, clause.marks, among=False, verbs="plain")
    name = as_written(clause.text, head.start, end)
    return name if len(name) >= 2 and not any(char.isdecimal() for char in name) else None


def with_subject(indicator: str, *, last: str | None, before: Clause | None) -> str:
    """A bare measure with its subject from the clause before: 做强装备制造业，增加值增长9% → 装备制造业增加值.

    Behind 游泳池 a 总数 is 游泳池总数; behind 饮用水产量 a 产值 is 饮用水产值; behind 进出口总额 an 增速 is 进出口总额增速.
    """
    if indicator in MEASURES_OF:  # 实施重点项目300个，完成投资800亿元; not of whatever the clause before names
        of = last or topic_of(before) or ""
        return of.removesuffix("产业") + indicator if MEASURES_OF[indicator].search(of) else indicator
    if not is_bare(indicator):
        return indicator
    if last is None:
        return (topic_of(before) or "") + indicator
    if indicator in _OF_MEASURES:
        return last.removesuffix("增速").removesuffix("增幅") + indicator
    measured = bare_end(last)
    if fold(indicator).startswith("总"):  # 新建游泳池69个，总数达300个
        stem = last.removesuffix(measured).removesuffix("面积")
        return (_GROWING.sub("", stem) or stem) + indicator
    return _GROWING.sub("", last[: -len(measured)]) + indicator if measured and measured != last else indicator
