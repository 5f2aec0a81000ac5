"""Targets with a figure: 技术交易额达到80亿元, 建成100家众创空间, 新增上市企业10家."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extract.models import Op, Span
from extract.targets.clause import Clause, TargetDraft, quote_start
from extract.targets.coordination import by_level
from extract.targets.counted_objects import number_first
from extract.targets.decoys import is_frequency
from extract.targets.figure_drafts import make_draft
from extract.targets.indicator_wording import as_written, strip_head, strip_tail
from extract.targets.masks import HIDDEN
from extract.targets.measured_nouns import number_last
from extract.targets.target_words import words
from extract.text.quantities import Quantity

_FILLER = re.compile(
    r"(?:的?(?:主要|预期|总体|工作|奋斗|年度|既定)?"
    r"(?:目标|水平|任务|规模|要求|标准|大关|台阶|增长|增速|幅度)(?:任务)?|以上|左右|等)?[ 。；，、]*$"
)
_WEAK = re.compile(r" ?(?:、|以及|和|及|与|并且|并|且|，)")
_WEAK_AT_END = re.compile(r"(?:、|以及|和|及|与|并|或)(?P<rest>[^、和及与并或]{0,6})$")
_FROM = re.compile(r"(?:由|从)(?P<when>[^，；、]{0,14}?的?)$")
_RISE = re.compile(r"(?:左右|以上|以下)?，?[^，；、]{0,8}?(?P<to>到|至|为|达到)(?:20\d\d年[底末]?的?)?$")
_AND_MORE = re.compile(r"(?:、|和|及|以及|并)(?:一批|建成|建立|创立|设立|打造|培育|形成|推动|实现)|特别是|尤其是")
_LIST_FOLLOWS = re.compile(r"(?:以及|和|及)(?=[^，；和及\d]{2,}等$)")
_USE = re.compile(
    r"(?:给(?![予水排])|用于|在(?:[省市县区州]内|我[省市县区州]|全[省市县区州]|本地|当地|年内))[^，]{2,}$|(?:入选|获评|荣获|获批)■+$"
)
_COUNTED = ("count", "person", "size", "share")
_AGES = ("岁", "周岁")
_SPENT = re.compile(r"(?:投资|投入|安排|筹集|统筹)$")
_GLOSS = re.compile(r"（[^（）]*\d(?:\.\d+)?[万亿]?(?:[元亩家个座所户名人处件项辆套%]|公里|平方米)[^（）]*）$")
"""A bracket with a figure behind a noun is no part of it: 10个项目（总投资25亿元）."""
_BOUND = re.compile(r"(?:以上|以下|以内|及以上|及以下)$")


def read_figures(clause: Clause, quantities: list[Quantity]) -> list[TargetDraft]:
    """The drafts of a clause with figures, each coordinated part read by itself."""
    drafts: list[TargetDraft] = []
    waiting: tuple[int, Quantity] | None = None
    parts = _parts(clause, quantities)
    shared = _shared_noun(clause, parts)
    for at, (start, end, inside) in enumerate(parts):
        if at in shared:
            drafts.append(_of_size(clause, start, inside, shared[at]))
            continue
        draft = _read_part(clause, start, end, inside)
        measures = inside[-1].span[1] == end < clause.end and inside[-1].kind != "money"
        if draft is None or (measures and draft.indicator in words().makes.kinds):
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
    for left, right in reversed([*pairwise(drafts)]):
        for bare, whole in ((left, right), (right, left)):
            graded = by_level([bare.indicator, whole.indicator])
            if graded is not None:
                bare.indicator = graded[0]  # 5个省级、8个市级农业产业强镇; 省级重点专科3个、市级6个
    return drafts


def _shared_noun(clause: Clause, parts: list[tuple[int, int, list[Quantity]]]) -> dict[int, Span]:
    """The noun of each part that ends in a size: 2个千亿级、4个五百亿级产业集群 are two of 产业集群."""
    found: dict[int, Span] = {}
    noun: Span | None = None
    for at in range(len(parts) - 1, -1, -1):
        _, end, inside = parts[at]
        sized = len(inside) == 2 and inside[0].kind == "count" and inside[1].level
        if not sized or inside[0].span[1] != inside[1].span[0]:
            noun = None
        elif inside[1].span[1] < end:
            noun = _object(clause.folded, clause.masked, inside[1].span[1], end)
        elif noun is not None:
            found[at] = noun
    return found


def _of_size(clause: Clause, start: int, inside: list[Quantity], noun: Span) -> TargetDraft:
    """The draft of so many things of a size whose noun stands further on."""
    count, size = inside
    head = strip_head(clause.folded, clause.masked, start, count.span[0], clause.marks, among=clause.among, verbs="all")
    tail = strip_tail(clause.masked, start, count.span[0], clause.marks)
    name = as_written(clause.text, *size.figure) + as_written(clause.text, *noun)
    quote = (quote_start(clause, start, count.span[0], head), noun[1])
    return make_draft(clause, (head, tail), count, name, quote, "number-first", certain=True)


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
    if left.kind == "money" and right.kind != "money" and _spends_on(clause, left, right):
        return start, start  # 投资1.2亿元实施改造工程10项
    if right.span[0] < right.figure[0] and not masked.startswith("的", right.span[1]):
        joint = masked.rfind("、", start, end)
        if joint - start > 3 and end - joint > 2:
            return joint, joint + 1  # 力争5家企业上市、销售额突破10亿元
    if start == end and right.kind in _COUNTED and not right.han and not _is_bound(masked, left):
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


def _is_bound(masked: str, q: Quantity) -> bool:
    """Whether an amount says which things are meant: 其中10亿元以上15个."""
    return q.kind == "money" and (q.op in (">", ">=") or _BOUND.search(masked, q.figure[1], q.span[1]) is not None)


def _spends_on(clause: Clause, left: Quantity, right: Quantity) -> bool:
    """Whether an amount is laid out for what is counted behind it: 投资1.2亿元实施改造工程10项; not 投资5亿元以上项目10个."""
    if _SPENT.search(clause.masked, clause.start, left.span[0]) is None:
        return False
    head = strip_head(clause.folded, clause.masked, left.span[1], right.span[0], clause.marks, among=False, verbs="all")
    return head.verb is not None


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
    to = left_end
    if baseline is not None and (origin := _FROM.search(masked, start, baseline.span[0])) is not None:
        left_end = origin.start()
        rise = _RISE.match(masked[baseline.span[1] : q.figure[0]])
        to = baseline.span[1] + rise.end("to") if rise is not None else q.span[0]
    tail = strip_tail(masked, start, left_end, clause.marks)
    if baseline is not None:
        verb = words().tails.at_end(masked, baseline.span[1], to)
        down = verb is not None and words().tails.kinds[verb] == "reach-down"
        tail.kind, tail.verb = ("reach-down", verb) if down else ("reach", None)
    object_start, object_end = _object(clause.folded, masked, q.span[1], end)
    if object_end - object_start >= 2:
        return number_first(clause, start, q, tail, (object_start, object_end))
    return number_last(clause, start, q, tail, baseline)


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
    gloss = _GLOSS.search(folded, start + 2, end) if masked.endswith(HIDDEN, start, end) else None
    return start, gloss.start() if gloss is not None else end
