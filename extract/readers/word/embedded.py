"""Other documents inside a Word file: those that Word shows as text (altChunk), and what cannot be read, told by kind."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from extract.models import Block, Notice
from extract.readers.plain.encodings import decode
from extract.readers.plain.plain_text import blocks_of
from extract.readers.web.html import blocks_of_html, declared_charset
from extract.readers.word.package import Package

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_UNREAD_KINDS = (
    (qn("w:object"), "嵌入的文件"),
    (qn("w:subDoc"), "子文档"),
    (_CHART, "图表"),
    (_DIAGRAM, "SmartArt 图形"),
)
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<", re.ASCII)
_ARCHIVE = re.compile(rb"(?:[\w-]+:[^\n]*\n)*?(?:MIME-Version|Content-Type)\s*:", re.IGNORECASE)


def unread_notices(main: Any, lost: int) -> Iterator[Notice]:
    """What a document holds that was not read: 文件里有嵌入的文件 1 处，未读取; `lost` are the inserted texts among it."""
    counts = {name: sum(1 for _ in main.iter(tag)) for tag, name in _UNREAD_KINDS}
    counts["插入的文件"] = lost
    told = "、".join(f"{name} {count} 处" for name, count in counts.items() if count)
    if told:
        yield Notice("embedded-not-read", f"文件里有{told}，未读取")


def blocks_of_chunk(name: str, data: bytes) -> tuple[Block, ...] | Package | None:
    """An inserted text (altChunk): its blocks, or the package where it is a Word file; None where it cannot be read.

    Word takes web pages, saved web archives, plain text and other Word files by their content; RTF is not read.
    """
    if data.startswith(b"PK"):
        return Package(name, data)
    if data.startswith((b"{\\rtf", b"\xd0\xcf\x11\xe0")):
        return None
    if _ARCHIVE.match(data[:2000]):
        part = email.message_from_bytes(data, policy=email.policy.default).get_body(("html", "plain"))
        content = None if part is None else part.get_payload(decode=True)
        if part is None or not isinstance(content, bytes):
            return None
        text = decode(name, content, declared=part.get_content_charset()).text
        return blocks_of_html(text) if part.get_content_type() == "text/html" else blocks_of(text)
    if _HTML.match(data):
        return blocks_of_html(decode(name, data, declared=declared_charset(data)).text)
    return blocks_of(decode(name, data).text)
