"""What a search engine is to the knowledge base: a folder of files made from entries, answering with numbers.

An engine never sees the store. What it finds and counts is fixed (every engine gives the same), only the order of
relevance is its own. Writing always makes a folder nobody reads yet, so an engine needs no lock of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from kb.models import Sort
from kb.query import Query

GROUPS: Mapping[str, str] = {"unit": "unit", "role": "unit", "unit_role": "unit"}
"""Fields of an entry that one filter of a person narrows together; any other field is a group of its own."""

FIELDS = ("kind", "document", "region", "doc_kind", "year", "unit", "role", "unit_role")
"""The fields of an entry that can be filtered by and counted."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One commitment as an engine sees it.

    number    what it is known by; ascending in the reading order of one version
    version   the document version it belongs to: what is added and removed together
    place     sorts the documents; the entries of one document have the same
    title     folded; its words weigh more
    passage   folded; a query matches where all its needles occur here
    year      None where it is not due in any
    fields    the values to filter by and to count, for each of FIELDS
    """

    number: int
    version: int
    place: str
    title: str
    passage: str
    year: int | None
    fields: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Condition:
    """An entry passes that has one of `values` in `field`."""

    field: str
    values: frozenset[str]

    @property
    def group(self) -> str:
        """The filter it belongs to: conditions of a group are left out when that group is counted."""
        return GROUPS.get(self.field, self.field)


@dataclass(frozen=True, slots=True)
class Found:
    """A slice of what was found, in order, and how much there is in all."""

    numbers: tuple[int, ...]
    total: int


class Engine(Protocol):
    """An opened index; safe to use from several threads, and open until nobody holds it any more."""

    name: ClassVar[str]
    stamp: ClassVar[str]
    """Changes when a folder written before can no longer be read."""

    @classmethod
    def write(cls, folder: Path, *, add: Iterable[Entry], remove: Collection[int]) -> None:
        """Take `remove` (versions) out of the index in `folder` and put `add` in; an empty folder becomes an index."""

    @classmethod
    def open(cls, folder: Path) -> Engine:
        """The index in `folder`."""

    def sizes(self) -> Mapping[int, int]:
        """The versions that are in the index, with how many entries."""

    def find(self, query: Query, conditions: Sequence[Condition], *, sort: Sort, start: int, size: int | None) -> Found:
        """What matches, from the place `start` on, at most `size`. The order is stable: ties in document order."""

    def count(self, query: Query, conditions: Sequence[Condition]) -> Mapping[str, Mapping[str, int]]:
        """For each of FIELDS how often each value occurs in what matches, conditions of its own group left out."""
