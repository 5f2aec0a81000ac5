"""Tables and boxes in plain text: as lines that begin with a tab (Word's text export), or cells parted by tabs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.models import Block
from extract.readers.cell_grid import RawCell, lay_rows, stretch_rows, table_block
from extract.readers.line_ends import BOX_TITLE, ENDS, OPENS, join_lines
from extract.readers.plain.drawn_tables import drawn_table
from extract.readers.plain.flat_tables import flat_table
from extract.readers.plain.pipe_tables import pipe_table
from extract.readers.plain.stacked_cells import stacked_table
from extract.text.numerals import HAN_TENS

_CHAPTER = re.compile(rf"\s*(?:第[{HAN_TENS}百\d]{{1,4}}[章节篇编部]|[{HAN_TENS}]{{1,3}}、|（[{HAN_TENS}]{{1,3}}）)")
_NUMBER_ONLY = re.compile(rf"\s*(?:[（(]?[{HAN_TENS}\d]{{1,3}}[)）、.．]|[①-⑳●◆■·•*-]|第[{HAN_TENS}\d]+[章节条])\s*$")
_PAGE_ONLY = re.compile(r"\s*\d{1,4}\s*$")
_NUMBER_HEAD = re.compile(r"序\s*号?|编号|项次")
_TITLE_LENGTH = 60
_HEADER_LENGTH = 30
_BOX_PARAGRAPHS = 80


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines between two tables or boxes."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines without a blank line between them, the first of them led by a tab: lines[start:end]."""

    start: int
    end: int
    cells: tuple[str, ...]
    tail: bool  # an untabbed line follows the last tab-led one


