"""The database of a store: its connections, and what goes wrong with it, in words."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    BindParameter,
    Connection,
    Engine,
    RowMapping,
    Select,
    Table,
    bindparam,
    create_engine,
    event,
    insert,
    make_url,
)
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from kb.errors import KnowledgeBaseError

_CACHE_KIB = 64 << 10
_CHUNK = 400
"""Values of one IN list: far below what any database allows."""


class Database:
    """Where a store is kept. `url` is any that SQLAlchemy knows; `name` is what messages call it."""

    def __init__(self, url: str | URL, *, name: str | None = None) -> None:
        url = make_url(url)
        file = file_identity(Path(url.database or "")) if url.get_backend_name() == "sqlite" else None
        self.engine = _engine(url) if file is None else _engine_of(url, file)
        self._moment = threading.local()
        self.name = name or url.render_as_string(hide_password=True)

    def close(self) -> None:
        """Close the connections that nobody uses; other stores of the same database open theirs again."""
        self.engine.dispose()

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """What this thread reads inside is all of one state of the store, whatever a build does meanwhile."""
        with self.reading() as connection:
            before, self._moment.connection = getattr(self._moment, "connection", None), connection
            try:
                yield
            finally:
                self._moment.connection = before

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection on one state of the database; inside `at_one_moment` that of the moment."""
        if (within := getattr(self._moment, "connection", None)) is not None:
            yield within
            return
        with self._named_errors(), self.engine.connect() as connection:
            # Else each question is answered from a moment of its own.
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            else:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it or nothing."""
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

    def rows(self, query: Select[Any]) -> Sequence[RowMapping]:
        """What a query gives."""
        with self.reading() as connection:
            return connection.execute(query).mappings().all()

    def rows_in(self, query: Select[Any], values: Iterable[Any]) -> Sequence[RowMapping]:
        """What a query gives whose IN list is WANTED."""
        with self.reading() as connection:
            return rows_in(connection, query, values)


WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
"""The IN list of a query that is made once and asked for any values."""


def rows_in(connection: Connection, query: Select[Any], values: Iterable[Any]) -> Sequence[RowMapping]:
    """The same, on a connection."""
    parts = [connection.execute(query, {"wanted": chunk}).mappings().all() for chunk in chunks(values)]
    return parts[0] if len(parts) == 1 else [row for part in parts for row in part]


def _engine(url: URL) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _readers_beside_a_writer)
    return engine


@lru_cache(maxsize=16)
def _engine_of(url: URL, _file: tuple[int, int]) -> Engine:
    """One for a file: it remembers the statements that it has compiled, which takes longer than many a query."""
    return _engine(url)


def file_identity(file: Path) -> tuple[int, int] | None:
    """Which file it is: one that was put in the place of another is another database; None where there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values in lists that fit an IN list."""
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]


def insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns.

    Straight to the driver: for many rows SQLAlchemy's own way takes as long again as the database. It converts nothing,
    so it is for numbers, truth values and text.
    """
    if not rows:
        return
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    if (order := statement.positiontup) is None:
        connection.exec_driver_sql(statement.string, [dict(row) for row in rows])
    else:
        connection.exec_driver_sql(statement.string, [tuple([row[name] for name in order]) for row in rows])


def _readers_beside_a_writer(connection: Any, _record: object) -> None:
    """SQLite's write-ahead log: who reads goes on with what was committed while another writes.

    It need not reach the disk with every document: a power failure may cost the last ones, never the database, and the
    next build reads them again.
    """
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    cursor.close()
