"""Answers as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from kb.export.json_text import target_parts
from kb.models import DocumentEntry
from kb.results import Hit, Results
from kb.target_fields import TargetFields


def plain(value: Any) -> Any:
    """A value of the models as lists, objects and plain values; a document is named, not told in full."""
    if isinstance(value, DocumentEntry):
        facts = {"title": value.facts.title, "region": value.facts.region, "kind": value.facts.kind}
        return {"id": value.id, "name": value.name, "path": value.path, "folder": value.folder, **facts}
    if isinstance(value, TargetFields):
        return target_parts(value)
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {**found, "duplicates": list(value.document.duplicates)} if isinstance(value, Hit) else found
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def dump(value: Any) -> str:
    """The value as indented JSON."""
    return json.dumps(plain(value), ensure_ascii=False, indent=1)


def dump_results(results: Results) -> str:
    """What was found, with the hints and the number of all hits."""
    return dump(
        {
            "total": results.total,
            "rows": results.rows,
            "kinds": results.kinds,
            "conditions": results.conditions,
            "hints": [{"span": hint.span, "message": hint.message, "slip": hint.slip} for hint in results.hints],
            "expansions": results.expansions,
            "suggestions": results.suggestions,
            "parts": results.parts,
            "best_part": results.best_part,
            "hits": results.hits,
        }
    )
