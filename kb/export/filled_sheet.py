"""A sheet that a bureau has filled in → what it says of each task, and what of it cannot be taken over, by line.

The rows are told by their hidden key and the columns by their heads, so that rows may be sorted, filtered and left out.
"""

from __future__ import annotations

import datetime
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, NamedTuple

from kb.errors import KnowledgeBaseError
from kb.export.export_columns import AS_EXPORTED, NUMBER, ROW_KEY
from kb.export.exported_marks import as_shown, changed_columns
from kb.export.office_archive import checked_office_file
from kb.export.task_templates import task_templates
from kb.records.progress import FIELD_NAMES, FIELDS, ProgressField

_HEAD_ROWS, _MOST_COLUMNS, _MOST_ROWS = 40, 200, 200_000
_LONGEST = 5_000
"""Characters that a person fills into one cell."""
_KEY = re.compile(r"[0-9a-f]{12}-[0-9a-f]{10}(?:-\d+)?")
_NUMBERS = (NUMBER, "到期年份", "页")
_NO_RESULT = "（公式没有结果）"
"""What a cell shows whose formula no program has computed: nothing tells what it says."""
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})

ProblemKind = Literal[
    "column-missing",
    "column-doubled",
    "columns-moved",
    "no-key",
    "key-unreadable",
    "key-doubled",
    "text-for-number",
    "value",
    "not-read",
]


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What of a sheet was not taken over, or is worth knowing; `line` is None where it concerns all of it."""

    kind: ProblemKind
    sheet: str
    line: int | None
    message: str

    def __str__(self) -> str:
        """One line for a person: “重点任务分解表”第 12 行：行键重复…"""
        where = f"“{self.sheet}”" + (f"第 {self.line} 行" if self.line is not None else "")
        return f"{where}：{self.message}"


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row: its key, what it calls the task, and the texts of the columns that the sheet has; "" for an empty cell.

    `exported` are the marks of the texts that stood there when the sheet was exported, by field; empty where it does not say.
    `changed` are the texts of other columns that are not as they were exported, by head: they are not taken over.
    """

    sheet: str
    line: int
    key: str
    task: str
    values: Mapping[ProgressField, str]
    exported: Mapping[ProgressField, str] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """One line for a person: 第 12 行 壮大科技型企业队伍：进展情况“已完成”."""
        return f"第 {self.line} 行 {self.task or self.key}：{_told(self.values)}"


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """All rows that can be taken over, and what cannot."""

    name: str
    rows: tuple[FilledRow, ...]
    problems: tuple[SheetProblem, ...]


def read_filled_sheet(data: bytes, name: str) -> FilledSheet:
    """Read an .xlsx that was exported here; KnowledgeBaseError for a file that is none, or has no row key."""
    from openpyxl import load_workbook

    checked_office_file(data, name, part="xl/workbook.xml")
    try:
        computed, written = (
            load_workbook(io.BytesIO(data), read_only=True, data_only=values) for values in (True, False)
        )
        read = [_read(*sheets) for sheets in zip(computed.worksheets, written.worksheets, strict=True)]
    except KnowledgeBaseError:
        raise
    except Exception as error:  # Whatever openpyxl says of a file that is none.
        raise KnowledgeBaseError(f"{name}：读不出来，可能已损坏。请用 Excel 或 WPS 另存为 .xlsx 后再试") from error
    found = [part for part in read if part is not None]
    if not any(part.filled for part in found):
        raise KnowledgeBaseError(
            f"{name}：没有找到“{ROW_KEY}”一列，认不出各行是哪项任务。请在本程序导出的 Excel 表上填写，不要删去隐藏的列"
        )
    rows, doubled = _once([row for part in found for row in part.rows])
    return FilledSheet(name, rows, (*(problem for part in found for problem in part.problems), *doubled))


