"""`base.units`: who answers for what."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from kb.answers.list_narrowing import units_called
from kb.answers.unit_profile import UnitProfile, unit_called, unit_profile
from kb.base.base_state import BaseState
from kb.filters import Filters
from kb.models import UnitEntry
from kb.units.unit_list import list_units


class Units:
    """The units that the documents of an open knowledge base name."""

    def __init__(self, state: BaseState) -> None:
        self._state = state

    def all(self, called: str = "", *, region: str | None = None, unresolved: bool = False) -> tuple[UnitEntry, ...]:
        """All units by place and name; `unresolved` gives those alone whose official name is not known.

        `called`: those with these words in any of their names, of today or before, or spelt so (kjj).
        """
        snapshot = self._state.now()
        conditions = snapshot.conditions(Filters(region=region))
        regions = {name for condition in conditions for name in condition.values} or None
        return units_called(list_units(snapshot.store, regions=regions, unresolved=unresolved), called)

    def profile(self, name: str) -> UnitProfile:
        """All about one unit, called by the value of a list or by any of its names.

        Raises BadFilter where no unit is called so, AmbiguousUnit where units of several places are.
        """
        engine, snapshot = self._state.current()
        rows = snapshot.names(renamed=False).units()
        canonical = self._state.canonical
        key = unit_called(snapshot.spelt(name) or name, rows, canonical)
        return unit_profile(key, rows, engine=engine, canonical=canonical, regions=snapshot.regions)

    def candidates(self, name: str, *, region: str | None, most: int = 8) -> tuple[str, ...]:
        """Official names of units of the base that a name may mean, the likeliest first: those of its place and like it."""
        rows = self._state.store.units.all()
        known = {row.canonical for row in rows if row.canonical and (region is None or row.region == region)}
        bare = name.removeprefix(region or "").lstrip("省市区县")
        return tuple(one for one, _, _ in process.extract(bare, sorted(known), scorer=fuzz.partial_ratio, limit=most))
