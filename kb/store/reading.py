"""A document as it is to be stored: as it was extracted, and as people corrected it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from pydantic import TypeAdapter

from extract.models import Block, Document, Section
from kb.models import Review

_DOCUMENT = TypeAdapter(Document)


@dataclass(frozen=True, slots=True)
class ItemKeys:
    """What measures and cells are called inside a document: tasks and targets have ids of their own.

    `measures`: (task id, place among its measures) → what follows the task in the key; `cells`: in their order. What is
    missing is called by its place, from 1.
    """

    measures: Mapping[tuple[str, int], str] = field(default_factory=dict)
    cells: tuple[str, ...] = ()

    def measure(self, task: str, place: int) -> str:
        """What the measure at a place (from 0) of a task is called."""
        return self.measures.get((task, place), str(place + 1))

    def cell(self, place: int) -> str:
        """What the cell at a place (from 0) is called."""
        return self.cells[place] if place < len(self.cells) else str(place + 1)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to store under the id `identity`.

    `extracted` is what the file says, `document` what is shown: the same where nobody corrected anything. `reviews` are
    what people said of its items, by key (t-3, m-3-2, g-7, c-12, facts); `records` is the stamp of the records that went
    into it.
    """

    identity: str
    extracted: Document
    document: Document
    keys: ItemKeys = ItemKeys()
    reviews: Mapping[str, Review] = field(default_factory=dict)
    records: str = ""

    @classmethod
    def of(cls, document: Document, identity: str) -> Reading:
        """A document that nobody corrected."""
        return cls(identity, document, document)


def dump_extraction(document: Document) -> str:
    """A Document as JSON, without its text and layout, which are stored beside it."""
    bare = Document(
        facts=document.facts,
        source=document.source,
        text="",
        tasks=document.tasks,
        targets=document.targets,
        cells=document.cells,
        warnings=document.warnings,
        cues=document.cues,
    )
    return _DOCUMENT.dump_json(bare).decode("utf-8")


def load_extraction(data: str, *, text: str, sections: tuple[Section, ...], blocks: tuple[Block, ...]) -> Document:
    """The Document that `dump_extraction` wrote, with its text and layout."""
    bare = _DOCUMENT.validate_json(data)
    return Document(
        facts=bare.facts,
        source=bare.source,
        text=text,
        tasks=bare.tasks,
        targets=bare.targets,
        cells=bare.cells,
        warnings=bare.warnings,
        cues=bare.cues,
        sections=sections,
        blocks=blocks,
    )


def dump_review(review: Review | None) -> str | None:
    """What a person said of an item, as JSON."""
    return None if review is None else json.dumps(asdict(review), ensure_ascii=False)


def load_review(data: str | None) -> Review | None:
    """The review that `dump_review` wrote."""
    if data is None:
        return None
    given = json.loads(data)
    return Review(**{**given, "settled": tuple(given["settled"])})
