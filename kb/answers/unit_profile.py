"""All that is known of one unit: its names, what it owes by role and by year due, and with whom it works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from extract.models import Role
from kb.deadline import due_label
from kb.engines.interface import SPEAKS, Condition, Engine, Question
from kb.models import FacetValue, UnitFacetValue
from kb.store import UnitRow
from kb.units.models import Collective, UnitName, UnitQuestion
from kb.units.unit_lookup import Canonical, named_by, place_of, unit_match, unit_rows
from kb.units.unit_members import collective_of, tasks_by_name
from kb.units.unit_question import unit_question
from kb.units.unit_renamings import former_names, later_name

_ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class UnitProfile:
    """One unit.

    names    as documents write it, the frequent first
    before   the bodies that it took over from, after those that took over from it; without a value where no task has them
    counts   by role the tasks in which it has it, and "target": the targets of all its tasks
    due      the same parted by when they are due: by year, then what goes on, undated last
    beside   the units that stand in the same tasks: how many tasks, and in how many of them each has which role
    """

    value: str
    name: str
    canonical: str | None
    place: str | None
    region: str | None
    names: tuple[str, ...]
    before: tuple[UnitName, ...]
    after: tuple[UnitName, ...]
    tasks: int
    documents: int
    counts: Mapping[str, int]
    due: Mapping[str, tuple[FacetValue, ...]] = field(repr=False)
    beside: tuple[UnitFacetValue, ...] = field(repr=False)
    collective: Collective | None = None
    question: UnitQuestion | None = None


def unit_called(typed: str, rows: Sequence[UnitRow], canonical: Canonical) -> str:
    """The key of the unit that a name means, of several ways to write it the one with most tasks.

    慈溪市科技局 → 慈溪市科学技术局. Raises BadFilter where no unit is called so, AmbiguousUnit where units of several
    places are.
    """
    match = unit_match(typed, rows, canonical=canonical, renamed=False)
    tasks: dict[str, int] = {}
    for row in rows:
        if row.key in match.keys:
            tasks[row.key] = tasks.get(row.key, 0) + row.tasks
    return min(tasks, key=lambda key: (-tasks[key], key))


def unit_profile(
    key: str, rows: Sequence[UnitRow], *, engine: Engine, canonical: Canonical, regions: frozenset[str]
) -> UnitProfile:
    """What is known of the unit with that key, which `rows` have."""
    own = sorted((row for row in rows if row.key == key), key=lambda row: (-row.tasks, row.name))
    official, region, written = own[0].canonical, own[0].region, own[0].name
    place = place_of(own[0], regions)
    before, after = _over_time(official, place, rows, canonical)
    collective = None if official else collective_of(written, region, rows)
    question = None if official or collective else unit_question(written, region, rows)
    of_unit = Condition("unit", frozenset({key}))
    due: dict[str, tuple[FacetValue, ...]] = {
        role: _due(engine, Condition("unit_role", frozenset({f"{role} {key}"})), "task") for role in _ROLES
    }
    due["target"] = _due(engine, of_unit, "target")
    return UnitProfile(
        value=key,
        name=official or written,
        canonical=official,
        place=place,
        region=region,
        names=tuple(dict.fromkeys(row.name for row in own)),
        before=before,
        after=after,
        tasks=_total(engine, of_unit),
        documents=len(engine.count(Question(of_unit), _conditions("task"))["document"]),
        counts={name: sum(value.count for value in values) for name, values in due.items()},
        due=due,
        beside=_beside(engine, of_unit, key, regions),
        collective=collective,
        question=question,
    )


def _conditions(kind: str) -> tuple[Condition, ...]:
    return (Condition("kind", frozenset({kind})), Condition("copy", frozenset({SPEAKS})))


def _total(engine: Engine, asked: Condition) -> int:
    return engine.find(Question(asked), _conditions("task"), sort="document", start=0, size=0).total


def _due(engine: Engine, asked: Condition, kind: str) -> tuple[FacetValue, ...]:
    years = engine.count(Question(asked), _conditions(kind))["year"]
    return tuple(FacetValue(year, due_label(year), years[year]) for year in sorted(years))


def _beside(engine: Engine, asked: Condition, key: str, regions: frozenset[str]) -> tuple[UnitFacetValue, ...]:
    """The other units of its tasks; most tasks first."""
    counts = engine.count(Question(asked), _conditions("task"))
    in_role = counts["unit_role"]
    found = []
    for other, count in counts["unit"].items():
        if other != key:
            named = named_by(other)
            roles: dict[str, int] = {role: in_role.get(f"{role} {other}", 0) for role in _ROLES}
            label = named.canonical or named.name
            found.append(UnitFacetValue(other, label, place_of(named, regions), count, roles))
    return tuple(sorted(found, key=lambda unit: (-unit.count, unit.label, unit.value)))


def _over_time(
    official: str | None, place: str | None, rows: Sequence[UnitRow], canonical: Canonical
) -> tuple[tuple[UnitName, ...], tuple[UnitName, ...]]:
    """The bodies before and after: those that the registry is sure of, and of all others those that have tasks."""
    if official is None:
        return (), ()
    known = tasks_by_name(rows)
    later = later_name(official)
    before = {name: known.get(name) or UnitName(name) for name in former_names(official)}
    after = {} if later is None else {later: known.get(later) or UnitName(later)}
    _, renamed = unit_rows(official, rows, canonical=canonical, regions=[place] if place else None)
    for row in renamed:
        name = row.canonical or row.name
        tasks = sum(other.tasks for other in rows if other.key == row.key)
        (before if later is None else after)[name] = UnitName(name, row.key, tasks)
    return _known_first(before.values()), _known_first(after.values())


def _known_first(names: Iterable[UnitName]) -> tuple[UnitName, ...]:
    return tuple(sorted(names, key=lambda one: (-one.tasks, one.name)))
