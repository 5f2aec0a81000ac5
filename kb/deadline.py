"""When something is due: as a person reads it, as the index keeps it, and as a person asks for it."""

from __future__ import annotations

import re
from datetime import date

from extract.text.characters import fold
from extract.text.numerals import parse_number

ONGOING, UNDATED = "ongoing", "undated"
"""What stands in the place of a year: it goes on without end (长期坚持), or nothing says when it is due."""
LABELS = {ONGOING: "持续推进", UNDATED: "未写明时限"}
EARLIEST, LATEST = 1900, 2100
"""The years between which a range without an end runs."""

DERIVED = {"target": "据目标", "section": "据章节", "plan": "据规划期"}
"""What a year was taken from, where no words of the commitment itself say it."""


def deadline(year: int | None, words: str | None, basis: str | None) -> str:
    """(2026, "2026年底前", "own") → 2026年底前   (2026, None, "target") → 2026年〔据目标〕   (None, None, None) → (nothing)"""
    derived = DERIVED.get(basis or "")
    if derived and year is not None:
        return f"{year}年〔{derived}〕"
    return words or (f"{year}年" if year is not None else "")


def dated_deadline(year: int | None, words: str | None, basis: str | None) -> str:
    """The same, with the year where the words do not name it: (2026, "6月底前", "row") → 6月底前（2026年）."""
    said = deadline(year, words, basis)
    return said if year is None or str(year) in said else f"{said}（{year}年）"


def due_in(year: int | None, words: str | None) -> tuple[str, str | None]:
    """The year and the quarter in which it ends, as the index keeps them.

    (2026, "6月底前") → 2026, 2026Q2; a year alone ends with it: (2026, None) → 2026, 2026Q4; (None, "长期坚持") → ongoing
    """
    plain = fold(words or "")
    if year is None:
        return (ONGOING if _NO_END.search(plain) else UNDATED), None
    return str(year), f"{year}Q{_quarter(plain)}"


def _quarter(plain: str) -> int:
    """The last quarter that the words name, the fourth where they name none."""
    quarters = [-(-int(month) // 3) for month in _MONTH.findall(plain) if 1 <= int(month) <= 12]
    quarters += [int(parse_number(number) or 4) for number in _QUARTER.findall(plain)]
    quarters += [2 for _ in _FIRST_HALF.findall(plain)]
    return max(quarters) if quarters and _SECOND_HALF.search(plain) is None else 4


def due_month(words: str | None) -> int:
    """The month at whose end it is due: 6月底前 → 6, 二季度 → 6, 上半年 → 6; the last of the year where none is named."""
    plain = fold(words or "")
    months = [int(month) for month in _MONTH.findall(plain) if 1 <= int(month) <= 12]
    months += [3 * int(parse_number(number) or 4) for number in _QUARTER.findall(plain)]
    months += [6 for _ in _FIRST_HALF.findall(plain)]
    return max(months) if months and _SECOND_HALF.search(plain) is None else 12


def quarter_of(day: date) -> str:
    """2026-12-01 → 2026Q4."""
    return f"{day.year}Q{-(-day.month // 3)}"


_NO_END = re.compile("长期|持续|常态|贯穿|每[年季月]|定期|适时")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月")
_QUARTER = re.compile(r"([一二三四1-4])季度")
_FIRST_HALF = re.compile("上半年|年中")
_SECOND_HALF = re.compile("下半年|年[底末]|年内|全年")

_ASKED_YEAR = re.compile(r"([0-9]{4})年?(?:到期)?")
_ASKED_QUARTER = re.compile(r"([0-9]{4})年?(?:[Qq]|第)?([1-4一二三四])(?:季度)?")
_ASKED_HALF = re.compile(r"([0-9]{4})(?:年?上半年|q1\.\.2)", re.IGNORECASE)
_ASKED_YEARS = re.compile(r"(?:([0-9]{4})年?)?\s*(?:\.\.+|…|[-－—–~～至到])\s*(?:([0-9]{4})年?)?")
_ASKED_WORDS = {
    **dict.fromkeys(("持续", "持续推进", "长期", "长期坚持", "常态化", ONGOING), ONGOING),
    **dict.fromkeys(("无", "未写明", "未写明时限", "没有时限", "无时限", UNDATED), UNDATED),
}


def read_due(typed: str) -> int | str | None:
    """What a person asks for: a year, a quarter, a range of years, what goes on, what has no date; None for anything else.

    2026年 → 2026; 2026年二季度 → 2026Q2; 2025—2027年 → 2025..2027; 持续 → ongoing; 未写明 → undated
    """
    plain = fold(typed).strip()
    if found := _ASKED_YEAR.fullmatch(plain):
        return int(found.group(1))
    if plain in _ASKED_WORDS:
        return _ASKED_WORDS[plain]
    if found := _ASKED_QUARTER.fullmatch(plain):
        return f"{found.group(1)}Q{parse_number(found.group(2))}"
    if found := _ASKED_HALF.fullmatch(plain):
        return f"{found.group(1)}Q1..2"
    found = _ASKED_YEARS.fullmatch(plain)
    if found is None or not (found.group(1) or found.group(2)):
        return None
    first, last = found.group(1) or "", found.group(2) or ""
    return f"{last}..{first}" if first and last and first > last else f"{first}..{last}"


def due_values(asked: int | str) -> tuple[str, frozenset[str]]:
    """The field of the index that tells, and its values: 2025..2027 → year, {2025, 2026, 2027}; 2026Q2 → quarter, {2026Q2}."""
    text = str(asked)
    if "Q" in text:
        year, _, quarters = text.partition("Q")
        first, _, last = quarters.partition("..")
        return "quarter", frozenset(f"{year}Q{n}" for n in range(int(first), int(last or first) + 1))
    if ".." not in text:
        return "year", frozenset({text})
    start, _, end = text.partition("..")
    return "year", frozenset(str(year) for year in range(int(start or EARLIEST), int(end or LATEST) + 1))


def due_label(asked: int | str) -> str:
    """What is asked for, in words: 2026 → 2026年; 2026Q2 → 2026年二季度; 2025.. → 2025年以后; ongoing → 持续推进."""
    text = str(asked)
    if text in LABELS:
        return LABELS[text]
    year, quarter, which = text.partition("Q")
    if quarter:
        return f"{year}年上半年" if which == "1..2" else f"{year}年{'一二三四'[int(which) - 1]}季度"
    first, dots, last = text.partition("..")
    if not dots or first == last:
        return f"{first}年"
    if not last:
        return f"{first}年以后"
    return f"{first}—{last}年" if first else f"{last}年以前"
