"""Tables that plain text draws: with rules (+---+, ┌─┬─┐) and bars, or with columns of blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from extract.models import Block
from extract.readers.cell_grid import RawCell, lay_rows, table_block

_BARS = "|｜│┃║"
_BRANCHES = "├┼┤┣╋┫╠╬╣"
_RULE = re.compile(r"[\s+|｜│┃║=_─━═┄┈┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╭╮╰╯-]+$")
_STROKE = re.compile(r"[=_─━═┄┈-]{2}")
_PART_RULE = re.compile(r"[─━═┄┈=-]{3,}")
_CORNERS = re.compile("[+├┼┤┣╋┫╠╬╣╞╪╡]")
_GAP = re.compile(r"[ \u00a0]{2,}|\u3000+(?: *\u3000*)*")
_HEADS = re.compile(
    r"序\s*号|编号|指\s*标|类\s*别|领域|项目|任务|单\s*位|部门|属\s*性|时限|时间|(?:19|20)\d{2}|年均|备\s*注|名\s*称|内\s*容|目标"
)
_FEWEST_ROWS = 3
_LONGEST_HEAD = 16
_FEWEST_COLUMNS = 3


def drawn_table(lines: Sequence[str], start: int) -> tuple[Block, int] | None:
    """The table that is drawn from lines[start] on and the number of the line behind it; None where none is.

    "指标名称　　2020年　　2025年⏎产值　　310　　500⏎利润　　20　　35" → a table of three rows and columns
    """
    return _ruled(lines, start) or _aligned(lines, start)


def _columns(line: str) -> int:
    return sum(1 if char.isascii() else 2 for char in line)


# --- with rules ----------------------------------------------------------------------------------------------------


def _is_rule(line: str) -> bool:
    return bool(_RULE.match(line) and _STROKE.search(line))


def _bars(line: str) -> int:
    return sum(line.count(bar) for bar in _BARS + _BRANCHES)


def _is_drawn(line: str) -> bool:
    return _is_rule(line) or (_bars(line) >= 2 and line.strip()[0] in _BARS + _BRANCHES)


def _ruled(lines: Sequence[str], start: int) -> tuple[Block, int] | None:
    """Lines of barred cells under rules; where rules part the rows, a row may have several lines."""
    if not _is_drawn(lines[start]):
        return None
    end = start
    while end < len(lines) and lines[end].strip() and _is_drawn(lines[end]):
        end += 1
    groups: list[list[list[str]]] = []
    for rule, drawn in groupby(lines[start:end], key=lambda line: _is_rule(line) or _is_part_rule(line)):
        if not rule:
            groups.append([_barred(line) for line in drawn])
        else:
            # a rule under some of the columns has the text of a merged cell beside it
            beside = [_barred(line) for line in drawn if not _is_rule(line)]
            if beside and groups:
                groups[-1] += [[_without_stroke(cell) for cell in line] for line in beside]
    if any(_is_rule(line) for line in lines[start:end]) and len(groups) > 2:
        rows = [_stacked(group) for group in groups]
    else:
        rows = [line for group in groups for line in group]
    wide = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or wide < 2 or any(abs(len(row) - wide) > 1 for row in rows):
        return None
    return _block(rows), end


def _is_part_rule(line: str) -> bool:
    return bool(_PART_RULE.search(line) and _CORNERS.search(line))


def _without_stroke(cell: str) -> str:
    return "" if _RULE.match(cell) else cell


def _barred(line: str) -> list[str]:
    drawn = line.strip().replace("├", "│").replace("┤", "│").replace("┣", "┃").replace("┫", "┃")
    if _is_part_rule(line):
        drawn = re.sub("[+┼╋]", "│", drawn)
    if drawn[:1] in _BARS:
        drawn = drawn[1:]
    if drawn[-1:] in _BARS:
        drawn = drawn[:-1]
    return [cell.strip() for cell in re.split(f"[{_BARS}]", drawn)]


def _stacked(group: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one row, cell by cell."""
    count = max(len(line) for line in group)
    return ["\n".join(line[i] for line in group if i < len(line) and line[i]) for i in range(count)]


# --- with blanks ---------------------------------------------------------------------------------------------------


def _aligned(lines: Sequence[str], start: int) -> tuple[Block, int] | None:
    """Lines of words that stand below the heads of a table's columns."""
    heads = _words(lines[start])
    if len(heads) < _FEWEST_COLUMNS or any(len(text) > _LONGEST_HEAD for _, _, text in heads):
        return None
    if sum(bool(_HEADS.search(text)) for _, _, text in heads) * 2 < len(heads):
        return None
    rows = [[text for _, _, text in heads]]
    end = start + 1
    while end < len(lines) and len(words := _words(lines[end])) >= 2 and len(words) <= len(heads):
        if any("。" in text[:-1] for _, _, text in words):
            break
        rows.append([text for _, _, text in words] if len(words) == len(heads) else _placed(heads, words))
        end += 1
    return (_block(rows), end) if len(rows) >= _FEWEST_ROWS else None


def _words(line: str) -> list[tuple[int, int, str]]:
    """What two blanks or a wide one part in a line: (first column, last column, text)."""
    found = []
    position = first = 0
    for part in (*_GAP.finditer(line), None):
        stop = part.start() if part else len(line)
        last = first + _columns(line[position:stop])
        text = line[position:stop].strip()
        if text:
            found.append((first, last, text))
        if part:
            position, first = part.end(), last + _columns(part[0])
    return found


def _placed(heads: Sequence[tuple[int, int, str]], words: Sequence[tuple[int, int, str]]) -> list[str]:
    """The words of a line with empty cells, each below the head it is nearest to, in order."""
    row = [""] * len(heads)
    column = 0
    for k, (first, last, text) in enumerate(words):
        free = range(column, len(heads) - (len(words) - k - 1))
        column = min(free, key=lambda i: abs(heads[i][0] + heads[i][1] - first - last))
        row[column] = text
        column += 1
    return row


def _block(rows: Sequence[Sequence[str]]) -> Block:
    return table_block(lay_rows([[RawCell(text) for text in row] for row in rows]))
