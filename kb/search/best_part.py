"""Of a query whose parts are found nowhere together, the most that can be found: offered in place of nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from kb.engines.interface import AllOf, Condition, Engine, NoneOf, Question, Requirement
from kb.query import And, Node, Query
from kb.results import BestPart

_MOST_PARTS = 6
"""Parts of a query of which every combination is tried: one of more is no longer what anybody thought of."""


def best_part(query: Query, question: Question, conditions: Sequence[Condition], engine: Engine) -> BestPart | None:
    """The largest choice of the parts that is found, of these the one with most hits; None where not even one part is.

    研发投入 量子纠缠 → 研发投入, without 量子纠缠
    """
    tree, asked = query.tree, question.requirement
    if not isinstance(tree, And) or not isinstance(asked, AllOf) or len(tree.parts) != len(asked.parts):
        return None
    parts = list(zip(tree.parts, asked.parts, strict=True))
    if len(parts) > _MOST_PARTS:
        return None
    for left in range(1, len(parts)):
        offers = list(_offers(query, parts, len(parts) - left, conditions, engine))
        if offers:
            return max(offers, key=lambda offer: offer.count)
    return None


def _offers(
    query: Query,
    parts: Sequence[tuple[Node, Requirement]],
    size: int,
    conditions: Sequence[Condition],
    engine: Engine,
) -> Iterator[BestPart]:
    """Every choice of so many parts that is found; what only denies finds all and is no choice."""
    for kept in combinations(parts, size):
        if all(isinstance(asked, NoneOf) for _, asked in kept):
            continue
        asked = Question(AllOf(tuple(requirement for _, requirement in kept)))
        if count := engine.find(asked, conditions, sort="document", start=0, size=0).total:
            left_out = [node for node, _ in parts if node not in [node for node, _ in kept]]
            typed = " ".join(dict.fromkeys(query.typed[slice(*node.span)].strip() for node, _ in kept))
            yield BestPart(typed, tuple(query.typed[slice(*node.span)].strip() for node in left_out), count)
