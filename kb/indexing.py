"""Keeps an index in step with the store: what the store has and the index has not is added, the rest removed."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from kb.engines.base import NOBODY, SOME, Entry
from kb.folding import fold
from kb.index_folder import BadIndex, IndexFolder
from kb.store import Changes, Store

log = logging.getLogger(__name__)

Step = Callable[[int, int], None]
"""Told how many documents of how many are done."""

_TOGETHER = 50
"""Documents that are read from the store at a time."""


def synchronise(store: Store, folder: IndexFolder, *, step: Step | None = None) -> str | None:
    """Bring the index in step; what was wrong with it, where it had to be made anew though it was there.

    For a writer: the caller holds the lock.
    """
    state = store.state()
    changes: Changes | None = None
    message = None
    try:
        pointer, _ = folder.open()
    except BadIndex as bad:
        if folder.pointer():
            message = f"{bad}，已按知识库重新生成"
            log.warning("%s: %s", folder.root, bad)
    else:
        indexed = folder.state(pointer)
        changes = store.changes_since(indexed)
        if indexed == state:
            if changes is None:  # The build that wrote it died before it could say so.
                store.note_indexed(state)
            return None
        message = None if changes else "检索索引与知识库不符，已重新生成"
    anew = changes is None or not changes.stays
    add = store.versions() if changes is None else changes.added
    remove = () if changes is None or anew else changes.removed
    folder.write(add=entries(store, add, step=step), remove=remove, anew=anew, state=state)
    store.note_indexed(state)
    if step:
        step(len(add) + 1, len(add) + 1)
    return message


def entries(store: Store, versions: Iterable[int], *, step: Step | None = None) -> Iterator[Entry]:
    """The commitments of some versions as the index sees them; measures and targets have their task's units."""
    listed = list(versions)
    for start in range(0, len(listed), _TOGETHER):
        if step:
            step(start, len(listed) + 1)  # One more for the engine's own work at the end, which takes as long again.
        together = listed[start : start + _TOGETHER]
        units: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for unit in store.units_of_versions(together):
            units[unit["task"]].append((unit["key"], unit["role"]))
        section = cache(_section)
        for row in store.commitments_of(together):
            yield _entry(row, units.get(row["task"], []), section(row["path"]))
    if step:
        step(len(listed), len(listed) + 1)


def _entry(row: Mapping[Any, Any], own: Sequence[tuple[str, str]], section: str) -> Entry:
    kind, year = row["kind"], row["year"]
    title, text = fold(row["title"] or row["task_title"] or ""), fold(row["text"])
    # A line feed parts them: no folded query holds one.
    passage = text if kind == "measure" or title in text else f"{text}\n{title}"
    return Entry(
        number=row["number"],
        version=row["version"],
        place=f"{row['folder']}\0{row['file']}",
        title=title,
        passage=passage,
        indicator=title if kind == "target" else "",
        section=section,
        year=year,
        value=_figure(row["value"]),
        fields={
            "kind": (kind,),
            "document": (row["document"],),
            "region": (row["region"],) if row["region"] else (),
            "doc_kind": (row["doc_kind"],),
            "year": (str(year),) if year is not None else (),
            "unit": tuple(key for key, _ in own),
            "role": tuple(role for _, role in own),
            "unit_role": tuple(f"{role} {key}" for key, role in own),
            "owner": (SOME,) if own else (NOBODY,),
        },
    )


def _section(path: str) -> str:
    """The folded headings of a stored path, a line each."""
    return "\n".join(fold(heading) for heading in json.loads(path))


def _figure(value: str | None) -> float | None:
    """A figure as a number to sort by: of a range, 3–5, the lower."""
    return None if value is None else float(value.partition("–")[0])
