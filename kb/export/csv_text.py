"""A table → CSV that Excel opens with Chinese characters right and runs no formula of."""

from __future__ import annotations

import csv
import io
import re

from kb.export.export_columns import Value
from kb.export.export_tables import ExportTable

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+\-]?\d+(?:\.\d+)?")


def csv_bytes(table: ExportTable) -> bytes:
    """UTF-8 with a byte order mark; a text that a spreadsheet would run as a formula begins with an apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in table.columns])
    writer.writerows([harmless(value) for value in row.values] for row in table.rows)
    return buffer.getvalue().encode("utf-8-sig")


def harmless(value: Value) -> Value:
    """=1+1 → '=1+1; a plain number stays what it is: -3.5."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value
