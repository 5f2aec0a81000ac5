"""Plain text: paragraphs a line, tab-led tables and boxes as Word leaves them, hard-wrapped lines joined."""

from __future__ import annotations

import re

from extract.models import Block, FileContent
from extract.readers.letter_spacing import without_blanks
from extract.readers.line_ends import with_leader
from extract.readers.plain.encodings import decode
from extract.readers.plain.glued_contents import part_contents
from extract.readers.plain.hard_wraps import joined, without_pages
from extract.readers.plain.text_tables import find_layout
from extract.readers.printed import as_printed

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BOOKMARK = re.compile(r"\[bookmark:\s*\w+\]")


def read_plain(name: str, data: bytes) -> FileContent:
    """The blocks of a text file.

    "⇥序号⏎⇥指标⏎⏎⇥1⏎⇥研发投入" → one table of two rows
    """
    decoded = decode(name, data)
    return FileContent(blocks_of(decoded.text), warnings=decoded.warnings)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of decoded text; every character that is not white space stands in one of them.

    Only what says which page it is (— 3 —, a repeated running head) is left out, and only in text taken from pages.
    """
    written = as_printed(_LINE_ENDS.sub("\n", _BOOKMARK.sub("", text))).split("\n")
    lines, full = without_pages(without_blanks([part for line in written for part in part_contents(line)]))
    blocks: list[Block] = []
    for chunk in find_layout(lines):
        if isinstance(chunk, Block):
            blocks.append(chunk)
        else:
            paragraphs = (with_leader(text.strip()) for text in joined(chunk.lines, full))
            blocks.extend(Block("paragraph", text) for text in paragraphs if text)
    return tuple(blocks)
