"""Filters as a person sets them → conditions that an engine can apply; what means nothing here is said, not ignored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from difflib import get_close_matches

from kb.engines.base import Condition
from kb.errors import AmbiguousUnit, BadFilter
from kb.filters import FILTERS, Filters
from kb.folding import fold
from kb.models import DocumentEntry
from kb.store import UnitRow
from kb.unit_names import Canonical, unit_keys

_SUFFIXES = ("省", "市", "县", "区", "自治区", "自治州", "州", "盟", "旗", "地区")

NamedIn = Callable[[Collection[str]], Collection[str]]
"""The keys of the units that the documents with these ids name."""


def conditions(
    filters: Filters,
    *,
    documents: Sequence[DocumentEntry],
    units: Sequence[UnitRow],
    named_in: NamedIn,
    canonical: Canonical,
) -> tuple[Condition, ...]:
    """What the filters ask of an entry; BadFilter, AmbiguousUnit where a value means nothing or too much.

    Filters(unit="市科技局", role="lead", region="慈溪市") → unit_role in {lead 慈溪市科学技术局}, region in {慈溪市}
    """
    for spec in FILTERS:
        value = getattr(filters, spec.name)
        if value is not None and spec.choices and value not in dict(spec.choices):
            shown = "、".join(choice if choice == label else f"{choice}（{label}）" for choice, label in spec.choices)
            raise BadFilter(f"{spec.label}没有“{value}”这一项；可以是：{shown}")
    found: list[Condition] = []
    nearby = list(units)
    if filters.region is not None:
        regions = _regions(filters.region, documents)
        nearby = [row for row in nearby if row.region in regions]
        found.append(Condition("region", regions))
    if filters.document is not None:
        wanted = document_ids(filters.document, documents)
        named = named_in(wanted)
        nearby = [row for row in nearby if row.key in named]
        found.append(Condition("document", wanted))
    if filters.unit is not None:
        keys = _units(filters, nearby, units, canonical)
        role = filters.role
        whole = Condition("unit", keys)
        found.append(whole if role is None else Condition("unit_role", frozenset(f"{role} {key}" for key in keys)))
    elif filters.role is not None:
        found.append(Condition("role", frozenset({filters.role})))
    for name, value in (("kind", filters.kind), ("doc_kind", filters.doc_kind), ("year", filters.year)):
        if value is not None:
            found.append(Condition(name, frozenset({str(value)})))
    return tuple(found)


def _units(
    filters: Filters, nearby: Sequence[UnitRow], units: Sequence[UnitRow], canonical: Canonical
) -> frozenset[str]:
    """The units meant among `nearby`, those that the other filters leave; none where they only stand elsewhere."""
    typed = filters.unit or ""
    try:
        return unit_keys(typed, nearby, canonical=canonical, region=filters.region)
    except AmbiguousUnit:
        raise
    except BadFilter:
        try:
            unit_keys(typed, units, canonical=canonical)
        except AmbiguousUnit:
            return frozenset()
        return frozenset()


def _regions(typed: str, documents: Sequence[DocumentEntry]) -> frozenset[str]:
    """The regions a person means: 慈溪市, or 慈溪 without the word for what it is."""
    known = sorted({entry.facts.region for entry in documents if entry.facts.region})
    found = [name for name in known if name == typed] or [name for name in known if _bare(name) == typed]
    if not found:
        close = get_close_matches(typed, known, n=5, cutoff=0.4) or known[:8]
        raise BadFilter(f"没有地区为“{typed}”的文件；现有：{'、'.join(close) or '无'}")
    return frozenset(found)


def _bare(region: str) -> str:
    return next(
        (region.removesuffix(s) for s in sorted(_SUFFIXES, key=len, reverse=True) if region.endswith(s)), region
    )


def document_ids(typed: str, documents: Sequence[DocumentEntry]) -> frozenset[str]:
    """The documents a person means: by id, path, file name or title, else by a part of path or title."""
    wanted = fold(typed)
    for entry in documents:
        if entry.id == typed:
            return frozenset({entry.id})
    named = {
        entry.id: [fold(name) for name in (entry.path, entry.name, entry.facts.title or "")] for entry in documents
    }
    found = [key for key, names in named.items() if wanted in names]
    found = found or [key for key, names in named.items() if wanted and any(wanted in name for name in names)]
    if not found:
        raise BadFilter(f"没有找到文件“{typed}”。全部文件见 python -m kb documents")
    return frozenset(found)
