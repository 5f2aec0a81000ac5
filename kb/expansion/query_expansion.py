"""A query's tree → one that also finds other names of what was typed: a step between the parser and the engines.

研发经费投入 → 研发经费投入 或 "R&D经费" 或 "研究与试验发展经费" 或 …
- bare words, words that follow each other (R&D 经费) and the words of 指标: and 章节: are expanded;
- phrases in quotes are not (unless asked for), nor prefixes, nor what is denied: so what is found without expansion
  is always found with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kb.expansion.synonyms import parts_with_synonyms, synonyms
from kb.query import And, Field, Leaf, Node, Not, Or, Phrase, Prefix, Query, Word, make_phrase, make_word
from kb.query.tree import join_nodes
from kb.results import Expansion
from kb.text.analyzer import contains_all
from kb.text.folding import fold, fold_with_offsets

Expand = Literal["phrases"] | bool
"""True: bare words; "phrases": what stands in quotes as well; False: nothing."""

UNIT_FIELDS = ("lead", "assist", "responsible", "unit")
MOST_ALTERNATIVES = 12
"""Other names of one word that are searched for: the first that the table or the base gives."""
_MOST_JOINED = 4
"""Words that follow each other and may be one: R&D 经费 投入."""

OtherNames = Callable[[str], Sequence[str]]
"""A word, folded → other names of the body that it names."""


@dataclass(frozen=True, slots=True)
class SpeltName:
    """A name that letters stand for; a unit is searched for as the one responsible, too."""

    text: str
    unit: bool = False


SpeltOut = Callable[[str], Sequence[SpeltName]]
"""A word of letters, folded → the names that it may stand for."""


@dataclass(frozen=True, slots=True)
class ExpandedQuery:
    """The query to search for, and what was added to it."""

    query: Query
    expansions: tuple[Expansion, ...] = ()


def expand(
    query: Query, *, phrases: bool = False, units: OtherNames | None = None, pinyin: SpeltOut | None = None
) -> ExpandedQuery:
    """The query with the other names of its words.

    `units` gives other names of a body (市科委 → 市科技局), `pinyin` what a word of letters may stand for (kjj → 科技局).
    """
    if query.tree is None:
        return ExpandedQuery(query)
    step = _Step(phrases, units, pinyin)
    tree = step.node(query.tree)
    return ExpandedQuery(replace(query, tree=tree), tuple(step.expansions)) if step.expansions else ExpandedQuery(query)


class _Step:
    def __init__(self, phrases: bool, units: OtherNames | None, pinyin: SpeltOut | None) -> None:
        self._phrases = phrases
        self._units = units
        self._pinyin = pinyin
        self.expansions: list[Expansion] = []

    def node(self, node: Node) -> Node:
        """The node with what else is searched for."""
        if isinstance(node, Word):
            return self._word(node)
        if isinstance(node, Phrase):
            return self._whole(node) if self._phrases else node
        if isinstance(node, Field):
            return self._field(node)
        if isinstance(node, And):
            parts = tuple(self._all(node.parts))
            return parts[0] if len(parts) == 1 else replace(node, parts=parts)
        if isinstance(node, Or):
            return replace(node, parts=tuple(self.node(part) for part in node.parts))
        if isinstance(node, (Not, Prefix)):
            return node
        raise TypeError(node)

    def _all(self, parts: Sequence[Node]) -> Iterable[Node]:
        """Words that follow each other may be one: R&D 经费."""
        place = 0
        while place < len(parts):
            for count in range(min(_MOST_JOINED, len(parts) - place), 1, -1):
                joined = self._joined(parts[place : place + count])
                if joined is not None:
                    yield joined
                    place += count
                    break
            else:
                yield self.node(parts[place])
                place += 1

    def _joined(self, parts: Sequence[Node]) -> Node | None:
        words = [part for part in parts if isinstance(part, Word)]
        if len(words) < len(parts) or not synonyms("".join(word.folded for word in words)):
            return None
        span = (words[0].span[0], words[-1].span[1])
        whole = make_word("".join(word.text for word in words), span)
        others = self._alternatives(whole, synonyms(whole.folded), "synonym")
        return Or((And(tuple(words), span), *others), span) if others else None

    def _word(self, word: Word) -> Node:
        others = self._whole(word)
        if others is not word:
            return others
        parts = parts_with_synonyms(word.folded)
        return self._inside(word, parts) if parts else word

    def _whole(self, leaf: Word | Phrase) -> Node:
        """The leaf, or one of its other names."""
        others = self._alternatives(leaf, synonyms(leaf.folded), "synonym")
        if not others and self._units is not None:
            others = self._alternatives(leaf, self._units(leaf.folded), "unit")
        if not others and self._pinyin is not None and isinstance(leaf, Word):
            names = self._pinyin(leaf.folded)
            others = self._alternatives(leaf, [name.text for name in names], "pinyin")
            units = (Field("unit", name.text, leaf.span) for name in names if name.unit)
            return Or((leaf, *others, *units), leaf.span) if others else leaf
        return Or((leaf, *others), leaf.span) if others else leaf

    def _inside(self, word: Word, known: Sequence[tuple[int, int]]) -> Node:
        """A word of which parts have other names: 高企培育 → 高企培育 或 ("高新技术企业" 培育)."""
        _, offsets = fold_with_offsets(word.text)
        ends = [*offsets, len(word.text)]
        parts: list[Node] = []
        reached = 0
        before = len(self.expansions)
        for start, stop in (*known, (len(offsets), len(offsets))):
            if reached < start:
                parts.append(make_word(word.text[ends[reached] : ends[start]], word.span))
            if start < stop:
                part = make_word(word.text[ends[start] : ends[stop]], word.span)
                others = self._alternatives(part, synonyms(part.folded), "synonym")
                parts.append(Or((part, *others), word.span) if others else part)
            reached = stop
        if len(self.expansions) == before:
            return word
        return Or((word, parts[0] if len(parts) == 1 else And(tuple(parts), word.span)), word.span)

    def _field(self, node: Field) -> Node:
        """指标: and 章节: look for words of their own; a unit may be spelt: 牵头:kjj."""
        if node.name in UNIT_FIELDS and self._pinyin is not None:
            units = [name.text for name in self._pinyin(fold(node.value)) if name.unit]
            if units:
                self.expansions.append(Expansion(node.value, node.span, tuple(units), "pinyin"))
                return join_nodes(Or, tuple(replace(node, value=unit) for unit in units))
        if node.text is None or isinstance(node.text, Prefix) or (isinstance(node.text, Phrase) and not self._phrases):
            return node
        others = self._alternatives(node.text, synonyms(node.text.folded), "synonym")
        if not others and self._pinyin is not None:
            others = self._alternatives(node.text, [name.text for name in self._pinyin(node.text.folded)], "pinyin")
        return Or((node, *(replace(node, text=other) for other in others)), node.span) if others else node

    def _alternatives(
        self, leaf: Leaf, names: Iterable[str], why: Literal["synonym", "unit", "pinyin"]
    ) -> list[Phrase]:
        """The names as phrases that find something which the leaf and the others do not; what they are is noted."""
        new = [
            phrase for name in names if not contains_all((phrase := make_phrase(name, leaf.span)).folded, leaf.needles)
        ]
        found = [one for one in new if not any(two.folded in one.folded for two in new if two.folded != one.folded)]
        del found[MOST_ALTERNATIVES:]
        if found:
            self.expansions.append(Expansion(leaf.text, leaf.span, tuple(phrase.text for phrase in found), why))
        return found
