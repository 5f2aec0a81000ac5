"""What the knowledge base answers with. All frozen; spans are half-open ranges of code points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from extract.models import Block, Doubt, Facts, Notice, Section, Span
from kb.shown_names import doubt_reasons, notice_counts, notice_name
from kb.shown_time import shown_time

CommitmentKind = Literal["task", "measure", "target"]
Sort = Literal["relevance", "year", "document", "value"]

_LEVELS = "省市县区州盟旗"
_YEAR = re.compile(r"(?:19|20)\d\d")


# --- what people said ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a commitment: found right, mended, or added by hand; `record` is the number of the record.

    `settled` are the doubts that it had before. `time` is UTC, in ISO form: 2026-03-01T08:00:00Z
    """

    state: Literal["checked", "corrected", "added"]
    editor: str
    time: str
    settled: tuple[Doubt, ...] = ()
    record: int | None = None

    @property
    def label(self) -> str:
        """In words, with who and on which day here: 已校正（王芳，2026-03-01）."""
        return f"{_REVIEWS[self.state]}（{self.editor}，{shown_time(self.time)[:10]}）"


class Reviewed:
    """What a person may have looked at."""

    __slots__ = ()
    review: Review | None

    @property
    def checked(self) -> bool:
        """Whether a person has looked at it: found it right, mended it, or added it."""
        return self.review is not None

    @property
    def corrected(self) -> bool:
        """Whether a person mended or added it."""
        return self.review is not None and self.review.state != "checked"


class Doubted:
    """What may be doubted."""

    __slots__ = ()
    doubts: tuple[Doubt, ...]

    @property
    def doubt_reasons(self) -> tuple[str, ...]:
        """Why it should be looked at before it is relied on, in words."""
        return doubt_reasons(self.doubts)


_REVIEWS = {"checked": "已核对", "corrected": "已校正", "added": "人工新增"}


# --- documents -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document of the knowledge base, without its text.

    `id` is made from the folder it was built from and its `path` under it, so it outlives a rebuild. `notices` is how
    much of it could not be read or placed. `duplicates` are the ids of the documents with the same text; of those all
    but one are a `copy`: they are not counted, searched or exported unless asked for.
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
    notices: int = 0
    copy: bool = False
    duplicates: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What to call it: its title, or its file name where it has none.

        Of a title that many documents have it says which one: 政府工作报告 → 合肥市政府工作报告（2015年）.
        """
        title, region, period = self.facts.title, self.facts.region, self.facts.period
        if title is None:
            return self.name
        if self.facts.kind != "报告":
            return title
        place = region if region and region.rstrip(_LEVELS) not in title else ""
        year = f"（{period[0]}年）" if period is not None and not _YEAR.search(title) else ""
        return f"{place}{title}{year}"

    @property
    def years(self) -> str:
        """The years it covers: 2026—2030年, or 2026年 for one year; empty where it does not say."""
        if self.facts.period is None:
            return ""
        first, last = self.facts.period
        return f"{first}年" if first == last else f"{first}—{last}年"

    @property
    def quoted(self) -> str:
        """The same in running text: 《规划》; a file name stands as it is."""
        return f"《{self.facts.title}》" if self.facts.title else self.name


@dataclass(frozen=True, slots=True)
class MarkedCommitment(Doubted, Reviewed):
    """A commitment inside a document's text: what the document page marks."""

    id: str
    kind: CommitmentKind
    span: Span
    page: int | None
    title: str
    task_id: str | None
    doubts: tuple[Doubt, ...] = ()
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class MarkedCell(Doubted):
    """A figure of an indicator table inside a document's text: 规上工业增加值增速 2026年 6.5."""

    id: str
    span: Span
    page: int | None
    title: str
    doubts: tuple[Doubt, ...] = ()
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """What of a document could not be read or placed; `span` is None where it concerns the whole file."""

    id: str
    code: str
    message: str
    span: Span | None
    page: int | None

    @property
    def name(self) -> str:
        """What this kind of notice is called: unplaced-owner → 未归入任务的责任语句."""
        return notice_name(self.code, self.message)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with all that a page needs to show it; every span indexes `text`."""

    entry: DocumentEntry
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    notices: tuple[NoticeEntry, ...]
    commitments: tuple[MarkedCommitment, ...]
    cells: tuple[MarkedCell, ...] = ()

    def commitment(self, commitment_id: str) -> MarkedCommitment | None:
        """The commitment with that id, None where the document (any more) has none."""
        return next((c for c in self.commitments if c.id == commitment_id), None)

    def doubt_reasons(self, commitment: MarkedCommitment) -> tuple[str, ...]:
        """Why it should be looked at before it is relied on, for reasons of its own or of the task it stands in."""
        task = self.commitment(commitment.task_id) if commitment.task_id is not None else None
        return tuple(dict.fromkeys((*commitment.doubt_reasons, *(task.doubt_reasons if task is not None else ()))))

    def place(self, place_id: str) -> MarkedCommitment | MarkedCell | NoticeEntry | None:
        """The commitment, the cell or the notice with that id."""
        others: tuple[MarkedCell | NoticeEntry, ...] = (*self.cells, *self.notices)
        return self.commitment(place_id) or next((one for one in others if one.id == place_id), None)


FailureStatus = Literal["failed", "skipped"]


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
    status: FailureStatus = "failed"
    kept: bool = False

    def __str__(self) -> str:
        kept = "（仍保留上次读入的内容）" if self.kept else ""
        return f"{self.path}：{self.reason}。{self.remedy}{kept}"


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Which file it is: the folder that it was built from and its path under it, as in `DocumentEntry`."""

    folder: str
    path: str


