"""The spaCy pipeline: the only place where the order of the steps is written down.

A blank Chinese pipeline with our own tokenizer; each component reads what those before it wrote to the draft of the
document (`doc._.draft`) and writes one kind of finding. What is found also stands in `doc.spans` ("tasks", "units",
"measures", "targets", "cells"), so that it can be looked at with spaCy's own tools.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from extract.characters import fold
from extract.facts import document_facts
from extract.layout import PageIndex, lay_out
from extract.measures import find_measures
from extract.models import (
    Block,
    Cell,
    Document,
    Facts,
    Notice,
    Passage,
    Reading,
    Section,
    Source,
    Span,
    Target,
    Task,
    Unit,
)
from extract.outline import build_outline, heading_text
from extract.passages import passages_of
from extract.prose_units import find_prose_units
from extract.registry import canonical, place_prefix
from extract.responsibility import Responsibilities, find_responsibilities
from extract.segment import tokens
from extract.table_tasks import TableTask, find_table_tasks, indicator_cells
from extract.targets import find_targets
from extract.tasks import TaskSection, find_task_sections, units_of

COMPONENTS = ("facts", "outline", "responsibility", "tasks", "targets", "measures", "cells", "canonical_names", "spans")
LONGEST_TEXT = 50_000_000


@dataclass(slots=True)
class Draft:
    """What is known of a document so far; a field is written by the component of its name."""

    text: str
    folded: str
    blocks: tuple[Block, ...]
    source: Source
    pages: PageIndex
    notices: list[Notice] = field(default_factory=list)
    facts: Facts | None = None
    outline: Section | None = None
    responsibilities: Responsibilities | None = None
    task_sections: tuple[TaskSection, ...] = ()
    table_tasks: tuple[TableTask, ...] = ()
    tasks: tuple[Task, ...] = ()
    passages: tuple[Passage, ...] = ()
    targets: tuple[Target, ...] = ()
    cells: tuple[Cell, ...] = ()

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


class SegmentTokenizer:
    """spaCy's tokenizer interface over `extract.segment`: the tokens joined are the text, white space is a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        cut = [token for token, _ in tokens(text)]
        return Doc(self.vocab, words=cut, spaces=[False] * len(cut))


@registry.tokenizers("extract.segment_tokenizer")
def create_tokenizer() -> Callable[[Language], SegmentTokenizer]:
    """The factory that spaCy's configuration names."""
    return lambda nlp: SegmentTokenizer(nlp.vocab)


@cache
def pipeline() -> Language:
    """The pipeline, built once a process."""
    if not Doc.has_extension("draft"):
        Doc.set_extension("draft", default=None)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "extract.segment_tokenizer"}}})
    nlp.max_length = LONGEST_TEXT
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def analyse(reading: Reading, source: Source) -> Doc:
    """Runs the pipeline over what a reader gave; the draft stands in `doc._.draft`."""
    text, blocks = lay_out(reading.blocks)
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc._.draft = Draft(text, fold(text), blocks, source, PageIndex(blocks), list(reading.warnings))
    return nlp(doc)


def collect(doc: Doc) -> Document:
    """The Document of an analysed text."""
    draft: Draft = doc._.draft
    return Document(
        facts=draft.known_facts,
        source=draft.source,
        text=draft.text,
        tasks=draft.tasks,
        targets=draft.targets,
        cells=draft.cells,
        warnings=tuple(draft.notices),
        sections=draft.root.children,
        blocks=draft.blocks,
    )


# --- the components, in their order ---------------------------------------------------------------------------------


@Language.component("facts")
def facts(doc: Doc) -> Doc:
    draft: Draft = doc._.draft
    draft.facts = document_facts(draft.text, draft.blocks, draft.source.name)
    return doc


@Language.component("outline")
def outline(doc: Doc) -> Doc:
    draft: Draft = doc._.draft
    draft.outline = build_outline(draft.text, draft.blocks)
    return doc


@Language.component("responsibility")
def responsibility(doc: Doc) -> Doc:
    draft: Draft = doc._.draft
    draft.responsibilities = find_responsibilities(draft.text, draft.folded, _lines(draft.blocks, draft.text))
    draft.notices += draft.responsibilities.notices
    return doc


@Language.component("tasks")
def tasks(doc: Doc) -> Doc:
    draft: Draft = doc._.draft
    found = draft.found_responsibilities
    draft.task_sections = find_task_sections(draft.folded, draft.root, found.statements)
    draft.table_tasks = find_table_tasks(draft.text, draft.folded, draft.root, draft.blocks, found.rules)
    by_section = [_section_task(doc, task) for task in draft.task_sections]
    by_table = [_table_task(draft, task) for task in draft.table_tasks]
    draft.tasks = tuple(sorted((*by_section, *by_table), key=lambda task: task.span))
    ids = {section.section.id: task.id for section, task in zip(draft.task_sections, by_section, strict=True)}
    draft.passages = (
        *passages_of(draft.folded, draft.root, draft.task_sections, ids, found.statements),
        *(replace(task.passage, task_id=own.id) for task, own in zip(draft.table_tasks, by_table, strict=True)),
    )
    return doc


@Language.component("targets")
def targets(doc: Doc) -> Doc:
    draft: Draft = doc._.draft
    known = draft.known_facts
    passages = tuple(_with_title(draft.folded, passage) for passage in draft.passages)
    found = find_targets(draft.text, passages, period=known.period, region=known.region)
    draft.targets = tuple(replace(target, page=draft.pages.page(target.span[0])) for target in found)
    return doc


