"""What a table is: of indicators, of tasks, of owners by task number, or something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from extract.models import TableCell
from extract.outline.openings import owners_start
from extract.tables.cell_kinds import cell_kind, is_figure
from extract.tables.column_roles import UNIT_ROLES
from extract.tables.grid import plain, says_nothing
from extract.tables.heads import Layout
from extract.tables.unit_marks import are_marks
from extract.tables.value_heads import are_areas, read_head, read_time
from extract.text.periods import YEAR

TableKind = Literal["indicators", "tasks", "owners", "other"]

_LABELS = frozenset(
    {
        "number",
        "group",
        "indicator",
        "uom",
        "scope",
        "year",
        "attribute",
        "note",
        "due",
        "person",
        "member",
        "duty",
        "office",
        "carrier",
        "score",
        *UNIT_ROLES,
    }
)
WORDS = ("name", "prose", "actors", "places", "persons")
"""Kinds of cells that are words: 改造农贸市场 ends as the name of a market does, 龙舟赛 looks like that of a person."""
_NAMED = frozenset({"task", "detail", "group", "indicator"})


def table_kind(layout: Layout, caption: str | None) -> TableKind:
    """What a table is, by the roles of its columns; where it has no heads its caption must say that it is of indicators.

    序号|重点任务|牵头单位 → "tasks"; 指标|单位|2025年 → "indicators"; 任务序号|牵头单位 → "owners"; 姓名|电话 → "other"
    """
    if not layout.body:
        return "other"
    roles = set(layout.roles)
    if not layout.has_heads:
        if "responsible" in roles and _prose(layout) and len(layout.body) > 1:
            return "tasks"
        if roles == {"number", "responsible"} and len(layout.body) > 1:
            return "owners"
        figures = [col for col, role in enumerate(layout.roles) if role is None and _figures(layout, col) >= 0.6]
        return "indicators" if figures and _names_indicators(caption) else "other"
    owned = bool(roles & UNIT_ROLES) or ("office" in roles or "carrier" in roles) or _tells_owners(layout)
    if roles & {"member", "duty"} and not roles & {"task", "indicator", "lead"}:
        return "other"
    values = value_columns(layout)
    figures = [col for col in values if _figures(layout, col) >= 0.5]
    dated = [col for col in values if any(YEAR.search(head) for head in layout.heads[col])]
    if "indicator" in roles and (figures or (dated and not owned) or (values and not owned and "uom" in roles)):
        return "indicators"
    if owned and (roles & _NAMED or _prose(layout)):
        return "tasks"
    if roles & UNIT_ROLES and "number" in roles and roles <= {"number", "note", "due", "office", *UNIT_ROLES}:
        return "owners"
    if not owned and figures and (roles & {"uom", "attribute"} or len(dated) >= 2 or _names_indicators(caption)):
        return "indicators"
    if figures and roles & {"scope", "year"} and 2 * len(figures) > len(layout.roles) - 2:
        return "indicators"
    if not owned and figures == list(values) and are_areas(["".join(layout.heads[col]) for col in values]):
        return "indicators"
    if not owned and figures and _rows_are_times(layout, values):
        return "indicators"
    planned = roles & {"due", "progress", "person"} or ("uom" in roles and not figures)
    return "tasks" if roles & {"task", "detail"} and planned else "other"


def value_columns(layout: Layout) -> tuple[int, ...]:
    """The columns of an indicator table that hold values: no labels, but figures or a head that says whose or when."""
    named = "indicator" in layout.roles
    first = next((col for col, role in enumerate(layout.roles) if role not in ("number", "group")), 0)
    found = []
    for col, role in enumerate(layout.roles):
        if role in _LABELS or (not named and col == first):
            continue
        head = read_head(layout.heads[col], None)
        if head.year or head.nature or head.per or _figures(layout, col) >= 0.5:
            found.append(col)
    return tuple(found)


def seems_to_commit(layout: Layout) -> bool:
    """Whether a table of no known kind looks like one of commitments: bodies beside words, or figures under years.

    Lists of people and the fields of a form are none.
    """
    if len(layout.body) < 2 or {"person", "member"} & set(layout.roles):
        return False
    owners = [col for col in range(len(layout.roles)) if _bodies(layout, col) >= 0.6 and len(layout.texts(col)) > 1]
    dated = [col for col, texts in enumerate(layout.heads) if any(map(YEAR.search, texts)) and _figures(layout, col)]
    told = [col for col in range(len(layout.roles)) if col not in owners and _words(layout, col) >= 0.6]
    marks = [col for col in range(len(layout.roles)) if are_marks(layout.texts(col))]
    return bool(owners and told) or bool(dated and len(layout.body) > 2) or bool(len(marks) > 1 and told)


def is_empty(cell: TableCell | None) -> bool:
    """Whether a cell says nothing (a dash, 无) or is not there."""
    return cell is None or says_nothing(plain(cell))


def column_share(layout: Layout, col: int, test: Callable[[str], bool]) -> float:
    """How many of a column's cells (blank ones left out) pass a test, from 0 to 1."""
    texts = [text for text in layout.texts(col) if not says_nothing(text)]
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def _tells_owners(layout: Layout) -> bool:
    """Whether the cells of a column of words end with who answers: 建设平台。（市科技局、市财政局）"""
    columns = [col for col, role in enumerate(layout.roles) if role in ("task", "detail", None)]
    return any(column_share(layout, col, _ends_with_owners) >= 0.5 for col in columns)


def _ends_with_owners(text: str) -> bool:
    return owners_start(text, 0, len(text)) < len(text)


def _figures(layout: Layout, col: int) -> float:
    return column_share(layout, col, is_figure)


def _rows_are_times(layout: Layout, values: tuple[int, ...]) -> bool:
    """Whether the rows are years (2025年实际, 2026年目标), so that the heads name what is measured."""
    labels = [col for col, role in enumerate(layout.roles) if col not in values and role != "number"]
    texts = layout.texts(labels[0]) if labels else []
    return bool(texts) and all(read_time(text) for text in texts)


def _bodies(layout: Layout, col: int) -> float:
    return column_share(layout, col, lambda text: cell_kind(text) == "bodies")


def _prose(layout: Layout) -> list[int]:
    """The columns without a role that hold words."""
    return [col for col, role in enumerate(layout.roles) if role is None and _words(layout, col) >= 0.6]


def _words(layout: Layout, col: int) -> float:
    return column_share(layout, col, lambda text: cell_kind(text) in WORDS)


def _names_indicators(caption: str | None) -> bool:
    return caption is not None and re.search(r"指标|目标", caption) is not None
