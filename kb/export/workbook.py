"""Tables → an Excel workbook that prints on A4 as it is, the same bytes for the same tables; written row by row.

xlsxwriter is imported where it is used: who only searches need not wait for it.
"""

from __future__ import annotations

import copy
import datetime
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kb.export.export_columns import AS_EXPORTED, ROW_KEY, Value
from kb.export.export_tables import Band, ExportTable, TableColumn
from kb.export.exported_marks import column_marks
from kb.export.page_breaks import PageBreaks
from kb.export.row_heights import BODY, height, room, row_parts, wrapped

Advance = Callable[[int, int], None]
"""Told how many of how many lines are written; what it raises ends the export, and nothing is left behind."""

LONGEST = 32_000
"""Characters that a cell holds (Excel: 32,767)."""
CUT = "……（原文过长，见文件）"
CONTINUED = "（续）"
HEAD = 3
"""Lines above the first row: the title, the date, the heads."""

_OPTIONS = {
    "constant_memory": True,
    "strings_to_urls": False,
    "strings_to_formulas": False,
    # What the widths of columns are counted in: of a font that every office program has, or has the measures of.
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
}
_EPOCH = datetime.datetime(1980, 1, 1)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TITLE_SIZE, _HEAD_SIZE = 18.0, 10.5
_SIDES, _ABOVE, _INCH = 0.45, 0.6, 72.0
"""Margins in inches, and the points of one."""
_STEP = 50
"""Lines between two calls of `Advance`."""
_BODY_FONT, _HEAD_FONT, _TITLE_FONT = "仿宋", "黑体", "方正小标宋简体"


@contextmanager
def open_book(target: Any) -> Iterator[tuple[Any, Callable[..., Any]]]:
    """A workbook that is written to `target` when all went well, with what makes its formats; else nothing is left behind."""
    from xlsxwriter import Workbook

    with tempfile.TemporaryDirectory() as folder:
        book = Workbook(target, copy.deepcopy(_OPTIONS) | {"tmpdir": folder})  # A workbook writes into its options.
        book.set_properties({"created": _EPOCH})
        made: dict[tuple[tuple[str, Any], ...], Any] = {}

        def styled(**properties: Any) -> Any:
            key = tuple(sorted(properties.items()))
            if key not in made:
                made[key] = book.add_format({"font_name": _BODY_FONT, "font_size": BODY, "valign": "top", **properties})
            return made[key]

        try:
            yield book, styled
        except BaseException:
            for sheet in book.worksheets():
                sheet._opt_close()  # Its rows so far lie in a file of their own.
            book.fileclosed = True
            raise
        book.close()


def workbook(tables: Sequence[ExportTable], advance: Advance | None = None) -> bytes:
    """A sheet a table: A4 landscape, title, date and repeated heads, rows as high as what stands in them."""
    buffer = io.BytesIO()
    total, done = sum(len(table.lines) for table in tables), 0
    with open_book(buffer) as (book, styled):
        for table in tables:
            sheet = book.add_worksheet(table.sheet)
            for written in _filled(sheet, table, styled):
                if advance is not None and (done + written) % _STEP == 0:
                    advance(done + written, total)
            done += len(table.lines)
        # It opens on the first sheet that has something.
        filled = next((place for place, table in enumerate(tables) if table.rows), 0)
        book.worksheets()[filled].activate()
    if advance is not None:
        advance(total, total)
    return buffer.getvalue()


def put(sheet: Any, row: int, column: int, value: Value, styled: Callable[..., Any], **properties: Any) -> None:
    """One value with its format. Text stays text: what looks like a formula must not become one."""
    if isinstance(value, str):
        text = value if len(value) <= LONGEST else value[:LONGEST] + CUT
        if text.startswith(_FORMULA):
            properties["quote_prefix"] = True
        if text:
            sheet.write_string(row, column, text, styled(**properties))
        else:
            sheet.write_blank(row, column, None, styled(**properties))
    else:
        sheet.write_number(row, column, value, styled(**properties))


