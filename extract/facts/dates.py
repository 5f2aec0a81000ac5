"""Dates as documents write them."""

from __future__ import annotations

import re

from extract.text.numerals import HAN_TENS, parse_number

_HAN = f"〇零○Ｏ{HAN_TENS}"
_YEAR = rf"(?:(?:19|20)\d{{2}}|[二一][{_HAN}]{{3}})"
_DATE = re.compile(
    rf"(?P<year>{_YEAR})(?:年(?:(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})月(?:(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})日)?)?"
    r"|(?P<dash>[-/.])(?P<month2>\d{1,2})(?P=dash)(?P<day2>\d{1,2})(?:\d{1,2}:\d{2}(?::\d{2})?)?)"
)


def read_date(plain: str) -> str | None:
    """The date a whole line writes: "（2023年2月8日）" → 2023-02-08; "二〇〇六年九月" → 2006-09."""
    match = _DATE.fullmatch(plain.strip("（）()"))
    return _iso(match) if match else None


def find_date(plain: str) -> str | None:
    """The first full date inside a line: "——2022年1月8日在…会议上" → 2022-01-08."""
    for match in _DATE.finditer(plain):
        if match["day"] or match["day2"]:
            return _iso(match)
    return None


def _iso(match: re.Match[str]) -> str | None:
    year = _number(match["year"])
    month, day = _number(match["month"] or match["month2"]), _number(match["day"] or match["day2"])
    if year is None or (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def _number(text: str | None) -> int | None:
    if not text:
        return None
    value = parse_number(re.sub("[○Ｏ]", "〇", text))
    return None if value is None else int(value)
