"""What people decided about files: those that they took out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select

from kb.models import FilePlace, RemovedFile
from kb.store.database import Database
from kb.store.schema import removed_files


class PeopleTables(Database):
    """What people decided about files; no build deletes it."""

    def note_removed(self, removed: RemovedFile) -> None:
        """Keep a file out of every build to come."""
        with self._writing() as connection:
            connection.execute(delete(removed_files).where(_at(removed.place)))
            row = {"label": removed.label, "time": removed.time}
            connection.execute(
                insert(removed_files).values(folder=removed.place.folder, path=removed.place.path, **row)
            )

    def forget_removed(self, place: FilePlace) -> None:
        """Let builds read a file again."""
        with self._writing() as connection:
            connection.execute(delete(removed_files).where(_at(place)))

    def removed_files(self) -> tuple[RemovedFile, ...]:
        """The files that were taken out, the last one first."""
        rows = self._all(select(removed_files).order_by(removed_files.c.time.desc(), removed_files.c.path))
        return tuple(RemovedFile(FilePlace(row["folder"], row["path"]), row["label"], row["time"]) for row in rows)


def _at(place: FilePlace) -> Any:
    return (removed_files.c.folder == place.folder) & (removed_files.c.path == place.path)
