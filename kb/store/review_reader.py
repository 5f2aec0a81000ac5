"""What a store is asked by those who correct and check: what was extracted, what is to be looked at, what is stale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import RowMapping, literal, null, select

from extract.models import Document
from kb.errors import BadFilter
from kb.store.database import Database, chunks
from kb.store.layout_json import load_blocks, load_sections
from kb.store.reading import load_extraction
from kb.store.schema import cells, commitments, documents, extractions, texts, units


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


class ReviewReader(Database):
    """What a store is asked by those who correct and check."""

    def current_documents(self) -> tuple[StoredDocument, ...]:
        """All current documents, by folder and path."""
        columns = [documents.c[name] for name in StoredDocument.__dataclass_fields__]
        query = select(*columns).where(documents.c.current).order_by(documents.c.folder, documents.c.path)
        with self._reading() as connection:
            return tuple(StoredDocument(*row) for row in connection.execute(query))

    def stored_document(self, document_id: str) -> StoredDocument:
        """The current document with that id; BadFilter where there is none."""
        columns = [documents.c[name] for name in StoredDocument.__dataclass_fields__]
        query = select(*columns).where(documents.c.current, documents.c.id == document_id)
        with self._reading() as connection:
            found = connection.execute(query).first()
        if found is None:
            raise BadFilter(f"没有编号为“{document_id}”的文件，它可能已移出文件夹。全部文件见 python -m kb documents")
        return StoredDocument(*found)

    def extraction(self, version: int) -> Document | None:
        """What was extracted of a version, before people corrected it."""
        query = select(extractions.c.data, texts.c.text, texts.c.blocks, texts.c.sections)
        query = query.join(texts, texts.c.version == extractions.c.version).where(extractions.c.version == version)
        for row in self._all(query):
            sections, blocks = load_sections(row["sections"]), load_blocks(row["blocks"])
            return load_extraction(row["data"], text=row["text"], sections=sections, blocks=blocks)
        return None

    def naming(self, names: Collection[str]) -> dict[int, set[str]]:
        """The current versions whose tasks name units so: version → those of the names that it has."""
        query = select(units.c.version, units.c.name).distinct()
        query = query.join(documents, documents.c.version == units.c.version).where(documents.c.current)
        found: dict[int, set[str]] = defaultdict(set)
        with self._reading() as connection:
            for chunk in chunks(sorted(names)):
                for version, name in connection.execute(query.where(units.c.name.in_(chunk))):
                    found[version].add(name)
        return found

    def cell_rows(self, version: int) -> Sequence[RowMapping]:
        """The cells of a version, in order."""
        return self._all(select(cells).where(cells.c.version == version).order_by(cells.c.position))

    def review_rows(self) -> Sequence[RowMapping]:
        """All that is doubted or was reviewed, copies left out, by document in reading order."""
        shared = ("id", "version", "page", "start", "end", "doubts", "review")
        of_commitments = select(
            *(commitments.c[name] for name in shared),
            commitments.c.kind,
            commitments.c.title,
            commitments.c.text,
            commitments.c.task,
        )
        of_cells = select(
            *(cells.c[name] for name in shared),
            literal("cell").label("kind"),
            cells.c.indicator.label("title"),
            cells.c.value.label("text"),
            null().label("task"),
        )
        rows: list[RowMapping] = []
        for query, table in ((of_commitments, commitments), (of_cells, cells)):
            joined = query.add_columns(documents.c.id.label("document"), documents.c.folder, documents.c.path).join(
                documents, documents.c.version == table.c.version
            )
            wanted = (table.c.doubts != "") | table.c.review.is_not(None)
            rows += self._all(joined.where(documents.c.current, ~documents.c.copy, wanted))
        return sorted(rows, key=lambda row: (row["folder"], row["path"], row["start"] or 0, row["end"] or 0, row["id"]))

    def units_of_tasks(self, tasks: Collection[int]) -> dict[int, list[tuple[str, str]]]:
        """The units of some tasks: number of the task → (key, name) each."""
        query = select(units.c.task, units.c.key, units.c.name).order_by(units.c.task, units.c.position)
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        with self._reading() as connection:
            for chunk in chunks(sorted(tasks)):
                for task, key, name in connection.execute(query.where(units.c.task.in_(chunk))):
                    found[task].append((key, name))
        return found
