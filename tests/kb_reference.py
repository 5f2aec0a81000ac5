"""The plainest search there can be: look at every entry, evaluate the query's tree on its folded text, sort what is left.

It is what every engine is held to. Nothing of the engines is used here but the entries and the conditions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kb.engines.interface import FIELDS, Condition, Entry
from kb.query import And, Field, Leaf, Node, Not, Or, Phrase, Prefix, Query, Word

Resolve = Callable[[Field], Condition]
GROUPED = (("unit", "role", "unit_role", "owner"), ("year", "quarter"))


def holds(leaf: Leaf, text: str) -> bool:
    """Whether a folded text holds a word, phrase or prefix."""
    match leaf:
        case Word(needles=needles):
            return all(needle in text for needle in needles)
        case Phrase(folded=folded):
            return folded in text
        case Prefix(folded=folded):
            return any(
                text.startswith(folded, at) and not (_latin(folded[0]) and at and _latin(text[at - 1]))
                for at in range(len(text))
            )


def _latin(char: str) -> bool:
    return char in "abcdefghijklmnopqrstuvwxyz0123456789"


def matches(node: Node, entry: Entry, resolve: Resolve) -> bool:
    """Whether an entry is what a node of the tree asks for."""
    match node:
        case And(parts):
            return all(matches(part, entry, resolve) for part in parts)
        case Or(parts):
            return any(matches(part, entry, resolve) for part in parts)
        case Not(part):
            return not matches(part, entry, resolve)
        case Field(name="indicator", text=text) if text is not None:
            return holds(text, entry.indicator)
        case Field(name="section", text=text) if text is not None:
            return holds(text, entry.section)
        case Field(name="year", value=value, until=None) if value.isdigit():
            return entry.year == int(value)
        case Field(name="year", value=value, until=None):
            return value in (*entry.fields["year"], *entry.fields["quarter"])
        case Field(name="year", value=value, until=until):
            return entry.year is not None and int(value or 1900) <= entry.year <= int(until or 2100)
        case Field():
            return passes(resolve(node), entry)
        case Word() | Phrase() | Prefix():
            return holds(node, entry.passage)


def passes(condition: Condition, entry: Entry) -> bool:
    """Whether an entry has one of the values."""
    return not condition.values.isdisjoint(entry.fields.get(condition.field, ()))


def found(entries: Iterable[Entry], query: Query, conditions: Sequence[Condition], resolve: Resolve) -> list[Entry]:
    """All entries that match, in no order."""
    if query.unsearchable:
        return []
    return [
        entry
        for entry in entries
        if all(passes(condition, entry) for condition in conditions)
        and (query.tree is None or matches(query.tree, entry, resolve))
    ]


def in_order(entries: Iterable[Entry], sort: str) -> list[int]:
    """The numbers in an order that every engine must give."""

    def key(entry: Entry) -> tuple[float, str, int]:
        first = 0.0
        if sort == "year":
            first = entry.year or (99998 if "ongoing" in entry.fields["year"] else 99999)
        if sort == "value":
            first = float("inf") if entry.value is None else -entry.value
        return first, entry.place, entry.number

    return [entry.number for entry in sorted(entries, key=key)]


def counts(
    entries: Sequence[Entry], query: Query, conditions: Sequence[Condition], resolve: Resolve
) -> dict[str, dict[str, int]]:
    """Of every field how often each value occurs, the conditions of the filter that it belongs to left out."""
    counted = {}
    left: dict[tuple[Condition, ...], list[Entry]] = {}
    for name in FIELDS:
        own = next((group for group in GROUPED if name in group), (name,))
        others = tuple(c for c in conditions if c.field not in own)
        if others not in left:
            left[others] = found(entries, query, others, resolve)
        counted[name] = dict(Counter(value for entry in left[others] for value in set(entry.fields.get(name, ()))))
    return counted
