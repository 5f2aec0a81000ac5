"""What a person keeps for himself: searches and what was new in them, what was searched for, documents, the last look."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from kb.errors import BadCorrection
from kb.records.personal_tables import looks, picked_documents, saved_searches, searches_made
from kb.records.record_database import RecordDatabase

Parameters = Mapping[str, str]
Seen = Mapping[str, str]

LONGEST_NAME = 80
KEPT = 200
"""Searches of a person that the history remembers."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search under a name: `parameters` are those of its address; times are UTC in ISO form.

    `seen` are its results when it was last opened, at `opened`, in the `state` of the knowledge base then; `before` those
    of the time before, at `before_opened`. None: too many to be compared, or never opened before.
    """

    id: int
    name: str
    parameters: Parameters
    opened: str
    state: str
    seen: Seen | None
    before_opened: str | None
    before: Seen | None


@dataclass(frozen=True, slots=True)
class SearchMade:
    """A search that was made: what it is called in words, its address, how much it found, and when (UTC in ISO form)."""

    id: int
    name: str
    parameters: Parameters
    total: int
    time: str


class PersonalRecords:
    """What people keep, each for himself, by name; no build touches it. A database is made with the first record."""

    def __init__(self, database: RecordDatabase) -> None:
        self._database = database

    # --- saved searches ---

    def saved(self, person: str) -> tuple[SavedSearch, ...]:
        """The searches that a person keeps, the one saved last first."""
        query = select(saved_searches).where(saved_searches.c.person == person, saved_searches.c.removed.is_(None))
        return tuple(_saved(row) for row in self._database.rows(query.order_by(saved_searches.c.id.desc())))

    def save(
        self, person: str, name: str, parameters: Parameters, *, seen: Seen | None, state: str, time: str
    ) -> SavedSearch:
        """Keep a search; the same one under another name is renamed. BadCorrection without a name."""
        called = _named(name)
        for known in self.saved(person):
            if known.parameters == dict(parameters):
                self.rename(person, known.id, called)
                return next(one for one in self.saved(person) if one.id == known.id)
        values = {
            "person": person,
            "name": called,
            "parameters": _json(parameters),
            "saved": time,
            "opened": time,
            "state": state,
            "seen": None if seen is None else _json(seen),
        }
        with self._database.alone() as connection:
            connection.execute(insert(saved_searches).values(values))
        return self.saved(person)[0]

    def rename(self, person: str, search: int, name: str) -> None:
        """Call a saved search otherwise; BadCorrection without a name."""
        self._change(person, search, name=_named(name))

    def remove(self, person: str, search: int, *, time: str) -> None:
        """Keep a search no longer."""
        self._change(person, search, removed=time)

    def look_at(self, person: str, search: SavedSearch, *, seen: Seen | None, state: str, time: str) -> None:
        """Remember that a saved search was opened, with what was seen; what was seen before stays beside it."""
        self._change(
            person,
            search.id,
            before=None if search.seen is None else _json(search.seen),
            before_opened=search.opened,
            seen=None if seen is None else _json(seen),
            opened=time,
            state=state,
        )

    def _change(self, person: str, search: int, **values: str | None) -> None:
        own = (saved_searches.c.id == search) & (saved_searches.c.person == person)
        with self._database.alone() as connection:
            connection.execute(update(saved_searches).where(own).values(values))

    # --- what was searched for ---

    def history(self, person: str, *, most: int = 20) -> tuple[SearchMade, ...]:
        """The searches that a person made, the last one first."""
        query = select(searches_made).where(searches_made.c.person == person).order_by(searches_made.c.id.desc())
        return tuple(
            SearchMade(row["id"], row["name"], json.loads(row["parameters"]), row["total"], row["time"])
            for row in self._database.rows(query.limit(most))
        )

    def note(
        self, person: str, name: str, parameters: Parameters, *, total: int, time: str, instead: int | None = None
    ) -> int:
        """Remember a search, in the place of the same one of before, and of `instead`, which it goes on from; its number."""
        written = _json(parameters)
        with self._database.alone() as connection:
            own = searches_made.c.person == person
            same = (searches_made.c.parameters == written) | (searches_made.c.id == (instead or 0))
            connection.execute(delete(searches_made).where(own & same))
            values = {"person": person, "name": name, "parameters": written, "total": total, "time": time}
            number = connection.execute(insert(searches_made).values(values)).inserted_primary_key
            assert number is not None
            last = select(searches_made.c.id).where(own).order_by(searches_made.c.id.desc()).offset(KEPT).limit(1)
            too_old = connection.execute(last).scalar()
            if too_old is not None:
                connection.execute(delete(searches_made).where(own & (searches_made.c.id <= too_old)))
            return int(number[0])

    def clear_history(self, person: str) -> None:
        """Forget what a person searched for."""
        with self._database.alone() as connection:
            connection.execute(delete(searches_made).where(searches_made.c.person == person))

    # --- documents ---

    def picked(self, person: str) -> frozenset[str]:
        """The ids of the documents that a person picked."""
        query = select(picked_documents.c.document).where(picked_documents.c.person == person)
        return frozenset(row["document"] for row in self._database.rows(query))

    def pick(self, person: str, document: str, *, on: bool, time: str) -> None:
        """Put a document among those of a person, or take it out."""
        own = (picked_documents.c.person == person) & (picked_documents.c.document == document)
        with self._database.alone() as connection:
            connection.execute(delete(picked_documents).where(own))
            if on:
                connection.execute(insert(picked_documents).values(person=person, document=document, time=time))

    # --- the last look ---

    def last_look(self, person: str) -> str | None:
        """When a person last said that he has seen what changed; None where he never did."""
        return next(
            (row["time"] for row in self._database.rows(select(looks.c.time).where(looks.c.person == person))), None
        )

    def looked(self, person: str, *, time: str) -> None:
        """Remember that a person has seen what changed until now."""
        with self._database.alone() as connection:
            connection.execute(delete(looks).where(looks.c.person == person))
            connection.execute(insert(looks).values(person=person, time=time))


def _saved(row: Mapping[str, Any]) -> SavedSearch:
    return SavedSearch(
        row["id"],
        row["name"],
        json.loads(row["parameters"]),
        row["opened"],
        row["state"],
        None if row["seen"] is None else json.loads(row["seen"]),
        row["before_opened"],
        None if row["before"] is None else json.loads(row["before"]),
    )


def _named(name: str) -> str:
    if not name.strip():
        raise BadCorrection("请给这个检索起个名称")
    return name.strip()[:LONGEST_NAME]


def _json(value: Mapping[str, str]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, sort_keys=True)
