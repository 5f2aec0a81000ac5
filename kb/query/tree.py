"""What a person asked, as a tree: one meaning for every engine.

Every node knows where in the typed text it stands, so that hints, highlights and “why did this match” can point at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from extract.models import Span
from kb.results import Hint
from kb.text import analyzer
from kb.text.folding import fold

FieldName = Literal[
    "lead",
    "assist",
    "responsible",
    "unit",
    "region",
    "document",
    "title",
    "doc_no",
    "issuer",
    "issued",
    "kind",
    "doc_kind",
    "indicator",
    "section",
    "year",
]


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word: a text matches where every one of `needles`, its segments, occurs in its folded form."""

    text: str
    span: Span
    needles: tuple[str, ...]
    folded: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quoted piece of text: it occurs, folded, exactly so."""

    text: str
    span: Span
    folded: str

    @property
    def needles(self) -> tuple[str, ...]:
        """The one thing that must occur."""
        return (self.folded,)


@dataclass(frozen=True, slots=True)
class Prefix:
    """研发*: its letters as they stand, where a word may begin: anywhere among Han, not inside a run of letters."""

    text: str
    span: Span
    folded: str

    @property
    def needles(self) -> tuple[str, ...]:
        """The one thing that must occur."""
        return (self.folded,)


Leaf: TypeAlias = Word | Phrase | Prefix


@dataclass(frozen=True, slots=True)
class Field:
    """A filter inside the query: 牵头:市科技局, 年份:2023..2026.

    value  as a filter has it (kind: task); of years and dates the first one, "" where the range is open; also 2026Q2,
           ongoing, undated
    until  of a range of years or dates the last one, "" where it is open; None where there is no range
    text   what indicator:, section: and title: look for in the indicator, the headings and the document's title
    """

    name: FieldName
    value: str
    span: Span
    until: str | None = None
    text: Leaf | None = None


@dataclass(frozen=True, slots=True)
class And:
    """All of the parts hold."""

    parts: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Or:
    """One of the parts holds."""

    parts: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node
    span: Span


Node: TypeAlias = Word | Phrase | Prefix | Field | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood; `typed` is what was typed, unprintable characters as spaces.

    Without a tree it finds everything, unless something was typed of which nothing can be searched.
    """

    typed: str
    tree: Node | None = None
    hints: tuple[Hint, ...] = ()
    recognised: tuple[Field | Or, ...] = ()
    """The fields that plain words were read as."""
    terms: tuple[Leaf, ...] = field(init=False)
    """The words, phrases and prefixes that help a passage to match: what ranks it and is marked in it."""

    def __post_init__(self) -> None:
        """Collect the terms."""
        object.__setattr__(self, "terms", () if self.tree is None else tuple(leaves(self.tree)))

    def has_field(self, name: FieldName) -> bool:
        """Whether a field of that name stands in it: 地区:慈溪市 is "region"."""
        return self.tree is not None and any(isinstance(node, Field) and node.name == name for node in nodes(self.tree))

    @property
    def unsearchable(self) -> bool:
        """Whether something was typed of which nothing can be searched."""
        return self.tree is None and bool(self.typed.strip())


def nodes(node: Node) -> Iterator[Node]:
    """A node with all below it."""
    yield node
    for part in node.parts if isinstance(node, (And, Or)) else (node.part,) if isinstance(node, Not) else ():
        yield from nodes(part)


def leaves(node: Node) -> Iterator[Leaf]:
    """The words, phrases and prefixes of a tree that are not denied, in order; those of fields are not of the passage.

    研发 非 投入 或 企业 → 研发, 企业
    """
    if isinstance(node, (And, Or)):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, (Word, Phrase, Prefix)):
        yield node


def word(text: str, span: Span) -> Word:
    """The word that `text` is; it has needles for anything but white space."""
    folded = fold(text)
    return Word(text, span, analyzer.needles(folded), folded)


def phrase(text: str, span: Span) -> Phrase:
    """The phrase that `text` is."""
    return Phrase(text, span, fold(text))


def prefix(text: str, span: Span) -> Prefix:
    """The prefix that `text` is."""
    return Prefix(text, span, fold(text))


def join_nodes(kind: type[And] | type[Or], parts: tuple[Node, ...]) -> Node:
    """The parts as one node of that kind, flat: no And directly in an And; a single part stays as it is."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, kind):
            flat += part.parts
        else:
            flat.append(part)
    if len(flat) == 1:
        return flat[0]
    return kind(tuple(flat), (flat[0].span[0], flat[-1].span[1]))
