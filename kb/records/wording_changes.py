"""What people said of the wordings of indicators: this one is meant as well, that one is another. No build touches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Column, Integer, MetaData, String, Table, Text, insert, select, update

from kb.errors import BadCorrection
from kb.records.record_database import RecordDatabase
from kb.records.record_store import now

wording_metadata = MetaData()

wording_changes = Table(
    "wording_changes",
    wording_metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("concept", Text, nullable=False),
    Column("wording", Text, nullable=False),
    Column("action", String(8), nullable=False),
    Column("editor", Text, nullable=False),
    Column("time", String(20), nullable=False),
    Column("undone", String(20)),
    Column("undone_by", Text),
    sqlite_autoincrement=True,
)


@dataclass(frozen=True, slots=True)
class WordingChange:
    """`wording` means the indicator `concept` ("join"), or does not ("part"); who said so and when (UTC in ISO form)."""

    id: int
    concept: str
    wording: str
    action: Literal["join", "part"]
    editor: str
    time: str
    undone: str | None = None
    undone_by: str | None = None

    @property
    def statement(self) -> str:
        """In words: 归入“R&D强度”."""
        return f"{'归入' if self.action == 'join' else '分出'}“{self.wording}”"


class WordingChanges:
    """Those of a knowledge base. Without a database yet it reads as empty."""

    def __init__(self, database: RecordDatabase) -> None:
        self._database = database

    def all(self, *, undone: bool = False) -> tuple[WordingChange, ...]:
        """In the order in which they were said; `undone`: those too that were taken back."""
        query = select(wording_changes).order_by(wording_changes.c.id)
        if not undone:
            query = query.where(wording_changes.c.undone.is_(None))
        return tuple(WordingChange(**row) for row in self._database.rows(query))

    def add(self, concept: str, wording: str, action: Literal["join", "part"], *, editor: str) -> WordingChange:
        """Keep what was said."""
        values = {"concept": concept, "wording": wording, "action": action, "editor": editor, "time": now()}
        with self._database.alone() as connection:
            number = connection.execute(insert(wording_changes).values(values)).inserted_primary_key
            assert number is not None
        return WordingChange(int(number[0]), concept, wording, action, editor, values["time"])

    def undo(self, number: int, *, editor: str) -> WordingChange:
        """Take it back; it stays readable. BadCorrection where that was done already."""
        there = (wording_changes.c.id == number) & wording_changes.c.undone.is_(None)
        with self._database.alone() as connection:
            done = connection.execute(update(wording_changes).where(there).values(undone=now(), undone_by=editor))
            if done.rowcount != 1:
                raise BadCorrection("这条记录不存在，或已经撤销")
        return next(one for one in self.all(undone=True) if one.id == number)
