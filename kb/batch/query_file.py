"""A file of queries, one a row → queries with their filters; what is wrong with a row is said with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extract.errors import ReadError
from extract.readers.plain.encodings import decode
from kb.errors import KnowledgeBaseError
from kb.filters import FILTERS, Filters, FilterSpec

LARGEST = 20_000_000
"""Bytes of a file of queries."""
QUERY = "检索词"
_QUERY_NAMES = (QUERY, "检索", "关键词", "查询", "query")
_SHORTER = {
    "unit": ("单位",),
    "role": ("角色",),
    "kind": ("类型",),
    "year": ("到期年份", "年份", "年度"),
    "document": ("文件名",),
}
"""What a person may head a column with, beside the filter's own label and name."""


@dataclass(frozen=True, slots=True)
class BatchQuery:
    """One row: the line of the file it begins in, what to search for, and by what to narrow."""

    line: int
    text: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be searched for, and why."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.reason}"


def read_queries(path: Path, *, filters: Filters) -> Iterator[BatchQuery | BadRow]:
    """The rows of a file of queries, each narrowed by its own cells, else by `filters`.

    检索词,责任单位,年份 / 研发投入,市科技局,2026 → BatchQuery(2, 研发投入, Filters(unit=市科技局, year=2026))
    A file that is no such table raises a KnowledgeBaseError with the remedy; a bad row does not keep the others.
    """
    text = _text(path)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first and "," not in first else ",")
    return _rows(path, reader, filters)


def _text(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise KnowledgeBaseError(f"{path}：超过 {LARGEST // 1_000_000} MB，不像检索词的清单。请分成几个文件")
    data = path.read_bytes()
    if data.startswith(b"PK\x03\x04"):
        raise KnowledgeBaseError(f"{path}：是 Excel 工作簿，不是 CSV。请在 Excel 里另存为“CSV UTF-8（逗号分隔）”")
    try:
        return decode(path.name, data).text
    except ReadError as error:
        raise KnowledgeBaseError(f"{path}：{error.reason}。请另存为 UTF-8 编码的 CSV 文件") from error


def _rows(path: Path, reader: Any, filters: Filters) -> Iterator[BatchQuery | BadRow]:
    """The header at once, so that a file that has none is refused before anything is written; then row by row."""
    lines = _lines(reader)
    header = next(lines, None)
    if header is None:
        raise KnowledgeBaseError(f"{path}：是空的。第一行应为表头，如：{QUERY},责任单位,年份")
    if isinstance(header, BadRow):
        raise KnowledgeBaseError(f"{path}：{header}")
    columns = _columns(path, header[1])
    return (row if isinstance(row, BadRow) else _row(*row, columns, filters) for row in lines)


def _lines(reader: Any) -> Iterator[tuple[int, list[str]] | BadRow]:
    """The rows that hold anything, with the line that each begins in."""
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(line, f"引号或字符有误，读不出来（{error}）")
            continue
        if any(cells):
            yield line, cells


def _columns(path: Path, header: Sequence[str]) -> list[FilterSpec | None]:
    """The filter of each column, None for the query's; a header with other names is refused."""
    known: dict[str, FilterSpec | None] = dict.fromkeys(_QUERY_NAMES)
    for spec in FILTERS:
        known |= dict.fromkeys((spec.label, spec.name, *_SHORTER.get(spec.name, ())), spec)
    strange = [name for name in header if name and name not in known]
    columns = [known.get(name) for name in header]
    if strange or not any(header) or len(set(map(_name, columns))) < len(columns):
        called = "、".join([QUERY, *(spec.label for spec in FILTERS)])
        wrong = f"不认识“{'”“'.join(strange)}”" if strange else "有重复或空的列名"
        raise KnowledgeBaseError(f"{path}：第 1 行应为表头，{wrong}；可以用的列名：{called}")
    return columns


def _name(spec: FilterSpec | None) -> str:
    return QUERY if spec is None else spec.name


def _row(
    line: int, cells: Sequence[str], columns: Sequence[FilterSpec | None], filters: Filters
) -> BatchQuery | BadRow:
    if any(cells[len(columns) :]):
        return BadRow(line, f"有 {len(cells)} 格，表头只有 {len(columns)} 列；检索词里有逗号时请用引号括起")
    text, values = "", {}
    for spec, cell in zip(columns, cells, strict=False):
        if spec is None:
            text = cell
        elif cell:
            value = _value(spec, cell)
            if value is None:
                return BadRow(line, f"{spec.label}不能是“{cell}”{_choices(spec)}")
            values[spec.name] = value
    asked = _with(filters, values)
    return BatchQuery(line, text, asked) if text or asked else BadRow(line, "既没有检索词，也没有筛选条件")


def _with(filters: Filters, values: Mapping[str, str | int]) -> Filters:
    return replace(filters, **values)  # type: ignore[arg-type]


def _value(spec: FilterSpec, cell: str) -> str | int | None:
    """What a cell says in the terms of the filter: 牵头 → lead, 2026年 → 2026; None where it says nothing."""
    if spec.due:
        return spec.read(cell)
    if not spec.choices:
        return cell
    called = {label: value for value, label in spec.choices} | {value: value for value, _ in spec.choices}
    return called.get(cell)


def _choices(spec: FilterSpec) -> str:
    if spec.due:
        return "；写作 2026、2026Q2、2025..2027、持续 或 未写明"
    return f"；可以是：{'、'.join(label for _, label in spec.choices)}"
