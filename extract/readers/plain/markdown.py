"""Markdown: headings, pipe tables, lists and paragraphs; marks of emphasis and links are taken off."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import groupby

from extract.models import Block, FileContent
from extract.readers.cell_grid import RawCell, lay_rows, table_block
from extract.readers.emphasis import frame_stars
from extract.readers.formula_marks import without_latex
from extract.readers.line_ends import BREAK, part_at_breaks
from extract.readers.plain.encodings import decode
from extract.readers.plain.hard_wraps import Width, joined, without_pages
from extract.readers.plain.pipe_tables import pipe_table
from extract.readers.raised import power, raised, settle
from extract.readers.unread_glyphs import without_private
from extract.readers.web.html import blocks_of_html

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HTML_TABLE = re.compile(r"<table\b.*?</table\s*>", re.DOTALL | re.IGNORECASE)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$|(#{1,6})(?=[^#\s!])(.*)$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)(?:\[[ xX]\][ \t]+)?")
_ORDERED = re.compile(r"[ \t]*\d{1,9}[.)][ \t]+(?=\S)")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_FRONT_TITLE = re.compile(r"^title:[ \t]*([\"']?)(?P<title>\S.*?)\1[ \t]*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|sub|br|p|div|center|img|code|ins|mark|ruby|rb|small|big|kbd)\b[^<>]*/?>",
    re.IGNORECASE,
)
_NOT_SHOWN = re.compile(
    r"<(s|strike|del|rt|rp|script|style)\b[^<>]*>.*?</\1\s*>"
    r"|<(\w+)\b[^<>]*(?:\bhidden\b|(?:display\s*:\s*none|visibility\s*:\s*hidden|line-through|font-size\s*:\s*0))[^<>]*>.*?</\2\s*>"
    r"|(~~)(?=\S).+?(?<=\S)~~",
    re.IGNORECASE | re.DOTALL,
)
_RAISED = re.compile(
    r"<sup\b[^<>]*>(?P<tag>.*?)</sup\s*>|\[\^(?P<note>[^\]\s]{1,20})\](?!:)|\^(?P<caret>[^^\s]{1,8})\^", re.IGNORECASE
)
_NOTE_BELOW = re.compile(r"\[\^(\d{1,3})\]:\s*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*\*|\*\*|___|__)(?=\S)(.+?)(?<=\S)\1")
# Single marks around a short phrase, a whole bracket or a label with all that follows it in its line only: a star also
# marks who leads (市科技局*、市财政局*).
_EMPHASIS = re.compile(
    r"(?<![A-Za-z0-9*])\*(?=[^\s*])([^*\n，。；、：（）()]{1,30}(?<=\S)|[（(〔【][^*\n]{2,300}[）)〕】]"
    r"|[^*\n：:，。；]{2,12}[：:][^*\n]{2,300}(?=\*[ \t]*$))\*(?![A-Za-z0-9*])"
    r"|(?<![\w])_(?=[^\s_])([^_\n，。；、：（）()]{1,30})(?<=\S)_(?![\w])"
)
_CODE = re.compile(r"(`+)(.+?)\1")
_MARKS = re.compile(r"[`\\\[<*_~&$^¹²³⁰⁴-⁹]")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")


def read_markdown(name: str, data: bytes) -> FileContent:
    """The blocks of a Markdown file; comments are left out, and of the front matter all but a title not said again.

    "# 要点⏎⏎|事项|单位|⏎|-|-|⏎|修路|市交通局|" → heading 要点, table of two rows
    """
    decoded = decode(name, data)
    text = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", decoded.text).removeprefix("\ufeff")
    front = _FRONT_MATTER.match(text)
    text = frame_stars(_COMMENT.sub("", _FRONT_MATTER.sub("", text)))
    full = without_pages([line for line in text.split("\n") if "|" not in line])[1]
    blocks: list[Block] = []
    position = 0
    for table in _HTML_TABLE.finditer(text):
        blocks.extend(_blocks(text[position : table.start()].split("\n"), full))
        blocks.extend(blocks_of_html(table[0]))
        position = table.end()
    blocks.extend(_blocks(text[position:].split("\n"), full))
    title = _FRONT_TITLE.search(front.group()) if front else None
    if title and not any(title["title"] in block.text for block in blocks[:3]):
        blocks.insert(0, Block("paragraph", title["title"]))
    return FileContent(tuple(blocks), warnings=decoded.warnings)


def _blocks(lines: Sequence[str], full: Width | None) -> list[Block]:
    """The blocks of lines, hard-wrapped at the width `full`."""
    blocks: list[Block] = []
    running: list[str] = []

    def flush() -> None:
        for blank, group in groupby(running, key=lambda line: not line.strip()):
            if not blank:
                lines = (_plain(text) for text in joined(list(group), full))
                blocks.extend(Block("paragraph", part) for part in part_at_breaks(BREAK.join(lines)))
        running.clear()

    i, fenced = 0, ""
    while i < len(lines):
        line = lines[i]
        fence = _FENCE.match(line)
        if fenced or fence:
            if fence and (not fenced or fence[1].startswith(fenced)):
                fenced = "" if fenced else fence[1]
            elif line.strip():
                flush()
                blocks.append(Block("paragraph", line.strip()))
            i += 1
            continue
        table = pipe_table(lines, i)
        if table is not None:
            flush()
            rows, i = table
            cells = [[RawCell(_plain(_BREAK.sub("\n", text))) for text in row] for row in rows]
            blocks.append(table_block(lay_rows(cells)))
            continue
        heading = _HEADING.match(line)
        if heading:
            flush()
            title = _plain(heading[2] if heading[1] else heading[4])
            if title:
                blocks.append(Block("heading", title, level=len(heading[1] or heading[3])))
        elif _is_underlined(lines, i):
            flush()
            blocks.append(Block("heading", _plain(line), level=1 if lines[i + 1].strip()[0] == "=" else 2))
            i += 1
        elif _RULE.match(line):
            flush()
        else:
            quote = _QUOTE.match(line)
            text = line[quote.end() :] if quote else line
            bullet = _BULLET.match(text)
            if bullet or _ORDERED.match(text):
                running.append("")  # an item is a paragraph of its own
            running.append(text[bullet.end() :] if bullet else text)
        i += 1
    flush()
    return blocks


def _is_underlined(lines: Sequence[str], i: int) -> bool:
    """A setext heading: a short line over === or ---, after a blank line."""
    if i + 1 >= len(lines) or not lines[i].strip() or not _UNDERLINE.match(lines[i + 1]):
        return False
    title = lines[i].strip()
    alone = i == 0 or not lines[i - 1].strip()
    return alone and len(title) <= 60 and not title.endswith(("。", "；")) and len(lines[i + 1].strip()) >= 3


def _plain(text: str) -> str:
    """Text without marks: **一、总体要求** → 一、总体要求; a literal * stays."""
    if not _MARKS.search(text):
        return without_private(text).strip()
    codes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        codes.append(match[2])
        return f"\x00{len(codes) - 1}\x00"

    text = without_latex(_NOT_SHOWN.sub("", _CODE.sub(keep, text)))
    text = _NOTE_BELOW.sub(lambda m: power(m[1]), text)
    text = _RAISED.sub(lambda m: raised(m["tag"] or m["caret"] or "1"), text)
    text = _ESCAPE.sub(lambda m: f"\x01{ord(m[1]):x}\x01", text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _TAG.sub("", _BREAK.sub("\n", text))
    before = None
    while before != text:
        before = text
        text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda m: m[1] or m[2], text)
    text = html.unescape(text)
    text = re.sub("\x01([0-9a-f]+)\x01", lambda m: chr(int(m[1], 16)), text)
    return without_private(settle(re.sub("\x00(\\d+)\x00", lambda m: codes[int(m[1])], text))).strip()
