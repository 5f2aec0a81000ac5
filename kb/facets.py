"""An engine's counts → the values a person can filter by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from extract.models import Role
from kb.documents import labels
from kb.filters import KIND_LABELS, OWNER_LABELS, ROLE_LABELS
from kb.models import DocumentEntry, Facets, FacetValue, UnitFacetValue
from kb.unit_names import named_by, place_of

Counts = Mapping[str, int]

_ROLES: tuple[Role, ...] = ("lead", "assist", "responsible")


def facets_of(
    counts: Mapping[str, Counts],
    *,
    roles: Counts,
    role: str | None,
    documents: Sequence[DocumentEntry],
) -> Facets:
    """The counts with their labels; most frequent first, years in their order.

    `roles` are the counts of the roles (of the unit filtered by, where there is one), `role` the one filtered by.
    """
    titles = labels(documents)
    regions = {entry.facts.region for entry in documents if entry.facts.region}
    return Facets(
        units=_units(counts["unit"], counts["unit_role"], role, regions),
        roles=_in_order(roles, ROLE_LABELS),
        regions=_frequent(counts["region"], {}),
        documents=_frequent(counts["document"], titles),
        kinds=_in_order(counts["kind"], KIND_LABELS),
        doc_kinds=_frequent(counts["doc_kind"], {}),
        years=tuple(FacetValue(year, f"{year}年", counts["year"][year]) for year in sorted(counts["year"])),
        owners=_in_order(counts["owner"], OWNER_LABELS),
    )


def _frequent(counts: Counts, names: Mapping[str, str]) -> tuple[FacetValue, ...]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], names.get(item[0], item[0]), item[0]))
    return tuple(FacetValue(value, names.get(value, value), count) for value, count in ordered)


def _in_order(counts: Counts, names: Mapping[str, str]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(value, label, counts[value]) for value, label in names.items() if value in counts)


def _units(counts: Counts, in_role: Counts, role: str | None, regions: Set[str]) -> tuple[UnitFacetValue, ...]:
    found = []
    for key, count in counts.items():
        roles: dict[str, int] = {each: in_role.get(f"{each} {key}", 0) for each in _ROLES}
        left = count if role is None else roles[role]
        if left:
            named = named_by(key)
            found.append(UnitFacetValue(key, named.canonical or named.name, place_of(named, regions), left, roles))
    return tuple(sorted(found, key=lambda unit: (-unit.count, unit.label, unit.value)))
