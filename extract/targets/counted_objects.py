"""Targets whose figure stands before what is counted: 建成100家众创空间, 规上企业100%开展研发活动."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.models import Span
from extract.targets.clause import Clause, TargetDraft, quote_start
from extract.targets.decoys import are_many, is_in_passing
from extract.targets.figure_drafts import make_draft
from extract.targets.indicator_wording import Tail, as_written, strip_head
from extract.targets.measured_nouns import number_last
from extract.targets.middles import holds_verb, middle_of
from extract.targets.scopes import scope_at
from extract.targets.target_words import words
from extract.text.quantities import Quantity

_SIZE = re.compile(r"(?P<verb>设立|组建|成立|建立|建成|筹建|形成|打造)[^，。；]{0,8}(?:规模|总额)(?:达到?|为)?$")
_OVER = re.compile(r"(?:领域|行业|环节|区域|层面|产业|方面|重点)$")
_ONLY_RATED = re.compile(r"\d+(?:\.\d+)?(?:千伏|万?千瓦|万?吨|kV|KV)")
_HAVE = re.compile(r"(?:至少|最少|每[个座]?(?:县|乡镇|镇|街道|社区|村|行政村|园区|市|区|乡)(?:都|均)?)(?:要|应|须)?有$")
_LONG_ATTRIBUTE, _SHORT_NOUN = 16, 4
_RATINGS = ("千伏", "kV", "KV", "伏", "吨级", "蒸吨", "万吨级")
_CLUSTER = re.compile(r"[\u4e00-\u9fff]{2,}(?:产业集群|集群|产业链|产业|赛道|板块)$")
_LAID_OUT = re.compile(r"(?:投资|投入|安排|筹集|统筹)[^，；、]{0,14}$")
_GETS_DONE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:全部|基本|如期|按期)?(?:完成|投入|建成|通过|启用|投产|投用|达标|开工|竣工|实现|进场|落户|上市)"
)
_DOES = re.compile(
    r"(?:于|将于|在)[^，]*[前内底初中月](?:到位|完成|建成|投用|投产|开工|开业)|参与|参加|到位|落户|入驻|进驻|进园|投入使用"
)
"""What follows a figure and is done by or with what stands before it."""
_USED_FOR = re.compile(r"(?:专项|主要|重点|全部)*(?:用于|支持|用来|扶持)")
_BOUND = re.compile(r"(?:以上|以下|以内|及以上|及以下)$")


def number_first(clause: Clause, start: int, q: Quantity, tail: Tail, counted: Span) -> TargetDraft | None:
    """建成100家众创空间; 60家企业列入名单; 规上企业100%开展研发活动."""
    masked, rules = clause.masked, words()
    if (
        masked.startswith("为", counted[0])
        or q.kind == "time"
        or (q.kind == "" and q.uom is None)
        or q.uom in _RATINGS
        or is_in_passing(clause.folded, start, q)
    ):
        return None
    if _HAVE.search(masked, start, tail.end):
        tail.verb, tail.kind = "新增", None
    verb_end = tail.end - (masked[tail.end - 1 : tail.end] == "出")
    verb = rules.makes.at_end(masked, start, verb_end) or (tail.verb if tail.verb in rules.makes.kinds else None)
    head = strip_head(clause.folded, masked, start, tail.end, clause.marks, among=clause.among, verbs="all")
    if masked.startswith("等", tail.end - 1, tail.end):
        verb, tail.end = head.verb, head.start  # 培育甲、乙等60个品牌
        head.scope = head.scope if head.verb is not None else None  # 东江县东山镇等23个乡镇: one of those listed
    rest = tail.end - head.start
    attributive = masked[q.span[1] : q.span[1] + 1] == "的"
    compared = q.op is not None and q.span[0] < q.figure[0]
    indicator = as_written(clause.text, _behind_long_attribute(masked, *counted), counted[1])
    if q.kind == "money" and not attributive:
        indicator = as_written(clause.text, _what_is_paid(clause, *counted), counted[1])
    if _ONLY_RATED.fullmatch(indicator):
        return None  # 2个220千伏、11个66千伏变电站
    if q.kind == "size" and q.op in ("<=", "<"):
        return None  # 10吨/时及以下燃煤锅炉
    if attributive and q.kind == "share" and indicator.endswith(("目标", "任务", "水平", "增速", "要求")):
        return None
    certain, rule = True, "number-first"
    graded = q.level or q.kind == "money" or _BOUND.search(masked, q.figure[1], q.span[1]) is not None
    if q.level or (graded and q.kind in ("money", "size", "ratio") and rules.things.search(masked, *counted)):
        named = compared and q.kind == "money" and _CLUSTER.search(masked, *counted) is not None
        if verb is None or not (q.level or named):
            return None
        rule = "grade"  # 千亿级产业集群, 超2000亿元新能源产业集群
    if attributive and q.kind == "money" and (size := _SIZE.search(masked, start, q.span[0])) is not None:
        rule = "fund"  # 设立规模不低于100亿元的基金
        verb = size["verb"]
    if verb is not None:
        existing = rules.existing.search(masked, *counted) is not None
        kind = rules.makes.kinds[verb]
        if kind == "advance" and q.op is None and existing and not are_many(clause.folded, q, counted):
            return None
        if existing and q.kind == "count" and kind == "advance" and not holds_verb(masked, *counted):
            indicator = indicator.removesuffix("建设")
    elif rest == 1 and masked[head.start] in "对为给":
        pass  # 对200所学校进行改造
    elif masked[head.start : head.start + 1] == "在" and (
        place := scope_at(clause.folded, head.start + 1, tail.end, among=False)
    ) == (head.start + 1, tail.end):
        head.scope = clause.folded[slice(*place)]  # 在全市80%以上的社区设立服务站
    elif (
        masked[tail.end - 1 : tail.end] == "在"
        and (rest == 1 or q.op in ("~", ">="))
        and (q.kind == "share" or (q.kind == "count" and not attributive))
    ):
        pass  # 在30个小区设立服务点, 在60%以上的乡镇开展试点
    elif q.kind == "size" and rest <= 0 and _is_advanced(clause):
        return None  # 推进甲厂5万吨纸浆、2万吨纤维项目前期工作
    elif rest <= 0:
        done = _GETS_DONE.search(masked, *counted) is not None  # 2个水源地完成隔离防护
        certain = done or head.verb is not None or q.kind == "share" or tail.verb == "为"  # 为200户残疾人改造住房
    elif (tail.kind is not None or compared) and not attributive:
        return number_last(clause, start, q, tail, None)
    elif rest > 1 and not attributive and _DOES.match(masked, *counted):
        draft = number_last(clause, start, q, tail, None)  # 发动志愿者2万人次参与整治
        return draft and replace(draft, quote=(draft.quote[0], counted[1]))
    elif head.verb is not None and q.kind in ("count", "person") and _OVER.search(masked, head.start, tail.end):
        pass  # 建设面向6大领域100个场景
    elif (
        not attributive
        and q.kind in ("count", "person")
        and (middle := middle_of(clause, head, tail, q.value)) is not None
    ):
        head.scope, indicator = head.scope or middle.scope, middle.name + indicator
    elif q.kind == "share" and not attributive and tail.kind is None:
        indicator, certain = as_written(clause.text, head.start, tail.end) + indicator, False
    else:
        return None
    quote = (quote_start(clause, start, q.span[0], head), counted[1])
    return make_draft(clause, (head, tail), q, indicator, quote, rule, certain=certain)


def _what_is_paid(clause: Clause, start: int, end: int) -> int:
    """Where the noun begins that money is spent on: 投入3亿元建设示范区, 安排5000万元用于社区养老."""
    used = _USED_FOR.match(clause.masked, start, end)
    if used is None and _LAID_OUT.search(clause.masked, clause.start, start) is None:
        return start
    begin = used.end() if used is not None else start
    head = strip_head(clause.folded, clause.masked, begin, end, clause.marks, among=False, verbs="all")
    return head.start if (head.verb is not None or used is not None) and end - head.start >= 2 else start


def _is_advanced(clause: Clause) -> bool:
    """Whether a clause advances things that exist: 推进…项目前期工作."""
    rules = words()
    if rules.existing.search(clause.masked, clause.start, clause.end) is None:
        return False
    head = strip_head(
        clause.folded, clause.masked, clause.start, clause.end, clause.marks, among=clause.among, verbs="all"
    )
    return head.verb is not None and rules.makes.kinds[head.verb] == "advance"


def _behind_long_attribute(masked: str, start: int, end: int) -> int:
    """Where the noun begins behind an attribute that is itself a list of clauses (产业领域新、研发强度高、增长快的企业)."""
    of = masked.rfind("的", start, end)
    long = of - start > _LONG_ATTRIBUTE and masked.count("、", start, of) > 1 and end - of > _SHORT_NOUN
    return of + 1 if long else start
