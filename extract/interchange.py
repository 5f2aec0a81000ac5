"""A Document in the interchange form (`document.schema.json`, `schema()`), as plain values for JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from extract.models import Block, Cell, Document, Measure, Section, TableCell, Target, Task, Unit

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
        "tasks": [_record(task) for task in document.tasks],
        "targets": [_record(target) for target in document.targets],
        "cells": [_record(cell) for cell in document.cells],
        "warnings": [_record(notice) for notice in document.warnings],
    }


def _record(item: Any) -> dict[str, Any]:
    """The fields of an item, without those that the schema lets be absent, but not null, where they say nothing."""
    record = {}
    for name, may_be_absent in _fields(item.__class__):
        value = getattr(item, name)
        if not may_be_absent or value not in (None, ()):
            record[name] = _plain(value)
    return record


_MAY_BE_ABSENT: dict[type, tuple[str, ...]] = {
    Task: ("rule",),
    Target: ("rule", "units"),
    Measure: ("rule", "units"),
    Unit: ("span", "rule"),
    Cell: ("span",),
}


@cache
def _fields(kind: type) -> tuple[tuple[str, bool], ...]:
    """The names of the fields of a class of records, each with whether it may be absent."""
    return tuple((f.name, f.name in _MAY_BE_ABSENT.get(kind, ())) for f in fields(kind))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, (Unit, Measure)):
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
