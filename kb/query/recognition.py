"""Plain words that ask for a field: 慈溪市科技局牵头的任务有哪些 → 牵头:慈溪市科技局 类别:任务.

What was recognised can be taken back: in quotes it is searched as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kb.query.tree import And, Field, FieldName, Node, Query, Word, join_nodes
from kb.rule_tables import rows

Knows = Callable[[str], bool]
"""Whether a name is that of a unit of the knowledge base."""

COLUMNS = ("kind", "words", "gives", "example", "counter")
_LONGEST = 40
"""Characters of a run of words that are looked at."""
_ROLES: tuple[FieldName, ...] = ("lead", "assist", "responsible")


def recognise(query: Query, knows: Knows, is_full_name: Knows) -> Query:
    """The query with fields in the place of the words that ask for them, in what must hold together.

    `is_full_name`: whether a name says its place (慈溪市科技局): such a one alone asks for that unit. A unit that the
    base does not know stays a word.
    """
    tree = query.tree
    if tree is None or not isinstance(tree, (And, Word)):
        return query
    parts: list[Node] = []
    listed = list(tree.parts) if isinstance(tree, And) else [tree]
    at = 0
    while at < len(listed):
        taken, fields = _at(query.typed, listed[at:], knows, is_full_name)
        parts += fields or listed[at : at + 1]
        at += taken
    if parts == listed:
        return query
    found = tuple(part for part in parts if part not in listed and isinstance(part, Field))
    return replace(query, tree=join_nodes(And, tuple(parts)), recognised=found)


def _at(typed: str, parts: Sequence[Node], knows: Knows, is_full_name: Knows) -> tuple[int, list[Field]]:
    """How many of the parts make fields, and the fields: 科技局 牵头 are two parts that make one."""
    for count in (2, 1):
        words = parts[:count]
        if len(words) == count and all(isinstance(part, Word) for part in words):
            span = (words[0].span[0], words[-1].span[1])
            text = typed[slice(*span)]
            if len(text) <= _LONGEST and (fields := list(_fields(text, span[0], knows, is_full_name))):
                return count, fields
    return 1, []


def _fields(text: str, start: int, knows: Knows, is_full_name: Knows) -> Iterator[Field]:
    for pattern in (_unit_asked(), _due_asked(), _issued_asked()):
        found = pattern.fullmatch(text)
        if found is None:
            continue
        groups = found.groupdict()
        if unit := groups.get("unit"):
            if not knows(unit):
                continue
            role = next(role for role in _ROLES if groups[role])
            yield Field(role, unit, (start, start + found.end(role)))
        else:
            name: FieldName = "year" if "due" in groups else "issued"
            end = start + found.end("due" if name == "year" else "issued")
            yield Field(name, groups["year"], (start, end), until=groups["until"])
        kind = next((name for name in ("task", "measure", "target") if groups.get(name)), None)
        if kind is not None:
            yield Field("kind", kind, (start + found.start(kind), start + len(text)))
        return
    if is_full_name(text) and knows(text):
        yield Field("unit", text, (start, start + len(text)))


@cache
def _words(kind: str, gives: str = "") -> str:
    found = [row["words"] for row in rows("phrases.csv", COLUMNS) if (row["kind"], row["gives"]) == (kind, gives)]
    return "|".join(f"(?:{words})" for words in found)


@cache
def _unit_asked() -> re.Pattern[str]:
    """由市科技局牵头的任务有哪些？"""
    roles = "|".join(f"(?P<{role}>{_words('role', role)})" for role in _ROLES)
    return re.compile(rf"由?(?P<unit>[^\s:：]{{2,24}}?)\s*(?:单位)?(?:{roles})(?:的\s*{_asked()})?{_tail()}")


_YEARS = r"(?P<year>(?:19|20)\d\d)年?(?:\s*[-—–~～至到]\s*(?P<until>(?:19|20)\d\d))?"


@cache
def _due_asked() -> re.Pattern[str]:
    """2026年到期的任务, 2025—2027年完成的事项."""
    return re.compile(rf"{_YEARS}\s*(?P<due>{_words('due')})(?:的\s*{_asked()})?{_tail()}")


@cache
def _issued_asked() -> re.Pattern[str]:
    """2025年印发的任务, 2023—2025年发布."""
    return re.compile(rf"{_YEARS}\s*(?P<issued>{_words('issued')})(?:的\s*{_asked()})?{_tail()}")


def _asked() -> str:
    kinds = "|".join(f"(?P<{kind}>{_words('asked', kind)})" for kind in ("task", "measure", "target"))
    return rf"(?:{kinds}|{_words('asked')})?"


def _tail() -> str:
    return rf"\s*(?:{_words('tail')})?[?？]?"
