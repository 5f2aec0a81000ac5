"""The database of people's records: where it is, who may write, and what goes wrong with it, in words.

By default a SQLite file beside the index folder; any URL that SQLAlchemy knows (KB_RECORDS, --records) for several
people. It is made with the first record.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from kb.errors import KnowledgeBaseError
from kb.records.record_tables import VERSION, record_meta, record_metadata
from kb.store.database import file_identity

FOLDER, FILE = "records", "records.sqlite3"
VARIABLE = "KB_RECORDS"


def records_url(index: Path, given: str | URL | None = None) -> URL:
    """Where the records of the knowledge base in `index` are: as given, as KB_RECORDS says, else beside the folder."""
    if said := given or os.environ.get(VARIABLE):
        try:
            return make_url(said)
        except (ArgumentError, ValueError) as error:
            raise KnowledgeBaseError(
                f"{VARIABLE} 不是数据库的地址，应写作 sqlite:///文件路径 或 postgresql://…"
            ) from error
    return URL.create("sqlite", database=str(index.absolute().parent / FOLDER / FILE))


class RecordDatabase:
    """People's records. Without a database yet it reads as empty; `name` is what messages call it.

    `tables` are those that are read here: each kind of records comes with its own, made with the first of the kind.
    """

    def __init__(self, url: URL, tables: MetaData = record_metadata) -> None:
        self._url = url
        self._tables = tables
        self._file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        self._complete: Engine | None = None
        self._own = threading.local()
        self.name = str(self._file) if self._file is not None else url.render_as_string(hide_password=True)

    @classmethod
    def of(cls, index: Path, given: str | None = None, *, tables: MetaData = record_metadata) -> RecordDatabase:
        """The records of the knowledge base in `index`; `given` is their URL where they are elsewhere."""
        return cls(records_url(index, given), tables)

    def close(self) -> None:
        """Close the connections that nobody uses; others of the same database open theirs again."""
        if self._file is None or self._file.is_file():
            self._engine().dispose()

    def rows(self, query: Any) -> Sequence[dict[str, Any]]:
        """What a query gives; nothing where nothing was ever written."""
        with self.reading() as connection:
            return [] if connection is None else [dict(row) for row in connection.execute(query).mappings()]

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """A connection; None where nothing was ever written. Inside `alone` the one of that."""
        if (own := getattr(self._own, "connection", None)) is not None:
            yield own
            return
        if self._file is not None and not self._file.is_file():
            yield None
            return
        with self._named_errors(), self._engine().connect() as connection:
            yield connection if self._has_tables(connection) else None

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """One transaction in which nobody else writes, in any process: what is read in it still holds when it ends.

        This thread may nest it; an error undoes all of it.
        """
        if (own := getattr(self._own, "connection", None)) is not None:
            yield own
            return
        self._make_room()
        with self._named_errors(), self._engine().connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            self._own.connection = connection
            try:
                if not self._has_tables(connection):
                    self._make_tables(connection)
                connection.execute(select(record_meta).where(record_meta.c.key == "schema").with_for_update())
                yield connection
                connection.commit()
            finally:
                self._own.connection = None

    def _make_room(self) -> None:
        if self._file is not None:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise KnowledgeBaseError(f"{self.name}：无法建立校正记录（{error.strerror or error}）") from error

    def _has_tables(self, connection: Connection) -> bool:
        """Whether all tables are there; KnowledgeBaseError for those of a newer program."""
        if self._complete is connection.engine:
            return True
        there = set(inspect(connection).get_table_names())
        if record_meta.name in there:
            found = connection.execute(select(record_meta.c.value).where(record_meta.c.key == "schema")).scalar()
            if found != VERSION:
                raise KnowledgeBaseError(f"{self.name}：校正记录是另一个版本的程序写的。请用较新的版本打开")
        if record_meta.name in there and there >= self._tables.tables.keys():
            self._complete = connection.engine
        return self._complete is connection.engine

    def _make_tables(self, connection: Connection) -> None:
        """Make those that are missing; where another process has just made them, they are its."""
        if connection.dialect.name == "sqlite":
            self._create(connection)  # In the transaction that nobody else can have.
            return
        connection.rollback()
        try:
            with self._engine().begin() as apart:
                self._create(apart)
        except DatabaseError:
            if not self._has_tables(connection):
                raise

    def _create(self, connection: Connection) -> None:
        noted = inspect(connection).has_table(record_meta.name)
        record_meta.create(connection, checkfirst=True)
        self._tables.create_all(connection)
        if not noted:
            connection.execute(insert(record_meta).values(key="schema", value=VERSION))

    def _engine(self) -> Engine:
        try:
            return _engine_of(self._url, None if self._file is None else file_identity(self._file))
        except (ImportError, ArgumentError) as error:
            raise KnowledgeBaseError(
                f"{self.name}：没有连接这种数据库的程序包（{error}）。PostgreSQL 请安装 psycopg[binary]"
            ) from error

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            raise KnowledgeBaseError(
                f"{self.name}：校正记录不能读写（{error.orig}）。请检查数据库、磁盘空间和权限后再试"
            ) from error
        except DatabaseError as error:
            raise KnowledgeBaseError(
                f"{self.name}：不是校正记录的数据库，或已损坏（{error.orig}）。请换回备份"
            ) from error


@lru_cache(maxsize=16)
def _engine_of(url: URL, _file: tuple[int, int] | None) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)  # A server may have let go of a connection meanwhile.
    engine = create_engine(url)
    event.listen(engine, "connect", _careful)
    return engine


def _careful(connection: Any, _record: object) -> None:
    """Each record reaches the disk before it is said to be kept: nobody could make it again.

    The journal is the one that SQLite begins with: a file becomes WAL only while nobody else has it open, which SQLite
    does not wait for, and the records may lie in a shared folder, where WAL must not be used.
    """
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
