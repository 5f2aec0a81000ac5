"""A query's tree → what an engine is asked. A field means what the filter of that name means."""

from __future__ import annotations

from collections.abc import Callable

from kb.deadline import due_values
from kb.engines.interface import (
    EVERYTHING,
    NOTHING,
    AllOf,
    AnyOf,
    Condition,
    Holds,
    NoneOf,
    Place,
    Question,
    Requirement,
)
from kb.query import And, Field, Leaf, Node, Not, Or, Phrase, Prefix, Query, Word

Resolve = Callable[[Field], Requirement]
"""What a field asks of an entry: who knows the documents and units says it."""


def question(query: Query, resolve: Resolve) -> Question:
    """What a query asks: without a tree everything, or nothing where what was typed cannot be searched."""
    if query.tree is None:
        return Question(NOTHING if query.unsearchable else EVERYTHING)
    return Question(requirement(query.tree, resolve), query.terms)


def requirement(node: Node, resolve: Resolve) -> Requirement:
    """What one node asks.

    研发投入 非 "企业" → AllOf(Holds 研发 and 投入, NoneOf(Holds 企业))
    """
    if isinstance(node, And):
        return AllOf(tuple(requirement(part, resolve) for part in node.parts))
    if isinstance(node, Or):
        return AnyOf(tuple(requirement(part, resolve) for part in node.parts))
    if isinstance(node, Not):
        return NoneOf(requirement(node.part, resolve))
    if isinstance(node, (Word, Phrase, Prefix)):
        return holds(node, "passage")
    if node.text is not None and (node.name == "indicator" or node.name == "section"):
        return holds(node.text, node.name)
    if node.name == "year":
        return due_of(node)
    return resolve(node)


def holds(leaf: Leaf, place: Place) -> Holds:
    """What a word, phrase or prefix asks of a text."""
    return Holds(place, leaf.needles, begins=isinstance(leaf, Prefix))


def due_of(field: Field) -> Condition:
    """When what a field asks for is due: 2023..2026 → one of the years 2023, 2024, 2025, 2026."""
    return Condition(*due_values(field.value if field.until is None else f"{field.value}..{field.until}"))
