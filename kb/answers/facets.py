"""An engine's counts → the values a person can filter by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from extract.models import Role
from kb.deadline import due_label
from kb.engines.interface import CHECKED, COPY, CORRECTED
from kb.filters import COPIES_LABELS, DOUBT_LABELS, KIND_LABELS, OWNER_LABELS, REVIEW_LABELS, ROLE_LABELS
from kb.models import Facets, FacetValue, UnitFacetValue
from kb.units.unit_lookup import named_by, place_of

Counts = Mapping[str, int]

MOST_DOCUMENTS = 500
"""Documents that are offered to filter by: a list of more can only be searched."""

_ROLES: tuple[Role, ...] = ("lead", "assist", "responsible")


def facets_of(
    counts: Mapping[str, Counts],
    *,
    roles: Counts,
    role: str | None,
    titles: Mapping[str, str],
    regions: frozenset[str],
) -> Facets:
    """The counts with their labels; most frequent first, years in their order; of very many documents the first ones.

    `roles` are the counts of the roles (of the unit filtered by, where there is one), `role` the one filtered by;
    `titles` what the documents are called, by id.
    """
    return Facets(
        units=_units(counts["unit"], counts["unit_role"], role, regions),
        roles=_in_order(roles, ROLE_LABELS),
        regions=_frequent(counts["region"], {}),
        documents=_frequent(_most(counts["document"]), titles)[:MOST_DOCUMENTS],
        kinds=_in_order(counts["kind"], KIND_LABELS),
        doc_kinds=_frequent(counts["doc_kind"], {}),
        years=tuple(FacetValue(year, due_label(year), counts["year"][year]) for year in sorted(counts["year"])),
        owners=_in_order(counts["owner"], OWNER_LABELS),
        doubts=_in_order(counts["doubt"], DOUBT_LABELS),
        reviews=_in_order(_reviews(counts["review"]), REVIEW_LABELS),
        copies=_in_order({"all": counts["copy"][COPY]} if counts["copy"].get(COPY) else {}, COPIES_LABELS),
    )


def _frequent(counts: Counts, names: Mapping[str, str]) -> tuple[FacetValue, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], names.get(item[0], item[0]), item[0]))
    return tuple(FacetValue(value, names.get(value, value), count) for value, count in ordered)


def _in_order(counts: Counts, names: Mapping[str, str]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, label, counts[value]) for value, label in names.items() if value in counts)


def _reviews(counts: Counts) -> Counts:
    """What was mended was looked at, too."""
    looked_at = counts.get(CHECKED, 0) + counts.get(CORRECTED, 0)
    return {**counts, CHECKED: looked_at} if looked_at else counts


def _most(counts: Counts) -> Counts:
    """The counts without those that cannot be among the first MOST_DOCUMENTS: ordering all by title takes long."""
    if len(counts) <= MOST_DOCUMENTS:
        return counts
    least = sorted(counts.values(), reverse=True)[MOST_DOCUMENTS - 1]
    return {value: count for value, count in counts.items() if count >= least}


def _units(counts: Counts, in_role: Counts, role: str | None, regions: frozenset[str]) -> tuple[UnitFacetValue, ...]:
    found = []
    for key, count in counts.items():
        roles: dict[str, int] = {each: in_role.get(f"{each} {key}", 0) for each in _ROLES}
        left = count if role is None else roles[role]
        if left:
            label, place = _named(key, regions)
            found.append(UnitFacetValue(key, label, place, left, roles))
    return tuple(sorted(found, key=lambda unit: (-unit.count, unit.label, unit.value)))


@lru_cache(maxsize=1 << 16)
def _named(key: str, regions: frozenset[str]) -> tuple[str, str | None]:
    """What a unit is called, and its place."""
    named = named_by(key)
    return named.canonical or named.name, place_of(named, regions)
