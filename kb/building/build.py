"""Files → store → index. Building again reads only what has changed, and leaves the same as building once."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import extract
from extract.errors import ReadError
from extract.models import Document
from extract.readers import READERS
from extract.registry.official_names import canonical as official_name
from kb.building.facts_mending import with_mended_facts
from kb.building.file_reader import Extractor, read_all
from kb.building.source_files import File, check_folder, checksum, folder_key, list_files, uploads_folder
from kb.building.write_lock import write_lock
from kb.engines.choice import EngineChoice, engine_for
from kb.errors import KnowledgeBaseError
from kb.index.index_folder import IndexFolder
from kb.index.stamps import extractor_stamp
from kb.index.synchronisation import synchronise
from kb.models import BuildOutcome, BuildReport, Failure, FileNotices, FilePlace
from kb.records.identities import Identities
from kb.records.record_set import RecordSet
from kb.records.record_store import RecordStore, records_url
from kb.records.restatement import restate, stale_documents
from kb.store import Store, StoredFile
from kb.store.document_rows import text_key
from kb.store.reading import Reading
from kb.units.unit_lookup import Canonical

_PAUSE = 0.1
"""Seconds after storing documents in which the next ones wait for each other."""
_MOST_TOGETHER = 50

_FOREIGN_BYTES = 8 << 20
"""Of a file whose format is not read, what is looked at to say what it is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: files read, then documents indexed. `name` is the file that was just done."""

    stage: Literal["read", "index"]
    done: int
    total: int
    name: str = ""


@dataclass(slots=True)
class _Tally:
    """What has happened so far."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    notices: list[FileNotices] = field(default_factory=list)
    skipped: list[Failure] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    places: dict[BuildOutcome, list[FilePlace]] = field(default_factory=dict)
    """The files with their folders, for the log."""

    def note(self, outcome: BuildOutcome, folder: str, path: str) -> None:
        """Remember what became of a file."""
        self.places.setdefault(outcome, []).append(FilePlace(folder, path))


def build(
    folders: Sequence[Path],
    *,
    index: Path,
    progress: Callable[[Progress], None] | None = None,
    jobs: int = 1,
    extractor: Extractor | None = None,
    engine: EngineChoice = "auto",
    records: str | None = None,
    canonical: Canonical | None = None,
    time: datetime | None = None,
) -> BuildReport:
    """Bring the knowledge base in `index` in step with the documents in `folders`, and with what was imported into it.

    A document is known by its path under its folder. A file that cannot be read is reported; what was stored of it
    before stays; one that a person took out is left out. What people corrected (`records`: the URL of their database, by
    default a file beside the index folder) is applied to what is read. `engine` is whoosh, tantivy, or auto: by the size
    of the base. `time` is what the log calls it, by default now. Raises BadFolder before anything is touched, Locked where
    another build is running.
    """
    for folder in folders:
        check_folder(folder)
    index.mkdir(parents=True, exist_ok=True)
    with write_lock(index):
        return build_alone(
            folders,
            index=index,
            progress=progress,
            jobs=jobs,
            extractor=extractor,
            engine=engine,
            records=records,
            canonical=canonical,
            time=time,
        )


def build_alone(
    folders: Sequence[Path],
    *,
    index: Path,
    progress: Callable[[Progress], None] | None = None,
    jobs: int = 1,
    extractor: Extractor | None = None,
    engine: EngineChoice = "auto",
    records: str | None = None,
    canonical: Canonical | None = None,
    only: Collection[FilePlace] | None = None,
    taken_out: Collection[FilePlace] = (),
    time: datetime | None = None,
) -> BuildReport:
    """The same, for who holds the write lock already.

    `only`: no other files of the folders are looked at. `taken_out`: documents to remove, whatever became of their files.
    """
    tell = progress or _silent
    store = Store.at(index)
    try:
        tally = _Tally()
        if store.prepare():
            tally.messages.append("原有知识库是旧版本的，已清空；之前读入的其他文件夹请重新建库")
        uploads = uploads_folder(index)
        everything = [*folders, *([uploads] if only is None and uploads.is_dir() else [])]
        try:
            intake = _Intake(store, RecordStore(records_url(index, records)), canonical or official_name)
            for folder in dict.fromkeys(path.resolve() for path in everything):
                _build_folder(intake, folder, index, tally, jobs=jobs, extractor=extractor, tell=tell, only=only)
            restate(store, intake.corrections, stale_documents(store, intake.corrections), canonical=intake.canonical)
            for place in taken_out:  # Last: what is to stand in their place is there by now.
                store.remove(place.folder, [place.path])
                tally.removed.append(place.path)
                tally.note("removed", place.folder, place.path)
        except BaseException:
            with suppress(KnowledgeBaseError):  # What broke it off matters more than the log of it.
                _note_build(store, tally, time)
            raise
        _note_build(store, tally, time)
        totals = store.totals()
        chosen = engine_for(engine, commitments=lambda: totals[1], present=IndexFolder.engine_in(index))
        index_folder = IndexFolder(index, chosen, store=store.identity())
        message = synchronise(store, index_folder, step=lambda done, total: tell(Progress("index", done, total)))
        if message:
            tally.messages.append(message)
        index_folder.sweep()
        store.purge()
        return _report(store, tally, totals)
    finally:
        store.close()


def _note_build(store: Store, tally: _Tally, time: datetime | None) -> None:
    store.note_build((time or datetime.now()).astimezone(UTC).isoformat(timespec="seconds"), tally.places)


