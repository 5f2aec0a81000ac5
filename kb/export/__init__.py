"""What was found, as a file that a supervision office goes on working with: xlsx, docx, csv or json."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from kb.errors import BadFilter
from kb.export.column_widths import balanced
from kb.export.csv_text import csv_bytes
from kb.export.export_tables import (
    ExportRequest,
    ExportTable,
    cell_table,
    list_table,
    notes_table,
    target_table,
    task_table,
)
from kb.export.json_text import json_bytes
from kb.export.office_templates import fill_office_template
from kb.export.task_templates import STANDARD
from kb.export.word_document import word_document
from kb.export.workbook import Advance, workbook
from kb.index.stamps import extractor_stamp
from kb.models import CellEntry

__all__ = ["STANDARD", "Advance", "ExportRequest", "Format", "export_cells", "export_request", "format_of"]

Format = Literal["xlsx", "docx", "csv", "json"]


def format_of(name: str, formats: Iterable[Format] = get_args(Format)) -> Format:
    """The format that a file name asks for: 清单.xlsx → xlsx; BadFilter for any other."""
    suffix = name.lower().rpartition(".")[2]
    listed = tuple(formats)
    for known in listed:
        if suffix == known:
            return known
    said = "、".join(f".{known}" for known in listed[:-1]) + f" 或 .{listed[-1]}"
    raise BadFilter(f"{name}：只能导出为 {said}，请改文件名的后缀")


def export_request(
    request: ExportRequest, format: Format, *, office_template: bytes | None = None, advance: Advance | None = None
) -> bytes:
    """What was asked for, as the bytes of a file; `office_template` is a file of that format with placeholders."""
    if office_template is not None:
        return fill_office_template(office_template, request, format=format, advance=advance)
    if format == "csv":
        return csv_bytes(list_table(request))
    if format == "json":
        return json_bytes(request)
    tables = _filled(balanced(task_table(request)), target_table(request))
    if format == "docx":
        return word_document(tables, advance)
    return workbook([*tables, notes_table(request, tables, rules=extractor_stamp())], advance)


def _filled(tasks: ExportTable, targets: ExportTable) -> list[ExportTable]:
    """The tables that have anything; that of the tasks where neither has."""
    return [table for table in (tasks, targets) if table.rows] or [tasks]


def export_cells(cells: Iterable[CellEntry], *, format: Format) -> bytes:
    """The values of indicator tables, as xlsx, docx or csv."""
    table = cell_table(cells)
    if format == "csv":
        return csv_bytes(table)
    return word_document([table]) if format == "docx" else workbook([table])
