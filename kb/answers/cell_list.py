"""The values of the indicator tables as they are listed."""

from __future__ import annotations

from collections.abc import Sequence

from kb.engines.interface import COPY, SPEAKS, Condition
from kb.models import CellEntry, DocumentEntry
from kb.store import Store
from kb.store.document_entries import cell_id, doubts_of
from kb.store.reading import load_review


def list_cells(
    store: Store, documents: Sequence[tuple[int, DocumentEntry]], conditions: Sequence[Condition]
) -> tuple[CellEntry, ...]:
    """The cells of the documents (with their versions) that pass the conditions, in order."""
    passing = {version: entry for version, entry in documents if all(_passes(entry, c) for c in conditions)}
    by_version: dict[int, list[CellEntry]] = {version: [] for version in passing}
    for row in store.indicators.cells(passing):
        span = None if row["start"] is None else (row["start"], row["end"])
        by_version[row["version"]].append(
            CellEntry(
                document=passing[row["version"]],
                table=row["table_title"],
                indicator=row["indicator"],
                uom=row["uom"],
                year=row["year"],
                scope=row["scope"],
                op=row["op"],
                value=row["value"],
                text=row["text"],
                nature=row["nature"],
                attribute=row["attribute"],
                per=row["per"],
                page=row["page"],
                span=span,
                doubts=doubts_of(row["doubts"]),
                review=load_review(row["review"]),
                id=cell_id(passing[row["version"]].id, row),
            )
        )
    return tuple(cell for cells in by_version.values() for cell in cells)


def _passes(entry: DocumentEntry, condition: Condition) -> bool:
    facts = entry.facts
    values = {
        "region": facts.region,
        "document": entry.id,
        "doc_kind": facts.kind,
        "copy": COPY if entry.copy else SPEAKS,
    }
    return values[condition.field] in condition.values
