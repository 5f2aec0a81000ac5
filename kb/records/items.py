"""A Document taken apart into items that can be mended one by one, and put together again.

An item's key is what it is called inside its document: t-3, m-3-2 (the second measure of task 3), g-7, c-12; what a
person added has the number of the record: t-hand5. Keys of others stay as they are when one is taken out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from extract.models import Cell, Document, Measure, Span, Target, Task
from kb.models import Review
from kb.records.contents import content_of, kind_of
from kb.records.models import ItemKind
from kb.store.reading import ItemKeys

_LONGEST_TITLE = 60
"""Characters of a task that hold it where its title does not stand in the text as it is."""


@dataclass(slots=True)
class DocumentItem:
    """One item of a document: `value` with its `key`, `place` the text that it is held by (None: it has none)."""

    key: str
    value: Any
    place: Span | None
    owner: DocumentItem | None = None
    """Of a measure its task."""
    review: Review | None = None

    @property
    def kind(self) -> ItemKind:
        """What kind of item it is."""
        return kind_of(self.value)

    @property
    def content(self) -> dict[str, Any]:
        """All fields that a person can mend."""
        return content_of(self.value)


def hand_name(record: int) -> str:
    """What an item is called that a record added: 5 → hand5."""
    return f"hand{record}"


def added_by_hand(key: str) -> bool:
    """Whether the item of that key was added by a record: m-3-hand5 yes, m-3-5 no."""
    return key.rpartition("-")[2].startswith("hand")


def items_of(document: Document) -> list[DocumentItem]:
    """All items of a document as it was extracted."""
    items: list[DocumentItem] = []
    for task in document.tasks:
        owner = DocumentItem(f"t-{task.id}", task, title_place(document.text, task))
        items.append(owner)
        for number, measure in enumerate(task.measures, start=1):
            items.append(DocumentItem(f"m-{task.id}-{number}", measure, measure.span, owner=owner))
    items += [DocumentItem(f"g-{target.id}", target, target.span) for target in document.targets]
    items += [DocumentItem(f"c-{number}", cell, cell.span) for number, cell in enumerate(document.cells, start=1)]
    return items


def title_place(text: str, task: Task) -> Span:
    """Where a task's title stands, else its first characters: the rest of it may be written anew around it."""
    start = text.find(task.title, *task.span) if task.title else -1
    if start >= 0:
        return start, start + len(task.title)
    line = text.find("\n", *task.span)
    return task.span[0], min(task.span[1] if line <= task.span[0] else line, task.span[0] + _LONGEST_TITLE)


def document_of(items: list[DocumentItem], document: Document) -> tuple[Document, ItemKeys]:
    """The document with these items in place of its own, in the order of the text; measures of no task are left out."""
    measures: dict[int, list[DocumentItem]] = defaultdict(list)
    for item in items:
        if isinstance(item.value, Measure):
            measures[id(item.owner)].append(item)
    tasks: list[Task] = []
    names: dict[tuple[str, int], str] = {}
    for item in _ordered(items, Task):
        own = sorted(measures[id(item)], key=lambda one: one.value.span)
        tasks.append(replace(item.value, measures=tuple(one.value for one in own)))
        for place, one in enumerate(own):
            names[item.value.id, place] = one.key.removeprefix(f"m-{item.value.id}-")
    known = {task.id for task in tasks}
    targets = tuple(
        item.value if item.value.task_id in known else replace(item.value, task_id=None)
        for item in _ordered(items, Target)
    )
    cells = [item for item in items if isinstance(item.value, Cell)]
    corrected = replace(document, tasks=tuple(tasks), targets=targets, cells=tuple(item.value for item in cells))
    return corrected, ItemKeys(names, tuple(item.key.removeprefix("c-") for item in cells))


def _ordered(items: list[DocumentItem], kind: type[Task] | type[Target]) -> list[DocumentItem]:
    """The items of a kind as extracted, each added one before the first that begins after it."""
    found = [item for item in items if isinstance(item.value, kind)]
    extracted = [item for item in found if not _added(item)]
    for item in (one for one in found if _added(one)):
        after = next((n for n, other in enumerate(extracted) if other.value.span[0] > item.value.span[0]), None)
        extracted.insert(len(extracted) if after is None else after, item)
    return extracted


def _added(item: DocumentItem) -> bool:
    return item.review is not None and item.review.state == "added"
