"""Task tables (重点任务分解表): one task a row, with its units, deadline and the sentences that describe it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.models import Block, Span, TableCell, TaskRow
from extract.outline.markers import read_marker
from extract.tables.grid import distinct, plain
from extract.tables.heads import UNIT_ROLES, YEAR, Layout, lay_heads
from extract.tables.table_kinds import column_share, columns_without_heads, is_empty, lists_units
from extract.text.characters import fold
from extract.text.quantities import find_quantities
from extract.text.sentences import sentence_spans

_LIST_BEGINS = re.compile(r"(?<=[一-鿿”）])(?:（1）|①|1[）.．、](?=[一-鿿])|一是(?=[一-鿿]))")
_NAMES = re.compile(r"[（［][^（）［］]*[）］]|“[^“”]*”|《[^《》]*》")
"""What stands in brackets, quotes and title marks names things: a figure in it promises nothing."""
_WITHIN_YEAR = re.compile(r"(?<!\d)\d{1,2}月|季度|年内|全年|年底|年末")
_TEXT_ROLES = ("task", "detail", "indicator")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a task table hold what: `title` names the task, `above` its groups, `below` describes it."""

    number: tuple[int, ...]
    above: tuple[int, ...]
    title: int
    below: tuple[int, ...]
    lead: tuple[int, ...]
    assist: tuple[int, ...]
    responsible: tuple[int, ...]
    due: tuple[int, ...]


@dataclass(slots=True)
class _Entry:
    """A task while its rows are read."""

    title: TableCell
    number: str | None
    group: tuple[str, ...]
    cells: list[tuple[str, TableCell]] = field(default_factory=list)

    def add(self, role: str, cell: TableCell | None) -> None:
        if cell is not None and not is_empty(cell) and (role, cell) not in self.cells:
            self.cells.append((role, cell))

    def spans(self, role: str) -> tuple[Span, ...]:
        return tuple(cell.span for kind, cell in self.cells if kind == role)


def read_task_rows(block: Block, *, caption: str | None = None) -> tuple[TaskRow, ...]:
    """The tasks of a task table, in order; () where no column names them.

    序号|重点任务|牵头单位|完成时限 / 1|建设平台：建成3个。|市甲局|2026年底 → 1, 建设平台, lead 市甲局, due 2026
    A task cell merged over several rows is one task, unless its rows have units of their own: then each row is one and
    the merged cell their group. A row that says nothing but a name groups the rows below it. `caption` tells the year
    of deadlines that have none (12月底).
    """
    layout = lay_heads(block)
    columns = _columns(layout)
    if columns is None:
        return ()
    entries: list[_Entry] = []
    groups: list[tuple[int, str]] = []
    last: dict[int, TableCell] = {}  # a blank group cell repeats what stands above it
    for number in layout.body:
        row = layout.rows[number]
        name = _group_name(layout, columns, number)
        if name is not None:
            rank = _rank(name)
            groups = [(r, text) for r, text in groups if r < rank]
            groups.append((rank, name))
            continue
        last.update({col: cell for col in columns.above if (cell := row[col]) is not None and cell.text})
        title = row[columns.title]
        if title is None or is_empty(title):
            if not entries:
                continue
            entry = entries[-1]  # a row that goes on with the task above
        elif entries and entries[-1].title is title:
            entry = entries[-1]
        else:
            above = (cell.text for cell in distinct(last.get(col) for col in columns.above) if cell is not title)
            entry = _Entry(title, _number(row, columns), (*(text for _, text in groups), *above))
            entries.append(entry)
        for role in ("below", "lead", "assist", "responsible", "due"):
            for col in getattr(columns, role):
                if row[col] is not entry.title:
                    entry.add(role, row[col])
    years = set(YEAR.findall(fold(caption))) if caption else set()
    year = int(years.pop()) if len(years) == 1 else None
    return tuple(row for row in (_finish(entry, block.page, year) for entry in entries) if row.title)


def _columns(layout: Layout) -> _Columns | None:
    roles = layout.roles if any(layout.heads) else columns_without_heads(layout)
    by_role = {role: tuple(col for col, r in enumerate(roles) if r == role) for role in set(roles)}
    text = [col for col, role in enumerate(roles) if role in _TEXT_ROLES or (role is None and _says_year(layout, col))]
    above = by_role.get("group", ())
    named = [col for col in text if roles[col] == "task"] or text
    if not named and above:
        named, above = [above[-1]], above[:-1]
    if not named:
        return None
    title = named[0]
    responsible = by_role.get("responsible", ())
    if not any(role in UNIT_ROLES for role in roles):
        bare = by_role.get("uom", ())  # a bare 单位 beside tasks is who does them, or a unit of measurement
        responsible = tuple(col for col in bare if column_share(layout, col, lists_units) >= 0.5)
    units = (*by_role.get("lead", ()), *by_role.get("assist", ()), *responsible)
    following = [col for col in text if col > title and not _same_head(layout, col, title)]
    if following and _rows_have_own_units(layout, title, following[0], units):
        above, title = (*above, title), following[0]
    lead = by_role.get("lead", ())
    return _Columns(
        number=by_role.get("number", ()),
        above=above,
        title=title,
        below=tuple(col for col in text if col not in above and col != title),
        lead=lead,
        assist=(*by_role.get("assist", ()), *(responsible if lead else ())),
        responsible=() if lead else responsible,
        due=by_role.get("due", ()),
    )


