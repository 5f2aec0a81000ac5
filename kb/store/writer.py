"""What changes a store. Each change of documents is one transaction: a build that dies leaves them whole, old or new."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import uuid4

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from extract.models import Document
from kb.store.database import Database, chunks, insert_all
from kb.store.document_rows import (
    Row,
    commitment_rows,
    document_id,
    document_row,
    extraction_row,
    notice_rows,
    text_row,
)
from kb.store.name_counts import count_names
from kb.store.reading import Reading
from kb.store.schema import (
    OF_A_VERSION,
    cells,
    commitments,
    documents,
    extractions,
    meta,
    notices,
    targets,
    texts,
    turned,
    units,
)
from kb.store.stored_files import forget_failures_of
from kb.store.text_copies import part_copies

_FILLED = (texts, extractions, commitments, targets, units, cells, notices)
"""The tables of a document's own rows, in the order in which they are filled."""

_LISTED = insert(documents).returning(documents.c.version)


class StoreWriter:
    """What changes a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, document: Document, *, folder: str, path: str, stamp: str) -> None:
        """Store a document in place of the version stored before."""
        self.put_all([(path, document)], folder=folder, stamp=stamp)

    def put_all(self, read: Sequence[tuple[str, Document]], *, folder: str, stamp: str) -> None:
        """Store documents that nobody corrected, of different paths; all of them or none."""
        readings = [(path, Reading.of(document, document_id(folder, path))) for path, document in read]
        self.put_readings(readings, folder=folder, stamp=stamp)

    def put_readings(self, read: Sequence[tuple[str, Reading]], *, folder: str, stamp: str) -> None:
        """Store documents of different paths, each in place of the version stored before; all of them or none."""
        paths = [path for path, _ in read]
        rows: dict[Table, list[Row]] = {table: [] for table in _FILLED}
        with self._database.writing() as connection:
            keys = self._retire(connection, folder, paths)
            versions = []
            for path, reading in read:
                listed = document_row(reading, folder=folder, path=path, stamp=stamp)
                version = connection.execute(_LISTED, listed).scalar_one()
                versions.append(version)
                keys.add(listed["text_key"])
                own = commitment_rows(reading, version=version)
                rows[texts].append(text_row(reading.document, version=version))
                rows[extractions].append(extraction_row(reading, version=version))
                rows[commitments] += own.commitments
                rows[targets] += own.targets
                rows[units] += own.units
                rows[cells] += own.cells
                rows[notices] += notice_rows(reading.document, version=version)
            for table, values in rows.items():
                insert_all(connection, table, values)
            count_names(connection, versions, 1)
            part_copies(connection, keys)
            forget_failures_of(connection, folder, paths)
            _note_change(connection)

    def remove(self, folder: str, paths: Collection[str]) -> None:
        """Take out the documents of files that are gone."""
        with self._database.writing() as connection:
            part_copies(connection, self._retire(connection, folder, paths))
            if paths:
                _note_change(connection)

    def _retire(self, connection: Connection, folder: str, paths: Collection[str]) -> set[str]:
        """Take the documents of these paths out of what is current; the keys of their texts."""
        columns = (documents.c.version, documents.c.copy, documents.c.text_key)
        present = select(*columns).where(documents.c.folder == folder, documents.c.current)
        keys: set[str] = set()
        for chunk in chunks(paths):
            rows = connection.execute(present.where(documents.c.path.in_(chunk))).all()
            if rows:
                count_names(connection, [row.version for row in rows if not row.copy], -1)
                versions = [row.version for row in rows]
                connection.execute(update(documents).where(documents.c.version.in_(versions)).values(current=False))
                keys |= {row.text_key for row in rows}
        return keys

    def note_indexed(self, state: str) -> None:
        """Record that the index is in step with the store, which is in that state."""
        with self._database.writing() as connection:
            last = connection.execute(select(func.coalesce(func.max(documents.c.version), 0))).scalar_one()
            connection.execute(delete(meta).where(meta.c.key.in_(("indexed", "indexed_version"))))
            connection.execute(insert(meta).values(key="indexed", value=state))
            connection.execute(insert(meta).values(key="indexed_version", value=str(last)))
            connection.execute(delete(turned))

    def purge(self) -> None:
        """Delete the versions that are no longer current; only when no index names them any more."""
        with self._database.writing() as connection:
            old = list(connection.execute(select(documents.c.version).where(~documents.c.current)).scalars())
            for chunk in chunks(old):
                for table in OF_A_VERSION:
                    connection.execute(delete(table).where(table.c.version.in_(chunk)))


def _note_change(connection: Connection) -> None:
    connection.execute(update(meta).where(meta.c.key == "state").values(value=uuid4().hex))
