"""What a table is: of indicators, of tasks, or something else; and which paragraph before it is its caption."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from extract.models import Block, TableCell
from extract.owners.owner_words import looks_like_unit
from extract.owners.unit_lists import read_unit_list
from extract.tables.grid import distinct, plain, says_nothing
from extract.tables.heads import UNIT_ROLES, YEAR, Layout, is_figure, lay_heads
from extract.tables.indicator_labels import table_uom
from extract.tables.value_heads import read_head
from extract.text.characters import fold
from extract.text.deadlines import is_deadline

TableKind = Literal["indicators", "tasks", "other"]

_LABELS = frozenset(
    {"number", "group", "indicator", "uom", "scope", "year", "attribute", "note", "due", "person", *UNIT_ROLES}
)
_UNITS = re.compile(r"[、，；,;/\s和及与]+")
_SAID_OF_UNITS = re.compile(r"（[^（）]*）|等?(?:牵头|配合|负责|参与|按职责分工负责)|等$")
_UNIT_LINE = re.compile(r"[（［]?(?:计量)?单位[：:].{1,20}")
_APPENDIX = re.compile(r"^附件?[\d一二三四五六七八九十]{0,3}[：:]\s*")
_CAPTION = re.compile(
    r"(?:附?表|附件|附录|专栏|图表)\s*[\d一二三四五六七八九十—-]*.*|.*(?:表|指标|目标|清单|任务|分解|安排|情况|分工|台账)(?:（.{1,30}）)?"
)
_LONGEST_CAPTION = 60
_CAPTION_ENDS = "。；：，！？、"


def table_kind(block: Block, caption: str | None) -> TableKind:
    """What a table is, by its heads; by its cells and caption where it has none.

    序号|重点任务|牵头单位 → "tasks"; 指标|单位|2025年 → "indicators"; 姓名|电话 → "other"
    """
    layout = lay_heads(block)
    if not layout.body:
        return "other"
    if not any(layout.heads):
        return _kind_without_heads(layout, caption or "")
    roles = set(layout.roles)
    values = value_columns(layout)
    figures = [col for col in values if column_share(layout, col, is_figure) >= 0.5]
    dated = [col for col in values if any(YEAR.search(head) for head in layout.heads[col])]
    owned = bool(roles & UNIT_ROLES)
    if "indicator" in roles and (figures or (dated and not owned) or (values and not owned and "uom" in roles)):
        return "indicators"
    if owned and roles & {"task", "detail", "group", "indicator"}:
        return "tasks"
    if not owned and figures and (roles & {"uom", "attribute"} or len(dated) >= 2 or _names_indicators(caption)):
        return "indicators"
    if not owned and figures and roles & {"scope", "year"} and 2 * len(figures) > len(layout.roles) - 2:
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
        if head.year or head.nature or head.per or column_share(layout, col, is_figure) >= 0.5:
            found.append(col)
    return tuple(found)


def is_empty(cell: TableCell | None) -> bool:
    """Whether a cell says nothing (a dash, 无) or is not there."""
    return cell is None or says_nothing(plain(cell))


def caption_of(previous: Sequence[Block]) -> str | None:
    """The caption among the blocks before a table (the last one is nearest), None where none of them is one.

    附件2, 2026年主要目标分解表, 单位：亿元 → "2026年主要目标分解表": a line of the unit of measurement is passed over.
    """
    for block in reversed(previous[-3:]):
        text = fold(block.text).strip()
        if block.kind not in ("paragraph", "heading") or not text:
            return None
        if _UNIT_LINE.fullmatch(text):
            continue
        if len(text) <= _LONGEST_CAPTION and text[-1] not in _CAPTION_ENDS and _CAPTION.fullmatch(text):
            return _APPENDIX.sub("", block.text)
        return None
    return None


def uom_of(previous: Sequence[Block]) -> str | None:
    """The unit of measurement that the line right above a table gives all of it: 单位：亿元 → 亿元."""
    return table_uom(fold(previous[-1].text).strip().rstrip("。")) if previous else None


def columns_without_heads(layout: Layout) -> tuple[str | None, ...]:
    """The roles of the columns of a task table that has no heads, by what stands in them."""
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("number", str.isdecimal),
        ("due", is_deadline),
        ("responsible", lists_units),
    )
    roles: list[str | None] = []
    for col in range(len(layout.heads)):
        roles.append(next((role for role, test in tests if column_share(layout, col, test) >= 0.7), None))
    text = [col for col, role in enumerate(roles) if role is None and column_share(layout, col, _is_prose) >= 0.7]
    for position, col in enumerate(text):
        roles[col] = "task" if position == 0 else "detail"
    return tuple(roles)


def lists_units(text: str) -> bool:
    """Whether a cell lists bodies of government: "市甲局、市乙委" (most of its parts have the shape of a name)."""
    reading = read_unit_list(fold(text), 0, len(text)) if "：" in fold(text) else None
    if reading is not None and reading.labelled and reading.units and not reading.unread:
        return True  # 牵头：市甲局；配合：市乙局
    parts = [part for part in _UNITS.split(_SAID_OF_UNITS.sub("", text)) if part]
    shaped = sum(map(looks_like_unit, parts))
    return bool(parts) and len(text) <= 200 and shaped >= 0.7 * len(parts)


def _is_prose(text: str) -> bool:
    return len(text) >= 4 and not is_figure(text)


def column_share(layout: Layout, col: int, test: Callable[[str], bool]) -> float:
    """How many of a column's cells (blank ones left out) pass a test, from 0 to 1."""
    texts = [plain(cell) for cell in distinct(layout.rows[number][col] for number in layout.body)]
    texts = [text for text in texts if not says_nothing(text)]
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def _kind_without_heads(layout: Layout, caption: str) -> TableKind:
    roles = columns_without_heads(layout)
    if "responsible" in roles and "task" in roles and len(layout.body) > 1:
        return "tasks"
    figures = [col for col, role in enumerate(roles) if role is None and column_share(layout, col, is_figure) >= 0.6]
    return "indicators" if figures and _names_indicators(caption) else "other"


def _names_indicators(caption: str | None) -> bool:
    return caption is not None and re.search(r"指标|目标", caption) is not None
