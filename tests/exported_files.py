"""Exported files as their readers see them: the rows of a sheet by the heads of its columns."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

HEAD = 3
"""The row of the heads: above it stand the title and the date."""


def opened_book(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def heads(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[HEAD]]


def lines_below(sheet: Worksheet) -> list[tuple[Any, ...]]:
    """What stands below the heads, bands too."""
    return list(sheet.iter_rows(min_row=HEAD + 1, values_only=True))


def sheet_rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows that are no bands (these fill the first cell alone), by head."""
    names = heads(sheet)
    return [
        dict(zip(names, line, strict=True)) for line in lines_below(sheet) if any(cell is not None for cell in line[1:])
    ]


def bands(sheet: Worksheet) -> list[str]:
    return [line[0] for line in lines_below(sheet) if not any(cell is not None for cell in line[1:])]


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
