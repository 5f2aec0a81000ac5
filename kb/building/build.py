"""Files → store → index. Building again reads only what has changed, and leaves the same as building once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

import extract
from extract.errors import ReadError
from extract.models import Document
from extract.readers import READERS
from extract.registry.official_names import canonical as official_name
from kb.building.build_tally import BuildTally
from kb.building.file_reader import Extractor, Outcome, read_all
from kb.building.source_files import File, check_folder, checksum, folder_key, list_files, uploads_folder
from kb.building.storage_batch import StorageBatch
from kb.building.write_lock import write_lock
from kb.engines.choice import EngineChoice, engine_for
from kb.errors import KnowledgeBaseError
from kb.index.index_folder import IndexFolder
from kb.index.stamps import extractor_stamp
from kb.index.synchronisation import synchronise
from kb.models import BuildReport, FilePlace
from kb.records.identities import Identities
from kb.records.models import Correction
from kb.records.record_database import RecordDatabase
from kb.records.record_set import RecordSet
from kb.records.record_store import RecordStore
from kb.records.restatement import restate, stale_documents
from kb.store import Store, StoredFile
from kb.store.reading import Reading
from kb.units.unit_lookup import Canonical

_FOREIGN_BYTES = 8 << 20
"""Of a file whose format is not read, what is looked at to say what it is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: files read, then documents indexed. `name` is the file that was just done."""

    stage: Literal["read", "index"]
    done: int
    total: int
    name: str = ""


Saying: TypeAlias = Callable[[FilePlace, str, Document, RecordSet], Correction | None]
"""A file that was read, the id of its document, the document, the records so far → the record that was made of it."""


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
    only: Collection[FilePlace] | None = None,
    taken_out: Collection[FilePlace] = (),
    saying: Saying | None = None,
    held: bool = False,
) -> BuildReport:
    """Bring the knowledge base in `index` in step with the documents in `folders`, and with what was imported into it.

    A document is known by its path under its folder. A file that cannot be read is reported; what was stored of it
    before stays; one that a person took out is left out. What people corrected (`records`: the URL of their database, by
    default a file beside the index folder) is applied to what is read. `engine` is whoosh, tantivy, or auto: by the size
    of the base. `time` is what the log calls it, by default now.

    For imports: `only` these files are looked at, not what was imported before either; `taken_out` are documents to
    remove, whatever became of their files; `saying` is asked of each document that is read; `held`: the caller holds the
    write lock.

    Raises BadFolder before anything is touched, Locked where another build is running.
    """
    for folder in folders:
        check_folder(folder)
    index.mkdir(parents=True, exist_ok=True)
    tell = progress or _silent
    with nullcontext() if held else write_lock(index), closing(Store.at(index)) as store:
        tally = BuildTally(store)
        if store.prepare():
            tally.messages.append("原有知识库是旧版本的，已清空；之前读入的其他文件夹请重新建库")
        uploads = uploads_folder(index)
        everything = [*folders, *([uploads] if only is None and uploads.is_dir() else [])]
        try:
            intake = _Intake(store, RecordStore(RecordDatabase.of(index, records)), canonical or official_name, saying)
            read = partial(read_all, jobs=jobs, extractor=extractor)
            for folder in dict.fromkeys(path.resolve() for path in everything):
                _build_folder(intake, folder, index, tally, read=read, tell=tell, only=only)
            restate(store, intake.corrections, stale_documents(store, intake.corrections), canonical=intake.canonical)
            for place in taken_out:  # Last: what is to stand in their place is there by now.
                store.writer.remove(place.folder, [place.path])
                tally.gone(place.folder, place.path)
        except BaseException:
            with suppress(KnowledgeBaseError):  # What broke it off matters more than the log of it.
                tally.log(time)
            raise
        tally.log(time)
        totals = store.documents.totals()
        chosen = engine_for(engine, commitments=lambda: totals[1], present=IndexFolder.engine_in(index))
        index_folder = IndexFolder(index, chosen, store=store.identity())
        message = synchronise(store, index_folder, step=lambda done, total: tell(Progress("index", done, total)))
        if message:
            tally.messages.append(message)
        index_folder.sweep()
        store.writer.purge()
        return tally.report(totals)


def _silent(_: Progress) -> None:
    """Where nobody wants to know."""


@dataclass(slots=True)
class _Intake:
    """What documents go through on their way into the store: people's records, and the registry of units."""

    store: Store
    records: RecordStore
    canonical: Canonical
    saying: Saying | None
    corrections: RecordSet = field(init=False)

    def __post_init__(self) -> None:
        self.corrections = RecordSet.of(self.records)

    def reading(self, document: Document, place: FilePlace, identities: Identities) -> Reading:
        """A document as it is to be stored: known again under its id, and as people corrected it."""
        identity = identities.of(place.path, document)
        if self.saying is not None and (said := self.saying(place, identity, document, self.corrections)) is not None:
            self.corrections.add(said)
        return self.corrections.reading(document, identity, canonical=self.canonical)


