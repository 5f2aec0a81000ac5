"""Tells a look back (回顾, 现实基础, 截至2015年…) from a promise: by headings, by lines that announce, by words in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extract.characters import fold
from extract.models import Span
from extract.periods import Clock
from extract.rulefiles import alternatives, load_csv
from extract.targets.actions import opens_with_action

TENSE_COLUMNS = ("word", "where", "tense", "example")
TENSE_PLACES = ("heading", "noun", "line", "sentence", "clause")

Tense = Literal["past", "future"]

_BOTH = re.compile(r"和|与|及|暨|、")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_DATE = re.compile(
    r"((?:19|20)\d\d)年\d{1,2}月\d{1,2}日|〔(20\d\d)〕\d+号|(20\d\d)年(?:政府工作报告|工作(?:要点|安排|计划))"
)
_SCHEDULE = re.compile(r"((?:19|20)\d\d)年(?:[^，。]{0,8}?)(?:工作|任务|目标|安排|计划|建议|民生实事|打算|举措)")


@dataclass(frozen=True, slots=True)
class _Cues:
    heading: dict[Tense, re.Pattern[str]]
    noun: re.Pattern[str]
    line: dict[Tense, re.Pattern[str]]
    sentence: re.Pattern[str]
    future: frozenset[str]
    short: frozenset[str]


@cache
def _cues() -> _Cues:
    found: dict[tuple[str, str], list[str]] = {}
    for row in load_csv("tense_cues.csv", TENSE_COLUMNS):
        if row["where"] not in TENSE_PLACES or row["tense"] not in ("past", "future"):
            raise row.error("where must be heading, line or sentence, tense past or future")
        found.setdefault((row["where"], row["tense"]), []).append(row["word"])

    def pattern(where: str, tense: str) -> re.Pattern[str]:
        return re.compile(alternatives(found.get((where, tense), ["\0"])))

    return _Cues(
        {"past": pattern("heading", "past"), "future": pattern("heading", "future")},
        pattern("noun", "past"),
        {"past": pattern("line", "past"), "future": pattern("line", "future")},
        re.compile(
            alternatives([*found[("sentence", "past")], *found[("sentence", "future")], *found[("clause", "past")]])
        ),
        frozenset(found[("sentence", "future")]),
        frozenset(found[("clause", "past")]),
    )


@lru_cache(maxsize=4096)
def heading_tense(title: str, now: int | None) -> Tense | None:
    """What a heading says of the text below it; None where it says nothing or both.

    "一、2022年工作回顾" → past; "二、2023年工作安排" → future; "回顾与展望" → None
    """
    cues = _cues()
    title = fold(title).replace(" ", "")
    past = cues.heading["past"].search(title) is not None
    if not past and cues.noun.search(title) is not None:
        past = not opens_with_action(title)
    future = cues.heading["future"].search(title) is not None
    if past and future:
        return None if _BOTH.search(title) else "past"
    if past or future:
        return "past" if past else "future"
    years = [int(year) for year in _YEAR.findall(title)]
    if years and now is not None and max(years) < now:
        return "past"
    return None


def heading_year(headings: tuple[str, ...]) -> int | None:
    """The year that the innermost heading with one sets for the work below it: 二、2023年工作安排 → 2023."""
    for title in reversed(headings):
        match = _SCHEDULE.search(fold(title).replace(" ", ""))
        if match is not None:
            return int(match[1])
    return None


def line_tense(folded: str, start: int, end: int) -> Tense | None:
    """What a line that announces (no sentence of its own) says of the paragraphs below it."""
    if end - start > 60:
        return None
    cues = _cues()
    past = cues.line["past"].search(folded, start, end) is not None
    future = cues.line["future"].search(folded, start, end) is not None
    return None if past == future else ("past" if past else "future")


def sentence_past(folded: str, start: int, end: int) -> list[Span]:
    """The stretches of a sentence that tell what was, each up to the next word that looks ahead.

    目前企业100家，力争达到200家 → 目前企业100家，; a cue of where clause reaches to the next ， only
    """
    cues = _cues()
    stretches: list[Span] = []
    begin: int | None = None
    for match in cues.sentence.finditer(folded, start, end):
        if match[0] in cues.short:
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
