"""What tables give: the tasks of task tables with their units, and the cells of indicator tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.models import Block, Cell, Facts, Passage, Section, TaskRow, Unit
from extract.outline.section_use import section_use
from extract.outline.tree import heading_text, walk
from extract.owners.document_rules import UnitRule
from extract.owners.statements import read_cell
from extract.tables import caption_of, read_cells, read_task_rows, table_kind, uom_of
from extract.text.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class TableTask:
    """A row of a task table with what its unit cells say; `passage` holds the sentences that describe it."""

    row: TaskRow
    path: tuple[str, ...]
    units: tuple[Unit, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class _Table:
    block: Block
    caption: str | None
    uom: str | None


def _tables(blocks: tuple[Block, ...], box: str | None = None) -> Iterator[_Table]:
    for index, block in enumerate(blocks):
        if block.kind == "box":
            yield from _tables(block.blocks, block.text or box)
        elif block.kind == "table":
            before = blocks[:index]
            yield _Table(block, block.text or caption_of(before) or box, uom_of(before))


def find_table_tasks(
    text: str, folded: str, root: Section, blocks: tuple[Block, ...], rules: Iterable[UnitRule]
) -> tuple[TableTask, ...]:
    """The rows of all task tables, those of tables that only report what was done left out."""
    rules = tuple(rules)
    found = []
    for table in _tables(blocks):
        above = _headings(text, root, table.block.span[0])
        if table_kind(table.block, table.caption) != "tasks":
            continue
        if any(section_use(title) in ("context", "past") for title in (*above[-1:], table.caption or "")):
            continue
        # an appendix that has the table's name (附件：任务分解表) says it already
        heading = (table.caption,) if table.caption and not any(table.caption in title for title in above) else ()
        for row in read_task_rows(table.block, caption=table.caption):
            path = (*above, *heading, *row.group)
            sentences = tuple(tuple(sentence_spans(folded, *span)) for span in row.description_spans)
            found.append(TableTask(row, path, _units(text, folded, row, rules), Passage(sentences, path)))
    return tuple(found)


def _units(text: str, folded: str, row: TaskRow, rules: tuple[UnitRule, ...]) -> tuple[Unit, ...]:
    seen: dict[tuple[str, str], Unit] = {}
    for spans, role in ((row.lead_spans, "lead"), (row.assist_spans, "assist"), (row.responsible_spans, "responsible")):
        for span in spans:
            for unit in read_cell(text, folded, span, role, rules):  # type: ignore[arg-type]
                seen.setdefault((unit.name, unit.role), unit)
    return tuple(seen.values())


def _headings(text: str, root: Section, offset: int) -> tuple[str, ...]:
    inside = [
        section
        for section, _ in walk(root)
        if section.span[0] <= offset <= section.span[1] and section.kind != "bullet"
    ]
    return tuple(heading_text(text, section) for section in inside)


def indicator_cells(blocks: tuple[Block, ...], facts: Facts) -> tuple[Cell, ...]:
    """The cells of all indicator tables."""
    year = int(facts.date[:4]) if facts.date else None
    return tuple(
        cell
        for table in _tables(blocks)
        if table_kind(table.block, table.caption) == "indicators"
        for cell in read_cells(table.block, caption=table.caption, period=facts.period, year=year, uom=table.uom)
    )
