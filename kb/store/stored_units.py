"""What a store knows of units: how they are named, how often, and in which tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import (
    func,
    select,
)

from kb.store.database import WANTED, Database, chunks
from kb.store.schema import (
    documents,
    named,
    units,
)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """In how many tasks, of how many documents, a unit is named so, in that role, in documents of a region."""

    key: str
    name: str
    canonical: str | None
    region: str | None
    role: str
    tasks: int
    documents: int


class StoredUnits:
    """The units of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[UnitRow]:
        """Every way a unit is named in a role in documents of a region."""
        columns = (named.c.key, named.c.name, named.c.canonical, named.c.region, named.c.role)
        query = select(*columns, named.c.tasks, named.c.documents).order_by(*columns)
        with self._database.reading() as connection:
            rows = connection.execute(query)
            return [
                UnitRow(key, name, official, region or None, *counts) for key, name, official, region, *counts in rows
            ]

    def totals(self, regions: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        """Of every unit (by key) the number of tasks in which it has each role, and of "documents" that name it."""
        totals: dict[str, dict[str, int]] = {}
        joined = units.join(documents, documents.c.version == units.c.version)
        where = documents.c.current & ~documents.c.copy
        if regions is not None:
            where &= documents.c.region.in_(regions)
        by_role = select(units.c.key, units.c.role, func.count(units.c.task.distinct())).select_from(joined)
        in_all = select(units.c.key, func.count(documents.c.version.distinct())).select_from(joined)
        with self._database.reading() as connection:
            for key, count in connection.execute(in_all.where(where).group_by(units.c.key)):
                totals[key] = {"documents": count}
            for key, role, count in connection.execute(by_role.where(where).group_by(units.c.key, units.c.role)):
                totals[key][role] = count
        return totals

    def named_in(self, ids: Collection[str]) -> set[str]:
        """The keys of the units that the documents with these ids name."""
        joined = units.join(documents, documents.c.version == units.c.version)
        query = select(units.c.key).distinct().select_from(joined).where(documents.c.current)
        with self._database.reading() as connection:
            asked = (query.where(documents.c.id.in_(chunk)) for chunk in chunks(ids))
            return {key for part in asked for key in connection.execute(part).scalars()}

    def of_versions(self, versions: Collection[int]) -> list[tuple[int, str, str]]:
        """The units of all their tasks, in order: the task, the key, the role."""
        with self._database.reading() as connection:
            chosen = (connection.execute(_UNITS_OF_VERSIONS, {"wanted": chunk}) for chunk in chunks(versions))
            return [(task, key, role) for rows in chosen for task, key, role in rows]

    def of_tasks(self, tasks: Collection[int]) -> dict[int, list[tuple[str, str]]]:
        """The units of some tasks: number of the task → (key, name) each."""
        query = select(units.c.task, units.c.key, units.c.name).order_by(units.c.task, units.c.position)
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        with self._database.reading() as connection:
            for chunk in chunks(sorted(tasks)):
                for task, key, name in connection.execute(query.where(units.c.task.in_(chunk))):
                    found[task].append((key, name))
        return found

    def naming(self, names: Collection[str]) -> dict[int, set[str]]:
        """The current versions whose tasks name units so: version → those of the names that it has."""
        query = select(units.c.version, units.c.name).distinct()
        query = query.join(documents, documents.c.version == units.c.version).where(documents.c.current)
        found: dict[int, set[str]] = defaultdict(set)
        with self._database.reading() as connection:
            for chunk in chunks(sorted(names)):
                for version, name in connection.execute(query.where(units.c.name.in_(chunk))):
                    found[version].add(name)
        return found


_UNITS_OF_VERSIONS = (
    select(units.c.task, units.c.key, units.c.role)
    .where(units.c.version.in_(WANTED))
    .order_by(units.c.task, units.c.position)
)