def _says_year(layout: Layout, col: int) -> bool:
    return any(YEAR.search(head) for head in layout.heads[col])


def _same_head(layout: Layout, col: int, other: int) -> bool:
    return bool(layout.heads[col]) and layout.heads[col] == layout.heads[other]


def _rows_have_own_units(layout: Layout, title: int, following: int, units: tuple[int, ...]) -> bool:
    """Whether a task cell reaches over rows of which several name units and items of their own."""
    own: dict[int, set[tuple[int, int]]] = {}
    for number in layout.body:
        row = layout.rows[number]
        cell, item = row[title], row[following]
        if cell is None or item is None or is_empty(item) or item is cell or item.row != number:
            continue
        starts = {
            (unit.row, unit.col) for unit in (row[col] for col in units) if unit is not None and not is_empty(unit)
        }
        own.setdefault(id(cell), set()).update(start for start in starts if start[0] == number)
    return any(len({row for row, _ in starts}) > 1 for starts in own.values())


def _group_name(layout: Layout, columns: _Columns, number: int) -> str | None:
    """The name, where a row says nothing else: one cell over the row, or a name without units in a table of units."""
    row = layout.rows[number]
    said = distinct(row)
    names = [cell for cell in said if not any(row[col] is cell for col in columns.number) or cell.colspan > 1]
    if len(names) != 1 or names[0].row != number:
        return None
    name = names[0]
    if name.colspan > 1 and name.colspan * 2 > len(row):
        return name.text
    numbers = [cell.text for cell in said if cell is not name]
    if any(row[col] is not None and not is_empty(row[col]) for col in (*columns.lead, *columns.responsible)):
        return None
    has_units = bool(columns.lead or columns.responsible)
    marked = read_marker(fold(name.text)) is not None or any(not text.isdecimal() for text in numbers)
    if has_units and marked and name.col <= columns.title:
        return numbers[0] + "、" + name.text if numbers and read_marker(fold(name.text)) is None else name.text
    return None


def _rank(name: str) -> float:
    marker = read_marker(fold(name))
    return marker.rank if marker else 0


def _number(row: tuple[TableCell | None, ...], columns: _Columns) -> str | None:
    texts = [plain(row[col]).strip("（）().、．。") for col in columns.number]
    return next((text for text in reversed(texts) if text), None)


def _finish(entry: _Entry, page: int | None, year: int | None) -> TaskRow:
    cell = entry.title
    folded = fold(cell.text)
    marker = read_marker(folded)
    begin = marker.end if marker else 0
    first = next(sentence_spans(folded, begin, len(folded), stops="。；：！？"), (begin, begin))
    # the paragraphs of a cell are joined: 发展电商（1）培育主体；（2）建设中心
    listed = _LIST_BEGINS.search(folded, first[0] + 2, first[1])
    if listed:
        first = (first[0], listed.start())
    end = first[1]
    while end > first[0] and folded[end - 1] in "。；：！？ ":
        end -= 1
    start = cell.span[0]
    due_text = "；".join(c.text for kind, c in entry.cells if kind == "due") or None
    spans = [cell.span, *(c.span for _, c in entry.cells if c.row >= cell.row)]
    described = _described(folded, (first[0], end), first[1], bool(entry.spans("below")))
    return TaskRow(
        number=entry.number or (marker.number if marker else None),
        title=cell.text[first[0] : end],
        title_span=(start + first[0], start + end),
        group=entry.group,
        task_span=(min(span[0] for span in spans), max(span[1] for span in spans)),
        description_spans=(*((start + at, start + stop) for at, stop in described), *entry.spans("below")),
        lead_spans=entry.spans("lead"),
        assist_spans=entry.spans("assist"),
        responsible_spans=entry.spans("responsible"),
        due_text=due_text,
        due=_due(fold(due_text), year) if due_text else None,
        page=cell.page if cell.page is not None else page,
    )


def _due(text: str, year: int | None) -> int | None:
    """The year of a deadline; a month or 年内 alone is of the year that the table is for: 12月底 in “2026年任务表” → 2026."""
    years = YEAR.findall(text)
    if years:
        return int(years[-1])
    return year if _WITHIN_YEAR.search(text) else None


def _described(folded: str, title: Span, stop: int, elsewhere: bool) -> tuple[Span, ...]:
    """What of a task cell describes the task: what follows the title, or all of it where the title is a promise.

    建设平台：建成3个。 → 建成3个。; 改造住房600万套。 → all of it; 建设平台 → nothing
    """
    rest = stop
    while rest < len(folded) and folded[rest] in " 。；：":
        rest += 1
    bare = _NAMES.sub("", folded[slice(*title)])
    promises = bool(find_quantities(bare, 0, len(bare))) or ("，" in folded[slice(*title)] and not elsewhere)
    if promises and folded[stop - 1] != "：":
        return ((title[0], len(folded)),)
    return ((rest, len(folded)),) if rest < len(folded) else ()
