"""Targets with a figure: 技术交易额达到80亿元, 建成100家众创空间, 新增上市企业10家."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extract.models import Op, Span
from extract.targets.breakdowns import places_only
from extract.targets.clause import Clause, TargetDraft, quote_start
from extract.targets.coordination import ends_with_head, is_bare
from extract.targets.decoys import are_many, is_frequency, is_in_passing
from extract.targets.figure_drafts import make_draft
from extract.targets.indicator_names import topic_of, with_subject
from extract.targets.indicator_wording import Head, Tail, Verbs, as_written, holds_verb, strip_head, strip_tail
from extract.targets.masks import HIDDEN
from extract.targets.middles import middle_of
from extract.targets.scopes import counts_places
from extract.targets.target_words import words
from extract.text.quantities import Quantity, op_of

_FILLER = re.compile(
    r"(?:的?(?:主要|预期|总体|工作|奋斗|年度|既定)?"
    r"(?:目标|水平|任务|规模|要求|标准|大关|台阶|增长|增速|幅度)(?:任务)?|以上|左右|等)?[ 。；，、]*$"
)
_WEAK = re.compile(r" ?(?:、|以及|和|及|与|并且|并|且|，)")
_WEAK_AT_END = re.compile(r"(?:、|以及|和|及|与|并|或)(?P<rest>[^、和及与并或]{0,6})$")
_FROM = re.compile(r"(?:由|从)(?P<when>[^，；、]{0,14}?的?)$")
_RISE = re.compile(r"(?:左右|以上|以下)?，?[^，；、]{0,8}?(?:到|至|为|达到)$")
_SIZE = re.compile(r"(?P<verb>设立|组建|成立|建立|建成|筹建|形成|打造)[^，。；]{0,8}(?:规模|总额)(?:达到?|为)?$")
_PLACE = re.compile(r"(?:级|本级|市|区|县|州|省|镇|乡|旗)$|^.{1,2}[^性类型]?$")
_OVER = re.compile(r"(?:领域|行业|环节|区域|层面|产业|方面|重点)$")
_AND_MORE = re.compile(r"(?:、|和|及|以及|并)(?:一批|建成|建立|创立|设立|打造|培育|形成|推动|实现)|特别是|尤其是")
_LIST_FOLLOWS = re.compile(r"(?:以及|和|及)(?=[^，；和及\d]{2,}等$)")
_ADDED_BEFORE = re.compile(r"(?:各|每年|全年|力争|确保|年|、|，)*(?:新增|净增)$")
_ONLY_RATED = re.compile(r"\d+(?:\.\d+)?(?:千伏|万?千瓦|万?吨|kV|KV)")
_USE = re.compile(r"(?:给(?![予水排])|用于)[^，]{2,}$|(?:入选|获评|荣获|获批)■+$")
_HAVE = re.compile(r"(?:至少|最少)(?:要|应|须)?有$")
_BY_A_SYSTEM = re.compile(r"平台|大脑|系统|专区|小程序|APP|网站|窗口|商城|频道")
_LONGEST_SYSTEM = 16
_LONG_ATTRIBUTE, _SHORT_NOUN = 16, 4
_PART_OF = re.compile(r"(?P<word>不低于|不少于|不超过|不高于|达到|超过|高于|低于)[^，；、\d]{2,16}?的$")
_COUNTED = ("count", "person", "size", "share")
_RATINGS = ("千伏", "kV", "KV", "伏", "吨级", "蒸吨", "万吨级")
_AGES = ("岁", "周岁")
_CLUSTER = re.compile(r"[\u4e00-\u9fff]{2,}(?:产业集群|集群|产业链|产业|赛道|板块)$")
_BOUND = re.compile(r"(?:以上|以下|以内|及以上|及以下)$")


def read_figures(clause: Clause, quantities: list[Quantity]) -> list[TargetDraft]:
    """The drafts of a clause with figures, each coordinated part read by itself."""
    drafts: list[TargetDraft] = []
    waiting: tuple[int, Quantity] | None = None
    for start, end, inside in _parts(clause, quantities):
        draft = _read_part(clause, start, end, inside)
        if draft is None or (inside[-1].span[1] == end < clause.end and draft.indicator in words().makes.kinds):
            waiting = (end, inside[-1]) if inside[-1].span[1] == end and not inside[-1].han else None
            continue
        if waiting is not None and waiting[0] == start and draft.at == start:
            drafts.append(_measured_too(draft, waiting[1]))  # 建设2万套91万平方米公租房
            waiting = None
        if drafts and drafts[-1].increment and draft.kind == "level" and not _has_own_verb(clause, start, draft):
            draft.increment = True  # 新增企业10家、公园3个
        if draft.uom == "次" and any(is_frequency(clause.folded, start, q) for q in inside):
            draft.rule = "frequency"
        drafts.append(draft)
        clause.last = draft.indicator
    return drafts


def _has_own_verb(clause: Clause, start: int, draft: TargetDraft) -> bool:
    told = draft.rule in ("reach", "stretch") or draft.per == "累计"
    return told or words().makes.at_start(clause.masked, start, draft.at) is not None


def _measured_too(draft: TargetDraft, q: Quantity) -> TargetDraft:
    """The draft of a figure that stands before another one of the same things."""
    op: Op = "range" if isinstance(q.value, tuple) else q.op or ">="
    return replace(draft, op=op, value=q.value, uom=q.uom, at=q.span[0], quote=(q.span[0], draft.quote[1]))


def _parts(clause: Clause, quantities: list[Quantity]) -> list[tuple[int, int, list[Quantity]]]:
    """Cuts the clause where a coordination touches a figure: A 10家、B 50家; 20家X和30家Y."""
    parts = []
    begin, inside = clause.start, [quantities[0]]
    for left, right in pairwise(quantities):
        cut = _cut(clause, left, right)
        if cut is None:
            inside.append(right)
            continue
        parts.append((begin, cut[0], inside))
        begin, inside = cut[1], [right]
    parts.append((begin, clause.end, inside))
    return parts


def _cut(clause: Clause, left: Quantity, right: Quantity) -> Span | None:
    """Where the words between two figures are cut: right behind the first, or before what leads to the second."""
    masked, start, end = clause.masked, left.span[1], right.span[0]
    if start == end and right.kind in _COUNTED and not right.han:
        return start, start  # 老旧小区209个4.9万户, but not 2个千亿级集群
    if clause.folded[start] == "（":
        while start < end and masked[start] == HIDDEN:
            start += 1
    weak = _WEAK.match(masked, start, end)
    if weak is not None:
        return weak.span()
    listed = _LIST_FOLLOWS.search(masked, start, end)
    if listed is not None:
        return listed.span()  # 甲、乙等10个精品村和丙、丁等6个综合体
    if right.uom in _AGES:
        return None  # 残疾人、59周岁以下儿童
    behind = _WEAK_AT_END.search(masked, start, end)
    if behind is not None and (not behind["rest"] or words().makes.at_end(masked, behind.start("rest"), end)):
        return behind.start(), behind.start("rest")
    return None


def _main(clause: Clause, start: int, end: int, inside: list[Quantity]) -> tuple[Quantity, Quantity | None]:
    """The figure that is promised, and the baseline that it starts from; the others say which things are meant."""
    masked = clause.masked
    for left, right in pairwise(inside):
        if _FROM.search(masked, start, left.span[0]) and _RISE.match(masked[left.span[1] : right.figure[0]]):
            return right, left
    if len(inside) == 1:
        return inside[0], None
    first, last = inside[0], inside[-1]
    if first.kind == "share" and last.kind != "share" and _opens(clause, start, first):
        return first, None  # 75%的村年收入达到15万元以上
    if first.kind == "count" and last.kind == "money" and last.op == ">" and _opens(clause, start, first):
        return first, None  # 3家企业营收超100亿元
    if _FILLER.match(masked, last.span[1], end):
        return last, None
    makes = words().makes
    for q in inside:
        if q.kind in ("count", "person", "share") and makes.at_end(masked, start, q.span[0]):
            return q, None
    for q in inside:
        if q.kind in ("count", "person", "share") and not q.level and not _BOUND.search(masked, q.figure[1], q.span[1]):
            return q, None
    return inside[0], None


def _opens(clause: Clause, start: int, q: Quantity) -> bool:
    """Whether a figure opens its part, but for verbs, and a noun follows: which share of them, not how much."""
    head = strip_head(clause.folded, clause.masked, start, q.span[0], clause.marks, among=clause.among, verbs="all")
    following = clause.masked[q.span[1] : q.span[1] + 2].removeprefix("的")
    return head.start >= q.span[0] and "\u4e00" <= following[:1] <= "\u9fff"


def _read_part(clause: Clause, start: int, end: int, inside: list[Quantity]) -> TargetDraft | None:
    masked = clause.masked
    q, baseline = _main(clause, start, end, inside)
    left_end = q.span[0]
    if baseline is not None and (origin := _FROM.search(masked, start, baseline.span[0])) is not None:
        left_end = origin.start()
    tail = strip_tail(masked, start, left_end, clause.marks)
    if baseline is not None:
        tail.kind, tail.verb = "reach", None
    object_start, object_end = _object(clause.folded, masked, q.span[1], end)
    if object_end - object_start >= 2:
        return _number_first(clause, start, q, tail, (object_start, object_end))
    return _number_last(clause, start, q, tail, baseline)


def _object(folded: str, masked: str, start: int, end: int) -> Span:
    """What follows the figure and may be what it counts."""
    if folded.startswith("（", start, end):
        while start < end and masked[start] == HIDDEN:
            start += 1
    if _FILLER.match(masked, start, end):
        return start, start
    while start < end and masked[start] in " 的，":
        start += 1
    later = _AND_MORE.search(masked, start + 2, end)
    end = later.start() if later is not None else end
    use = _USE.search(masked, start + 2, end)
    end = use.start() if use is not None else end
    while end > start and masked[end - 1] in " 。；，、":
        end -= 1
    return start, end


def _number_first(clause: Clause, start: int, q: Quantity, tail: Tail, counted: Span) -> TargetDraft | None:
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
    elif masked[tail.end - 1 : tail.end] == "在" and (rest == 1 or q.op in ("~", ">=")) and (q.kind == "share" or (q.kind == "count" and not attributive)):
        pass  # 在30个小区设立服务点, 在60%以上的乡镇开展试点
    elif q.kind == "size" and rest <= 0 and _is_advanced(clause):
        return None  # 推进甲厂5万吨纸浆、2万吨纤维项目前期工作
    elif rest <= 0:
        certain = head.verb is not None or q.kind == "share" or tail.verb == "为"  # 为200户残疾人改造住房
    elif (tail.kind is not None or compared) and not attributive:
        return _number_last(clause, start, q, tail, None)
    elif head.verb is not None and q.kind in ("count", "person") and _OVER.search(masked, head.start, tail.end):
        pass  # 建设面向6大领域100个场景
    elif not attributive and q.kind in ("count", "person") and (middle := middle_of(clause, head, tail)) is not None:
        head.scope, indicator = head.scope or middle.scope, middle.name + indicator
    elif q.kind == "share" and not attributive and tail.kind is None:
        indicator, certain = as_written(clause.text, head.start, tail.end) + indicator, False
    else:
        return None
    quote = (quote_start(clause, start, q.span[0], head), counted[1])
    return make_draft(clause, (head, tail), q, indicator, quote, rule, certain=certain)


def _skip_system(masked: str, head: Head, end: int) -> None:
    """Takes a system that does something off an indicator: of 城市大脑平台上线应用30个 the 应用 are counted."""
    makes = words().makes
    for by in _BY_A_SYSTEM.finditer(masked, head.start, min(end, head.start + _LONGEST_SYSTEM)):
        verb = makes.at_start(masked, by.end(), end)
        if verb is not None and makes.kinds[verb] == "make" and end - by.end() > len(verb) + 1:
            head.start, head.verb = by.end() + len(verb), verb
            return


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


def _number_last(clause: Clause, start: int, q: Quantity, tail: Tail, baseline: Quantity | None) -> TargetDraft | None:
    """技术交易额达到80亿元; 新增上市企业10家; 力争达到5万家 (of what the clause before promised)."""
    masked = clause.masked
    part = _PART_OF.search(masked, start, q.figure[0]) if q.kind == "share" and baseline is None else None
    if part is not None:  # 参与轮岗的教师不低于教师总数的15%
        tail = strip_tail(masked, start, part.start(), clause.marks)
        tail.kind = "reach"
        q = replace(q, span=(part.start(), q.span[1]), op=q.op or op_of(part["word"]))
    if masked[tail.end - 1 : tail.end] == "在" and tail.end > start and tail.kind is None:
        tail.end, tail.kind = tail.end - 1, "reach"  # 巩固入学率在95%以上
    led = tail.kind is not None or q.span[0] < q.figure[0]
    plain = tail.kind is not None or q.kind == "share" or (led and q.kind not in ("count", "person"))
    verbs: Verbs = "plain" if plain else "all"
    head = strip_head(clause.folded, masked, start, tail.end, clause.marks, among=clause.among, verbs=verbs)
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
        tail.end, led = added.start(), True  # 高新技术企业新增300家
    indicator = as_written(clause.text, head.start, tail.end)
    certain = led or head.verb is not None or holds_verb(masked, head.start, tail.end)
    rule = "reach" if led else "verb-object-number" if head.verb is not None else "noun-number"
    if not led and (q.kind == "" or q.level or (q.kind == "time" and (q.op is None or not ends_with_head(indicator)))):
        return None
    if q.kind == "ratio" and tail.end > start and masked[q.figure[0] - 1] == "的":
        return None  # 是全国平均水平的1.6倍
    if q.kind == "time" and q.op is None and tail.verb in ("为", "是", "占", "到", "至", None):
        return None  # 实习时间一般为6个月
    places = None if tail.kind is not None else places_only(clause, start, q)
    if places is not None:
        head.scope, indicator, rule, certain = places.scope, places.indicator, "share-of-total", True
    elif len(indicator) < 2:
        topic = topic_of(clause.before) if clause.last is None and head.verb is not None else None
        if topic is not None:
            indicator, rule = topic, "topic"
        elif clause.last is not None:
            indicator, rule, certain = clause.last, "stretch", led
        else:
            return None
    elif indicator.startswith("占") and clause.last is not None:
        indicator = clause.last + indicator
    elif is_bare(indicator):
        indicator = with_subject(indicator, last=clause.last, before=clause.before)
    elif clause.among and clause.last is not None and not led and _PLACE.search(indicator):
        head.scope, indicator = indicator, clause.last
    quote = (quote_start(clause, start, q.span[0], head), q.span[1])
    draft = make_draft(clause, (head, tail), q, indicator, quote, rule, certain=certain)
    if baseline is not None and not isinstance(baseline.value, tuple):
        draft.baseline = baseline.value
        years = (m.year for m in clause.marks if tail.end <= m.span[0] and m.span[1] <= baseline.span[0] + 1)
        draft.baseline_year = next(years, None)
    return draft
