"""Puts what was found together to the tasks and units of the Document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from extract.draft import DocumentDraft
from extract.models import Facts, Span, Task, Unit
from extract.outline.tree import heading_text
from extract.owners.numbered_statements import stated_units
from extract.owners.prose_units import find_prose_units
from extract.registry.official_names import canonical, place_prefix
from extract.tasks.clauses import Clause, named_clauses, stated_clauses
from extract.tasks.table_rows import TableTask, owners_by_number
from extract.tasks.task_sections import TaskSection, units_of, units_of_group
from extract.text.deadlines import due_year
from extract.text.periods import Clock


def _task_id(title: str, span: Span) -> str:
    return "k" + hashlib.sha256(f"{span[0]}\n{title}".encode()).hexdigest()[:12]


def section_task(doc: Doc, draft: DocumentDraft, task: TaskSection, clock: Clock) -> Task:
    """The Task of a section, with the units of its statements, else those its prose names, else those of its group."""
    section = task.section
    units = units_of(task.statements)
    if not units:
        # the title may be the sentence that says it: 五、请县融媒体中心负责宣传。
        said = (part for part in (task.paragraphs, ((section.title_span,),)) if part)
        units = next(filter(None, (find_prose_units(doc, draft.text, part, draft.known_facts) for part in said)), ())
    if all(unit.role == "assist" for unit in units):
        units = (*units, *units_of_group(task.of_group))
    due = next((s.due for s in task.statements if s.due is not None), None)
    if due is not None and draft.text.folded[due[0] - 1] in '“"':
        due = (due[0] - 1, due[1])  # “十五五”末
    due_text = draft.text.stored[slice(*due)] if due is not None else None
    path = tuple(heading_text(draft.text.stored, s) for s in task.above)
    span = (section.span[0], max([section.span[1], *(s.span[1] for s in task.statements)]))
    return Task(
        id=_task_id(section.title, section.span),
        number=section.number,
        title=section.title,
        path=path,
        span=span,
        units=units,
        page=draft.pages.page(section.span[0]),
        due=due_year(due_text, clock) if due_text else None,
        due_text=due_text,
        due_basis="own" if due_text else None,
        rule=task.rule,
        doubts=("layout-guessed",) if section.guessed else (),
    )


def clauses_of(doc: Doc, draft: DocumentDraft, section: TaskSection, task: Task) -> tuple[Clause, ...]:
    """The parts of a section's task that name their own owners, in statements or in prose."""
    if all(unit.basis == "prose" for unit in task.units):
        return named_clauses(
            section.paragraphs, lambda sentence: find_prose_units(doc, draft.text, [[sentence]], draft.known_facts)
        )
    return stated_clauses(draft.text.folded, section.section.span, section.statements)


def table_task(draft: DocumentDraft, task: TableTask, clock: Clock) -> Task:
    """The Task of a row of a task table."""
    row = task.row
    return Task(
        id=_task_id(row.title, row.task_span),
        number=row.number,
        title=row.title,
        path=task.path,
        span=row.task_span,
        units=task.units,
        page=row.page if row.page is not None else draft.pages.page(row.task_span[0]),
        due=row.due if row.due is not None or not row.due_text else due_year(row.due_text, clock),
        due_text=row.due_text,
        due_basis="row" if row.due_text else None,
        rule="row of a task table",
        doubts=row.doubts,
    )


def with_numbered_owners(draft: DocumentDraft, tasks: list[Task]) -> list[Task]:
    """The tasks of sections, with the owners that a table gives by their numbers where the text names none."""
    owners, notices = owners_by_number(draft.text, draft.tables, tasks, draft.found_responsibilities.rules)
    draft.notices += notices
    return [
        replace(task, units=owners[at]) if at in owners and not stated_units(task) else task
        for at, task in enumerate(tasks)
    ]


def with_canonical_names(draft: DocumentDraft, units: tuple[Unit, ...]) -> Iterator[Unit]:
    """The units with their official names, found from the place and the year the document speaks from."""
    region, year = draft.known_facts.region, _year(draft.known_facts)
    place: str | None = None
    last_end: int | None = None
    for unit in units:
        # 省工业和信息化厅、科技厅: within one run of 、 or 和 a name without a place takes that of the one before it
        joined = (
            unit.span is not None
            and last_end is not None
            and draft.text.folded[last_end : unit.span[0]] in ("、", "和", "与", "及", "以及")
        )
        place = place if joined else None
        said = draft.known_facts.issuer if unit.basis == "issuer" else None
        found = canonical(said or unit.name, region=region, year=year, inherited_place=place)
        place = place_prefix(unit.name) or place
        last_end = unit.span[1] if unit.span is not None else None
        yield replace(unit, canonical=found)


def _year(known: Facts) -> int | None:
    """The year a document speaks from: that of its date, else the first of its period."""
    if known.date is not None:
        return int(known.date[:4])
    return known.period[0] if known.period is not None else None
