"""An export before it has a format: titled tables of values, with the lines that part them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from kb.export.export_columns import (
    CELL_COLUMNS,
    ExportColumn,
    Value,
    roles_of,
    series_fit,
    target_columns,
    task_columns,
)
from kb.export.export_lines import ExportLine, TaskContext, target_lines, task_lines
from kb.export.export_titles import date_line, table_title
from kb.export.task_templates import TaskTemplate
from kb.filters import KIND_LABELS, ROLE_LABELS, Filters
from kb.models import CellEntry, DocumentEntry, Sort
from kb.results import Results

T = TypeVar("T")

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SORTS = {"relevance": "文件顺序", "year": "到期年份", "document": "文件顺序", "value": "目标值"}
TASKS, TARGETS, NOTES = "重点任务分解表", "主要目标分解表", "筛选条件与说明"


@dataclass(frozen=True, slots=True)
class Band:
    """A line over the whole width: what the rows below it share; level 0 is the outermost."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of values, one a column."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column without what fills it: see `ExportColumn`."""

    name: str
    width: int
    print: str
    centred: bool
    field: str


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A sheet: what it is called in the book, its title and the line below it on paper, its columns, and its lines in order."""

    sheet: str
    title: str
    note: str
    columns: tuple[TableColumn, ...]
    lines: tuple[Band | TableRow, ...]

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The lines that are no bands."""
        return tuple(line for line in self.lines if isinstance(line, TableRow))

    @property
    def printed(self) -> tuple[TableColumn, ...]:
        """The columns that stand on paper; they come first."""
        return tuple(column for column in self.columns if column.print == "printed")


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is exported, in which order and form; `date` (2026-12-01) stands in it."""

    results: Results
    context: TaskContext
    filters: Filters
    sort: Sort
    template: TaskTemplate
    date: str | None

    @property
    def documents(self) -> tuple[DocumentEntry, ...]:
        """The documents of what was found, in order."""
        return tuple({hit.document.id: hit.document for hit in self.results.hits}.values())

    @property
    def ordered(self) -> bool:
        """Whether the lines stand in the order of the documents."""
        return self.sort in ("relevance", "document")


def printable(value: Value) -> Value:
    """A text without the characters that neither a spreadsheet nor UTF-8 can hold."""
    return _UNPRINTABLE.sub("", value) if isinstance(value, str) else value


def _table(
    sheet: str,
    title: str,
    note: str,
    columns: Sequence[ExportColumn[T]],
    lines: Iterable[Band | T],
) -> ExportTable:
    ordered = sorted(columns, key=lambda column: ("printed", "beside", "hidden").index(column.print))
    heads = tuple(TableColumn(c.name, c.width, c.print, c.centred, c.field) for c in ordered)
    rows: list[Band | TableRow] = []
    for line in lines:
        if isinstance(line, Band):
            rows.append(Band(str(printable(line.text)), line.level))
        else:
            rows.append(TableRow(tuple(printable(column.value(line)) for column in ordered)))
    return ExportTable(sheet, str(printable(title)), note, heads, tuple(rows))


def task_table(request: ExportRequest) -> ExportTable:
    """重点任务分解表: a row a task."""
    lines, context = task_lines(request.results.hits, request.context), request.context
    title = table_title(request.filters, request.documents, called=request.template.title)
    columns = task_columns(request.template, lines, own=context.own, banded=request.ordered)
    return _table(TASKS, title, _note_line(request), columns, _banded(lines, request, unit="项"))


def target_table(request: ExportRequest) -> ExportTable:
    """主要目标分解表: a row a target, or a series of targets of one thing."""
    lines = target_lines(request.results.hits, request.context)
    if not series_fit(lines):
        lines = target_lines(request.results.hits, request.context, series=False)
    title = table_title(request.filters, request.documents, called="主要目标分解表")
    columns = target_columns(lines, own=request.context.own, banded=request.ordered)
    return _table(TARGETS, title, _note_line(request), columns, _banded(lines, request, unit="项"))


def list_table(request: ExportRequest) -> ExportTable:
    """The tasks, and behind them the targets that stand in none, in one table: for a format that holds but one.

    Where nothing but targets was found it is their table.
    """
    if request.results.hits and all(hit.kind == "target" for hit in request.results.hits):
        return target_table(request)
    tasks = task_lines(request.results.hits, request.context)
    others = target_lines(request.results.hits, request.context, alone=True, series=False, first=len(tasks) + 1)
    lines = [*tasks, *others]
    title = table_title(request.filters, request.documents, called=request.template.title)
    kind: ExportColumn[ExportLine] = ExportColumn("类别", 6, lambda line: KIND_LABELS[line.hit.kind])
    columns = task_columns(request.template, lines, own=request.context.own, banded=True)
    return _table(TASKS, title, _note_line(request), [columns[0], kind, *columns[1:]], lines)