BuildOutcome = Literal["added", "changed", "removed", "failed"]


@dataclass(frozen=True, slots=True)
class BuildEntry:
    """What one build did: `time` is UTC in ISO form, `counts` the number of files of each outcome, `files` the first ones."""

    time: str
    counts: Mapping[BuildOutcome, int]
    files: Mapping[BuildOutcome, tuple[FilePlace, ...]]

    @property
    def changed_nothing(self) -> bool:
        """Whether all was as before; a file that could not be read again is no change."""
        return not any(count for outcome, count in self.counts.items() if outcome != "failed")


@dataclass(frozen=True, slots=True)
class RemovedFile:
    """A file that a person took out of the knowledge base: `label` is what its document was called, `time` UTC in ISO form."""

    place: FilePlace
    label: str
    time: str


@dataclass(frozen=True, slots=True)
class FileNotices:
    """What of a file that was read could not be read or placed: the kinds of its notices with their counts, most first."""

    path: str
    counts: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, path: str, notices: Iterable[Notice]) -> FileNotices:
        """The notices of a file, counted."""
        return cls(path, notice_counts(notices))

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(count for _, count in self.counts)

    def __str__(self) -> str:
        """One line for a person: 任务分解表.docx：提示 3：未归入任务的责任语句 2，未读表格 1."""
        return f"{self.path}：提示 {self.total}：{'，'.join(f'{name} {count}' for name, count in self.counts)}"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; paths are relative to their folder. `notices` are those of the files that it read.

    `moved` are files that were renamed or moved, (path before, path now): the documents are the same.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    failed: tuple[Failure, ...] = ()
    skipped: tuple[Failure, ...] = ()
    duplicates: tuple[tuple[str, ...], ...] = ()
    notices: tuple[FileNotices, ...] = ()
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
    doubts: tuple[FacetValue, ...] = ()
    copies: tuple[FacetValue, ...] = ()
    reviews: tuple[FacetValue, ...] = ()


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
class CellEntry(Doubted):
    """One value of an indicator table; `value` as in TargetFields, `op` None for what was measured or estimated.

    `id` is where it stands, for the address of its document.
    """

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
    doubts: tuple[Doubt, ...] = ()
    review: Review | None = None
    id: str = ""
