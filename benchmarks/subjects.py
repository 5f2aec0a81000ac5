"""What the search benchmark compares, each behind the same few calls: our engines through the whole knowledge base, and
SQLite FTS5 beside them. What is generated costs time too: it is taken off every measurement.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import kb
from benchmarks.asked import Asked
from benchmarks.fts5 import Peer
from benchmarks.generator import Generator, canonical, file_name, write_files
from extract.models import Document
from kb.engines.choice import NAMES as ENGINES
from kb.engines.choice import engine_named
from kb.index.entries import entries
from kb.store import Store

NAMES = (*ENGINES, "fts5")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took: seconds for the store (SQL) and for the index with segmentation, bytes on disk, peak memory.

    `processor` are the seconds that all its threads have worked, whatever else the machine had to do.
    """

    store: float
    index: float
    disk: int
    peak: int
    processor: float = 0.0


class Subject(Protocol):
    """One engine with its base, open."""

    def search(self, asked: Asked) -> int:
        """One page of twenty with highlights; how many were shown."""

    def facets(self, asked: Asked) -> object:
        """All facet counts."""

    def total(self, asked: Asked) -> int:
        """How many are found in all."""

    def add(self, generator: Generator, number: int, now: Callable[[], float]) -> float:
        """Seconds by the clock `now` until a new document can be found by a new reader."""

    def close(self) -> None:
        """Let go of it."""


class _Timed:
    """A generator that knows how long it has worked."""

    def __init__(self, generator: Generator, now: Callable[[], float] = time.perf_counter) -> None:
        self.generator = generator
        self.now = now
        self.seconds = self.processor = 0.0

    def __call__(self, path: Path, *, name: str) -> Document:
        start, worked = self.now(), time.process_time()
        document = self.generator(path, name=name)
        self.seconds += self.now() - start
        self.processor += time.process_time() - worked
        return document


def peak_bytes() -> int:
    """The most memory that this process has had."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak if sys.platform == "darwin" else peak << 10)


def disk_bytes(folder: Path) -> int:
    """What the files below a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def build(name: str, size: int, folder: Path, *, seed: int) -> Built:
    """Makes the base of an engine under `folder`: to be called in a process of its own, whose memory it tells.

    FTS5 reads the store of our base, which must be there: what it takes is its own work alone.
    """
    generator = Generator(size, seed=seed)
    if name == "fts5":
        return _build_peer(folder)
    write_files(folder / "documents", range(generator.documents))
    timed = _Timed(generator)
    stages: dict[str, float] = {}

    def note(progress: kb.Progress) -> None:
        if progress.stage == "index":
            stages.setdefault("index", time.perf_counter())

    worked = time.process_time()
    start = time.perf_counter()
    kb.build([folder / "documents"], index=folder / name, extractor=timed, engine=engine_named(name), progress=note)
    end = time.perf_counter()
    turn = stages["index"]
    worked = time.process_time() - worked - timed.processor
    return Built(turn - start - timed.seconds, end - turn, disk_bytes(folder / name), peak_bytes(), worked)


def _build_peer(folder: Path) -> Built:
    store = Store.at(_base_beside(folder))
    try:
        worked = time.process_time()
        start = time.perf_counter()
        peer = Peer(folder / "fts5.sqlite3")
        peer.write(entries(store, store.documents.versions()))
        peer.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        peer.close()
        seconds = time.perf_counter() - start
        worked = time.process_time() - worked
    finally:
        store.close()
    return Built(0.0, seconds, (folder / "fts5.sqlite3").stat().st_size, peak_bytes(), worked)


def _base_beside(folder: Path) -> Path:
    return next(folder / name for name in ENGINES if (folder / name).is_dir())


def subject(name: str, folder: Path) -> Subject:
    """The built base of an engine, open."""
    return _PeerSubject(folder) if name == "fts5" else _Base(name, folder)


def probe(document: Document) -> Asked:
    """A query that finds this document alone: the first sentence of its first task."""
    return Asked((document.tasks[0].measures[0].text,), phrase=True)


class _Base:
    """One of our engines: everything goes through the knowledge base as its users see it."""

    def __init__(self, name: str, folder: Path) -> None:
        self.engine, self.folder, self.index = engine_named(name), folder, folder / name
        self.base = self._open()

    def _open(self) -> kb.KnowledgeBase:
        return kb.open(self.index, engine=self.engine, canonical=canonical)

    def close(self) -> None:
        self.base.close()

    def search(self, asked: Asked) -> int:
        return len(self.base.search(asked.text, filters=asked.filters).hits)

    def facets(self, asked: Asked) -> object:
        return self.base.facets(asked.text, filters=asked.filters)

    def total(self, asked: Asked) -> int:
        return self.base.search(asked.text, filters=asked.filters).total

    def add(self, generator: Generator, number: int, now: Callable[[], float]) -> float:
        """A folder with one more file is built into the base; then the base is opened anew and searched."""
        added = self.folder / f"added-{self.index.name}-{number}"
        write_files(added, range(number, number + 1))
        timed = _Timed(generator, now)
        wanted = probe(generator.document(number))
        start = now()
        kb.build([added], index=self.index, extractor=timed, engine=self.engine)
        with self._open() as reader:
            found = reader.search(wanted.text).total
        seconds = now() - start - timed.seconds
        _check_found(found)
        return seconds


class _PeerSubject:
    """FTS5."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.peer = Peer(folder / "fts5.sqlite3")

    def close(self) -> None:
        self.peer.close()

    def search(self, asked: Asked) -> int:
        return self.peer.search(asked)

    def facets(self, asked: Asked) -> object:
        return self.peer.facets(asked)

    def total(self, asked: Asked) -> int:
        return self.peer.total(asked)

    def add(self, generator: Generator, number: int, now: Callable[[], float]) -> float:
        """The entries of one more document, made beforehand, are inserted; then a new connection searches."""
        added = list(_entries(self.folder / f"added-fts5-{number}", generator, number))
        wanted = probe(generator.document(number))
        start = now()
        self.peer.write(added)
        reader = Peer(self.peer.file)
        found = reader.search(wanted)
        reader.close()
        seconds = now() - start
        _check_found(found)
        return seconds


def _entries(folder: Path, generator: Generator, number: int) -> Iterator[Any]:
    """The entries of one document, by way of a store of its own; under a version that no other document has."""
    folder.mkdir(parents=True)
    store = Store.at(folder)
    try:
        store.prepare()
        name = file_name(number)
        store.writer.put(generator.document(number, name=name), folder="added", path=name, stamp="")
        for entry in entries(store, store.documents.versions()):
            yield entry._replace(number=entry.number + (number + 1) * 10**9)
    finally:
        store.close()


def _check_found(found: int) -> None:
    if not found:
        raise RuntimeError("a document that was added is not found")
