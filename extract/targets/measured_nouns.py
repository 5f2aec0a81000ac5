"""Targets whose figure stands behind what is measured: 技术交易额达到80亿元, 新增上市企业10家."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.targets.breakdowns import places_only
from extract.targets.clause import Clause, TargetDraft, quote_start
from extract.targets.coordination import ends_with_head, is_bare
from extract.targets.figure_drafts import make_draft
from extract.targets.indicator_names import MEASURES_OF, changing, topic_of, with_subject
from extract.targets.indicator_wording import Head, Tail, Verbs, as_written, strip_head, strip_tail
from extract.targets.middles import holds_verb
from extract.targets.scopes import counts_places
from extract.targets.target_words import words
from extract.text.quantities import Quantity, op_of

_DOERS = re.compile(r"[^的、，]{2,12}的[^的、，]{2,12}(?<![率比例重额])")
_DONE_AT_ALL = re.compile("实现|完成|达成|形成|推动|确保")
_PLACE = re.compile(
    r"(?:级|本级|市|区|县|州|省|镇|乡|旗|(?<!\d[万亿]元)以上)$|^(?!.*(?:[性类型]|[学园院校站馆厂店车士师生员]|[初高]中)$).{1,3}$"
)
"""Behind 其中 such a word says which of them; 小学 and 博士 are things themselves."""
_ADDED_BEFORE = re.compile(r"(?:各|每年|全年|[今明]年|20\d\d年|力争|确保|年|、|，)*(?:新增|净增|新建)$")
_BY_A_SYSTEM = re.compile(r"平台|大脑|系统|专区|小程序|APP|网站|服务网|窗口|商城|频道")
_SHARE_OF = re.compile(r"占(?![道用补线]|地(?!区))|(?:首|[一二三])期$")
"""What stands alone for a share of what was told before: 占比, 占GDP比重, 首期."""
_PUT_INTO = re.compile(r"[将把](?P<what>[^，、]{2,20}?)(?:纳入|列入)[^，]{0,14}预算")
_LONGEST_SYSTEM = 16
_PART_OF = re.compile(r"(?P<word>不得?低于|不少于|不得?超过|不得?高于|达到|超过|高于|低于)[^，；、\d]{2,16}?的$")
_SPEED = re.compile(r"(?:年均|平均|同比)*(?:增速|增幅|增长率)$")
_AT_A_RATE = re.compile(
    r"(?P<word>不低于|不少于|不超过|不高于|达到|超过|高于)每?[日年天时]均?(?:处理|处置|加工|生产|产|供应|供|转运|接待)$"
)
"""不少于日处理300吨: how much it can do in a day."""


def _says_which(clause: Clause, q: Quantity, name: str) -> bool:
    """Whether a name behind 其中 says which part of the total: 乡镇22座; not 桥梁12座 of so many 公里."""
    return _PLACE.search(name) is not None and (len(name) > 2 or q.uom in clause.totals or not clause.totals)


def _put_in_budget(before: Clause | None) -> str | None:
    """What the clause before puts into the budget: 将养护经费纳入财政预算，每年安排4000万元 → 养护经费."""
    put = _PUT_INTO.search(before.folded, before.start, before.end) if before is not None else None
    return as_written(before.text, *put.span("what")) if before is not None and put is not None else None


def _skip_system(masked: str, head: Head, end: int) -> None:
    """Takes a system that does something off an indicator: of 城市大脑平台上线应用30个 the 应用 are counted."""
    makes = words().makes
    for by in _BY_A_SYSTEM.finditer(masked, head.start, min(end, head.start + _LONGEST_SYSTEM)):
        verb = makes.at_start(masked, by.end(), end)
        if verb is not None and makes.kinds[verb] == "make" and end - by.end() > len(verb) + 1:
            head.start, head.verb = by.end() + len(verb), verb
            return


def _done_to(masked: str, start: int, end: int) -> bool:
    """Whether a stretch ends with what is done to its noun: 标准厂房投用."""
    makes = words().makes
    verb = makes.at_end(masked, start, end)
    return verb is not None and len(verb) > 1 and makes.kinds[verb] == "make" and end - len(verb) - start >= 2


def _counts_subject(clause: Clause, indicator: str, q: Quantity) -> bool:
    """Whether a figure counts what the row names: nothing but what is done stands before it (完成改造300户); a share is one of rates."""
    alone = len(indicator) < 2 or indicator in words().makes.kinds
    return alone and clause.subject is not None and (q.kind != "share" or ends_with_head(clause.subject))


def number_last(clause: Clause, start: int, q: Quantity, tail: Tail, baseline: Quantity | None) -> TargetDraft | None:
    """技术交易额达到80亿元; 新增上市企业10家; 力争达到5万家 (of what the clause before promised)."""
    masked = clause.masked
    part = _PART_OF.search(masked, start, q.figure[0]) if q.kind == "share" and baseline is None else None
    part = part or _AT_A_RATE.search(masked, start, q.figure[0])
    if part is not None:  # 参与轮岗的教师不低于教师总数的15%
        tail = strip_tail(masked, start, part.start(), clause.marks)
        tail.kind = "reach"
        q = replace(q, span=(part.start(), q.span[1]), op=q.op or op_of(part["word"]))
    if masked[tail.end - 1 : tail.end] == "在" and tail.end > start and tail.kind is None:
        tail = strip_tail(masked, start, tail.end - 1, clause.marks)
        tail.kind = tail.kind or "reach"  # 巩固入学率在95%以上
    led = tail.kind is not None or q.span[0] < q.figure[0]
    plain = tail.kind is not None or q.kind == "share" or (led and q.kind not in ("count", "person"))
    verbs: Verbs = "plain" if plain else "all"
    head = strip_head(clause.folded, masked, start, tail.end, clause.marks, among=clause.among, verbs=verbs)
    made = head.verb if q.kind == "share" and words().makes.kinds.get(head.verb or "") == "make" else None
    if made and _DOERS.fullmatch(masked, head.start, tail.end) and not _DONE_AT_ALL.fullmatch(made):
        head.start -= len(made)  # 设立研发机构的企业达到80%: which enterprises
    if tail.verb in ("至", "到"):
        lead = words().tails.at_start(masked, head.start, tail.end)
        if lead is not None and words().tails.kinds[lead] in ("grow", "fall"):
            head.start += len(lead)  # 提高机顶盒占比至75%
    if q.kind in ("count", "person"):
        _skip_system(masked, head, tail.end)
    if head.scope is not None and head.start == tail.end:
        scope = (head.start - len(head.scope), head.start)
        if clause.folded[slice(*scope)] == head.scope and counts_places(clause.folded, scope, [q]):
            head.start, head.scope = scope[0], None  # 示范县（市、区）不少于12个
    added = _ADDED_BEFORE.search(masked, head.start + 2, tail.end)
    if added is not None:
        base = strip_tail(masked, head.start, added.start(), clause.marks)
        tail.end, tail.base, led = base.end, tail.base or base.base, True  # 高新技术企业新增300家
    indicator = as_written(clause.text, head.start, tail.end)
    certain = led or head.verb is not None or holds_verb(masked, head.start, tail.end)
    bounded = q.kind == "share" and q.op is not None and indicator.endswith("率")  # 森林火灾受害率0.5‰以内
    certain = certain or bounded or _done_to(masked, head.start, tail.end)
    rule = "reach" if led else "verb-object-number" if head.verb is not None else "noun-number"
    if not led and (q.kind == "" or q.level or (q.kind == "time" and (q.op is None or not ends_with_head(indicator)))):
        return None
    of_a_year = any(mark.role == "baseline" and mark.span[1] == q.span[0] for mark in clause.marks)
    if q.kind == "ratio" and tail.end > start and masked[q.figure[0] - 1] == "的" and not of_a_year:
        return None  # 是全国平均水平的1.6倍
    if q.kind == "time" and q.op is None and tail.verb in ("为", "是", "占", "到", "至", None):
        return None  # 实习时间一般为6个月
    places = None if tail.kind is not None else places_only(clause, start, q)
    if places is not None:
        head.scope, indicator, rule, certain = places.scope, places.indicator, "share-of-total", True
    elif _counts_subject(clause, indicator, q):
        assert clause.subject is not None
        indicator, rule = clause.subject, "subject"
    elif (len(indicator) < 2 or indicator in words().makes.kinds) and (put := _put_in_budget(clause.before)):
        indicator, rule = put, "topic"
    elif len(indicator) < 2:
        topic = topic_of(clause.before) if clause.last is None and head.verb is not None else None
        named = changing(clause.before) if led and head.verb is None else None
        if named is not None:
            indicator = named  # 森林覆盖率稳步提升，达到62.5%
        elif topic is not None:
            indicator, rule = topic, "topic"
        elif clause.last is not None:
            indicator, rule, certain = _of_figure(clause.last, q.uom), "stretch", led
        else:
            return None
    elif indicator in words().makes.kinds and (head.per or tail.per) in ("每年", "累计") and q.uom in clause.totals:
        indicator, rule = clause.totals[q.uom], "stretch"  # 改造管网320公里，每年改造不少于100公里
    elif _SHARE_OF.match(indicator) and clause.last is not None:
        indicator = clause.last + indicator
    elif indicator == "人均" and clause.last is not None:
        indicator += clause.last
    elif is_bare(indicator) or indicator in MEASURES_OF:
        indicator = with_subject(indicator, last=clause.last, before=clause.before)
    elif clause.among and clause.last is not None and not led and _says_which(clause, q, indicator):
        head.scope, indicator = indicator, clause.last
    quote = (quote_start(clause, start, q.span[0], head), q.span[1])
    draft = make_draft(clause, (head, tail), q, indicator, quote, rule, certain=certain)
    if baseline is not None and not isinstance(baseline.value, tuple):
        draft.baseline = baseline.value
        years = (m.year for m in clause.marks if tail.end <= m.span[0] and m.span[1] <= baseline.span[0] + 1)
        draft.baseline_year = next(years, None)
    return draft


def _of_figure(told: str, uom: str | None) -> str:
    """What an amount behind a rate measures: 零售总额年均增速保持6%，突破3000亿元 → 零售总额."""
    return told if uom in ("%", "个百分点") else _SPEED.sub("", told) or told
