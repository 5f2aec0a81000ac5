"""Tells a look back (回顾, 现实基础, 截至2015年…) from a promise: by headings, by lines that announce, by words in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extract.models import Span
from extract.rulefiles import alternatives, load_csv
from extract.targets.actions import opens_with_action
from extract.text.characters import fold
from extract.text.periods import Clock, plan_years

TENSE_COLUMNS = ("word", "where", "tense", "example")
TENSE_PLACES = ("title", "hint", "line", "sentence", "clause")

Tense = Literal["past", "future"]

_BOTH = re.compile(r"和|与|及|暨|、")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_DATE = re.compile(
    r"((?:19|20)\d\d)年\d{1,2}月\d{1,2}日|〔(20\d\d)〕\d+号|(20\d\d)年(?:政府工作报告|工作(?:要点|安排|计划))"
)
_SCHEDULE = re.compile(r"((?:19|20)\d\d)年(?:[^，。]{0,16}?)(?:工作|任务|目标|安排|计划|建议|民生实事|打算|举措)")
_LONGEST_LINE = 60
_PLAN_LINE = re.compile(r"[^，：；]{0,8}?[“\"]?十[^，：；]五[”\"]?(?:规划)?(?:时期|期间)[^，：；]*$")
_COMPARED = "比较同与"


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
        re.compile(f"(?<![网线以]){alternatives(told)}"),  # 网上年货节 holds no 上年
        frozenset(found["sentence", "future"]),
        frozenset(found["clause", "past"]),
    )


@lru_cache(maxsize=4096)
def title_tense(title: str, now: int | None) -> Tense | None:
    """What a heading declares for all below it, by its years or its words; None where it says nothing or both.

    "一、2022年工作回顾" → past; "二、2023年工作安排" → future; "回顾与展望" → None; a plan that is over (“十三五”) is past
    """
    title = fold(title).replace(" ", "")
    years = [int(year) for year in _YEAR.findall(title)] + plan_years(title)
    if years and now is not None and max(years) < now:
        return "past"
    said = _one(title, _says(title, "title", "past"), _says(title, "title", "future"))
    return "future" if said is None and years and now is not None and min(years) >= now else said


@lru_cache(maxsize=4096)
def heading_tense(title: str, now: int | None) -> Tense | None:
    """What a heading says of the text below it, by what it declares or else hints at.

    "三、存在问题" → past; "补齐民生短板" → None; "重点任务" → future
    """
    declared = title_tense(title, now)
    if declared is not None:
        return declared
    title = fold(title).replace(" ", "")
    past = _says(title, "hint", "past") and not opens_with_action(title)
    return _one(title, past or _says(title, "title", "past"), _says(title, "hint", "future"))


def _says(text: str, where: str, tense: Tense) -> bool:
    return _cues().patterns[where, tense].search(text) is not None


def _one(title: str, past: bool, future: bool) -> Tense | None:
    """Of two tenses in a title the past holds, unless they are coordinated (回顾与展望)."""
    if past and future:
        return None if _BOTH.search(title) else "past"
    return "past" if past else "future" if future else None


def heading_year(headings: tuple[str, ...]) -> int | None:
    """The year that the innermost heading with one sets for the work below it: 二、2023年工作安排 → 2023."""
    for title in reversed(headings):
        match = _SCHEDULE.search(fold(title).replace(" ", ""))
        if match is not None:
            return int(match[1])
    return None


def line_tense(line: str, now: int | None) -> Tense | None:
    """What a line of its own that announces says of the paragraphs below it.

    "2022年工作回顾" → past; "“十三五”时期经济社会发展" → past, once it is over; "今年，我们将重点做好以下工作：" → future
    """
    if len(line) > _LONGEST_LINE or "。" in line:
        return None
    spoken = _PLAN_LINE.match(line) is not None and bool(plan_years(line))
    if spoken or any(_says(line, "title", tense) for tense in ("past", "future")):
        return title_tense(line, now)
    past, future = _says(line, "line", "past"), _says(line, "line", "future")
    return None if past == future else ("past" if past else "future")


def sentence_past(folded: str, start: int, end: int) -> list[Span]:
    """The stretches of a sentence that tell what was, each up to the next word that looks ahead.

    目前企业100家，力争达到200家 → 目前企业100家，; a cue of where clause reaches to the next ， only
    """
    cues = _cues()
    stretches: list[Span] = []
    begin: int | None = None
    for match in cues.sentence.finditer(folded, start, end):
        # 较上年增加10项 speaks of what it grows from, not of all that follows
        if match[0] in cues.short or folded[match.start() - 1] in _COMPARED:
            comma = folded.find("，", match.end(), end)
            stretches.append((match.start(), comma if comma >= 0 else end))
        elif match[0] not in cues.future:
            begin = match.start() if begin is None else begin
        elif begin is not None:
            stretches.append((begin, match.start()))
            begin = None
    if begin is not None:
        stretches.append((begin, end))
    return stretches


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
