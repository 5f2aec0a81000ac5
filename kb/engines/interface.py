"""What a search engine is to the knowledge base: a folder of files made from entries, answering with numbers.

An engine never sees the store. What it finds, counts and how it orders is fixed (every engine gives the same, and a
brute-force reference says what), only the order of relevance is its own. Writing always makes a folder nobody reads
yet, so an engine needs no lock of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple, Protocol, TypeAlias

from kb.models import Sort
from kb.query.tree import Leaf

GROUPS: Mapping[str, str] = {"unit": "unit", "role": "unit", "unit_role": "unit", "owner": "unit", "quarter": "year"}
"""Fields of an entry that one filter of a person narrows together; any other field is a group of its own."""

FIELDS = (
    "kind",
    "document",
    "copy",
    "region",
    "doc_kind",
    "year",
    "quarter",
    "unit",
    "role",
    "unit_role",
    "owner",
    "doubt",
    "review",
)
"""The fields of an entry that can be filtered by and counted."""

NOBODY, SOME = "none", "some"
"""The values of the field "owner": whether any unit answers for it."""

UNDOUBTED, DOUBTED = "none", "some"
"""The values of the field "doubt": whether it should be looked at before it is relied on."""

UNREVIEWED, CHECKED, CORRECTED = "none", "checked", "corrected"
"""The values of the field "review": whether a person looked at it, and mended or added it."""

SPEAKS, COPY = "first", "copy"
"""The values of the field "copy": whether its document speaks, or only says what another one says."""

Place = Literal["passage", "indicator", "section"]
"""The texts of an entry that can be searched."""


class Entry(NamedTuple):
    """One commitment as an engine sees it.

    number     what it is known by; ascending in the reading order of one version
    version    the document version it belongs to: what is added and removed together
    place      sorts the documents; the entries of one document have the same
    title      folded; its words weigh more; empty where the passage does not hold it
    passage    folded: what a query's words are looked for in
    indicator  folded: of a target what it promises, else empty
    section    folded: the headings above it, a line each
    year       None where it is not due in any
    value      of a target its figure (of a range the lower), else None
    fields     the values to filter by and to count, for each of FIELDS: one kind, one document (its id, hexadecimal), one
               year (or ongoing, undated), at most one region, doc_kind and quarter
    """

    number: int
    version: int
    place: str
    title: str
    passage: str
    indicator: str
    section: str
    year: int | None
    value: float | None
    fields: Mapping[str, tuple[str, ...]]


# --- what is asked -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holds:
    """An entry passes that has every needle in the text `place`; `begins`: where a word may begin."""

    place: Place
    needles: tuple[str, ...]
    begins: bool = False


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
class AllOf:
    """An entry passes that passes all the parts; without parts every entry does."""

    parts: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """An entry passes that passes one of the parts; without parts none does."""

    parts: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class NoneOf:
    """An entry passes that does not pass the part."""

    part: Requirement


Requirement: TypeAlias = Holds | Condition | AllOf | AnyOf | NoneOf

EVERYTHING = AllOf()
NOTHING = AnyOf()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an engine: what must pass, and the terms whose words make a passage the better match."""

    requirement: Requirement = EVERYTHING
    terms: tuple[Leaf, ...] = ()


OTHER_WEIGHT = 0.3
"""What the words of another name weigh beside those that were typed."""


def typed_and_other(terms: Sequence[Leaf]) -> tuple[tuple[Leaf, ...], tuple[Leaf, ...]]:
    """The terms that were typed, and those that stand for one of them: its other names, at the same place."""
    spans: set[tuple[int, int]] = set()
    typed: list[Leaf] = []
    other: list[Leaf] = []
    for term in terms:
        (other if term.span in spans else typed).append(term)
        spans.add(term.span)
    return tuple(typed), tuple(other)


# --- what is answered ----------------------------------------------------------------------------------------------


class LazyCounts(Mapping[str, int]):
    """Counts that are made when they are first looked at: who does not show them does not wait for them."""

    def __init__(self, count: Callable[[], Mapping[str, int]]) -> None:
        self._count = count
        self._counts: Mapping[str, int] | None = None

    def _made(self) -> Mapping[str, int]:
        if self._counts is None:
            self._counts = self._count()
        return self._counts

    def __getitem__(self, key: str) -> int:
        """The count of a value that occurs."""
        return self._made()[key]

    def __iter__(self) -> Iterator[str]:
        """The values that occur."""
        return iter(self._made())

    def __len__(self) -> int:
        """How many values occur."""
        return len(self._made())

    def total(self) -> int:
        """All counts together."""
        return sum(self._made().values())

    def __repr__(self) -> str:
        """As a dict shows itself."""
        return repr(dict(self))


@dataclass(frozen=True, slots=True)
class Matches:
    """A slice of what was found, in order; how much there is in all, and of each kind."""

    numbers: tuple[int, ...]
    total: int
    kinds: Mapping[str, int]


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

    def find(
        self, question: Question, conditions: Sequence[Condition], *, sort: Sort, start: int, size: int | None
    ) -> Matches:
        """What matches, from the place `start` on, at most `size`.

        The order is stable: ties in document order, those of relevance in the order of writing.
        """

    def count(self, question: Question, conditions: Sequence[Condition]) -> Mapping[str, Mapping[str, int]]:
        """For each of FIELDS how often each value occurs in what matches, conditions of its own group left out.

        Of more than 2,000 documents, or 60,000 values of another field, an engine may count only those with most.
        """
