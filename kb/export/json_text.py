"""An export as JSON for other programs: tasks with what stands in them, and all targets that were found."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from kb.export.export_lines import ExportLine, target_lines, task_lines
from kb.export.export_tables import ExportRequest
from kb.export.export_titles import table_title
from kb.filters import ROLE_LABELS
from kb.results import Hit
from kb.target_fields import TargetFields


def json_bytes(request: ExportRequest) -> bytes:
    """UTF-8. Figures are exact decimal text, as everywhere; offsets count code points of the document's text."""
    tasks = task_lines(request.results.hits, request.context)
    targets = target_lines(request.results.hits, request.context, series=False)
    told = {
        "title": table_title(request.filters, request.documents, called=request.template.title),
        "date": request.date,
        "conditions": list(request.results.conditions),
        "total": request.results.total,
        "tasks": [_task(line) for line in tasks],
        "targets": [{**target_parts(line.targets[0]), **_place(line.hit)} for line in targets],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def target_parts(target: TargetFields) -> dict[str, Any]:
    """The fields of a target, with what they say: its `manner` (下降约) and its one line."""
    return {**asdict(target), "subject": target.subject, "manner": target.manner, "statement": target.statement}


def _task(line: ExportLine) -> dict[str, Any]:
    hit = line.hit
    return {
        "key": line.key,
        "title": hit.task_title,
        "measures": list(line.measures),
        "targets": [target_parts(target) for target in line.targets],
        **_place(hit),
        "own_roles": list(line.roles),
        **asdict(line.progress),
    }


def _place(hit: Hit) -> dict[str, Any]:
    """Where it stands, who answers, and when it is due."""
    document = hit.document
    return {
        "id": hit.id,
        "task": hit.task_id,
        "number": hit.number,
        "path": list(hit.path),
        "units": {
            role: [{"name": unit.name, "canonical": unit.canonical} for unit in hit.units if unit.role == role]
            for role in ROLE_LABELS
        },
        "due": {"year": hit.year, "text": hit.due_text, "basis": hit.due_basis, "shown": hit.dated_deadline},
        "document": {
            "id": document.id,
            "title": document.facts.title,
            "file": document.path,
            "doc_no": document.facts.doc_no,
            "region": document.facts.region,
        },
        "page": hit.page,
        "span": list(hit.span),
        "quote": hit.text,
        "doubts": list(hit.doubt_reasons),
    }
