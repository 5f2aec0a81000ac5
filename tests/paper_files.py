"""Writes blocks as files of every format, as plain as the format allows."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from html import escape
from xml.sax.saxutils import escape as xml

import docx
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table
from transformations import width_of

from extract.models import Block, TableCell

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with boxes opened: title and content a paragraph each."""
    for block in blocks:
        if block.kind == "box":
            yield from [Block("paragraph", block.text)] if block.text else []
            yield from flat(block.blocks)
        else:
            yield block


def framed(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with boxes as tables of one cell, which is how a frame is drawn."""
    for block in blocks:
        if block.kind == "box":
            inside = "\n".join(inner.text for inner in flat([block]) if inner.kind != "table" and inner.text)
            yield Block("table", cells=(TableCell(inside, 0, 0),))
            yield from (inner for inner in flat(block.blocks) if inner.kind == "table")
        else:
            yield block


def lines(blocks: Sequence[Block]) -> list[str]:
    """The running text, a paragraph a line; tables are left out."""
    return [block.text.replace("\n", "") for block in flat(blocks) if block.kind != "table" and block.text]


def paragraphs(texts: Sequence[str]) -> tuple[Block, ...]:
    """Blocks of lines: `lines` the other way."""
    return tuple(Block("paragraph", text) for text in texts)


def cell_texts(cells: Sequence[TableCell]) -> list[list[str | None]]:
    """A table as rows of texts, line breaks kept; None where a merged cell reaches to."""
    rows: list[list[str | None]] = [
        [None] * width_of(cells) for _ in range(max(cell.row + cell.rowspan for cell in cells))
    ]
    for cell in cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def grid(cells: Sequence[TableCell]) -> list[list[str | None]]:
    """A table as rows of texts in one line each; None where a merged cell reaches to."""
    return [[text and text.replace("\n", "") for text in row] for row in cell_texts(cells)]


def as_txt(blocks: Sequence[Block]) -> bytes:
    """Paragraphs as lines, tables as lines with tabs."""
    written = []
    for block in flat(blocks):
        if block.kind == "table":
            written += [block.text] if block.text else []
            written += ["\t".join(text or "" for text in row) for row in grid(block.cells)]
        else:
            written.append(block.text.replace("\n", ""))
    return "\n".join(written).encode()


def as_md(blocks: Sequence[Block]) -> bytes:
    """Paragraphs with an empty line between, pipe tables (which have no merged cells: empty below and beside)."""
    written = []
    for block in flat(blocks):
        if block.kind == "table":
            first, *rest = ["| " + " | ".join(text or "" for text in row) + " |" for row in grid(block.cells)]
            rule = "|" + " --- |" * width_of(block.cells)
            written += [block.text] if block.text else []
            written.append("\n".join([first, rule, *rest]))
        else:
            written.append(block.text.replace("\n", ""))
    return "\n\n".join(written).encode()


def as_html(blocks: Sequence[Block]) -> bytes:
    """Paragraphs as <p>, tables with their merged cells."""
    return (
        "<html><head><meta charset='utf-8'></head><body>" + "".join(map(_html, framed(blocks))) + "</body></html>"
    ).encode()


def _html(block: Block) -> str:
    if block.kind != "table":
        return f"<p>{escape(block.text)}</p>"
    rows: dict[int, str] = {}
    for cell in sorted(block.cells, key=lambda cell: (cell.row, cell.col)):
        over = f" rowspan={cell.rowspan}" * (cell.rowspan > 1) + f" colspan={cell.colspan}" * (cell.colspan > 1)
        rows[cell.row] = rows.get(cell.row, "") + f"<td{over}>{escape(cell.text).replace(chr(10), '<br>')}</td>"
    caption = f"<p>{escape(block.text)}</p>" if block.text else ""
    return caption + "<table>" + "".join(f"<tr>{rows[row]}</tr>" for row in sorted(rows)) + "</table>"


def as_docx(blocks: Sequence[Block]) -> bytes:
    """Paragraphs without styles, tables with their merged cells."""
    document = docx.Document()
    for block in framed(blocks):
        if block.kind != "table":
            document.add_paragraph(block.text)
            continue
        if block.text:
            document.add_paragraph(block.text)
        rows = grid(block.cells)
        table = document.add_table(len(rows), len(rows[0]))
        for cell in block.cells:
            at = table.cell(cell.row, cell.col)
            if cell.rowspan > 1 or cell.colspan > 1:
                at = at.merge(table.cell(cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1))
            at.text = cell.text
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def as_pdf(blocks: Sequence[Block]) -> bytes:
    """Indented paragraphs broken at the margin, ruled tables with their merged cells, page numbers below."""
    body = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24)
    small = ParagraphStyle("cell", fontName=FONT, fontSize=9, leading=12, wordWrap="CJK")
    flow: list[Flowable] = []
    for block in framed(blocks):
        if block.kind != "table":
            flow.append(Paragraph(xml(block.text), body))
            continue
        if block.text:
            flow.append(Paragraph(xml(block.text), body))
        texts = cell_texts(block.cells)
        rows = [[Paragraph(xml(text or "").replace("\n", "<br/>"), small) for text in row] for row in texts]
        spans = [
            ("SPAN", (cell.col, cell.row), (cell.col + cell.colspan - 1, cell.row + cell.rowspan - 1))
            for cell in block.cells
            if cell.rowspan > 1 or cell.colspan > 1
        ]
        longest = [max(len(row[c] or "") for row in texts) for c in range(len(rows[0]))]
        share = [max(4.0, min(length, 24)) for length in longest]
        widths = [450 * part / sum(share) for part in share]
        flow.append(Table(rows, widths, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), *spans], repeatRows=0))
    data = io.BytesIO()
    SimpleDocTemplate(
        data, pagesize=(595, 842), topMargin=72, bottomMargin=72, leftMargin=72, rightMargin=72, invariant=1
    ).build(flow, onFirstPage=_foot, onLaterPages=_foot)
    return data.getvalue()


def _foot(canvas: object, template: object) -> None:
    canvas.setFont(FONT, 10)  # type: ignore[attr-defined]
    canvas.drawCentredString(297, 40, f"— {canvas.getPageNumber()} —")  # type: ignore[attr-defined]


WRITERS = {".txt": as_txt, ".md": as_md, ".html": as_html, ".docx": as_docx, ".pdf": as_pdf}
