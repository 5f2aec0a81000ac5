"""Keeps an index in step with the store: what the store has and the index has not is added, the rest removed."""

from __future__ import annotations

import logging

from kb.index.entries import Step, entries
from kb.index.index_folder import BadIndex, IndexFolder
from kb.store import Changes, Store

log = logging.getLogger(__name__)


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
        changes = store.documents.changes_since(indexed)
        if indexed == state:
            if changes is None:  # The build that wrote it died before it could say so.
                store.writer.note_indexed(state)
            return None
        message = None if changes else "检索索引与知识库不符，已重新生成"
    if changes is None or not changes.stays:
        changes = Changes(store.documents.versions(), (), stays=False)
    add = entries(store, changes.added, step=step)
    folder.write(add=add, remove=changes.removed, anew=not changes.stays, state=state)
    store.writer.note_indexed(state)
    if step:
        step(len(changes.added) + 1, len(changes.added) + 1)
    return message
