"""What one state of a knowledge base knows of names: what to search for beside a word, and what may have been meant."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from kb.expansion.body_names import other_names
from kb.expansion.completion import completion
from kb.expansion.name_index import NameIndex
from kb.expansion.pinyin import is_spelt
from kb.expansion.query_expansion import Expand, ExpandedQuery, SpeltName, expand
from kb.expansion.spelling import MOST, nearest
from kb.expansion.synonyms import synonyms
from kb.expansion.vocabulary import NameSource, names_of
from kb.query import Query, Word, leaves, make_word
from kb.results import Suggestion
from kb.store import UnitRow
from kb.text.folding import fold
from kb.units.unit_lookup import Canonical

_REMEMBERED = 2048
_MOST_SUGGESTED = 6
_MOST_MISSPELT = 4
"""Words of a query for which a suggestion is looked for."""

Occurs = Callable[[Word], int]
"""How much a word, searched by itself, finds."""


class NameKnowledge:
    """The names of one state of a knowledge base; read when the first word needs them."""

    def __init__(
        self,
        source: NameSource,
        canonical: Canonical,
        units: Callable[[], Sequence[UnitRow]],
        *,
        folder: Path,
        pointer: bytes,
    ) -> None:
        self._source = source
        self._units = units
        self._canonical = canonical
        self._folder = folder
        self._pointer = pointer
        self._reading = threading.Lock()
        self._names: NameIndex | None = None
        self._bodies = lru_cache(_REMEMBERED)(self._other_names)

    def names(self) -> NameIndex:
        """All names, read once."""
        with self._reading:
            if self._names is None:
                self._names = names_of(self._source, folder=self._folder, pointer=self._pointer)
            return self._names

    def expansion(self, query: Query, mode: Expand, *, occurs: Occurs) -> ExpandedQuery:
        """The query with the other names of its words; letters stand for names only where nothing has them."""
        if mode is False:
            return ExpandedQuery(query)

        def spelt(folded: str) -> Sequence[SpeltName]:
            if not is_spelt(folded) or occurs(make_word(folded, (0, len(folded)))):
                return ()
            return [SpeltName(name.text, name.kind == "unit") for name in self.names().by_spelling(folded)]

        return expand(query, phrases=mode == "phrases", units=self._bodies, pinyin=spelt)

    def _other_names(self, folded: str) -> tuple[str, ...]:
        return other_names(folded, self._units(), self._canonical)

    def spelt_unit(self, typed: str) -> str | None:
        """The unit that a name in letters stands for, the one with most tasks: kjj → 科技局."""
        folded = fold(typed)
        if not is_spelt(folded) or any(fold(row.name) == folded for row in self._units()):
            return None
        return next((name.text for name in self.names().by_spelling(folded) if name.kind == "unit"), None)

    def corrections(self, query: Query, *, occurs: Occurs) -> tuple[Suggestion, ...]:
        """For words of a query that nothing has: the query with what may have been meant in their place."""
        found: list[Suggestion] = []
        words = [] if query.tree is None else [leaf for leaf in leaves(query.tree) if isinstance(leaf, Word)]
        missing = [word for word in dict.fromkeys(words) if not occurs(word)]

        def alone(meant: str) -> int:
            return occurs(make_word(meant, (0, len(meant))))

        for word in missing[:_MOST_MISSPELT]:
            start, end = word.span
            # Its other names, where they were not searched for; else it may be misspelt.
            others = [(other, count) for other in synonyms(word.folded) if (count := alone(other))]
            for meant, count in others[:MOST] or nearest(word.folded, self.names(), occurs=alone):
                name = self.names().folded.get(fold(meant))
                text = name.text if name else meant
                typed = query.typed[:start] + text + query.typed[end:]
                found.append(Suggestion(typed.strip(), text, name.kind if name else "word", count, typed=word.text))
        return tuple(found[:_MOST_SUGGESTED])

    def suggestions(self, typed: str, *, most: int) -> tuple[Suggestion, ...]:
        """Names that begin as what is being typed does, each with the query that it would make."""
        piece = completion(typed)
        if piece is None:
            return ()
        names = self.names().completions(piece.word, most=most, kinds=piece.kinds)
        return tuple(
            Suggestion(
                piece.query(name.text),
                name.text,
                name.kind,
                name.count,
                rest=piece.rest if name.kind == "unit" else None,
            )
            for name in names
        )
