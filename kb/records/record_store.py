"""Corrections, names that people explained, and which document a file is: kept, taken back, never deleted by a build."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from kb.errors import BadCorrection
from kb.records.models import Alias, Anchor, Correction
from kb.records.record_database import RecordDatabase
from kb.records.record_tables import aliases, corrections, identities


def now() -> str:
    """The time as records keep it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class RecordStore:
    """Corrections, aliases and identities of documents. Without a database yet it reads as empty."""

    def __init__(self, database: RecordDatabase) -> None:
        self._database = database

    def alone(self) -> AbstractContextManager[Connection]:
        """A block in which nobody else records anything, in any process; an error takes back all that was kept in it."""
        return self._database.alone()

    # --- reading ---

    def corrections(
        self, *, document: str | None = None, text_key: str | None = None, undone: bool = True
    ) -> tuple[Correction, ...]:
        """The records of a document: said of it by its id, or of a file with the same text; all where none is named.

        `undone`: those too that were taken back. In the order in which they were made.
        """
        query = select(corrections).order_by(corrections.c.id)
        if document is not None:
            of_text = corrections.c.text_key == text_key if text_key is not None else False
            query = query.where((corrections.c.document == document) | of_text)
        if not undone:
            query = query.where(corrections.c.undone.is_(None))
        return tuple(_correction(row) for row in self._database.rows(query))

    def correction(self, record: int) -> Correction:
        """One record; BadCorrection where there is none."""
        for row in self._database.rows(select(corrections).where(corrections.c.id == record)):
            return _correction(row)
        raise BadCorrection("没有这条校正记录")

    def aliases(self, *, undone: bool = False) -> tuple[Alias, ...]:
        """What people said that names mean, in the order in which they said it."""
        query = select(aliases).order_by(aliases.c.id)
        if not undone:
            query = query.where(aliases.c.undone.is_(None))
        return tuple(Alias(**row) for row in self._database.rows(query))

    def identities(self) -> dict[tuple[str, str], tuple[str, str, str]]:
        """(folder, path) → (document id, sha256, text key), for files whose path does not say which document they are."""
        return {
            (row["folder"], row["path"]): (row["document"], row["sha256"], row["text_key"])
            for row in self._database.rows(select(identities))
        }

    # --- writing ---

    def add(self, correction: Correction) -> Correction:
        """Keep a record; with the number that it got."""
        values = asdict(replace(correction, anchor=None))
        del values["id"]
        for name in ("anchor", "before", "after"):
            value = getattr(correction, name)
            values[name] = None if value is None else _json(asdict(value) if name == "anchor" else dict(value))
        with self._database.alone() as connection:
            number = connection.execute(insert(corrections).values(values)).inserted_primary_key
            assert number is not None
            return replace(correction, id=int(number[0]))

    def forget(self, record: int) -> None:
        """Take out the record that was made last: for a write that failed half way, of which nothing is to stay."""
        with self._database.alone() as connection:
            connection.execute(corrections.delete().where(corrections.c.id == record))

    def undo(self, record: int, *, editor: str) -> None:
        """Take a record back; it stays readable. BadCorrection where that was done already."""
        self._undo(corrections, record, editor)

    def redo(self, record: int) -> None:
        """Take back that a record was taken back: for a write that failed half way."""
        with self._database.alone() as connection:
            taken_back = update(corrections).where(corrections.c.id == record)
            connection.execute(taken_back.values(undone=None, undone_by=None))

    def add_alias(self, name: str, *, region: str | None, canonical: str, editor: str) -> Alias:
        """Keep what a name means; an answer given before for the same name is taken back."""
        time = now()
        same = (aliases.c.name == name) & (aliases.c.undone.is_(None))
        same &= aliases.c.region.is_(None) if region is None else aliases.c.region == region
        values = {"name": name, "region": region, "canonical": canonical, "editor": editor, "time": time}
        with self._database.alone() as connection:
            connection.execute(update(aliases).where(same).values(undone=time, undone_by=editor))
            number = connection.execute(insert(aliases).values(values)).inserted_primary_key
            assert number is not None
            return Alias(int(number[0]), name, region, canonical, editor, time)

    def undo_alias(self, alias: int, *, editor: str) -> None:
        """Take an answer back."""
        self._undo(aliases, alias, editor)

    def _undo(self, table: Table, number: int, editor: str) -> None:
        with self._database.alone() as connection:
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
        with self._database.alone() as connection:
            for row in rows:
                there = (identities.c.folder == row["folder"]) & (identities.c.path == row["path"])
                connection.execute(identities.delete().where(there | (identities.c.document == row["document"])))
            connection.execute(insert(identities), rows)


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
