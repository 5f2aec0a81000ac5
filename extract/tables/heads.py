"""The heads of a table: which rows they are, and what each column holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.models import Block, TableCell
from extract.rulefiles import load_csv
from extract.tables.grid import Grid, distinct, grid, plain
from extract.text.periods import PLAN
from extract.text.periods import YEAR as YEAR
from extract.text.quantities import find_quantities

ROLES = (
    "number",
    "group",
    "indicator",
    "task",
    "detail",
    "lead",
    "assist",
    "responsible",
    "person",
    "due",
    "progress",
    "attribute",
    "uom",
    "note",
    "scope",
    "year",
)
UNIT_ROLES = frozenset({"lead", "assist", "responsible"})

_YEAR_ALONE = re.compile(rf"(?:(?:19|20)\d{{2}}年?(?:底|末|度)?|(?:{PLAN.pattern})(?:末|期末|时期)?)")
_VALUE_HEAD = re.compile(
    r".*(目标|实际|现状|基期|预计|预期|预估|规划|完成|实现|年均|累计|增长|增速|指标|数|值)(?:（.*）|［.*］)?"
)
_FIGURE = re.compile(
    r"[（［≥≤＞＜><~≈³£约超±+-]*\d[\d.,]*[^\d。；，：]{0,8}(?:[-~—至]\d[\d.,]*[^。；，：]{0,8})?[）］]?(?:（.{1,8}）|［.{1,12}］)?"
)
_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?(?:底|末)?前?")
_BODY_NAME = re.compile(r"..(?:局|委|办|厅|政府|委员会|办公室)$")
_BRACKETS = re.compile(r"[（［【〔][^（）［］【】〔〕]*[）］】〕]")
_LONGEST_HEAD = 30


@dataclass(frozen=True, slots=True)
class Layout:
    """A table with its heads told from its body.

    `titles` are the full-width rows above the heads; `heads` holds, a column, its head texts from the top, each once;
    `roles` what the column holds (None where the head does not say); `body` the numbers of the other rows.
    """

    rows: Grid
    titles: tuple[TableCell, ...]
    heads: tuple[tuple[str, ...], ...]
    roles: tuple[str | None, ...]
    body: tuple[int, ...]

    def columns(self, *roles: str) -> tuple[int, ...]:
        """The columns of these roles, from the left."""
        return tuple(col for col, role in enumerate(self.roles) if role in roles)


def role_of(head: str) -> str | None:
    """What a column of this head holds, None where it does not say.

    "牵头责任单位" → "lead"; "2025年" → None
    """
    bare = _BRACKETS.sub("", head)
    for text in (bare, head):
        for pattern, role in _patterns():
            if pattern.fullmatch(text):
                return role
    return None


def is_figure(text: str) -> bool:
    """Whether a cell's text is a figure with its marks and unit of measurement, and no sentence: "≥95%"; "[20]"."""
    return _FIGURE.fullmatch(text) is not None


def lay_heads(block: Block) -> Layout:
    """Tells titles, heads and body apart. A table without heads has `heads` of empty tuples."""
    rows = grid(block)
    at = 0
    titles: list[TableCell] = []
    while at < len(rows) - 1 and len(rows[0]) > 1 and _is_title(rows, at):
        titles.extend(distinct(rows[at]))
        at += 1
    end = _end_of_heads(rows, at)
    width = len(rows[0]) if rows else 0
    heads = tuple(_column_heads(rows[at:end], col) for col in range(width))
    roles = tuple(_column_role(texts) for texts in heads)
    body = tuple(
        number for number in range(end, len(rows)) if distinct(rows[number]) and not _repeats(rows, number, at, end)
    )
    return Layout(rows, tuple(titles), heads, roles, body)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for row in load_csv("table_columns.csv", ("role", "pattern", "example")):
        if row["role"] not in ROLES:
            raise row.error(f"{row['role']} is no role of a column")
        try:
            found.append((re.compile(row["pattern"]), row["role"]))
        except re.error as error:
            raise row.error(f"{row['pattern']} is no regex: {error}") from error
    return tuple(found)


def _is_title(rows: Grid, number: int) -> bool:
    """A row of one cell above the heads; the next row must have more, else the table is one column of paragraphs."""
    cells = distinct(rows[number])
    if len(cells) != 1 or is_figure(plain(cells[0])):
        return False
    return len({id(cell) for cell in rows[number + 1] if cell is not None and cell.text}) > 1 or _is_title_run(
        rows, number
    )


