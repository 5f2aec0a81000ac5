"""The bodies that a collective name stands for: 各区（县、市）政府 of 宁波市 → 海曙区人民政府, …, 慈溪市人民政府.

Which names are collectives, and of what, is data: `kb/rules/unit_collectives.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extract.places.divisions import Level, Place, find_place, places_in, zones_of
from extract.registry.official_names import canonical, place_of_body, registered_kind
from kb.rule_tables import rows
from kb.store import UnitRow
from kb.text.folding import fold
from kb.units.models import Collective, UnitName

COLUMNS = ("pattern", "members", "all", "example")
_LEVELS: dict[str, Level] = {"provinces": "province", "prefectures": "prefecture", "counties": "county"}
_OTHERS = ("zones", "departments")
_DEPARTMENTS = ("government", "party", "local-office")
"""Kinds of bodies that are departments of a place."""


@cache
def _table() -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    found = []
    for row in rows("unit_collectives.csv", COLUMNS, unique="pattern"):
        if row["members"] not in (*_LEVELS, *_OTHERS) or row["all"] not in ("yes", "no"):
            raise row.error("members or all is none of what they can be")
        found.append((re.compile(row["pattern"]), row["members"], row["all"] == "yes"))
    return tuple(found)


def collective_of(name: str, region: str | None, units: Sequence[UnitRow]) -> Collective | None:
    """What a collective name of documents of `region` stands for; None for the name of one body.

    `units` are those of the knowledge base: a member that they have can be opened.
    """
    folded = fold(name)
    kinds = [(members, complete) for pattern, members, complete in _table() if pattern.search(folded)]
    if any(members == "departments" for members, _ in kinds):
        kinds = [kind for kind in kinds if kind[0] == "departments"][:1]
    place = find_place(region) if region else None
    if not kinds or place is None:
        return None
    names = dict.fromkeys(official for members, _ in kinds for official in _members(members, place, units))
    known = tasks_by_name(units)
    return Collective(
        tuple(known.get(official) or UnitName(official) for official in names), all(complete for _, complete in kinds)
    )


def tasks_by_name(units: Iterable[UnitRow]) -> dict[str, UnitName]:
    """The bodies that the knowledge base has tasks of, by official name."""
    tasks: dict[tuple[str, str], int] = {}
    for row in units:
        if row.canonical is not None:
            tasks[row.canonical, row.key] = tasks.get((row.canonical, row.key), 0) + row.tasks
    return {official: UnitName(official, key, count) for (official, key), count in tasks.items()}


def _members(members: str, place: Place, units: Sequence[UnitRow]) -> Iterator[str]:
    if members == "departments":
        yield from _departments(place, units)
        return
    places = zones_of(place) if members == "zones" else places_in(place, _LEVELS[members])
    ending = "管委会" if members == "zones" else "人民政府"
    for inside in places:
        official = canonical(inside.title + ending, region=place.title)
        if official is not None:
            yield official


def _departments(place: Place, units: Sequence[UnitRow]) -> Iterator[str]:
    """The bodies of the place itself that the knowledge base has: most tasks first."""
    own = [
        known
        for official, known in tasks_by_name(units).items()
        if place_of_body(official) == place.title
        and registered_kind(official) in _DEPARTMENTS
        and not official.endswith("人民政府")
    ]
    yield from (known.name for known in sorted(own, key=lambda known: (-known.tasks, known.name)))