def find_layout(lines: Sequence[str]) -> list[Chunk | Block]:
    """The lines, with what is a table or a box taken out as one block each, in order."""
    found: list[Chunk | Block] = []
    rest: list[str] = []
    often_blank = _double_blanks(lines) > max(3, len(lines) // 50)
    i = 0
    while i < len(lines):
        made = None
        if "\t" in lines[i]:
            made = _tab_led_table(lines, i) or _inline_table(lines, i) or _box(lines, i, often_blank)
        made = made or _piped(lines, i) or drawn_table(lines, i) or flat_table(lines, i) or stacked_table(lines, i)
        if made is None:
            rest.append(lines[i])
            i += 1
            continue
        block, i = made
        if any(line.strip() for line in rest):
            found.append(Chunk(tuple(rest)))
        rest = []
        found.append(block)
    if any(line.strip() for line in rest):
        found.append(Chunk(tuple(rest)))
    return found


def _piped(lines: Sequence[str], start: int) -> tuple[Block, int] | None:
    table = pipe_table(lines, start)
    if table is None or len(table[0]) < 2 or len(table[0][0]) < 2:
        return None
    rows, end = table
    return table_block(lay_rows([[RawCell(text.strip()) for text in row] for row in rows])), end


def _double_blanks(lines: Sequence[str]) -> int:
    return sum(1 for a, b in pairwise(lines) if not a.strip() and not b.strip())


def _group(lines: Sequence[str], start: int) -> _Group | None:
    """The group of cells that begins at `start`, if the line there is led by a tab and holds no other."""
    cells: list[str] = []
    i, tail = start, False
    while i < len(lines) and (lines[i].startswith("\t") or lines[i].strip()):
        line = lines[i]
        if line.startswith("\t"):
            if "\t" in line[1:].rstrip("\t "):
                return None
            cells.append(line[1:].strip())
            tail = False
        elif cells:
            cells[-1] = f"{cells[-1]}\n{line.strip()}"
            tail = True
        else:
            return None
        i += 1
    return _Group(start, i, tuple(cells), tail) if cells else None


def _tab_led_table(lines: Sequence[str], start: int) -> tuple[Block, int] | None:
    groups: list[_Group] = []
    i = start
    while i < len(lines) and lines[i].startswith("\t"):
        group = _group(lines, i)
        if group is None:
            break
        groups.append(group)
        i = group.end + 1  # the blank line between rows
    while groups and len(groups[-1].cells) == 1 and groups[-1].tail:  # a box right behind the table
        groups.pop()
    if not _is_table([group.cells for group in groups]):
        return None
    caption = ""
    rows = [group.cells for group in groups]
    if len(rows[0]) == 1:
        caption, rows = join_lines(rows[0][0].split("\n")), rows[1:]
    cells = stretch_rows(lay_rows([[RawCell(text) for text in row] for row in rows]))
    return table_block(cells, caption=caption), groups[-1].end


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Rows of like count under a short header; not paragraphs that merely begin with a tab."""
    wide = [row for row in rows if len(row) > 1]
    if len(wide) < 2:
        return False
    header = wide[0]
    if any(len(cell) > _HEADER_LENGTH or cell.endswith("。") for cell in header if cell):
        return False
    most = max(len(row) for row in wide)
    usual, count = Counter(len(row) for row in wide).most_common(1)[0]
    return len(header) == most or (usual == most and count * 2 >= len(wide))


def _inline_table(lines: Sequence[str], start: int) -> tuple[Block, int] | None:
    """Lines of cells parted by tabs: 序号⇥指标⇥2025年. A cell of several lines cuts its row, which the next lines complete."""
    rows: list[list[str]] = []
    i = start
    while i < len(lines) and lines[i].strip():
        row = [cell.strip() for cell in lines[i].rstrip("\t ").split("\t")]
        if rows and _completes(rows, row):
            rows[-1] = [*rows[-1][:-1], rows[-1][-1] + row[0], *row[1:]]
        elif "\t" in lines[i].strip("\t \u3000"):
            rows.append(row)
        else:
            break
        i += 1
    if len(rows) < 2 or not _is_inline_table(rows):
        return None
    cells = lay_rows([[RawCell(text) for text in row] for row in rows])
    return table_block(cells), i


def _completes(rows: Sequence[Sequence[str]], cells: Sequence[str]) -> bool:
    """Whether a line goes on with the last row of a table whose rows are numbered: it has no number, the row lacks cells."""
    head, last = rows[0], rows[-1]
    if len(rows) < 2 or not _NUMBER_HEAD.fullmatch(head[0]) or not last[0][:1].isdecimal() or not cells[0]:
        return False
    missing = len(head) - len(last)
    goes_on = last[-1].endswith(("，", "、", "；", ",", ";")) or len(cells) > 1
    return goes_on and len(cells) - 1 <= missing > 0 and not _NUMBER_ONLY.match(cells[0]) and not cells[0].isdecimal()


def _is_inline_table(rows: Sequence[Sequence[str]]) -> bool:
    columns = max(len(row) for row in rows)
    even = sum(1 for row in rows if abs(len(row) - columns) <= 1)
    if even < 0.8 * len(rows) or any(len(cell) > _HEADER_LENGTH for cell in rows[0]):
        return False
    if columns == 2:
        numbered = sum(1 for row in rows if _NUMBER_ONLY.match(row[0]))
        contents = sum(1 for row in rows if _PAGE_ONLY.match(row[-1]) and len(row[0]) > 4)
        return len(rows) >= 3 and numbered * 2 < len(rows) and contents * 2 < len(rows)
    return True


def _box(lines: Sequence[str], start: int, often_blank: bool) -> tuple[Block, int] | None:
    """A one-cell table: a tab-led title, then untabbed paragraphs up to two blank lines or the next chapter."""
    title = lines[start].strip()
    if not lines[start].startswith("\t") or not title or len(title) > _TITLE_LENGTH:
        return None
    named = bool(BOX_TITLE.match(title))
    if not named and (often_blank or OPENS.match(title) or ENDS.search(title)):
        return None
    inner: list[str] = []
    i, blank = start + 1, 0
    while i < len(lines):
        line = lines[i]
        if not line.strip():
            blank += 1
            if blank == 2:
                break
        elif line.startswith("\t") or (_CHAPTER.match(line) and blank) or len(inner) == _BOX_PARAGRAPHS:
            break
        else:
            inner.append(line.strip())
            blank = 0
        i += 1
    closed = blank == 2 or i == len(lines)
    if not inner or not (named or (closed and lines[start + 1].strip())):
        return None
    return Block("box", title, blocks=tuple(Block("paragraph", text) for text in inner)), i
