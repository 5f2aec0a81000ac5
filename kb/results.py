"""What a search answers: hits with what matched in them, hints, other names that were searched for, suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from extract.models import Basis, Doubt, DueBasis, Role, Span
from kb.deadline import dated_deadline, deadline
from kb.models import CommitmentKind, DocumentEntry, Doubted, Review, Reviewed
from kb.target_fields import TargetFields


@dataclass(frozen=True, slots=True)
class Hint:
    """Something about the query that a person should know; `span` points into the query as typed.

    `slip`: it could not be read as it stands; else it is only worth knowing.
    """

    span: Span
    message: str
    slip: bool = True


@dataclass(frozen=True, slots=True)
class Expansion:
    """What else was searched for in place of a word of the query: 研发经费投入 → R&D经费, 研究与试验发展经费.

    `span` points into the query as typed. `why`: other words for it, other names of a body, what its letters may stand
    for (kjj → 科技局), or a body that went by another name before or after (市数据局 → 市大数据局).
    """

    typed: str
    span: Span
    found: tuple[str, ...]
    why: Literal["synonym", "unit", "pinyin", "renamed"]

    @property
    def statement(self) -> str:
        """One line for a person: “高企”同时检索：高新技术企业."""
        return f"“{self.typed}”{_EXPANDED[self.why]}：{'、'.join(self.found)}"


_EXPANDED = {
    "synonym": "同时检索",
    "unit": "同时检索该单位的其他名称",
    "pinyin": "按拼音检索",
    "renamed": "包括改名前后的单位",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to search for: `query` goes into the search box, `text` is what it offers, of what kind.

    `count` is in how many places of the knowledge base it occurs; `typed` the word that it would replace, where a query
    without a hit has one that may be misspelt. A unit that is offered for a bare word can be filtered by instead: `rest`
    is the query without that word.
    """

    query: str
    text: str
    kind: Literal["unit", "indicator", "word"]
    count: int
    typed: str | None = None
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class BestPart:
    """Of a query that is found nowhere as a whole the most that is found: `query` goes into the search box.

    `left_out` are the parts that it does without, as typed; `count` is how many hits it has.
    """

    query: str
    left_out: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class QueryPart:
    """One part of a query, as a piece of the sentence that it says: 科技局牵头, 2026年到期, 含“研发”.

    `without` is the query without it. Words that were read as a field can be taken back: `plain` is the query with them
    in quotes; None for any other part. `words` are the words that are searched in the text, "" where it asks for a field,
    or for several things.
    """

    label: str
    span: Span
    without: str
    plain: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text to show, with the spans of it (offsets into this `text`) that the query matched.

    `before` and `after` say whether the piece was cut out of a longer text, so that an ellipsis belongs there.
    """

    text: str
    marks: tuple[Span, ...] = ()
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class HitUnit:
    """A unit of a hit (a measure and a target have those of their task): `name` as written."""

    name: str
    role: Role
    canonical: str | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class Hit(Doubted, Reviewed):
    """One commitment that was found.

    title     of a task its title, of a measure "", of a target its indicator
    text      of a task all its text, of a measure its sentence, of a target its quote
    heading   the task's title, marked: for a task its own, else that of the task it stands in ("" outside tasks)
    passage   what to show of the text below the heading, marked and cut to a readable length
    task_id   the commitment id of the task it belongs to (its own for a task), None for a target outside tasks
    year      the year it is due: its own, or that of its task; `due_text` are the words that say so, `due_basis` what does
    doubts    its own, and those of the task it stands in
    review    what a person said of it: who checked or mended it, and when
    span      into the text of the document with id `document.id`; `page` counts from 1
    targets   of a task all its targets, in the order of the text; else empty
    """

    id: str
    kind: CommitmentKind
    title: str
    text: str
    heading: Marked
    passage: Marked
    task_id: str | None
    task_title: str | None
    number: str | None
    path: tuple[str, ...]
    units: tuple[HitUnit, ...]
    year: int | None
    due_text: str | None
    due_basis: DueBasis | None
    target: TargetFields | None
    document: DocumentEntry
    page: int | None
    span: Span
    targets: tuple[TargetFields, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    review: Review | None = None

    @property
    def deadline(self) -> str:
        """When it is due: the words as written, a year taken from elsewhere with its basis (2026年〔据目标〕), or ""."""
        return deadline(self.year, self.due_text, self.due_basis)

    @property
    def dated_deadline(self) -> str:
        """The same, with the year where the words do not name it: 6月底前（2026年）."""
        return dated_deadline(self.year, self.due_text, self.due_basis)

    @property
    def duplicate(self) -> bool:
        """Whether another document of the knowledge base has the same text."""
        return bool(self.document.duplicates)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. `conditions` says in Chinese what was asked: 检索词“研发投入”；责任单位：市科技局（牵头）.

    Where hits of a task stand together, `rows` is how many rows there are on all pages, and `size` counts rows.
    """

    hits: tuple[Hit, ...]
    total: int
    page: int
    size: int
    conditions: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)
    expansions: tuple[Expansion, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    rows: int | None = None
    parts: tuple[QueryPart, ...] = ()
    best_part: BestPart | None = None

    @property
    def pages(self) -> int:
        """How many pages there are; 0 without a hit."""
        return -(-(self.total if self.rows is None else self.rows) // self.size)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The hits of this page by the task that they belong to, in the order in which the first of each was found."""
        found: dict[str, list[Hit]] = {}
        for hit in self.hits:
            found.setdefault(hit.task_id or hit.id, []).append(hit)
        return tuple(
            Group(hits[0].task_id, hits[0].task_title or hits[0].title, tuple(hits)) for hits in found.values()
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one task; a target outside tasks is a group of its own."""

    task_id: str | None
    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a query that a hit matches.

    part   the part as it was typed, at `span` of the query (other names of it included); of a filter its name
    where  what of the hit holds it: 正文, 标题, 指标, 章节, 责任单位, 地区, …
    found  the pieces of the hit that match, as they are written
    """

    part: str
    span: Span | None
    where: str
    found: tuple[str, ...]
