"""What a store is asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, RowMapping, Select, bindparam, case, func, select

from kb.models import Failure
from kb.store.database import Database, chunks
from kb.store.schema import cells, commitments, documents, failures, meta, named, notices, targets, texts, turned, units


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


@dataclass(frozen=True, slots=True)
class Changes:
    """Versions of documents that an index must take in, those that it must let go of, and whether any stays."""

    added: tuple[int, ...]
    removed: tuple[int, ...]
    stays: bool


class IndexRow(NamedTuple):
    """What an index is told of a commitment: its own columns, the title of its task, the figure of its target, and what
    filters need of its document.
    """

    number: int
    version: int
    kind: str
    task: int | None
    title: str
    task_title: str | None
    text: str
    path: str
    year: int | None
    due_text: str | None
    doubts: str
    task_doubts: str | None
    review: str | None
    value: str | None
    uom: str | None
    document: str
    folder: str
    file: str
    region: str | None
    doc_kind: str
    copy: bool


@dataclass(frozen=True, slots=True)
class HitRows:
    """Commitments by number, each with the title of its task and, as `target_…`, the fields of its target; the targets
    inside those that are tasks, with the "task" of each; the units of the tasks that they are or stand in. In order.
    """

    commitments: Mapping[int, RowMapping]
    targets_inside: Sequence[RowMapping]
    units: Sequence[RowMapping]


class IndicatorRow(NamedTuple):
    """How often an indicator is written so in documents of a region; of targets by kind, and whether it is what is added."""

    indicator: str
    kind: str | None
    increment: bool
    region: str | None
    in_table: bool
    times: int


class StoreReader(Database):
    """What a store is asked."""

    def versions(self) -> tuple[int, ...]:
        """The current versions of documents."""
        query = select(documents.c.version).where(documents.c.current).order_by(documents.c.version)
        with self._reading() as connection:
            return tuple(connection.execute(query).scalars())

    def changes_since(self, state: str) -> Changes | None:
        """What has changed since the index was in step with the store in that state; None where that is not known.

        Versions count upwards and are kept until the index has followed: so newer ones were added, older ones that are
        no longer current were removed. Those that became a copy or ceased to be one are removed and added again.
        """
        with self._reading() as connection:
            noted = {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}
            if noted.get("indexed") != state:
                return None
            last = int(noted["indexed_version"])
            query = select(documents.c.version).order_by(documents.c.version)
            added = connection.execute(query.where(documents.c.version > last, documents.c.current)).scalars()
            removed = connection.execute(query.where(documents.c.version <= last, ~documents.c.current)).scalars()
            stays = connection.execute(query.where(documents.c.version <= last, documents.c.current).limit(1)).first()
            again = query.join(turned, turned.c.version == documents.c.version)
            anew = tuple(connection.execute(again.where(documents.c.version <= last, documents.c.current)).scalars())
            return Changes((*anew, *added), (*removed, *anew), stays is not None)

    def commitments_of(self, versions: Collection[int]) -> Sequence[RowMapping]:
        """The commitments of some versions, each in reading order, with what filters need of their document."""
        return self._where_in(_COMMITMENTS_OF, versions)

    def index_rows(self, versions: Collection[int]) -> Sequence[IndexRow]:
        """The same commitments, by number, with what an index is told and no more: every column takes its time."""
        with self._reading() as connection:
            rows = (row for chunk in chunks(versions) for row in connection.execute(_INDEXED, {"wanted": chunk}))
            return sorted(map(IndexRow._make, rows))  # Here: SQLite would copy all their texts to order them.

    def units_of_versions(self, versions: Collection[int]) -> list[tuple[int, str, str]]:
        """The units of all their tasks, in order: the task, the key, the role."""
        with self._reading() as connection:
            chosen = (connection.execute(_UNITS_OF_VERSIONS, {"wanted": chunk}) for chunk in chunks(versions))
            return [(task, key, role) for rows in chosen for task, key, role in rows]

    # --- reading: for answers ---

    def hit_rows(self, numbers: Iterable[int]) -> HitRows:
        """Commitments by number, with all that is shown of them."""
        with self._reading() as connection:
            rows = {row["number"]: row for row in _in(connection, _COMMITMENTS, numbers)}
            tasks = {row["task"] for row in rows.values() if row["kind"] == "task"}
            within = {row["task"] for row in rows.values() if row["task"] is not None}
            targets_inside = _in(connection, _TARGETS_INSIDE, tasks)
            return HitRows(rows, targets_inside, _in(connection, _UNITS_OF_TASKS, within))

    def tasks_of(self, numbers: Iterable[int]) -> dict[int, int | None]:
        """Of each commitment the number of the task that it is or stands in."""
        return {row["number"]: row["task"] for row in self._where_in(_TASKS_OF, numbers)}

    def mark_rows(self, numbers: Iterable[int]) -> Sequence[RowMapping]:
        """Of commitments by number what tells one from another, and from what it was before."""
        return self._where_in(_MARKS_OF, numbers)

    def due_rows(self, numbers: Iterable[int]) -> Sequence[RowMapping]:
        """Of commitments by number what says when they are due."""
        return self._where_in(_DUE_OF, numbers)

    def members(self, task_ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of current tasks (by commitment id) and of their measures and targets, in reading order."""
        return tuple(sorted(row["number"] for row in self._where_in(_MEMBERS, sorted(task_ids))))

    def task_titles(self, documents: Iterable[str]) -> Sequence[RowMapping]:
        """The id, title and document (id) of all tasks of current documents (by id), in reading order."""
        return self._where_in(_TASK_TITLES, sorted(documents))

    def documents(self) -> Sequence[RowMapping]:
        """The documents without their text, by folder and path; also versions that are only kept for the index."""
        return self._all(select(documents).order_by(documents.c.folder, documents.c.path, documents.c.version))

    def documents_like(self, versions: Iterable[int]) -> Sequence[RowMapping]:
        """Some versions of documents, and all documents with the same text as one of them."""
        return self._where_in(_DOCUMENTS_LIKE, versions)

    def regions(self) -> frozenset[str]:
        """The places that have documents."""
        query = select(documents.c.region).distinct().where(documents.c.current, documents.c.region.is_not(None))
        with self._reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def has_copies(self) -> bool:
        """Whether any document has the same text as another."""
        query = select(documents.c.version).where(documents.c.current, documents.c.copy).limit(1)
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def totals(self) -> tuple[int, int]:
        """How many documents there are, and how many commitments, those of copies left out."""
        size = case((documents.c.copy, 0), else_=documents.c.tasks + documents.c.measures + documents.c.targets)
        query = select(func.count(), func.coalesce(func.sum(size), 0)).where(documents.c.current)
        with self._reading() as connection:
            found = connection.execute(query).one()
        return int(found[0]), int(found[1])

    def duplicates(self) -> tuple[tuple[str, ...], ...]:
        """The documents that have the same text, each as its folder and path."""
        several = select(documents.c.text_key).where(documents.c.current).group_by(documents.c.text_key)
        same: dict[str, list[tuple[str, str]]] = defaultdict(list)
        with self._reading() as connection:
            keys = connection.execute(several.having(func.count() > 1)).scalars().all()
            for row in _in(connection, _WITH_TEXT_KEYS, keys):
                same[row["text_key"]].append((row["folder"], row["path"]))
        return tuple(tuple("/".join(place) for place in group) for group in sorted(map(sorted, same.values())))

    def text(self, version: int) -> RowMapping | None:
        """The text of a version and its layout."""
        return next(iter(self._all(select(texts).where(texts.c.version == version))), None)

    def notice_totals(self) -> Counter[tuple[str, str]]:
        """How many notices of each code and message the current documents have; those of copies are left out."""
        query = select(notices.c.code, notices.c.message, func.count()).join(
            documents, documents.c.version == notices.c.version
        )
        speaking = query.where(documents.c.current, ~documents.c.copy).group_by(notices.c.code, notices.c.message)
        with self._reading() as connection:
            return Counter({(code, message): count for code, message, count in connection.execute(speaking)})

    def notices(self, version: int) -> Sequence[RowMapping]:
        """What of a version could not be read or placed, in order."""
        return self._all(select(notices).where(notices.c.version == version).order_by(notices.c.position))

    def units(self) -> list[UnitRow]:
        """Every way a unit is named in a role in documents of a region."""
        columns = (named.c.key, named.c.name, named.c.canonical, named.c.region, named.c.role)
        query = select(*columns, named.c.tasks, named.c.documents).order_by(*columns)
        with self._reading() as connection:
            rows = connection.execute(query)
            return [
                UnitRow(key, name, official, region or None, *counts) for key, name, official, region, *counts in rows
            ]

    def unit_totals(self, regions: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        """Of every unit (by key) the number of tasks in which it has each role, and of "documents" that name it."""
        totals: dict[str, dict[str, int]] = {}
        joined = units.join(documents, documents.c.version == units.c.version)
        where = documents.c.current & ~documents.c.copy
        if regions is not None:
            where &= documents.c.region.in_(regions)
        by_role = select(units.c.key, units.c.role, func.count(units.c.task.distinct())).select_from(joined)
        in_all = select(units.c.key, func.count(documents.c.version.distinct())).select_from(joined)
        with self._reading() as connection:
            for key, count in connection.execute(in_all.where(where).group_by(units.c.key)):
                totals[key] = {"documents": count}
            for key, role, count in connection.execute(by_role.where(where).group_by(units.c.key, units.c.role)):
                totals[key][role] = count
        return totals

    def units_named_in(self, ids: Collection[str]) -> set[str]:
        """The keys of the units that the documents with these ids name."""
        joined = units.join(documents, documents.c.version == units.c.version)
        query = select(units.c.key).distinct().select_from(joined).where(documents.c.current)
        with self._reading() as connection:
            asked = (query.where(documents.c.id.in_(chunk)) for chunk in chunks(ids))
            return {key for part in asked for key in connection.execute(part).scalars()}

    def cells(self, versions: Iterable[int]) -> Sequence[RowMapping]:
        """The values of the indicator tables of some versions, in order."""
        query = select(cells).order_by(cells.c.version, cells.c.position)
        return [row for chunk in chunks(versions) for row in self._all(query.where(cells.c.version.in_(chunk)))]

    def indicators(self) -> list[tuple[str, int]]:
        """The indicators of targets and of tables, with how often."""
        counted: Counter[str] = Counter()
        with self._reading() as connection:
            for table in (targets, cells):
                query = select(table.c.indicator, func.count()).join(documents, documents.c.version == table.c.version)
                speaking = query.where(documents.c.current, ~documents.c.copy)
                for name, count in connection.execute(speaking.group_by(table.c.indicator)):
                    counted[name] += count
        return sorted(counted.items())

    def indicator_rows(self) -> list[IndicatorRow]:
        """The ways in which indicators are written, in targets and in tables, with how often, in documents of a region."""
        of_targets = (targets.c.indicator, targets.c.kind, targets.c.increment, documents.c.region)
        in_targets = select(*of_targets, func.count()).join(documents, documents.c.version == targets.c.version)
        of_cells = (cells.c.indicator, documents.c.region)
        in_cells = select(*of_cells, func.count()).join(documents, documents.c.version == cells.c.version)
        speaking = documents.c.current & ~documents.c.copy
        with self._reading() as connection:
            told = connection.execute(in_targets.where(speaking).group_by(*of_targets))
            found = [IndicatorRow(name, kind, more, region, False, times) for name, kind, more, region, times in told]
            told = connection.execute(in_cells.where(speaking).group_by(*of_cells))
            return found + [IndicatorRow(name, None, False, region, True, times) for name, region, times in told]

    def targets_of_indicators(self, indicators: Iterable[str]) -> Sequence[RowMapping]:
        """The targets whose indicators are written so, with the text, id, page and doubts of each, in order."""
        return self._where_in(_TARGETS_OF_INDICATORS, sorted(set(indicators)))

    def cells_of_indicators(self, indicators: Iterable[str]) -> Sequence[RowMapping]:
        """The values of tables whose indicators are written so, in order."""
        return self._where_in(_CELLS_OF_INDICATORS, sorted(set(indicators)))

    def passages(self, most: int) -> Iterator[str]:
        """The titles of all tasks, then their texts in reading order, up to `most` characters in all."""
        current = commitments.join(documents, documents.c.version == commitments.c.version)
        for column in (commitments.c.title, commitments.c.text):
            query = (
                select(column)
                .select_from(current)
                .where(documents.c.current, ~documents.c.copy, commitments.c.kind == "task")
            )
            with self._reading() as connection:
                for text in connection.execute(query.order_by(commitments.c.number)).scalars():
                    most -= len(text)
                    if most < 0:
                        return
                    yield text

    def failures(self) -> tuple[Failure, ...]:
        """The files that are not in the knowledge base as they stand on disk."""
        old = documents.alias()
        kept = (old.c.folder == failures.c.folder) & (old.c.path == failures.c.path) & old.c.current
        query = select(failures, old.c.version).outerjoin(old, kept).order_by(failures.c.folder, failures.c.path)
        return tuple(
            Failure(
                row["folder"], row["path"], row["reason"], row["remedy"], row["status"], kept=row["version"] is not None
            )
            for row in self._all(query)
        )

    def _where_in(self, query: Select[Any], values: Iterable[Any]) -> Sequence[RowMapping]:
        """The rows of a query whose IN list is called `wanted`."""
        with self._reading() as connection:
            return _in(connection, query, values)


def _in(connection: Connection, query: Select[Any], values: Iterable[Any]) -> Sequence[RowMapping]:
    parts = [connection.execute(query, {"wanted": chunk}).mappings().all() for chunk in chunks(values)]
    return parts[0] if len(parts) == 1 else [row for part in parts for row in part]


# Queries of every search, made once: making them takes longer than running them.


_ABOVE = commitments.alias("above")


def _commitments() -> Select[Any]:
    """Commitments with what is shown of their task and what filters need of their document."""
    return (
        select(
            commitments,
            _ABOVE.c.id.label("task_id"),
            _ABOVE.c.title.label("task_title"),
            _ABOVE.c.doubts.label("task_doubts"),
            documents.c.id.label("document"),
            documents.c.folder,
            documents.c.path.label("file"),
            documents.c.region,
            documents.c.kind.label("doc_kind"),
            targets.c.value,
            targets.c.uom,
        )
        .join(documents, documents.c.version == commitments.c.version)
        .outerjoin(_ABOVE, _ABOVE.c.number == commitments.c.task)
        .outerjoin(targets, targets.c.number == commitments.c.number)
    )


def _documents_like() -> Select[Any]:
    asked = documents.alias("asked")
    keys = select(asked.c.text_key).where(asked.c.version.in_(_WANTED))
    return select(documents).where(documents.c.text_key.in_(keys))


_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_COMMITMENTS = (
    _commitments()
    .add_columns(*(column.label(f"target_{column.name}") for column in targets.columns))
    .where(commitments.c.number.in_(_WANTED))
)
_TASKS_OF = select(commitments.c.number, commitments.c.task).where(commitments.c.number.in_(_WANTED))
_MARKS_OF = (
    select(
        commitments.c.number,
        commitments.c.version,
        commitments.c.id,
        commitments.c.kind,
        commitments.c.title,
        commitments.c.text,
        commitments.c.year,
        commitments.c.due_text,
        documents.c.id.label("document"),
    )
    .join(documents, documents.c.version == commitments.c.version)
    .where(commitments.c.number.in_(_WANTED))
)
_DUE_OF = select(commitments.c.number, commitments.c.year, commitments.c.due_text, commitments.c.due_basis).where(
    commitments.c.number.in_(_WANTED)
)
_COMMITMENTS_OF = _commitments().where(commitments.c.version.in_(_WANTED)).order_by(commitments.c.number)
_INDEXED = (
    _commitments()
    .with_only_columns(
        commitments.c.number,
        commitments.c.version,
        commitments.c.kind,
        commitments.c.task,
        commitments.c.title,
        _ABOVE.c.title,
        commitments.c.text,
        commitments.c.path,
        commitments.c.year,
        commitments.c.due_text,
        commitments.c.doubts,
        _ABOVE.c.doubts,
        commitments.c.review,
        targets.c.value,
        targets.c.uom,
        documents.c.id,
        documents.c.folder,
        documents.c.path,
        documents.c.region,
        documents.c.kind,
        documents.c.copy,
    )
    .where(commitments.c.version.in_(_WANTED))
)
_MEMBERS = (
    select(commitments.c.number)
    .join(documents, documents.c.version == commitments.c.version)
    .join(_ABOVE, _ABOVE.c.number == commitments.c.task)
    .where(documents.c.current, _ABOVE.c.id.in_(_WANTED))
)
_TASK_TITLES = (
    select(commitments.c.id, commitments.c.title, documents.c.id.label("document"))
    .join(documents, documents.c.version == commitments.c.version)
    .where(documents.c.current, documents.c.id.in_(_WANTED), commitments.c.kind == "task")
    .order_by(commitments.c.number)
)
_DOCUMENTS_LIKE = _documents_like()
_WITH_TEXT_KEYS = select(documents.c.text_key, documents.c.folder, documents.c.path).where(
    documents.c.current, documents.c.text_key.in_(_WANTED)
)
_TARGETS_INSIDE = (
    select(targets, commitments.c.task)
    .join(commitments, commitments.c.number == targets.c.number)
    .where(commitments.c.task.in_(_WANTED))
    .order_by(targets.c.number)
)
_TARGETS_OF_INDICATORS = (
    select(
        targets,
        commitments.c.id,
        commitments.c.text,
        commitments.c.page,
        commitments.c.doubts,
    )
    .join(commitments, commitments.c.number == targets.c.number)
    .join(documents, documents.c.version == targets.c.version)
    .where(documents.c.current, ~documents.c.copy, targets.c.indicator.in_(_WANTED))
    .order_by(targets.c.number)
)
_CELLS_OF_INDICATORS = (
    select(cells)
    .join(documents, documents.c.version == cells.c.version)
    .where(documents.c.current, ~documents.c.copy, cells.c.indicator.in_(_WANTED))
    .order_by(cells.c.version, cells.c.position)
)
_UNITS_OF_TASKS = select(units).where(units.c.task.in_(_WANTED)).order_by(units.c.task, units.c.position)
_UNITS_OF_VERSIONS = (
    select(units.c.task, units.c.key, units.c.role)
    .where(units.c.version.in_(_WANTED))
    .order_by(units.c.task, units.c.position)
)
