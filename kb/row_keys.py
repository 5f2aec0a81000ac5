"""The key that a task's row carries in a handed-out sheet: it outlives a rebuild and what is inserted elsewhere in the document."""

from __future__ import annotations

import hashlib
from collections import Counter
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
        digest = hashlib.sha256(fold(row["title"]).encode("utf-8", "surrogatepass")).hexdigest()[:10]
        key = f"{row['document']}-{digest}"
        times[key] += 1
        if times[key] > 1:
            key = f"{key}-{times[key]}"
        found.append(KeyedTask(key, row["id"], row["document"], row["title"]))
    return tuple(found)


def document_of(key: str) -> str:
    """The id of the document that a key is of: 8a1f0c3d5e7b-3c52a9d1f0 → 8a1f0c3d5e7b."""
    return key.partition("-")[0]
