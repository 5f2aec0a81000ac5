"""Documents as they are listed and shown."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extract.models import Facts
from kb.models import DocumentEntry, DocumentView, MarkedCell, MarkedCommitment, NoticeEntry
from kb.store.layout_json import load_blocks, load_proposal, load_sections
from kb.store.reading import load_review

Row = Mapping[Any, Any]


def document_entries(rows: Iterable[Row]) -> dict[int, DocumentEntry]:
    """The documents by version, each with the ids of the others that have the same text."""
    listed = list(rows)
    same: dict[str, list[str]] = defaultdict(list)
    for row in listed:
        if row["current"]:
            same[row["text_key"]].append(row["id"])
    return {row["version"]: _entry(row, same[row["text_key"]]) for row in listed}


def _entry(row: Row, same: Sequence[str]) -> DocumentEntry:
    period = None if row["period_from"] is None else (row["period_from"], row["period_to"])
    facts = Facts(
        title=row["title"],
        region=row["region"],
        issuer=row["issuer"],
        kind=row["kind"],
        status=row["status"],
        period=period,
        proposal=load_proposal(row["proposal"]),
        doc_no=row["doc_no"],
        date=row["date"],
    )
    return DocumentEntry(
        id=row["id"],
        name=row["name"],
        path=row["path"],
        folder=row["folder"],
        facts=facts,
        format=row["format"],
        pages=row["pages"],
        tasks=row["tasks"],
        measures=row["measures"],
        targets=row["targets"],
        cells=row["cells"],
        notices=row["notices"],
        copy=bool(row["copy"]),
        duplicates=tuple(other for other in same if other != row["id"]),
    )


def document_labels(documents: Iterable[DocumentEntry]) -> dict[str, str]:
    """What to call each document, by id: its title, with the file's name where several have that title."""
    listed = list(documents)
    times: dict[str, int] = defaultdict(int)
    for entry in listed:
        times[entry.label] += 1
    return {e.id: e.label if times[e.label] == 1 or e.label == e.name else f"{e.label}（{e.path}）" for e in listed}


def cell_id(document: str, row: Row) -> str:
    """Where a value of a table stands in the document with that id."""
    return f"{document}-c-{row['position'] + 1}"


def document_view(
    entry: DocumentEntry, text: Row, commitments: Iterable[Row], notices: Iterable[Row], cells: Iterable[Row] = ()
) -> DocumentView:
    """A document with its text, layout, commitments and notices."""
    return DocumentView(
        entry=entry,
        text=text["text"],
        blocks=load_blocks(text["blocks"]),
        sections=load_sections(text["sections"]),
        notices=tuple(
            NoticeEntry(
                id=f"{entry.id}-n-{row['position'] + 1}",
                code=row["code"],
                message=row["message"],
                span=None if row["start"] is None else (row["start"], row["end"]),
                page=row["page"],
            )
            for row in notices
        ),
        commitments=tuple(
            MarkedCommitment(
                id=row["id"],
                kind=row["kind"],
                span=(row["start"], row["end"]),
                page=row["page"],
                title=row["title"],
                task_id=row["task_id"],
                doubts=doubts_of(row["doubts"]),
                review=load_review(row["review"]),
            )
            for row in commitments
        ),
        cells=tuple(
            MarkedCell(
                id=row["id"],
                span=(row["start"], row["end"]),
                page=row["page"],
                title="，".join(
                    filter(None, (row["indicator"], f"{row['year']}年" if row["year"] else "", row["scope"]))
                ),
                doubts=doubts_of(row["doubts"]),
                review=load_review(row["review"]),
            )
            for row in cells
            if row["start"] is not None
        ),
    )


def doubts_of(*stored: str | None) -> tuple[Any, ...]:
    """The doubts of one or more columns, each once: "unit-unknown list-open", None → (unit-unknown, list-open)."""
    return tuple(dict.fromkeys(doubt for column in stored for doubt in (column or "").split()))


def own_places(stored: str) -> list[int]:
    """The places among its task's units of those that answer for a commitment: "[0,2]" → [0, 2]."""
    places: list[int] = json.loads(stored)
    return places


def path_of(row: Row) -> tuple[str, ...]:
    """The headings above a commitment."""
    return tuple(json.loads(row["path"]))
