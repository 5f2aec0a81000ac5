"""What a store knows of documents: their lists, texts, notices, versions, and what was extracted of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    RowMapping,
    Select,
    case,
    func,
    select,
)

from extract.models import Document
from kb.errors import BadFilter
from kb.store.database import WANTED, Database, rows_in
from kb.store.layout_json import load_blocks, load_sections
from kb.store.reading import load_extraction
from kb.store.schema import (
    documents,
    extractions,
    meta,
    notices,
    texts,
    turned,
)


@dataclass(frozen=True, slots=True)
class Changes:
    """Versions of documents that an index must take in, those that it must let go of, and whether any stays."""

    added: tuple[int, ...]
    removed: tuple[int, ...]
    stays: bool


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A current document: what it is known by, and the stamp of the records that went into its rows."""

    version: int
    id: str
    folder: str
    path: str
    stamp: str
    sha256: str
    text_key: str
    region: str | None
    records: str


class StoredDocuments:
    """The documents of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[RowMapping]:
        """The documents without their text, by folder and path; also versions that are only kept for the index."""
        return self._database.rows(
            select(documents).order_by(documents.c.folder, documents.c.path, documents.c.version)
        )

    def like(self, versions: Iterable[int]) -> Sequence[RowMapping]:
        """Some versions of documents, and all documents with the same text as one of them."""
        return self._database.rows_in(_DOCUMENTS_LIKE, versions)

    def current(self) -> tuple[StoredDocument, ...]:
        """All current documents, by folder and path."""
        columns = [documents.c[name] for name in StoredDocument.__dataclass_fields__]
        query = select(*columns).where(documents.c.current).order_by(documents.c.folder, documents.c.path)
        with self._database.reading() as connection:
            return tuple(StoredDocument(*row) for row in connection.execute(query))

    def by_id(self, document_id: str) -> StoredDocument:
        """The current document with that id; BadFilter where there is none."""
        columns = [documents.c[name] for name in StoredDocument.__dataclass_fields__]
        query = select(*columns).where(documents.c.current, documents.c.id == document_id)
        with self._database.reading() as connection:
            found = connection.execute(query).first()
        if found is None:
            raise BadFilter(f"没有编号为“{document_id}”的文件，它可能已移出文件夹。全部文件见 python -m kb documents")
        return StoredDocument(*found)

    def text(self, version: int) -> RowMapping | None:
        """The text of a version and its layout."""
        return next(iter(self._database.rows(select(texts).where(texts.c.version == version))), None)

    def extraction(self, version: int) -> Document | None:
        """What was extracted of a version, before people corrected it."""
        query = select(extractions.c.data, texts.c.text, texts.c.blocks, texts.c.sections)
        query = query.join(texts, texts.c.version == extractions.c.version).where(extractions.c.version == version)
        for row in self._database.rows(query):
            sections, blocks = load_sections(row["sections"]), load_blocks(row["blocks"])
            return load_extraction(row["data"], text=row["text"], sections=sections, blocks=blocks)
        return None

    def notices(self, version: int) -> Sequence[RowMapping]:
        """What of a version could not be read or placed, in order."""
        return self._database.rows(select(notices).where(notices.c.version == version).order_by(notices.c.position))

    def notice_totals(self) -> Counter[tuple[str, str]]:
        """How many notices of each code and message the current documents have; those of copies are left out."""
        query = select(notices.c.code, notices.c.message, func.count()).join(
            documents, documents.c.version == notices.c.version
        )
        speaking = query.where(documents.c.current, ~documents.c.copy).group_by(notices.c.code, notices.c.message)
        with self._database.reading() as connection:
            return Counter({(code, message): count for code, message, count in connection.execute(speaking)})

    def regions(self) -> frozenset[str]:
        """The places that have documents."""
        query = select(documents.c.region).distinct().where(documents.c.current, documents.c.region.is_not(None))
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def have_copies(self) -> bool:
        """Whether any document has the same text as another."""
        query = select(documents.c.version).where(documents.c.current, documents.c.copy).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).first() is not None

    def totals(self) -> tuple[int, int]:
        """How many documents there are, and how many commitments, those of copies left out."""
        size = case((documents.c.copy, 0), else_=documents.c.tasks + documents.c.measures + documents.c.targets)
        query = select(func.count(), func.coalesce(func.sum(size), 0)).where(documents.c.current)
        with self._database.reading() as connection:
            found = connection.execute(query).one()
        return int(found[0]), int(found[1])

    def duplicates(self) -> tuple[tuple[str, ...], ...]:
        """The documents that have the same text, each as its folder and path."""
        several = select(documents.c.text_key).where(documents.c.current).group_by(documents.c.text_key)
        same: dict[str, list[tuple[str, str]]] = defaultdict(list)
        with self._database.reading() as connection:
            keys = connection.execute(several.having(func.count() > 1)).scalars().all()
            for row in rows_in(connection, _WITH_TEXT_KEYS, keys):
                same[row["text_key"]].append((row["folder"], row["path"]))
        return tuple(tuple("/".join(place) for place in group) for group in sorted(map(sorted, same.values())))

    def versions(self) -> tuple[int, ...]:
        """The current versions of documents."""
        query = select(documents.c.version).where(documents.c.current).order_by(documents.c.version)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def changes_since(self, state: str) -> Changes | None:
        """What has changed since the index was in step with the store in that state; None where that is not known.

        Versions count upwards and are kept until the index has followed: so newer ones were added, older ones that are
        no longer current were removed. Those that became a copy or ceased to be one are removed and added again.
        """
        with self._database.reading() as connection:
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


def _documents_like() -> Select[Any]:
    asked = documents.alias("asked")
    keys = select(asked.c.text_key).where(asked.c.version.in_(WANTED))
    return select(documents).where(documents.c.text_key.in_(keys))


_DOCUMENTS_LIKE = _documents_like()
_WITH_TEXT_KEYS = select(documents.c.text_key, documents.c.folder, documents.c.path).where(
    documents.c.current, documents.c.text_key.in_(WANTED)
)
