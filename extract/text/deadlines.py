"""The year by which something is due, from the words of a deadline: a column, a line 完成时限, a clause of a task."""

from __future__ import annotations

import re

from extract.text.characters import fold
from extract.text.numerals import HAN_ONES, parse_number
from extract.text.periods import YEAR, Clock, find_years, plans_named

_WHITE = re.compile(r"\s+")
_YEAR = re.compile(rf"{YEAR.pattern}(?![个家套条公亩户人次台辆元名项件座处米吨万亿%])")
"""A year, and no count: 新增2000个."""
_RUN_TOGETHER = re.compile(r"(?<!\d)(20\d{2})(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)")
_HAN_YEAR = re.compile(rf"二[〇零○Ｏ][〇零○Ｏ{HAN_ONES}]{{2}}(?=年)")
_SHORT_YEAR = re.compile(r"(?<!\d)([2-4]\d)年(?=\d{1,2}月|底|末)")
_STARTS = re.compile(r"(?:19|20)\d{2}年?(?:度|\d{1,2}月(?:份|\d{1,2}日)?)?(?:开始|起)")
_NO_END = re.compile(r"长期|持续|常态|每[年季月]")
_MORE = re.compile(r"[建设完善推进制定开展组织]{2}")
_LONGEST = 24
_ANY_YEAR = Clock(2000, 2000, 2000)
_PART_OF_YEAR = re.compile(r"(?<!\d)\d{1,2}月|季度|[上下]半年|半年|全年|年[底末内中]|当年|本年")


def due_year(text: str, clock: Clock) -> int | None:
    """The year of a deadline, the last of those it names; None where it names none or has no end (长期坚持).

    2026.6 → 2026; 2025年6月至2026年12月 → 2026; “十五五”末 → 2030; 12月底 or 年内 → the one year that the clock stands in
    """
    plain = _WHITE.sub("", fold(text))
    ended = _STARTS.sub("", plain)  # 2026年起 says from when, not by when
    years = [int(year) for pattern in (_YEAR, _RUN_TOGETHER) for year in pattern.findall(ended)]
    years += [2000 + int(year) for year in _SHORT_YEAR.findall(ended)]
    years += [int(number) for written in _HAN_YEAR.findall(ended) if (number := _han_year(written)) is not None]
    years += [last for _, last in plans_named(ended)]
    if years:
        return max(years)
    if ended != plain or "每" in plain:
        return None
    said = [mark.year for mark in find_years(plain, 0, len(plain), clock) if mark.role == "due" and mark.year]
    if said:
        return max(said)
    one_year = clock.last is None or clock.first == clock.last
    return clock.now if one_year and _PART_OF_YEAR.search(plain) else None


def is_deadline(plain: str) -> bool:
    """Whether a cell says by when and no more: 2026年12月底前, 2026.6, 年内, 长期坚持."""
    if _NO_END.match(plain):
        return True
    return len(plain) <= _LONGEST and due_year(plain, _ANY_YEAR) is not None and _MORE.search(plain) is None


def _han_year(written: str) -> int | None:
    number = parse_number(re.sub("[零○Ｏ]", "〇", written))
    return None if number is None else int(number)
