"""An export before it has a format: named tables of text."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from kb.export.export_columns import CELL_COLUMNS, GROUP, KIND, OWN_ROLE, TARGET_COLUMNS, TASK_COLUMNS, ExportColumn
from kb.export.export_lines import ExportLine, TaskContents, lines_of, lines_of_groups, with_lines
from kb.filters import KIND_LABELS
from kb.models import CellEntry
from kb.results import Results

T = TypeVar("T")

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SORTS = {"relevance": "相关程度", "year": "到期年份", "document": "文件顺序", "value": "目标值"}

_SINGLE = "一项任务的每条措施一行；没有列出措施的任务单独一行，“具体举措”列出其全部措施。"
_GROUPED = "一项任务一行，“具体举措”“目标指标”列出其中符合条件的；只有任务本身符合条件的，列出其全部措施和目标。"


@dataclass(frozen=True, slots=True)
class ExportTable:
    """Rows under headings; `groups` says of each row what it shares with its neighbours in the column `merged`."""

    title: str
    header: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[Hashable, ...] = ()
    merged: str | None = None


def printable(text: str) -> str:
    """A text without the characters that neither a spreadsheet nor UTF-8 can hold."""
    return _UNPRINTABLE.sub("", text)


def _table(title: str, columns: Sequence[ExportColumn[T]], lines: Iterable[T]) -> ExportTable:
    rows = tuple(tuple(printable(column.text(line)) for column in columns) for line in lines)
    return ExportTable(title, tuple(c.name for c in columns), tuple(c.width for c in columns), rows)


def _with_role(columns: Sequence[ExportColumn[ExportLine]], own: Set[str]) -> list[ExportColumn[ExportLine]]:
    """Where a unit was asked for, its role stands first."""
    return [OWN_ROLE, *columns] if own else list(columns)


def task_table(results: Results, contents: Mapping[str, TaskContents], own: Set[str], *, grouped: bool) -> ExportTable:
    """重点任务分解表: tasks and measures; `grouped`: a task a row."""
    if grouped:
        lines = lines_of_groups([group for group in results.groups if group.task_id is not None], contents, own)
    else:
        lines = lines_of([hit for hit in with_lines(results.hits) if hit.kind != "target"], contents, own)
    table = _table("重点任务分解表", _with_role(TASK_COLUMNS, own), lines)
    return ExportTable(table.title, table.header, table.widths, table.rows, tuple(line.group for line in lines), GROUP)


def target_table(results: Results, own: Set[str]) -> ExportTable:
    """主要目标分解表."""
    lines = lines_of([hit for hit in results.hits if hit.kind == "target"], {}, own)
    return _table("主要目标分解表", _with_role(TARGET_COLUMNS, own), lines)


def list_table(results: Results, contents: Mapping[str, TaskContents], own: Set[str], *, grouped: bool) -> ExportTable:
    """承诺事项清单: tasks, measures and targets in one table, for a format that holds but one."""
    columns = _with_role([TASK_COLUMNS[0], KIND, *TASK_COLUMNS[1:]], own)
    lines = (
        lines_of_groups(results.groups, contents, own) if grouped else lines_of(with_lines(results.hits), contents, own)
    )
    return _table("承诺事项清单", columns, lines)


def cell_table(cells: Iterable[CellEntry]) -> ExportTable:
    """指标表格."""
    return _table("指标表格", CELL_COLUMNS, cells)


def notes_table(results: Results, *, rows: int, sort: str, date: str | None, rules: str, grouped: bool) -> ExportTable:
    """筛选条件与说明: what was asked, what came of it, and how to read the tables."""
    counts = "，".join(
        f"{label} {results.kinds[kind]} 项" for kind, label in KIND_LABELS.items() if kind in results.kinds
    )
    files = dict.fromkeys(hit.document.label for hit in results.hits)
    lines = [
        ("检索与筛选", "；".join(results.conditions) or "全部承诺事项"),
        ("排序", _SORTS[sort]),
        ("合计", f"{results.total} 项" + (f"（{counts}）" if counts else "") + f"，列为 {rows} 行"),
        ("涉及文件", "\n".join(files)),
        ("行的含义", (_GROUPED if grouped else _SINGLE) + "目标另见“主要目标分解表”。"),
        ("单位", "按文件原文列出；“责任单位”一栏为未分牵头、配合的单位。措施和目标沿用所属任务的单位。"),
        (
            "完成时限",
            "“完成时限”照录原文，“到期年份”为据此换算的年份。〔据目标〕〔据章节〕〔据规划期〕表示条目本身没有写明，"
            "年份取自其目标、所在章节或文件的规划期；空白表示都没有写明。",
        ),
        ("存疑", "“存疑”一栏写明需要对照原文核对的原因；措施和目标沿用所属任务的存疑。"),
        ("抽取规则版本", rules),
    ]
    if date is not None:
        lines.insert(0, ("导出日期", date))
    printed = tuple((name, printable(text)) for name, text in lines)
    return ExportTable("筛选条件与说明", ("项目", "内容"), (16, 90), printed)
