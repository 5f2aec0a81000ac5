"""What tables give: the tasks of task tables with their units, and the cells of indicator tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.models import Cell, Facts, Notice, Passage, Role, Section, TableCell, Task, TaskRow, Unit
from extract.outline.section_use import section_use
from extract.outline.tree import heading_text, walk
from extract.owners.document_rules import UnitRule
from extract.owners.statements import Statement, read_brackets, read_cell
from extract.tables import (
    UNIT_ROLES,
    OwnerRow,
    Table,
    due_years,
    figure_columns,
    group_owner,
    read_cells,
    read_legend,
    read_owner_rows,
    read_task_rows,
    value_columns,
)
from extract.tasks.task_sections import StatementIndex, sentences_of, units_of
from extract.text.characters import Text, fold
from extract.text.markers import numeral_value, read_marker
from extract.text.periods import YEAR
from extract.text.sentences import sentence_spans

_REPORTS = re.compile(r"(?:完成|落实|办理|执行|实现|达标|推进)情况")


@dataclass(frozen=True, slots=True)
class TableTask:
    """A row of a task table with what its unit cells say; `passages` hold the sentences that describe it, by their year.

    `told` are the statements in these sentences, where the table has no cells that say it.
    """

    row: TaskRow
    path: tuple[str, ...]
    units: tuple[Unit, ...]
    passages: tuple[Passage, ...]
    told: tuple[Statement, ...] = ()


def find_table_tasks(
    text: Text,
    root: Section,
    tables: Iterable[Table],
    rules: Iterable[UnitRule],
    facts: Facts,
) -> tuple[TableTask, ...]:
    """The rows of all task tables, those of tables that only report what was done left out.

    Of indicator tables the rows that name who answers are tasks too (指标|目标值|责任单位).
    A deadline without a year (12月底) is of the one year that the document is for, or that caption or title name.
    """
    rules, tables = tuple(rules), tuple(tables)
    legend = read_legend(text.folded, [cell.span for table in tables for cell in table.block.cells])
    found = []
    for table in tables:
        if table.kind not in ("tasks", "indicators"):
            continue
        above = _headings(text.stored, root, table.block.span[0])
        uses = {section_use(title) for title in (*above[-1:], table.caption or "")}
        if "past" in uses or ("context" in uses and not _names_units(table)):
            continue
        if _only_reports(table):
            continue
        # an appendix that has the table's name (附件：任务分解表) says it already
        heading = (table.caption,) if table.caption and not any(table.caption in title for title in above) else ()
        measured = table.kind == "indicators"
        values = value_columns(table.layout) if measured else ()
        year = _year_of(table, facts)
        owner = (
            None if _names_units(table) else _owner_above(text.stored, table, (table.caption, *reversed(above[-1:])))
        )
        for row in read_task_rows(table.layout, year=year, page=table.block.page, legend=legend, values=values):
            units = _units(text, row, rules)
            words = (*row.description_spans, *(span for _, span in row.goal_spans))
            told = () if units else read_brackets(text, words, rules)
            units = units or units_of(told)
            if not units and owner is not None:
                units = read_cell(text, owner[1].span, owner[0], rules)
            if measured and not units:
                continue
            # the caption inside a table is its first group where those further down are numbered like it
            named = () if row.group and (owner is not None or _same_rank(row.group[0], table.caption)) else heading
            path = (*above, *named, *row.group)
            found.append(
                TableTask(
                    row,
                    path,
                    units,
                    tuple(_passages(text.folded, row, tuple(map(fold, path)), told, owned=bool(units))),
                    told,
                )
            )
    return tuple(found)


def _same_rank(title: str, other: str | None) -> bool:
    first, second = read_marker(fold(title)), read_marker(fold(other or ""))
    return first is not None and second is not None and first.style == second.style


def _only_reports(table: Table) -> bool:
    """Whether a table only says what became of its tasks: 2025年重点工作完成情况表, without a column of deadlines or goals."""
    roles = set(table.layout.roles)
    reports = table.caption is not None and _REPORTS.search(fold(table.caption)) is not None
    return reports and "progress" in roles and "due" not in roles and not figure_columns(table.layout)


def _names_units(table: Table) -> bool:
    return bool(UNIT_ROLES & set(table.layout.roles))


def _owner_above(text: str, table: Table, titles: Iterable[str | None]) -> tuple[Role, TableCell] | None:
    """Who answers for all rows of a table without a column of units: a caption or heading names it (市教育局牵头事项)."""
    for title in filter(None, titles):
        at = text.rfind(title, 0, table.block.span[0] + len(title))
        owner = group_owner(TableCell(title, 0, 0, span=(at, at + len(title)))) if at >= 0 else None
        if owner is not None:
            return owner
    return None


def _passages(
    folded: str, row: TaskRow, path: tuple[str, ...], told: tuple[Statement, ...], *, owned: bool
) -> Iterator[Passage]:
    """What describes a row, without the statements told in it, and apart from it what the columns say that promise."""
    within = StatementIndex(told).within
    sentences = tuple(tuple(sentences_of(folded, *span, within(*span))) for span in row.description_spans)
    yield Passage(sentences, path, subject=row.title_span, owned=owned)
    for year, span in row.goal_spans:
        yield Passage((tuple(sentence_spans(folded, *span)),), path, due=year, subject=row.title_span, goal=True)


def join_rows(tasks: Iterable[Task], rows: Iterable[TableTask]) -> tuple[list[Task], tuple[TableTask, ...]]:
    """Tasks of the text with what a table gives that only lists them again, and the rows that are tasks of their own.

    a task 优化办事流程 without units and a row 优化办事流程|市数据局 → the task with 市数据局, and no row
    """
    joined = list(tasks)
    places: dict[str, list[int]] = {}
    for at, task in enumerate(joined):
        places.setdefault(task.title, []).append(at)
    kept = []
    for row in rows:
        same = places.get(row.row.title, [])
        if (
            len(same) != 1
            or row.row.description_spans
            or row.row.goal_spans
            or joined[same[0]].units not in ((), row.units)
        ):
            kept.append(row)
            continue
        task, due = joined[same[0]], row.row.due
        joined[same[0]] = replace(
            task,
            units=row.units,
            due=task.due if task.due is not None else due,
            due_text=task.due_text or row.row.due_text,
            due_basis=task.due_basis or ("row" if row.row.due_text else None),
        )
    return joined, tuple(kept)


def _year_of(table: Table, facts: Facts) -> int | None:
    if facts.period is not None and facts.period[0] == facts.period[1]:
        return facts.period[1]
    for text in (table.caption, facts.title):
        named = set(YEAR.findall(fold(text or "")))
        if named:
            return int(named.pop()) if len(named) == 1 else None
    return None


def owners_by_number(
    text: Text, tables: Iterable[Table], tasks: Sequence[Task], rules: Iterable[UnitRule]
) -> tuple[dict[int, tuple[Unit, ...]], tuple[Notice, ...]]:
    """The units that tables 任务序号|牵头单位 give to tasks by their numbers, by position; and what fits none.

    tasks 1, 2 and a row 2|市数据局 → {1: 市数据局}. Where chapters count from 1 again, a table that numbers all tasks
    of the document through counts them in their order; one that has as many as one chapter means that chapter.
    """
    found: dict[int, tuple[Unit, ...]] = {}
    notices = []
    rules = tuple(rules)
    values = [numeral_value(task.number) if task.number else None for task in tasks]
    chapters: dict[tuple[str, ...], set[int | None]] = {}
    for task, value in zip(tasks, values, strict=True):
        chapters.setdefault(task.path, set()).add(value)
    for table in tables:
        if table.kind != "owners":
            continue
        rows = read_owner_rows(table.layout)
        counted = [number for row in rows for number in row.numbers]
        if len(set(values)) < len(values) and sorted(counted) == list(range(1, len(values) + 1)):
            places = {number: [number - 1] for number in counted}
        else:
            places = {number: [at for at, value in enumerate(values) if value == number] for number in counted}
            meant = [path for path, has in chapters.items() if has == set(counted)]
            if len(meant) == 1:
                places = {number: [at for at in of if tasks[at].path == meant[0]] for number, of in places.items()}
        for row in rows:
            units = _units(text, row, rules)
            for number in row.numbers:
                fit = places[number]
                if len(fit) > 1:  # of 任务3 and 三、组织实施 the one that is written like it
                    fit = [at for at in fit if (tasks[at].number or "").isdecimal() == row.decimal] or fit
                if len(fit) == 1:
                    at = fit[0]
                    found[at] = tuple(dict.fromkeys((*found.get(at, ()), *units)))
                else:
                    message = f"表中第 {number} 项的责任单位未能对应到唯一的任务"
                    notices.append(Notice("owner-row-unplaced", message, row.span))
    return found, tuple(notices)


def _units(text: Text, row: TaskRow | OwnerRow, rules: tuple[UnitRule, ...]) -> tuple[Unit, ...]:
    seen: dict[tuple[str, str], Unit] = {}
    for spans, role in ((row.lead_spans, "lead"), (row.assist_spans, "assist"), (row.responsible_spans, "responsible")):
        for span in spans:
            for unit in read_cell(text, span, role, rules):  # type: ignore[arg-type]
                seen.setdefault((unit.name, unit.role), unit)
    return tuple(seen.values())


def _headings(text: str, root: Section, offset: int) -> tuple[str, ...]:
    inside = [
        section
        for section, _ in walk(root)
        if section.span[0] <= offset <= section.span[1] and section.kind != "bullet"
    ]
    return tuple(heading_text(text, section) for section in inside)


def indicator_cells(tables: Iterable[Table], facts: Facts) -> tuple[Cell, ...]:
    """The cells of all indicator tables, and what the rows of task tables promise for a year (任务|2026年|2028年)."""
    return tuple(
        cell
        for table in tables
        if table.kind in ("indicators", "tasks")
        for cell in _cells(table, facts)
        if table.kind == "indicators" or cell.nature == "target"
    )


def _cells(table: Table, facts: Facts) -> tuple[Cell, ...]:
    columns = figure_columns(table.layout) if table.kind == "tasks" else None
    return read_cells(
        table.layout,
        caption=table.caption,
        period=facts.period,
        year=int(facts.date[:4]) if facts.date else None,
        uom=table.uom,
        page=table.block.page,
        columns=columns,
        dues=due_years(table.layout, year=_year_of(table, facts)),
    )
