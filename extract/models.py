"""The values that flow through the extractor, one way: Block → Section → Document.

All are frozen; a collection is a tuple. A `Span` is a half-open range of code points in `Document.text`.
The JSON form of a Document is the interchange form (`document.schema.json`, see `extract.interchange`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Span = tuple[int, int]
"""Half-open range of code points in the document's text: (start, end)."""

BlockKind = Literal["paragraph", "heading", "table", "box"]
Role = Literal["lead", "assist", "responsible"]
Basis = Literal["explicit", "first-listed", "document-rule", "prose", "issuer"]
Op = Literal[">=", ">", "<=", "<", "~", "range"]
TargetKind = Literal["level", "growth", "multiple", "coverage", "rank", "relative", "first"]
Nature = Literal["actual", "estimate", "target"]
DocumentKind = Literal["规划", "纲要", "意见", "方案", "计划", "报告", "复函", "通知", "其他"]
Status = Literal["征求意见稿", "正式"]
Attribute = Literal["约束性", "预期性"]
Per = Literal["每年", "年均", "累计"]
Value = Decimal | tuple[Decimal, Decimal]
"""A figure, or the two ends of a range."""
DueBasis = Literal["own", "target", "row", "section", "plan"]
"""What dates a task: its own words, its targets' year, its table row, its section, or the years of the whole document."""
Doubt = Literal[
    "layout-guessed",
    "no-table-head",
    "unit-unknown",
    "mark-unexplained",
    "figure-unclear",
    "list-open",
]
"""Why a commitment should not be trusted without a look: its layout was guessed; it stands in a table without a head; a
unit is in no registry; a mark leads that no sentence explains; a figure was not understood; a list ends in 等."""


# --- what a reader gives -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table as laid out: a merged cell stands once, at its top left, with its extent."""

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    span: Span = (0, 0)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document's layout, in reading order.

    paragraph  `text` is one whole paragraph (broken lines joined)
    heading    the same, where the format itself says that it is a heading; `level` is its depth there (1 = outermost)
    table      `cells`; `text` is the caption inside the table, or ""
    box        a framed insert (专栏): `text` is its title, `blocks` what stands inside

    `page` counts from 1, None where the format has no pages. `breaks` lists where later pages begin inside `text`:
    ((offset, page), …). Spans are (0, 0) until `extract.text.layout.lay_out` has joined the blocks to one text.
    """

    kind: BlockKind
    text: str = ""
    level: int | None = None
    page: int | None = None
    breaks: tuple[tuple[int, int], ...] = ()
    cells: tuple[TableCell, ...] = ()
    blocks: tuple[Block, ...] = ()
    span: Span = (0, 0)
    bold: tuple[Span, ...] = ()
    """What is set in bold, its cells included, where the document says that this tells who leads."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text came from: file name (no folder), format (its suffix without the dot), hash of its bytes."""

    name: str
    format: str
    sha256: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What could not be read for sure; `span` is None where it concerns the whole file."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class FileContent:
    """What a reader gives: the blocks, the number of pages, and what it could not read for sure."""

    blocks: tuple[Block, ...]
    pages: int | None = None
    warnings: tuple[Notice, ...] = ()


# --- outline -------------------------------------------------------------------------------------------------------

SectionKind = Literal["root", "numbered", "heading", "run-in", "item", "bullet", "box"]


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline.

    `id` is its path of positions ("2.1.3"; the root is ""), `number` as written without delimiters, `marker` as written
    with them ("（一）"), `title` without marker and closing full stop. `span` runs from the heading to the last
    character of the last descendant. `body` are the paragraphs of its own, before its first child, without the heading
    (the rest of the paragraph after a run-in heading is the first of them).
    """

    id: str
    kind: SectionKind
    level: int
    number: str | None
    marker: str
    title: str
    span: Span
    title_span: Span
    body: tuple[Span, ...] = ()
    children: tuple[Section, ...] = ()
    guessed: bool = False
    """Whether its heading was guessed: a bare line without a number, a title whose line break is lost."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive paragraphs under one heading, cut into sentences: what target and measure rules look at.

    `paragraphs` holds, a paragraph, the spans of its sentences (cut at 。！？； outside brackets and quotes, delimiter
    kept, responsibility brackets and run-in headings left out). `headings` are the folded titles above, outermost first.
    """

    paragraphs: tuple[tuple[Span, ...], ...]
    headings: tuple[str, ...]
    task_id: str | None = None
    title: Span | None = None
    """The heading itself, where it is a line of the text: it may promise a figure too (筹集住房1500套。)."""
    due: int | None = None
    """The year of the task's own deadline line or column: it dates the figures that name no year."""
    subject: Span | None = None
    """Of a row of a task table what the row names: a figure alone (建成3个) counts that."""
    goal: bool = False
    """Whether it stands in a column of goals, where a bare figure is a promise."""
    owned: bool = False
    """Whether a statement beside its text says who answers: what has an owner is to be done."""


