"""The units of the knowledge base as they are listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from kb.models import UnitEntry
from kb.store import Store, UnitRow
from kb.units.unit_lookup import place_of


def list_units(store: Store, *, regions: Collection[str] | None, unresolved: bool) -> tuple[UnitEntry, ...]:
    """The units that documents of `regions` (None: all) name, by place and name."""
    with store.at_one_moment():
        rows, totals = store.units.all(), store.units.totals(regions)
    places = {row.region for row in rows if row.region}
    named: dict[str, list[UnitRow]] = defaultdict(list)
    for row in rows:
        if (regions is None or row.region in regions) and not (unresolved and row.canonical):
            named[row.key].append(row)
    entries = []
    for key, same in named.items():
        total = totals[key]
        entries.append(
            UnitEntry(
                value=key,
                canonical=same[0].canonical,
                place=place_of(same[0], places),
                names=tuple(dict.fromkeys(row.name for row in sorted(same, key=lambda row: (-row.tasks, row.name)))),
                lead=total.get("lead", 0),
                assist=total.get("assist", 0),
                responsible=total.get("responsible", 0),
                documents=total["documents"],
            )
        )
    return tuple(sorted(entries, key=lambda entry: (entry.place or "", entry.canonical or entry.names[0], entry.value)))
