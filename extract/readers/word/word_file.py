"""Word files: paragraphs with their automatic numbers, headings, tables with merged cells, boxes and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docx.oxml.ns import qn

from extract.errors import ReadError
from extract.models import Block, FileContent, TableCell
from extract.readers.cell_grid import box_block, join_cell, plain_text, table_block
from extract.readers.emphasis import tells_by_bold
from extract.readers.forced_breaks import paragraphs_in, width_of
from extract.readers.line_ends import BREAK, join_lines, with_leader
from extract.readers.page_parts import holds_outline
from extract.readers.plain.hard_wraps import Width
from extract.readers.word.attributes import says, whole
from extract.readers.word.embedded import blocks_of_chunk, unread_notices
from extract.readers.word.numbering import Numbering
from extract.readers.word.package import Package
from extract.readers.word.runs import text_boxes, text_of
from extract.readers.word.styles import Styles

_WRAPPERS = {
    qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:hyperlink")
} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice",
}
_LONGEST_HEADING = 100
_DEEPEST = 3  # files inserted in inserted files
_SENTENCE = re.compile(r"[。；！？]")


def read_word(name: str, data: bytes) -> FileContent:
    """The blocks of a .docx file. Word knows pages only while it shows the file, so blocks have none.

    a paragraph 总体要求 in a list numbered %1、 → 一、总体要求
    """
    package = Package(name, data)
    body = package.main.find(qn("w:body"))
    if body is None:
        raise ReadError(name, "Word 文件里没有正文", "请用 Word 或 WPS 打开核对，另存为 .docx")
    reader = _Body(name, package, depth=0)
    blocks = tuple(reader.blocks(body))
    return FileContent(blocks, warnings=tuple(unread_notices(package.main, reader.lost)))


class _Body:
    """Walks the body in order; the numbering counts as it goes."""

    def __init__(self, name: str, package: Package, *, depth: int) -> None:
        self._name, self._package, self._depth = name, package, depth
        self._styles = Styles(package.first("styles"))
        self._numbering = Numbering(package.first("numbering"), self._styles.lists)
        texts = [text_of(paragraph, self._styles) for paragraph in package.main.iter(qn("w:p"))]
        self._bold = tells_by_bold("\n".join(texts))
        self._full = width_of(texts)
        self.lost = 0  # inserted texts that could not be read
        self._in_cell = False
        self._carried = ""  # text of a paragraph whose end is deleted: it goes on in the next

    def blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:altChunk"):
                yield from self._inserted(child.get(qn("r:id")))
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child)

    def _inserted(self, key: str | None) -> Iterator[Block]:
        """The text of another file that Word shows in this place."""
        relation = self._package.relations.get(key or "")
        data = None if relation is None else self._package.data(relation.part)
        try:
            found = None if data is None else blocks_of_chunk(self._name, data)
        except ReadError:  # told as not read: what stands around it is no worse for it
            found = None
        if isinstance(found, Package):
            body = found.main.find(qn("w:body"))
            if body is not None and self._depth < _DEEPEST:
                inner = _Body(self._name, found, depth=self._depth + 1)
                yield from inner.blocks(body)
                self.lost += inner.lost
                return
            found = None
        if found is None:
            self.lost += 1
        else:
            yield from found

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        properties = paragraph.find(qn("w:pPr"))
        style = self._styles.of(properties)
        raw = self._carried + text_of(paragraph, self._styles, bold=self._bold)
        if _is_joined(properties):
            self._carried = raw
            raw = ""
        else:
            self._carried = ""
            # an empty paragraph of a list counts, though a reader sees its number only
            marker = self._numbering.next(style.num_id, style.level, style.name) if style.num_id else ""
            if self._in_cell and not raw.strip():
                raw, marker = marker.rstrip(".、．"), ""  # a column that Word numbers
            yield from _paragraph_blocks(marker, raw, style.outline, None if self._in_cell else self._full)
        for box in text_boxes(paragraph):
            yield from _framed(list(self.blocks(box)))

    def _table(self, table: Any) -> Iterator[Block]:
        outside, self._in_cell = self._in_cell, True
        rows = [
            [(c, span, goes_on, [] if goes_on else list(self.blocks(tc))) for c, span, goes_on, tc in row]
            for row in table_grid(table)
        ]
        self._in_cell = outside
        filled = [blocks for row in rows for *_, blocks in row if plain_text(blocks)]
        if not filled:
            return
        if len(filled) == 1 or max(len(row) for row in rows) == 1:
            inner = [block for blocks in filled for block in blocks]
            yield box_block(inner)  # whether it is a part of the page is told when all of it is read
            return
        if holds_outline([[blocks for *_, blocks in row] for row in rows]):
            for blocks in filled:
                yield from blocks
            return
        if len(rows) <= 2 and any(block.kind == "table" for blocks in filled for block in blocks):
            for blocks in filled:  # a table that only sets others side by side
                yield from blocks
            return
        cells: list[TableCell] = []
        above: dict[int, int] = {}  # column → the cell that a vertical merge goes on with
        for number, row in enumerate(rows):
            for column, span, continues, blocks in row:
                if continues and column in above:
                    grown = cells[above[column]]
                    cells[above[column]] = replace(grown, rowspan=number - grown.row + 1)
                    continue
                above[column] = len(cells)
                cells.append(TableCell(join_cell(plain_text(blocks).split("\n")), number, column, colspan=span))
        yield table_block(tuple(cells))


def _is_joined(properties: Any | None) -> bool:
    """Whether a tracked change deletes the end of a paragraph."""
    mark = None if properties is None else properties.find(qn("w:rPr"))
    return mark is not None and (mark.find(qn("w:del")) is not None or mark.find(qn("w:moveFrom")) is not None)


def _paragraph_blocks(marker: str, raw: str, outline: int | None, full: Width | None) -> Iterator[Block]:
    if outline is not None:
        title = join_lines(raw.split(BREAK))
        if title and len(title) <= _LONGEST_HEADING and not _SENTENCE.search(title[:-1]):
            yield Block("heading", _numbered(marker, title) if marker else title, level=outline + 1)
            return
    for piece in paragraphs_in(with_leader(raw), full):
        yield Block("paragraph", _numbered(marker, piece) if marker else piece)
        marker = ""


def table_grid(table: Any) -> Iterator[list[tuple[int, int, bool, Any]]]:
    """The rows of a w:tbl: (first column, columns, goes on with the cell above, w:tc) for each cell."""
    for row in _children(table, qn("w:tr")):
        properties = row.find(qn("w:trPr"))
        if properties is not None and (properties.find(qn("w:del")) is not None or says(properties, "w:hidden")):
            continue
        column = _number(properties, "w:gridBefore", 0)
        cells = []
        for cell in _children(row, qn("w:tc")):
            own = cell.find(qn("w:tcPr"))
            if own is not None and own.find(qn("w:cellDel")) is not None:
                continue
            span = _number(own, "w:gridSpan", 1)
            merge = None if own is None else own.find(qn("w:vMerge"))
            cells.append((column, span, merge is not None and merge.get(qn("w:val"), "continue") != "restart", cell))
            column += span
        if cells:
            yield cells


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Children of one kind, also inside content controls and insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)


def _number(properties: Any | None, name: str, default: int) -> int:
    found = None if properties is None else properties.find(qn(name))
    return default if found is None else whole(found.get(qn("w:val")), default)


def _numbered(marker: str, text: str) -> str:
    """一、 + 总体要求 → 一、总体要求; 1.1 + 指标 → 1.1 指标."""
    apart = marker[-1] in "章节篇编部条" or (marker[-1].isascii() and marker[-1].isalnum())
    return f"{marker} {text}" if apart else f"{marker}{text}"


def _framed(blocks: list[Block]) -> list[Block]:
    """A text box: one line of text is a paragraph, more are a framed insert."""
    return [box_block(blocks)] if len(blocks) > 1 else blocks
