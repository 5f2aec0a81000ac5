"""Several figures or several indicators in one clause: 分别达到65%和55%, 均达到45%, 各1所."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extract.models import Span
from extract.targets.clause import Clause, TargetDraft, quote_start
from extract.targets.coordination import LEVEL_AT_END, bare_end, by_level, compose, ends_with_head, is_bare, items
from extract.targets.figure_drafts import make_draft
from extract.targets.indicator_wording import Verbs, as_written, splits_word, strip_head, strip_tail
from extract.targets.target_words import words
from extract.text.numerals import HAN
from extract.text.quantities import Quantity

_JOINT = re.compile(r"\s?(?:、|以及|和|及|与|，|/)\s?")
_TOGETHER = {
    "城乡": ("城镇", "农村"),
    "三次产业": ("第一产业", "第二产业", "第三产业"),
    "一二三产业": ("第一产业", "第二产业", "第三产业"),
    "一二三产": ("一产", "二产", "三产"),
    "二三产业": ("第二产业", "第三产业"),
    "市县": ("市", "县"),
}
_SECTOR = re.compile(r"[一二三](?P<kind>次?产业|产)")
_SAID = re.compile(
    r"在(?=\d|[“\"■]|现有|原有)|(?<![人户地亩年日平])均(?=实现|达|突破|超|保持|增长|翻)|实现|达到|力争|确保|大幅|显著|明显|稳步|进一步|持续|不断|实力|数量"
)
_POINTS_BACK = re.compile(r"(?:上述|以上|这)?[两三四](?:个|项)(?:主要)?指标|两者|二者|三者")
_FROM = re.compile(r"(?:从|由)(?:每[月年人])*$")
_LONGEST_MEASURE = 8
_GROWTH = re.compile(rf"(?:年均|平均|同比|{HAN}年)*(?P<rate>增速|增幅|增长率)")
_EACH = re.compile(r"(?<![人户地亩年日平])均|各(?:新增|净增)?$|都(?=达)")


def read_respective(clause: Clause, quantities: list[Quantity]) -> list[TargetDraft] | None:
    """分别, or a bound that figures in a row share: one draft a value, with the indicator (or the year) it belongs to.

    None where the clause says nothing of the kind.

    花生种植、收获机械化率分别达到65%和55% → 花生种植机械化率 65, 花生收获机械化率 55
    """
    masked = clause.masked
    at = masked.find("分别", clause.start, clause.end)
    told = at >= 0
    run = _run([q for q in quantities if q.span[0] > at], masked)
    if len(run) < 2 or not (told or _shares_bound(run, quantities, clause) or _one_a_level(run, quantities, clause)):
        return None
    at = at if told else run[0].span[0]
    behind = at + 2 if told else at
    origin = _FROM.search(masked, behind, run[0].span[0]) if told else None
    rise = _run([q for q in quantities if q.span[0] >= run[-1].span[1]], masked) if origin is not None else []
    baselines: list[Quantity] = []
    if len(rise) == len(run):
        baselines, run = run, rise  # 分别从每月653元、300元提高到684元、315元
    tail = strip_tail(masked, behind, origin.start() if baselines and origin else run[0].span[0], clause.marks)
    before = strip_tail(masked, clause.start, at, clause.marks)
    if tail.kind is None:
        tail.kind, tail.verb = before.kind, before.verb
    tail.per, tail.base, tail.modality = (
        tail.per or before.per,
        tail.base or before.base,
        tail.modality or before.modality,
    )
    due = [m for m in clause.marks if m.role == "due" and m.span[1] <= at]
    years = [m.year for m in due][-len(run) :]
    if due and due[-1].first is not None and due[-1].year == due[-1].first + len(run) - 1:
        years = list(range(due[-1].first, due[-1].first + len(run)))  # 2026—2028年分别创建1个、2个、3个
    name_start, name_end = clause.start, before.end
    if before.end <= clause.start and tail.end > behind:
        name_start, name_end = behind, tail.end  # 2026年、2027年分别新增企业10家、20家
    verbs: Verbs = "plain" if told and name_start == clause.start else "all"
    head = strip_head(clause.folded, masked, name_start, name_end, clause.marks, among=clause.among, verbs=verbs)
    names = _spelled_out(compose(clause.text, items(masked, head.start, name_end, len(run))), len(run))
    if told and name_start == clause.start and len(names) == len(run) and tail.end > behind:
        done = strip_head(clause.folded, masked, behind, tail.end, clause.marks, among=False, verbs="all")
        names = [
            name + as_written(clause.text, done.start, tail.end) for name in names
        ]  # 工业、农业分别完成投资48亿元、5亿元
    fitting = len(names) == len(run)
    if not told and not (
        fitting and (_one_a_level(run, quantities, clause) or all(len(n) > 2 and ends_with_head(n) for n in names))
    ):
        return None
    whole = as_written(clause.text, head.start, name_end) or clause.last
    if len(names) != len(run) and (head.start >= name_end or _POINTS_BACK.fullmatch(masked, head.start, name_end)):
        told_before = _told_before(clause, len(run))
        names = (
            (told_before if len(clause.listed) == len(run) else [])
            or _named_before(clause, len(run))
            or told_before
            or names
        )
        whole = whole or "、".join(names)
    if not whole:
        return None
    if len(names) == 1 and (grown := _GROWTH.fullmatch(whole)) and (told_before := _told_before(clause, len(run))):
        names = [name.removesuffix(grown["rate"]) + grown["rate"] for name in told_before]  # 年均增速分别不低于8%和10%
    if len(names) == 1 and len(whole) <= _LONGEST_MEASURE and ends_with_head(whole):
        names = _measured_of(clause, whole, len(run)) or names
    quote = (quote_start(clause, clause.start, run[0].span[0], head), run[-1].span[1])
    drafts = []
    for number, q in enumerate(run):
        name = names[number] if len(names) == len(run) else whole
        if q.op is None and run[0].span[0] < run[0].figure[0]:
            q = replace(q, op=run[0].op)  # 分别超过90家和870家
        draft = make_draft(clause, (head, tail), q, name, quote, "respectively", certain=True)
        before_it = baselines[number].value if baselines else None
        draft.baseline = None if isinstance(before_it, tuple) else before_it
        if len(names) != len(run) and len(years) == len(run):
            draft.year = years[number]
        drafts.append(draft)
    clause.last = drafts[-1].indicator
    return drafts


def _shares_bound(run: list[Quantity], quantities: list[Quantity], clause: Clause) -> bool:
    """Whether figures in a row share the word before the first without 分别: 小学、初中班额不超过45人、50人."""
    first, last = run[0], run[-1]
    alike = all(q.uom == first.uom and (q is first or q.op is None) for q in run)
    return alike and len(run) == len(quantities) and first.span[0] < first.figure[0] and last.span[1] == clause.end


def _one_a_level(run: list[Quantity], quantities: list[Quantity], clause: Clause) -> bool:
    """Whether figures in a row are one a level: 新增国家级、省级、市级专精特新企业5家、30家、80家."""
    if len(run) != len(quantities) or run[-1].span[1] != clause.end or any(q.uom != run[0].uom for q in run):
        return False
    parts = [as_written(clause.text, *span) for span in items(clause.masked, clause.start, run[0].span[0], len(run))]
    first = LEVEL_AT_END.search(parts[0])
    return first is not None and by_level([first[0], *parts[1:]]) is not None


def _told_before(clause: Clause, count: int) -> list[str]:
    """As many indicators as figures, told with figures before: 接待游客800万人次、实现旅游收入60亿元，分别增长10%和12%."""
    return list(clause.told[-count:]) if len(set(clause.told[-count:])) == count else []


def _named_before(clause: Clause, count: int) -> list[str]:
    """As many indicators as figures, in the clause before: 瞪羚企业和高企实现“双倍增”，分别超过90家和870家."""
    before = clause.before
    if before is None:
        return []
    stop = _SAID.search(before.masked, before.start + 2, before.end)
    end = stop.start() if stop is not None else before.end
    head = strip_head(before.folded, before.masked, before.start, end, before.marks, among=False, verbs="all")
    names = compose(before.text, items(before.masked, head.start, end, count))
    return names if len(names) == count else []


def _measured_of(clause: Clause, measure: str, count: int) -> list[str]:
    """The measure of each thing that the clause before names: 做强茶、竹、药产业，产值分别达到… → 茶产业产值, …"""
    before = clause.before
    if before is None or any(map(str.isdecimal, before.folded[before.start : before.end])):
        return []
    head = strip_head(
        before.folded, before.masked, before.start, before.end, before.marks, among=before.among, verbs="all"
    )
    spans = items(before.masked, head.start, before.end, count)
    if len(spans) != count:
        return []
    start, end = spans[-1]
    own = before.masked[slice(*spans[0])][-2:]
    again = before.masked.find(own, start, end)
    end = again + len(own) if again >= 0 else _until_verb(before.masked, start, end)
    end -= len(bare_end(before.text[start:end]))
    doubled = before.text.endswith("产业", start, end) and measure.startswith("产业")
    text = before.text[head.start : end] + measure[2 * doubled :]
    return compose(text, items(text, 0, len(text), count))


def _until_verb(masked: str, start: int, end: int) -> int:
    """Where a noun phrase ends, before what it does: 新材料产业加快发展 → behind 产业."""
    rules = words()
    found = (
        at
        for at in range(start + 2, end - 1)
        for lexicon in (rules.makes, rules.manners, rules.openers, rules.tails)
        if (word := lexicon.at_start(masked, at, end)) and len(word) > 1 and not splits_word(masked, at, end, word)
    )
    return next(found, end)


def _spelled_out(names: list[str], count: int) -> list[str]:
    """城乡居民收入 for two figures is 城镇居民收入 and 农村居民收入."""
    sector = _SECTOR.match(names[-1]) if names else None
    if sector is not None:  # 一、二、三产增加值
        return [name if _SECTOR.match(name) else name[:1] + sector["kind"] + name[1:] for name in names]
    if len(names) == 1:
        for short, parts in _TOGETHER.items():
            if len(parts) == count and short in names[0]:
                return [names[0].replace(short, part, 1) for part in parts]
    return names


def _run(quantities: list[Quantity], masked: str) -> list[Quantity]:
    """The figures that follow one another with nothing but 、 or 和 between."""
    for count, (left, right) in enumerate(pairwise(quantities), start=1):
        if not _JOINT.fullmatch(masked, left.span[1], right.span[0]):
            return quantities[:count]
    return quantities


def _all_grow(text: str, spans: list[Span], draft: TargetDraft) -> bool:
    """A、B增长15%, A和B翻番 without 均: of each, where each is a whole indicator and none is a share of something."""
    names = [as_written(text, *span) for span in spans]
    whole = all(ends_with_head(name) and len(name) > 3 and not is_bare(name) for name in names)
    return (
        (draft.kind == "multiple" or (draft.kind == "growth" and draft.uom == "%"))
        and whole
        and "占" not in draft.indicator
    )


def share_out(clause: Clause, draft: TargetDraft) -> list[TargetDraft]:
    """均, 各, or a growth rate: the one figure holds for every coordinated indicator; else the draft alone.

    马铃薯种植、收获机械化率均达到45% → 马铃薯种植机械化率 45, 马铃薯收获机械化率 45
    """
    listed = clause.listed if len(clause.listed) > 1 else clause.told[-2:]
    if draft.rule == "stretch" and len(set(listed)) > 1 and _EACH.search(clause.masked, clause.start, draft.at):
        return [replace(draft, indicator=name, rule="each") for name in listed]  # 均增长10%
    name_at = clause.text.find(draft.indicator, draft.quote[0], draft.at)
    if name_at < 0:
        return [draft]
    spans = items(clause.masked, name_at, name_at + len(draft.indicator))
    each = _EACH.search(clause.masked, name_at, draft.at) is not None
    if len(spans) < 2 or not (each or _all_grow(clause.text, spans, draft)):
        return [draft]
    return [replace(draft, indicator=name, rule="each") for name in compose(clause.text, spans)]