@cache
def _fields() -> dict[str, str]:
    """What stands under a head: 责任领导, 牵头领导 → leader; 重点任务 → task."""
    found: dict[str, str] = {}
    for template in task_templates().values():
        for column in template.columns:
            if column.field in (*FIELDS, "task", "sentence"):
                found.setdefault(column.heading, column.field)
    return found | {name: held for held, name in FIELD_NAMES.items()} | {ROW_KEY: "key", AS_EXPORTED: "exported"}


class _Part(NamedTuple):
    """What one sheet says; whether it is one that is filled in."""

    rows: list[FilledRow]
    problems: list[SheetProblem]
    filled: bool


def _read(sheet: Any, written: Any) -> _Part | None:
    """The rows of one sheet and its problems; None where it has no row keys. `written` is the same with its formulas.

    Of a sheet in which nothing is filled in, that of the targets, what was changed in it is a problem: it is not taken over.
    """
    rows = _cells(sheet, written)
    head, names = 0, []
    for line, cells in enumerate(rows, start=1):
        texts = [str(cell.value).strip() if cell.value is not None else "" for cell in cells]
        if ROW_KEY in texts:
            head, names = line, texts
            break
        if line >= _HEAD_ROWS:
            return None
    if not names:
        return None
    columns, problems = _columns(names, sheet.title)
    found = list(_rows(rows, head, columns, names, sheet.title, problems))
    if not any(one in columns for one in FIELDS):
        return _Part([], [problem for row in found for problem in not_read(row)], False)
    return _Part(found, problems, True)


