"""Files that a person wants in the knowledge base: read and compared, mended, and stored when they say so."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from extract.errors import ReadError
from extract.models import Document
from extract.registry.official_names import canonical as official_name
from kb.building.build import Progress, build
from kb.building.source_files import File, checksum, folder_key, folder_of, list_files, uploads_folder
from kb.building.write_lock import write_lock
from kb.errors import BadFolder, BaseChanged, OldVersion
from kb.importing.comparison import KnownBase, compared
from kb.importing.guarded_reading import SECONDS, GuardedExtractor, read_guarded
from kb.importing.import_candidate import Candidate, ImportChoice, candidate_of
from kb.importing.removal import Undo, opened_store, take_out, undoing
from kb.importing.upload_limits import MOST_FILES, check_expanded, check_size
from kb.importing.upload_names import free_name, safe_name
from kb.index.stamps import extractor_stamp
from kb.models import BuildReport, DocumentEntry, Failure, FilePlace, RemovedFile
from kb.records.contents import changed_fields, content_of
from kb.records.models import Content, Correction, Edit
from kb.records.proposals import proposed, signed
from kb.records.record_database import RecordDatabase
from kb.records.record_set import RecordSet
from kb.records.record_store import RecordStore
from kb.store import FILE, Store

_REASON = "导入时修改"


class ImportDraft:
    """Files of one choice, in a folder of their own until they are stored or given up. Nothing of it is in the base.

    `folder` is None for files that were uploaded; else that folder is read, and only what has changed in it since.
    `records` is the URL of what people record.
    """

    def __init__(self, index: Path, folder: Path | None = None, *, records: str | None = None) -> None:
        self.index = index.absolute()
        self._records = records
        self.folder = None if folder is None else folder.resolve()
        self.candidates: tuple[Candidate, ...] = ()
        self.failures: tuple[Failure, ...] = ()
        self.unchanged = 0
        self.gone: tuple[DocumentEntry, ...] = ()
        self._waiting: list[File] = []
        self._files: dict[int, Path] = {}
        self._state = ""
        self._own = tempfile.TemporaryDirectory(prefix="kb-import-")  # Deleted with this draft at the latest.
        self._staged = Path(self._own.name)

    @classmethod
    def of_folder(cls, index: Path, named: str) -> ImportDraft:
        """The files of a folder, named by its place or as `DocumentEntry.folder` does; BadFolder where it cannot be read."""
        try:
            folder = folder_of(str(Path(named).expanduser()), index)
            present, is_folder = folder.exists(), folder.is_dir()
        except (OSError, ValueError, RuntimeError):  # No name of a file: too long, a mark without a shape, ~nobody.
            raise BadFolder("这不是文件夹的位置。请检查后重新输入") from None
        if not is_folder:
            raise BadFolder(
                "这是一个文件，不是文件夹。请用“选择文件”" if present else "找不到这个文件夹。请检查后重新输入"
            )
        if not os.access(folder, os.R_OK | os.X_OK):
            raise BadFolder("没有读取这个文件夹的权限。请检查权限")
        draft = cls(index, folder)
        draft.take_folder()
        return draft

    def close(self) -> None:
        """Give it up: nothing of it is left."""
        self._own.cleanup()

    @property
    def key(self) -> str:
        """What the folder is called that the files will be documents of."""
        return folder_key(self.folder or uploads_folder(self.index), self.index)

    @property
    def _people(self) -> RecordStore:
        return RecordStore(RecordDatabase.of(self.index, self._records))

    # --- choosing ---

    def take(self, given: str, data: bytes) -> None:
        """One uploaded file, under a name that is safe."""
        name = free_name(safe_name(given), {file.relative for file in self._waiting}.__contains__)
        try:
            check_size(name, len(data))
            if len(self._waiting) >= MOST_FILES:
                raise ReadError(name, f"一次最多导入 {MOST_FILES} 个文件", "请分几次导入")
            path = self._staged / f"{len(self._waiting)}{Path(name).suffix.lower()}"
            path.write_bytes(data)
        except ReadError as error:
            self._refuse(name, error)
        else:
            self._waiting.append(File(path, name))

    def take_folder(self) -> None:
        """The files of the folder that are not in the knowledge base as they stand; BadFolder where it cannot be read."""
        assert self.folder is not None
        if self.folder.is_relative_to(self.index.resolve()):
            raise BadFolder("这是知识库自己的文件夹，不能从这里读入。请选择放文件的文件夹")
        stamp, stored, taken_out = extractor_stamp(), {}, set()
        if (self.index / FILE).is_file():
            with opened_store(self.index) as store, suppress(OldVersion):
                store.check()
                stored = store.files.stored(self.key)
                taken_out = {
                    removed.place.path for removed in store.files.removed() if removed.place.folder == self.key
                }
        listing = list_files(self.folder, but=self.index)
        for path in listing.closed:
            self._refuse(path, ReadError(path, "没有读取这个文件夹的权限", "请检查权限；其中已读入的文件仍保留"))
        for file in listing.files:
            before = stored.get(file.relative)
            if file.relative in taken_out:
                continue
            try:
                if before is not None and before.stamp == stamp and before.sha256 == checksum(file.path):
                    self.unchanged += 1
                    continue
                check_size(file.relative, file.path.stat().st_size)
            except OSError:
                self._refuse(file.relative, ReadError(file.name, "无法打开", "请检查文件是否存在、是否有读取权限"))
            except ReadError as error:
                self._refuse(file.relative, error)
            else:
                self._waiting.append(file)
        present = {file.relative for file in listing.files}
        closed = tuple(f"{path}/" for path in listing.closed)
        known = self._known().documents
        self.gone = tuple(
            one.entry
            for one in known
            if one.entry.folder == self.key
            and one.entry.path not in present
            and one.entry.path not in taken_out
            and not one.entry.path.startswith(closed)
        )

    def _refuse(self, path: str, error: ReadError) -> None:
        self.failures += (Failure(self.key, path, error.reason, error.remedy),)

    # --- reading ---

    def read(self, *, seconds: float = SECONDS) -> Iterator[Progress]:
        """Read all that was chosen, several files at once, each told in its turn; then compare."""
        sound: list[File] = []
        for file in self._waiting:
            try:
                check_expanded(file.name, file.path)
            except ReadError as error:
                self._refuse(file.relative, error)
            else:
                sound.append(file)
        total = len(self._waiting)
        done = total - len(sound)
        outcomes = read_guarded(sound, self._staged, seconds=seconds)
        try:
            for number, file in enumerate(sound):
                yield Progress("read", done, total, file.relative)
                while (outcome := next(outcomes)) is None:
                    yield Progress("read", done, total, file.relative)
                if isinstance(outcome, ReadError):
                    self._refuse(file.relative, outcome)
                else:
                    self._files[number] = file.path
                    self.candidates += (candidate_of(number, file, outcome),)
                done += 1
        finally:
            outcomes.close()  # type: ignore[attr-defined]  # It is a generator: the process must not outlive this.
        self._waiting = []
        self._compare(self._known())
        yield Progress("read", total, total)

    def _known(self) -> KnownBase:
        if (self.index / FILE).is_file():
            with opened_store(self.index) as store, suppress(OldVersion):
                store.check()
                return KnownBase.of(store)
        return KnownBase()

    def _compare(self, known: KnownBase) -> None:
        """Say of every candidate what it is to the documents that there are."""
        self._state = known.state
        folder = None if self.folder is None else self.key
        self.candidates = compared(self.candidates, known, RecordSet.of(self._people), folder=folder)

    # --- storing ---

    def store(
        self,
        choices: Mapping[int, ImportChoice],
        *,
        time: datetime,
        editor: str = "",
        progress: Callable[[Progress], None] | None = None,
    ) -> BuildReport:
        """Store what was chosen (by number of the candidate); all of it, or where that fails before the first one, nothing.

        What was mended is recorded as corrections of `editor`. BadCorrection where nobody signs them; BaseChanged where
        somebody else changed the base in a way that matters here: the candidates say what is new.
        """
        if any(choice.mended for choice in choices.values()):
            signed(editor)
        self.index.mkdir(parents=True, exist_ok=True)
        with write_lock(self.index), opened_store(self.index) as store, undoing() as undo:
            emptied = store.prepare()  # One of another version: all that was imported has to be read again.
            self._compare_again(store)
            chosen = [(one, choices[one.number]) for one in self.candidates if one.number in choices]
            mended: dict[FilePlace, Content] = {}
            places, replaced = [], []
            for candidate, choice in chosen:
                if choice.action == "skip":
                    self._leave_out(store, candidate, time, undo)
                    continue
                other = candidate.relation.document
                if (
                    choice.action == "replace"
                    and other is not None
                    and FilePlace(other.folder, other.path) not in replaced
                ):
                    take_out(store, self.index, other, time=time, undo=undo)
                    replaced.append(FilePlace(other.folder, other.path))
                place = self._placed(candidate, undo)
                places.append(place)
                mended[place] = choice.mended
                if place not in replaced:  # Else the document of before is known by it.
                    undo.append(lambda place=place: store.writer.remove(place.folder, [place.path]))  # type: ignore[misc]
            left = [
                FilePlace(self.key, one.known.path) for one, choice in chosen if one.known and choice.action == "skip"
            ]
            missing = [FilePlace(entry.folder, entry.path) for entry in self.gone]
            read = {one.sha256: one.number for one, _ in chosen}
            with closing(GuardedExtractor(self._staged, read=read)) as extractor:
                return build(
                    self._built_from(places, emptied=emptied),
                    index=self.index,
                    progress=progress,
                    extractor=extractor,
                    records=self._records,
                    only=None if emptied else places,
                    taken_out=[place for place in (*replaced, *left, *missing) if place not in places],
                    saying=partial(self._say, mended, editor, undo),
                    held=True,
                    time=time,
                )

    def _built_from(self, places: Sequence[FilePlace], *, emptied: bool) -> list[Path]:
        if self.folder is not None:
            return [self.folder] if places or emptied else []
        return [uploads_folder(self.index)] if places else []

    def _say(
        self,
        mended: Mapping[FilePlace, Content],
        editor: str,
        undo: Undo,
        place: FilePlace,
        identity: str,
        document: Document,
        records: RecordSet,
    ) -> Correction | None:
        """Record what was mended of a file, as the document page does."""
        said = mended.get(place, {})
        result = records.apply(document, identity, canonical=official_name)
        if not changed_fields("facts", said, content_of(result.document.facts)):
            return None
        edit = Edit("change", "facts", after=said)
        label = result.document.facts.title or place.path
        wanted = proposed(edit, result, identity=identity, label=label, editor=editor, reason=_REASON, seen=None)
        kept = self._people.add(wanted)
        undo.append(lambda: self._people.forget(kept.id))
        self._people.identify([(place.folder, place.path, identity, document.source.sha256, kept.text_key)])
        return kept

    def _compare_again(self, store: Store) -> None:
        known = KnownBase.of(store)
        if known.state == self._state:
            return
        before = [(one.relation, one.known, one.facts) for one in self.candidates]
        self._compare(known)
        if before != [(one.relation, one.known, one.facts) for one in self.candidates]:
            raise BaseChanged("在您查看期间，有人改动了知识库。已重新比对，请看过后再确认一次")

    def _leave_out(self, store: Store, candidate: Candidate, time: datetime, undo: Undo) -> None:
        """A file of a folder that is not wanted would come with the next build."""
        if self.folder is not None:
            place = FilePlace(self.key, candidate.path)
            label = candidate.facts.title or candidate.name
            store.files.note_removed(RemovedFile(place, label, time.astimezone(UTC).isoformat(timespec="seconds")))
            undo.append(lambda: store.files.forget_removed(place))

    def _placed(self, candidate: Candidate, undo: Undo) -> FilePlace:
        """Where the file is that will be read: an uploaded one is put among the others, whole or not at all."""
        if self.folder is not None:
            return FilePlace(self.key, candidate.path)
        uploads = uploads_folder(self.index)
        uploads.mkdir(parents=True, exist_ok=True)
        name = free_name(candidate.path, lambda name: (uploads / name).exists())
        part = uploads / f".{candidate.sha256}.tmp"
        try:
            shutil.copyfile(self._files[candidate.number], part)
            os.replace(part, uploads / name)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        undo.append(lambda: (uploads / name).unlink(missing_ok=True))
        return FilePlace(self.key, name)


def folders_read(index: Path, documents: Iterable[DocumentEntry]) -> tuple[str, ...]:
    """The folders that documents were read from where they lie, as `DocumentEntry.folder` names them."""
    own = folder_key(uploads_folder(index), index)
    return tuple(sorted({document.folder for document in documents} - {own}))
