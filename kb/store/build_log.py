"""What each build did, for who asks what has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import get_args

from sqlalchemy import delete, insert, select

from kb.models import BuildEntry, BuildOutcome, FilePlace
from kb.store.database import Database, insert_all
from kb.store.schema import build_files, builds

_KEPT = 200
"""Builds that are remembered."""


class BuildLog:
    """The builds of a store, newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, time: str, files: Mapping[BuildOutcome, Iterable[FilePlace]]) -> None:
        """Remember what a build did with which files; those that it left as they were are not told."""
        listed = [(outcome, place) for outcome in get_args(BuildOutcome) for place in files.get(outcome, ())]
        counts = {name: sum(outcome == name for outcome, _ in listed) for name in get_args(BuildOutcome)}
        with self._database.writing() as connection:
            number = connection.execute(
                insert(builds).returning(builds.c.number), {"time": time, **counts}
            ).scalar_one()
            rows = [
                {"build": number, "position": n, "outcome": outcome, "folder": place.folder, "path": place.path}
                for n, (outcome, place) in enumerate(listed)
            ]
            insert_all(connection, build_files, rows)
            connection.execute(delete(build_files).where(build_files.c.build <= number - _KEPT))
            connection.execute(delete(builds).where(builds.c.number <= number - _KEPT))

    def last(self, most: int, *, files: int) -> tuple[BuildEntry, ...]:
        """The last `most` builds, newest first, each with the first of its files, up to `files` of an outcome."""
        query = select(builds).order_by(builds.c.number.desc()).limit(most)
        told = select(build_files).order_by(build_files.c.position)
        found = []
        with self._database.reading() as connection:
            for row in connection.execute(query).mappings().all():
                places: dict[str, list[FilePlace]] = defaultdict(list)
                for outcome in get_args(BuildOutcome):
                    of_it = (build_files.c.build == row["number"]) & (build_files.c.outcome == outcome)
                    for file in connection.execute(told.where(of_it).limit(files)):
                        places[outcome].append(FilePlace(file.folder, file.path))
                counts = {name: row[name] for name in get_args(BuildOutcome)}
                found.append(BuildEntry(row["time"], counts, {name: tuple(places[name]) for name in counts}))
        return tuple(found)
