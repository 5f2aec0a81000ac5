"""What a person says of a document in place of what was read in it: checked, and kept."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from typing import Any, get_args

from extract.models import DocumentKind, Facts
from kb.errors import BadFacts
from kb.store import Store

_LONGEST = 300
_YEARS = range(1900, 2101)
_MENDABLE = ("title", "region", "kind", "date", "period")
_SPACES = re.compile(r"\s+")


def mended(read: Facts, *, title: str, region: str, kind: str, day: str, years: str) -> Facts:
    """The facts with what a person typed in their place; an empty field says that nothing is known. BadFacts for a slip.

    day 2026-3-1 → 2026-03-01, 2026年3月 → 2026-03; years 2026—2030, 2026-2030 or 2026 → (2026, 2030), (2026, 2026)
    """
    if kind not in get_args(DocumentKind):
        raise BadFacts(f"文种应是其中之一：{'、'.join(get_args(DocumentKind))}")
    values: dict[str, Any] = {
        "title": _text("标题", title),
        "region": _text("地区", region),
        "kind": kind,
        "date": _day(day),
        "period": _period(years),
    }
    return Facts(**{**{name: getattr(read, name) for name in Facts.__dataclass_fields__}, **values})


def period_text(period: tuple[int, int] | None) -> str:
    """The years as they are typed: (2026, 2030) → 2026—2030."""
    if period is None:
        return ""
    return str(period[0]) if period[0] == period[1] else f"{period[0]}—{period[1]}"


def keep(store: Store, text_key: str, read: Facts, said: Facts, *, time: str) -> None:
    """Keep what a person says of the documents with a text where it is not what was read; every build applies it."""
    before, after = asdict(read), asdict(said)
    differing = {name: after[name] for name in _MENDABLE if after[name] != before[name]}
    if differing:
        store.keep_facts(text_key, differing, time)


def _text(name: str, typed: str) -> str | None:
    plain = _SPACES.sub(" ", typed).strip()
    if len(plain) > _LONGEST:
        raise BadFacts(f"{name}不能超过 {_LONGEST} 字")
    return plain or None


_DAY = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?")
_PERIOD = re.compile(r"(\d{4})年?(?:[-—–－~～至到]+(\d{4})年?)?")


def _day(typed: str) -> str | None:
    """A day, or as much of it as is known: 2026年3月1日 → 2026-03-01, 2026年3月 → 2026-03, 2026 → 2026."""
    plain = _SPACES.sub("", typed)
    if not plain:
        return None
    found = _DAY.fullmatch(plain)
    try:
        if found is None or int(found[1]) not in _YEARS:
            raise ValueError
        known = [int(part) for part in found.groups() if part is not None]
        whole = date(*(*known, 1, 1)[:3]).isoformat()
    except ValueError:
        raise BadFacts(f"成文日期“{plain[:20]}”应写作 2026-03-01；只知道年月可写作 2026-03") from None
    return whole[: (4, 7, 10)[len(known) - 1]]


def _period(typed: str) -> tuple[int, int] | None:
    plain = _SPACES.sub("", typed)
    if not plain:
        return None
    found = _PERIOD.fullmatch(plain)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if first not in _YEARS or last not in _YEARS or first > last:
        raise BadFacts(f"起止年份“{plain[:20]}”应写作 2026—2030 或 2026")
    return first, last
