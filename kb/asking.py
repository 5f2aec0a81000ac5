"""A query and filters, as typed → what an engine is asked, what is said about it, and what may have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.conditions import renamed_by_field, resolved
from kb.engines.interface import Condition, Engine, Question
from kb.expansion import Expand
from kb.expansion.body_names import fields_of_units
from kb.expansion.name_knowledge import Occurs
from kb.filters import Filters
from kb.meaning import holds, question
from kb.query import Query, Word
from kb.results import Expansion, Hint, Suggestion
from kb.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an engine; `query` is the one that was searched for, with all other names of its words."""

    typed: Query
    query: Query
    question: Question
    conditions: tuple[Condition, ...]
    hints: tuple[Hint, ...]
    expansions: tuple[Expansion, ...]


def asked(query: Query, filters: Filters, engine: Engine, known: Snapshot, *, expand: Expand) -> Asked:
    """What a query and filters ask: BadFilter, AmbiguousUnit for a filter that means nothing or too much here."""
    hints: list[Hint] = []
    found = known.words.expansion(query, expand, occurs=_occurs(engine))
    names = known.names(renamed=expand is not False)
    wanted = question(found.query, lambda field: resolved(field, names, found.query, hints))
    conditions = known.conditions(filters, renamed=expand is not False)
    said = (*found.expansions, *(_renamed(query, filters, known) if expand is not False else ()))
    return Asked(query, found.query, wanted, conditions, (*query.hints, *dict.fromkeys(hints)), said)


def _renamed(query: Query, filters: Filters, known: Snapshot) -> Iterator[Expansion]:
    """The units that are there under the name of before or after, of the fields and of the filter."""
    names = known.names(renamed=True)
    for field in fields_of_units(query):
        if others := renamed_by_field(field, names):
            yield Expansion(field.value, field.span, others, "renamed")
    if filters.unit is not None and (unit := known.spelt(filters.unit)):
        yield Expansion(filters.unit, (0, 0), (unit,), "pinyin")
    if filters.unit is not None and (others := known.renamed(filters)):
        yield Expansion(filters.unit, (0, 0), others, "renamed")


def corrections(query: Query, engine: Engine, known: Snapshot) -> tuple[Suggestion, ...]:
    """What may have been meant by the words of a query that nothing has."""
    return known.words.corrections(query, occurs=_occurs(engine))


def _occurs(engine: Engine) -> Occurs:
    def occurs(word: Word) -> int:
        asked_alone = Question(holds(word, "passage"), (word,))
        return engine.find(asked_alone, (), sort="document", start=0, size=0).total

    return occurs
