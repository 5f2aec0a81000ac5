"""What people decided about files: those that they took out, and what they say of a document in place of what was read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from kb.models import FilePlace, RemovedFile
from kb.store.database import Database
from kb.store.schema import mended_facts, removed_files


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

    def keep_facts(self, text_key: str, facts: Mapping[str, Any], time: str) -> None:
        """Keep what people say of the documents with a text; what was kept of them before is replaced."""
        with self._writing() as connection:
            connection.execute(delete(mended_facts).where(mended_facts.c.text_key == text_key))
            if facts:
                said = json.dumps(dict(facts), ensure_ascii=False)
                connection.execute(insert(mended_facts).values(text_key=text_key, facts=said, time=time))

    def mended_facts(self) -> dict[str, dict[str, Any]]:
        """What people say of documents, by the key of their text."""
        return {row["text_key"]: json.loads(row["facts"]) for row in self._all(select(mended_facts))}


def _at(place: FilePlace) -> Any:
    return (removed_files.c.folder == place.folder) & (removed_files.c.path == place.path)
