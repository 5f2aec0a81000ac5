"""Task tables (重点任务分解表): one task a row, with its units, deadline and the sentences that describe it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.models import Doubt, Role, Span, TableCell, TaskRow
from extract.outline.openings import owners_start
from extract.tables.cell_kinds import cell_kind, is_bare_value
from extract.tables.grid import distinct, plain, says_ditto
from extract.tables.group_owners import group_owner, owner_named
from extract.tables.heads import Layout
from extract.tables.named_persons import without_persons
from extract.tables.repeated_cells import meant
from extract.tables.table_kinds import is_empty
from extract.tables.task_columns import TaskColumns, task_columns
from extract.tables.unit_marks import mark_of, mark_roles
from extract.text.characters import fold
from extract.text.deadlines import due_year
from extract.text.markers import read_marker
from extract.text.periods import Clock
from extract.text.quantities import find_quantities
from extract.text.sentences import sentence_spans

_LIST_BEGINS = re.compile(r"(?<=[一-鿿”）])(?:（1）|①|1[）.．、](?=[一-鿿])|一是(?=[一-鿿]))")
_NAMES = re.compile(r"[（［][^（）［］]*[）］]|“[^“”]*”|《[^《》]*》")
"""What stands in brackets, quotes and title marks names things: a figure in it promises nothing."""
_PART_OF_YEAR = re.compile(r"第?[一二三四1-4]季度|[上下]半年|\d{1,2}月")
_SUMS = frozenset({"合计", "总计", "小计"})


@dataclass(slots=True)
class _Entry:
    """A task while its rows are read."""

    title: TableCell
    number: str | None
    group: tuple[str, ...]
    cells: list[tuple[str, TableCell]] = field(default_factory=list)
    goals: list[tuple[int | None, TableCell]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    heads: dict[Span, str] = field(default_factory=dict)
    """What stands over the cells of deadlines."""

    def add(self, role: str, cell: TableCell | None) -> None:
        if cell is not None and cell is not self.title and not is_empty(cell) and (role, cell) not in self.cells:
            self.cells.append((role, cell))

    def add_goal(self, year: int | None, cell: TableCell) -> None:
        if cell is not self.title and not is_empty(cell) and (year, cell) not in self.goals:
            self.goals.append((year, cell))

    def spans(self, role: str) -> tuple[Span, ...]:
        return tuple(cell.span for kind, cell in self.cells if kind == role)


def read_task_rows(
    layout: Layout,
    *,
    year: int | None = None,
    page: int | None = None,
    legend: Mapping[str, Role] | None = None,
    values: tuple[int, ...] = (),
) -> tuple[TaskRow, ...]:
    """The tasks of a task table, in order; () where no column names them.

    序号|重点任务|牵头单位|完成时限 / 1|建设平台：建成3个。|市甲局|2026年底 → 1, 建设平台, lead 市甲局, due 2026
    A task cell merged over several rows is one task, unless its rows have units of their own: then each row is one and
    the merged cell their group. A row that says nothing but a name groups the rows below it. `year` is that of
    deadlines that name none (12月底); `page` that of cells which have none of their own. `legend` is what
    the document says of marks (★为牵头单位). `values` are columns that are read as the cells of an indicator table.
    """
    columns = task_columns(layout)
    if columns is None:
        return ()
    columns = replace(columns, below=tuple(col for col in columns.below if col not in values))
    doubts: tuple[Doubt, ...] = () if layout.has_heads else ("no-table-head",)
    rows = (_finish(entry, page, year, doubts) for entry in _Reader(layout, columns, legend or {}).entries())
    return tuple(row for row in rows if row.title)


def due_years(layout: Layout, *, year: int | None = None) -> Mapping[int, int]:
    """The year that a column of deadlines gives each row, by its number: 2027年6月底前 → 2027; `year` as in `read_task_rows`."""
    found = {}
    for number in layout.body:
        cells = distinct(meant(layout, number, col) for col in layout.columns("due"))
        due = due_year("；".join(cell.text for cell in cells), Clock(year, year, year)) if cells else None
        if due is not None:
            found[number] = due
    return found


class _Reader:
    """Reads the rows of one table from the top."""

    def __init__(self, layout: Layout, columns: TaskColumns, legend: Mapping[str, Role]) -> None:
        self._layout, self._columns = layout, columns
        self._roles = mark_roles(
            filter(None, (mark_of(text) for col in columns.marks for text in layout.texts(col))), legend
        )
        self._groups: list[tuple[float, TableCell, str]] = []
        self._last: dict[int, TableCell] = {}  # a blank group cell repeats what stands above it

    def entries(self) -> list[_Entry]:
        found: list[_Entry] = []
        for name, numbers in self._runs():
            if name is None:
                continue
            item = self._item_column(name, numbers)
            made: list[_Entry] = []
            for number in numbers:
                row = self._layout.rows[number]
                if not made or (item is not None and not is_empty(row[item])):
                    made.append(self._entry(name, number, item))
                for col in self._columns.below:
                    if col in self._columns.figures and is_bare_value(plain(row[col])):
                        continue
                    if (cell := row[col]) is None or cell.colspan > 1 or col not in self._columns.goals:
                        made[-1].add("below", cell)
                    else:
                        made[-1].add_goal(self._columns.goals[col], cell)
                for role in ("lead", "assist", "responsible", "due"):
                    for col in getattr(self._columns, role):
                        cell = meant(self._layout, number, col)
                        for part in without_persons(cell) if cell is not None and role != "due" else (cell,):
                            made[-1].add(role, part)
                        if role == "due" and cell is not None and (head := self._layout.heads[col][-1:]):
                            made[-1].heads[cell.span] = head[0]
                        if cell is None and role != "due" and says_ditto(plain(row[col])):
                            made[-1].doubts.append("unit-unknown")  # it repeats a row that there is not
                for col in self._columns.marks:
                    if (mark := mark_of(plain(row[col]))) is not None:
                        made[-1].add(self._roles[mark], self._layout.lowest[col])
                    elif not is_empty(row[col]) and (cell := row[col]) is not None and cell.colspan == 1:
                        made[-1].doubts.append("mark-unexplained")
            for entry in made:
                self._own(entry)
            found += made
        return found

    def _own(self, entry: _Entry) -> None:
        """Gives a row that names nobody, or only who assists, the units of the nearest group row that does."""
        if not any(entry.spans(role) for role in ("lead", "responsible")):
            owners = [owner for _, cell, _ in self._groups if (owner := group_owner(cell)) is not None]
            for role, units in owners[-1:]:
                entry.add(role, units)

    def _runs(self) -> Iterator[tuple[TableCell | None, list[int]]]:
        """The rows that one name stands for, merged over them or written again in each; rows without one go on with it."""
        name: TableCell | None = None
        numbers: list[int] = []
        for number in self._layout.body:
            group = _group_name(self._layout, self._columns, number)
            cell = None if group is not None else self._name(number)
            if cell is None and group is None:
                numbers.append(number)
                continue
            if cell is not None and cell is name:
                numbers.append(number)
                continue
            if cell is not None and name is not None and cell.text == name.text and len(self._columns.below) > 0:
                numbers.append(number)
                continue
            yield name, numbers
            name, numbers = cell, [number]
            if group is not None:
                rank, cell_of_group = _rank(group), _group_cell(self._layout, self._columns, number)
                self._groups = [group for group in self._groups if group[0] < rank]
                self._groups.append((rank, cell_of_group, group))
                numbers = []
        yield name, numbers

    def _name(self, number: int) -> TableCell | None:
        """The narrowest name that stands in a row; None where the row says none or only a sum."""
        row = self._layout.rows[number]
        for col in reversed(self._columns.names):
            cell = row[col]
            if not is_empty(cell):
                return cell if plain(cell) not in _SUMS else None
        return None

    def _item_column(self, name: TableCell, numbers: Sequence[int]) -> int | None:
        """The column whose cells name the rows under one name, where these have units of their own."""
        if len(numbers) < 2:
            return None
        rows = [self._layout.rows[number] for number in numbers]
        starts = {
            cell.row for row in rows for cell in (row[c] for c in self._columns.units) if not is_empty(cell) and cell
        }
        if not self._columns.units:  # who answers stands in the words themselves
            told = (
                cell
                for row in rows
                for cell in (row[c] for c in self._columns.below)
                if cell and _ends_with_owners(cell)
            )
            starts = {cell.row for cell in told}
        if len(starts & set(numbers)) < 2:
            return None
        for col in self._columns.below:
            own = [cell for cell in distinct(row[col] for row in rows) if not is_empty(cell) and cell is not name]
            if len({cell.row for cell in own}) > 1:
                return col
        return None

    def _above(self, row: Sequence[TableCell | None]) -> list[TableCell]:
        """The cells that a row stands under; a blank one repeats the one above, unless a wider one has changed since."""
        columns = (*self._columns.above, *self._columns.names[:-1])
        for at, col in enumerate(columns):
            cell = row[col]
            if cell is not None and not is_empty(cell) and self._last.get(col) is not cell:
                self._last[col] = cell
                for narrower in columns[at + 1 :]:
                    self._last.pop(narrower, None)
        return [self._last[col] for col in columns if col in self._last]

    def _entry(self, name: TableCell, number: int, item: int | None) -> _Entry:
        row = self._layout.rows[number]
        columns = self._columns
        title = row[item] if item is not None else name
        assert title is not None
        wider: list[TableCell | None] = [
            cell for cell in self._above(row) if cell.col < title.col or cell.col in columns.above
        ]
        wider += [row[col] for col in columns.names[-1:] if not is_empty(row[col])]
        above = [cell.text for cell in distinct(wider) if cell is not title and cell.text != title.text]
        texts = (*(text for _, _, text in self._groups), *dict.fromkeys(above))
        return _Entry(title, _number(row, columns, number if item is not None else None), texts)


def _ends_with_owners(cell: TableCell) -> bool:
    folded = fold(cell.text)
    return owners_start(folded, 0, len(folded)) < len(folded)


def _group_name(layout: Layout, columns: TaskColumns, number: int) -> str | None:
    """The name, where a row says nothing else: one cell over the row, or a name without units in a table of units."""
    row = layout.rows[number]
    said = distinct(row)
    names = _named(row, columns)
    if len(names) != 1 or names[0].row != number:
        return None
    name = names[0]
    if name.colspan > 1 and name.colspan * 2 > len(row):
        return name.text
    numbers = [cell.text for cell in said if cell is not name]
    if any(
        row[col] is not None and not is_empty(row[col]) for col in (*columns.lead, *columns.responsible, *columns.marks)
    ):
        return None
    if owner_named(name) is not None:
        return name.text
    marked = read_marker(fold(name.text)) is not None or any(not text.isdecimal() for text in numbers)
    if columns.units and marked and name.col <= columns.names[-1]:
        return numbers[0] + "、" + name.text if numbers and read_marker(fold(name.text)) is None else name.text
    return None


def _named(row: tuple[TableCell | None, ...], columns: TaskColumns) -> list[TableCell]:
    """The cells of a row that say something, but for its numbers and for figures, which may sum up the rows below."""
    numbers = {id(row[col]) for col in columns.number}
    return [
        cell for cell in distinct(row) if cell.colspan > 1 or not (id(cell) in numbers or is_bare_value(plain(cell)))
    ]


def _group_cell(layout: Layout, columns: TaskColumns, number: int) -> TableCell:
    return _named(layout.rows[number], columns)[0]


def _rank(name: str) -> float:
    marker = read_marker(fold(name))
    return marker.rank if marker else 0


def _number(row: tuple[TableCell | None, ...], columns: TaskColumns, own: int | None) -> str | None:
    """The number in a row; of a row under a merged name only its `own` (that begins in it) counts."""
    cells = [cell for cell in (row[col] for col in columns.number) if cell is not None]
    texts = [
        plain(cell).strip("（）().、．。") for cell in cells if own is None or (cell.row == own and cell.rowspan == 1)
    ]
    return next((text for text in reversed(texts) if text), None)


def _finish(entry: _Entry, page: int | None, year: int | None, doubts: tuple[Doubt, ...]) -> TaskRow:
    cell = entry.title
    folded = fold(cell.text)
    marker = read_marker(folded)
    begin = marker.end if marker else 0
    first = next(sentence_spans(folded, begin, len(folded), stops="。；：！？"), (begin, begin))
    # the paragraphs of a cell are joined: 发展电商（1）培育主体；（2）建设中心
    listed = _LIST_BEGINS.search(folded, first[0] + 2, first[1])
    if listed:
        first = (first[0], listed.start())
    first = (first[0], min(first[1], owners_start(folded, first[0], len(folded))))  # 建设平台（市科技局、市财政局）
    end = first[1]
    while end > first[0] and folded[end - 1] in "。；：！？ ":
        end -= 1
    start = cell.span[0]
    due_text = "；".join(_when(c, entry.heads.get(c.span, "")) for kind, c in entry.cells if kind == "due") or None
    others = [*(c for _, c in entry.cells), *(c for _, c in entry.goals)]
    spans = [cell.span, *(c.span for c in others if c.row >= cell.row)]
    described = _described(folded, (first[0], end), first[1], bool(entry.spans("below")))
    return TaskRow(
        number=entry.number or (marker.number if marker else None),
        title=cell.text[first[0] : end],
        title_span=(start + first[0], start + end),
        group=entry.group,
        task_span=(min(span[0] for span in spans), max(span[1] for span in spans)),
        description_spans=(*((start + at, start + stop) for at, stop in described), *entry.spans("below")),
        goal_spans=tuple((year, c.span) for year, c in entry.goals),
        lead_spans=entry.spans("lead"),
        assist_spans=entry.spans("assist"),
        responsible_spans=entry.spans("responsible"),
        due_text=due_text,
        due=due_year(due_text, Clock(year, year, year)) if due_text else None,
        page=cell.page if cell.page is not None else page,
        doubts=(*doubts, *dict.fromkeys(entry.doubts)),
    )


def _when(cell: TableCell, head: str) -> str:
    """The deadline that a cell says; one that says what is done by then has the time in its head: 一季度：制定方案."""
    return f"{head}：{cell.text}" if cell_kind(plain(cell)) != "date" and _PART_OF_YEAR.match(fold(head)) else cell.text


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
