"""A file that was read and can be stored, and what a person decides about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from extract.models import Document, Facts
from kb.building.source_files import File
from kb.importing.relations import Relation
from kb.models import DocumentEntry
from kb.records.contents import changed_fields, content_of
from kb.records.models import Content
from kb.store.document_rows import text_key

Action = Literal["add", "replace", "skip"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that was read and can be stored: what was found in it, and what it is to the documents that there are.

    `facts` are those that were `read`, as people corrected them in a document with this text before. `known` is the
    document that the same file of a folder already is; then `add` reads it again.
    """

    number: int
    path: str
    size: int
    format: str
    pages: int | None
    read: Facts
    facts: Facts
    tasks: int
    measures: int
    targets: int
    cells: int
    notices: int
    sha256: str
    text_key: str
    relation: Relation = field(default_factory=Relation)
    known: DocumentEntry | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]

    @property
    def advised(self) -> Action:
        """What to do where nobody says otherwise: what is there already is not stored twice."""
        if self.known is not None:
            return "add"
        actions: dict[str, Action] = {"same": "skip", "newer": "replace"}
        return actions.get(self.relation.kind, "add")

    @property
    def content(self) -> Content:
        """The facts as they can be mended, by field."""
        return content_of(self.facts)

    def mended(self, typed: Content) -> Content:
        """Of the fields that a person typed those that are other than what was found; BadCorrection for a slip."""
        return changed_fields("facts", typed, self.content)


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """What a person decided about a file: to store it, in place of the document that it is a version of, or not at all.

    `mended` are the fields of its facts that they set, as `Candidate.mended` gives them.
    """

    action: Action
    mended: Content = field(default_factory=dict)


def candidate_of(number: int, file: File, document: Document) -> Candidate:
    """What was found in a file; what it is to others is not known yet."""
    return Candidate(
        number=number,
        path=file.relative,
        size=file.path.stat().st_size,
        format=document.source.format,
        pages=document.source.pages,
        read=document.facts,
        facts=document.facts,
        tasks=len(document.tasks),
        measures=sum(len(task.measures) for task in document.tasks),
        targets=len(document.targets),
        cells=len(document.cells),
        notices=len(document.warnings),
        sha256=document.source.sha256,
        text_key=text_key(document.text),
    )
