"""Targets with a figure: 技术交易额达到80亿元, 建成100家众创空间, 新增上市企业10家."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from extract.models import Op, Span, TargetKind
from extract.periods import YearMark
from extract.quantities import Quantity
from extract.targets.coordination import compose, ends_with_head, items
from extract.targets.drafts import Draft
from extract.targets.masking import HIDDEN
from extract.targets.wording import Head, Tail, as_written, strip_head, strip_tail
from extract.targets.words import words


@dataclass(slots=True)
class Clause:
    """One clause as the readers see it: offsets into the document, the marks of years in it, what came before it."""

    text: str
    folded: str
    masked: str
    start: int
    end: int
    marks: list[YearMark]
    among: bool = False
    last: str | None = None
    scope_only: list[Span] = field(default_factory=list)


_EDGE = " ■、，,：:；;。的"
_FILLER = re.compile(
    r"(?:的?(?:主要|预期|总体|工作)?(?:目标|水平|任务|规模|要求|标准|大关|台阶|增长|增速|幅度)(?:任务)?|以上|左右|等)?[ 。；，、]*$"
)
_WEAK = re.compile(rf"[{HIDDEN} ]*(?:、|和|及|以及|与|并且|并|且|，)")
_WEAK_AT_END = re.compile(r"(?:、|和|以及|及|与|并|或)(?P<rest>[^、和及与并或]{0,6})$")
_FROM = re.compile(r"(?:由|从)(?P<when>[^，；、]{0,14}?的?)$")
_RISE = re.compile(r"^(?:左右|以上|以下)?，?[^，；、]{0,8}?(?:到|至|为|达到)$")
_SUMMING = re.compile(r"等(?:重点|主要)?$")
_COUNT_NAME = re.compile(
    r"(?:个|项|大|条|种|类)?(?:方面|环节|层面|维度|步骤|阶段|原则|要素|部分|章节|专栏|角度|方向|坚持|关键词)"
)
_NAME = re.compile(r"(?:计划|工程|行动|战略|模式|生活圈|服务圈|经济圈|交通圈|通勤圈|健身圈|圈|大会|示范|名城|攻坚战)")
_EXISTING = re.compile(r"(?:建设|实施|发展|工作|落地|进度|前期|试点)$")
_PLAN_ITEM = re.compile(r"标准|名录|清单|目录")


def read_figures(clause: Clause, quantities: list[Quantity]) -> list[Draft]:
    """The drafts of a clause that has figures."""
    usable = [q for q in quantities if not _is_name(clause, q)]
    if not usable:
        return []
    aligned = _read_aligned(clause, usable)
    if aligned is not None:
        return aligned
    drafts: list[Draft] = []
    for start, end, inside in _parts(clause, usable):
        draft = _read_part(clause, start, end, inside)
        if draft is None:
            continue
        shared = _each(clause, draft, start)
        drafts.extend(shared)
        clause.last = shared[-1].indicator
    return drafts


def _is_name(clause: Clause, q: Quantity) -> bool:
    """Numbers that are part of a name or sum up what was named."""
    folded, (left, right) = clause.folded, q.figure
    if _SUMMING.search(folded, max(clause.start, left - 3), left):
        return True
    if q.uom and q.kind in ("count", "") and _COUNT_NAME.match(folded, right - len(q.uom), right + 6):
        return True
    if (q.han or q.kind == "time") and _NAME.match(folded, right, right + 3):
        return True
    if q.han and not isinstance(q.value, tuple):
        small = q.value < 10 and q.kind in ("count", "person")
        if small and q.op is None and not _at_end(clause, q):
            return True
        if folded[right : right + 1] in tuple("百千万亿十"):
            return True
    return False


def _at_end(clause: Clause, q: Quantity) -> bool:
    return q.span[1] >= clause.end or clause.folded[q.span[1]] in "，。；、）"


def _parts(clause: Clause, quantities: list[Quantity]) -> list[tuple[int, int, list[Quantity]]]:
    """Cuts the clause where a coordination touches a figure: A 10家、B 50家; 20家X和30家Y."""
    parts = []
    begin, inside = clause.start, [quantities[0]]
    for left, right in zip(quantities, quantities[1:], strict=False):
        gap_start, gap_end = left.span[1], right.span[0]
        weak = _WEAK.match(clause.masked, gap_start, gap_end)
        behind = _WEAK_AT_END.search(clause.masked, gap_start, gap_end)
        cut: tuple[int, int] | None = None
        if weak is not None:
            cut = weak.span()
        elif behind is not None and (
            not behind["rest"] or words().makes.at_end(clause.masked, behind.start("rest"), gap_end)
        ):
            cut = (behind.start(), behind.start("rest"))
        if cut is None:
            inside.append(right)
            continue
        parts.append((begin, cut[0], inside))
        begin, inside = cut[1], [right]
    parts.append((begin, clause.end, inside))
    return parts


def _main(clause: Clause, start: int, end: int, inside: list[Quantity]) -> tuple[Quantity, Quantity | None]:
    """The figure that is promised, and the baseline that it starts from; the others say which things are meant."""
    masked = clause.masked
    for left, right in zip(inside, inside[1:], strict=False):
        if _FROM.search(masked, start, left.span[0]) and _RISE.match(masked[left.span[1] : right.figure[0]]):
            return right, left
    if len(inside) == 1:
        return inside[0], None
    last = inside[-1]
    if _FILLER.match(masked, last.span[1], end):
        return last, None
    for q in inside:
        if q.kind in ("count", "person") and not q.level:
            return q, None
    return inside[0], None


def _read_part(clause: Clause, start: int, end: int, inside: list[Quantity]) -> Draft | None:
    masked, text = clause.masked, clause.text
    q, baseline = _main(clause, start, end, inside)
    left_end = q.span[0]
    base_from = _FROM.search(masked, start, baseline.span[0]) if baseline is not None else None
    if base_from is not None:
        left_end = base_from.start()
    tail = strip_tail(masked, start, left_end)
    if baseline is not None:
        tail.kind, tail.verb = "reach", None
    object_start, object_end = _object(masked, q.span[1], end)
    if object_end - object_start >= 2:
        return _number_first(clause, start, q, tail, object_start, object_end)
    return _number_last(clause, start, q, tail, baseline)


def _object(masked: str, start: int, end: int) -> tuple[int, int]:
    """What follows the figure and may be what it counts."""
    if _FILLER.match(masked, start, end):
        return start, start
    while start < end and masked[start] in " 的，":
        start += 1
    while end > start and masked[end - 1] in " 。；，、":
        end -= 1
    return start, end


def _number_first(
    clause: Clause, start: int, q: Quantity, tail: Tail, object_start: int, object_end: int
) -> Draft | None:
    """建成100家众创空间; 60家企业列入名单; 规上企业100%开展研发活动."""
    text, masked, rules = clause.text, clause.masked, words()
    verb = rules.makes.at_end(masked, start, tail.end) or (tail.verb if tail.verb in rules.makes.kinds else None)
    head = strip_head(clause.folded, masked, start, tail.end, clause.marks, among=clause.among, verbs="all")
    rest = tail.end - head.start
    attributive = masked[q.span[1] : q.span[1] + 1] == "的"
    indicator = as_written(text, object_start, object_end)
    certain = True
    rule = "number-first"
    if q.kind == "time" or (q.kind == "" and q.uom is None):
        return None
    if q.kind in ("money", "size", "ratio") and rules.things.search(masked, object_start, object_end):
        if not q.level or verb is None:
            return None
        rule = "grade"
    if verb is not None:
        if rules.makes.kinds[verb] == "advance" and _EXISTING.search(masked, object_start, object_end):
            return None
    elif tail.kind is not None and rest >= 2:
        if attributive:
            return None
        return _number_last(clause, start, q, tail, None)
    elif rest <= 0:
        certain = head.verb is not None
    elif q.kind == "share" and not attributive:
        indicator = as_written(text, head.start, tail.end) + indicator
        certain = False
    elif q.op in (">", ">=", "<=", "~", "<") and q.span[0] < q.figure[0] and not attributive:
        return _number_last(clause, start, q, tail, None)
    else:
        return None
    return _draft(
        clause, (head, tail), q, indicator, (_quote_start(clause, start, q.span[0], head), object_end), rule, certain
    )


def _number_last(clause: Clause, start: int, q: Quantity, tail: Tail, baseline: Quantity | None) -> Draft | None:
    """技术交易额达到80亿元; 新增上市企业10家; 力争达到5万家 (of what the clause before promised)."""
    text, masked, rules = clause.text, clause.masked, words()
    led = tail.kind is not None or q.span[0] < q.figure[0]
    head = strip_head(
        clause.folded, masked, start, tail.end, clause.marks, among=clause.among, verbs="plain" if led else "all"
    )
    indicator = as_written(text, head.start, tail.end)
    certain = led or head.verb is not None
    rule = "reach" if led else "verb-object-number"
    if len(indicator) < 2:
        if clause.last is None:
            return None
        indicator, rule = clause.last, "stretch"
        certain = led
    elif indicator.startswith("占") and clause.last is not None:
        indicator = clause.last + indicator
    elif clause.among and clause.last is not None and not ends_with_head(indicator) and len(indicator) <= 6 and not led:
        head.scope, indicator = indicator, clause.last
    if q.kind == "time" and not led:
        return None
    if q.kind == "" and not led:
        return None
    if q.level and not led:
        return None
    if rule == "verb-object-number" and head.verb is None:
        rule = "noun-number"
        if q.kind in ("money", "size", "ratio") and q.op is not None and not ends_with_head(indicator):
            return None
    draft = _draft(
        clause, (head, tail), q, indicator, (_quote_start(clause, start, q.span[0], head), q.span[1]), rule, certain
    )
    if baseline is not None and not isinstance(baseline.value, tuple):
        draft.baseline = baseline.value
        draft.baseline_year = next(
            (m.year for m in clause.marks if m.span[1] <= baseline.span[0] and m.span[0] >= tail.end), None
        )
    return draft


def _draft(
    clause: Clause, ends: tuple[Head, Tail], q: Quantity, indicator: str, quote: Span, rule: str, certain: bool
) -> Draft:
    head, tail = ends
    kind, direction = _kind(indicator, q, tail)
    op: Op = "range" if isinstance(q.value, tuple) else q.op or ("<=" if tail.kind == "reach-down" else ">=")
    if isinstance(q.value, tuple) and q.op == "~":
        op = "range"
    base_year = None
    if tail.base is not None:
        base_year = next((m.year for m in clause.marks if m.span[0] < tail.base[1] and tail.base[0] < m.span[1]), None)
    per = tail.per or head.per
    return Draft(
        quote=quote,
        indicator=indicator,
        op=op,
        value=q.value,
        uom=q.uom,
        kind=kind,
        at=q.span[0],
        rule=rule,
        scope=head.scope,
        baseline_year=base_year,
        direction="down" if direction else None,
        per=per,
        modality=tail.modality or head.modality,
        certain=certain,
    )


def _kind(indicator: str, q: Quantity, tail: Tail) -> tuple[TargetKind, bool]:
    """The kind of a target with a figure, and whether it is a decline."""
    rates = words().rates
    if q.kind == "ratio":
        return "multiple", False
    if tail.kind == "fall":
        return "growth", True
    if tail.kind == "grow":
        return "growth", False
    if q.kind == "share" and indicator.endswith(rates):
        return "growth", indicator.endswith(("降幅", "下降率"))
    return "level", False


def _quote_start(clause: Clause, start: int, stop: int, head: Head) -> int:
    """The quote keeps scope and verb, but not the year and the modal words before them."""
    at = start
    for mark in clause.marks:
        if (
            start <= mark.span[0]
            and mark.span[1] <= stop
            and mark.span[0] <= head.start
            and mark.role in ("due", "each")
        ):
            at = max(at, mark.span[1])
    openers = words().openers
    while at < stop:
        if clause.masked[at] in " 、，,：:；;":
            at += 1
            continue
        word = openers.at_start(clause.masked, at, stop)
        if word is None or openers.kinds[word] == "adverb" or at + len(word) > max(head.start, at + 1):
            return at
        at += len(word)
    return start


# --- several figures at once -----------------------------------------------------------------------------------------


def _read_aligned(clause: Clause, quantities: list[Quantity]) -> list[Draft] | None:
    """分别: one entry a value, with the indicator (or the year) it belongs to."""
    masked = clause.masked
    at = masked.find("分别", clause.start, clause.end)
    if at < 0:
        return None
    run = [q for q in quantities if q.span[0] > at]
    for count, (left, right) in enumerate(zip(run, run[1:], strict=False), start=1):
        if not re.fullmatch(r"\s?(?:、|和|及|以及|与|，)\s?", masked[left.span[1] : right.span[0]]):
            run = run[:count]
            break
    if len(run) < 2:
        return None
    tail = strip_tail(masked, at + 2, run[0].span[0])
    before = strip_tail(masked, clause.start, at)
    if tail.kind is None:
        tail.kind, tail.verb = before.kind, before.verb
    tail.per, tail.base, tail.modality = (
        tail.per or before.per,
        tail.base or before.base,
        tail.modality or before.modality,
    )
    head = strip_head(clause.folded, masked, clause.start, before.end, clause.marks, among=clause.among, verbs="plain")
    years = [m.year for m in clause.marks if m.role == "due" and m.span[1] <= at and m.span[0] >= clause.start]
    spans = items(masked, head.start, before.end, len(run))
    names = compose(clause.text, spans)
    quote = (_quote_start(clause, clause.start, run[0].span[0], head), run[-1].span[1])
    drafts = []
    whole = as_written(clause.text, head.start, before.end)
    for number, q in enumerate(run):
        name = names[number] if len(names) == len(run) else whole
        if not name:
            return None
        draft = _draft(clause, (head, tail), q, name, quote, "respectively", True)
        if len(names) != len(run) and len(years) == len(run):
            draft.year = years[number]
        drafts.append(draft)
    if drafts:
        clause.last = drafts[-1].indicator
    return drafts


def _each(clause: Clause, draft: Draft, start: int) -> list[Draft]:
    """均, 各: the one figure holds for every coordinated indicator."""
    masked = clause.masked
    match = re.search(r"(?<![人户地亩年日平])均|各(?=\d)", masked[start : draft.at])
    name_at = clause.text.find(draft.indicator, start, draft.at) if draft.rule != "stretch" else -1
    if match is None or name_at < 0:
        return [draft]
    spans = items(masked, name_at, name_at + len(draft.indicator))
    if len(spans) < 2:
        return [draft]
    names = compose(clause.text, spans)
    return [_copy(draft, name) for name in names]


def _copy(draft: Draft, indicator: str) -> Draft:
    from dataclasses import replace

    return replace(draft, indicator=indicator, rule="each")