@dataclass(slots=True)
class _Intake:
    """What documents go through on their way into the store: people's records, and the registry of units."""

    store: Store
    records: RecordStore
    canonical: Canonical
    corrections: RecordSet = field(init=False)

    def __post_init__(self) -> None:
        self.corrections = RecordSet.of(self.records)

    def reading(self, document: Document, path: str, identities: Identities) -> Reading:
        """A document as it is to be stored: known again under its id, and as people corrected it."""
        identity = identities.of(path, document)
        return self.corrections.reading(document, identity, canonical=self.canonical)


def _silent(_: Progress) -> None:
    """Where nobody wants to know."""


def _build_folder(
    intake: _Intake,
    folder: Path,
    index: Path,
    tally: _Tally,
    *,
    jobs: int,
    extractor: Extractor | None,
    tell: Callable[[Progress], None],
    only: Collection[FilePlace] | None,
) -> None:
    store, key, stamp = intake.store, folder_key(folder, index), extractor_stamp()
    stored, mended = store.stored_files(key), store.mended_facts()
    listing = list_files(folder, but=index)
    taken_out = {removed.place.path for removed in store.removed_files() if removed.place.folder == key}
    files = [file for file in listing.files if file.relative not in taken_out]
    looked_at = None if only is None else {place.path for place in only if place.folder == key}
    for path in listing.closed:
        error = ReadError(path, "没有读取这个文件夹的权限", "请检查权限；其中已读入的文件仍保留")
        _fail(store, key, File(folder / path, path), error, stored, tally)
    closed = tuple(f"{path}/" for path in listing.closed)
    present = {*(file.relative for file in files)}
    gone = sorted(p for p in stored if p not in present and not p.startswith(closed))
    if looked_at is not None:
        files = [file for file in files if file.relative in looked_at]
        gone = [path for path in gone if path in looked_at]
    identities = Identities(key, stored, (path for path in (*present, *stored) if path not in gone), intake.records)
    store.remove(key, gone)
    tally.removed += gone
    for path in gone:
        tally.note("removed", key, path)
    changed = [file for file in files if not _up_to_date(store, key, file, stored, stamp, tally)]
    outcomes = read_all(changed, jobs=jobs, extractor=extractor)
    tell(Progress("read", 0, len(changed)))
    with _StorageBatch(store, key, stamp) as batch:
        for done, (file, outcome) in enumerate(zip(changed, outcomes, strict=True), start=1):
            if isinstance(outcome, ReadError):
                _fail(store, key, file, outcome, stored, tally)
            else:
                document = with_mended_facts(outcome, mended.get(text_key(outcome.text), {}))
                batch.put(file.relative, intake.reading(document, file.relative, identities))
                (tally.changed if file.relative in stored else tally.added).append(file.relative)
                tally.note("changed" if file.relative in stored else "added", key, file.relative)
                if outcome.warnings:
                    tally.notices.append(FileNotices.of(file.relative, outcome.warnings))
            tell(Progress("read", done, len(changed), file.relative))
    tally.moved += identities.moved
    tally.removed = [path for path in tally.removed if path not in dict(identities.moved)]
    tally.added = [path for path in tally.added if path not in {now for _, now in identities.moved}]
    failing = {failure.path for failure in (*tally.failed, *tally.skipped) if failure.folder == key}
    store.forget_failures(key, but=failing, among=looked_at)


class _StorageBatch:
    """Stores documents of a folder: each at once, but those read in quick succession together, in half the time.

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
            self._store.put_readings(read, folder=self._key, stamp=self._stamp)
            self._written = time.monotonic()

    def __enter__(self) -> _StorageBatch:
        """For a with block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Store what is left."""
        self._write()


def _up_to_date(store: Store, key: str, file: File, stored: dict[str, StoredFile], stamp: str, tally: _Tally) -> bool:
    """Whether a file need not be read: it has not changed, its format is not read, or it cannot even be opened."""
    try:
        if file.path.suffix.lower() not in READERS:
            with file.path.open("rb") as opened:
                extract.read_blocks(file.path, opened.read(_FOREIGN_BYTES))
        before = stored.get(file.relative)
        if before is None or before.stamp != stamp or before.sha256 != checksum(file.path):
            return False
    except OSError as error:
        reason = f"无法打开（{error.strerror or error}）"
        _fail(store, key, file, ReadError(file.name, reason, "请检查文件是否存在、是否有读取权限"), stored, tally)
        return True
    except ReadError as error:
        _fail(store, key, file, error, stored, tally, skipped=True)
        return True
    tally.unchanged.append(file.relative)
    return True


def _fail(
    store: Store,
    key: str,
    file: File,
    error: ReadError,
    stored: dict[str, StoredFile],
    tally: _Tally,
    *,
    skipped: bool = False,
) -> None:
    kept = file.relative in stored
    failure = Failure(
        key, file.relative, error.reason, error.remedy, status="skipped" if skipped else "failed", kept=kept
    )
    store.fail(failure)
    (tally.skipped if skipped else tally.failed).append(failure)
    if not skipped:
        tally.note("failed", key, file.relative)


def _report(store: Store, tally: _Tally, totals: tuple[int, int]) -> BuildReport:
    return BuildReport(
        added=tuple(tally.added),
        changed=tuple(tally.changed),
        unchanged=tuple(tally.unchanged),
        removed=tuple(tally.removed),
        moved=tuple(tally.moved),
        failed=tuple(tally.failed),
        skipped=tuple(tally.skipped),
        duplicates=store.duplicates(),
        notices=tuple(tally.notices),
        messages=tuple(tally.messages),
        documents=totals[0],
        commitments=totals[1],
    )
