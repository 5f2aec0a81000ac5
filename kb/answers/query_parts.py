"""A query as the pieces of one sentence, each of which can be lifted: 慈溪市科技局牵头 · 2026年到期 · 含“研发”."""

from __future__ import annotations

import re
from itertools import pairwise

from kb.deadline import LABELS, due_label
from kb.filters import KIND_LABELS
from kb.issue_date import issue_date_label
from kb.query import NOBODY, And, Field, Node, Not, Or, Phrase, Prefix, Query, Word
from kb.query.fields import name_of
from kb.query.pieces import CLOSING, QUOTES
from kb.results import QueryPart

_CLOSING = re.compile(f"[{re.escape(CLOSING + QUOTES)}]*")
_ROLES = {"lead": "牵头", "assist": "配合", "responsible": "负责"}


def query_parts(query: Query) -> tuple[QueryPart, ...]:
    """What must hold together, in the order of typing; the query as a whole where nothing is joined."""
    if query.tree is None:
        return ()
    nodes = query.tree.parts if isinstance(query.tree, And) else (query.tree,)
    cuts = [0, *(_between(query.typed, *pair) for pair in pairwise(nodes)), len(query.typed)]
    return tuple(
        QueryPart(
            label(node, query),
            node.span,
            _spaced(query.typed[:start], query.typed[end:]),
            _in_quotes(query, node) if node in query.recognised else None,
            _words(node, query),
        )
        for node, (start, end) in zip(nodes, pairwise(cuts), strict=True)
    )


def _between(typed: str, node: Node, following: Node) -> int:
    """Where the one part ends and the next begins: brackets and quotes close with the one, operators open the other."""
    end = node.span[1]
    return end + len(_CLOSING.match(typed[end : following.span[0]]).group())  # type: ignore[union-attr]  # matches ""


def label(node: Node, query: Query) -> str:
    """A part as a person says it: lead 市科技局 → 市科技局牵头, year 2026 → 2026年到期, word 研发 → 含“研发”."""
    typed = query.typed[slice(*node.span)].strip()
    if isinstance(node, Field):
        return _field(node)
    if isinstance(node, Not):
        return f"不含“{typed.lstrip('-－−–—').strip()}”"
    if isinstance(node, Phrase):
        return f"含原句“{node.text}”"
    if isinstance(node, Or) and all(isinstance(part, Field) for part in node.parts):
        return " 或 ".join(label(part, query) for part in node.parts)
    return f"含“{typed}”"


def _words(node: Node, query: Query) -> str:
    """The words of a part: 研发, “研发投入” → 研发投入, 指标:研发 → 研发; "" for 标题:研发, -研发, 研发 或 人才."""
    if isinstance(node, Phrase):
        return node.text
    if isinstance(node, Field):
        return node.value if node.name == "indicator" else ""
    return query.typed[slice(*node.span)].strip("*＊ ") if isinstance(node, (Word, Prefix)) else ""


def _field(field: Field) -> str:
    value = field.value
    if field.name in _ROLES:
        return f"{value}{_ROLES[field.name]}"
    if field.name == "unit":
        return "没有责任单位" if value == NOBODY else value
    if field.name == "kind":
        return KIND_LABELS[value]
    if field.name == "year":
        asked = value if field.until is None else f"{value}..{field.until}"
        return due_label(asked) if asked in LABELS else f"{due_label(asked)}到期"
    if field.name == "region":
        return value
    if field.name == "issued":
        return f"成文日期：{issue_date_label(value, value if field.until is None else field.until)}"
    return f"{name_of(field.name)}：{value}"


def _spaced(before: str, after: str) -> str:
    return " ".join(part for part in (before.strip(), after.strip()) if part)


def _in_quotes(query: Query, node: Node) -> str:
    start, end = node.span
    return f"{query.typed[:start]}“{query.typed[start:end].strip()}”{query.typed[end:]}".strip()
