"""The database of people's records: it is theirs, so no build ever deletes from it, and what is undone stays readable.

By default a SQLite file beside the index folder; any URL that SQLAlchemy knows (KB_RECORDS, --records) for several
people. It is made with the first record.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError, OperationalError

from kb.errors import BadCorrection, KnowledgeBaseError
from kb.records.models import Alias, Anchor, Correction

VERSION = "1"
"""Of the tables. They are never dropped: another version is a step from the one before, written here."""
FOLDER, FILE = "records", "records.sqlite3"
VARIABLE = "KB_RECORDS"

_metadata = MetaData()
_meta = Table("meta", _metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))
_corrections = Table(
    "corrections",
    _metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", String(16), nullable=False),
    Column("text_key", String(64), nullable=False),
    Column("label", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("action", String(8), nullable=False),
    Column("item", Text, nullable=False),
    Column("anchor", Text),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("editor", Text, nullable=False),
    Column("time", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("undone", String(20)),
    Column("undone_by", Text),
    Index("corrections_document", "document"),
    Index("corrections_text", "text_key"),
    sqlite_autoincrement=True,
)
_aliases = Table(
    "aliases",
    _metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("region", Text),
    Column("canonical", Text, nullable=False),
    Column("editor", Text, nullable=False),
    Column("time", String(20), nullable=False),
    Column("undone", String(20)),
    Column("undone_by", Text),
    sqlite_autoincrement=True,
)
# Which document a file is, where its path does not say: it was renamed, or has records.
_identities = Table(
    "identities",
    _metadata,
    Column("folder", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("document", String(16), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("text_key", String(64), nullable=False),
)


def records_url(index: Path, given: str | URL | None = None) -> URL:
    """Where the records of the knowledge base in `index` are: as given, as KB_RECORDS says, else beside the folder."""
    if said := given or os.environ.get(VARIABLE):
        try:
            return make_url(said)
        except Exception as error:
            raise KnowledgeBaseError(
                f"{VARIABLE} 不是数据库的地址，应写作 sqlite:///文件路径 或 postgresql://…"
            ) from error
    return URL.create("sqlite", database=str(index.absolute().parent / FOLDER / FILE))


def now() -> str:
    """The time as records keep it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class RecordStore:
    """Corrections, aliases and identities of documents. Without a database yet it reads as empty."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        self.name = str(self._file) if self._file is not None else url.render_as_string(hide_password=True)

    # --- reading ---

    def corrections(
        self, *, document: str | None = None, text_key: str | None = None, undone: bool = True
    ) -> tuple[Correction, ...]:
        """The records of a document: said of it by its id, or of a file with the same text; all where none is named.

        `undone`: those too that were taken back. In the order in which they were made.
        """
        query = select(_corrections).order_by(_corrections.c.id)
        if document is not None:
            of_text = _corrections.c.text_key == text_key if text_key is not None else False
            query = query.where((_corrections.c.document == document) | of_text)
        if not undone:
            query = query.where(_corrections.c.undone.is_(None))
        return tuple(_correction(row) for row in self._rows(query))

    def correction(self, record: int) -> Correction:
        """One record; BadCorrection where there is none."""
        for row in self._rows(select(_corrections).where(_corrections.c.id == record)):
            return _correction(row)
        raise BadCorrection("没有这条校正记录")

    def aliases(self, *, undone: bool = False) -> tuple[Alias, ...]:
        """What people said that names mean, in the order in which they said it."""
        query = select(_aliases).order_by(_aliases.c.id)
        if not undone:
            query = query.where(_aliases.c.undone.is_(None))
        return tuple(Alias(**row) for row in self._rows(query))

    def identities(self) -> dict[tuple[str, str], tuple[str, str, str]]:
        """(folder, path) → (document id, sha256, text key), for files whose path does not say which document they are."""
        return {
            (row["folder"], row["path"]): (row["document"], row["sha256"], row["text_key"])
            for row in self._rows(select(_identities))
        }

    def state(self) -> int:
        """A number that grows with every record: what was derived from them can be told from what is newer."""
        counted = 0
        for table in (_corrections, _aliases):
            for row in self._rows(select(table.c.id, table.c.undone)):
                counted += 1 + (row["undone"] is not None)
        return counted

    # --- writing ---

    def add(self, correction: Correction) -> Correction:
        """Keep a record; with the number that it got."""
        values = asdict(replace(correction, anchor=None))
        del values["id"]
        for name in ("anchor", "before", "after"):
            value = getattr(correction, name)
            values[name] = None if value is None else _json(asdict(value) if name == "anchor" else dict(value))
        with self._writing() as connection:
            number = connection.execute(insert(_corrections).values(values)).inserted_primary_key
            assert number is not None
            return replace(correction, id=int(number[0]))

    def forget(self, record: int) -> None:
        """Take out the record that was made last: for a write that failed half way, of which nothing is to stay."""
        with self._writing() as connection:
            connection.execute(_corrections.delete().where(_corrections.c.id == record))

    def undo(self, record: int, *, editor: str) -> None:
        """Take a record back; it stays readable. BadCorrection where that was done already."""
        self._undo(_corrections, record, editor)

    def redo(self, record: int) -> None:
        """Take back that a record was taken back: for a write that failed half way."""
        with self._writing() as connection:
            taken_back = update(_corrections).where(_corrections.c.id == record)
            connection.execute(taken_back.values(undone=None, undone_by=None))

    def add_alias(self, name: str, *, region: str | None, canonical: str, editor: str) -> Alias:
        """Keep what a name means; an answer given before for the same name is taken back."""
        time = now()
        same = (_aliases.c.name == name) & (_aliases.c.undone.is_(None))
        same &= _aliases.c.region.is_(None) if region is None else _aliases.c.region == region
        values = {"name": name, "region": region, "canonical": canonical, "editor": editor, "time": time}
        with self._writing() as connection:
            connection.execute(update(_aliases).where(same).values(undone=time, undone_by=editor))
            number = connection.execute(insert(_aliases).values(values)).inserted_primary_key
            assert number is not None
            return Alias(int(number[0]), name, region, canonical, editor, time)

    def undo_alias(self, alias: int, *, editor: str) -> None:
        """Take an answer back."""
        self._undo(_aliases, alias, editor)

    def _undo(self, table: Table, number: int, editor: str) -> None:
        with self._writing() as connection:
            there = (table.c.id == number) & table.c.undone.is_(None)
            done = connection.execute(update(table).where(there).values(undone=now(), undone_by=editor))
            if done.rowcount != 1:
                raise BadCorrection("这条记录不存在，或已经撤销")

    def identify(self, found: Iterable[tuple[str, str, str, str, str]]) -> None:
        """Keep which document files are: (folder, path, document id, sha256, text key) each."""
        names = ("folder", "path", "document", "sha256", "text_key")
        rows = [dict(zip(names, one, strict=True)) for one in found]
        if not rows:
            return
        with self._writing() as connection:
            for row in rows:
                there = (_identities.c.folder == row["folder"]) & (_identities.c.path == row["path"])
                connection.execute(_identities.delete().where(there | (_identities.c.document == row["document"])))
            connection.execute(insert(_identities), rows)

    # --- the database ---

    def _rows(self, query: Any) -> Sequence[dict[str, Any]]:
        if self._file is not None and not self._file.is_file():
            return []
        with self._named_errors(), self._engine().connect() as connection:
            if not self._known(connection):
                return []
            return [dict(row) for row in connection.execute(query).mappings()]

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._file is not None:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise KnowledgeBaseError(f"{self.name}：无法建立校正记录（{error.strerror or error}）") from error
        with self._named_errors(), self._engine().begin() as connection:
            if not self._known(connection):
                _metadata.create_all(connection)
                connection.execute(insert(_meta).values(key="schema", value=VERSION))
            yield connection

    def _known(self, connection: Connection) -> bool:
        """Whether the tables are there; KnowledgeBaseError for those of a newer program."""
        if not inspect(connection).has_table(_meta.name):
            return False
        found = connection.execute(select(_meta.c.value).where(_meta.c.key == "schema")).scalar()
        if found != VERSION:
            raise KnowledgeBaseError(f"{self.name}：校正记录是另一个版本的程序写的。请用较新的版本打开")
        return True

    def _engine(self) -> Engine:
        return _engine_of(self._url, None if self._file is None else _identity(self._file))

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            raise KnowledgeBaseError(
                f"{self.name}：校正记录不能读写（{error.orig}）。请检查磁盘空间和权限后再试"
            ) from error
        except DatabaseError as error:
            raise KnowledgeBaseError(
                f"{self.name}：不是校正记录的数据库，或已损坏（{error.orig}）。请换回备份"
            ) from error


def _correction(row: dict[str, Any]) -> Correction:
    anchor = None
    if row["anchor"] is not None:
        given = json.loads(row["anchor"])
        anchor = Anchor(**{**given, "section": tuple(given["section"])})
    return Correction(
        **{**row, "anchor": anchor, "before": json.loads(row["before"]), "after": json.loads(row["after"])}
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file it is: one put in the place of another is another database."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


@lru_cache(maxsize=16)
def _engine_of(url: URL, _file: tuple[int, int] | None) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _careful)
    return engine


def _careful(connection: Any, _record: object) -> None:
    """Each record reaches the disk before it is said to be kept: nobody could make it again."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
