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
from kb.export.export_columns import KIND, TASK_COLUMNS, ExportColumn
from kb.export.export_lines import ExportLine, TaskContents
from kb.filters import Filters, describe
from kb.knowledge_base import KnowledgeBase
from kb.models import Sort
from kb.results import Hit, Results

_LEFT_OUT = ("序号", "具体举措", "目标指标", "责任领导", "责任处室", "联系人", "进展情况", "存在问题", "状态")
_TARGET: ExportColumn[ExportLine] = ExportColumn(
    "目标", 28, lambda line: line.hit.target.statement if line.hit.target else ""
)
_COLUMNS: tuple[ExportColumn[ExportLine], ...] = (
    KIND,
    *(column for column in TASK_COLUMNS if column.name not in _LEFT_OUT),
    _TARGET,
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
                sink.query((str(answered.line), text, conditions, "", "", "", "", answered.reason))
                continue
            searched, written = searched + 1, written + answered
            if not answered:
                empty.append(row.line)
            if progress and isinstance(row, BatchQuery):
                progress(row, answered)
    return BatchReport(searched, written, tuple(empty), tuple(bad))


def _sink(output: Path) -> Sink:
    if format_of(output.name) == "csv":
        return CsvSink(output, results=RESULT_COLUMNS)
    return WorkbookSink(output, results=RESULT_COLUMNS, queries=QUERY_COLUMNS)


def _answer(base: KnowledgeBase, row: BatchQuery, sink: Sink, *, sort: Sort, expand: Expand) -> int | BadRow:
    """How many commitments were written down for one query, or what was wrong with it."""
    try:
        results, hits = base.each(row.text, filters=row.filters, sort=sort, expand=expand)
    except BadFilter as error:
        return BadRow(row.line, str(error))
    own = (str(row.line), row.text, "；".join(describe(row.filters)))
    count = 0
    for count, hit in enumerate(hits, start=1):
        sink.result((*own, *_cells(hit, count)))
    sink.query((*own, str(count), *_notes(results), ""))
    return count


def _cells(hit: Hit, number: int) -> Sequence[str]:
    line = ExportLine(hit, number, TaskContents())
    return [column.text(line) for column in _COLUMNS]


def _notes(results: Results) -> tuple[str, str, str]:
    """What else was searched for, the hints, and what may have been meant."""
    return (
        "\n".join(expansion.statement for expansion in results.expansions),
        "\n".join(hint.message for hint in results.hints),
        "、".join(dict.fromkeys(suggestion.text for suggestion in results.suggestions)),
    )
