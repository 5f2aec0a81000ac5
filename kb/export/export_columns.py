"""The columns of the exported tables, as supervision offices head them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from extract.models import Role
from kb.deadline import DERIVED
from kb.export.export_lines import ExportLine
from kb.filters import KIND_LABELS
from kb.models import CellEntry, DocumentEntry
from kb.shown_names import doubt_reasons
from kb.target_fields import TargetFields

T = TypeVar("T")

_SIGNS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "~": "约", "range": "区间"}
_NATURES = {"actual": "实际", "estimate": "预计", "target": "目标"}


@dataclass(frozen=True, slots=True)
class ExportColumn(Generic[T]):
    """A column: its heading, its width in characters, and what it says of one line."""

    name: str
    width: int
    text: Callable[[T], str]


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _document(entry: DocumentEntry) -> str:
    return entry.label + (f"（{entry.facts.doc_no}）" if entry.facts.doc_no else "")


def _due_year(line: ExportLine) -> str:
    """The year, with what it was taken from where the target itself names none: 2030〔据规划期〕."""
    basis = DERIVED.get(line.hit.due_basis or "")
    return _number(line.hit.year) + (f"〔{basis}〕" if basis and line.hit.year is not None else "")


def _where(line: ExportLine) -> str:
    parts = (" › ".join(line.hit.path), f"第{line.hit.page}页" if line.hit.page else "")
    return "，".join(part for part in parts if part)


def _units(role: Role) -> Callable[[ExportLine], str]:
    return lambda line: "、".join(unit.name for unit in line.hit.units if unit.role == role)


def _of_target(part: Callable[[TargetFields], str | None]) -> Callable[[ExportLine], str]:
    return lambda line: (part(line.hit.target) or "") if line.hit.target is not None else ""


def _baseline(target: TargetFields) -> str:
    return (f"{target.baseline_year}年：" if target.baseline_year else "") + (target.baseline or "")


OWN_ROLE: ExportColumn[ExportLine] = ExportColumn("本单位角色", 10, lambda line: line.own_role)
KIND: ExportColumn[ExportLine] = ExportColumn("类别", 6, lambda line: KIND_LABELS[line.hit.kind])
_NUMBER: ExportColumn[ExportLine] = ExportColumn("序号", 6, lambda line: str(line.number))

_UNITS: tuple[ExportColumn[ExportLine], ...] = (
    ExportColumn("牵头单位", 16, _units("lead")),
    ExportColumn("配合单位", 20, _units("assist")),
    ExportColumn("责任单位", 16, _units("responsible")),
)
_DOUBTS: ExportColumn[ExportLine] = ExportColumn("存疑", 14, lambda line: "；".join(line.hit.doubt_reasons))
_TO_FILL_IN: tuple[ExportColumn[ExportLine], ...] = tuple(
    ExportColumn(name, 10, lambda line: "")
    for name in ("责任领导", "责任处室", "联系人", "进展情况", "存在问题", "状态")
)

GROUP = "一级任务"
"""The column in which lines under one heading are one merged cell."""

TASK_COLUMNS: tuple[ExportColumn[ExportLine], ...] = (
    _NUMBER,
    ExportColumn(GROUP, 16, lambda line: line.hit.path[-1] if line.hit.path else ""),
    ExportColumn("重点任务", 20, lambda line: line.hit.task_title or ""),
    ExportColumn("具体举措", 44, lambda line: "\n".join(line.measures)),
    ExportColumn("目标指标", 28, lambda line: "\n".join(line.targets)),
    *_UNITS,
    ExportColumn("完成时限", 16, lambda line: line.hit.deadline),
    ExportColumn("到期年份", 9, lambda line: _number(line.hit.year)),
    ExportColumn("文件名称（文号）", 20, lambda line: _document(line.hit.document)),
    ExportColumn("章节/页码", 20, _where),
    ExportColumn("原文", 44, lambda line: line.hit.text),
    _DOUBTS,
    *_TO_FILL_IN,
)

TARGET_COLUMNS: tuple[ExportColumn[ExportLine], ...] = (
    _NUMBER,
    ExportColumn("指标", 26, _of_target(lambda target: target.subject)),
    ExportColumn("计量单位", 9, _of_target(lambda target: target.uom)),
    ExportColumn("基期（年/值）", 12, _of_target(_baseline)),
    ExportColumn("目标年", 10, _due_year),
    ExportColumn("比较", 6, _of_target(lambda target: _SIGNS[target.op])),
    ExportColumn("目标值", 10, _of_target(lambda target: target.value or target.reference)),
    ExportColumn("范围", 10, _of_target(lambda target: target.scope)),
    ExportColumn("属性", 8, _of_target(lambda target: target.attribute)),
    ExportColumn("年均/累计", 9, _of_target(lambda target: target.per)),
    ExportColumn("重点任务", 20, lambda line: line.hit.task_title or ""),
    *_UNITS,
    ExportColumn(
        "出处", 30, lambda line: "，".join(part for part in (_document(line.hit.document), _where(line)) if part)
    ),
    ExportColumn("原文", 36, lambda line: line.hit.text),
    _DOUBTS,
)

CELL_COLUMNS: tuple[ExportColumn[CellEntry], ...] = (
    ExportColumn("表", 24, lambda cell: cell.table or ""),
    ExportColumn("指标", 30, lambda cell: cell.indicator),
    ExportColumn("计量单位", 9, lambda cell: cell.uom or ""),
    ExportColumn("年份", 8, lambda cell: _number(cell.year)),
    ExportColumn("范围", 10, lambda cell: cell.scope or ""),
    ExportColumn("性质", 8, lambda cell: _NATURES[cell.nature]),
    ExportColumn("比较", 6, lambda cell: _SIGNS.get(cell.op or "", "")),
    ExportColumn("数值", 10, lambda cell: cell.value or cell.text or ""),
    ExportColumn("属性", 8, lambda cell: cell.attribute or ""),
    ExportColumn("年均/累计", 9, lambda cell: cell.per or ""),
    ExportColumn("文件名称（文号）", 24, lambda cell: _document(cell.document)),
    ExportColumn("页码", 6, lambda cell: _number(cell.page)),
    ExportColumn("存疑", 14, lambda cell: "；".join(doubt_reasons(cell.doubts))),
)
