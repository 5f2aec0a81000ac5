"""What the knowledge base answers with. All frozen; spans are half-open ranges of code points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from extract.models import Basis, Block, Facts, Notice, Role, Section, Span
from kb.statements import statement

CommitmentKind = Literal["task", "measure", "target"]
Sort = Literal["relevance", "year", "document", "value"]


# --- documents -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document of the knowledge base, without its text.

    `id` is made from the folder it was built from and its `path` under it, so it outlives a rebuild. `duplicates` are
    the ids of the documents with the same text.
    """

    id: str
    name: str
    path: str
    folder: str
    facts: Facts
    format: str
    pages: int | None
    tasks: int
    measures: int
    targets: int
    cells: int
    duplicates: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What to call it: its title, or its file name where it has none."""
        return self.facts.title or self.name


@dataclass(frozen=True, slots=True)
class MarkedCommitment:
    """A commitment inside a document's text: what the document page marks."""

    id: str
    kind: CommitmentKind
    span: Span
    page: int | None
    title: str
    task_id: str | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with all that a page needs to show it; every span indexes `text`."""

    entry: DocumentEntry
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    warnings: tuple[Notice, ...]
    commitments: tuple[MarkedCommitment, ...]

    def commitment(self, commitment_id: str) -> MarkedCommitment | None:
        """The commitment with that id, None where the document (any more) has none."""
        return next((c for c in self.commitments if c.id == commitment_id), None)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that is not in the knowledge base as it stands on disk.

    `status` is "failed" for a file that could not be read, "skipped" for a format that is not read at all; `kept` says
    that the version stored before is still there.
    """

    folder: str
    path: str
    reason: str
    remedy: str
    status: Literal["failed", "skipped"] = "failed"
    kept: bool = False

    def __str__(self) -> str:
        kept = "（仍保留上次读入的内容）" if self.kept else ""
        return f"{self.path}：{self.reason}。{self.remedy}{kept}"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; paths are relative to their folder."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    skipped: tuple[Failure, ...] = ()
    duplicates: tuple[tuple[str, ...], ...] = ()
    messages: tuple[str, ...] = ()
    documents: int = 0
    commitments: int = 0

    @property
    def ok(self) -> bool:
        """Whether every file of a known format could be read."""
        return not self.failed


# --- search --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hint:
    """Something about the query that a person should know; `span` points into the query as typed."""

    span: Span
    message: str


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
    without a hit has one that may be misspelt.
    """

    query: str
    text: str
    kind: Literal["unit", "indicator", "word"]
    count: int
    typed: str | None = None


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
class TargetFields:
    """The parts of a target. `value` is exact decimal text, for a range `lo–hi`; None without a figure."""

    indicator: str
    op: str
    value: str | None
    uom: str | None
    year: int | None
    scope: str | None
    kind: str
    baseline: str | None = None
    baseline_year: int | None = None
    reference: str | None = None
    direction: str | None = None
    attribute: str | None = None
    per: str | None = None
    modality: str | None = None

    @property
    def statement(self) -> str:
        """One line for a person: 科技型中小企业 ≥ 4000 家（2026年，全市）."""
        return statement(self)


@dataclass(frozen=True, slots=True)
class Hit:
    """One commitment that was found.

    title     of a task its title, of a measure "", of a target its indicator
    text      of a task all its text, of a measure its sentence, of a target its quote
    heading   the task's title, marked: for a task its own, else that of the task it stands in ("" outside tasks)
    passage   what to show of the text below the heading, marked and cut to a readable length
    task_id   the commitment id of the task it belongs to (its own for a task), None for a target outside tasks
    year      the year it is due: its own, or that of its task
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
    target: TargetFields | None
    document: DocumentEntry
    page: int | None
    span: Span
    targets: tuple[TargetFields, ...] = ()

    @property
    def duplicate(self) -> bool:
        """Whether another document of the knowledge base has the same text."""
        return bool(self.document.duplicates)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. `conditions` says in Chinese what was asked: 检索词“研发投入”；责任单位：市科技局（牵头）."""

    hits: tuple[Hit, ...]
    total: int
    page: int
    size: int
    conditions: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    kinds: Mapping[str, int] = field(default_factory=dict)
    expansions: tuple[Expansion, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are; 0 without a hit."""
        return -(-self.total // self.size)

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


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value to filter by: `value` goes into the filter, `label` is for the eye, `count` the hits it would leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class UnitFacetValue:
    """A unit to filter by: `count` the hits it would leave, `roles` those in which it has each role, in any case."""

    value: str
    label: str
    place: str | None
    count: int
    roles: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts for every filter, each with all other filters applied but not its own; most frequent first."""

    units: tuple[UnitFacetValue, ...]
    roles: tuple[FacetValue, ...]
    regions: tuple[FacetValue, ...]
    documents: tuple[FacetValue, ...]
    kinds: tuple[FacetValue, ...]
    doc_kinds: tuple[FacetValue, ...]
    years: tuple[FacetValue, ...]
    owners: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """One unit of the knowledge base: `names` as written, counts of the tasks in which it has each role."""

    value: str
    canonical: str | None
    place: str | None
    names: tuple[str, ...]
    lead: int
    assist: int
    responsible: int
    documents: int


@dataclass(frozen=True, slots=True)
class CellEntry:
    """One value of an indicator table; `value` as in TargetFields, `op` None for what was measured or estimated."""

    document: DocumentEntry
    table: str | None
    indicator: str
    uom: str | None
    year: int | None
    scope: str | None
    op: str | None
    value: str | None
    text: str | None
    nature: str
    attribute: str | None
    per: str | None
    page: int | None
    span: Span | None
