"""What files that were read are to the documents that there are, and to each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kb.importing.import_candidate import Candidate
from kb.importing.relations import KnownDocument, Relation, relation
from kb.records.corrected_facts import corrected_facts
from kb.records.record_set import RecordSet
from kb.store import Store
from kb.store.document_entries import document_entries


@dataclass(frozen=True, slots=True)
class KnownBase:
    """What the knowledge base holds while files are compared with it; `state` is another one after every change."""

    documents: tuple[KnownDocument, ...] = ()
    state: str = ""

    @classmethod
    def of(cls, store: Store) -> KnownBase:
        """What a store holds now."""
        rows = [row for row in store.documents.all() if row["current"]]
        entries = document_entries(rows)
        return cls(tuple(KnownDocument(entries[row["version"]], row["text_key"]) for row in rows), store.state())


def compared(
    candidates: Iterable[Candidate], known: KnownBase, records: RecordSet, *, folder: str | None
) -> tuple[Candidate, ...]:
    """The candidates with what each is to the documents that there are, and to those before it; their facts as people
    corrected them. `folder` is the one that they lie in, None for files that were uploaded.
    """
    seen: dict[str, str] = {}
    found: list[Candidate] = []
    for one in candidates:
        place = (folder, one.path)
        own = next((k.entry for k in known.documents if (k.entry.folder, k.entry.path) == place), None)
        others = [other for other in known.documents if own is None or other.entry.id != own.id]
        related = relation(one.name, one.text_key, one.read, others)
        if related.kind != "same" and one.text_key in seen:
            related = Relation("same", twin=seen[one.text_key])
        seen.setdefault(one.text_key, one.path)
        corrections = records.of_document("" if own is None else own.id, one.text_key)
        facts = corrected_facts(one.read, corrections, text_key=one.text_key).facts
        found.append(replace(one, relation=related, known=own, facts=facts))
    return tuple(found)
