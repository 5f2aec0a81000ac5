"""The key that a task's row carries in a handed-out sheet: it outlives a rebuild and what is inserted elsewhere in the document."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from kb.store import Store
from kb.text.folding import fold


@dataclass(frozen=True, slots=True)
class KeyedTask:
    """A task as a row of a sheet knows it: its key, its commitment id, its document and its title."""

    key: str
    commitment: str
    document: str
    title: str


def keyed_tasks(store: Store, documents: Collection[str]) -> tuple[KeyedTask, ...]:
    """The tasks of some documents (by id) with their keys, in reading order.

    The key is made from the document and the title alone, so that neither another place in the text nor another number
    changes it; tasks of one document with the same title are counted.
    (8a1f0c3d5e7b, 壮大科技型企业队伍) → 8a1f0c3d5e7b-3c52a9d1f0, the second of that title 8a1f0c3d5e7b-3c52a9d1f0-2
    """
    times: Counter[str] = Counter()
    found = []
    for row in store.commitments.task_titles(documents):
        key = f"{row['document']}-{_digest(fold(row['title']))}"
        times[key] += 1
        if times[key] > 1:
            key = f"{key}-{times[key]}"
        found.append(KeyedTask(key, row["id"], row["document"], row["title"]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class RowMark:
    """A commitment as one looks for it again: `key` says which it is, `digest` what it says; `number` and `id` are its of today."""

    key: str
    digest: str
    number: int
    id: str


def row_marks(store: Store, numbers: Collection[int]) -> tuple[RowMark, ...]:
    """Commitments by number with keys that outlive a rebuild: two marks of one key and other digests are a change.

    A task is known by its document and title, a target by its indicator, too; a measure by all that it says. The digest
    is of the words, the deadline and, of a task, of who answers for it.
    """
    rows = sorted(store.commitments.mark_rows(numbers), key=lambda row: row["number"])
    keys = {task.commitment: task.key for task in keyed_tasks(store, {row["document"] for row in rows})}
    owners: dict[int, list[str]] = defaultdict(list)
    for task, key, role in store.units.of_versions({row["version"] for row in rows}):
        owners[task].append(f"{role} {key}")
    found = []
    for row in rows:
        said = "\0".join([row["text"], str(row["year"]), row["due_text"] or "", *sorted(owners.get(row["number"], ()))])
        if row["kind"] == "task":
            key = keys.get(row["id"], row["id"])
        else:
            known_by = row["title"] if row["kind"] == "target" else row["text"]
            key = f"{row['document']}-{row['kind'][0]}{_digest(fold(known_by))}"
        found.append(RowMark(key, _digest(fold(said)), row["number"], row["id"]))
    return tuple(found)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def document_of(key: str) -> str:
    """The id of the document that a key is of: 8a1f0c3d5e7b-3c52a9d1f0 → 8a1f0c3d5e7b."""
    return key.partition("-")[0]
