"""What an exported table is called: who it is for, and over which years; 慈溪市科技局牵头任务分解表（2022—2026年）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.places.divisions import is_common_word, place_at
from kb.deadline import LABELS, due_label
from kb.filters import ROLE_LABELS, Filters
from kb.models import DocumentEntry

_ISSUED = re.compile(r"^.*?关于(?:印发|下发|转发|公布|发布)《?(?P<what>.+?)》?的通知$")
_YEARS = re.compile("[0-9〇]{4}|“?十[一二三四五六七八九]?五")
"""What tells of a title that it says its years."""
_LEVEL = re.compile("自治[区州县旗]|[省市区县州盟旗]")
"""What kind of place a name begins with that leaves the place out: 市科技局, 自治区民政厅."""
_OF_THE_COUNTRY = ("国家", "国务院", "中国", "中央", "中共", "中华", "全国")


def table_title(filters: Filters, documents: Sequence[DocumentEntry], *, called: str) -> str:
    """The title of a table; `called` is what such a table is: 任务分解表.

    Filters(unit="市科技局", role="lead", region="慈溪市") → 慈溪市科技局牵头任务分解表（2022—2026年）
    of one document alone → 慈溪市科技创新“十四五”规划任务分解表
    """
    role = ROLE_LABELS.get(filters.role or "", "")
    what = called if role and called.startswith("任务") else f"重点{called}" if called.startswith("任务") else called
    who = _unit_name(filters, documents) if filters.unit is not None else ""
    if who:
        return f"{who}{role}{what}{_years(filters, documents)}"
    if len(documents) == 1:
        name = _short(documents[0])
        dated = _YEARS.search(name)
        return f"{name}{role}{what}" + ("" if dated else _years(filters, documents))
    return f"{_region(filters, documents)}{role}{what}{_years(filters, documents)}"


def date_line(date: str | None) -> str:
    """2026-12-01 → 2026年12月1日; what is no such date stays as it is."""
    parts = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", date or "")
    return f"{parts[1]}年{int(parts[2])}月{int(parts[3])}日" if parts else date or ""


def _unit_name(filters: Filters, documents: Sequence[DocumentEntry]) -> str:
    """The unit with its place: 市科技局@慈溪市 → 慈溪市科技局, 自治区民政厅 → 内蒙古自治区民政厅."""
    name, _, place = str(filters.unit).partition("@")
    place = place or _region(filters, documents)
    if not place or name.startswith(place):
        return name
    if level := _LEVEL.match(name):
        return place + name[level.end() :] if place.endswith(level[0]) else name
    return name if name.startswith(_OF_THE_COUNTRY) or _names_a_place(name) else place + name


def _names_a_place(name: str) -> bool:
    named = place_at(name, 0)
    return named is not None and not is_common_word(name[: named[0]])


def _region(filters: Filters, documents: Iterable[DocumentEntry]) -> str:
    """The one place that all of it is about."""
    if filters.region is not None:
        return filters.region
    places = {document.facts.region for document in documents}
    return next(iter(places)) or "" if len(places) == 1 else ""


def _short(document: DocumentEntry) -> str:
    """What a document is, without who issues it: 某市政府关于印发某规划的通知 → 某规划; of a file name without its suffix."""
    title = document.facts.title
    if title is None:
        return document.name.rpartition(".")[0] or document.name
    issued = _ISSUED.match(title)
    return issued["what"] if issued else title


def _years(filters: Filters, documents: Iterable[DocumentEntry]) -> str:
    """When what was asked for is due, else the years that all of the documents are for."""
    if filters.year is not None:
        return f"（{due_label(filters.year)}{'' if filters.year in LABELS else '到期'}）"
    periods = [document.facts.period for document in documents]
    known = [period for period in periods if period is not None]
    if not known or len(known) < len(periods):
        return ""
    first, last = min(period[0] for period in known), max(period[1] for period in known)
    return f"（{first}—{last}年）" if first != last else f"（{first}年）"
