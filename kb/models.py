"""What the knowledge base answers with. All frozen; spans are half-open ranges of code points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from extract.models import Block, Facts, Notice, Section, Span

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

    @property
    def quoted(self) -> str:
        """The same in running text: 《规划》; a file name stands as it is."""
        return f"《{self.facts.title}》" if self.facts.title else self.name


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


# --- counts --------------------------------------------------------------------------------------------------------


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
