"""Tells a look back (回顾, 现实基础, 截至2015年…) from a promise: by headings, by lines that announce, by words in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from extract.models import Span
from extract.outline.section_use import read_title
from extract.rulefiles import alternatives, first_of, load_csv
from extract.targets.actions import acts
from extract.text.characters import fold
from extract.text.markers import without_marker
from extract.text.numerals import HAN_ONES, HAN_TENS
from extract.text.periods import Clock, YearMark, find_years, plan_years

TENSE_COLUMNS = ("word", "where", "tense", "example")
TENSE_PLACES = ("title", "line", "sentence", "clause", "evidence")

Tense = Literal["past", "future"]

_BOTH = re.compile(r"和|与|及|暨|、")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_DATE = re.compile(
    r"(?<![至到])((?:19|20)\d\d)年\d{1,2}月\d{1,2}日(?![^，。；\n]{0,2}[前止])|〔(20\d\d)〕\d+号|(20\d\d)年(?:政府工作报告|工作(?:要点|安排|计划))"
)
"""A date that can be the document's own: not 有效期至2027年12月31日, nor 2026年6月30日前报送."""
_SCHEDULE = re.compile(r"((?:19|20)\d\d)年(?:[^，。]{0,16}?)(?:工作|任务|目标|安排|计划|建议|民生实事|打算|举措)")
_THIS_YEAR = re.compile(rf"^(?!.*(?:五年|十[{HAN_ONES}]五)).*(?:今年(?!以来|上半年)|新的一年)")
_LONGEST_LINE = 60
_LONGEST_SCHEDULE = 24
_UNTOLD = re.compile("，|报告|[通公]报|汇报|总结|要点|方案|意见|通知|计划$")
"""A clause, or the title of the document itself."""
_PLAN_LINE = re.compile(r"[^，：；]{0,8}?[“\"]?十[^，：；]五[”\"]?(?:规划)?(?:时期|期间)[^，：；]*$")
_COMPARED = "比较同与"
_OPENING = 12
"""So many characters behind its lead may stand before a sentence's first word of time: 我市去年……"""
_LEAD = re.compile(
    rf"(?:[{HAN_TENS}]{{1,2}}是|[{HAN_TENS}]+、|（[{HAN_TENS}]+）|各位[^，。！]{{1,4}}[，！！]|虽然|同时|但是?|其中|此外|，|\s)*"
)
_AHEAD = re.compile(r"今年(?!以来|上半年)|新的一年|下一步|下步|下阶段|今后|接下来|未来[一二三两五十几]年|明年")
_COMPLETED = re.compile(
    r"(?<![对将把在早])已(?!婚|故|知|然|往|成年|[^，。；：\d]{1,4}未|经?[^，。；：\d]{1,10}的)|又(?=新[建增]|建成|完成|引进|培育|投)|(?<!长期)(?<!一直)(?<!历年)以来(?![，的])"
)
"""Words of completion: 已培训2万人, 启动以来服务3万人; not 对已建成的小区, which says of which."""
_KNOWN = re.compile(
    r"[^，。；]{0,12}(?:现有|目前|现已|已有|截至)[^。；]{0,120}?(?:较上年|比上年|同比)[^，。；]{0,6}?\d[\d.]*%(?=[，。；])"
)
"""What there is, compared with the year before: 现有村庄36个，2024年接待10万人次，较上年增长8%."""
_TIME_ALONE = re.compile(r"[，；。：](?=(?:截至|截止|到|至)?(?:(?:19|20)\d\d年|[今去]年)[^，。；]{0,8}，$)")
_STILL_AHEAD = re.compile(r"力争|争取|确保|目标|计划|预计|拟(?!定)|将(?!近)|要(?=[新实达完建])")
_GOES_AHEAD = re.compile(
    r"[，；](?:[^，；。]{0,6}?)(?:继续|再(?=[新建增培])|还?将(?!近)|计划|拟(?!定)|力争|争取|确保|下一?步|今后)"
)
_BOUNDED = re.compile(r"\d%?(?:以上|以内|左右)$|\d%?(?:以上|以内|左右)(?=[，、；。])")
_BASIS = re.compile(r"，|基础上")
_FINISHED = re.compile(
    rf"(?:今年|(?:19|20)\d\d年)?(?:前[一二三]季度|前[{HAN_TENS}\d]{{1,2}}个?月|1[-—~～至到]\d{{1,2}}月份?|上半年|一季度)，"
)
_NEWS = re.compile(
    r"(?:日前|近日|昨日|\d{1,2}月\d{1,2}日)?，?(?:本报)?(?:记者|笔者)?[^，。；]{0,20}获悉|(?:本报)?记者了解到|据(?:记者)?(?:了解|悉|介绍)，"
)
_MEASURED = re.compile(r"同比|同期|已(?!婚|故|知)|(?:目标|任务|计划)的\d|高于全|居全[国省市]")
_PROMISED = re.compile(f"{_STILL_AHEAD.pattern}|以上|以下|左右|不低于|不少于|底前|月底|年内|[明后]年")
_LABEL = re.compile(r"[^，。；：\d]{1,6}：(?=.)")
"""What a line says that its text is: 做什么：新建泵站5座; the verb stands behind it."""
_PRAISE = re.compile(
    r"，(?:工作|总体|整体)?(?:成效|效果|成绩|进展)(?:较为|比较|十分|非常)?(?:明显|显著|突出|顺利|良好)[。；]?$"
)
_BY_YEAR = re.compile(r"[到至]20\d\d年|20\d\d年(?:底|末)?[之以]?前|期末|年底")
_ORDINAL = re.compile(rf"[{HAN_TENS}]{{1,2}}是|第[{HAN_TENS}]，|其[{HAN_TENS}][是，]")


