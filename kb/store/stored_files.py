"""What a store knows of files: those that are in it, those that could not be read, and those that people took out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    delete,
    insert,
    select,
)

from kb.models import Failure, FilePlace, RemovedFile
from kb.store.database import Database, chunks
from kb.store.schema import (
    documents,
    failures,
    removed_files,
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is stored of a file: enough to see whether it has changed, and to know it again under another name."""

    version: int
    sha256: str
    stamp: str
    id: str
    text_key: str


class StoredFiles:
    """The files of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stored(self, folder: str) -> dict[str, StoredFile]:
        """What is stored of a folder, by path."""
        columns = (documents.c.version, documents.c.sha256, documents.c.stamp, documents.c.id, documents.c.text_key)
        query = select(documents.c.path, *columns).where(documents.c.folder == folder, documents.c.current)
        with self._database.reading() as connection:
            return {path: StoredFile(*values) for path, *values in connection.execute(query)}

    def failures(self) -> tuple[Failure, ...]:
        """The files that are not in the knowledge base as they stand on disk."""
        old = documents.alias()
        kept = (old.c.folder == failures.c.folder) & (old.c.path == failures.c.path) & old.c.current
        query = select(failures, old.c.version).outerjoin(old, kept).order_by(failures.c.folder, failures.c.path)
        return tuple(
            Failure(
                row["folder"], row["path"], row["reason"], row["remedy"], row["status"], kept=row["version"] is not None
            )
            for row in self._database.rows(query)
        )

    def fail(self, failure: Failure) -> None:
        """Record why a file is not in the knowledge base as it stands on disk."""
        with self._database.writing() as connection:
            forget_failures_of(connection, failure.folder, [failure.path])
            row = {name: getattr(failure, name) for name in ("folder", "path", "reason", "remedy", "status")}
            connection.execute(insert(failures).values(row))

    def forget_failures(self, folder: str, *, but: Collection[str], among: Collection[str] | None = None) -> None:
        """Drop what was recorded of a folder's files (or of those in `among`), except of those in `but`."""
        with self._database.writing() as connection:
            recorded = connection.execute(select(failures.c.path).where(failures.c.folder == folder)).scalars()
            forget_failures_of(
                connection, folder, [path for path in recorded if path not in but and (among is None or path in among)]
            )

    def removed(self) -> tuple[RemovedFile, ...]:
        """The files that were taken out, the last one first."""
        rows = self._database.rows(select(removed_files).order_by(removed_files.c.time.desc(), removed_files.c.path))
        return tuple(RemovedFile(FilePlace(row["folder"], row["path"]), row["label"], row["time"]) for row in rows)

    def note_removed(self, removed: RemovedFile) -> None:
        """Keep a file out of every build to come."""
        with self._database.writing() as connection:
            connection.execute(delete(removed_files).where(_at(removed.place)))
            row = {"label": removed.label, "time": removed.time}
            connection.execute(
                insert(removed_files).values(folder=removed.place.folder, path=removed.place.path, **row)
            )

    def forget_removed(self, place: FilePlace) -> None:
        """Let builds read a file again."""
        with self._database.writing() as connection:
            connection.execute(delete(removed_files).where(_at(place)))


def forget_failures_of(connection: Connection, folder: str, paths: Collection[str]) -> None:
    """Drop what was recorded of some files of a folder."""
    for chunk in chunks(paths):
        connection.execute(delete(failures).where(failures.c.folder == folder, failures.c.path.in_(chunk)))


def _at(place: FilePlace) -> Any:
    return (removed_files.c.folder == place.folder) & (removed_files.c.path == place.path)
