"""Hits → the lines of the tables that a supervision office works with.

A task has a line for each of its measures that was found, and one alone where none was; grouped, it has one line alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.models import Span
from kb.filters import ROLE_LABELS
from kb.results import Group, Hit
from kb.store import Store
from kb.store.document_rows import unit_key


@dataclass(frozen=True, slots=True)
class TaskContents:
    """What stands in a task: its measures and targets, with their spans, in the order of the text."""

    measures: tuple[tuple[Span, str], ...] = ()
    targets: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One line of a table: its hit, its number, what stands in the task, and the role of the unit asked for.

    `hits` are those of the task that stand in this line together; empty where the line is that of its hit alone.
    """

    hit: Hit
    number: int
    contents: TaskContents
    own_role: str = ""
    hits: tuple[Hit, ...] = ()

    @property
    def group(self) -> tuple[str, ...]:
        """What lines that follow each other share when they stand under one heading."""
        return (self.hit.document.id, *self.hit.path)

    @property
    def measures(self) -> list[str]:
        """What will be done: the measures that were found, or all of the task where it was found itself."""
        if named := self._texts("measure"):
            return named
        if self._texts("target") and not self._texts("task"):
            return []
        if self.hit.kind == "measure":
            return [self.hit.text]
        return [text for _, text in self.contents.measures] if self.hit.kind == "task" else []

    @property
    def targets(self) -> list[str]:
        """The targets that were found, those that stand in the measure's sentence, or all of the task."""
        if named := self._texts("target"):
            return named
        if measures := [hit.span for hit in self.hits if hit.kind == "measure"]:
            return self._inside(measures)
        if self.hit.kind == "target":
            return [self.hit.text]
        if self.hit.kind == "task":
            return list(dict.fromkeys(text for _, text in self.contents.targets))
        return self._inside([self.hit.span])

    def _texts(self, kind: str) -> list[str]:
        return list(dict.fromkeys(hit.text for hit in self.hits if hit.kind == kind))

    def _inside(self, spans: Sequence[Span]) -> list[str]:
        """The targets of the task that stand in one of the spans."""
        texts = (
            text
            for (first, last), text in self.contents.targets
            if any(first < end and last > start for start, end in spans)
        )
        return list(dict.fromkeys(texts))


def lines_of(hits: Sequence[Hit], contents: Mapping[str, TaskContents], own: Collection[str]) -> list[ExportLine]:
    """The lines of hits of one table, numbered; `own` are the keys of the unit asked for."""
    return [
        ExportLine(hit, number, contents.get(hit.task_id or "", TaskContents()), _own_role(hit, own))
        for number, hit in enumerate(hits, start=1)
    ]


def lines_of_groups(
    groups: Sequence[Group], contents: Mapping[str, TaskContents], own: Collection[str]
) -> list[ExportLine]:
    """A line a group: its task, or what of it was found under the name of the task; targets outside tasks by themselves."""
    lines = []
    for number, group in enumerate(groups, start=1):
        hit = next((hit for hit in group.hits if hit.kind == "task"), group.hits[0])
        found = group.hits if group.task_id is not None else ()
        if found and hit.kind != "task":
            text = "\n".join(dict.fromkeys(one.text for one in found))
            hit = replace(hit, kind="task", title=group.title, text=text, target=None)
        lines.append(
            ExportLine(hit, number, contents.get(hit.task_id or "", TaskContents()), _own_role(hit, own), found)
        )
    return lines


def with_lines(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that have a line of their own: all but the tasks that stand in the lines of their measures."""
    in_measures = {hit.task_id for hit in hits if hit.kind == "measure"}
    return [hit for hit in hits if hit.kind != "task" or hit.task_id not in in_measures]


def _own_role(hit: Hit, own: Collection[str]) -> str:
    region = hit.document.facts.region
    roles = (unit.role for unit in hit.units if unit_key(unit.name, unit.canonical, region) in own)
    return "、".join(dict.fromkeys(ROLE_LABELS[role] for role in roles))


def task_contents(store: Store, hits: Iterable[Hit]) -> dict[str, TaskContents]:
    """What stands in the tasks of the hits, by task id."""
    wanted = {hit.task_id for hit in hits if hit.task_id is not None}
    found: dict[str, dict[str, list[tuple[Span, str]]]] = defaultdict(lambda: {"measure": [], "target": []})
    for row in store.inside(wanted):
        found[row["task_id"]][row["kind"]].append(((row["start"], row["end"]), row["text"]))
    return {task: TaskContents(tuple(kinds["measure"]), tuple(kinds["target"])) for task, kinds in found.items()}
