"""Which columns of a task table name the task, group it, describe it, say who answers and until when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.tables.cell_kinds import cell_kind, is_figure
from extract.tables.column_roles import role_of
from extract.tables.grid import distinct
from extract.tables.heads import Layout
from extract.tables.table_kinds import WORDS, column_share, is_empty
from extract.tables.value_heads import are_areas, is_scope, read_head
from extract.text.periods import YEAR

_NAMING = {"task": 2.0, "indicator": 2.0, "detail": 0.0}
_UNSAID = 0.5
_NAMES = ("name", "places", "actors", "bodies", "persons", "figure")
_NEAR = 1.0
"""A column that names things by its cells (short, no sentences) outweighs one that does so by its head alone."""
_FEW = 0.5
_OFFICE = re.compile(r"[处科股]室")
_GOAL = re.compile(r"目标|标准|成效|成果|指标|程度|什么样|任务量")
_HOSTS = re.compile(r"承办")
"""Who hosts (承办) leads where a column names those who help; beside 主办 it is they who help."""


@dataclass(frozen=True, slots=True)
class TaskColumns:
    """`names` are the columns that name the task, the narrowest last; `above` its groups, `below` describes it."""

    number: tuple[int, ...]
    above: tuple[int, ...]
    names: tuple[int, ...]
    below: tuple[int, ...]
    lead: tuple[int, ...]
    assist: tuple[int, ...]
    responsible: tuple[int, ...]
    due: tuple[int, ...]
    marks: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()
    goals: Mapping[int, int | None] = field(default_factory=dict)
    """The year that the head of a column names which promises."""

    @property
    def units(self) -> tuple[int, ...]:
        """All columns of units."""
        return (*self.lead, *self.assist, *self.responsible, *self.marks)


def task_columns(layout: Layout) -> TaskColumns | None:
    """The columns of a task table by what they are for; None where none names a task.

    领域|平台名称|简要描述|责任单位 → above 领域, names 平台名称, below 简要描述, responsible 责任单位
    """
    names, above = _names(layout)
    if not names:
        return None
    lead, assist, responsible = unit_columns(layout)
    marks = layout.columns("marks")
    taken = {*names, *above, *lead, *assist, *responsible, *marks}
    return TaskColumns(
        number=layout.columns("number"),
        above=above,
        names=names,
        below=tuple(col for col in _texts(layout) if col not in taken),
        lead=lead,
        assist=assist,
        responsible=responsible,
        due=layout.columns("due") or layout.columns("year"),
        marks=marks,
        figures=tuple(col for col in figure_columns(layout) if col not in {*names, *above}),
        goals={
            col: year
            for col, texts in enumerate(layout.heads)
            if (year := read_head(texts, None).year) is not None or _is_goal(layout, col)
        },
    )


def figure_columns(layout: Layout) -> tuple[int, ...]:
    """The columns of a task table whose bare figures are what its rows promise for a year: 2026年, 2027年目标, 目标值.

    A head that says what else it counts (2026年计划投资) is none. Areas beside each other (东县|西县) share a task out.
    """
    found = _areas(layout)
    for col, role in enumerate(layout.roles):
        head = read_head(layout.heads[col], None)
        dated = head.year is not None or head.nature == "target"
        if role in (None, "detail", "task") and dated and (not head.rest or is_scope(head.rest)):
            found += [col] if any(map(is_figure, layout.texts(col))) else []
    return tuple(sorted(set(found)))


def _areas(layout: Layout) -> list[int]:
    columns = [
        col
        for col, role in enumerate(layout.roles)
        if role is None and column_share(layout, col, is_figure) >= _FEW and not _says_year(layout, col)
    ]
    return columns if are_areas([layout.heads[col][-1] if layout.heads[col] else "" for col in columns]) else []


def _texts(layout: Layout) -> tuple[int, ...]:
    """The columns of words: tasks, what describes them, and those whose head says nothing or a year; none of figures."""
    return tuple(
        col
        for col, role in enumerate(layout.roles)
        if role in ("task", "indicator")
        or (role in (None, "detail") and _words(layout, col) >= (0.01 if role or _says_year(layout, col) else _FEW))
    )


def _names(layout: Layout) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The columns that name the task, from the widest to the narrowest, and those that group it."""
    above = layout.columns("group")
    text = _texts(layout)
    if not text and above:
        return above[-1:], above[:-1]
    text = tuple(col for col in text if not _is_goal(layout, col)) or text
    scores = {col: _naming(layout, col) for col in text}
    near = [col for col in text if scores[col] > max(scores.values()) - _NEAR]
    if not near:
        return (), above
    if (
        not layout.has_heads
    ):  # of columns that nothing tells apart the first names, unless its names come again and again
        near = [next((col for col in near if not _comes_again(layout, col)), near[0])]
        return tuple(near), (*above, *(col for col in text if col < near[0]))
    most = max(_cells(layout, col) for col in near)
    while len(near) > 1 and _cells(layout, near[-1]) < _FEW * most:
        near.pop()
    grouped = tuple(
        col for col in text if col < near[0] and _is_merged(layout, col) and not _is_merged(layout, near[-1])
    )
    above = (*above, *grouped)
    first = next(col for col in near if not _same_head(layout, col, near[-1]) or col == near[-1])
    return tuple(col for col in near if col >= first), (*above, *(col for col in near if col < first))