def _filled(sheet: Any, table: ExportTable, styled: Callable[..., Any]) -> Iterator[int]:
    """Write a table; gives the number of its lines that are written, one after the other."""
    printed = len(table.printed)
    _set_up(sheet, table)
    title_lines = len(wrapped(table.title, room(sum(column.width for column in table.printed), _TITLE_SIZE)))
    high = [height(title_lines, _TITLE_SIZE * 1.5), height(1)]
    sheet.set_row(0, high[0])
    title = {"font_name": _TITLE_FONT, "font_size": _TITLE_SIZE, "align": "center", "valign": "vcenter"}
    _across(sheet, 0, printed, table.title, styled, text_wrap=True, **title)
    sheet.set_row(1, high[1])
    _across(sheet, 1, printed, table.note, styled, align="right")
    head = {"font_name": _HEAD_FONT, "font_size": _HEAD_SIZE, "align": "center", "valign": "vcenter", "border": 1}
    lines = max(len(wrapped(column.name, room(column.width, _HEAD_SIZE))) for column in table.printed)
    high.append(height(lines, _HEAD_SIZE * 1.5))
    sheet.set_row(2, high[2])
    for place, column in enumerate(table.columns):
        put(sheet, 2, place, column.name, styled, text_wrap=True, **head)
    row = HEAD
    pages = PageBreaks(
        [column.width for column in table.printed],
        margins=(_INCH * 2 * _SIDES, _INCH * 2 * _ABOVE),
        first=sum(high),
        repeated=high[2],
    )
    rooms = [room(column.width) for column in table.printed]
    for written, line in enumerate(table.lines, start=1):
        if isinstance(line, Band):
            row = _band(sheet, row, line, table, styled, pages)
        else:
            row = _row(sheet, row, line.values, table.columns, rooms, styled, pages)
        yield written
    if not table.rows:
        _across(sheet, row, printed, "没有符合条件的事项。", styled, align="center", border=1)
        row += 1
    sheet.set_h_pagebreaks(pages.breaks)
    sheet.print_area(0, 0, row - 1, printed - 1)
    sheet.autofilter(HEAD - 1, 0, row - 1, len(table.columns) - 1)


def _set_up(sheet: Any, table: ExportTable) -> None:
    """Paper, margins, widths, frozen and repeated heads."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=_SIDES, right=_SIDES, top=_ABOVE, bottom=_ABOVE)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(HEAD - 1)
    sheet.freeze_panes(HEAD, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width, None, {"hidden": column.print == "hidden"})


def _across(sheet: Any, row: int, columns: int, text: str, styled: Callable[..., Any], **properties: Any) -> None:
    """A text over all printed columns."""
    if columns > 1:
        sheet.merge_range(row, 0, row, columns - 1, "", styled(**properties))
    put(sheet, row, 0, text, styled, **properties)


def _band(sheet: Any, row: int, band: Band, table: ExportTable, styled: Callable[..., Any], pages: PageBreaks) -> int:
    width = sum(column.width for column in table.printed)
    high = height(len(wrapped(band.text, room(width, _HEAD_SIZE))), _HEAD_SIZE * 1.5)
    sheet.set_row(row, high)
    pages.add(row, high, heads=True)
    look = {"font_name": _HEAD_FONT, "font_size": _HEAD_SIZE, "valign": "vcenter", "border": 1, "text_wrap": True}
    _across(sheet, row, len(table.printed), band.text, styled, bg_color=_SHADES[band.level], **look)
    return row + 1


_SHADES = ("#D9D9D9", "#E7E6E6", "#F5F5F5")


def _row(
    sheet: Any,
    row: int,
    values: Sequence[Value],
    columns: Sequence[TableColumn],
    rooms: Sequence[int],
    styled: Callable[..., Any],
    pages: PageBreaks,
) -> int:
    """Write one row, or the several that it takes; the next free one."""
    texts = [value if isinstance(value, str) else str(value) for value in values[: len(rooms)]]
    texts = [text if len(text) <= LONGEST else text[:LONGEST] + CUT for text in texts]
    for part, (cells, high) in enumerate(row_parts(texts, rooms)):
        sheet.set_row(row, high)
        pages.add(row, high)
        written: dict[str, Value] = {}
        for place, column in enumerate(columns):
            look: dict[str, Any] = (
                {"text_wrap": True, "border": 1, "valign": "vcenter"} if column.print == "printed" else {}
            )
            if column.centred:
                look["align"] = "center"
            value = values[place]
            if place < len(rooms) and isinstance(value, str):
                value = cells[place] if part == 0 or cells[place] or column.field not in _REPEATED else texts[place]
                if part and column.field in _NAMES and value:
                    value = texts[place] + CONTINUED
            elif part and (place < len(rooms) or column.name == ROW_KEY):
                value = ""
            written[column.name] = value
            if column.name == AS_EXPORTED and part:
                value = ""
            elif column.name == AS_EXPORTED and value:
                value = f"{value} {column_marks(written, columns)}".rstrip()
            put(sheet, row, place, value, styled, **look)
        row += 1
    return row


_NAMES = frozenset({"task"})
_REPEATED = frozenset({"task", "lead", "assist", "due"})
"""What stands again where a row goes on: so that a filter by a unit leaves all of it."""
