"""What an engine found, with all that is to be said about it."""

from __future__ import annotations

from kb.answers.grouping import Page
from kb.answers.query_parts import query_parts
from kb.engines.interface import Engine
from kb.filters import Filters, describe
from kb.results import Hit, Results
from kb.search.best_part import best_part
from kb.search.engine_query import EngineQuery, corrections
from kb.search.snapshot import Snapshot

_LONGEST_SAID = 120
"""Characters of a query that are said again."""


def answer(
    request: EngineQuery,
    filters: Filters,
    page: Page,
    hits: tuple[Hit, ...],
    *,
    number: int,
    engine: Engine,
    snapshot: Snapshot,
) -> Results:
    """What was found, with all that is to be said about it."""
    typed = request.query.typed.strip()
    said = typed if len(typed) <= _LONGEST_SAID else f"{typed[:_LONGEST_SAID]}…"
    total = page.matches.total
    return Results(
        hits=hits,
        total=total,
        page=number,
        size=page.size or max(total, 1),
        conditions=(*([f"检索词：{said}"] if said else []), *describe(filters)),
        hints=request.hints,
        kinds=page.matches.kinds,
        expansions=request.expansions,
        suggestions=() if total else corrections(request.typed, engine, snapshot),
        rows=page.rows,
        parts=query_parts(request.typed),
        best_part=None if total else best_part(request.query, request.question, request.conditions, engine),
    )