def _naming(layout: Layout, col: int) -> float:
    """How much a column looks like one of names: by its head, and by cells that are short and no sentences."""
    role = layout.roles[col]
    by_head = _UNSAID if role is None else _NAMING[role]
    if role == "indicator" and "task" in layout.roles:
        by_head = 1.0
    named = column_share(layout, col, lambda text: cell_kind(text) in _NAMES)
    return by_head + named - column_share(layout, col, lambda text: cell_kind(text) == "prose")


def unit_columns(layout: Layout) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The columns of who leads, assists and is responsible; 责任单位 beside 牵头单位 assists.

    Firms that build (承建主体) and a body's own offices count only where no column names bodies.
    """
    lead, assist, responsible = (layout.columns(role) for role in ("lead", "assist", "responsible"))
    if not (lead or assist or responsible):
        for col in layout.columns("office", "carrier"):
            said = role_of(_OFFICE.sub("单位", "".join(layout.heads[col])))  # 牵头处室 leads as 牵头单位 does
            lead += (col,) if said == "lead" else ()
            assist += (col,) if said == "assist" else ()
            responsible += (col,) if said not in ("lead", "assist") else ()
    if assist and not lead:
        lead = tuple(col for col in responsible if _HOSTS.search("".join(layout.heads[col])))
        responsible = tuple(col for col in responsible if col not in lead)
    return (lead, (*assist, *responsible), ()) if lead else ((), assist, responsible)


def _is_goal(layout: Layout, col: int) -> bool:
    """Whether a head says what is to be reached: 目标, 完成标准, 干到什么程度; 目标任务 names tasks."""
    return layout.roles[col] in (None, "detail") and any(map(_GOAL.search, layout.heads[col]))


def _says_year(layout: Layout, col: int) -> bool:
    return any(YEAR.search(head) for head in layout.heads[col])


def _words(layout: Layout, col: int) -> float:
    return column_share(layout, col, lambda text: cell_kind(text) in WORDS)


def _cells(layout: Layout, col: int) -> int:
    """How many names of its own a column holds."""
    return len(
        {cell.text for cell in distinct(layout.rows[number][col] for number in layout.body) if not is_empty(cell)}
    )


def _comes_again(layout: Layout, col: int) -> bool:
    return _cells(layout, col) < 0.7 * len(layout.body)


def _is_merged(layout: Layout, col: int) -> bool:
    """Whether cells of a column reach over several rows."""
    return any(cell.rowspan > 1 for cell in distinct(layout.rows[number][col] for number in layout.body))


def _same_head(layout: Layout, col: int, other: int) -> bool:
    return bool(layout.heads[col]) and layout.heads[col] == layout.heads[other]