# --- what the extractor claims -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unit:
    """A body that answers for a task: `name` as written, `canonical` = place + official name, None if unresolved."""

    name: str
    role: Role
    basis: Basis
    span: Span | None = None
    canonical: str | None = None
    open_list: bool = False
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class OwnerCue:
    """A word that says who answers (牵头, 责任单位, 负责) and what became of it: a task has it, it is context, a notice says so."""

    span: Span
    outcome: Literal["placed", "context", "notice"]
    reason: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A sentence of a task that says what will be done.

    `units` are those of the task's that answer for it, where its own clause names them; () where all of the task's do.
    """

    text: str
    span: Span
    page: int | None = None
    rule: str | None = None
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """The lowest titled item of an action section."""

    id: str
    number: str | None
    title: str
    path: tuple[str, ...]
    span: Span
    units: tuple[Unit, ...] = ()
    measures: tuple[Measure, ...] = ()
    page: int | None = None
    due: int | None = None
    due_text: str | None = None
    due_basis: DueBasis | None = None
    rule: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """One quantified or checkable promise of the running text.

    全市高新技术企业数量达到2600家 → indicator 高新技术企业数量, op >=, value 2600, uom 家, scope 全市, kind level.
    `value` is in the uom as written (1.5万亿元 → 1.5, 万亿元); None for a relative target without a figure.
    """

    id: str
    quote: str
    span: Span
    indicator: str
    op: Op
    value: Value | None
    uom: str | None
    year: int | None
    scope: str | None
    kind: TargetKind
    task_id: str | None = None
    page: int | None = None
    baseline: Decimal | None = None
    baseline_year: int | None = None
    reference: str | None = None
    direction: Literal["up", "down"] | None = None
    attribute: Attribute | None = None
    per: Per | None = None
    modality: str | None = None
    increment: bool = False
    """Whether the figure is what is added (新增10家), not what there will be."""
    rule: str | None = None
    doubts: tuple[Doubt, ...] = ()
    units: tuple[Unit, ...] = ()
    """Those of its task's that answer for it, where its own clause names them; () where all of the task's do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of an indicator table."""

    table: str | None
    indicator: str
    uom: str | None
    year: int | None
    scope: str | None
    op: Op | None
    value: Value | None
    nature: Nature
    text: str | None = None
    page: int | None = None
    span: Span | None = None
    attribute: Attribute | None = None
    per: Per | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task of a task table, its cells told apart; what the unit cells list is not read yet.

    `task_span` is the whole row (from the task cell to the last cell of its rows), `group` the cells and group rows above
    it, outermost first. `description_spans` hold the sentences that may be measures or targets of the task, `goal_spans`
    those of columns whose head says that they promise, with the year it names (2026年目标; 完成标准: None).
    """

    number: str | None
    title: str
    title_span: Span
    group: tuple[str, ...]
    task_span: Span
    description_spans: tuple[Span, ...] = ()
    goal_spans: tuple[tuple[int | None, Span], ...] = ()
    lead_spans: tuple[Span, ...] = ()
    assist_spans: tuple[Span, ...] = ()
    responsible_spans: tuple[Span, ...] = ()
    due_text: str | None = None
    due: int | None = None
    page: int | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Of a reply to a proposal (建议/提案)."""

    proposal_no: str | None
    proposer: str | None
    proposal_title: str | None
    addressee: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself."""

    title: str | None
    region: str | None
    issuer: str | None
    kind: DocumentKind
    status: Status
    period: tuple[int, int] | None
    proposal: Proposal | None = None
    doc_no: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read: its facts, its text and what it commits to. Every span indexes `text`."""

    facts: Facts
    source: Source
    text: str
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    cells: tuple[Cell, ...] = ()
    warnings: tuple[Notice, ...] = ()
    cues: tuple[OwnerCue, ...] = field(default=(), repr=False)
    sections: tuple[Section, ...] = field(default=(), repr=False)
    blocks: tuple[Block, ...] = field(default=(), repr=False)
