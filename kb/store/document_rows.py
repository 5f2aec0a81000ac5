"""One Document as the rows that the store keeps: commitments numbered in reading order."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from extract.models import Cell, Document, Doubt, Measure, Span, Target, Unit, Value
from extract.text.layout import PageIndex
from kb.deadline import DERIVED
from kb.store.layout_json import dump_layout, dump_proposal
from kb.store.reading import Reading, dump_extraction, dump_review
from kb.text.folding import fold

Row = dict[str, Any]

PER_VERSION = 10**8
"""A commitment's number is its version times this, plus its place in the document."""


def document_id(folder: str, path: str) -> str:
    """What a document is known by, however often it is built: made from its folder and its path under it."""
    return hashlib.sha256(f"{folder}\0{path}".encode("utf-8", "surrogateescape")).hexdigest()[:12]


def text_key(text: str) -> str:
    """What a text is known by: documents with the same key have the same text, whatever their width and spaces."""
    return hashlib.sha256(fold(text).encode("utf-8", "surrogatepass")).hexdigest()


def unit_key(name: str, canonical: str | None, region: str | None) -> str:
    """What a unit is known by over all documents: its official name, else its name as written and where.

    ("市科技局", "慈溪市科学技术局", "慈溪市") → 慈溪市科学技术局   ("各有关部门", None, "慈溪市") → 各有关部门@慈溪市
    """
    return canonical or f"{name}@{region or ''}"


