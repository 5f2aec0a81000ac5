"""Numbers that an engine found → hits that can be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kb.answers.highlights import highlight, matching_terms
from kb.models import DocumentEntry
from kb.query import Query
from kb.results import Hit, HitUnit
from kb.store import Store
from kb.store.document_entries import doubts_of, own_places, path_of
from kb.store.reading import load_review
from kb.target_fields import TargetFields

_MARKER = 12
"""Characters that a task's number takes before its title, at most."""

_FIELDS = tuple(TargetFields.__dataclass_fields__)


def hits_of(
    numbers: Sequence[int],
    *,
    store: Store,
    documents_of: Callable[[Iterable[int]], Mapping[int, DocumentEntry]],
    query: Query,
) -> tuple[Hit, ...]:
    """The hits in the order of `numbers`; those that the store no longer has are left out."""
    stored = store.commitments.hit_rows(numbers)
    rows = stored.commitments
    documents = documents_of(row["version"] for row in rows.values())
    targets: dict[int, list[TargetFields]] = defaultdict(list)
    for fields in stored.targets_inside:
        targets[fields["task"]].append(TargetFields(**{name: fields[name] for name in _FIELDS}))
    units: dict[int, list[HitUnit]] = defaultdict(list)
    for unit in stored.units:
        units[unit["task"]].append(HitUnit(unit["name"], unit["role"], unit["canonical"], unit["basis"]))
    return tuple(
        _hit(
            row,
            target=_target(row) if row["kind"] == "target" else None,
            targets=tuple(targets[row["task"]]) if row["kind"] == "task" else (),
            units=_own(units.get(row["task"], []), row["units"]),
            document=documents[row["version"]],
            query=query,
        )
        for row in (rows[number] for number in numbers if number in rows)
        if row["version"] in documents  # A build may take one out between two of these questions to the store.
    )


def _own(of_task: list[HitUnit], places: str | None) -> tuple[HitUnit, ...]:
    """Of a task's units those that answer for what stands in it."""
    return tuple(of_task) if places is None else tuple(of_task[place] for place in own_places(places))


def _target(row: Mapping[Any, Any]) -> TargetFields:
    return TargetFields(**{name: row[f"target_{name}"] for name in _FIELDS})


def _below_title(row: Mapping[Any, Any]) -> str:
    """The text to show under the heading: of a task without its number and title, which the heading says."""
    text, title = str(row["text"]), str(row["title"])
    if row["kind"] != "task" or not title or title not in text[: len(title) + _MARKER]:
        return text
    return text[text.index(title) + len(title) :].lstrip("。．.：: \n\t")


def _hit(
    row: Mapping[Any, Any],
    *,
    target: TargetFields | None,
    targets: tuple[TargetFields, ...],
    units: tuple[HitUnit, ...],
    document: DocumentEntry,
    query: Query,
) -> Hit:
    task_title = row["task_title"]
    terms = matching_terms(query.terms, row["text"], row["title"])
    return Hit(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        text=row["text"],
        heading=highlight(task_title or "", terms),
        passage=highlight(_below_title(row), terms),
        task_id=row["task_id"],
        task_title=task_title,
        number=row["label"],
        path=path_of(row),
        units=units,
        year=row["year"],
        due_text=row["due_text"],
        due_basis=row["due_basis"],
        target=target,
        document=document,
        page=row["page"],
        span=(row["start"], row["end"]),
        targets=targets,
        doubts=doubts_of(row["doubts"], row["task_doubts"]),
        review=load_review(row["review"]),
    )
