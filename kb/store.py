"""The store: the only SQL. It is the truth; an index is made from it and can always be made again.

Every change of a document is one transaction, so that a build that dies leaves each document whole, old or new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    RowMapping,
    Select,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from extract.models import Document
from kb import schema
from kb.errors import KnowledgeBaseError, NotBuilt
from kb.models import Failure
from kb.rows import commitment_rows, document_row, text_row
from kb.schema import cells, commitments, documents, failures, meta, targets, texts, units

FILE = "kb.sqlite3"
_CHUNK = 400
"""Values of one IN list: far below what any database allows."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a file: enough to see whether it has changed."""

    version: int
    sha256: str
    stamp: str


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


class Store:
    """The documents of one knowledge base. `url` is any that SQLAlchemy knows; `name` is what messages call it."""

    def __init__(self, url: str | URL, *, name: str | None = None) -> None:
        self.engine: Engine = create_engine(url)
        self.name = name or self.engine.url.render_as_string(hide_password=True)
        if self.engine.dialect.name == "sqlite":
            event.listen(self.engine, "connect", _readers_beside_a_writer)

    @classmethod
    def at(cls, index: Path) -> Store:
        """The store in an index folder (SQLite)."""
        file = index / FILE
        return cls(URL.create("sqlite", database=str(file)), name=str(file))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._named_errors(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._named_errors(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except OperationalError as error:
            raise KnowledgeBaseError(
                f"{self.name}：数据库不能读写（{error.orig}）。请检查磁盘空间和权限后再试"
            ) from error
        except DatabaseError as error:
            raise KnowledgeBaseError(
                f"{self.name}：不是知识库，或已损坏（{error.orig}）。请移走这个文件，再运行 python -m kb build"
            ) from error

    # --- the whole store ---

    def prepare(self) -> bool:
        """Make the tables where there are none; whether those of another version had to be thrown away."""
        with self._writing() as connection:
            found = self._schema_version(connection)
            if found == schema.VERSION:
                return False
            if found is not None:
                schema.metadata.drop_all(connection)
            schema.metadata.create_all(connection)
            connection.execute(insert(meta).values(key="schema", value=schema.VERSION))
            connection.execute(insert(meta).values(key="identity", value=uuid4().hex))
            return found is not None

    def identity(self) -> str:
        """What tells this store from one made before or elsewhere: an index belongs to one store."""
        with self._reading() as connection:
            return str(connection.execute(select(meta.c.value).where(meta.c.key == "identity")).scalar_one())

    def check(self) -> None:
        """NotBuilt where there is no store that this version reads."""
        with self._reading() as connection:
            if self._schema_version(connection) != schema.VERSION:
                raise NotBuilt(f"{self.name}：不是这个版本的知识库。请运行 python -m kb build 重新建库")

    def _schema_version(self, connection: Connection) -> str | None:
        if not self.engine.dialect.has_table(connection, meta.name):
            return None
        found = connection.execute(select(meta.c.value).where(meta.c.key == "schema")).scalar()
        return "" if found is None else str(found)

    # --- writing ---

    def known(self, folder: str) -> dict[str, Known]:
        """What is stored of a folder, by path."""
        query = select(documents.c.path, documents.c.version, documents.c.sha256, documents.c.stamp)
        with self._reading() as connection:
            rows = connection.execute(query.where(documents.c.folder == folder, documents.c.current))
            return {row.path: Known(row.version, row.sha256, row.stamp) for row in rows}

    def put(self, document: Document, *, folder: str, path: str, stamp: str) -> None:
        """Store a document in place of the version stored before."""
        with self._writing() as connection:
            self._retire(connection, folder, [path])
            listed = document_row(document, folder=folder, path=path, stamp=stamp)
            version = connection.execute(insert(documents).returning(documents.c.version), listed).scalar_one()
            connection.execute(insert(texts), text_row(document, version=version))
            rows = commitment_rows(document, identity=listed["id"], version=version)
            of_table = (
                (commitments, rows.commitments),
                (targets, rows.targets),
                (units, rows.units),
                (cells, rows.cells),
            )
            for table, values in of_table:
                if values:
                    connection.execute(insert(table), values)
            self._forget(connection, folder, [path])

    def remove(self, folder: str, paths: Collection[str]) -> None:
        """Take out the documents of files that are gone."""
        with self._writing() as connection:
            self._retire(connection, folder, paths)

    def _retire(self, connection: Connection, folder: str, paths: Collection[str]) -> None:
        for chunk in _chunks(paths):
            connection.execute(
                update(documents)
                .where(documents.c.folder == folder, documents.c.path.in_(chunk), documents.c.current)
                .values(current=False)
            )

    def fail(self, failure: Failure) -> None:
        """Record why a file is not in the knowledge base as it stands on disk."""
        with self._writing() as connection:
            self._forget(connection, failure.folder, [failure.path])
            row = {name: getattr(failure, name) for name in ("folder", "path", "reason", "remedy", "status")}
            connection.execute(insert(failures).values(row))

    def forget_failures(self, folder: str, *, but: Collection[str]) -> None:
        """Drop what was recorded of a folder's files, except of those in `but`."""
        with self._writing() as connection:
            recorded = connection.execute(select(failures.c.path).where(failures.c.folder == folder)).scalars()
            self._forget(connection, folder, [path for path in recorded if path not in but])

    def _forget(self, connection: Connection, folder: str, paths: Collection[str]) -> None:
        for chunk in _chunks(paths):
            connection.execute(delete(failures).where(failures.c.folder == folder, failures.c.path.in_(chunk)))

    def purge(self) -> None:
        """Delete the versions that are no longer current; only when no index names them any more."""
        with self._writing() as connection:
            old = list(connection.execute(select(documents.c.version).where(~documents.c.current)).scalars())
            for chunk in _chunks(old):
                for table in schema.OF_A_VERSION:
                    connection.execute(delete(table).where(table.c.version.in_(chunk)))

    # --- reading: for the index ---

    def sizes(self) -> dict[int, int]:
        """The current versions that have commitments, with how many."""
        query = (
            select(documents.c.version, func.count())
            .join(commitments, commitments.c.version == documents.c.version)
            .where(documents.c.current)
            .group_by(documents.c.version)
        )
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def commitments_of(self, version: int) -> Sequence[RowMapping]:
        """The commitments of one version in reading order, with what filters need of their document."""
        query = _commitments().where(commitments.c.version == version).order_by(commitments.c.number)
        return self._all(query)

    def units_of_version(self, version: int) -> Sequence[RowMapping]:
        """The units of all its tasks, in order."""
        return self._all(select(units).where(units.c.version == version).order_by(units.c.task, units.c.position))

    # --- reading: for answers ---

    def commitments(self, numbers: Iterable[int]) -> dict[int, RowMapping]:
        """Commitments by number, with the title of the task they stand in and their target's fields."""
        return self._by("number", (_commitments().where(commitments.c.number.in_(c)) for c in _chunks(numbers)))

    def targets(self, numbers: Iterable[int]) -> dict[int, RowMapping]:
        """The fields of targets, by number."""
        return self._by("number", (select(targets).where(targets.c.number.in_(c)) for c in _chunks(numbers)))

    def units_of(self, tasks: Iterable[int]) -> Sequence[RowMapping]:
        """The units of tasks, in order."""
        chunks = _chunks(set(tasks))
        queries = (select(units).where(units.c.task.in_(c)).order_by(units.c.task, units.c.position) for c in chunks)
        return [row for query in queries for row in self._all(query)]

    def inside(self, task_ids: Iterable[str]) -> Sequence[RowMapping]:
        """The measures and targets of current tasks (by commitment id), in reading order."""
        above = commitments.alias("task_of_it")
        query = _commitments().join(above, above.c.number == commitments.c.task).where(commitments.c.kind != "task")
        query = query.where(documents.c.current).order_by(commitments.c.number)
        return [row for chunk in _chunks(sorted(task_ids)) for row in self._all(query.where(above.c.id.in_(chunk)))]

    def documents(self) -> Sequence[RowMapping]:
        """The documents without their text, by folder and path; also versions that are only kept for the index."""
        query = select(documents, texts.c.proposal).join(texts, texts.c.version == documents.c.version)
        return self._all(query.order_by(documents.c.folder, documents.c.path, documents.c.version))

    def text(self, version: int) -> RowMapping | None:
        """The text of a version and its layout."""
        return next(iter(self._all(select(texts).where(texts.c.version == version))), None)

    def units(self) -> list[UnitRow]:
        """Every way a unit is named in a role in documents of a region."""
        named = (units.c.key, units.c.name, units.c.canonical, documents.c.region, units.c.role)
        counts = (func.count(units.c.task.distinct()), func.count(documents.c.version.distinct()))
        query = select(*named, *counts).join(documents, documents.c.version == units.c.version)
        query = query.where(documents.c.current).group_by(*named).order_by(*named)
        with self._reading() as connection:
            return [UnitRow(*row) for row in connection.execute(query)]

    def unit_totals(self, regions: Collection[str] | None = None) -> dict[str, dict[str, int]]:
        """Of every unit (by key) the number of tasks in which it has each role, and of "documents" that name it."""
        totals: dict[str, dict[str, int]] = {}
        joined = units.join(documents, documents.c.version == units.c.version)
        where = documents.c.current if regions is None else documents.c.current & documents.c.region.in_(regions)
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
            chunks = (query.where(documents.c.id.in_(chunk)) for chunk in _chunks(ids))
            return {key for chunk in chunks for key in connection.execute(chunk).scalars()}

    def cells(self, versions: Iterable[int]) -> Sequence[RowMapping]:
        """The values of the indicator tables of some versions, in order."""
        chunks = _chunks(versions)
        queries = (
            select(cells).where(cells.c.version.in_(c)).order_by(cells.c.version, cells.c.position) for c in chunks
        )
        return [row for query in queries for row in self._all(query)]

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

    def _all(self, query: Select[Any]) -> Sequence[RowMapping]:
        with self._reading() as connection:
            return connection.execute(query).mappings().all()

    def _by(self, column: str, queries: Iterable[Select[Any]]) -> dict[int, RowMapping]:
        return {row[column]: row for query in queries for row in self._all(query)}


def _commitments() -> Select[Any]:
    """Commitments with what is shown of their task and what filters need of their document."""
    above = commitments.alias("above")
    return (
        select(
            commitments,
            above.c.id.label("task_id"),
            above.c.title.label("task_title"),
            documents.c.id.label("document"),
            documents.c.folder,
            documents.c.path.label("file"),
            documents.c.region,
            documents.c.kind.label("doc_kind"),
        )
        .join(documents, documents.c.version == commitments.c.version)
        .outerjoin(above, above.c.number == commitments.c.task)
    )


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]


def _readers_beside_a_writer(connection: Any, _record: object) -> None:
    """SQLite's write-ahead log: who reads goes on with what was committed while another writes."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()
