"""What people say of a document in place of what was read in it, as `kb.importing.mended_facts` keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from extract.models import Document, Facts, Task
from extract.registry.official_names import canonical


def with_mended_facts(document: Document, said: Mapping[str, Any]) -> Document:
    """The document with the facts that were said; in another place or year the names of units mean others.

    A plan of 松河市 in which 市科技局 is 松河市科学技术局, {"region": "临江市"} → 临江市科学技术局
    """
    if not said:
        return document
    facts = mended_by(document.facts, said)
    moved = facts.region != document.facts.region
    tasks = tuple(_task(task, facts) for task in document.tasks) if moved else document.tasks
    return replace(document, facts=facts, tasks=tasks)


def mended_by(facts: Facts, said: Mapping[str, Any]) -> Facts:
    """The facts with what was said in their place: {"period": [2026, 2030]} → (2026, 2030)."""
    values = dict(said)
    if values.get("period") is not None:
        first, last = values["period"]
        values["period"] = (first, last)
    return replace(facts, **values)


def _task(task: Task, facts: Facts) -> Task:
    """A task with its units as the facts place them: from the year of the document's date, else of its period, on."""
    year = int(facts.date[:4]) if facts.date is not None else facts.period[0] if facts.period is not None else None
    units = (replace(unit, canonical=canonical(unit.name, region=facts.region, year=year)) for unit in task.units)
    return replace(task, units=tuple(units))
