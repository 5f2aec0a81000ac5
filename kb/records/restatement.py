"""Documents whose records have changed are stored anew from what was extracted: their files are not read again."""

from __future__ import annotations

from collections.abc import Iterable

from kb.records.record_set import RecordSet
from kb.store import Store, StoredDocument
from kb.units.unit_lookup import Canonical


def stale_documents(store: Store, records: RecordSet) -> tuple[StoredDocument, ...]:
    """The documents whose rows were made under other records than there are now."""
    named = store.units.naming(records.alias_names)
    return tuple(
        one
        for one in store.documents.current()
        if one.records
        != records.stamp(one.id, one.text_key, region=one.region, names=named.get(one.version, frozenset()))
    )


def restate(store: Store, records: RecordSet, stale: Iterable[StoredDocument], *, canonical: Canonical) -> int:
    """Store documents anew under the records that there are; how many."""
    done = 0
    for one in stale:
        document = store.documents.extraction(one.version)
        if document is None:
            continue  # A build took it out meanwhile.
        reading = records.reading(document, one.id, canonical=canonical)
        store.writer.put_readings([(one.path, reading)], folder=one.folder, stamp=one.stamp)
        done += 1
    return done