@dataclass(frozen=True, slots=True)
class _Cues:
    patterns: dict[tuple[str, Tense], re.Pattern[str]]
    sentence: re.Pattern[str]
    future: frozenset[str]
    short: frozenset[str]


@cache
def _cues() -> _Cues:
    found: dict[tuple[str, Tense], list[str]] = {}
    for row in load_csv("tense_cues.csv", TENSE_COLUMNS):
        if row["where"] not in TENSE_PLACES or row["tense"] not in ("past", "future"):
            raise row.error(f"where must be one of {', '.join(TENSE_PLACES)}, tense past or future")
        found.setdefault((row["where"], "past" if row["tense"] == "past" else "future"), []).append(row["word"])
    told = [word for key in (("sentence", "past"), ("sentence", "future"), ("clause", "past")) for word in found[key]]
    return _Cues(
        {key: re.compile(alternatives(words)) for key, words in found.items()},
        re.compile(f"{first_of(told)}(?<![网线以])(?:{alternatives(told)})"),  # 网上年货节 holds no 上年
        frozenset(found["sentence", "future"]),
        frozenset(found["clause", "past"]),
    )


@lru_cache(maxsize=4096)
def title_tense(title: str, now: int | None) -> Tense | None:
    """What a heading declares for all below it, by its years or its words of time; None where it says nothing or both.

    "一、2022年工作回顾" → past; "二、2023年工作安排" → future; "回顾与展望" → None; a plan that is over (“十三五”) is past
    """
    title = fold(title).replace(" ", "")
    years = [int(year) for year in _YEAR.findall(title)] + plan_years(title)
    if years and now is not None and max(years) < now:
        return "past"
    head = read_title(without_marker(title))
    past = _says(title, "title", "past") or head.tense == "past"
    future = _says(title, "title", "future") or (head.use == "mixed" and head.tense == "future")
    if past and future:
        return None if _BOTH.search(title) else "past"
    if past or future:
        return "past" if past else "future"
    return "future" if years and now is not None and min(years) >= now else None


@lru_cache(maxsize=4096)
def heading_tense(title: str, now: int | None) -> Tense | None:
    """What a heading says of the text below it, by what it declares or else by its head noun.

    "三、存在问题" → past; "补齐民生短板" → None; "重点任务" → future
    """
    declared = title_tense(title, now)
    if declared is not None:
        return declared
    tense = read_title(without_marker(fold(title).replace(" ", ""))).tense
    return "past" if tense == "present" else tense


@lru_cache(maxsize=4096)
def path_tense(headings: tuple[str, ...], now: int | None) -> Tense | None:
    """What the headings above a text say of it: the innermost that speaks of time, a mere noun within what it is told.

    一、工作回顾 ＞（一）主要目标 → past; 一、工作回顾 ＞（五）下一步打算 → future
    """
    told: Tense | None = None
    for title in headings:
        declared, said = title_tense(title, now), heading_tense(title, now)
        if declared is not None or said == "past" or told is None:
            told = declared or said or told
    return told


def _says(text: str, where: str, tense: Tense) -> bool:
    return _cues().patterns[where, tense].search(text) is not None


def heading_year(headings: tuple[str, ...], now: int | None = None) -> int | None:
    """The year that the innermost heading with one sets for the work below it: 二、2023年工作安排 → 2023; 今年工作 → `now`."""
    return next((year for title in reversed(headings) if (year := _title_year(title, now)) is not None), None)