@Language.component("measures")
def measures(doc: Doc) -> Doc:
    draft: Draft = doc._.draft
    sentences = {p.task_id: [s for paragraph in p.paragraphs for s in paragraph] for p in draft.passages if p.task_id}
    promised: dict[str | None, list[Target]] = {}
    for target in draft.targets:
        promised.setdefault(target.task_id, []).append(target)

    def of(task: Task) -> Task:
        found = find_measures(draft.text, sentences.get(task.id, ()), promised.get(task.id, ()))
        return replace(task, measures=tuple(replace(m, page=draft.pages.page(m.span[0])) for m in found))

    draft.tasks = tuple(of(task) for task in draft.tasks)
    return doc


@Language.component("cells")
def cells(doc: Doc) -> Doc:
    draft: Draft = doc._.draft
    draft.cells = indicator_cells(draft.blocks, draft.known_facts)
    return doc


@Language.component("canonical_names")
def canonical_names(doc: Doc) -> Doc:
    draft: Draft = doc._.draft
    region, year = draft.known_facts.region, _year(draft.known_facts)

    def named(units: tuple[Unit, ...]) -> Iterator[Unit]:
        place: str | None = None
        last_end: int | None = None
        for unit in units:
            # 省工业和信息化厅、科技厅: within one run of 、 a name without a place takes that of the one before it
            joined = unit.span is not None and last_end is not None and draft.folded[last_end : unit.span[0]] == "、"
            place = place if joined else None
            said = draft.known_facts.issuer if unit.basis == "issuer" else None
            found = canonical(said or unit.name, region=region, year=year, inherited_place=place)
            place = place_prefix(unit.name) or place
            last_end = unit.span[1] if unit.span is not None else None
            yield replace(unit, canonical=found)

    draft.tasks = tuple(replace(task, units=tuple(named(task.units))) for task in draft.tasks)
    return doc


@Language.component("spans")
def spans(doc: Doc) -> Doc:
    draft: Draft = doc._.draft
    groups: dict[str, list[tuple[Span, str]]] = {
        "tasks": [(task.span, task.title) for task in draft.tasks],
        "units": [(unit.span, unit.role) for task in draft.tasks for unit in task.units if unit.span is not None],
        "measures": [(measure.span, "measure") for task in draft.tasks for measure in task.measures],
        "targets": [(target.span, target.kind) for target in draft.targets],
        "cells": [(cell.span, cell.nature) for cell in draft.cells if cell.span is not None],
    }
    for name, found in groups.items():
        made = (
            doc.char_span(*span, label=label, alignment_mode="expand") for span, label in found if span[0] < span[1]
        )
        doc.spans[name] = [span for span in made if span is not None]
    return doc


# --- helpers --------------------------------------------------------------------------------------------------------


def _lines(blocks: tuple[Block, ...], text: str) -> Iterator[Span]:
    """The paragraphs that may hold a statement: all running text, tables left out."""
    for block in blocks:
        if block.kind == "box":
            yield from _lines(block.blocks, text)
        elif block.kind in ("paragraph", "heading"):
            yield block.span


def _with_title(folded: str, passage: Passage) -> Passage:
    """The passage with its heading read as its first sentence, where that holds a figure."""
    title = passage.title
    if title is None or not any(char.isdecimal() for char in folded[slice(*title)]):
        return passage
    if any(title[0] >= start and title[1] <= end for paragraph in passage.paragraphs for start, end in paragraph):
        return passage
    return replace(passage, paragraphs=((title,), *passage.paragraphs))


def _task_id(title: str, span: Span) -> str:
    return "k" + hashlib.sha256(f"{span[0]}\n{title}".encode()).hexdigest()[:12]


def _section_task(doc: Doc, task: TaskSection) -> Task:
    draft: Draft = doc._.draft
    section = task.section
    units = units_of(task.statements)
    if not units:
        units = find_prose_units(doc, draft.text, draft.folded, task.paragraphs, draft.known_facts)
    due = next((s.due for s in task.statements if s.due is not None), None)
    due_text = draft.text[slice(*due)] if due is not None else None
    path = tuple(heading_text(draft.text, s) for s in task.above)
    span = (section.span[0], max([section.span[1], *(s.span[1] for s in task.statements)]))
    return Task(
        id=_task_id(section.title, section.span),
        number=section.number,
        title=section.title,
        path=path,
        span=span,
        units=units,
        page=draft.pages.page(section.span[0]),
        due=_due_year(due_text),
        due_text=due_text,
        rule=task.rule,
    )


def _table_task(draft: Draft, task: TableTask) -> Task:
    row = task.row
    return Task(
        id=_task_id(row.title, row.task_span),
        number=row.number,
        title=row.title,
        path=task.path,
        span=row.task_span,
        units=task.units,
        page=row.page if row.page is not None else draft.pages.page(row.task_span[0]),
        due=row.due,
        due_text=row.due_text,
        rule="row of a task table",
    )


def _due_year(text: str | None) -> int | None:
    digits = fold(text or "")
    at = digits.find("年")
    return int(digits[at - 4 : at]) if at >= 4 and digits[at - 4 : at].isdecimal() else None


def _year(known: Facts) -> int | None:
    """The year a document speaks from: that of its date, else the first of its period."""
    if known.date is not None:
        return int(known.date[:4])
    return known.period[0] if known.period is not None else None
