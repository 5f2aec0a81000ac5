"""Who may change things where the page is shared: names with hashed passwords, beside people's records; no build touches
them. Of a password nothing is kept but its Argon2 hash."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Column, MetaData, String, Table, Text, delete, insert, select, update

from kb.errors import BadEditor
from kb.records.record_database import RecordDatabase

LONGEST_NAME = 40
RESERVED = frozenset({"本机"})
"""What stands for whoever sits at this computer and said no name."""
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 200
"""Characters of a password."""

editor_metadata = MetaData()

editors = Table(
    "editors",
    editor_metadata,
    Column("name", String(LONGEST_NAME), primary_key=True),
    Column("hash", Text, nullable=False),
    Column("time", String(20), nullable=False),
)

_SPACES = re.compile(r"[^\S\r\n]+")
_hasher = PasswordHasher()
_one_at_a_time = threading.Lock()
"""A hash takes 64 MB: many who try at once are to wait, not to use up the memory."""


@dataclass(frozen=True, slots=True)
class Editor:
    """One who may change things: the name that records are signed with, and since when the password is the one it is."""

    name: str
    time: str


class Editors:
    """The list of editors of a knowledge base. Without a database yet it reads as empty."""

    def __init__(self, database: RecordDatabase) -> None:
        self._database = database

    @classmethod
    def of(cls, index: Path, records: str | None = None) -> Editors:
        """Those of the knowledge base in `index`; `records` is the URL of people's records where they are elsewhere."""
        return cls(RecordDatabase.of(index, records, tables=editor_metadata))

    def all(self) -> tuple[Editor, ...]:
        """The editors by name."""
        rows = self._database.rows(select(editors.c.name, editors.c.time).order_by(editors.c.name))
        return tuple(Editor(row["name"], row["time"]) for row in rows)

    def add(self, name: str, password: str, *, time: str) -> bool:
        """List an editor, or give one another password; whether the name is new. BadEditor for what cannot be either."""
        called = _name(name)
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise BadEditor(f"口令须有 {SHORTEST_PASSWORD} 到 {LONGEST_PASSWORD} 个字符")
        hashed = _hasher.hash(password)
        with self._database.alone() as connection:
            known = connection.execute(select(editors.c.name).where(editors.c.name == called)).scalar()
            if known is None:
                connection.execute(insert(editors).values(name=called, hash=hashed, time=time))
            else:
                connection.execute(update(editors).where(editors.c.name == called).values(hash=hashed, time=time))
        return known is None

    def remove(self, name: str) -> None:
        """Take an editor off the list; what he recorded stays signed with his name. BadEditor where there is none."""
        with self._database.alone() as connection:
            if not connection.execute(delete(editors).where(editors.c.name == spelt(name))).rowcount:
                raise BadEditor(f"没有叫“{spelt(name)}”的编辑人员")

    def hash_of(self, name: str) -> str | None:
        """What the list holds of a name now: another value once the password was changed; None for nobody."""
        rows = self._database.rows(select(editors.c.hash).where(editors.c.name == spelt(name)))
        return rows[0]["hash"] if rows else None

    def verified(self, name: str, password: str) -> str | None:
        """The `hash_of` the name where this is its password. A name that is not listed takes as long as one that is."""
        known = self.hash_of(name)
        with _one_at_a_time:
            try:
                _hasher.verify(known or _nobody(), password[: LONGEST_PASSWORD + 1])
            except VerificationError:
                return None
        return known


def spelt(name: str) -> str:
    """A name as the list has it, whatever the width of its spaces: 王　芳 → 王 芳."""
    return _SPACES.sub(" ", name).strip()


def _name(name: str) -> str:
    called = spelt(name)
    if not called or len(called) > LONGEST_NAME or not called.isprintable():
        raise BadEditor(f"姓名须有 1 到 {LONGEST_NAME} 个字，写在一行里")
    if called in RESERVED:
        raise BadEditor(f"“{called}”指没有写姓名的人，请换一个姓名")
    return called


@cache
def _nobody() -> str:
    """The hash of a password that opens nothing: its name is not on the list."""
    return _hasher.hash("nobody")