@lru_cache(maxsize=4096)
def _title_year(title: str, now: int | None) -> int | None:
    match = _SCHEDULE.search(fold(title).replace(" ", ""))
    if match is not None:
        return int(match[1])
    return now if _THIS_YEAR.search(title) and title_tense(title, now) != "past" else None


def line_tense(line: str, now: int | None) -> Tense | None:
    """What a line of its own that announces says of the paragraphs below it.

    "2022年工作回顾" → past; "“十三五”时期经济社会发展" → past, once it is over; "今年，我们将重点做好以下工作：" → future
    """
    if len(line) > _LONGEST_LINE or "。" in line:
        return None
    spoken = _PLAN_LINE.match(line) is not None and bool(plan_years(line))
    said = heading_tense(line, None)
    scheduled = len(line) <= _LONGEST_SCHEDULE and _UNTOLD.search(line) is None and _SCHEDULE.search(line) is not None
    if spoken or scheduled or any(_says(line, "title", tense) for tense in ("past", "future")) or said is not None:
        return title_tense(line, now) or said
    past, future = _says(line, "line", "past"), _says(line, "line", "future")
    return None if past == future else ("past" if past else "future")


def opening_tense(folded: str, start: int, end: int, clock: Clock) -> Tense | None:
    """What the first words of a sentence say of it and of those that follow: 近年来，… → past; 下步，我们将… → future."""
    lead = _LEAD.match(folded, start, end)
    begin = lead.end() if lead else start
    stop = min(end, begin + _OPENING)
    match = _cues().sentence.search(folded, begin, stop)
    years = [mark for mark in find_years(folded, begin, end, clock, until=stop) if mark.year is not None]
    if years and (match is None or years[0].span[0] < match.start()):
        if years[0].role == "past":
            return "past"
        if years[0].role == "due" and clock.now is not None:
            return "future"
    if match is None or match[0] in _cues().short or folded[match.start() - 1] in _COMPARED:
        return None
    return "future" if match[0] in _cues().future else "past"


def opens_apart(folded: str, start: int, end: int) -> bool:
    """Whether the time that opens a sentence stands by itself: 近年来，…, 截至2025年底，…; not 上年度收入达到12万元的企业."""
    lead = _LEAD.match(folded, start, end)
    begin = lead.end() if lead else start
    return "，" in folded[begin : min(end, begin + _OPENING + 4)]


def turns_ahead(folded: str, start: int, end: int, clock: Clock) -> bool:
    """Whether a paragraph turns to what comes by its very first words: 2023年是……的一年, 今后五年, 新的一年，……"""
    lead = _LEAD.match(folded, start, end)
    begin = lead.end() if lead else start
    if _AHEAD.match(folded, begin, end):
        return True
    marks = find_years(folded, begin, end, clock, until=min(end, begin + 2))
    return bool(marks) and marks[0].role == "due" and clock.now is not None and marks[0].year is not None


def tells_past(folded: str, start: int, end: int) -> bool:
    """Whether a sentence tells what was up to its end: 截至目前，建成100家; not 目前100家，力争达到200家."""
    stretches = sentence_past(folded, start, end)
    return bool(stretches) and stretches[-1][1] == end


def goes_on(folded: str, start: int) -> bool:
    """Whether a sentence goes on with a list: 二是……, 第三，……"""
    return _ORDINAL.match(folded, start) is not None


def evidence(masked: str, start: int, end: int, clock: Clock) -> int:
    """How much more a sentence looks like a report of what was done than like a plan; negative for a plan.

    建成园区3个，获评国家级试点，同比增长8% → 2; 加快建设园区，力争年内投产 → -3
    """
    cues = _cues()
    label = _LABEL.match(masked, start, end)
    start = label.end() if label else start
    past = len(set(cues.patterns["evidence", "past"].findall(masked, start, end)))
    future = len(set(cues.patterns["evidence", "future"].findall(masked, start, end)))
    roles = {mark.role for mark in find_years(masked, start, end, clock)} if clock.now is not None else set()
    past += "past" in roles
    future += "due" in roles
    if not past and acts(masked, start, end, promised=False):
        future += 1
    elif not future and any(char.isdecimal() for char in masked[start:end]):
        past += 1  # a bare figure
    return max(-3, min(3, past - future))


def reports(folded: str, start: int, end: int) -> bool:
    """Whether a sentence opens a report: 今年前三季度，进出口1268亿元，同比增长9%; 记者获悉，全市建成…; not 上半年，完成选址."""
    lead = _LEAD.match(folded, start, end)
    begin = lead.end() if lead else start
    finished = _FINISHED.match(folded, begin, end)
    told = _MEASURED.search(folded, begin, end) if finished else _NEWS.match(folded, begin, end)
    return told is not None and _PROMISED.search(folded, begin, end) is None


