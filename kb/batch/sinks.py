"""Where the results of many queries go: a workbook or a CSV, written row by row, so that memory does not grow.

openpyxl is imported where it is used: who only searches need not wait for it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from kb.export.csv_text import harmless
from kb.export.export_tables import printable
from kb.export.workbook import put, set_widths

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

    def result(self, row: Sequence[str]) -> None:
        """One commitment with its query."""

    def query(self, row: Sequence[str]) -> None:
        """One query with what came of it."""


class WorkbookSink:
    """检索结果 (as many sheets as it takes) and 查询汇总, streamed to an xlsx file."""

    def __init__(self, path: Path, *, results: Sequence[tuple[str, int]], queries: Sequence[tuple[str, int]]) -> None:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        self._path = path
        self._columns = results
        self._head, self._wrapped = Font(name="黑体", size=11), Alignment(vertical="top", wrap_text=True)
        self._new_cell = WriteOnlyCell
        self._book = Workbook(write_only=True)
        self._queries = self._sheet("查询汇总", queries)
        self._parts = 0
        self._rows = MOST_ROWS
        self._results: Any = None

    def __enter__(self) -> WorkbookSink:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the file, all at once at the end."""
        if kind is not None:
            for sheet in self._book.worksheets:
                sheet.close()
            return
        if self._results is None:
            self._next()
        draft = self._path.with_name(f"{self._path.name}.part")
        try:
            self._book.save(draft)
            draft.replace(self._path)
        finally:
            draft.unlink(missing_ok=True)

    def result(self, row: Sequence[str]) -> None:
        """One commitment with its query."""
        if self._rows >= MOST_ROWS:
            self._next()
        self._rows += 1
        self._results.append([self._cell(self._results, text) for text in row])

    def query(self, row: Sequence[str]) -> None:
        """One query with what came of it."""
        self._queries.append([self._cell(self._queries, text) for text in row])

    def _next(self) -> None:
        self._parts += 1
        self._results = self._sheet("检索结果" if self._parts == 1 else f"检索结果{self._parts}", self._columns)
        self._rows = 0

    def _sheet(self, title: str, columns: Sequence[tuple[str, int]]) -> Any:
        sheet = self._book.create_sheet(title)
        set_widths(sheet, (width for _, width in columns))
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
        head = [self._cell(sheet, name) for name, _ in columns]
        for cell in head:
            cell.font = self._head
        sheet.append(head)
        return sheet

    def _cell(self, sheet: Any, text: str) -> Any:
        cell = self._new_cell(sheet)
        if text:
            put(cell, printable(text))
            cell.alignment = self._wrapped
        return cell


class CsvSink:
    """The results alone, streamed to a CSV file; what came of the queries is for who started it."""

    def __init__(self, path: Path, *, results: Sequence[tuple[str, int]]) -> None:
        self._path = path
        self._draft = path.with_name(f"{path.name}.part")
        self._columns = results

    def __enter__(self) -> CsvSink:
        """Begin the file."""
        self._file = self._draft.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow([name for name, _ in self._columns])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the file in its place."""
        self._file.close()
        try:
            if kind is None:
                self._draft.replace(self._path)
        finally:
            self._draft.unlink(missing_ok=True)

    def result(self, row: Sequence[str]) -> None:
        """One commitment with its query."""
        self._writer.writerow([harmless(printable(text)) for text in row])

    def query(self, row: Sequence[str]) -> None:
        """Nothing: a CSV holds but one table."""
