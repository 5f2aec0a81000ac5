"""Stores what is read as it comes: each document at once, but those read in quick succession together."""

from __future__ import annotations

import time

from kb.store import Store
from kb.store.reading import Reading

_PAUSE = 0.1
"""Seconds after storing documents in which the next ones wait for each other."""
_MOST_TOGETHER = 50


class StorageBatch:
    """Stores documents of a folder; together takes half the time.

    What was read is stored in any case when the block ends, also by an interrupt.
    """

    def __init__(self, store: Store, key: str, stamp: str) -> None:
        self._store, self._key, self._stamp = store, key, stamp
        self._read: list[tuple[str, Reading]] = []
        self._written = float("-inf")

    def put(self, path: str, reading: Reading) -> None:
        """Store a document, or keep it for the next one to come along."""
        self._read.append((path, reading))
        if time.monotonic() - self._written >= _PAUSE or len(self._read) >= _MOST_TOGETHER:
            self._write()

    def _write(self) -> None:
        read, self._read = self._read, []
        if read:
            self._store.writer.put_readings(read, folder=self._key, stamp=self._stamp)
            self._written = time.monotonic()

    def __enter__(self) -> StorageBatch:
        """For a with block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Store what is left."""
        self._write()