def is_news(folded: str, start: int, end: int) -> bool:
    """Whether a sentence opens a news item, which tells on without a word of time: 记者从市交通局获悉，……"""
    return _NEWS.match(folded, start, end) is not None


def _praises(folded: str, start: int, end: int) -> bool:
    """Whether a sentence ends by praising what it tells: 综合利用率达到91%，成效明显; not 力争达到95%，成效更加明显."""
    if _PRAISE.search(folded, start, end) is None:
        return False
    return not (_PROMISED.search(folded, start, end) or _BY_YEAR.search(folded, start, end))


def completed(folded: str, start: int, end: int) -> list[Span]:
    """The clauses of a sentence that a word of completion makes past, with the time that opens them.

    2025年，规模已达140亿元，力争翻番 → 2025年，规模已达140亿元; 自2023年启动以来服务3万人次 → all of it
    """
    if reports(folded, start, end) or _praises(folded, start, end):
        return [(start, end)]
    found = []
    known = _KNOWN.match(folded, start, end)
    if known is not None and not _PROMISED.search(folded, start, known.end()):
        found.append((start, known.end()))
    for match in _COMPLETED.finditer(folded, start, end):
        begin = max(start, *(folded.rfind(stop, start, match.start()) + 1 for stop in "，；。："))
        if _STILL_AHEAD.search(folded, begin, match.start()):
            continue
        for at in (start, *(alone.end() for alone in _TIME_ALONE.finditer(folded, start, begin))):
            if at < begin and _TIME_ALONE.match("，" + folded[at:begin]):
                begin = at
        stop = _BASIS.search(folded, match.end(), end)
        found.append((begin, stop.start() if stop else end))
    return found


def as_completed(marks: list[YearMark], folded: str, start: int, end: int) -> list[YearMark]:
    """The marks of a sentence, those in its completed clauses past; none of them holds for what goes on from there.

    2024年底前已建成500张 → 2024 past; 2024年底前已建成500张，继续新增800张 → no mark for the 800
    """
    stretches = completed(folded, start, end)
    kept = []
    for mark in marks:
        stop = next((stop for begin, stop in stretches if begin <= mark.span[0] < stop), None)
        if stop is None or mark.role not in ("due", "past"):
            kept.append(mark)
        elif not _GOES_AHEAD.search(folded, stop, end):
            kept.append(replace(mark, role="past"))
    return kept


def sentence_past(folded: str, start: int, end: int, *, planned: bool = False) -> list[Span]:
    """The stretches of a sentence that tell what was, each up to the next word that looks ahead.

    目前企业100家，力争达到200家 → 目前企业100家，; a cue of where clause reaches to the next ， only. `planned`: it stands
    where all is yet to come, so that what grows from the year before (比上年提高3个百分点) is promised.
    """
    cues = _cues()
    stretches: list[Span] = []
    begin: int | None = None
    ahead: int | None = None
    for match in cues.sentence.finditer(folded, start, end):
        # 较上年增加10项 speaks of what it grows from, not of all that follows
        if match[0] in cues.short or folded[match.start() - 1] in _COMPARED:
            stop = _BASIS.search(folded, match.end(), end)
            until = stop.start() if stop else end
            promised = ahead is not None and "，" not in folded[ahead : match.start()]
            if folded[match.start() - 1] in _COMPARED and (
                planned or promised or _BOUNDED.search(folded, match.end(), until)
            ):
                continue  # 比上年下降10%以上, 力争比上年下降10% are promised
            stretches.append((match.start(), stop.start() if stop else end))
        elif match[0] not in cues.future:
            begin = match.start() if begin is None else begin
        else:
            ahead = match.end()
            if begin is not None:
                stretches.append((begin, match.start()))
                begin = None
    if begin is not None:
        stretches.append((begin, end))
    done = completed(folded, start, end)
    return sorted({*stretches, *done}) if done else stretches


def document_clock(folded: str, headings: list[tuple[str, ...]], period: tuple[int, int] | None) -> Clock:
    """The document's current year and period: what it says of its period, else of the year it plans, else its date."""
    if period is not None:
        return Clock(period[0], period[0], period[1])
    planned = [year for path in headings for year in (heading_year(path),) if year is not None]
    if planned:
        return Clock(max(planned), max(planned), None)
    dates = [
        int(next(filter(None, match.groups())))
        for part in (folded[:600], folded[-300:])
        for match in _DATE.finditer(part)
    ]
    return Clock(max(dates), None, None) if dates else Clock()
