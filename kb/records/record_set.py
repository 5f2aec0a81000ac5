"""All records that hold, by the document that they are of: read once for a build or an edit."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from extract.models import Document
from kb.records.application import Corrected, corrected
from kb.records.models import Alias, Correction
from kb.records.record_store import RecordStore
from kb.store.document_rows import text_key
from kb.store.reading import Reading
from kb.units.unit_lookup import Canonical


class RecordSet:
    """The records that are not undone."""

    def __init__(self, corrections: Iterable[Correction], aliases: Iterable[Alias]) -> None:
        self._by_document: dict[str, list[Correction]] = defaultdict(list)
        self._by_text: dict[str, list[Correction]] = defaultdict(list)
        self._aliases = tuple(aliases)
        for correction in corrections:
            self.add(correction)

    @classmethod
    def of(cls, records: RecordStore) -> RecordSet:
        """What the database holds now."""
        return cls(records.corrections(undone=False), records.aliases())

    def add(self, correction: Correction) -> None:
        """Take in one that was made since."""
        self._by_document[correction.document].append(correction)
        self._by_text[correction.text_key].append(correction)

    @property
    def alias_names(self) -> frozenset[str]:
        """The names that people explained."""
        return frozenset(alias.name for alias in self._aliases)

    def of_document(self, identity: str, text: str) -> tuple[Correction, ...]:
        """Those of a document: said of it, or of a file whose text has the same key."""
        found = {one.id: one for one in (*self._by_document.get(identity, ()), *self._by_text.get(text, ()))}
        return tuple(found[number] for number in sorted(found))

    def aliases(self, region: str | None) -> Mapping[str, str]:
        """What names mean in documents of a place; what was said for that place goes before what holds anywhere."""
        meant = {alias.name: alias.canonical for alias in self._aliases if alias.region is None}
        return meant | {alias.name: alias.canonical for alias in self._aliases if alias.region == region}

    def stamp(self, identity: str, text: str, *, region: str | None, names: Collection[str]) -> str:
        """Another one whenever other records hold of a document in that place that names these units; "" for none."""
        parts = [f"c{one.id}" for one in self.of_document(identity, text)]
        parts += [f"a{one.id}" for one in self._aliases if one.name in names and one.region in (None, region)]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16] if parts else ""

    def apply(self, document: Document, identity: str, *, canonical: Canonical) -> Corrected:
        """A document as people corrected it."""
        key = text_key(document.text)
        return corrected(
            document, self.of_document(identity, key), text_key=key, canonical=canonical, aliases=self.aliases
        )

    def reading(self, document: Document, identity: str, *, canonical: Canonical) -> Reading:
        """A document as it is to be stored."""
        if not self._aliases and not self._by_document:
            return Reading.of(document, identity)
        result = self.apply(document, identity, canonical=canonical)
        names = {unit.name for task in result.document.tasks for unit in task.units}
        region = result.document.facts.region
        stamp = self.stamp(identity, text_key(document.text), region=region, names=names)
        return Reading(identity, document, result.document, result.keys, result.reviews, stamp)
