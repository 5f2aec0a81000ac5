"""The spaCy pipeline: the only place where the order of the steps is written down.

A blank Chinese pipeline with our own tokenizer; each component reads what those before it wrote to the draft of the
document (`doc._.draft`) and writes one kind of finding. What is found also stands in `doc.spans` ("tasks", "units",
"measures", "targets", "cells"), so that it can be looked at with spaCy's own tools.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TypeVar

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.claims import clauses_of, section_task, table_task, with_canonical_names, with_numbered_owners
from extract.draft import DocumentDraft
from extract.facts import document_facts
from extract.facts.titles import binds_answered_only, binds_owned_only, calls, reports_results, sets_rules_or_tells_news
from extract.models import Block, Document, FileContent, Measure, Notice, Source, Span, Target, Task
from extract.outline.closing_lines import only_names
from extract.outline.glued_titles import may_run_on
from extract.outline.section_use import section_use
from extract.outline.tree import build_outline, walk
from extract.outline.unit_headings import owning_headings
from extract.owners.cue_accounting import account_for_cues
from extract.owners.internal_offices import without_offices
from extract.owners.numbered_statements import NumberedStatement, give_by_number
from extract.owners.prose_units import find_prose_units, opens_with_body
from extract.owners.statements import find_responsibilities
from extract.owners.unit_doubts import with_doubts
from extract.tables import read_tables, table_notices
from extract.targets import find_targets, without_repeats
from extract.targets.look_back import LookBack, clock_of
from extract.targets.tense import tells_past
from extract.tasks.clauses import stated_clauses, with_own_units
from extract.tasks.due_dates import date_tasks, headings_due
from extract.tasks.measures import find_measures
from extract.tasks.passages import passages_of, with_title
from extract.tasks.table_rows import find_table_tasks, indicator_cells, join_rows
from extract.tasks.task_sections import TaskSection, find_task_sections
from extract.text.characters import Text, fold
from extract.text.layout import PageIndex, lay_out, text_parts
from extract.text.markers import read_marker
from extract.tokenizer import TOKENIZER

COMPONENTS = (
    "tables",
    "outline",
    "facts",
    "responsibility",
    "tasks",
    "targets",
    "measures",
    "cells",
    "canonical_names",
    "owner_accounting",
    "spans",
)
_FIRST_PARAGRAPHS = 1000
_NO_PLANS = ("其他", "通知")
_FEWEST_ITEMS = 3
_OWNER_WORD = re.compile(r"(?:牵头|责任|主办|配合|协办)(?:单位|部门)")
_POINTS_AT_TABLE = re.compile(r"如下[：。]?$|[见附下][^，。；]{0,20}[表单][^，。；]{0,6}[：。]?$")
LONGEST_TEXT = 50_000_000
_Found = TypeVar("_Found", Target, Measure)


@cache
def pipeline() -> Language:
    """The pipeline, built once a process."""
    if not Doc.has_extension("draft"):
        Doc.set_extension("draft", default=None)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.max_length = LONGEST_TEXT
    # shapes, prefixes … of every word: no component looks at them
    nlp.vocab.lex_attr_getters.clear()  # type: ignore[attr-defined]  # spaCy's stubs leave it out
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def analyse(reading: FileContent, source: Source) -> Doc:
    """Runs the pipeline over what a reader gave; the draft stands in `doc._.draft`."""
    text, blocks = lay_out(reading.blocks)
    draft = DocumentDraft(Text.of(text), blocks, source, PageIndex(blocks), list(reading.warnings))
    del reading  # of a long document the blocks as read would stand in memory a second time
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc._.draft = draft
    return nlp(doc)


def collect(doc: Doc) -> Document:
    """The Document of an analysed text."""
    draft: DocumentDraft = doc._.draft
    return Document(
        facts=draft.known_facts,
        source=draft.source,
        text=draft.text.stored,
        tasks=draft.tasks,
        targets=draft.targets,
        cells=draft.cells,
        warnings=tuple(draft.notices),
        cues=draft.cues,
        sections=draft.root.children,
        blocks=draft.blocks,
    )


# --- the components, in their order ---------------------------------------------------------------------------------


@Language.component("tables")
def tables(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
    draft.tables = read_tables(draft.blocks)
    draft.notices += table_notices(draft.tables)
    return doc


@Language.component("outline")
def outline(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
    draft.outline = build_outline(draft.text, draft.blocks)
    draft.notices += (
        Notice("title-run-on", "标题与后面的文字之间可能缺少换行，标题和其中的任务请对照原文核对", section.span)
        for section, _ in walk(draft.outline)
        if section.guessed and section.kind == "numbered" and may_run_on(fold(section.title))
    )
    return doc


@Language.component("facts")
def facts(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
    draft.facts = document_facts(draft.text, draft.blocks, draft.tables, draft.source.name)
    return doc


@Language.component("responsibility")
def responsibility(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
    folded = draft.text.folded
    parts = tuple(text_parts(draft.blocks))
    lines = (span for span, in_table in parts if not in_table and not only_names(folded, span[0]))
    cells = (span for span, in_table in parts if in_table)
    heads = owning_headings(draft.text.folded, draft.root)
    draft.responsibilities = find_responsibilities(draft.text, lines, cells, heads, tuple(_bold(draft.blocks)))
    draft.notices += draft.responsibilities.notices
    return doc


@Language.component("tasks")
def tasks(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
    found = draft.found_responsibilities
    passages = passages_of(draft.text.folded, draft.root, (), {}, found.statements)
    clock = draft.clock = clock_of(draft.text.folded, passages, draft.known_facts.period)
    look_back = LookBack(draft.text.folded, passages, clock, report=_reports(draft))
    if look_back.weighed is not None and not _owned_only(draft):
        message = "没有标题说明，按行文看全文讲的是已做的工作，其中的数字未列为目标，请对照原文核对"
        draft.notices.append(Notice("past-guessed", message, look_back.weighed))
    sections = find_task_sections(
        draft.text.folded,
        draft.root,
        found.statements,
        look_back.covers,
        owned_only=_owned_only(draft),
        names_owner=lambda paragraphs: (
            bool(find_prose_units(doc, draft.text, paragraphs, draft.known_facts))
            or any(opens_with_body(draft.text.folded, s) for sentences in paragraphs for s in sentences)
        ),
    )
    draft.task_sections = tuple(
        section
        for section in sections
        if not _only_tells_numbers(section, found.numbered) and not _only_holds_tables(draft, section)
    )
    draft.table_tasks = find_table_tasks(draft.text, draft.root, draft.tables, found.rules, draft.known_facts)
    by_section = [section_task(doc, draft, task, clock) for task in draft.task_sections]
    by_section = with_numbered_owners(draft, by_section)
    by_section, draft.table_tasks = join_rows(by_section, draft.table_tasks)
    by_table = [table_task(draft, task, clock) for task in draft.table_tasks]
    numbered, unplaced = give_by_number(sorted((*by_section, *by_table), key=lambda task: task.span), found.numbered)
    draft.tasks, offices = without_offices(numbered, draft.known_facts)
    draft.notices += (*unplaced, *offices, *_without_tasks(draft))
    ids = {section.section.id: task.id for section, task in zip(draft.task_sections, by_section, strict=True)}
    draft.clauses = {
        **{t.id: clauses_of(doc, draft, s, t) for s, t in zip(draft.task_sections, by_section, strict=True)},
        **{
            t.id: stated_clauses(draft.text.folded, t.span, r.told)
            for r, t in zip(draft.table_tasks, by_table, strict=True)
        },
    }
    draft.passages = (
        *passages_of(draft.text.folded, draft.root, draft.task_sections, ids, found.statements),
        *(
            replace(passage, task_id=own.id)
            for task, own in zip(draft.table_tasks, by_table, strict=True)
            for passage in task.passages
        ),
    )
    return doc


@Language.component("targets")
def targets(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
    known = draft.known_facts
    told = {task.id: task.due for task in draft.tasks if task.due_basis is not None}
    passages = tuple(
        replace(
            with_title(draft.text.folded, passage),
            due=passage.due
            or (
                told[passage.task_id or ""] if passage.task_id in told else headings_due(passage.headings, draft.clock)
            ),
        )
        for passage in draft.passages
    )
    if _owned_only(draft):
        passages = tuple(passage for passage in passages if passage.task_id is not None)
    if binds_answered_only(known.title or ""):
        answered = {task.id for task in draft.tasks if task.units}
        passages = tuple(passage for passage in passages if passage.task_id in answered)
    found = find_targets(draft.text, passages, period=known.period, report=_reports(draft))
    draft.targets = tuple(_with_page(draft, target) for target in found)
    draft.tasks = date_tasks(
        draft.text.folded, draft.tasks, passages, draft.targets, clock=draft.clock, period=known.period
    )
    return doc


@Language.component("measures")
def measures(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
    sentences: dict[str | None, list[Span]] = {}
    for passage in draft.passages:
        sentences.setdefault(passage.task_id, []).extend(s for paragraph in passage.paragraphs for s in paragraph)
    promised: dict[str | None, list[Target]] = {}
    for target in draft.targets:
        promised.setdefault(target.task_id, []).append(target)

    def of(task: Task) -> Task:
        found = find_measures(draft.text.stored, sentences.get(task.id, ()), promised.get(task.id, ()))
        return replace(task, measures=tuple(_with_page(draft, measure) for measure in found))

    draft.tasks = tuple(of(task) for task in draft.tasks)
    draft.targets = tuple(without_repeats(draft.targets))
    draft.passages = draft.task_sections = ()  # no later step reads them, and of a long document they are large
    return doc


@Language.component("cells")
def cells(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
    draft.cells = indicator_cells(draft.tables, draft.known_facts)
    return doc


@Language.component("canonical_names")
def canonical_names(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
    named = (replace(task, units=tuple(with_canonical_names(draft, task.units))) for task in draft.tasks)
    draft.tasks, unknown = with_doubts(named)
    draft.notices += unknown
    draft.tasks = tuple(
        replace(task, measures=tuple(with_own_units(m, draft.clauses[task.id], task.units) for m in task.measures))
        for task in draft.tasks
    )
    units = {task.id: task.units for task in draft.tasks}
    draft.targets = tuple(
        with_own_units(target, draft.clauses.get(target.task_id or "", ()), units.get(target.task_id or "", ()))
        for target in draft.targets
    )
    return doc


@Language.component("owner_accounting")
def owner_accounting(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
    uses = [(section.span, section_use(section.title)) for section, _ in walk(draft.root)]
    draft.cues, unplaced = account_for_cues(
        doc,
        draft.text,
        draft.blocks,
        draft.known_facts,
        draft.found_responsibilities,
        draft.tasks,
        (span for span, use in uses if use in ("context", "past")),
        (span for span, use in uses if use == "past"),
        draft.notices,
        partial(tells_past, draft.text.folded),
    )
    draft.notices += unplaced
    return doc


@Language.component("spans")
def spans(doc: Doc) -> Doc:
    draft: DocumentDraft = doc._.draft
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


def _with_page(draft: DocumentDraft, found: _Found) -> _Found:
    page = draft.pages.page(found.span[0])
    return found if page is None else replace(found, page=page)


def _owned_only(draft: DocumentDraft) -> bool:
    """Whether the document sets rules or tells news, and promises only where owners are named."""
    facts = draft.known_facts
    return binds_owned_only(facts.title or "") or (
        facts.kind in (None, *_NO_PLANS) and sets_rules_or_tells_news(draft.text.folded[:_FIRST_PARAGRAPHS])
    )


def _reports(draft: DocumentDraft) -> bool:
    """Whether the document tells what was done."""
    return reports_results(draft.known_facts.title or "", draft.text.folded[:_FIRST_PARAGRAPHS])


def _without_tasks(draft: DocumentDraft) -> Iterator[Notice]:
    """What a person should know of a document that is laid out like a plan and yet gives no task."""
    numbered = [section for section, _ in walk(draft.root) if section.kind == "numbered"]
    owned = draft.found_responsibilities.statements
    labelled = _OWNER_WORD.search(draft.text.folded) is not None
    markers = () if draft.tasks else map(read_marker, draft.text.folded.split("\n"))
    heads = max(len(numbered), sum(1 for marker in markers if marker is not None and marker.number is not None))
    if draft.tasks or not (owned or labelled or heads >= _FEWEST_ITEMS):
        return
    if calls(draft.known_facts.title or ""):
        yield Notice("no-task", "按标题不是部署任务的文件，没有写明责任单位的条目不作为任务；如有任务，请对照原文核对")
        return
    if _owned_only(draft) and not (owned or labelled):
        return
    if heads >= _FEWEST_ITEMS or not (owned or labelled):
        found = f"{heads} 处编号标题"
    else:
        found = f"{len(owned)} 处责任单位" if owned else "“牵头单位”“责任单位”一类字样"
    yield Notice("no-task", f"文件有 {found}，但没有读出任务，请对照原文核对")


def _only_tells_numbers(section: TaskSection, numbered: tuple[NumberedStatement, ...]) -> bool:
    """Whether a section holds nothing but owners of tasks told by number: 三、责任分工 第1项由……牵头。"""
    sentences = [sentence for paragraph in section.paragraphs for sentence in paragraph]
    spans = sentences or [section.section.title_span]

    def told(span: Span) -> bool:
        return any(s.span[0] < span[1] and span[0] < s.span[1] for s in numbered)

    return bool(numbered) and not section.statements and (all(map(told, spans)) or told(section.section.title_span))


def _only_holds_tables(draft: DocumentDraft, section: TaskSection) -> bool:
    """Whether a section holds nothing but a table of tasks or of their owners, and at most a line that points at it."""
    if section.statements or section.section.children:
        return False
    start, end = section.section.span
    if not any(t.kind in ("tasks", "owners") and start <= t.block.span[0] < end for t in draft.tables):
        return False
    sentences = [sentence for paragraph in section.paragraphs for sentence in paragraph]
    return all(_POINTS_AT_TABLE.search(draft.text.folded, *sentence) for sentence in sentences)


def _bold(blocks: tuple[Block, ...]) -> Iterator[Span]:
    """Where the text is set in bold."""
    for block in blocks:
        yield from block.bold
        yield from _bold(block.blocks)