def decimal_text(value: Value | None) -> str | None:
    """A figure as exact text: Decimal("4000") → 4000, (3, 5) → 3–5."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return f"{_plain(value[0])}–{_plain(value[1])}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    return format(value, "f")


def document_row(reading: Reading, *, folder: str, path: str, stamp: str) -> Row:
    """What is listed of a document, without its text."""
    document = reading.document
    facts, source = document.facts, document.source
    period_from, period_to = facts.period or (None, None)
    return {
        "id": reading.identity,
        "folder": folder,
        "path": path,
        "name": source.name,
        "current": True,
        "sha256": source.sha256,
        "stamp": stamp,
        "text_key": text_key(document.text),
        "copy": False,
        "title": facts.title,
        "region": facts.region,
        "issuer": facts.issuer,
        "kind": facts.kind,
        "status": facts.status,
        "period_from": period_from,
        "period_to": period_to,
        "doc_no": facts.doc_no,
        "date": facts.date,
        "proposal": dump_proposal(facts.proposal),
        "format": source.format,
        "pages": source.pages,
        "tasks": len(document.tasks),
        "measures": sum(len(task.measures) for task in document.tasks),
        "targets": len(document.targets),
        "cells": len(document.cells),
        "notices": len(document.warnings),
        "records": reading.records,
        "review": dump_review(reading.reviews.get("facts")),
    }


def text_row(document: Document, *, version: int) -> Row:
    """Its text and layout."""
    return {
        "version": version,
        "text": document.text,
        "blocks": dump_layout(document.blocks),
        "sections": dump_layout(document.sections),
    }


def extraction_row(reading: Reading, *, version: int) -> Row:
    """What was extracted, as it was before people corrected it."""
    return {"version": version, "data": dump_extraction(reading.extracted)}


def notice_rows(document: Document, *, version: int) -> list[Row]:
    """What of it could not be read or placed, in the order of the text; what concerns the whole file first."""
    pages = PageIndex(document.blocks)
    rows: list[Row] = []
    for notice in sorted(document.warnings, key=lambda one: one.span or (-1, -1)):
        start, end = notice.span or (None, None)
        row: Row = {"version": version, "position": len(rows), "code": notice.code, "message": notice.message}
        rows.append({**row, "page": None if start is None else pages.page(start), "start": start, "end": end})
    return rows


def _doubts(doubts: tuple[Doubt, ...]) -> str:
    return " ".join(dict.fromkeys(doubts))


@dataclass(frozen=True, slots=True)
class CommitmentRows:
    """The rows of what one version of a document commits to."""

    commitments: list[Row]
    targets: list[Row]
    units: list[Row]
    cells: list[Row]


def commitment_rows(reading: Reading, *, version: int) -> CommitmentRows:
    """The commitments of a document in the order of its text, a task before what stands in it, numbered."""
    document = reading.document
    commitments = sorted(
        _with_unique_ids(_commitments(reading)), key=lambda one: (one.row["start"], one.rank, one.row["end"])
    )
    numbers = {commitment.row["id"]: version * PER_VERSION + place for place, commitment in enumerate(commitments)}
    rows = CommitmentRows([], [], [], [])
    for commitment in commitments:
        number = numbers[commitment.row["id"]]
        rows.commitments.append(
            {**commitment.row, "number": number, "version": version, "task": numbers.get(commitment.row["task"])}
        )
        if commitment.target is not None:
            rows.targets.append({"number": number, "version": version, **_target(commitment.target)})
        for position, unit in enumerate(commitment.units):
            place = {"task": number, "position": position, "version": version}
            rows.units.append({**place, **_unit(unit, document.facts.region)})
    for position, cell in enumerate(document.cells):
        own = f"c-{reading.keys.cell(position)}"
        at: Row = {"version": version, "position": position, "id": f"{reading.identity}-{own}"}
        rows.cells.append({**at, **_cell(cell), "review": dump_review(reading.reviews.get(own))})
    return rows


@dataclass(frozen=True, slots=True)
class _Commitment:
    """A commitment that has no number yet; `rank` parts those that begin at the same character."""

    rank: int
    row: Row
    units: tuple[Unit, ...] = ()
    target: Target | None = None


def _commitments(reading: Reading) -> list[_Commitment]:
    document, identity, reviews = reading.document, reading.identity, reading.reviews
    commitments: list[_Commitment] = []
    of_tasks: dict[str | None, Row] = {}
    units = {task.id: task.units for task in document.tasks}
    for task in document.tasks:
        own = f"{identity}-t-{task.id}"
        shared: Row = {"task": own, "label": task.number, "path": _json(task.path)}
        shared |= {"year": task.due, "due_text": task.due_text, "due_basis": task.due_basis}
        of_tasks[task.id] = shared
        content = {"title": task.title, "text": document.text[slice(*task.span)], "rule": task.rule}
        content |= {"doubts": _doubts(task.doubts), "review": dump_review(reviews.get(f"t-{task.id}")), "units": None}
        row = {"id": own, "kind": "task", **shared, **content, **_place(task.span, task.page)}
        commitments.append(_Commitment(0, row, units=task.units))
        for position, measure in enumerate(task.measures):
            key = f"m-{task.id}-{reading.keys.measure(task.id, position)}"
            content = {"title": "", "text": measure.text, "rule": measure.rule, "doubts": ""}
            content |= {"review": dump_review(reviews.get(key)), "units": _own_units(measure, task.units)}
            row = {"id": f"{identity}-{key}", "kind": "measure", **shared, **content}
            commitments.append(_Commitment(1, {**row, **_place(measure.span, measure.page)}))
    for target in document.targets:
        alone: Row = {"task": None, "label": None, "path": _json(_headings(document, target))}
        alone |= {"year": None, "due_text": None, "due_basis": None}
        above = of_tasks.get(target.task_id, alone)
        content = {"title": target.indicator, "text": target.quote, "rule": target.rule}
        content |= {"doubts": _doubts(target.doubts), "review": dump_review(reviews.get(f"g-{target.id}"))}
        content["units"] = _own_units(target, units.get(target.task_id or "", ()))
        row = {"id": f"{identity}-g-{target.id}", "kind": "target", **above, **content}
        if target.year is not None and (target.year != above["year"] or above["due_basis"] in DERIVED):
            row |= {"year": target.year, "due_text": None, "due_basis": "own"}
        elif target.year is None and above["due_basis"] == "target":  # what dates another target dates not this one
            row |= {"year": None, "due_text": None, "due_basis": None}
        commitments.append(_Commitment(2, {**row, **_place(target.span, target.page)}, target=target))
    return commitments


def _with_unique_ids(commitments: list[_Commitment]) -> Iterator[_Commitment]:
    """The commitments with ids that differ: should the extractor give one twice, the document is kept all the same."""
    times: Counter[str] = Counter()
    for commitment in commitments:
        name = commitment.row["id"]
        times[name] += 1
        if times[name] > 1:
            commitment = replace(commitment, row={**commitment.row, "id": f"{name}~{times[name]}"})
        yield commitment


def _place(span: Span, page: int | None) -> Row:
    return {"start": span[0], "end": span[1], "page": page}


def _json(texts: tuple[str, ...]) -> str:
    return json.dumps(texts, ensure_ascii=False)


def _headings(document: Document, target: Target) -> tuple[str, ...]:
    """The headings above a target that stands in no task, outermost first, with their numbers."""
    found: list[str] = []
    level = document.sections
    while level:
        inside = next((s for s in level if s.span[0] <= target.span[0] < s.span[1]), None)
        if inside is None:
            break
        if inside.title:
            found.append(inside.marker + inside.title)
        level = inside.children
    return tuple(found)


def _own_units(item: Measure | Target, of_task: tuple[Unit, ...]) -> str | None:
    """Which of a task's units answer for what stands in it, by their places: of those that its clause names the ones that
    a person left; None where all do."""
    own = {(unit.name, unit.role) for unit in item.units}
    places = [at for at, unit in enumerate(of_task) if (unit.name, unit.role) in own]
    return json.dumps(places) if places else None


def _unit(unit: Unit, region: str | None) -> Row:
    start, end = unit.span or (None, None)
    return {
        "key": unit_key(unit.name, unit.canonical, region),
        "name": unit.name,
        "role": unit.role,
        "basis": unit.basis,
        "canonical": unit.canonical,
        "start": start,
        "end": end,
        "open_list": unit.open_list,
        "rule": unit.rule,
    }


def _target(target: Target) -> Row:
    return {
        "indicator": target.indicator,
        "op": target.op,
        "value": decimal_text(target.value),
        "uom": target.uom,
        "year": target.year,
        "scope": target.scope,
        "kind": target.kind,
        "baseline": decimal_text(target.baseline),
        "baseline_year": target.baseline_year,
        "reference": target.reference,
        "direction": target.direction,
        "attribute": target.attribute,
        "per": target.per,
        "modality": target.modality,
        "increment": target.increment,
    }


def _cell(cell: Cell) -> Row:
    start, end = cell.span or (None, None)
    return {
        "table_title": cell.table,
        "indicator": cell.indicator,
        "uom": cell.uom,
        "year": cell.year,
        "scope": cell.scope,
        "op": cell.op,
        "value": decimal_text(cell.value),
        "text": cell.text,
        "nature": cell.nature,
        "attribute": cell.attribute,
        "per": cell.per,
        "page": cell.page,
        "start": start,
        "end": end,
        "doubts": _doubts(cell.doubts),
    }
