"""Runs the queries of a file one after the other and writes down all that they find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.batch.query_file import QUERY, BadRow, BatchQuery, read_queries
from kb.batch.sinks import CsvSink, Sink, WorkbookSink
from kb.errors import BadFilter
from kb.expansion import Expand
from kb.export import format_of
from kb.export.export_columns import ExportColumn, Value, document_name, task_value
from kb.export.export_lines import ExportLine
from kb.filters import KIND_LABELS, Filters, describe
from kb.knowledge_base import KnowledgeBase
from kb.models import Sort
from kb.results import Hit, Results

_COLUMNS: tuple[ExportColumn[ExportLine], ...] = (
    ExportColumn("类别", 6, lambda line: KIND_LABELS[line.hit.kind]),
    ExportColumn("一级任务", 16, task_value("section")),
    ExportColumn("重点任务", 20, task_value("task")),
    ExportColumn("牵头单位", 16, task_value("lead")),
    ExportColumn("配合单位", 20, task_value("assist")),
    ExportColumn("责任单位", 16, task_value("responsible")),
    ExportColumn("完成时限", 16, lambda line: line.hit.deadline),
    ExportColumn("到期年份", 9, lambda line: line.hit.year or ""),
    ExportColumn("文件名称（文号）", 20, lambda line: document_name(line.hit.document)),
    ExportColumn("章节", 20, lambda line: " › ".join(line.hit.path)),
    ExportColumn("页", 6, lambda line: line.hit.page or ""),
    ExportColumn("原文", 44, lambda line: line.hit.text),
    ExportColumn("存疑", 14, lambda line: "；".join(line.hit.doubt_reasons)),
    ExportColumn("目标", 28, lambda line: line.hit.target.statement if line.hit.target else ""),
)
RESULT_COLUMNS = (("查询行", 8), (QUERY, 20), ("筛选条件", 24), *((column.name, column.width) for column in _COLUMNS))
QUERY_COLUMNS = (
    ("查询行", 8),
    (QUERY, 24),
    ("筛选条件", 30),
    ("条数", 8),
    ("同时检索", 40),
    ("提示", 40),
    ("您是不是要找", 24),
    ("问题", 40),
)


@dataclass(frozen=True, slots=True)
class BatchReport:
    """What came of a file of queries."""

    queries: int
    results: int
    empty: tuple[int, ...]
    """The lines of the queries that found nothing."""
    bad: tuple[BadRow, ...]

    @property
    def ok(self) -> bool:
        """Whether every row could be searched for."""
        return not self.bad


def run_batch(
    base: KnowledgeBase,
    queries: Path,
    output: Path,
    *,
    filters: Filters,
    sort: Sort = "relevance",
    expand: Expand = True,
    progress: Callable[[BatchQuery, int], None] | None = None,
) -> BatchReport:
    """All commitments that the queries of a file find, with their query, as .xlsx or .csv.

    A row that cannot be searched for is in the report, with its line, and the others go on. `filters` narrow every
    row that does not narrow itself. Raises KnowledgeBaseError for a file that is no table of queries.
    """
    rows = read_queries(queries, filters=filters)
    bad: list[BadRow] = []
    empty: list[int] = []
    searched = written = 0
    with _sink(output) as sink:
        for row in rows:
            answered = row if isinstance(row, BadRow) else _answer(base, row, sink, sort=sort, expand=expand)
            if isinstance(answered, BadRow):
                bad.append(answered)
                text, conditions = ("", "") if isinstance(row, BadRow) else (row.text, "；".join(describe(row.filters)))
                sink.query((answered.line, text, conditions, "", "", "", "", answered.reason))
                continue
            searched, written = searched + 1, written + answered
            if not answered:
                empty.append(row.line)
            if progress and isinstance(row, BatchQuery):
                progress(row, answered)
    return BatchReport(searched, written, tuple(empty), tuple(bad))


def _sink(output: Path) -> Sink:
    if format_of(output.name, ("xlsx", "csv")) == "csv":
        return CsvSink(output, results=RESULT_COLUMNS)
    return WorkbookSink(output, results=RESULT_COLUMNS, queries=QUERY_COLUMNS)


def _answer(base: KnowledgeBase, row: BatchQuery, sink: Sink, *, sort: Sort, expand: Expand) -> int | BadRow:
    """How many commitments were written down for one query, or what was wrong with it."""
    try:
        results, hits = base.each(row.text, filters=row.filters, sort=sort, expand=expand)
    except BadFilter as error:
        return BadRow(row.line, str(error))
    own = (row.line, row.text, "；".join(describe(row.filters)))
    count = 0
    for count, hit in enumerate(hits, start=1):
        sink.result((*own, *_cells(hit, count)))
    sink.query((*own, count, *_notes(results), ""))
    return count


def _cells(hit: Hit, number: int) -> Sequence[Value]:
    line = ExportLine(hit, number)
    return [column.value(line) for column in _COLUMNS]


def _notes(results: Results) -> tuple[str, str, str]:
    """What else was searched for, the hints, and what may have been meant."""
    return (
        "\n".join(expansion.statement for expansion in results.expansions),
        "\n".join(hint.message for hint in results.hints),
        "、".join(dict.fromkeys(suggestion.text for suggestion in results.suggestions)),
    )
