"""A query and filters, as typed → what an engine is asked, what is said about it, and what may have been meant."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from kb.engines.interface import Condition, Engine, Question
from kb.expansion import Expand
from kb.expansion.body_names import fields_of_units
from kb.expansion.name_knowledge import Occurs
from kb.filters import Filters
from kb.query import Query, Word
from kb.query.recognition import recognise
from kb.results import Expansion, Hint, Suggestion
from kb.search.conditions import field_requirement, renamed_by_field, without_copies
from kb.search.question import holds, question
from kb.search.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class EngineQuery:
    """What is asked of an engine; `query` is the one that was engine_question for, with all other names of its words."""

    typed: Query
    query: Query
    question: Question
    conditions: tuple[Condition, ...]
    hints: tuple[Hint, ...]
    expansions: tuple[Expansion, ...]


def engine_query(query: Query, filters: Filters, engine: Engine, snapshot: Snapshot, *, expand: Expand) -> EngineQuery:
    """What a query and filters ask: BadFilter, AmbiguousUnit for a filter that means nothing or too much here."""
    hints: list[Hint] = []
    query = recognise(
        query, snapshot.knows_unit, snapshot.names_place, datetime.date.today(), has_number=snapshot.has_number
    )
    expanded = snapshot.words.expansion(query, expand, occurs=_occurs(engine))
    names = snapshot.names(renamed=expand is not False)
    engine_question = question(expanded.query, lambda field: field_requirement(field, names, expanded.query, hints))
    conditions = snapshot.conditions(filters, renamed=expand is not False)
    if snapshot.has_copies and filters.copies is None:
        conditions = without_copies(conditions, engine_question.requirement, lambda: snapshot.current)
    expansions = (*expanded.expansions, *(_renamed(query, filters, snapshot) if expand is not False else ()))
    return EngineQuery(
        query, expanded.query, engine_question, conditions, (*query.hints, *dict.fromkeys(hints)), expansions
    )


def _renamed(query: Query, filters: Filters, snapshot: Snapshot) -> Iterator[Expansion]:
    """The units that are there under the name of before or after, of the fields and of the filter."""
    names = snapshot.names(renamed=True)
    for field in fields_of_units(query):
        if others := renamed_by_field(field, names):
            yield Expansion(field.value, field.span, others, "renamed")
    for name in filters.units:
        if unit := snapshot.spelt(name):
            yield Expansion(name, (0, 0), (unit,), "pinyin")
    if filters.unit is not None and (others := snapshot.renamed(filters)):
        yield Expansion(filters.unit, (0, 0), others, "renamed")


def corrections(query: Query, engine: Engine, snapshot: Snapshot) -> tuple[Suggestion, ...]:
    """What may have been meant by the words of a query that nothing has."""
    return snapshot.words.corrections(query, occurs=_occurs(engine))


def _occurs(engine: Engine) -> Occurs:
    def occurs(word: Word) -> int:
        asked_alone = Question(holds(word, "passage"), (word,))
        return engine.find(asked_alone, (), sort="document", start=0, size=0).total

    return occurs
