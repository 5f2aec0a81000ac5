"""What is told of a unit beside its counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitName:
    """A body by its official name; `value` is what it is filtered by, None where the knowledge base has no task of it."""

    name: str
    value: str | None = None
    tasks: int = 0


@dataclass(frozen=True, slots=True)
class Collective:
    """What a name like 各区县政府 stands for: `members` in the order of the table of places.

    `complete`: all of them are meant; else only those that are concerned (有关部门).
    """

    members: tuple[UnitName, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class UnitQuestion:
    """这是……？ of a name that no table knows, as documents of `region` write it: the bodies that it may be.

    `likely` are those that are written nearly so, the nearest first; `others` the rest that the place has.
    """

    name: str
    region: str | None
    likely: tuple[UnitName, ...]
    others: tuple[UnitName, ...]
