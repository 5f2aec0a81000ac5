"""What a store knows of commitments: for an index, for hits, and for who checks them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    RowMapping,
    Select,
    func,
    literal,
    null,
    select,
)

from kb.store.database import WANTED, Database, chunks, rows_in
from kb.store.schema import (
    cells,
    commitments,
    documents,
    targets,
    units,
)


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
    units: str | None
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


class StoredCommitments:
    """The commitments of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_versions(self, versions: Collection[int]) -> Sequence[RowMapping]:
        """The commitments of some versions, each in reading order, with what filters need of their document."""
        return self._database.rows_in(_COMMITMENTS_OF, versions)

    def index_rows(self, versions: Collection[int]) -> Sequence[IndexRow]:
        """The same commitments, by number, with what an index is told and no more: every column takes its time."""
        with self._database.reading() as connection:
            rows = (row for chunk in chunks(versions) for row in connection.execute(_INDEXED, {"wanted": chunk}))
            return sorted(map(IndexRow._make, rows))  # Here: SQLite would copy all their texts to order them.

    def hit_rows(self, numbers: Iterable[int]) -> HitRows:
        """Commitments by number, with all that is shown of them."""
        with self._database.reading() as connection:
            rows = {row["number"]: row for row in rows_in(connection, _COMMITMENTS, numbers)}
            tasks = {row["task"] for row in rows.values() if row["kind"] == "task"}
            within = {row["task"] for row in rows.values() if row["task"] is not None}
            targets_inside = rows_in(connection, _TARGETS_INSIDE, tasks)
            return HitRows(rows, targets_inside, rows_in(connection, _UNITS_OF_TASKS, within))

    def tasks_of(self, numbers: Iterable[int]) -> dict[int, int | None]:
        """Of each commitment the number of the task that it is or stands in."""
        return {row["number"]: row["task"] for row in self._database.rows_in(_TASKS_OF, numbers)}

    def mark_rows(self, numbers: Iterable[int]) -> Sequence[RowMapping]:
        """Of commitments by number what tells one from another, and from what it was before."""
        return self._database.rows_in(_MARKS_OF, numbers)

    def due_rows(self, numbers: Iterable[int]) -> Sequence[RowMapping]:
        """Of commitments by number what says when they are due."""
        return self._database.rows_in(_DUE_OF, numbers)

    def members(self, task_ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of current tasks (by commitment id) and of their measures and targets, in reading order."""
        return tuple(sorted(row["number"] for row in self._database.rows_in(_MEMBERS, sorted(task_ids))))

    def task_titles(self, documents: Iterable[str]) -> Sequence[RowMapping]:
        """The id, title and document (id) of all tasks of current documents (by id), in reading order."""
        return self._database.rows_in(_TASK_TITLES, sorted(documents))

    def passages(self, most: int) -> Iterator[str]:
        """The titles of all tasks, then their texts in reading order, up to `most` characters in all."""
        current = commitments.join(documents, documents.c.version == commitments.c.version)
        for column in (commitments.c.title, commitments.c.text):
            query = (
                select(column)
                .select_from(current)
                .where(documents.c.current, ~documents.c.copy, commitments.c.kind == "task")
            )
            with self._database.reading() as connection:
                for text in connection.execute(query.order_by(commitments.c.number)).scalars():
                    most -= len(text)
                    if most < 0:
                        return
                    yield text

    def unreviewed(self) -> int:
        """How many of the `review_rows` are doubted, and nobody has looked at them."""
        with self._database.reading() as connection:
            counts = [
                connection.execute(
                    select(func.count())
                    .select_from(table.join(documents, documents.c.version == table.c.version))
                    .where(documents.c.current, ~documents.c.copy, table.c.doubts != "", table.c.review.is_(None))
                ).scalar_one()
                for table in (commitments, cells)
            ]
        return sum(counts)

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
            rows += self._database.rows(joined.where(documents.c.current, ~documents.c.copy, wanted))
        return sorted(rows, key=lambda row: (row["folder"], row["path"], row["start"] or 0, row["end"] or 0, row["id"]))


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


_COMMITMENTS = (
    _commitments()
    .add_columns(*(column.label(f"target_{column.name}") for column in targets.columns))
    .where(commitments.c.number.in_(WANTED))
)
_TASKS_OF = select(commitments.c.number, commitments.c.task).where(commitments.c.number.in_(WANTED))
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
    .where(commitments.c.number.in_(WANTED))
)
_DUE_OF = select(commitments.c.number, commitments.c.year, commitments.c.due_text, commitments.c.due_basis).where(
    commitments.c.number.in_(WANTED)
)
_COMMITMENTS_OF = _commitments().where(commitments.c.version.in_(WANTED)).order_by(commitments.c.number)
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
        commitments.c.units,
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
    .where(commitments.c.version.in_(WANTED))
)
_MEMBERS = (
    select(commitments.c.number)
    .join(documents, documents.c.version == commitments.c.version)
    .join(_ABOVE, _ABOVE.c.number == commitments.c.task)
    .where(documents.c.current, _ABOVE.c.id.in_(WANTED))
)
_TASK_TITLES = (
    select(commitments.c.id, commitments.c.title, documents.c.id.label("document"))
    .join(documents, documents.c.version == commitments.c.version)
    .where(documents.c.current, documents.c.id.in_(WANTED), commitments.c.kind == "task")
    .order_by(commitments.c.number)
)
_TARGETS_INSIDE = (
    select(targets, commitments.c.task)
    .join(commitments, commitments.c.number == targets.c.number)
    .where(commitments.c.task.in_(WANTED))
    .order_by(targets.c.number)
)
_UNITS_OF_TASKS = select(units).where(units.c.task.in_(WANTED)).order_by(units.c.task, units.c.position)
