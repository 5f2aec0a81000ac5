"""Owners that stand apart from their tasks and name them by number: an appendix of sentences, or a table of numbers.

Numbers are compared by value (一 = 1 = （1）). A number that several tasks have is given to none, unless the statement says
the section or writes the number as only one of the tasks does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.models import Notice, Span, Task, Unit
from extract.text.numerals import HAN_TENS, parse_number

_AROUND = "（()）.．、:： 第项条号章节部分"
_HEADING = re.compile(rf"^ *(?:第|（)?(?P<number>[{HAN_TENS}百\d]{{1,4}})(?:）|、|[.．]|[章节]|部分)")
_PART = re.compile(rf"第?（?(?P<number>[{HAN_TENS}百\d]{{1,4}})(?:）|、|部分|章|节|大项)+(?P<title>.*)")
_NO_STATEMENT = frozenset({"prose", "issuer"})


@dataclass(frozen=True, slots=True)
class NumberedStatement:
    """Who answers for the tasks of some numbers, as written: `section` is what says in which part they stand.

    Where a statement names a task by its `title`, `numbers` is empty.
    """

    numbers: tuple[str, ...]
    units: tuple[Unit, ...]
    span: Span
    section: str | None = None
    title: str | None = None


def same_number(one: str | None, other: str | None) -> bool:
    """Whether two numbers are the same by value: （一） and 1 → True; 1.2 and 1 → False."""
    first, second = _value(one), _value(other)
    return first is not None and first == second


def _value(number: str | None) -> str | None:
    plain = (number or "").strip(_AROUND)
    value = parse_number(plain) if plain.count(".") == 0 else None
    return str(value) if value is not None else plain or None


def give_by_number(
    tasks: Sequence[Task], statements: Iterable[NumberedStatement]
) -> tuple[tuple[Task, ...], tuple[Notice, ...]]:
    """The tasks with the units that the statements give them, and a notice for each number that is none's or several's.

    第1项由市行政审批局牵头 → the task numbered 1 (or 一) led by 市行政审批局. Units that only the prose of a task named give
    way; units of a statement of its own stay, before the new ones.
    """
    given: dict[int, list[Unit]] = {}
    notices: list[Notice] = []
    for statement in statements:
        for number in statement.numbers or (None,):
            if number is None:
                meant = [index for index, task in enumerate(tasks) if task.title == statement.title]
            else:
                meant = _meant(tasks, number, statement.section)
            if len(meant) == 1:
                given.setdefault(meant[0], []).extend(statement.units)
            else:
                name = f"编号{number}" if number is not None else f"标题“{statement.title}”"
                said = f"{name}对应{len(meant)}项任务" if meant else f"没有{name}的任务"
                notices.append(Notice("unplaced-owner", f"{said}，这里的责任单位未能归入", statement.span))
    return tuple(_with(task, given.get(index, ())) for index, task in enumerate(tasks)), tuple(notices)


def _meant(tasks: Sequence[Task], number: str, section: str | None) -> list[int]:
    """The indices of the tasks that may be meant."""
    meant = [index for index, task in enumerate(tasks) if same_number(task.number, number)]
    if section is not None:
        return [index for index in meant if any(_is_section(heading, section) for heading in tasks[index].path)]
    if len(meant) > 1:
        plain = number.strip(_AROUND)
        alike = [index for index in meant if (tasks[index].number or "").strip(_AROUND) == plain]
        return alike if len(alike) == 1 else meant
    return meant


def _is_section(heading: str, section: str) -> bool:
    """Whether a heading is the one that a statement says: 二、重点任务 is 第二部分, “重点任务” and 二、; （二） is not 二."""
    head = _HEADING.match(heading)
    said = _PART.fullmatch(section.strip("“”《》的中里内 "))
    title = (heading[head.end() :] if head else heading).strip()
    if said is None:
        return title == section.strip("“”《》的中里内 ")
    if head is None or not same_number(head["number"], said["number"]):
        return False
    return ("（" in section[:3]) == heading.lstrip().startswith("（") and said["title"].strip() in ("", title)


def stated_units(task: Task) -> tuple[Unit, ...]:
    """The units of a task that a statement, a row or a rule names, those that only its prose names left out."""
    return tuple(unit for unit in task.units if unit.basis not in _NO_STATEMENT)


def _with(task: Task, units: Sequence[Unit]) -> Task:
    if not units:
        return task
    kept = {unit.name: unit for unit in stated_units(task)}
    for unit in units:
        kept.setdefault(unit.name, unit)
    return replace(task, units=tuple(kept.values()))
