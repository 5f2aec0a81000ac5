"""What a search needs to know of the store beside the index: read once for each index, not for each search."""

from __future__ import annotations

from functools import cached_property, lru_cache

from kb import documents as listing
from kb.conditions import Names, conditions
from kb.engines.base import Condition
from kb.filters import Filters
from kb.models import DocumentEntry
from kb.store import Store, UnitRow
from kb.unit_names import Canonical

_REMEMBERED = 512


class Snapshot:
    """The documents and units of a store as they were when its index was opened."""

    def __init__(self, store: Store, canonical: Canonical) -> None:
        self._store = store
        self._canonical = canonical
        self.conditions = lru_cache(_REMEMBERED)(self._conditions)

    @cached_property
    def documents(self) -> dict[int, DocumentEntry]:
        """The documents by version."""
        return dict(self._listed[0])

    @cached_property
    def current(self) -> tuple[DocumentEntry, ...]:
        """The documents that are not only kept for an index, by folder and path."""
        return self._listed[1]

    @cached_property
    def _listed(self) -> tuple[dict[int, DocumentEntry], tuple[DocumentEntry, ...]]:
        rows = self._store.documents()
        known = listing.entries(rows)
        return known, tuple(known[row["version"]] for row in rows if row["current"])

    @cached_property
    def _units(self) -> list[UnitRow]:
        return self._store.units()

    @cached_property
    def names(self) -> Names:
        """What names can mean here."""
        return Names(self.current, lambda: self._units, self._store.units_named_in, self._canonical)

    def _conditions(self, filters: Filters) -> tuple[Condition, ...]:
        return conditions(filters, self.names)
