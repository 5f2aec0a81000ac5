"""What was found → the lines of the tables that a supervision office works with: one a task, one a target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from extract.models import Role
from kb.filters import ROLE_LABELS
from kb.records.progress import TaskProgress
from kb.results import Hit
from kb.store.document_rows import unit_key
from kb.target_fields import TargetFields

_NOTHING = TaskProgress()


@dataclass(frozen=True, slots=True)
class TaskContext:
    """What is known of the tasks of an export beside what was found.

    members   by task id: the task, its measures and targets, in the order of the text
    keys      by task id: the key of its row
    progress  by row key: what was filled in
    own       the keys of the unit that was asked for; empty where none was
    """

    members: Mapping[str, Sequence[Hit]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    progress: Mapping[str, TaskProgress] = field(default_factory=dict)
    own: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One line of a table.

    hit       the task; in the table of targets, or where a target stands in no task, the target
    number    counts from 1
    measures  what will be done
    targets   what is promised
    roles     those of the unit that was asked for
    years     of a target that the document promises year by year: the figures of the years before its last, by year
    quote     the words of the document
    """

    hit: Hit
    number: int
    measures: tuple[str, ...] = ()
    targets: tuple[TargetFields, ...] = ()
    roles: tuple[Role, ...] = ()
    key: str = ""
    progress: TaskProgress = _NOTHING
    years: Mapping[int, str] = field(default_factory=dict)
    quote: str = ""

    @property
    def own_role(self) -> str:
        """牵头, 牵头、配合, or ""."""
        return "、".join(ROLE_LABELS[role] for role in self.roles)

    def with_number(self, number: int) -> ExportLine:
        """The same line as another one of the table."""
        return replace(self, number=number)

    def units(self, role: Role) -> str:
        """The units that have a role, as written."""
        return "、".join(unit.name for unit in self.hit.units if unit.role == role)


def task_lines(hits: Sequence[Hit], context: TaskContext) -> list[ExportLine]:
    """A line for each task of which anything was found, in the order of the hits.

    A task that was found itself stands there with all its measures and targets; one of which only parts were found, with
    those parts and the targets that stand in their sentences.
    """
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.task_id is not None:
            found[hit.task_id].append(hit)
    lines = (_task_line(context.members.get(task_id, parts), parts, context) for task_id, parts in found.items())
    return _numbered(line for line in lines if line is not None)


def _task_line(members: Sequence[Hit], parts: Sequence[Hit], context: TaskContext) -> ExportLine | None:
    task = next((hit for hit in members if hit.kind == "task"), None)
    if task is None:  # A build took it out meanwhile.
        return None
    measures, targets = _of(members, "measure"), _of(members, "target")
    if all(hit.kind != "task" for hit in parts):
        ids = {hit.id for hit in parts}
        measures = [hit for hit in measures if hit.id in ids]
        targets = [hit for hit in targets if hit.id in ids or any(_overlap(hit, measure) for measure in measures)]
    key = context.keys.get(task.id, "")
    return ExportLine(
        task,
        0,
        measures=tuple(dict.fromkeys(hit.text for hit in measures)),
        targets=tuple(dict.fromkeys(hit.target for hit in targets if hit.target is not None)),
        roles=_roles(task, context.own),
        key=key,
        progress=context.progress.get(key, _NOTHING),
        quote=task.text,
    )


def _of(members: Iterable[Hit], kind: str) -> list[Hit]:
    return [hit for hit in members if hit.kind == kind]


def _overlap(one: Hit, other: Hit) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def target_lines(
    hits: Iterable[Hit], context: TaskContext, *, alone: bool = False, series: bool = True, first: int = 1
) -> list[ExportLine]:
    """A line for each target that was found, or for those that stand in no task (`alone`), numbered from `first` on.

    Figures that the document promises of one thing for several years are one line (`series`): the last year's, with those
    before.
    """
    found: dict[object, list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.kind == "target" and (hit.task_id is None or not alone):
            found[_subject(hit) if series else hit.id].append(hit)
    return _numbered((line for same in found.values() for line in _target_lines(same, context)), first)


def _subject(hit: Hit) -> object:
    """What the figures of one series share; a target that belongs to none shares it with no other."""
    target = hit.target
    if target is None or target.year is None or _figure(target) is None:
        return hit.id
    fields = replace(target, year=None, value=None, baseline=None, baseline_year=None)
    return hit.document.id, hit.task_id, fields, target.manner


def _figure(target: TargetFields) -> Decimal | None:
    return Decimal(target.value) if target.value and "–" not in target.value else None


def _target_lines(same: Sequence[Hit], context: TaskContext) -> Iterator[ExportLine]:
    """One line where each year has one figure; else a line each."""
    years = {hit.target.year: hit for hit in same if hit.target is not None}
    if len(same) == 1 or len(years) < len(same):
        for hit in same:
            yield _target_line(hit, context)
        return
    last = years[max(year for year in years if year is not None)]
    before = {
        year: hit.target.value or ""
        for year, hit in sorted(years.items(), key=lambda pair: pair[0] or 0)
        if year is not None and hit.target is not None and hit is not last
    }
    quote = "\n".join(dict.fromkeys(hit.text for hit in same))
    yield replace(_target_line(last, context), years=before, quote=quote)


def _target_line(hit: Hit, context: TaskContext) -> ExportLine:
    targets = () if hit.target is None else (hit.target,)
    key = context.keys.get(hit.task_id or "", "")
    return ExportLine(hit, 0, targets=targets, roles=_roles(hit, context.own), key=key, quote=hit.text)


def _numbered(lines: Iterable[ExportLine], first: int = 1) -> list[ExportLine]:
    return [line.with_number(number) for number, line in enumerate(lines, start=first)]


def _roles(hit: Hit, own: Collection[str]) -> tuple[Role, ...]:
    region = hit.document.facts.region
    held = {unit.role for unit in hit.units if unit_key(unit.name, unit.canonical, region) in own} if own else set()
    return tuple(role for role in ROLE_LABELS if role in held)