def cell_table(cells: Iterable[CellEntry]) -> ExportTable:
    """指标表格."""
    return _table("指标表格", "指标表格", "", CELL_COLUMNS, cells)


def _banded(lines: Sequence[ExportLine], request: ExportRequest, *, unit: str) -> Iterator[Band | ExportLine]:
    """The lines under the role of the unit that was asked for, their document and their heading.

    Its own role comes first where it has several; documents are named where there are several; in an order that is not that of
    the documents there is no such line.
    """
    if not request.ordered:
        yield from lines
        return
    roles = [role for role in ROLE_LABELS if role in roles_of(lines)]
    by_role = len(roles) > 1 and request.filters.role is None
    several = len({line.hit.document.id for line in lines}) > 1
    number = 0
    for role in roles if by_role else [None]:
        held = [line for line in lines if role is None or line.roles[:1] == (role,)]
        if role is not None:
            yield Band(f"{ROLE_LABELS[role]}（{len(held)} {unit}）", 0)
        for _, of_document in groupby(held, key=lambda line: line.hit.document.id):
            listed = list(of_document)
            if several:
                yield Band(_document_line(listed[0].hit.document), 1)
            for heading, under in groupby(listed, key=lambda line: line.hit.path[-1] if line.hit.path else ""):
                if heading:
                    yield Band(heading, 2)
                for line in under:
                    number += 1
                    yield line.with_number(number)


def _note_line(request: ExportRequest) -> str:
    """What the table rests on, where that is one document (several stand in the table itself), and its date."""
    documents = request.documents
    basis = [f"依据：{_document_line(documents[0])}"] if len(documents) == 1 else []
    # Said as such: beside the document's name a bare date would be read as the document's.
    made = [f"制表日期：{date_line(request.date)}"] if request.date else []
    return "　".join((*basis, *made))


def _document_line(document: DocumentEntry) -> str:
    """《慈溪市科技创新规划》（慈政发〔2021〕1号）."""
    return document.quoted + (f"（{document.facts.doc_no}）" if document.facts.doc_no else "")


def notes_table(request: ExportRequest, tables: Collection[ExportTable], *, rules: str) -> ExportTable:
    """筛选条件与说明: what was asked, what came of it, and how to read the tables."""
    results = request.results
    counts = "，".join(
        f"{label} {results.kinds[kind]} 项" for kind, label in KIND_LABELS.items() if results.kinds.get(kind)
    )
    listed = "，".join(f"“{table.sheet}”{len(table.rows)} 行" for table in tables)
    lines = [
        ("检索与筛选", "；".join(results.conditions) or "全部承诺事项"),
        ("排序", _SORTS[request.sort]),
        ("合计", f"{results.total} 项" + (f"（{counts}）" if counts else "") + f"；{listed}"),
        ("涉及文件", "\n".join(document.label for document in request.documents)),
        (
            "行的含义",
            "一项任务一行。任务本身符合条件的，“具体举措”“目标指标”列出其全部措施和目标；"
            "只有其中几条措施或目标符合条件的，只列出这几条。内容超过一页所能容纳的，分为几行，后面的注明“（续）”。",
        ),
        ("单位", "按文件原文列出；“负责：”后面是文件没有分牵头、配合的单位。目标沿用所属任务的单位。"),
        (
            "完成时限",
            "照录原文，原文没有写年份的在括号中补上。〔据目标〕〔据章节〕〔据规划期〕表示条目本身没有写明，"
            "年份取自其目标、所在章节或文件的规划期；空白表示没有读到，不等于文件没有要求。",
        ),
        ("方式", "目标值的含义：不低于、高于、约、下降、新增、前几位等；“力争”“确保”“每年”“年均”“累计”按原文保留。"),
        ("存疑", "“存疑”一栏写明需要对照原文核对的原因；目标沿用所属任务的存疑。"),
        (
            "填报与导入",
            "“责任领导”“进展情况”“备注”由承办单位填写，填好后可以导入。表格右侧的隐藏列“行键”用来认出每一行，请不要删改。",
        ),
        ("抽取规则版本", rules),
    ]
    if request.date is not None:
        lines.insert(0, ("导出日期", date_line(request.date)))
    columns: list[ExportColumn[tuple[str, str]]] = [
        ExportColumn("项目", 16, lambda line: line[0]),
        ExportColumn("内容", 110, lambda line: line[1]),
    ]
    return _table(NOTES, NOTES, "", columns, lines)
