"""Where the results of many queries go: a workbook or a CSV, written row by row, so that memory does not grow."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from kb.export.csv_text import harmless
from kb.export.export_columns import Value
from kb.export.export_tables import printable
from kb.export.whole_file import written_whole
from kb.export.workbook import open_book, put

MOST_ROWS = 1_000_000
"""Rows of one sheet (Excel: 1,048,576): more go on in another."""


class Sink(Protocol):
    """Takes the rows of the results and of the summary of queries."""

    def __enter__(self) -> Sink:
        """Begin."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish the file; where something went wrong, leave none behind."""

    def result(self, row: Sequence[Value]) -> None:
        """One commitment with its query."""

    def query(self, row: Sequence[Value]) -> None:
        """One query with what came of it."""


class WorkbookSink:
    """检索结果 (as many sheets as it takes) and 查询汇总, streamed to an xlsx file."""

    def __init__(self, path: Path, *, results: Sequence[tuple[str, int]], queries: Sequence[tuple[str, int]]) -> None:
        self._path = path
        self._columns = results
        self._query_columns = queries
        self._parts, self._rows, self._query_rows = 0, MOST_ROWS, 0

    def __enter__(self) -> WorkbookSink:
        """Begin."""
        self._open = ExitStack()
        draft = self._open.enter_context(written_whole(self._path))
        self._book, self._styled = self._open.enter_context(open_book(draft))
        self._queries = self._sheet("查询汇总", self._query_columns)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the file, all at once at the end."""
        if kind is None and self._parts == 0:
            self._next()
        self._open.__exit__(kind, error, trace)

    def result(self, row: Sequence[Value]) -> None:
        """One commitment with its query."""
        if self._rows >= MOST_ROWS:
            self._next()
        self._rows += 1
        self._put_row(self._results, self._rows, row)

    def query(self, row: Sequence[Value]) -> None:
        """One query with what came of it."""
        self._query_rows += 1
        self._put_row(self._queries, self._query_rows, row)

    def _next(self) -> None:
        self._parts += 1
        self._results = self._sheet("检索结果" if self._parts == 1 else f"检索结果{self._parts}", self._columns)
        self._rows = 0

    def _sheet(self, title: str, columns: Sequence[tuple[str, int]]) -> Any:
        sheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        for place, (name, width) in enumerate(columns):
            sheet.set_column(place, place, width)
            put(sheet, 0, place, name, self._styled, font_name="黑体", font_size=11)
        return sheet

    def _put_row(self, sheet: Any, row: int, values: Sequence[Value]) -> None:
        for place, value in enumerate(values):
            if value != "":
                put(sheet, row, place, printable(value), self._styled, text_wrap=True)


class CsvSink:
    """The results alone, streamed to a CSV file; what came of the queries is for who started it."""

    def __init__(self, path: Path, *, results: Sequence[tuple[str, int]]) -> None:
        self._path = path
        self._columns = results

    def __enter__(self) -> CsvSink:
        """Begin the file."""
        self._open = ExitStack()
        draft = self._open.enter_context(written_whole(self._path))
        file = self._open.enter_context(draft.open("w", encoding="utf-8-sig", newline=""))
        self._writer = csv.writer(file)
        self._writer.writerow([name for name, _ in self._columns])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the file in its place."""
        self._open.__exit__(kind, error, trace)

    def result(self, row: Sequence[Value]) -> None:
        """One commitment with its query."""
        self._writer.writerow([harmless(printable(text)) for text in row])

    def query(self, row: Sequence[Value]) -> None:
        """Nothing: a CSV holds but one table."""
