"""What was found, as a file that a supervision office goes on working with: xlsx or csv."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Literal, get_args

from kb.errors import BadFilter
from kb.export.csv_text import csv_bytes
from kb.export.export_lines import TaskContents
from kb.export.export_tables import cell_table, list_table, notes_table, target_table, task_table
from kb.export.workbook import workbook
from kb.index.stamps import extractor_stamp
from kb.models import CellEntry
from kb.results import Results

__all__ = ["Format", "export_cells", "export_results", "format_of"]

Format = Literal["xlsx", "csv"]


def format_of(name: str) -> Format:
    """The format that a file name asks for: 清单.xlsx → xlsx; BadFilter for any other."""
    suffix = name.lower().rpartition(".")[2]
    for known in get_args(Format):
        if suffix == known:
            return known  # type: ignore[no-any-return]
    raise BadFilter(f"{name}：只能导出为 .xlsx 或 .csv，请改文件名的后缀")


def export_results(
    results: Results,
    contents: Mapping[str, TaskContents],
    *,
    own: Set[str],
    sort: str,
    format: Format,
    date: str | None,
    grouped: bool = False,
) -> bytes:
    """All hits in their order; `own` are the keys of the unit asked for, `contents` what stands in the tasks;
    `grouped`: those of a task in one row.
    """
    if format == "csv":
        return csv_bytes(list_table(results, contents, own, grouped=grouped))
    tables = [task_table(results, contents, own, grouped=grouped), target_table(results, own)]
    rows = sum(len(table.rows) for table in tables)
    notes = notes_table(results, rows=rows, sort=sort, date=date, rules=extractor_stamp(), grouped=grouped)
    return workbook([*tables, notes])


def export_cells(cells: Iterable[CellEntry], *, format: Format) -> bytes:
    """The values of indicator tables."""
    table = cell_table(cells)
    return csv_bytes(table) if format == "csv" else workbook([table])
