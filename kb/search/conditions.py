"""Filters and fields as a person sets them → conditions that an engine can apply; what means nothing here is said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from kb.deadline import due_values, read_due
from kb.engines.interface import CHECKED, CORRECTED, NOTHING, SPEAKS, AllOf, AnyOf, Condition, NoneOf, Requirement
from kb.engines.interface import NOBODY as OWNERLESS
from kb.errors import AmbiguousUnit, BadFilter, UnitPlace
from kb.filters import FILTERS, Filters
from kb.models import DocumentEntry
from kb.query import NOBODY, Field, Query
from kb.query.pieces import hint
from kb.results import Hint
from kb.search.document_facts import FACTS, documents_saying
from kb.store import UnitRow
from kb.text.folding import fold
from kb.units.unit_lookup import Canonical, UnitMatch, unit_match

_SUFFIXES = ("省", "市", "县", "区", "自治区", "自治州", "州", "盟", "旗", "地区")

NamedIn = Callable[[Collection[str]], Collection[str]]
"""The keys of the units that the documents with these ids name."""


@dataclass(frozen=True, slots=True)
class NameScope:
    """What the names in filters and fields can mean: the documents and units there are, and the registry."""

    documents: Callable[[], Sequence[DocumentEntry]]
    regions: Callable[[], Collection[str]]
    units: Callable[[], Sequence[UnitRow]]
    named_in: NamedIn
    canonical: Canonical
    renamed: bool = True
    """Whether a unit is also what it was called before, or became."""


def conditions(filters: Filters, names: NameScope) -> tuple[Condition, ...]:
    """What the filters ask of an entry; BadFilter, AmbiguousUnit where a value means nothing or too much.

    Filters(unit="市科技局", role="lead", region="慈溪市") → unit_role in {lead 慈溪市科学技术局}, region in {慈溪市}
    """
    for spec in FILTERS:
        value = getattr(filters, spec.name)
        if value is not None and spec.choices and value not in dict(spec.choices):
            shown = "、".join(choice if choice == label else f"{choice}（{label}）" for choice, label in spec.choices)
            raise BadFilter(f"{spec.label}没有“{value}”这一项；可以是：{shown}")
    found: list[Condition] = []
    regions: Collection[str] | None = None
    wanted: Collection[str] | None = None
    if filters.region is not None:
        regions = _regions(filters.region, names.regions())
        found.append(Condition("region", frozenset(regions)))
    if filters.document is not None:
        wanted = document_ids(filters.document, names.documents())
        found.append(Condition("document", frozenset(wanted)))
    if filters.documents is not None:
        found.append(Condition("document", frozenset(filters.documents)))
    if filters.unit is not None:
        matches = [_units(name, filters, regions, wanted, names) for name in filters.units]
        found.append(_of_units(frozenset().union(*(match.keys for match in matches)), filters.role))
    elif filters.role is not None:
        found.append(Condition("role", frozenset({filters.role})))
    if filters.year is not None:
        found.append(due_condition(filters.year))
    for name in ("kind", "doc_kind", "owner", "doubt"):
        value = getattr(filters, name)
        if value is not None:
            found.append(Condition(name, frozenset({str(value)})))
    if filters.review is not None:  # What was mended was looked at.
        found.append(
            Condition(
                "review", frozenset({filters.review, CORRECTED} if filters.review == CHECKED else {filters.review})
            )
        )
    return tuple(found)


def due_condition(typed: int | str) -> Condition:
    """What is asked of a deadline; BadFilter for what is none."""
    asked = read_due(str(typed))
    if asked is None:
        raise BadFilter(f"到期没有“{typed}”这种写法；写作 2026、2026Q2、2025..2027、持续 或 未写明")
    return Condition(*due_values(asked))


def _of_units(keys: Collection[str], role: str | None) -> Condition:
    if role is None:
        return Condition("unit", frozenset(keys))
    return Condition("unit_role", frozenset(f"{role} {key}" for key in keys))


def field_requirement(field: Field, names: NameScope, query: Query, hints: list[Hint]) -> Requirement:
    """What a field of the query asks: the same as the filter of that name; what it cannot mean becomes a hint.

    A unit that several places have means all of them: the other fields of the query narrow, and the hint says how.
    """
    try:
        if field.name == "unit" and field.value == NOBODY:
            return Condition("owner", frozenset({OWNERLESS}))
        if field.name in ("lead", "assist", "responsible", "unit"):
            role = None if field.name == "unit" else field.name
            matches, places = _of_field(field, names)
            if len(places) > 1 and not query.has_field("region"):
                listed = "、".join(place.place or place.name for place in places)
                known = next((place.place for place in places if place.place), None)
                said = f"多个地区都有（{listed}），都算在内" + (f"；要限定，请加 地区:{known}" if known else "")
                hints.append(hint(query.typed, field.span, said, slip=False))
            return _of_units(frozenset().union(*(match.keys for match in matches)), role)
        if field.name == "region":
            return Condition("region", _regions(field.value, names.regions()))
        if field.name == "document":
            return Condition("document", document_ids(field.value, names.documents()))
        if field.name in FACTS:
            return Condition("document", documents_saying(field, names.documents()))
        return Condition(field.name, frozenset({field.value}))
    except BadFilter as error:
        hints.append(hint(query.typed, field.span, str(error)))
        return NOTHING


def _of_field(field: Field, names: NameScope) -> tuple[list[UnitMatch], tuple[UnitPlace, ...]]:
    """The units that a field means: one match, or one for each of the places that have a unit called so."""
    units = names.units()
    match = partial(unit_match, rows=units, canonical=names.canonical, renamed=names.renamed, listed=False)
    try:
        return [match(field.value)], ()
    except AmbiguousUnit as error:
        return [match(place.value) for place in error.places], error.places


def renamed_by_field(field: Field, names: NameScope) -> tuple[str, ...]:
    """The units that a field means by the name of before or after."""
    if field.value == NOBODY:
        return ()
    try:
        matches, _ = _of_field(field, names)
    except BadFilter:
        return ()
    return tuple(dict.fromkeys(name for match in matches for name in match.renamed))


def renamed_by_filter(filters: Filters, names: NameScope) -> tuple[str, ...]:
    """The units that the filter means by the name of before or after."""
    if filters.unit is None:
        return ()
    regions = None if filters.region is None else _regions(filters.region, names.regions())
    wanted = None if filters.document is None else document_ids(filters.document, names.documents())
    matches = (_units(name, filters, regions, wanted, names) for name in filters.units)
    return tuple(dict.fromkeys(name for match in matches for name in match.renamed))


def _units(
    typed: str, filters: Filters, regions: Collection[str] | None, documents: Collection[str] | None, names: NameScope
) -> UnitMatch:
    """The units meant among those that the other filters leave; none where they only stand elsewhere."""
    units = names.units()
    nearby = list(units)
    if regions is not None:
        nearby = [row for row in nearby if row.region in regions]
    if documents is not None:
        named = names.named_in(documents)
        nearby = [row for row in nearby if row.key in named]
    match = partial(unit_match, canonical=names.canonical, renamed=names.renamed)
    try:
        return match(typed, nearby, region=filters.region)
    except AmbiguousUnit:
        raise
    except BadFilter:
        with suppress(AmbiguousUnit):
            match(typed, units)  # What is called so nowhere is a BadFilter all the same.
        return UnitMatch(frozenset())


def _regions(typed: str, regions: Collection[str]) -> frozenset[str]:
    """The regions a person means: 慈溪市, or 慈溪 without the word for what it is."""
    known = sorted(regions)
    found = [name for name in known if name == typed] or [name for name in known if _bare(name) == typed]
    if not found:
        close = get_close_matches(typed, known, n=5, cutoff=0.4) or known[:8]
        there = f"{'、'.join(close)}{' 等' if len(known) > len(close) else ''}" or "无"
        raise BadFilter(f"没有地区为“{typed}”的文件；现有 {len(known)} 个地区：{there}")
    return frozenset(found)


def _bare(region: str) -> str:
    return next(
        (region.removesuffix(s) for s in sorted(_SUFFIXES, key=len, reverse=True) if region.endswith(s)), region
    )


def without_copies(
    conditions: Sequence[Condition], asked: Requirement, documents: Callable[[], Sequence[DocumentEntry]]
) -> tuple[Condition, ...]:
    """The conditions, with one that leaves out copies unless a filter or field names a document that is one."""
    named = {value for condition in (*conditions, *_conditions_in(asked)) for value in _documents(condition)}
    if named and any(entry.copy for entry in documents() if entry.id in named):
        return tuple(conditions)
    return (*conditions, Condition("copy", frozenset({SPEAKS})))


def _documents(condition: Condition) -> Collection[str]:
    return condition.values if condition.field == "document" else ()


def _conditions_in(asked: Requirement) -> Iterator[Condition]:
    match asked:
        case Condition():
            yield asked
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _conditions_in(part)
        case NoneOf(part):
            yield from _conditions_in(part)


def document_ids(typed: str, documents: Sequence[DocumentEntry]) -> frozenset[str]:
    """The documents a person means: by id, path, file name, title or number, else by a part of one.

    Of several with the same text the one that speaks.
    """
    found = _documents_called(typed, documents)
    copies = {entry.id for entry in documents if entry.copy and entry.id in found and found & {*entry.duplicates}}
    return frozenset(found - copies or found)


def _documents_called(typed: str, documents: Sequence[DocumentEntry]) -> frozenset[str]:
    wanted = fold(typed)
    for entry in documents:
        if entry.id == typed:
            return frozenset({entry.id})
    named = {
        entry.id: [fold(name) for name in (entry.path, entry.name, entry.facts.title, entry.facts.doc_no) if name]
        for entry in documents
    }
    found = [key for key, names in named.items() if wanted in names]
    found = found or [key for key, names in named.items() if wanted and any(wanted in name for name in names)]
    if not found:
        raise BadFilter(f"没有找到文件“{typed}”。全部文件见 python -m kb documents")
    return frozenset(found)