def _cells(sheet: Any, written: Any) -> Iterator[Sequence[Any]]:
    """The cells of each row; one with a formula that was never computed says so, where it would seem to be empty."""
    both = (one.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS) for one in (sheet, written))
    for computed, formulas in zip(*both, strict=True):
        yield [
            _Uncomputed() if cell.value is None and formula.data_type == "f" else cell
            for cell, formula in zip(computed, formulas, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Uncomputed:
    value: str = _NO_RESULT
    number_format: str = ""


def not_read(row: FilledRow) -> Iterator[SheetProblem]:
    """What was changed in columns that are not taken over, so that nobody believes it was."""
    for name, text in row.changed.items():
        said = f"“{text[:40]}{'…' if len(text) > 40 else ''}”" if text else "空白"
        message = f"“{name}”改成了{said}，这一列不导入；确要更正，请在文件原文页修改"
        yield SheetProblem("not-read", row.sheet, row.line, message)


def _columns(names: Sequence[str], sheet: str) -> tuple[dict[str, int], list[SheetProblem]]:
    """Where each field stands; a head that stands twice tells nothing."""
    problems: list[SheetProblem] = []
    columns: dict[str, int] = {}
    for name in dict.fromkeys(filter(None, names)):
        held = _fields().get(name)
        if names.count(name) > 1 and (held or name in _NUMBERS):
            problems.append(
                SheetProblem(
                    "column-doubled", sheet, None, f"“{name}”有 {names.count(name)} 列，分不清哪一列，没有读取"
                )
            )
            if held == "key":
                raise KnowledgeBaseError(
                    f"“{sheet}”里“{ROW_KEY}”有两列，认不出各行是哪项任务。请恢复导出时的列后再导入"
                )
        elif held is not None and held not in columns:
            columns[held] = names.index(name)
    missing = [FIELD_NAMES[one] for one in FIELDS if one not in columns]
    if len(missing) == 1:  # Some forms have but a column for the leader.
        problems.append(SheetProblem("column-missing", sheet, None, f"没有“{'”“'.join(missing)}”列，其他列照常读取"))
    order = [name for name in _standard_order() if name in names and names.count(name) == 1]
    if [name for name in names if name in order] != order:
        problems.append(SheetProblem("columns-moved", sheet, None, "列的顺序与导出时不同，已按列名读取，请核对"))
    return columns, problems


@cache
def _standard_order() -> tuple[str, ...]:
    standard = next(iter(task_templates().values()))
    return tuple(column.heading for column in standard.columns if column.field != "lead")


def _rows(
    rows: Iterator[Any],
    head: int,
    columns: Mapping[str, int],
    names: Sequence[str],
    sheet: str,
    problems: list[SheetProblem],
) -> Iterator[FilledRow]:
    numbers = [(name, names.index(name)) for name in _NUMBERS if names.count(name) == 1]
    name_column = columns.get("task", columns.get("sentence"))
    for line, cells in enumerate(rows, start=head + 1):
        row = _row(line, cells, columns, names, numbers, name_column, sheet, problems)
        if row is not None:
            yield row


def _row(
    line: int,
    cells: Sequence[Any],
    columns: Mapping[str, int],
    names: Sequence[str],
    numbers: Sequence[tuple[str, int]],
    name_column: int | None,
    sheet: str,
    problems: list[SheetProblem],
) -> FilledRow | None:
    """One row, or None where it is none of a task, or cannot be taken over: then it is among the problems."""

    def problem(kind: ProblemKind, message: str) -> None:
        problems.append(SheetProblem(kind, sheet, line, message))

    def at(place: int | None) -> Any:
        return cells[place] if place is not None and place < len(cells) else None

    values = {one: shown(at(columns[one])) for one in FIELDS if one in columns}
    key, task = shown(at(columns["key"])), shown(at(name_column))
    marks = shown(at(columns.get("exported"))).split(" ")
    texts = {name: shown(at(place)) for place, name in enumerate(names) if names.count(name) == 1}
    changed = changed_columns(marks[len(FIELDS) :], texts)
    if not values:  # A sheet in which nothing is filled in.
        return FilledRow(sheet, line, key, task, values, {}, changed)
    if not key:
        if any(values.values()):
            problem("no-key", f"没有行键，填写的内容没有导入：{_told(values)}")
        return None
    if not _KEY.fullmatch(key):
        problem("key-unreadable", f"行键“{key[:40]}”不是导出时的样子，这一行没有导入：{_told(values)}")
        return None
    for name, place in numbers:
        text = shown(at(place))
        if text and not re.fullmatch(r"-?\d+(?:\.\d+)?", text):
            problem(
                "text-for-number", f"“{name}”应是数字，却是“{text[:20]}”，这一行可能错位，没有导入：{_told(values)}"
            )
            return None
    wrong = [one for one, text in values.items() if text in _ERRORS or text == _NO_RESULT or len(text) > _LONGEST]
    for name_of in wrong:
        said = "是公式错误" if values[name_of] in _ERRORS else f"超过 {_LONGEST} 字"
        if values[name_of] == _NO_RESULT:
            said = "是公式，文件里没有它的结果（用 Excel 或 WPS 打开并保存一次再导入）"
        problem("value", f"“{FIELD_NAMES[name_of]}”{said}，这一格没有导入")
        del values[name_of]
    exported = dict(zip(FIELDS, marks, strict=False)) if len(marks) >= len(FIELDS) else {}
    return FilledRow(sheet, line, key, task, values, exported, changed)


def _once(rows: Sequence[FilledRow]) -> tuple[tuple[FilledRow, ...], list[SheetProblem]]:
    """The rows whose key stands once, or says the same each time."""
    by_key: dict[str, list[FilledRow]] = defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    kept, problems = [], []
    for same in by_key.values():
        if all(row.values == same[0].values for row in same):
            kept.append(same[0])
            continue
        listed = "、".join(str(row.line) for row in same)
        for row in same:
            message = f"与第 {listed} 行行键重复而内容不同，都没有导入：{_told(row.values)}"
            problems.append(SheetProblem("key-doubled", row.sheet, row.line, message))
    return tuple(kept), problems


def _told(values: Mapping[ProgressField, str]) -> str:
    """What was filled in, so that it can be copied from the message: 进展情况“已完成”."""
    said = (f"{FIELD_NAMES[one]}“{text}”" for one, text in values.items() if text)
    return "，".join(said) or "（未填）"


def shown(cell: Any) -> str:
    """What a cell shows, as text: 0.35 as 35% is 35%, a date is 2026年3月1日."""
    value = None if cell is None else cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, int | float):
        if "%" in str(cell.number_format):
            return f"{round(value * 100, 6):g}%"
        return as_shown(value)
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()
