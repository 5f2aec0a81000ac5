"""这是……？ What a name that no table knows may stand for."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from extract.places.divisions import find_place
from extract.registry.bodies import tables
from extract.registry.official_names import place_of_body
from kb.store import UnitRow
from kb.units.models import UnitName, UnitQuestion
from kb.units.unit_lookup import bare_name
from kb.units.unit_members import tasks_by_name

MOST_LIKELY = 6
_ALIKE = 50.0
"""How much of two names must be the same (0 to 100) for one to be offered for the other."""


def unit_question(name: str, region: str | None, units: Sequence[UnitRow]) -> UnitQuestion:
    """The bodies of the place that a name of its documents may mean, those that are written nearly so first.

    省技厅 in 浙江省 → likely 浙江省科学技术厅 (省科技厅), …
    Raises nothing: of a place that no table knows there are those that the knowledge base has.
    """
    known = tasks_by_name(units)
    written: dict[str, set[str]] = {official: {official} for official in _bodies_of(region)}
    for row in units:
        if row.canonical is not None and (row.region == region or place_of_body(row.canonical) == region):
            written.setdefault(row.canonical, {row.canonical}).add(row.name)
    wanted = bare_name(name, region)
    scores = {
        official: max(fuzz.ratio(wanted, bare_name(form, region)) for form in forms)
        for official, forms in written.items()
    }
    ordered = sorted(scores, key=lambda official: (-scores[official], official))
    likely = [official for official in ordered if scores[official] >= _ALIKE][:MOST_LIKELY]
    others = sorted(set(ordered).difference(likely))
    return UnitQuestion(
        name,
        region,
        tuple(known.get(official) or UnitName(official) for official in likely),
        tuple(known.get(official) or UnitName(official) for official in others),
    )


def _bodies_of(region: str | None) -> set[str]:
    """The bodies that a place of this kind has today, by the registry."""
    place = find_place(region) if region else None
    if place is None:
        return set()
    entries = (entry for group in tables().officials.values() for entry in group)
    return {entry.named(place) for entry in entries if entry.until is None and entry.fits(place)}
