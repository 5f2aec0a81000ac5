"""Which document a file is: the one it was under that path, or one whose file was renamed or moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from extract.models import Document
from kb.records.record_store import RecordStore
from kb.store import StoredFile
from kb.store.document_rows import document_id, text_key


@dataclass(frozen=True, slots=True)
class Gone:
    """A document whose file is no longer where it was."""

    id: str
    path: str
    sha256: str
    text_key: str


class Identities:
    """Ids for the files of one folder during a build; each is given once.

    A file under a path that is known is the document it was. A file under a new path is a document whose file is gone,
    if it has the same bytes or the same text; else it is a new document.
    """

    def __init__(
        self, folder: str, stored: dict[str, StoredFile], present: Iterable[str], records: RecordStore
    ) -> None:
        self._folder, self._records = folder, records
        self._known = {path: file.id for path, file in stored.items()}
        here = set(present)
        gone = [Gone(file.id, path, file.sha256, file.text_key) for path, file in stored.items() if path not in here]
        for (of, path), (identity, sha256, key) in records.identities().items():
            if of != folder:
                continue
            if path in here:
                self._known.setdefault(path, identity)
            elif all(one.id != identity for one in gone):
                gone.append(Gone(identity, path, sha256, key))
        taken = {identity for path, identity in self._known.items() if path in here}
        self._gone = sorted((one for one in gone if one.id not in taken), key=lambda one: one.path)
        self._taken = taken
        self.moved: list[tuple[str, str]] = []
        """(path before, path now) of the documents that were known again."""

    def of(self, path: str, document: Document) -> str:
        """The id of the document in the file at `path`."""
        if path in self._known:
            return self._known[path]
        sha256 = document.source.sha256
        # Without text it is known by its bytes alone: all pages without text are alike.
        key = text_key(document.text) if self._gone and document.text.strip() else sha256
        moved = self._moved(path, sha256, key)
        if moved is not None:
            self._gone.remove(moved)
            identity = moved.id
            self._records.identify([(self._folder, path, identity, sha256, key)])
            self.moved.append((moved.path, path))
        else:
            identity = self._new(path)
            if identity != document_id(self._folder, path):
                self._records.identify([(self._folder, path, identity, sha256, key)])
        self._known[path] = identity
        self._taken.add(identity)
        return identity

    def _moved(self, path: str, sha256: str, key: str) -> Gone | None:
        """The gone document that this is: with the same bytes rather than the same text, of the same name rather than not."""
        alike = [one for one in self._gone if sha256 == one.sha256 or key == one.text_key]
        name = PurePosixPath(path).name
        return min(
            alike, key=lambda one: (one.sha256 != sha256, PurePosixPath(one.path).name != name, one.path), default=None
        )

    def _new(self, path: str) -> str:
        """An id made from the path, or, where a document that was renamed away from it has that, another."""
        number, name = 1, path
        while (identity := document_id(self._folder, name)) in self._taken or any(
            one.id == identity for one in self._gone if one.path != path
        ):
            number += 1
            name = f"{path}\0{number}"
        return identity
