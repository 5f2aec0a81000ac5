"""Words that mean the same: what else is searched for when one of them is typed.

The table is `kb/rules/synonyms.csv`. A form that occurs inside other words (高企 in 提高企业) is recognised when it is
typed, but never searched for in place of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from extract.models import Span
from extract.rulefiles import Row
from extract.text import segment
from kb.rule_tables import rows
from kb.text.folding import fold

COLUMNS = ("words", "typed", "found", "example")
LONGEST_WORD = 40
"""Characters of a word inside which known words are looked for."""


@cache
def table() -> dict[str, tuple[str, ...]]:
    """Each known word, folded → what else is searched for, as the table writes it; a bad row is a RuleError."""
    return synonym_table(rows("synonyms.csv", COLUMNS, unique="words"))


def synonym_table(groups: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """`table` of these rows: a word of several rows has the others of all of them."""
    found: dict[str, dict[str, str]] = {}
    for row in groups:
        words = row.many("words")
        if len({fold(word) for word in (*words, *row.many("typed"), *row.many("found"))}) < 2:
            raise row.error("names no two words that mean the same")
        for word in (*words, *row.many("typed")):
            others = found.setdefault(fold(word), {})
            for other in (*words, *row.many("found")):
                if fold(other) != fold(word):
                    others.setdefault(fold(other), other)
    return {word: tuple(others.values()) for word, others in found.items()}


@cache
def _longest() -> int:
    return max(map(len, table()))


def synonyms(folded: str) -> tuple[str, ...]:
    """What else is searched for in place of a whole word; nothing where the table does not know it.

    "高企" → ("高新技术企业",)   "提高" → ()
    """
    return table().get(folded, ())


def parts_with_synonyms(folded: str) -> tuple[Span, ...]:
    """Where known words stand inside a longer one, whole segments only, the longest first from the left.

    "规上工业增加值率" → ((0, 7),)   "提高企业" → (): 高企 is cut through there
    """
    if not 2 < len(folded) <= LONGEST_WORD:
        return ()
    ends = [0]
    for token, offset in segment.tokens(folded):
        ends.append(offset + len(token))
    return tuple(_taken(folded, ends))


def _taken(folded: str, ends: list[int]) -> Iterator[Span]:
    reached = 0
    for start in ends:
        if start < reached:
            continue
        for stop in reversed(ends):
            if 2 <= stop - start <= _longest() and folded[start:stop] in table() and stop - start < len(folded):
                yield start, stop
                reached = stop
                break
