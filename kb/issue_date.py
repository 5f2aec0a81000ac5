"""When a document was issued (成文日期), as a person asks for it: a day, a month, a year, or from one to another."""

from __future__ import annotations

import re

from kb.text.folding import fold

_DAY = r"([12]\d{3})(?:[年./-](\d{1,2})(?:[月./-](\d{1,2})日?|月)?|年)?"
_ASKED_DAY = re.compile(_DAY)
_CLOSE = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)")
_TO = re.compile(r"\s*[~～至到]\s*")
_BETWEEN = re.compile(r"\.\.+|…+|(?<=[年月日])-|(?<=^\d{4})-(?=\d{4}年?$)")


def read_issue_date(typed: str) -> tuple[str, str] | None:
    """The first and the last date of what a person asks for, as documents have them; "" where it is open, None for no date.

    2023年 → ("2023", "2023"); 2023-5 → ("2023-05", "2023-05"); 2023年5月18日 → ("2023-05-18", "2023-05-18")
    2023-01..2023-06, 2023年1月至6月 → ("2023-01", "2023-06"); 2023.. → ("2023", "")
    """
    plain = fold(_TO.sub("..", typed))  # Folded, 2023-01～2023-06 has three strokes alike.
    if (one := _date(plain)) is not None:
        return one, one
    ends = _BETWEEN.split(plain)
    if len(ends) != 2 or not any(ends):
        return None
    first = _date(ends[0])
    last = _date(ends[1])
    if last is None and first and ends[1][:1].isdigit():
        last = _date(f"{first[:4]}年{ends[1]}")  # 2023年1月至6月: the year holds on.
    if (first is None and ends[0]) or (last is None and ends[1]):
        return None
    if first and last and first > last:
        first, last = last, first
    return first or "", last or ""


def issued_between(date: str | None, first: str, last: str) -> bool:
    """Whether a document's date (2023-05-18, 2023-05, 2023) lies wholly between two dates, both included."""
    if date is None:
        return False
    return (not first or _padded(date, "-00") >= _padded(first, "-00")) and (
        not last or _padded(date, "-99") <= _padded(last, "-99")
    )


def issue_date_label(first: str, last: str) -> str:
    """In words: 2023 → 2023年; 2023-05 → 2023年5月; ("2023", "") → 2023年以后; ("2023-01", "2023-06") → 2023年1月至2023年6月."""
    if first == last:
        return _words(first)
    if not last:
        return f"{_words(first)}以后"
    return f"{_words(first)}至{_words(last)}" if first else f"{_words(last)}以前"


def _date(plain: str) -> str | None:
    """2023年5月 → 2023-05; None for what is no date."""
    found = _ASKED_DAY.fullmatch(plain) or _CLOSE.fullmatch(plain)
    if found is None:
        return None
    year, month, day = found.groups()
    if not (1 <= int(month or 1) <= 12 and 1 <= int(day or 1) <= 31):
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _padded(date: str, pad: str) -> str:
    return date + pad * (2 - date.count("-"))


def _words(date: str) -> str:
    return "".join(f"{int(part)}{word}" for part, word in zip(date.split("-"), "年月日", strict=False))
