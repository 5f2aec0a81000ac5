"""An office's own template: a .docx or .xlsx in which {{标题}} is put in place, and the row with {{重点任务}} repeated for each task.

What it looks like is the office's: fonts, widths, borders and what stands around the table stay as they are.
"""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, Literal

from extract.rulefiles import Row
from kb.errors import BadFilter, KnowledgeBaseError
from kb.export.export_columns import ROW_KEY, Value, task_value
from kb.export.export_lines import ExportLine, task_lines
from kb.export.export_tables import ExportRequest, printable
from kb.export.export_titles import date_line, table_title
from kb.export.office_archive import checked_office_file, without_clock
from kb.export.row_heights import LINE, PADDING, room, wrapped
from kb.export.workbook import CUT, LONGEST, Advance
from kb.rule_tables import rows

_PLACEHOLDER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_STEP = 50
_MOST_CELLS = 200_000
"""Cells of a template: a template is a form, not a table of data."""
_HIGHEST = 409.0


def fill_office_template(
    template: bytes, request: ExportRequest, *, format: str, advance: Advance | None = None
) -> bytes:
    """The template with what was found in it; KnowledgeBaseError where it is none, or asks for what there is not."""
    lines = task_lines(request.results.hits, request.context)
    once: dict[str, Value] = {
        "title": table_title(request.filters, request.documents, called=request.template.title),
        "date": date_line(request.date),
        "basis": "、".join(document.quoted for document in request.documents),
        "count": len(lines),
    }
    if format == "docx":
        return _word(checked_office_file(template, "模板", part="word/document.xml"), once, lines, advance)
    if format == "xlsx":
        return _book(checked_office_file(template, "模板", part="xl/workbook.xml"), once, lines, advance)
    raise BadFilter("本单位的模板只能用于 .docx 或 .xlsx，请改文件名的后缀")


# --- placeholders ---


@cache
def _placeholders() -> dict[str, Row]:
    return {
        row["placeholder"]: row
        for row in rows("template_placeholders.csv", ("placeholder", "place", "field", "example"), unique="placeholder")
    }


def _place_of(text: str) -> Literal["row", "once"] | None:
    """Where the placeholders of a text belong; None where it has none."""
    names = _PLACEHOLDER.findall(text)
    unknown = [name for name in names if name not in _placeholders()]
    if unknown:
        listed = "、".join(_placeholders())
        raise KnowledgeBaseError(f"模板里的“{{{{{unknown[0]}}}}}”不认识；可以用的有：{listed}")
    if any(_placeholders()[name]["place"] == "row" for name in names):
        return "row"
    return "once" if names else None


def _filled(text: str, once: Mapping[str, Value], line: ExportLine | None) -> Value:
    """A text with its placeholders replaced; a number where it is but one placeholder of a number."""

    def value(name: str) -> Value:
        row = _placeholders()[name]
        if row["place"] == "once":
            return printable(once[row["field"]])
        return "" if line is None else printable(task_value(row["field"])(line))

    if alone := _PLACEHOLDER.fullmatch(text):
        return value(alone[1])
    return _PLACEHOLDER.sub(lambda match: str(value(match[1])), text)


def _watched(lines: Sequence[ExportLine], advance: Advance | None) -> Iterator[ExportLine]:
    for done, line in enumerate(lines, start=1):
        yield line
        if advance is not None and (done % _STEP == 0 or done == len(lines)):
            advance(done, len(lines))


# --- Word ---


def _word(data: bytes, once: Mapping[str, Value], lines: Sequence[ExportLine], advance: Advance | None) -> bytes:
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(io.BytesIO(data))
    roots = [document.element.body]
    for section in document.sections:
        roots += [section.header._element, section.footer._element]
    pattern = None
    for row in roots[0].iter(qn("w:tr")):
        if _place_of(_text_of(row, qn)) == "row":
            if pattern is not None:
                raise KnowledgeBaseError(
                    "模板里有几行带任务的占位符，只能有一行：请只保留一行，如 {{序号}} {{重点任务}}"
                )
            pattern = row
    if pattern is None:
        raise KnowledgeBaseError("模板里没有带任务占位符的表格行，如 {{序号}} {{重点任务}} {{牵头单位}}")
    for line in _watched(lines, advance):
        row = copy.deepcopy(pattern)
        for paragraph in row.iter(qn("w:p")):
            _fill_paragraph(paragraph, qn, once, line)
        pattern.addprevious(row)
    pattern.getparent().remove(pattern)
    for root in roots:
        for paragraph in root.iter(qn("w:p")):
            if _place_of(_text_of(paragraph, qn)) == "once" and not any(
                ancestor.tag == qn("w:tr") and ancestor is pattern for ancestor in paragraph.iterancestors()
            ):
                _fill_paragraph(paragraph, qn, once, None)
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