def _build_folder(
    intake: _Intake,
    folder: Path,
    index: Path,
    tally: BuildTally,
    *,
    read: Callable[[Sequence[File]], Iterator[Outcome]],
    tell: Callable[[Progress], None],
    only: Collection[FilePlace] | None,
) -> None:
    store, key, stamp = intake.store, folder_key(folder, index), extractor_stamp()
    stored = store.files.stored(key)
    listing = list_files(folder, but=index)
    taken_out = {removed.place.path for removed in store.files.removed() if removed.place.folder == key}
    files = [file for file in listing.files if file.relative not in taken_out]
    looked_at = None if only is None else {place.path for place in only if place.folder == key}
    for path in listing.closed:
        error = ReadError(path, "没有读取这个文件夹的权限", "请检查权限；其中已读入的文件仍保留")
        tally.fail(key, File(folder / path, path), error, kept=path in stored)
    closed = tuple(f"{path}/" for path in listing.closed)
    present = {file.relative for file in files}
    gone = sorted(p for p in stored if p not in present and not p.startswith(closed))
    if looked_at is not None:
        files = [file for file in files if file.relative in looked_at]
        gone = [path for path in gone if path in looked_at]
    identities = Identities(key, stored, (path for path in (*present, *stored) if path not in gone), intake.records)
    store.writer.remove(key, gone)
    for path in gone:
        tally.gone(key, path)
    changed = list(_to_be_read(files, key, stored, stamp, tally))
    tell(Progress("read", 0, len(changed)))
    with StorageBatch(store, key, stamp) as batch:
        for done, (file, outcome) in enumerate(zip(changed, read(changed), strict=True), start=1):
            before = file.relative in stored
            if isinstance(outcome, ReadError):
                tally.fail(key, file, outcome, kept=before)
            else:
                batch.put(file.relative, intake.reading(outcome, FilePlace(key, file.relative), identities))
                tally.stored(key, file, outcome, before=before)
            tell(Progress("read", done, len(changed), file.relative))
    tally.move(identities.moved)
    store.files.forget_failures(key, but=tally.failing(key), among=looked_at)


def _to_be_read(
    files: Iterable[File], key: str, stored: dict[str, StoredFile], stamp: str, tally: BuildTally
) -> Iterator[File]:
    """The files that have changed; not those whose format is not read, or that cannot even be opened."""
    for file in files:
        before = stored.get(file.relative)
        try:
            if file.path.suffix.lower() not in READERS:
                with file.path.open("rb") as opened:
                    extract.read_blocks(file.path, opened.read(_FOREIGN_BYTES))
            if before is None or before.stamp != stamp or before.sha256 != checksum(file.path):
                yield file
            else:
                tally.unchanged.append(file.relative)
        except OSError as error:
            said = ReadError(file.name, f"无法打开（{error.strerror or error}）", "请检查文件是否存在、是否有读取权限")
            tally.fail(key, file, said, kept=before is not None)
        except ReadError as error:
            tally.fail(key, file, error, kept=before is not None, skipped=True)
