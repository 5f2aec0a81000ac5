"""A table → CSV that Excel opens with Chinese characters right and runs no formula of."""

from __future__ import annotations

import csv
import io
import re

from kb.export.export_tables import ExportTable

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+\-]?\d+(?:\.\d+)?")


def csv_bytes(table: ExportTable) -> bytes:
    """UTF-8 with a byte order mark; a text that a spreadsheet would run as a formula begins with an apostrophe."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(table.header)
    writer.writerows([harmless(text) for text in row] for row in table.rows)
    return buffer.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """=1+1 → '=1+1; a plain number stays what it is: -3.5."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
