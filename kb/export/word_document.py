"""Tables → a Word document that can be sent as an appendix as it is: 附件1, title, table with repeated heads, page numbers.

python-docx is imported where it is used. The rows are written as XML: its own tables take a minute for thousands of rows.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from kb.export.export_tables import Band, ExportTable, TableRow
from kb.export.office_archive import without_clock
from kb.export.row_heights import wrapped
from kb.export.workbook import Advance

_PAGE = (29.7, 21.0)
_MARGINS = {"left_margin": 1.6, "right_margin": 1.6, "top_margin": 2.0, "bottom_margin": 1.8, "footer_distance": 0.9}
_TEXT_WIDTH = 26.5
"""Centimetres between the margins."""
_TWIPS = 567
"""A centimetre."""
_BODY, _HEAD, _TITLE, _APPENDIX = ("仿宋", 10), ("黑体", 10.5), ("方正小标宋简体", 20), ("黑体", 16)
"""Font and points."""
_LATIN = "Times New Roman"
_FALLBACKS = {
    "仿宋": "仿宋_GB2312;FangSong;STFangsong;华文仿宋;Noto Serif CJK SC",
    "黑体": "SimHei;STHeiti;华文黑体;Noto Sans CJK SC",
    "方正小标宋简体": "FZXiaoBiaoSong-B05S;小标宋;宋体;SimSun;Noto Serif CJK SC",
}
"""What stands in for a font where it is missing."""
_HALF_A_PAGE = 18
"""Lines."""
_POINT, _CELL_MARGINS = 20, 4
"""Twips in a point; points beside what stands in a cell."""
_STEP = 50
_EPOCH = datetime.datetime(1980, 1, 1)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONTS_END = re.compile(rb"</w:fonts>")


def word_document(tables: Sequence[ExportTable], advance: Advance | None = None) -> bytes:
    """The printed columns of the tables, an appendix each, each on a page of its own."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    document = Document()
    document.core_properties.title = tables[0].title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = _EPOCH
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(_PAGE[0]), Cm(_PAGE[1])
    for name, centimetres in _MARGINS.items():
        setattr(section, name, Cm(centimetres))
    _name_fallbacks(document)
    _number_pages(section.footer.paragraphs[0]._p)
    total, done = sum(len(table.lines) for table in tables), 0
    body = document.element.body
    for number, table in enumerate(tables, start=1):
        numbered = str(number) if len(tables) > 1 else ""
        for part in (
            _paragraph(f"附件{numbered}", *_APPENDIX, new_page=number > 1),
            _paragraph(table.title, *_TITLE, align="center", after=6),
            *([_paragraph(table.note, *_BODY, align="right", after=3)] if table.note else []),
        ):
            body.insert(len(body) - 1, _parsed(part))  # The last element is the section.
        grid = _parsed(_table(table))
        body.insert(len(body) - 1, grid)
        for line in table.lines:
            grid.append(_parsed(_band(line, table) if isinstance(line, Band) else _row(line, table)))
            done += 1
            if advance is not None and done % _STEP == 0:
                advance(done, total)
    # Word wants a paragraph behind the last table: one that is too low to need another page.
    last = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
    body.insert(len(body) - 1, _parsed(f"<w:p {_W}>{last}</w:p>"))
    if advance is not None:
        advance(total, total)
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


def _parsed(xml: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(xml)


def _name_fallbacks(document: Any) -> None:
    """Say in the table of fonts what may stand in for each."""
    part = next(p for p in document.part.package.iter_parts() if str(p.partname) == "/word/fontTable.xml")
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others.replace(";", ",")}"/><w:charset w:val="86"/></w:font>'
        for name, others in _FALLBACKS.items()
    )
    part._blob = _FONTS_END.sub(fonts.encode() + b"</w:fonts>", part.blob)


def _number_pages(paragraph: Any) -> None:
    """— 1 —, as official documents have it."""
    for xml in (
        _run("— ", "宋体", 14, namespace=True),
        f'<w:fldSimple {_W} w:instr=" PAGE ">{_run("1", "宋体", 14)}</w:fldSimple>',
        _run(" —", "宋体", 14, namespace=True),
    ):
        paragraph.append(_parsed(xml))
    paragraph.get_or_add_pPr().append(_parsed(f'<w:jc {_W} w:val="center"/>'))


def _run(text: str, font: str, size: float, *, namespace: bool = False) -> str:
    """A run of text; a line break in it is one."""
    fonts = f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{font}" w:cs="{_LATIN}"/>'
    half = round(size * 2)
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in text.split("\n"))
    return (
        f"<w:r {_W if namespace else ''}><w:rPr>{fonts}<w:sz w:val='{half}'/><w:szCs w:val='{half}'/></w:rPr>"
        f'<w:t xml:space="preserve">{lines}</w:t></w:r>'
    )


def _paragraph(
    text: str,
    font: str,
    size: float,
    *,
    align: str = "left",
    after: float = 0,
    new_page: bool = False,
    inside: bool = False,
) -> str:
    breaks = "<w:pageBreakBefore/>" if new_page else ""
    spacing = f'<w:spacing w:before="0" w:after="{round(after * 20)}" w:line="240" w:lineRule="auto"/>'
    properties = f'<w:pPr>{breaks}{spacing}<w:jc w:val="{align}"/></w:pPr>'
    return f"<w:p {'' if inside else _W}>{properties}{_run(text, font, size)}</w:p>"


def _widths(table: ExportTable) -> list[int]:
    total = sum(column.width for column in table.printed)
    return [int(column.width / total * _TEXT_WIDTH * _TWIPS) for column in table.printed]


def _table(table: ExportTable) -> str:
    """The table with its heads alone."""
    widths = _widths(table)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    sizes = (("top", 30), ("left", 40), ("bottom", 30), ("right", 40))
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sizes)
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = "".join(
        _cell(column.name, width, *_HEAD, align="center") for column, width in zip(table.printed, widths, strict=True)
    )
    return (
        f"<w:tbl {_W}><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr></w:tbl>"
    )


def _cell(text: str, width: int, font: str, size: float, *, align: str = "left", across: int = 1) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    paragraph = _paragraph(text, font, size, align=align, inside=True)
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"


def _row(row: TableRow, table: ExportTable) -> str:
    cells = "".join(
        _cell(str(value), width, *_BODY, align="center" if column.centred else "left")
        for value, column, width in zip(row.values, table.printed, _widths(table), strict=False)
    )
    whole = "" if _is_high(row, table) else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr {_W}>{whole}{cells}</w:tr>"


def _is_high(row: TableRow, table: ExportTable) -> bool:
    """Whether a row takes so much of a page that it may go on on the next: kept whole, it would leave half a page empty."""
    rooms = (int((width / _POINT - _CELL_MARGINS) / (_BODY[1] / 2)) for width in _widths(table))
    return any(len(wrapped(str(value), width)) > _HALF_A_PAGE for value, width in zip(row.values, rooms, strict=False))


def _band(band: Band, table: ExportTable) -> str:
    widths = _widths(table)
    cell = _cell(band.text, sum(widths), *_HEAD, across=len(widths))
    # With the next row on one page.
    cell = cell.replace("<w:pPr>", "<w:pPr><w:keepNext/>", 1)
    return f"<w:tr {_W}><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"
