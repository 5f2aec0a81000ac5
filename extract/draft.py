"""What is known of a document while the pipeline runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.models import Block, Cell, Facts, Notice, OwnerCue, Passage, Section, Source, Target, Task
from extract.owners.statements import Responsibilities
from extract.tables import Table
from extract.tasks.clauses import Clause
from extract.tasks.table_rows import TableTask
from extract.tasks.task_sections import TaskSection
from extract.text.characters import Text
from extract.text.layout import PageIndex
from extract.text.periods import Clock


@dataclass(slots=True)
class DocumentDraft:
    """What is known of a document so far; a field is written by the component of its name."""

    text: Text
    blocks: tuple[Block, ...]
    source: Source
    pages: PageIndex
    notices: list[Notice] = field(default_factory=list)
    tables: tuple[Table, ...] = ()
    facts: Facts | None = None
    clock: Clock = field(default_factory=Clock)
    outline: Section | None = None
    responsibilities: Responsibilities | None = None
    task_sections: tuple[TaskSection, ...] = ()
    table_tasks: tuple[TableTask, ...] = ()
    tasks: tuple[Task, ...] = ()
    clauses: Mapping[str, tuple[Clause, ...]] = field(default_factory=dict)
    """By the id of a task the parts of it that name their own owners."""
    passages: tuple[Passage, ...] = ()
    targets: tuple[Target, ...] = ()
    cells: tuple[Cell, ...] = ()
    cues: tuple[OwnerCue, ...] = ()

    @property
    def known_facts(self) -> Facts:
        assert self.facts is not None
        return self.facts

    @property
    def root(self) -> Section:
        assert self.outline is not None
        return self.outline

    @property
    def found_responsibilities(self) -> Responsibilities:
        assert self.responsibilities is not None
        return self.responsibilities
