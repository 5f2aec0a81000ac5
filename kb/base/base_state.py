"""The store and the index of an open knowledge base, in step with each other and with what other processes write."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from kb.building.write_lock import write_lock
from kb.engines.choice import NAMES, EngineChoice, engine_for, engine_named
from kb.engines.interface import Engine
from kb.errors import Locked, NotBuilt
from kb.expansion import carry_names
from kb.index.index_folder import BadIndex, IndexFolder
from kb.index.synchronisation import synchronise
from kb.records.personal_tables import personal_metadata
from kb.records.progress import ProgressRecords
from kb.records.record_database import RecordDatabase
from kb.records.record_store import RecordStore
from kb.records.saved_searches import PersonalRecords
from kb.records.wording_changes import WordingChanges, wording_metadata
from kb.search.snapshot import Snapshot
from kb.store import FILE, Store
from kb.units.unit_lookup import Canonical

log = logging.getLogger(__name__)

WAIT = 5.0
"""Seconds that a person waits for somebody else who writes."""


class BaseState:
    """What an open knowledge base holds in its hands; safe to use from several threads, and while another builds.

    `records`, `progress` and `wordings` are what people recorded, `personal` what each keeps for himself; `messages` say
    what was mended while opening.
    """

    def __init__(self, index: Path, *, engine: EngineChoice, canonical: Canonical, records: str | None) -> None:
        self.index = index.absolute()  # The same one wherever the program goes later.
        self.messages: tuple[str, ...] = ()
        self.canonical = canonical
        self._people = RecordDatabase.of(self.index, records)
        self.records, self.progress = RecordStore(self._people), ProgressRecords(self._people)
        self._personal = RecordDatabase.of(self.index, records, tables=personal_metadata)
        self.personal = PersonalRecords(self._personal)
        self._wordings = RecordDatabase.of(self.index, records, tables=wording_metadata)
        self.wordings = WordingChanges(self._wordings)
        self._opening = threading.Lock()
        self.store = self._open_store()
        try:
            self._asked_engine = engine
            self._pointer, self._engine = self._open_index()
            self._snapshot = self._snapshot_of_now()
        except BaseException:
            self.store.close()
            raise

    def close(self) -> None:
        """Let go of the store and the records; the index stays open for who comes next."""
        self.store.close()
        self._people.close()
        self._personal.close()
        self._wordings.close()

    def current(self) -> tuple[Engine, Snapshot]:
        """The engine on the index that the pointer names now, and what goes with it."""
        with self._opening:
            if self._folder.pointer() != self._pointer:
                before, self.store = self.store, self._open_store()
                before.close()  # It may be of a file that was deleted, where all was built anew.
                self._pointer, self._engine = self._open_index()
                self._snapshot = self._snapshot_of_now()
            return self._engine, self._snapshot

    def now(self) -> Snapshot:
        """What the store holds now, also what a build has stored that is not in the index yet."""
        self.current()
        return self._snapshot_of_now()

    def follow(self) -> None:
        """Bring the index in step with what was just written to the store. For who holds the write lock."""
        folder = self._folder_of()
        before = folder.pointer()
        synchronise(self.store, folder)
        carry_names(self.index, before=before, now=folder.pointer())
        folder.sweep()
        self.store.writer.purge()

    def _snapshot_of_now(self) -> Snapshot:
        return Snapshot(self.store, self.canonical, folder=self.index, pointer=self._pointer)

    def _open_store(self) -> Store:
        if not (self.index / FILE).is_file():
            raise NotBuilt(f"{self.index} 里还没有知识库。请先运行 python -m kb build")
        store = Store.at(self.index)
        try:
            store.check()
        except BaseException:
            store.close()
            raise
        return store

    def _open_index(self) -> tuple[bytes, Engine]:
        """The index in step with the store; while another process builds, as it was before."""
        self._folder = self._folder_of()
        try:
            pointer, engine = self._folder.open()
            if self._folder.state(pointer) == self.store.state():
                return pointer, engine
        except BadIndex:
            return self._repaired_index(wait=WAIT)
        try:
            return self._repaired_index(wait=0)
        except Locked:
            return pointer, engine

    def _folder_of(self) -> IndexFolder:
        """The index of the engine that was asked for.

        For auto it is the one that there is, whatever the base has grown to: changing the engine is for a build.
        """
        present = IndexFolder.engine_in(self.index)
        if self._asked_engine == "auto" and present in NAMES:
            chosen = engine_named(present)
        else:
            chosen = engine_for(
                self._asked_engine, commitments=lambda: self.store.documents.totals()[1], present=present
            )
        return IndexFolder(self.index, chosen, store=self.store.identity())

    def _repaired_index(self, *, wait: float) -> tuple[bytes, Engine]:
        with write_lock(self.index, wait=wait):
            self._folder = self._folder_of()
            message = synchronise(self.store, self._folder)
            self._folder.sweep()
            self.store.writer.purge()
        if message:
            log.warning("%s: %s", self.index, message)
            self.messages += (message,)
        return self._folder.open()
