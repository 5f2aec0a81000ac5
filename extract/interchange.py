"""A Document in the interchange form (`document.schema.json`, `schema()`), as plain values for JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from importlib.resources import files
from typing import Any

from extract.models import Block, Cell, Document, Measure, Notice, Section, TableCell, Target, Task, Unit

SCHEMA = 1


def schema() -> dict[str, Any]:
    """The JSON Schema of the form: {"title": "Document", "required": ["schema", "document", "text", …], …}."""
    described: dict[str, Any] = json.loads((files("extract") / "document.schema.json").read_text("utf-8"))
    return described


def to_json(document: Document) -> dict[str, Any]:
    """The interchange form of a Document: values as numbers, spans as lists, keys as the schema names them."""
    facts = document.facts
    return {
        "schema": SCHEMA,
        "document": {
            "title": facts.title,
            "region": facts.region,
            "issuer": facts.issuer,
            "kind": facts.kind,
            "status": facts.status,
            "period": _plain(facts.period),
            "proposal": _record(facts.proposal) if facts.proposal is not None else None,
            "source": _record(document.source),
            "doc_no": facts.doc_no,
            "date": facts.date,
        },
        "text": document.text,
        "tasks": [_task(task) for task in document.tasks],
        "targets": [_without_empty(target, "rule") for target in document.targets],
        "cells": [_without_empty(cell, "span") for cell in document.cells],
        "warnings": [_record(notice) for notice in document.warnings],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        **_without_empty(task, "rule"),
        "units": [_without_empty(unit, "span", "rule") for unit in task.units],
        "measures": [_without_empty(measure, "rule") for measure in task.measures],
    }


def _without_empty(item: Any, *keys: str) -> dict[str, Any]:
    """The record of an item without those of `keys` that say nothing: the schema lets them be absent, but not null."""
    return {name: value for name, value in _record(item).items() if name not in keys or value is not None}


def _record(item: Any) -> dict[str, Any]:
    return {f.name: _plain(getattr(item, f.name)) for f in fields(item)}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, (Task, Target, Cell, Unit, Measure, Notice)):
        return _record(value)
    return value


def block_json(block: Block) -> dict[str, Any]:
    """A block as `--stage blocks` prints it."""
    record: dict[str, Any] = {"kind": block.kind, "text": block.text, "span": list(block.span), "page": block.page}
    if block.level is not None:
        record["level"] = block.level
    if block.breaks:
        record["breaks"] = _plain(block.breaks)
    if block.cells:
        record["cells"] = [_table_cell(cell) for cell in block.cells]
    if block.blocks:
        record["blocks"] = [block_json(inner) for inner in block.blocks]
    return record


def _table_cell(cell: TableCell) -> dict[str, Any]:
    return {name: value for name, value in _record(cell).items() if not (name in ("rowspan", "colspan") and value == 1)}


def section_json(section: Section) -> dict[str, Any]:
    """A section as `--stage outline` prints it."""
    return {**_record(section), "children": [section_json(child) for child in section.children]}
