"""Indicator tables that a text export has flattened to lines of blank-parted words, put back into cells.

Text taken from a PDF keeps a table's words line by line: 序号 指标 单位 属性 2025年 / 4 交易总额 万亿元 预期性 2800.
A cell of two lines stands half above and half below the line of its row, since its neighbours are centred beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.models import Block, TableCell
from extract.text.characters import clean
from extract.text.numerals import HAN_ONES

_HEAD_LINES = 6
_LONGEST_LINE = 60
_LONGEST_GAP = 6
_LONGEST_LONE_UOM = 2
_FEWEST_ROWS = 3
_HEAD_WORD = re.compile(r"^\s*(?:序\s*号?|指\s*标|类\s*别|主要指标)(?=\s|$)")
_VALUE_HEAD = re.compile(r"(?:19|20)\d{2}\s*年|年均|累计")
_ABOVE_VALUES = re.compile(rf"[“\"]?十?[{HAN_ONES}]五[”\"]?\S*目标|规划目标")
_CUMULATIVE = ("[", "［", "〔", "【")
_ATTRIBUTES = ("预期性", "约束性")


@dataclass(slots=True)
class _Row:
    """A row while its lines are read: `lines` numbers its own line."""

    number: str
    line: int
    name: str = ""
    uom: str = ""
    attribute: str = ""
    values: list[str] = field(default_factory=list)

    def missing(self, columns: _Columns) -> list[str]:
        lacks = ["name"] if not self.name else []
        lacks += ["uom"] if columns.uom and not self.uom else []
        return lacks + (["values"] if len(self.values) < len(columns.heads) else [])


@dataclass(frozen=True, slots=True)
class _Columns:
    heads: tuple[str, ...]
    uom: bool
    attribute: bool


def flat_table(lines: Sequence[str], start: int) -> tuple[Block, int] | None:
    """The table whose heads begin at lines[start] and the number of the first line behind it; None where none does.

    序号 指标 单位 属性 2025年 / 1 产值 亿元 预期性 5左右 / 2 … / 3 … → a table of four rows and five columns
    """
    if not _HEAD_WORD.match(lines[start]):
        return None
    first = _first_row(lines, start)
    if first is None:
        return None
    columns = _columns(lines[start:first])
    if columns is None:
        return None
    rows = _rows(lines, first, columns)
    if len(rows) < _FEWEST_ROWS or sum(bool(row.values) for row in rows) < 0.6 * len(rows):
        return None
    end = _add_fragments(lines, rows, first, columns)
    return Block("table", cells=tuple(_cells(rows, columns))), end


def _first_row(lines: Sequence[str], start: int) -> int | None:
    for number in range(start + 1, min(start + _HEAD_LINES + 2, len(lines))):
        if re.match(r"\s*1[\s.．、]", lines[number]):
            return number
        if len(lines[number]) > _LONGEST_LINE or "。" in lines[number]:
            return None
    return None


def _columns(heads: Sequence[str]) -> _Columns | None:
    whole = re.sub(r"\s+", "", "".join(heads))
    words = [re.sub(r"(?<=\d)\s+(?=年)", "", line).split() for line in heads]
    above, values = "", []
    for line in words:
        found = [above + word for word in line if _VALUE_HEAD.search(word)]
        values.extend(found)
        above = next((word for word in line if _ABOVE_VALUES.fullmatch(word)), above)
    if "指标" not in whole or not values or not ("单位" in whole or "属性" in whole):
        return None
    return _Columns(tuple(values), "单位" in whole, "属性" in whole)


def _rows(lines: Sequence[str], first: int, columns: _Columns) -> list[_Row]:
    """The rows by the lines that carry their numbers, which must count up from 1."""
    rows: list[_Row] = []
    last = first
    for number in range(first, len(lines)):
        if number - last > _LONGEST_GAP:
            break
        match = re.match(rf"\s*{len(rows) + 1}[\s.．、]+(?P<rest>\S.*)", lines[number])
        if match and len(lines[number]) <= 2 * _LONGEST_LINE:
            rows.append(_row(str(len(rows) + 1), number, match["rest"].split(), columns))
            last = number
    return rows


def _row(number: str, line: int, words: list[str], columns: _Columns) -> _Row:
    count = len(columns.heads)
    at = next((i for i, word in enumerate(words) if word in _ATTRIBUTES), None)
    row = _Row(number, line)
    if at is not None:
        row.attribute = words[at]
        before, row.values = words[:at], words[at + 1 :]
        if not row.values and len(before) >= count:  # the attribute is the last column
            before, row.values = before[:-count], before[-count:]
    else:
        before, row.values = words[:-count], words[-count:]
    if columns.uom and before and (len(before) > 1 or len(before[-1]) <= _LONGEST_LONE_UOM):
        row.uom = before.pop()
    row.name = "".join(before)
    if len(row.values) > count:
        row.values = [*row.values[: count - 1], "".join(row.values[count - 1 :])]
    return row


def _add_fragments(lines: Sequence[str], rows: list[_Row], first: int, columns: _Columns) -> int:
    """Gives the lines between the rows to them; the number of the first line behind the table."""
    above = lines[first : rows[0].line]
    end = rows[-1].line + 1
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        lacks = ["uom"] if _is_cut(row) else row.missing(columns)
        below = lines[row.line + 1 : following.line if following else row.line + 1 + len(above)]
        shared = following is None or following.missing(columns) or _is_cut(following)
        own = below[: len(above)] if shared else below  # as many below the row as above it
        for fragment in (*above, *own):
            _fill(row, lacks, fragment)
        end = row.line + 1 + len(own)
        above = below[len(own) :]
    return end


def _is_cut(row: _Row) -> bool:
    return len(row.uom) > 1 and row.uom.endswith("/")


def _fill(row: _Row, lacks: list[str], fragment: str) -> None:
    """Adds a line's words to the cells that lack something, where there is one for each; else all of it to the name."""
    words = fragment.split()
    if len(words) != len(lacks):
        lacks, words = ["name"], ["".join(words)]
    for what, word in zip(lacks, words, strict=True):
        if what == "name":
            row.name += word
        elif what == "uom":
            row.uom += word
        elif row.values and row.values[-1].startswith(_CUMULATIVE):
            row.values[-1] += word
        elif word.startswith(_CUMULATIVE):
            row.values.append(word)
        else:
            row.values.insert(0, word)


def _cells(rows: list[_Row], columns: _Columns) -> list[TableCell]:
    heads = [
        "序号",
        "指标",
        *(["单位"] if columns.uom else []),
        *(["属性"] if columns.attribute else []),
        *columns.heads,
    ]
    table = [heads]
    for row in rows:
        middle = [*([row.uom] if columns.uom else []), *([row.attribute] if columns.attribute else [])]
        values = [*row.values, *[""] * len(columns.heads)][: len(columns.heads)]
        table.append([row.number, row.name, *middle, *values])
    return [TableCell(clean(text), r, c) for r, cells in enumerate(table) for c, text in enumerate(cells)]
