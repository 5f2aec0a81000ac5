"""What each owner of a task answers for, where its parts name their own: 建设工程500处（市水利局牵头），治理污水（市生态环境局牵头）."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.models import Measure, Role, Span, Target, Unit
from extract.owners.statements import Statement

_Item = TypeVar("_Item", Measure, Target)
_STOPS = "。；！？\n"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a task's text and who is said to answer for it: names with roles."""

    span: Span
    owners: frozenset[tuple[str, Role]]


def stated_clauses(folded: str, task: Span, statements: Iterable[Statement]) -> tuple[Clause, ...]:
    """The parts of a task that close with statements of their own; () where fewer than two do.

    A statement inside of a sentence speaks of that sentence, one behind a stop of all since the statement before. A line
    of its own below them speaks of the whole task.
    """
    inside = [s for s in statements if s.units and s.span[0] >= task[0]]
    closing = [s for s in inside if not s.own_line] or inside
    clauses = []
    start = task[0]
    for statement in closing if len(closing) > 1 else ():
        end = statement.span[0]
        before = folded[start:end].rstrip(" ")
        if before and before[-1] not in _STOPS:
            start += 1 + max(before.rfind(stop) for stop in _STOPS)
        clauses.append(Clause((start, end), _owners(statement.units)))
        start = statement.span[1]
    return tuple(clauses)


def named_clauses(
    paragraphs: Iterable[Iterable[Span]], named: Callable[[Span], tuple[Unit, ...]]
) -> tuple[Clause, ...]:
    """The sentences of a task whose prose names who answers; () where fewer than two do. `named` reads a sentence."""
    found = [(sentence, named(sentence)) for sentences in paragraphs for sentence in sentences]
    clauses = tuple(Clause(sentence, _owners(units)) for sentence, units in found if units)
    return clauses if len(clauses) > 1 else ()


def with_own_units(item: _Item, clauses: Sequence[Clause], units: Sequence[Unit]) -> _Item:
    """A measure or target with those of its task's `units` that its clause names, and those that no clause does.

    None of its own where it stands in no such clause, or where all of them answer.
    """
    clause = next((c for c in clauses if c.span[0] <= item.span[0] < c.span[1]), None)
    if clause is None:
        return item
    elsewhere = frozenset[tuple[str, Role]]().union(*(c.owners for c in clauses)) - clause.owners
    own = tuple(unit for unit in units if (unit.name, unit.role) not in elsewhere)
    return replace(item, units=own) if 0 < len(own) < len(units) else item


def _owners(units: Iterable[Unit]) -> frozenset[tuple[str, Role]]:
    return frozenset((unit.name, unit.role) for unit in units)
