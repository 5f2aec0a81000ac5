"""The heads of a table: which rows (or which column) they are, and what each column below them holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.models import Block, TableCell
from extract.tables.cell_kinds import cell_kind, is_figure
from extract.tables.column_roles import column_role, head_words, role_of
from extract.tables.grid import Grid, distinct, grid, plain, says_nothing, turned
from extract.tables.indicator_labels import read_label
from extract.tables.listed_rows import part_rows
from extract.tables.unit_marks import heads_marks
from extract.tables.value_heads import are_areas, read_time
from extract.text.numerals import HAN_ONES, HAN_TENS
from extract.text.periods import YEAR
from extract.text.quantities import find_quantities

_YEAR_ALONE = re.compile(rf"(?:(?:19|20)\d{{2}}年?(?:底|末|度)?|[“\"]?[{HAN_TENS}]+五[”\"]?(?:末|期末|时期)?)")
_PERIOD = re.compile(rf"[“\"]?([十{HAN_ONES}]{{1,2}})五[”\"]?(?:期|末|时|规划|目标|计划|$)")
_VALUE_HEAD = re.compile(
    r".*(目标|实际|现状|基期|预计|预期|预估|规划|完成|实现|年均|累计|增长|增速|指标|数|值)(?:（.*）|［.*］)?"
)
_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?(?:底|末)?前?")
_BODY_NAME = re.compile(r"^(?!谁|由谁|怎么|怎样|如何).+.(?:局|委|(?<![督承主协经])办|厅|政府|委员会|办公室)$")
_BRACKETS = re.compile(r"[（［【〔][^（）［］【】〔〕]*[）］】〕]")
_IS_HEAD = re.compile(r"序号|编号|项次|(?:重点|主要|工作|目标|具体|年度)?(?:任务|事项)(?:名称|内容)?|项目名称|工作内容")
"""A cell that says only this names its column, whatever the other heads are."""
_ASSESSES = re.compile(r"(?:考核|评价|评估|考评|评分)(?:单位|部门|主体|机构)")
"""Beside points these give marks and owe nothing; elsewhere the head names who is assessed, too."""
_LONGEST_HEAD = 30
_TELLING = ("running", "date", "figure", "uom", "bodies", "actors", "offices", "persons", "prose")
"""Kinds of cells that a head, which is a few words, stands out from."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table with its heads told from its body; a table whose heads are its first column is turned on its side.

    `titles` are the full-width rows above the heads; `heads` holds, a column, its head texts from the top, each once;
    `roles` what the column holds (None where nothing says); `body` the numbers of the other rows; `lowest` a column's
    lowest head cell.
    """

    rows: Grid
    titles: tuple[TableCell, ...]
    heads: tuple[tuple[str, ...], ...]
    roles: tuple[str | None, ...]
    body: tuple[int, ...]
    lowest: tuple[TableCell | None, ...] = ()

    @property
    def has_heads(self) -> bool:
        """Whether any column has a head."""
        return any(self.heads)

    def columns(self, *roles: str) -> tuple[int, ...]:
        """The columns of these roles, from the left."""
        return tuple(col for col, role in enumerate(self.roles) if role in roles)

    def texts(self, col: int) -> list[str]:
        """What the cells of a column say below the heads, each merged cell once."""
        return [plain(cell) for cell in distinct(self.rows[number][col] for number in self.body)]


def lay_heads(block: Block) -> Layout:
    """Tells titles, heads and body apart. A table without heads has `heads` of empty tuples."""
    rows = grid(part_rows(block))
    if _has_heads_aside(rows):
        rows = turned(rows)
    at = 0
    titles: list[TableCell] = []
    while at < len(rows) - 1 and len(rows[0]) > 1 and _is_title(rows, at):
        titles.extend(distinct(rows[at]))
        at += 1
    end = _end_of_heads(rows, at)
    width = len(rows[0]) if rows else 0
    heads = tuple(_column_heads(rows[at:end], col) for col in range(width))
    body = tuple(
        number for number in range(end, len(rows)) if distinct(rows[number]) and not _repeats(rows, number, at, end)
    )
    lowest = tuple(next(iter(distinct(row[col] for row in reversed(rows[at:end]))), None) for col in range(width))
    layout = Layout(rows, tuple(titles), heads, (None,) * width, body, lowest)
    body_rows = tuple(rows[number] for number in body)
    roles = tuple(
        "marks"
        if heads_marks(plain(lowest[col]), _single(body_rows, col))
        else column_role(texts, _single(body_rows, col) or layout.texts(col), of_values=any(map(_is_value_head, texts)))
        for col, texts in enumerate(heads)
    )
    if "score" in roles:
        assess = (any(map(_ASSESSES.fullmatch, texts)) for texts in heads)
        roles = tuple("note" if by else role for role, by in zip(roles, assess, strict=True))
    return replace(layout, roles=roles)


def _has_heads_aside(rows: Grid) -> bool:
    """Whether the heads stand in the first column: most of its cells are known heads, of several roles.

    项目名称|甲园|乙园 / 责任单位|市甲局|市乙局 → True
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = [plain(cell) for cell in distinct(row[0] for row in rows)]
    if all(map(read_time, first[1:])):  # 年份, 2025年实际, 2026年计划: years down a table, 计划 is no head
        return False
    roles = [role_of(text) for text in first if len(text) <= _LONGEST_HEAD]
    known = {role for role in roles if role is not None}
    row = list(map(plain, distinct(rows[0])))
    across = {role for text in row if (role := role_of(text)) is not None} - {role_of(row[0]) if row else None}
    if len(known - {"group", "scope", "score"}) < 2 or len(known) <= len(across) + 1 or across & known:
        return False
    named = sum(role is not None or _is_value_head(text) for text, role in zip(first, roles, strict=False))
    return named >= 0.75 * len(first) and bool(known & {"lead", "assist", "responsible", "due", "uom", "year"})


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
    """Whether a row is one of heads: words known as heads, or words that stand out from what stands below them."""
    cells = distinct(rows[number])
    texts = [plain(cell) for cell in cells]
    if _stands_over_times(rows, number) or _names_areas(rows, number):
        return True
    if len(texts) < 2 or any(len(text) > _LONGEST_HEAD or "。" in text for text in texts):
        return False
    marked = [_is_over_marks(rows, number, cell) for cell in cells]
    known = [over or bool(head_words(text)) or _is_value_head(text) for text, over in zip(texts, marked, strict=True)]
    if any(map(_says_a_value, texts)) and not any(marked):
        return False
    if sum(known) >= 2 or all(known) or any(map(_IS_HEAD.fullmatch, texts)):
        return True
    below = [text for row in rows[number + 1 :] for cell in distinct(row) if (text := plain(cell))]
    if any(known) and 2 * sum(map(is_figure, below)) >= len(below):
        return True
    apart = [_stands_out(rows, number, cell) for cell in cells]
    told = sum(a or b for a, b in zip(known, apart, strict=True))
    return sum(apart) >= 2 and 2 * told >= len(texts)


