"""Tables that a text export has taken apart to one cell a line, put back into rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.models import Block, TableCell
from extract.text.characters import clean, fold

_NUMBER_HEAD = re.compile(r"序号?|编号")
_NAME_HEAD = re.compile(r".{0,4}指标(?:名称)?")
_VALUE_HEAD = re.compile(r"(?:.{0,6}(?:19|20)\d{2}年?.{0,6}|.{0,6}(?:年均|累计|目标值|现状值|基期值|规划目标).{0,8})")
_UOM_HEAD = re.compile(r"(?:计量)?单位")
_ATTRIBUTE_HEAD = re.compile(r"(?:指标)?(?:属性|性质|类型)")
_ATTRIBUTE = re.compile(r"[（(]?(?:预期性|约束性)[）)]?")
_FIGURE = re.compile(r"[≥≤＞＜><约超]?[\[［（(]?-?\d[\d.,]*[^\d。；，：]{0,6}[\]］）)]?|[—–-]{1,2}|/|\[?累计.{1,8}")
_LONGEST_HEAD, _LONGEST_NAME, _LONGEST_UOM = 12, 40, 8
_MOST_HEADS = 10
_FEWEST_ROWS = 2


def stacked_table(lines: Sequence[str], start: int) -> tuple[Block, int] | None:
    """The table whose heads begin at lines[start], a cell a line, and the first line behind it; None where none does.

    指标 / 单位 / 2025年 / 2030年 / 用水总量 / 亿立方米 / 1.8 / 2.0 / … → 指标|单位|2025年|2030年 and its rows
    """
    first = fold(lines[start]).strip()
    if _NUMBER_HEAD.fullmatch(first):
        return _numbered(lines, start)
    return _named(lines, start) if _NAME_HEAD.fullmatch(first) else None


def _numbered(lines: Sequence[str], start: int) -> tuple[Block, int] | None:
    """Rows that begin with their number and have as many lines as there are heads."""
    filled = [number for number in range(start, len(lines)) if lines[number].strip()]
    heads = next((k for k, number in enumerate(filled[: _MOST_HEADS + 1]) if lines[number].strip() == "1"), 0)
    if heads < 3 or any(len(lines[number].strip()) > _LONGEST_HEAD for number in filled[:heads]):
        return None
    rows = [[lines[number].strip() for number in filled[:heads]]]
    at = heads
    while at + heads <= len(filled) and lines[filled[at]].strip() == str(len(rows)):
        rows.append([lines[number].strip() for number in filled[at : at + heads]])
        at += heads
    after = lines[filled[at]].strip() if at < len(filled) else ""
    if len(rows) <= _FEWEST_ROWS or after == str(len(rows)):
        return None
    return _table(rows), filled[at - 1] + 1


def _named(lines: Sequence[str], start: int) -> tuple[Block, int] | None:
    """Rows of name, unit of measurement and figures; what a row leaves out is blank."""
    filled = [number for number in range(start, len(lines)) if lines[number].strip()]
    texts = [lines[number].strip() for number in filled]
    heads = 1
    while heads < len(texts) and heads < _MOST_HEADS and _is_head(texts[heads]):
        heads += 1
    kinds = ["name", *(_kind_of_head(text) for text in texts[1:heads])]
    values = [k for k, kind in enumerate(kinds) if kind == "value"]
    if not values:
        return None
    rows = [texts[:heads]]
    at = heads
    while at < len(texts) and len(texts[at]) <= _LONGEST_NAME and not _FIGURE.fullmatch(texts[at]):
        row, end = _row(texts, at, kinds)
        if not any(row[k] for k in values):
            break
        rows.append(row)
        at = end
    return (_table(rows), filled[at - 1] + 1) if len(rows) > _FEWEST_ROWS else None


def _row(texts: Sequence[str], at: int, kinds: Sequence[str]) -> tuple[list[str], int]:
    row = [texts[at], *[""] * (len(kinds) - 1)]
    at += 1
    for k, kind in enumerate(kinds[1:], start=1):
        if at < len(texts) and _fits(kind, texts[at], texts[at + 1] if at + 1 < len(texts) else ""):
            row[k] = texts[at]
            at += 1
    return row, at


def _fits(kind: str, text: str, following: str) -> bool:
    if kind == "value":
        return _FIGURE.fullmatch(text) is not None
    if kind == "attribute":
        return _ATTRIBUTE.fullmatch(text) is not None
    return len(text) <= _LONGEST_UOM and not _FIGURE.fullmatch(text) and _FIGURE.fullmatch(following) is not None


def _is_head(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and _kind_of_head(text) != ""


def _kind_of_head(text: str) -> str:
    folded = fold(text)
    tests = (("uom", _UOM_HEAD), ("attribute", _ATTRIBUTE_HEAD), ("value", _VALUE_HEAD))
    return next((kind for kind, pattern in tests if pattern.fullmatch(folded)), "")


def _table(rows: Sequence[Sequence[str]]) -> Block:
    return Block(
        "table", cells=tuple(TableCell(clean(text), r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    )
