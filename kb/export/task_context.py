"""What an export needs to know of the tasks of what was found: what stands in them, their keys, what was filled in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kb.answers.hits import hits_of
from kb.errors import BadFilter
from kb.export.export_lines import TaskContext
from kb.filters import Filters
from kb.query import Query
from kb.records.progress import ProgressRecords, TaskProgress
from kb.results import Hit
from kb.row_keys import KeyedTask, document_of, keyed_tasks
from kb.search.snapshot import Snapshot

_AT_ONCE = 500
"""Commitments that are read from the store together."""


def task_context(
    hits: Sequence[Hit], filters: Filters, snapshot: Snapshot, records: ProgressRecords, *, renamed: bool
) -> TaskContext:
    """The context of some hits; `renamed`: a unit that was asked for goes by its former names too."""
    own = _own_keys(filters, snapshot, renamed=renamed)
    tasks = keyed_tasks(snapshot.store, {hit.document.id for hit in hits})
    keys = {task.commitment: task.key for task in tasks}
    recorded = records.current() if hits else {}
    return TaskContext(_members(hits, snapshot), keys, progress_by_key(recorded, tasks, hits), own)


def _own_keys(filters: Filters, snapshot: Snapshot, *, renamed: bool) -> frozenset[str]:
    """The keys of the unit that was asked for; none where there is no such one, or words may mean several."""
    if filters.unit is None:
        return frozenset()
    narrowed = Filters(unit=filters.unit, region=filters.region, document=filters.document)
    try:
        conditions = snapshot.conditions(narrowed, renamed=renamed)
    except BadFilter:  # Of words: a filter that means nothing has been refused before.
        return frozenset()
    return next((frozenset(condition.values) for condition in conditions if condition.field == "unit"), frozenset())


def _members(hits: Iterable[Hit], snapshot: Snapshot) -> dict[str, list[Hit]]:
    """By task id all that belongs to the task, in reading order."""
    numbers = snapshot.store.commitments.members({hit.task_id for hit in hits if hit.task_id is not None})
    members: dict[str, list[Hit]] = defaultdict(list)
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        for hit in hits_of(part, store=snapshot.store, documents_of=snapshot.documents, query=Query("")):
            members[hit.task_id or ""].append(hit)
    return members


def progress_by_key(
    recorded: Mapping[str, TaskProgress], tasks: Iterable[KeyedTask], hits: Iterable[Hit]
) -> dict[str, TaskProgress]:
    """What was filled in of tasks; what was filled in while another copy of the document spoke counts too."""
    copies = {hit.document.id: hit.document.duplicates for hit in hits}
    found = {}
    for task in tasks:
        document = document_of(task.key)
        alike = (task.key.replace(document, other, 1) for other in copies.get(document, ()))
        if known := next((recorded[key] for key in (task.key, *alike) if key in recorded), None):
            found[task.key] = known
    return found
