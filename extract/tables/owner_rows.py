"""Tables that give tasks their owners by number only: 任务序号|牵头单位|配合单位."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.models import Span
from extract.tables.cell_kinds import NUMBERED_THINGS, row_number
from extract.tables.grid import distinct, plain
from extract.tables.heads import Layout
from extract.tables.repeated_cells import meant
from extract.tables.table_kinds import is_empty
from extract.tables.task_columns import unit_columns

_RANGE = re.compile(r"(\d{1,3})[-—~～至到](\d{1,3})")
_LONGEST_RANGE = 100


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """The numbers of the tasks that a row speaks of, and its unit cells by role."""

    numbers: tuple[int, ...]
    span: Span
    decimal: bool
    """Whether the numbers are written in digits."""
    lead_spans: tuple[Span, ...] = ()
    assist_spans: tuple[Span, ...] = ()
    responsible_spans: tuple[Span, ...] = ()


def read_owner_rows(layout: Layout) -> tuple[OwnerRow, ...]:
    """The rows in order: 任务序号|牵头单位 / 1、2|市甲局 / 3-5|市乙局 → (1, 2) lead 市甲局; (3, 4, 5) lead 市乙局."""
    columns = unit_columns(layout)
    found = []
    for number in layout.body:
        row = layout.rows[number]
        cells = [cell for cell in (row[col] for col in layout.columns("number")) if cell is not None and cell.text]
        numbers = task_numbers(plain(cells[-1])) if cells else ()
        spans = [
            tuple(cell.span for cell in distinct(meant(layout, number, col) for col in of_role) if not is_empty(cell))
            for of_role in columns
        ]
        if numbers and any(spans):
            found.append(OwnerRow(numbers, cells[-1].span, any(map(str.isdecimal, cells[-1].text)), *spans))
    return tuple(found)


def task_numbers(text: str) -> tuple[int, ...]:
    """The numbers a cell lists: "3" → 3; "第1、2项" → 1, 2; "4-6" → 4, 5, 6; "（三）" → 3; () where it says anything else."""
    found: list[int] = []
    for part in filter(None, re.split(r"[、，；和及]", re.sub(NUMBERED_THINGS, "", text))):
        part = part.removeprefix("第").rstrip("项条")
        number, between = row_number(part), _RANGE.fullmatch(part)
        if number is not None:
            found.append(number)
        elif between and 0 < int(between[2]) - int(between[1]) < _LONGEST_RANGE:
            found += range(int(between[1]), int(between[2]) + 1)
        else:
            return ()
    return tuple(found)
