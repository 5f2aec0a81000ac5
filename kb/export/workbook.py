"""Tables → an Excel workbook that prints on A4, the same bytes for the same tables.

openpyxl is imported where it is used: it takes a fifth of a second to load, and who only searches need not wait for it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from kb.export.export_tables import ExportTable

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 32_000
"""Characters that a cell holds (Excel: 32,767)."""
_CUT = "……（原文过长，见文件）"
_FORMULA = ("=", "+", "-", "@")
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)


class _Styles(NamedTuple):
    """How the cells of header and body look."""

    border: Any
    head: tuple[Any, Any]
    body: tuple[Any, Any]


@cache
def _styles() -> _Styles:
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin")
    return _Styles(
        Border(left=line, right=line, top=line, bottom=line),
        (Font(name="黑体", size=11), Alignment(horizontal="center", vertical="center", wrap_text=True)),
        (Font(name="仿宋", size=10.5), Alignment(vertical="top", wrap_text=True)),
    )


def workbook(tables: Sequence[ExportTable]) -> bytes:
    """A sheet a table: A4 landscape, the header on every page and frozen, groups as merged cells."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _fill(book.create_sheet(table.title), table)
    # It opens on the first sheet that has something.
    book.active = next((place for place, table in enumerate(tables) if table.rows), 0)
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer.getvalue())


def _fill(sheet: Worksheet, table: ExportTable) -> None:
    styles = _styles()
    for row, values in enumerate((table.header, *table.rows), start=1):
        for column, text in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            if text:
                put(cell, text)
            cell.border = styles.border
            cell.font, cell.alignment = styles.head if row == 1 else styles.body
    set_widths(sheet, table.widths)
    if table.merged is not None:
        _merge(sheet, table, table.header.index(table.merged) + 1)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.center.text = table.title
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def set_widths(sheet: Worksheet, widths: Iterable[int]) -> None:
    """The widths of the columns, in characters."""
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def put(cell: object, text: str) -> None:
    """Text stays text: what looks like a formula must not become one."""
    cell.value = text if len(text) <= _LONGEST else text[:_LONGEST] + _CUT  # type: ignore[attr-defined]
    cell.data_type = "s"  # type: ignore[attr-defined]
    if text.startswith(_FORMULA):
        cell.quotePrefix = True  # type: ignore[attr-defined]


def _merge(sheet: Worksheet, table: ExportTable, column: int) -> None:
    row = 2
    for _, same in groupby(table.groups):
        height = len(list(same))
        if height > 1:
            sheet.merge_cells(start_row=row, end_row=row + height - 1, start_column=column, end_column=column)
        row += height


def _without_clock(data: bytes) -> bytes:
    """The same workbook without the times of its making."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
