"""What people say of documents: corrections that hold on to the text, names of units, and what speaks against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from extract.models import Doubt, Span, Unit
from kb.models import DocumentEntry, Doubted, Review

ItemKind = Literal["task", "measure", "target", "cell", "facts"]
Action = Literal["change", "delete", "add", "accept"]
Content = Mapping[str, Any]
"""The fields of a commitment that a person can mend, as plain JSON values (see `kb.records.contents`)."""

ACTION_LABELS: Mapping[str, str] = {"change": "修改", "delete": "删除", "add": "新增", "accept": "核对无误"}
STATES: Mapping[Action, Literal["checked", "corrected", "added"]] = {
    "change": "corrected",
    "add": "added",
    "accept": "checked",
}
"""What an item is called after that was done with it; a deleted one is gone."""
ITEM_LABELS: Mapping[str, str] = {
    "task": "任务",
    "measure": "措施",
    "target": "目标",
    "cell": "表格数值",
    "facts": "文件信息",
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a text, held by what is written there (W3C TextQuoteSelector), not by where.

    `quote` is the text itself, `prefix` and `suffix` what stands around it, `section` the headings above, outermost
    first. `ordinal` of `count` times that the quote stood in the text, and `start`, its offset then, help where the text
    around is the same twice.
    """

    quote: str
    prefix: str
    suffix: str
    section: tuple[str, ...] = ()
    start: int = 0
    ordinal: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wants done: with the item `item` of a document (its id there), or with the text at `span`.

    change  `after` holds the fields to set, by name
    delete  the item is none
    accept  the item is right as it stands
    add     the text at `span` is an item of that `kind`, with the fields of `after`
    Of the document itself (kind "facts") `item` is "".
    """

    action: Action
    kind: ItemKind
    item: str = ""
    span: tuple[int, int] | None = None
    after: Content = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """One record: who did what when and why, with the state before and after.

    `document` is the id, `text_key` the text it was said of: it holds for every file with that text. `item` is the key
    of the item at that time. `before` are all fields as they were, `after` those that were set. `time` is UTC in ISO
    form. `undone` is when it was taken back, by `undone_by`.
    """

    id: int
    document: str
    text_key: str
    label: str
    kind: ItemKind
    action: Action
    item: str
    anchor: Anchor | None
    before: Content
    after: Content
    editor: str
    time: str
    reason: str = ""
    undone: str | None = None
    undone_by: str | None = None

    @property
    def statement(self) -> str:
        """What was done, in words: 修改目标."""
        return ACTION_LABELS[self.action] + ITEM_LABELS[self.kind]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that no longer fits what the file says: `recorded` is one side, `now` the other, `reason` what happened."""

    correction: Correction
    reason: str
    recorded: str
    now: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """What people answered to “这是……？”: the official name of a unit that documents of `region` call `name`."""

    id: int
    name: str
    region: str | None
    canonical: str
    editor: str
    time: str
    undone: str | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class ItemDetail(Doubted):
    """All that is known of one item of a document, for whoever checks it.

    `id` is the commitment's (of a cell the cell's; of the document's facts ""); `content` are the fields that can be
    mended, `token` stands for the state they are in: an edit that names it is refused when the state is another by then.
    `units` are those of a task; `history` are the records of this item.
    """

    id: str
    kind: ItemKind
    text: str
    span: Span | None
    page: int | None
    content: Content
    token: str
    rule: str | None = None
    doubts: tuple[Doubt, ...] = ()
    units: tuple[Unit, ...] = ()
    task_id: str | None = None
    path: tuple[str, ...] = ()
    review: Review | None = None
    history: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueEntry(Doubted):
    """Something to be looked at, or that was: `doubts` are why, also those that a person settled."""

    id: str
    kind: str
    title: str
    text: str
    page: int | None
    document: DocumentEntry
    units: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    review: Review | None


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """What is to be looked at, in the order of the documents and of their text; what is done stays in its place."""

    entries: tuple[QueueEntry, ...]

    @property
    def checked(self) -> int:
        """How many were looked at."""
        return sum(entry.review is not None for entry in self.entries)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.entries)

    def following(self, item: str | None = None) -> QueueEntry | None:
        """The first that is not done behind the item with that id, else the first of all; None where all is done."""
        ids = [entry.id for entry in self.entries]
        start = ids.index(item) + 1 if item in ids else 0
        return next((one for one in (*self.entries[start:], *self.entries[:start]) if one.review is None), None)
