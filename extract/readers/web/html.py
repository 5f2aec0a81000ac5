"""Web pages: the article without menus and page furniture, as paragraphs, headings, tables and boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from extract.errors import ReadError
from extract.models import Block, FileContent, Notice
from extract.readers.cell_grid import RawCell, box_block, lay_rows, plain_text, table_block
from extract.readers.emphasis import frame_tags
from extract.readers.forced_breaks import paragraphs_in, width_of
from extract.readers.line_ends import BREAK
from extract.readers.page_parts import holds_outline
from extract.readers.plain.encodings import decode
from extract.readers.plain.hard_wraps import Width
from extract.readers.plain.plain_text import blocks_of
from extract.readers.printed import as_printed
from extract.readers.web.article import find_article
from extract.readers.web.page_chrome import without_chrome
from extract.readers.web.unseen import settle_looks

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# The parser drops what stands behind the first </html>; pages pasted together, or into another, have several.
_DROPPED = re.compile(r"\A\s*<\?xml[^>]*\?>|</(?:html|body)\s*>", re.IGNORECASE)
_SILENT = {"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "textarea", "canvas"}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
    "img", "ruby", "rb", "input", "o:p",
}  # fmt: skip
_CELLS = ("td", "th")
# A line feed of the source between Chinese characters: browsers show a space, but nobody means one.
_SOURCE_LINE = re.compile(r"(?<=[\u3400-\u9fff，。、；：])[ \t]*\r?\n[ \t\r\n]*(?=[\u3400-\u9fff，。、；：])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EMBEDS = re.compile(r"<(?:iframe|object|embed|frame)\b[^>]*>", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|wps|ofd|html?|xlsx?)\b|application/pdf|viewer|srcdoc", re.IGNORECASE)
_BLOCK_TAGS = re.compile(
    r"</?(?:p|div|t[dhr]|li|table|h[1-6]|body|section|article|center|blockquote)\b[^>]*>", re.IGNORECASE
)
_BR = re.compile(r"<br\b[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")
_FEWEST_BREAKS = 4  # in a page whose lines were wrapped elsewhere
_LONG_CELL = 150
_TO_THE_END = 65534
_FEW_ROWS = 6
_BOX = re.compile(r"\s*专\s*栏")
_BREAK = "\x1e"  # stands for <br> until it is clear whether it parts paragraphs


def read_html(name: str, data: bytes) -> FileContent:
    """The blocks of a web page's article.

    <table><tr><td rowspan=2>投入</td><td>全市</td></tr>… → one cell over two rows
    """
    decoded = decode(name, data, declared=declared_charset(data))
    try:
        blocks = blocks_of_html(decoded.text, whole_page=True)
    except RecursionError as error:
        raise ReadError(name, "网页的结构嵌套过深", "请用浏览器打开，复制正文另存为 .docx 或 .txt") from error
    if not blocks:
        raise ReadError(name, "网页里没有正文文字", "请用浏览器打开，复制正文另存为 .docx 或 .txt")
    return FileContent(blocks, warnings=(*decoded.warnings, *_embedded(decoded.text)))


def _embedded(source: str) -> Iterator[Notice]:
    """What a page shows in a frame of its own and does not hold: a PDF viewer, a page in the page."""
    count = sum(1 for tag in _EMBEDS.findall(source) if _DOCUMENT.search(tag))
    if count:
        yield Notice("embedded-not-read", f"网页里嵌有文件 {count} 处，未读取；请另行下载后放入")


def declared_charset(data: bytes) -> str | None:
    """The encoding that a page names itself: <meta charset="gb2312"> → gb2312."""
    declared = _META_CHARSET.search(data[:4096])
    return declared[1].decode("ascii") if declared else None


def blocks_of_html(text: str, *, whole_page: bool = False) -> tuple[Block, ...]:
    """The blocks of HTML text; of its article only, where it is a whole page."""
    source = frame_tags(_DROPPED.sub("", text))
    if not source.strip():
        return ()
    try:
        root = lxml_html.document_fromstring(source, parser=lxml_html.HTMLParser(encoding=None, huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError):
        return ()
    settle_looks(root)
    full = width_of(_broken(source)) if source.count("<br") + source.count("<BR") >= _FEWEST_BREAKS else None
    if whole_page:
        return tuple(without_chrome(b for node in find_article(root) for b in _walk(node, full)))
    return tuple(_walk(root, full))


def _broken(source: str) -> Iterator[str]:
    """The texts of a page between the tags of its blocks, those with <br> in them."""
    for part in _BLOCK_TAGS.split(source):
        if _BR.search(part):
            lines = (_ANY_TAG.sub("", line) for line in _BR.split(part))
            yield BREAK.join(_SPACE.sub(" ", unescape(line)).strip(" ") for line in lines)


def _tag(node: Any) -> str:
    return node.tag.lower() if isinstance(node.tag, str) else ""


def _walk(node: Any, full: Width | None = None) -> Iterator[Block]:
    """The blocks below `node`, in order; its lines were broken at the width `full`."""
    tag = _tag(node)
    if not tag or tag in _SILENT:
        return
    if tag == "table":
        yield from _table(node, full)
        return
    if tag == "pre":
        yield from blocks_of(node.text_content())
        return
    if tag in _HEADINGS:
        text = as_printed(_flat(node).replace(_BREAK, "\n")).strip()
        if text and not node.findall(".//table"):
            yield Block("heading", text.replace("\n", ""), level=_HEADINGS[tag])
            return
    running: list[str] = [node.text or ""]
    counter = int(node.get("start", "1")) if tag == "ol" and node.get("start", "1").isdigit() else 1
    for child in node:
        name = _tag(child)
        if name == "br":
            running.append(_BREAK)
        elif name in _INLINE and not _holds_blocks(child):
            running.append(_flat(child))
        elif name:
            yield from _paragraphs("".join(running), full)
            running = []
            inner = list(_walk(child, full))
            if tag == "ol" and name == "li" and inner and inner[0].kind == "paragraph":
                inner[0] = Block("paragraph", f"{counter}. {inner[0].text}")
                counter += 1
            yield from inner
        running.append(child.tail or "")
    yield from _paragraphs("".join(running), full)


def _holds_blocks(node: Any) -> bool:
    return any(
        _tag(child) and _tag(child) != "br" and _tag(child) not in _INLINE | _SILENT for child in node.iterdescendants()
    )


def _flat(node: Any) -> str:
    """The text of an inline node; <br> becomes a mark."""
    if not _tag(node) or _tag(node) in _SILENT:
        return ""
    parts = [node.text or ""]
    for child in node:
        parts.append(_BREAK if _tag(child) == "br" else _flat(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _paragraphs(text: str, full: Width | None) -> Iterator[Block]:
    """Running text, parted where its breaks part paragraphs."""
    shown = as_printed(_SPACE.sub(" ", _SOURCE_LINE.sub("", text)).replace(_BREAK, BREAK))
    for paragraph in paragraphs_in(shown.replace("\xa0\xa0", "\u3000"), full):
        yield Block("paragraph", paragraph)


def _rows(table: Any) -> list[Any]:
    """The rows of this table itself, not of tables inside it."""
    rows = []
    for child in table:
        if _tag(child) == "tr":
            rows.append(child)
        elif _tag(child) in ("thead", "tbody", "tfoot"):
            rows.extend(row for row in child if _tag(row) == "tr")
    return rows


def _table(table: Any, full: Width | None) -> Iterator[Block]:
    rows = [[cell for cell in row if _tag(cell) in _CELLS] for row in _rows(table)]
    rows = [row for row in rows if row]
    caption = " ".join(_cell_text(child) for child in table if _tag(child) == "caption").strip()
    if _is_layout(rows):
        for row in rows:
            for cell in row:
                yield from _walk(cell, full)
        return
    filled = [cell for row in rows for cell in row if _cell_text(cell).strip()]
    if len(filled) == 1 or max(map(len, rows), default=0) == 1:
        yield box_block([block for cell in filled for block in _walk(cell, full)])
        return
    cells = lay_rows(
        [[RawCell(_cell_text(c), _extent(c, "rowspan"), _extent(c, "colspan")) for c in row] for row in rows]
    )
    if any(cell.text for cell in cells):
        yield table_block(cells, caption=caption)


def _extent(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    if name == "rowspan" and value == "0":  # down to the last row
        return _TO_THE_END
    return max(int(value), 1) if value.isdigit() else 1


def _cell_text(cell: Any) -> str:
    return plain_text(_walk(cell))


def _is_layout(rows: list[list[Any]]) -> bool:
    """A table that places the page's parts: it holds tables, or cells that hold much running text beside few others."""
    cells = [cell for row in rows for cell in row]
    if any(cell.find(".//table") is not None for cell in cells):
        return True
    if len(cells) > 1 and holds_outline([[list(_walk(cell)) for cell in row] for row in rows]):
        return True
    texts = [_cell_text(cell) for cell in cells]
    filled = [text for text in texts if text.strip()]
    if len(filled) == 1:
        return len(filled[0]) > 3000 or filled[0].count("\n") > 60
    largest = max(filled, key=len, default="")
    if len(rows) <= _FEW_ROWS and largest.count("\n") >= 4 and len(largest) > 0.7 * sum(map(len, filled)) > _LONG_CELL:
        return not _BOX.match(filled[0])
    long = sum(len(text) for text in filled if len(text) > _LONG_CELL and text.count("\n") >= 3)
    return len(rows) <= 3 and len(filled) <= 4 and long > 0.9 * sum(map(len, filled)) and long > 2000
