"""The store of one knowledge base: its documents as rows, by topic."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self
from uuid import uuid4

from sqlalchemy import URL, Connection, insert, select

from kb.errors import OldVersion
from kb.store.build_log import BuildLog
from kb.store.database import Database
from kb.store.schema import VERSION, lasting, meta, metadata
from kb.store.stored_commitments import StoredCommitments
from kb.store.stored_documents import StoredDocuments
from kb.store.stored_files import StoredFiles
from kb.store.stored_indicators import StoredIndicators
from kb.store.stored_units import StoredUnits
from kb.store.writer import StoreWriter

FILE = "kb.sqlite3"


class Store:
    """The documents of one knowledge base. `url` is any that SQLAlchemy knows; `name` is what messages call it.

    What it is asked stands by topic: documents, commitments, units, indicators, files, builds; `writer` changes it.
    """

    def __init__(self, url: str | URL, *, name: str | None = None) -> None:
        self.database = Database(url, name=name)
        self.documents = StoredDocuments(self.database)
        self.commitments = StoredCommitments(self.database)
        self.units = StoredUnits(self.database)
        self.indicators = StoredIndicators(self.database)
        self.files = StoredFiles(self.database)
        self.builds = BuildLog(self.database)
        self.writer = StoreWriter(self.database)

    @classmethod
    def at(cls, index: Path) -> Self:
        """The store in an index folder (SQLite)."""
        file = index / FILE
        return cls(URL.create("sqlite", database=str(file)), name=str(file))

    def close(self) -> None:
        """Close the connections that nobody uses; other stores of the same database open theirs again."""
        self.database.close()

    def at_one_moment(self) -> AbstractContextManager[None]:
        """What this thread reads inside is all of one state of the store, whatever a build does meanwhile."""
        return self.database.at_one_moment()

    def prepare(self) -> bool:
        """Make the tables where there are none; whether those of another version had to be thrown away."""
        with self.database.writing() as connection:
            found = self._schema_version(connection)
            if found == VERSION:
                return False
            if found is not None:
                metadata.drop_all(connection)
            metadata.create_all(connection)
            lasting.create_all(connection)
            connection.execute(insert(meta).values(key="schema", value=VERSION))
            connection.execute(insert(meta).values(key="identity", value=uuid4().hex))
            connection.execute(insert(meta).values(key="state", value=uuid4().hex))
            return found is not None

    def identity(self) -> str:
        """What tells this store from one made before or elsewhere: an index belongs to one store."""
        with self.database.reading() as connection:
            return str(connection.execute(select(meta.c.value).where(meta.c.key == "identity")).scalar_one())

    def state(self) -> str:
        """Another one with every change of what an index is made from, and never one that there was before."""
        with self.database.reading() as connection:
            return str(connection.execute(select(meta.c.value).where(meta.c.key == "state")).scalar_one())

    def check(self) -> None:
        """NotBuilt where there is no store that this version reads."""
        with self.database.reading() as connection:
            if self._schema_version(connection) != VERSION:
                raise OldVersion(f"{self.database.name}：不是这个版本的知识库。请运行 python -m kb build 重新建库")

    def _schema_version(self, connection: Connection) -> str | None:
        if not self.database.engine.dialect.has_table(connection, meta.name):
            return None
        found = {row.key: row.value for row in connection.execute(select(meta.c.key, meta.c.value))}
        return found.get("schema", "") if "identity" in found else ""