def _stands_over_times(rows: Grid, number: int) -> bool:
    """Whether all rows below begin with a time (2025年, 2030年目标): then the heads say what is measured, 4A级景区 too."""
    first, *heads = map(plain, rows[number])
    below = [plain(cell) for cell in distinct(row[0] for row in rows[number + 1 :])]
    if not all(heads) or not below or read_time(first) or any(map(_figure_alone, heads)):
        return False
    return all(len(text) <= _LONGEST_HEAD and "。" not in text for text in heads) and all(map(read_time, below))


def _names_areas(rows: Grid, number: int) -> bool:
    """Whether a row with an empty corner names places over figures (|东县|西县)."""
    corner, *heads = map(plain, rows[number])
    below = [plain(cell) for row in rows[number + 1 :] for cell in row[1:]]
    told = [text for text in below if text and not says_nothing(text)]
    return not corner and are_areas(heads) and bool(told) and all(map(is_figure, told))


def _figure_alone(text: str) -> bool:
    """Whether a cell is a figure and no name that begins with one: 620 → True; 4A级以上景区（个） → False."""
    return is_figure(text) and not re.search("[一-鿿]{2}", _BRACKETS.sub("", text) if read_label(text).uom else "")


def _stands_out(rows: Grid, number: int, cell: TableCell) -> bool:
    """Whether a cell of a few words stands over cells most of which are of another kind."""
    below = [kind for row in rows[number + 1 :] for c in distinct([row[cell.col]]) if (kind := cell_kind(plain(c)))]
    return cell_kind(plain(cell)) in ("name", "persons") and 2 * sum(kind in _TELLING for kind in below) > len(below)


def _is_over_marks(rows: Grid, number: int, cell: TableCell) -> bool:
    """Whether a cell names a unit over marks (市教育局 over ★, √)."""
    return cell.colspan == 1 and heads_marks(plain(cell), _single(rows[number + 1 :], cell.col))


def _single(rows: Grid, col: int) -> list[str]:
    """What the cells of a column say that are no wider than it (a row that groups those below it is)."""
    return [plain(cell) for cell in distinct(row[col] for row in rows) if cell.colspan == 1]


def _says_a_value(text: str) -> bool:
    """Whether a cell of what may be a row of heads belongs to the body: a figure, a date, a body of government."""
    if YEAR.search(text) or _YEAR_ALONE.fullmatch(text):
        return _DATE.fullmatch(text) is not None
    if not head_words(text) and _BODY_NAME.search(text):
        return True
    bare = _BRACKETS.sub("", text)
    return is_figure(text) or any(found.kind not in ("", "time") for found in find_quantities(bare, 0, len(bare)))


def _is_value_head(text: str) -> bool:
    return bool(YEAR.search(text) or _PERIOD.search(text) or _VALUE_HEAD.fullmatch(text))


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
    return tuple(dict.fromkeys(_heads_over(rows, col)))


def _heads_over(rows: Grid, col: int) -> Iterator[str]:
    for number, row in enumerate(rows):
        at = col
        while not plain(row[at]) and at and number + 1 < len(rows) and plain(rows[number + 1][col]):
            at -= 1  # a blank head above others belongs to the head on its left
        if text := plain(row[at]):
            yield text


def _repeats(rows: Grid, number: int, at: int, end: int) -> bool:
    """Whether a row says again what a head row says (a table that runs over pages), or what its columns are called.

    A row of nothing but heads that are known outright (序号|任务|责任单位) opens a further part of the table.
    """
    texts = [plain(cell) for cell in rows[number]]
    if any(texts == [plain(cell) for cell in rows[head]] for head in range(at, end)):
        return True
    roles = [role_of(text) for text in map(plain, distinct(rows[number]))]
    return len(roles) >= 3 and len(set(roles)) == len(roles) and None not in roles
