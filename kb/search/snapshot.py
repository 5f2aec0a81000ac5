"""What a search needs to know of the store beside the index: read once for each index, not for each search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

from kb.engines.interface import Condition
from kb.errors import AmbiguousUnit, BadFilter
from kb.expansion import NameKnowledge, NameSource
from kb.filters import Filters
from kb.models import DocumentEntry
from kb.search.conditions import NameScope, conditions, renamed_by_filter
from kb.search.document_facts import numbered
from kb.store import Store, UnitRow
from kb.store.document_entries import document_entries, document_labels
from kb.units.unit_lookup import Canonical, unit_match
from kb.units.unit_renamings import names_its_place

_REMEMBERED = 512


class Snapshot:
    """The documents and units of a store as they were when its index was opened."""

    def __init__(self, store: Store, canonical: Canonical, *, folder: Path, pointer: bytes) -> None:
        self.store = store
        self._canonical = canonical
        self._documents: dict[int, DocumentEntry] = {}
        self.conditions = lru_cache(_REMEMBERED)(self._conditions)
        self.renamed = lru_cache(_REMEMBERED)(self._renamed)
        source = NameSource(store.units.all, store.indicators.counts, store.commitments.passages)
        self.words = NameKnowledge(source, canonical, lambda: self._units, folder=folder, pointer=pointer)
        self.spelt = lru_cache(_REMEMBERED)(self.words.spelt_unit)
        self.knows_unit = lru_cache(_REMEMBERED)(self._knows_unit)

    def documents(self, versions: Iterable[int]) -> dict[int, DocumentEntry]:
        """Some documents by version: a page of results needs a few of very many."""
        wanted = set(versions)
        if unknown := wanted.difference(self._documents):
            self._documents |= document_entries(self.store.documents.like(unknown))
        return {version: self._documents[version] for version in wanted if version in self._documents}

    @cached_property
    def current(self) -> tuple[DocumentEntry, ...]:
        """The documents that are not only kept for an index, by folder and path."""
        rows = self.store.documents.all()
        known = document_entries(rows)
        return tuple(known[row["version"]] for row in rows if row["current"])

    @cached_property
    def titles(self) -> dict[str, str]:
        """What to call each document, by id."""
        return document_labels(self.current)

    @cached_property
    def has_copies(self) -> bool:
        """Whether any document has the same text as another."""
        return self.store.documents.have_copies()

    @cached_property
    def regions(self) -> frozenset[str]:
        """The places that have documents."""
        return self.store.documents.regions()

    @cached_property
    def _units(self) -> list[UnitRow]:
        return self.store.units.all()

    def names(self, *, renamed: bool) -> NameScope:
        """What names can mean here; `renamed`: a unit also by its name of before or after."""
        return NameScope(
            lambda: self.current,
            lambda: self.regions,
            lambda: self._units,
            self.store.units.named_in,
            self._canonical,
            renamed=renamed,
        )

    def _knows_unit(self, name: str) -> bool:
        """Whether units of the knowledge base are called so."""
        try:
            unit_match(name, self._units, canonical=self._canonical, listed=False)
        except AmbiguousUnit:
            return True
        except BadFilter:
            return False
        return True

    def has_number(self, number: str) -> bool:
        """Whether a document has that 发文字号: 云政发[2026]8号."""
        return any(numbered(number, entry) for entry in self.current)

    def names_place(self, name: str) -> bool:
        """Whether the name of a unit says of which place it is, one that has documents or any other."""
        return any(name.startswith(region) and name != region for region in self.regions) or names_its_place(name)

    def _conditions(self, filters: Filters, *, renamed: bool = True) -> tuple[Condition, ...]:
        return conditions(self._named_unit(filters) if renamed else filters, self.names(renamed=renamed))

    def _named_unit(self, filters: Filters) -> Filters:
        """The filters with the unit that its name in letters stands for: kjj → 科技局."""
        return replace(filters, unit="、".join(self.spelt(name) or name for name in filters.units) or filters.unit)

    def _renamed(self, filters: Filters) -> tuple[str, ...]:
        """The units that the unit filter means by the name of before or after."""
        return renamed_by_filter(self._named_unit(filters), self.names(renamed=True))
