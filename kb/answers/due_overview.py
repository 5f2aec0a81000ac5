"""What is due on a day's quarter and year: how much, by whom, and what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kb.deadline import ONGOING, UNDATED, due_label, due_month, quarter_of
from kb.models import Facets
from kb.results import Hit
from kb.store import Store

MOST_ORDERED = 5_000
"""Tasks of one quarter that are put in the order of their months."""

_FIRMEST_FIRST = ("own", "row", "section", "target", "plan")
"""What dates a task, by how surely it is the task that is meant."""


@dataclass(frozen=True, slots=True)
class DuePeriod:
    """How many tasks are due in a quarter or year, or (`ongoing`, `undated`) in none; `value` is for the filter `year`."""

    value: str
    label: str
    tasks: int


@dataclass(frozen=True, slots=True)
class LeaderDue:
    """A unit with the number of tasks that it leads and that are due; `value` is for the filter `unit`."""

    value: str
    label: str
    place: str | None
    quarter: int
    year: int


@dataclass(frozen=True, slots=True)
class DueOverview:
    """What is due: `leaders` with most in the quarter first, then in the year; `nearest` in the order of their months."""

    quarter: DuePeriod
    year: DuePeriod
    others: tuple[DuePeriod, ...]
    leaders: tuple[LeaderDue, ...]
    nearest: tuple[Hit, ...]


def due_overview(
    day: date,
    facets: Callable[[str | None], Facets],
    numbers: Callable[[str], tuple[int, ...]],
    hits: Callable[[tuple[int, ...]], tuple[Hit, ...]],
    store: Store,
    *,
    most: int,
) -> DueOverview:
    """`facets` are those of the tasks due then (None: of all), `numbers` are which, in document order.

    2026-12-01 → 2026年四季度, 2026年, 持续推进, 未写明时限; then what is due this month, from the next quarter on the rest
    """
    quarter = quarter_of(day)
    in_quarter, in_year = facets(quarter), facets(str(day.year))
    by_year = {value.value: value.count for value in facets(None).years}

    def period(value: str, tasks: int) -> DuePeriod:
        return DuePeriod(value, due_label(value), tasks)

    return DueOverview(
        quarter=period(quarter, next((kind.count for kind in in_quarter.kinds if kind.value == "task"), 0)),
        year=period(str(day.year), by_year.get(str(day.year), 0)),
        others=tuple(
            period(value, by_year.get(value, 0)) for value in (str(day.year + 1), ONGOING, UNDATED) if value in by_year
        ),
        leaders=_leaders(in_quarter, in_year, most),
        nearest=hits(_nearest(day, numbers, store, most)),
    )


def _leaders(in_quarter: Facets, in_year: Facets, most: int) -> tuple[LeaderDue, ...]:
    now = {unit.value: unit.roles.get("lead", 0) for unit in in_quarter.units}
    leaders = [
        LeaderDue(unit.value, unit.label, unit.place, now.get(unit.value, 0), unit.roles["lead"])
        for unit in in_year.units
        if unit.roles.get("lead")
    ]
    return tuple(sorted(leaders, key=lambda leader: (-leader.quarter, -leader.year, leader.label))[:most])


def _nearest(day: date, numbers: Callable[[str], tuple[int, ...]], store: Store, most: int) -> tuple[int, ...]:
    """What is due from this month on, the nearest first; of a month, what its own words date before what others do."""
    found: list[int] = []
    year, quarter = day.year, -(-day.month // 3)
    for _ in range(4):
        asked = numbers(f"{year}Q{quarter}")[:MOST_ORDERED]
        month = {
            row["number"]: (due_month(row["due_text"]), _firmness(row["due_basis"]))
            for row in store.commitments.due_rows(asked)
        }
        ahead = [n for n in asked if n in month and (year > day.year or month[n][0] >= day.month)]
        found += sorted(ahead, key=lambda n: (*month[n], n))
        if len(found) >= most:
            break
        year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
    return tuple(found[:most])


def _firmness(basis: str | None) -> int:
    return _FIRMEST_FIRST.index(basis) if basis in _FIRMEST_FIRST else len(_FIRMEST_FIRST)
