"""Why the units of a task should not be trusted without a look: no table knows one, a mark leads unexplained, 等."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from extract.models import Doubt, Notice, Task, Unit
from extract.owners.document_rules import UNSTATED
from extract.owners.internal_offices import is_office
from extract.owners.name_proof import names_field
from extract.owners.owner_words import looks_like_unit
from extract.owners.unit_mentions import find_unit_names
from extract.registry.official_names import is_unit
from extract.text.characters import fold

_GROUPS = ("部门", "单位", "机构", "地区", "地方")


def with_doubts(tasks: Iterable[Task]) -> tuple[tuple[Task, ...], tuple[Notice, ...]]:
    """The tasks with the doubts that their units give, and a notice for each name that nothing shows to be a body's.

    市公安局、溯川发布 → doubt unit-unknown, a notice for 溯川发布; a unit with a place and an official name gives none.
    """
    unknown: dict[str, Unit] = {}
    doubted = []
    for task in tasks:
        for unit in task.units:
            if is_unknown(unit.name) and unit.canonical is None and not looks_like_unit(fold(unit.name)):
                unknown.setdefault(unit.name, unit)
        doubts = tuple(dict.fromkeys((*task.doubts, *_doubts(task.units))))
        doubted.append(replace(task, doubts=doubts) if doubts != task.doubts else task)
    notices = (
        Notice("unit-unknown", f"“{name}”不在单位名录中，已按原文收录", unit.span) for name, unit in unknown.items()
    )
    return tuple(doubted), tuple(notices)


def _doubts(units: tuple[Unit, ...]) -> Iterator[Doubt]:
    if any(unit.canonical is None and unit.basis != "issuer" and is_unknown(unit.name) for unit in units):
        yield "unit-unknown"
    if any(unit.rule == UNSTATED for unit in units):
        yield "mark-unexplained"
    if any(unit.open_list for unit in units):
        yield "list-open"


@lru_cache(maxsize=16384)
def is_unknown(name: str) -> bool:
    """Whether no table knows a name, wherever it may be, and it is no group of bodies: 溯川发布 → True, 各区政府 → False."""
    folded = fold(name).replace(" ", "")
    if is_unit(folded) or folded[0] in "各有相" or folded.endswith(_GROUPS) or names_field(folded) or is_office(folded):
        return False
    whole = (0, len(folded))
    return not any(m.kind == "collective" and m.span == whole for m in find_unit_names(folded, *whole))
