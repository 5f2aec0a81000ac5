"""Taking documents out of a knowledge base, and taking them back. No file is deleted.

One that was imported moves to the folder of those taken out; any other stays where it is, and builds leave it alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.building.build import build
from kb.building.source_files import REMOVED, folder_key, folder_of, uploads_folder
from kb.building.write_lock import write_lock
from kb.errors import KnowledgeBaseError
from kb.importing.guarded_reading import GuardedExtractor
from kb.importing.upload_names import free_name
from kb.models import BuildReport, DocumentEntry, FilePlace, RemovedFile
from kb.store import Store
from kb.store.document_entries import document_entries

Undo = list[Callable[[], object]]
"""What puts everything back as it was, to be called from the last on."""


def remove_documents(index: Path, ids: Collection[str], *, time: datetime) -> BuildReport:
    """Take documents out of the knowledge base in `index`. Locked where another writes; then nothing has happened."""
    with write_lock(index), opened_store(index) as store, undoing() as undo:
        rows = store.documents.all()
        entries = document_entries(rows)
        chosen = [entries[row["version"]] for row in rows if row["current"] and row["id"] in ids]
        if len(chosen) < len(set(ids)):
            raise KnowledgeBaseError("所选文件有的已经不在知识库里。请刷新本页后重新选择")
        for entry in chosen:
            take_out(store, index, entry, time=time, undo=undo)
        gone = [FilePlace(entry.folder, entry.path) for entry in chosen]
        return build([], index=index, only=(), taken_out=gone, held=True, time=time)


def take_out(store: Store, index: Path, entry: DocumentEntry, *, time: datetime, undo: Undo) -> None:
    """Note that a document is taken out, and move its file where it is one of ours."""
    place = FilePlace(entry.folder, entry.path)
    uploads = uploads_folder(index)
    if entry.folder == folder_key(uploads, index):
        aside = uploads / REMOVED
        aside.mkdir(parents=True, exist_ok=True)
        name = free_name(entry.name, lambda name: (aside / name).exists())
        _move(uploads / entry.path, aside / name, undo)
        place = FilePlace(entry.folder, f"{REMOVED}/{name}")
    store.files.note_removed(RemovedFile(place, entry.label, time.astimezone(UTC).isoformat(timespec="seconds")))
    undo.append(lambda: store.files.forget_removed(place))


def restore_files(index: Path, places: Collection[FilePlace], *, time: datetime) -> BuildReport:
    """Take files back that were taken out, and read them again, each in a process apart."""
    with write_lock(index), opened_store(index) as store, undoing() as undo:
        removed = {file.place: file for file in store.files.removed()}
        uploads = uploads_folder(index)
        back: list[FilePlace] = []
        for place in places:
            if place not in removed:
                raise KnowledgeBaseError("所选文件已经恢复过了。请刷新本页")
            if not (folder_of(place.folder, index) / place.path).is_file():
                raise KnowledgeBaseError(
                    f"“{removed[place].label}”的文件已不在原来的位置，不能恢复。请重新导入这份文件"
                )
            restored = place
            if place.folder == folder_key(uploads, index):
                name = free_name(Path(place.path).name, lambda name: (uploads / name).exists())
                _move(uploads / place.path, uploads / name, undo)
                restored = FilePlace(place.folder, name)
            store.files.forget_removed(place)
            undo.append(lambda file=removed[place]: store.files.note_removed(file))  # type: ignore[misc]
            back.append(restored)
        folders = [folder_of(folder, index) for folder in dict.fromkeys(place.folder for place in back)]
        with _reading_apart() as extractor:
            return build(folders, index=index, extractor=extractor, only=back, held=True, time=time)


def read_imported_again(index: Path, *, time: datetime) -> BuildReport:
    """Read all that was imported again, each file in a process apart: for a knowledge base of another version."""
    with _reading_apart() as extractor:
        return build([], index=index, extractor=extractor, time=time)


@contextmanager
def _reading_apart() -> Iterator[GuardedExtractor]:
    with TemporaryDirectory(prefix="kb-read-") as folder, closing(GuardedExtractor(Path(folder))) as extractor:
        yield extractor


@contextmanager
def opened_store(index: Path) -> Iterator[Store]:
    """The store in an index folder, to be closed again."""
    store = Store.at(index)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def undoing() -> Iterator[Undo]:
    """What was noted to be undone is, from the last on, where the block fails."""
    undo: Undo = []
    try:
        yield undo
    except BaseException as error:
        for step in reversed(undo):
            with suppress(OSError, KnowledgeBaseError):  # The other steps still count.
                step()
        if isinstance(error, OSError):
            raise KnowledgeBaseError("文件不能写入或移动，没有作任何改动。请检查磁盘空间和权限后再试") from error
        raise


def _move(source: Path, target: Path, undo: Undo) -> None:
    os.replace(source, target)
    undo.append(lambda: os.replace(target, source))
