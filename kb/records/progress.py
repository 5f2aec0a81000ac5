"""What a bureau filled in of its tasks (进展情况, 责任领导, 备注): who wrote what when, and what stood there before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Connection, func, insert, select

from kb.errors import KnowledgeBaseError
from kb.records.record_database import RecordDatabase
from kb.records.record_tables import progress_changes

ProgressField = Literal["leader", "progress", "remark"]
FIELDS: tuple[ProgressField, ...] = get_args(ProgressField)
FIELD_NAMES: Mapping[ProgressField, str] = {"leader": "责任领导", "progress": "进展情况", "remark": "备注"}

_CHUNK = 400


def text_digest(text: str) -> str:
    """A short mark of a text; "-" of an empty one."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8] if text else "-"


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """What is filled in of one task; "" where nothing is."""

    leader: str = ""
    progress: str = ""
    remark: str = ""

    @property
    def digest(self) -> str:
        """A short mark of each field, in the order of FIELDS: tells whether a field was changed since."""
        return " ".join(text_digest(getattr(self, field)) for field in FIELDS)


@dataclass(frozen=True, slots=True)
class ProgressChange:
    """One field of one task that is to be, or was, filled in anew; `title` is what the task was called then."""

    key: str
    title: str
    field: ProgressField
    before: str
    after: str

    @property
    def field_name(self) -> str:
        """What the field is called: progress → 进展情况."""
        return FIELD_NAMES[self.field]

    def __str__(self) -> str:
        """One line for a person: 壮大科技型企业队伍｜进展情况：（空）→ 已认定 20 家."""
        return f"{self.title}｜{self.field_name}：{self.before or '（空）'} → {self.after or '（空）'}"


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A change with who made it when (ISO 8601), and from which file."""

    change: ProgressChange
    editor: str
    time: str
    origin: str


class ProgressConflict(KnowledgeBaseError):
    """Somebody else wrote meanwhile: `changes` are those that no longer fit. Nothing was stored."""

    def __init__(self, changes: tuple[ProgressChange, ...]) -> None:
        listed = "；".join(f"{one.title}｜{one.field_name}" for one in changes[:5])
        more = f" 等 {len(changes)} 处" if len(changes) > 5 else ""
        super().__init__(f"有人在此期间改过：{listed}{more}。没有写入任何内容，请重新导入，核对后再确认")
        self.changes = changes


class ProgressRecords:
    """What was filled in; it stands in the database of people's records."""

    def __init__(self, database: RecordDatabase) -> None:
        self._database = database

    def current(self, keys: Iterable[str] | None = None) -> dict[str, TaskProgress]:
        """What is filled in now, by row key; of the given tasks alone, else of all."""
        wanted = None if keys is None else list(dict.fromkeys(keys))
        found: dict[str, dict[str, str]] = defaultdict(dict)
        with self._database.reading() as connection:
            if connection is not None:
                for key, field, text in _latest(connection, wanted):
                    found[key][field] = text
        return {key: TaskProgress(**fields) for key, fields in found.items() if any(fields.values())}

    def history(self, key: str) -> tuple[StoredChange, ...]:
        """All that was ever filled in of a task, oldest first."""
        query = select(progress_changes).where(progress_changes.c.row_key == key).order_by(progress_changes.c.number)
        with self._database.reading() as connection:
            rows = [] if connection is None else connection.execute(query).mappings().all()
        return tuple(
            StoredChange(
                ProgressChange(row["row_key"], row["title"], row["field"], row["before"], row["after"]),
                row["editor"],
                row["time"],
                row["origin"],
            )
            for row in rows
        )

    def store(self, changes: Sequence[ProgressChange], *, editor: str, time: str, origin: str = "") -> None:
        """Store all of the changes or none: ProgressConflict where what they change is no longer what stands there."""
        if not changes:
            return
        with self._database.alone() as connection:
            now = {(key, field): text for key, field, text in _latest(connection, [one.key for one in changes])}
            late = tuple(one for one in changes if now.get((one.key, one.field), "") != one.before)
            if late:
                raise ProgressConflict(late)
            rows = [
                {
                    "row_key": one.key,
                    "field": one.field,
                    "title": one.title,
                    "before": one.before,
                    "after": one.after,
                    "editor": editor,
                    "time": time,
                    "origin": origin,
                }
                for one in changes
            ]
            connection.execute(insert(progress_changes), rows)


def _latest(connection: Connection, keys: Sequence[str] | None) -> Iterator[tuple[str, str, str]]:
    """The last text of each field: (row key, field, text)."""
    table = progress_changes
    parts = [None] if keys is None else [keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK)]
    for part in parts:
        last = select(func.max(table.c.number)).group_by(table.c.row_key, table.c.field)
        if part is not None:
            last = last.where(table.c.row_key.in_(part))
        for row in connection.execute(
            select(table.c.row_key, table.c.field, table.c.after).where(table.c.number.in_(last))
        ):
            yield row.row_key, row.field, row.after