def _is_title_run(rows: Grid, number: int) -> bool:
    return number + 2 < len(rows) and len(distinct(rows[number + 1])) == 1 and len(distinct(rows[number + 2])) > 1


def _end_of_heads(rows: Grid, at: int) -> int:
    """The number of the first row below the heads that begin at row `at` (`at` itself where there are none)."""
    if at >= len(rows) or not _is_head_row(rows, at):
        return at
    end = at + 1
    while end < len(rows) and _continues_heads(rows, at, end):
        end += 1
    return end


def _is_head_row(rows: Grid, number: int) -> bool:
    texts = [plain(cell) for cell in distinct(rows[number])]
    if len(texts) < 2 or any(len(text) > _LONGEST_HEAD or "。" in text for text in texts):
        return False
    if any(_says_a_value(text) for text in texts):
        return False
    known = sum(role_of(text) is not None or _is_value_head(text) for text in texts)
    if known >= 2 or known == len(texts):
        return True
    below = [plain(cell) for row in rows[number + 1 :] for cell in distinct(row)]
    return known >= 1 and 2 * sum(map(is_figure, below)) >= len(below)


def _says_a_value(text: str) -> bool:
    """Whether a cell of what may be a row of heads belongs to the body: a figure, a date, a body of government."""
    if YEAR.search(text) or _YEAR_ALONE.fullmatch(text):
        return _DATE.fullmatch(text) is not None
    if role_of(text) is None and _BODY_NAME.search(text):
        return True
    bare = _BRACKETS.sub("", text)
    return is_figure(text) or any(found.kind not in ("", "time") for found in find_quantities(bare, 0, len(bare)))


def _is_value_head(text: str) -> bool:
    return bool(YEAR.search(text) or PLAN.search(text) or _VALUE_HEAD.fullmatch(text))


def _continues_heads(rows: Grid, at: int, number: int) -> bool:
    """Whether row `number` is a row of heads too: a head reaches down into it, or all it says are heads of values."""
    above = {id(cell) for cell in rows[number - 1] if cell is not None}
    if any(id(cell) in above for cell in rows[number] if cell is not None and cell.text):
        return True
    texts = [plain(cell) for cell in distinct(rows[number])]
    first = plain(rows[number][0])
    if not first and number == at + 1 and _fills_gaps(rows, at):
        return True
    if first and role_of(first) is None and not YEAR.search(first):
        return False
    return (
        bool(texts)
        and not first
        and all(len(t) <= _LONGEST_HEAD and _is_value_head(t) and not _bare_figure(t) for t in texts)
    )


def _fills_gaps(rows: Grid, at: int) -> bool:
    """Whether the row below the first row of heads names columns under heads that end in blanks (2023年||2024年|)."""
    pairs = [(plain(head), plain(below)) for head, below in zip(rows[at], rows[at + 1], strict=True)]
    gaps = [below for head, below in pairs if not head]
    return bool(gaps) and all(gaps) and not any(is_figure(below) and not YEAR.search(below) for _, below in pairs)


def _bare_figure(text: str) -> bool:
    return is_figure(text) and not YEAR.search(text)


def _column_heads(rows: Grid, col: int) -> tuple[str, ...]:
    texts: list[str] = []
    for number, row in enumerate(rows):
        at = col
        while not plain(row[at]) and at and number + 1 < len(rows) and plain(rows[number + 1][col]):
            at -= 1  # a blank head above others belongs to the head on its left
        text = plain(row[at])
        if text and text not in texts:
            texts.append(text)
    return tuple(texts)


def _column_role(texts: tuple[str, ...]) -> str | None:
    """The role of the lowest head that has one; two heads of one column may be one word cut in two (序 / 号)."""
    whole = role_of("".join(texts)) if texts else None
    return next((role for role in (*map(role_of, reversed(texts)), whole) if role is not None), None)


def _repeats(rows: Grid, number: int, at: int, end: int) -> bool:
    """Whether a row says again what a head row says (a table that runs over pages)."""
    texts = [plain(cell) for cell in rows[number]]
    return any(texts == [plain(cell) for cell in rows[head]] for head in range(at, end))
