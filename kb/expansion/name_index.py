"""The names that a knowledge base holds, units, indicators and words, found by how they begin, sound or are misspelt."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kb.expansion.pinyin import spellings
from kb.text.folding import fold

NameKind = Literal["unit", "indicator", "word"]
_RANK = {"unit": 0, "indicator": 1, "word": 2}
_SHORTEST_SPELT = 4
"""Letters from which on a beginning is enough: yanfatou for 研发投入."""
_LOOKED_AT = 2000
"""Names of one beginning that are looked at, to take the best."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name: in how many places it occurs, and how it is spelt."""

    text: str
    kind: NameKind
    count: int
    folded: str
    spelt: str
    initials: str

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Units first, then indicators, the frequent before the rare."""
        return _RANK[self.kind], -self.count, len(self.text), self.text


def name_of(text: str, kind: NameKind, count: int) -> Name:
    """A name with its spellings."""
    return Name(text, kind, count, fold(text), *spellings(text))


class NameIndex:
    """All names of a knowledge base. Nothing here changes; safe to use from several threads."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.all: tuple[Name, ...] = tuple(names)

    @cached_property
    def folded(self) -> dict[str, Name]:
        """The names by their folded form: of those that fold alike the first in order."""
        return {name.folded: name for name in sorted(self.all, key=lambda name: name.order, reverse=True)}

    @cached_property
    def by_sound(self) -> dict[str, tuple[Name, ...]]:
        """The names that are spelt alike: 高新 and 高薪."""
        found: dict[str, list[Name]] = {}
        for name in self.all:
            found.setdefault(name.spelt, []).append(name)
        return {spelt: tuple(names) for spelt, names in found.items()}

    @cached_property
    def by_length(self) -> dict[int, list[str]]:
        """The folded names by the number of their characters."""
        found: dict[int, list[str]] = {}
        for folded in self.folded:
            found.setdefault(len(folded), []).append(folded)
        return found

    @cached_property
    def _begins(self) -> tuple[list[tuple[str, int]], list[tuple[str, int]], list[tuple[str, int]]]:
        places = range(len(self.all))
        return (
            sorted((self.all[place].folded, place) for place in places),
            sorted((self.all[place].spelt, place) for place in places),
            sorted((self.all[place].initials, place) for place in places if self.all[place].kind != "word"),
        )

    def by_spelling(self, letters: str, *, most: int = 8) -> tuple[Name, ...]:
        """The names that a word of letters stands for: units and indicators by initials, any by its full spelling.

        kjj → 科技局; yanfa → 研发; yanfatou (nothing is spelt so) → what is spelt so to begin with: 研发投入
        """
        _, spelt, initials = self._begins
        exact = [*_range(initials, letters, whole=True), *_range(spelt, letters, whole=True)]
        if not exact and len(letters) >= _SHORTEST_SPELT:
            exact = [*_range(spelt, letters), *_range(initials, letters)]
        return self._best(exact, most)

    def completions(
        self, typed: str, *, most: int, kinds: Collection[NameKind] = ("unit", "indicator", "word")
    ) -> tuple[Name, ...]:
        """The names that a person may be typing: by how they begin, in characters or letters, else what holds it."""
        folded = fold(typed)
        if not folded:
            return ()
        written, spelt, initials = self._begins
        found = [*_range(written, folded), *_range(initials, folded), *_range(spelt, folded)]
        best = self._best([place for place in found if self.all[place].kind in kinds], most)
        if len(best) < most and not folded.isascii():
            begun = {name.folded for name in best}
            holding = [place for place, name in enumerate(self.all) if name.kind in kinds and folded in name.folded]
            best += tuple(name for name in self._best(holding, most) if name.folded not in begun)
        return best[:most]

    def _best(self, places: Sequence[int], most: int) -> tuple[Name, ...]:
        """The first in order, each text once."""
        found: dict[str, Name] = {}
        for name in sorted((self.all[place] for place in dict.fromkeys(places)), key=lambda name: name.order):
            found.setdefault(name.folded, name)
        return tuple(found.values())[:most]


def _range(keys: Sequence[tuple[str, int]], start: str, *, whole: bool = False) -> Iterator[int]:
    """The places of the names whose key begins with, or is, `start`."""
    at = bisect_left(keys, (start, -1))
    for key, place in keys[at : at + _LOOKED_AT]:
        if key != start and (whole or not key.startswith(start)):
            return
        yield place