def _text_of(element: Any, qn: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def _fill_paragraph(paragraph: Any, qn: Any, once: Mapping[str, Value], line: ExportLine | None) -> None:
    """Fill the placeholders of a paragraph; each takes the look of where it begins, though Word may have cut it in pieces."""
    pieces = list(paragraph.iter(qn("w:t")))
    whole = "".join(piece.text or "" for piece in pieces)
    for match in reversed(list(_PLACEHOLDER.finditer(whole))):
        said = str(_filled(match[0], once, line))
        at = 0
        begun = False
        for piece in pieces:
            text = piece.text or ""
            first, last = max(match.start() - at, 0), min(match.end() - at, len(text))
            at += len(text)
            if first < last:
                piece.text = text[:first] + ("" if begun else said) + text[last:]
                begun = True
    for piece in pieces:
        if "\n" in (piece.text or ""):
            _break_lines(piece, qn)
        elif piece.text != (piece.text or "").strip():
            piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _break_lines(piece: Any, qn: Any) -> None:
    first, *others = (piece.text or "").split("\n")
    piece.text = first
    last = piece
    for text in others:
        for tag, content in ((qn("w:br"), None), (qn("w:t"), text)):
            made = piece.makeelement(tag, {})
            made.text = content
            last.addnext(made)
            last = made


# --- Excel ---


def _book(data: bytes, once: Mapping[str, Value], lines: Sequence[ExportLine], advance: Advance | None) -> bytes:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data))
    except Exception as error:  # Whatever openpyxl says of a file that is none.
        raise KnowledgeBaseError(f"模板打不开（{error}）。请用 Excel 或 WPS 另存为 .xlsx 后再试") from error
    patterns = [(sheet, row) for sheet in book.worksheets for row in _pattern_rows(sheet)]
    if len(patterns) != 1:
        said = "没有带任务占位符的一行" if not patterns else "有几行带任务的占位符，只能有一行"
        raise KnowledgeBaseError(f"模板里{said}，如 {{{{序号}}}} {{{{重点任务}}}} {{{{牵头单位}}}}")
    sheet, row = patterns[0]
    for other in book.worksheets:
        for cells in other.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str) and _place_of(cell.value) == "once":
                    _put(cell, _filled(cell.value, once, None))
    _repeat(sheet, row, once, lines, advance)
    buffer = io.BytesIO()
    book.save(buffer)
    return without_clock(buffer.getvalue())


def _pattern_rows(sheet: Any) -> Iterator[int]:
    if sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise KnowledgeBaseError("模板太大：模板只应有表头和带占位符的一行，请删去数据和多余的行列后再试")
    for row in sheet.iter_rows():
        if any(isinstance(cell.value, str) and _place_of(cell.value) == "row" for cell in row):
            yield row[0].row


def _repeat(
    sheet: Any, row: int, once: Mapping[str, Value], lines: Sequence[ExportLine], advance: Advance | None
) -> None:
    """Put the lines in place of the row, what stands below it behind them, and the keys of the rows into a hidden column."""
    from openpyxl.utils import get_column_letter

    more = max(len(lines), 1) - 1
    last_column, last_row = sheet.max_column, sheet.max_row
    pattern = [(cell.column, cell.value, copy.copy(cell._style)) for cell in sheet[row]]
    size, below = (
        sheet.row_dimensions[row].height,
        {n: sheet.row_dimensions[n].height for n in range(row + 1, last_row + 1)},
    )
    merged = [copy.copy(area) for area in sheet.merged_cells.ranges]
    across = [(area.min_col, area.max_col) for area in merged if area.min_row == area.max_row == row]
    for area in merged:
        if area.min_row >= row:
            sheet.unmerge_cells(str(area))
    if last_row > row and more:
        sheet.move_range(f"A{row + 1}:{get_column_letter(last_column)}{last_row}", rows=more)
        for number, high in below.items():
            sheet.row_dimensions[number + more].height = high
    for area in merged:
        if area.min_row > row:
            area.shift(row_shift=more)
            sheet.merge_cells(str(area))
    widths = {column: _width(sheet, column, across) for column, _, _ in pattern}
    key_column = last_column + 1
    heading = next((n for n in range(row - 1, 0, -1) if any(cell.value for cell in sheet[n])), None)
    if heading is not None:
        _put(sheet.cell(heading, key_column), ROW_KEY)
    sheet.column_dimensions[get_column_letter(key_column)].hidden = True
    for offset, line in enumerate(_watched(lines, advance)):
        highest = 1
        for column, text, style in pattern:
            cell = sheet.cell(row + offset, column)
            cell._style = copy.copy(style)
            value = _filled(text, once, line) if isinstance(text, str) else text
            _put(cell, value)
            if isinstance(value, str):
                highest = max(highest, len(wrapped(value, room(widths[column], cell.font.size or 11))))
        line_height = max(LINE, (sheet.cell(row + offset, pattern[0][0]).font.size or 11) * 1.45)
        sheet.row_dimensions[row + offset].height = min(max(size or 0, highest * line_height + PADDING), _HIGHEST)
        _put(sheet.cell(row + offset, key_column), line.key)
        for first, last in across:
            sheet.merge_cells(start_row=row + offset, end_row=row + offset, start_column=first, end_column=last)
    if not lines:
        for column, text, _ in pattern:
            if text is not None:
                sheet.cell(row, column).value = None


def _width(sheet: Any, column: int, across: Sequence[tuple[int, int]]) -> float:
    """The width of a column, or of the cells that are one with it."""
    from openpyxl.utils import get_column_letter

    first, last = next((area for area in across if area[0] == column), (column, column))
    standard = sheet.sheet_format.defaultColWidth or 8.43
    letters = (get_column_letter(n) for n in islice(range(first, last + 1), 100))
    return sum(
        sheet.column_dimensions[letter].width if letter in sheet.column_dimensions else standard for letter in letters
    )


def _put(cell: Any, value: Value) -> None:
    """Text stays text: what looks like a formula must not become one."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = value if len(value) <= LONGEST else value[:LONGEST] + CUT
    cell.value = text or None
    if text:
        cell.data_type = "s"
        if text.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
