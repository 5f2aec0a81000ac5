"""What a person types into a field → the form in which records keep it; BadCorrection, in words, for what cannot be.

Each takes the value and what a person calls the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kb.errors import BadCorrection
from kb.filters import ROLE_LABELS

_LONGEST = 2000
_YEARS = range(1900, 2101)
_DECIMAL = re.compile(r"[+-]?\d{1,18}(\.\d{1,8})?")
_DAY = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?", re.ASCII)
_YEAR_RANGE = re.compile(r"(\d{4})年?(?:[-—–－~～至到]+(\d{4})年?)?", re.ASCII)


def text_value(value: Any, name: str) -> str | None:
    """A text, None for an empty one."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise BadCorrection(f"“{name}”应是不超过 {_LONGEST} 字的文字")
    return value.strip()


def line_value(value: Any, name: str) -> str | None:
    """A text without line breaks and runs of blanks: 松河市  科技规划 → 松河市 科技规划."""
    said = text_value(value, name)
    return None if said is None else " ".join(said.split())


def needed_value(value: Any, name: str) -> str:
    """A text that there must be."""
    said = text_value(value, name)
    if said is None:
        raise BadCorrection(f"请填写“{name}”")
    return said


def year_value(value: Any, name: str) -> int | None:
    """A year: 2026, "2026年" → 2026; None for an empty one."""
    if value in (None, ""):
        return None
    said = str(value).strip().removesuffix("年")
    if isinstance(value, bool) or not (said.isascii() and said.isdigit()) or int(said) not in _YEARS:
        raise BadCorrection(f"“{name}”应是四位年份，如 2026")
    return int(said)


def figure_value(value: Any, name: str) -> str | None:
    """A figure in its stored form: "1,750" → 1750, "3-5" → 3–5."""
    said = text_value(str(value) if isinstance(value, (int, float, Decimal)) else value, name)
    if said is None:
        return None
    ends = re.split(r"[–—~～]|(?<=\d)-(?=\d)", said.replace(",", "").replace("，", "").replace(" ", ""))
    if len(ends) > 2 or not all(_DECIMAL.fullmatch(end) for end in ends):
        raise BadCorrection(f"“{name}”应是数字，如 45.5；区间写作 3–5")
    return "–".join(ends)


def single_value(value: Any, name: str) -> str | None:
    """A figure that is no range."""
    said = figure_value(value, name)
    if said is not None and "–" in said:
        raise BadCorrection(f"“{name}”应是一个数字，不是区间")
    return said


def date_value(value: Any, name: str) -> str | None:
    """A day, or as much of it as is known: 2026年3月1日 → 2026-03-01, 2026-3 → 2026-03, 2026年 → 2026."""
    said = text_value(value, name)
    if said is None:
        return None
    found = _DAY.fullmatch("".join(said.split()))
    try:
        if found is None or int(found[1]) not in _YEARS:
            raise ValueError
        known = [int(part) for part in found.groups() if part is not None]
        whole = date(*(*known, 1, 1)[:3]).isoformat()
    except ValueError:
        raise BadCorrection(f"“{name}”应写作 2026-03-01；只知道年月可写作 2026-03") from None
    return whole[: (4, 7, 10)[len(known) - 1]]


def period_value(value: Any, name: str) -> list[int] | None:
    """First and last year, as two or as they are typed: 2026—2030, 2026-2030, 2026 (one year)."""
    if isinstance(value, str):
        found = _YEAR_RANGE.fullmatch("".join(value.split()))
        value = [found[1], found[2] or found[1]] if found else value.strip()
    if not value:
        return None
    ends = list(value) if isinstance(value, (list, tuple)) else []
    try:
        first, last = (year_value(end, name) for end in ends)
    except (BadCorrection, ValueError):
        first = last = None
    if first is None or last is None or first > last:
        raise BadCorrection(f"“{name}”应写作 2026—2030 或 2026")
    return [first, last]


def period_text(period: Sequence[int] | None) -> str:
    """The years as they are typed: (2026, 2030) → 2026—2030, (2026, 2026) → 2026."""
    return "" if not period else "—".join(map(str, dict.fromkeys(period)))


def flag_value(value: Any, name: str) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise BadCorrection(f"“{name}”只能选是或否")
    return value


def one_of(choices: Sequence[str], *, needed: bool = True) -> Callable[[Any, str], str | None]:
    """A check for one of some words; not `needed`: or for nothing, None."""

    def check(value: Any, name: str) -> str | None:
        if value in (None, "") and not needed:
            return None
        if value not in choices:
            raise BadCorrection(f"“{name}”没有“{value}”这一项；可以是：{'、'.join(choices)}")
        return str(value)

    return check


def units_value(value: Any, name: str) -> list[dict[str, str]]:
    """Units with their roles, each once."""
    if not isinstance(value, (list, tuple)):
        raise BadCorrection(f"“{name}”应是单位的列表")
    found: list[dict[str, str]] = []
    for unit in value:
        if not isinstance(unit, Mapping) or unit.get("role") not in ROLE_LABELS:
            raise BadCorrection(f"“{name}”中的每个单位都要有名称和角色（{'、'.join(ROLE_LABELS.values())}）")
        one = {"name": needed_value(unit.get("name"), "单位名称"), "role": str(unit["role"])}
        if one not in found:
            found.append(one)
    return found
