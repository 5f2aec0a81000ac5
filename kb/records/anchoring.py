"""Finds a place again in a text that has changed: by its words, what stands around them, and the headings above.

A place is found where its words stand, or not at all: rather a conflict that a person decides than a correction that
lands elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz.distance import Indel

from extract.models import Section, Span
from kb.records.models import Anchor
from kb.text.folding import fold, fold_with_offsets

CONTEXT = 32
"""Characters kept of what stands before and after."""
_LONG = 12
"""Folded characters from which on words that stand once in a text are told by themselves."""
_ALIKE = 0.5
"""How much of what stood around must still stand there."""
_MUCH_ALIKE = 0.7
"""The same, where the words stand more or less often than before."""
_CLEAR = 0.1
"""By how much the best of several places must surpass the next."""
_SECTION = 0.25
"""What the same headings above count, beside what stands around."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a place is not found again: its words are gone, or stand in several places that are alike.

    `now` is what stands in its place, as far as that can be told.
    """

    why: Literal["gone", "ambiguous"]
    now: str


class AnchoredText:
    """A text in which places are taken down and found again."""

    def __init__(self, text: str, sections: Iterable[Section]) -> None:
        self.text = text
        self._sections = tuple(sections)

    @cached_property
    def _folded(self) -> tuple[str, tuple[int, ...]]:
        folded, offsets = fold_with_offsets(self.text)
        return folded, tuple(offsets)

    def anchor(self, span: Span) -> Anchor:
        """Take down a place."""
        start, end = span
        quote = self.text[start:end]
        places = [found for found, _ in self._places(fold(quote))]
        ordinal = max(0, bisect_left(places, start + 1) - 1)
        return Anchor(
            quote=quote,
            prefix=self.text[max(0, start - CONTEXT) : start],
            suffix=self.text[end : end + CONTEXT],
            section=self.headings(start),
            start=start,
            ordinal=ordinal,
            count=max(1, len(places)),
        )

    def headings(self, offset: int) -> tuple[str, ...]:
        """The headings above a place, outermost first."""
        return tuple(section.marker + section.title for section in self.sections_at(offset) if section.title)

    def sections_at(self, offset: int) -> Iterator[Section]:
        """The sections that a place stands in, outermost first."""
        level = self._sections
        while inside := next((one for one in level if one.span[0] <= offset < one.span[1]), None):
            yield inside
            level = inside.children

    def find(self, anchor: Anchor) -> Span | Lost:
        """Where a place is now: one span, or why there is none."""
        if self.text[anchor.start : anchor.start + len(anchor.quote)] == anchor.quote and self._untouched(anchor):
            return anchor.start, anchor.start + len(anchor.quote)
        places = list(self._places(fold(anchor.quote)))
        if not places:
            return Lost("gone", self._between(anchor))
        scores = [self._likeness(anchor, place) for place in places]
        ordered = sorted(scores, reverse=True)
        best = scores.index(ordered[0])
        if len(places) == 1 and anchor.count == 1:
            told = len(fold(anchor.quote)) >= _LONG or scores[0] >= _ALIKE
            return places[0] if told else Lost("gone", self._between(anchor))
        if len(places) == anchor.count:
            same = anchor.ordinal
            if same == best or ordered[0] - scores[same] < _CLEAR:
                return places[same] if scores[same] >= _ALIKE else Lost("gone", self._between(anchor))
            if scores[same] >= _ALIKE:  # Its own place and one that looks more like it: nobody can tell which is meant.
                return Lost("ambiguous", self._shown(places[best]))
        if ordered[0] < _MUCH_ALIKE:  # One is gone or new: which, only what stands around can tell.
            return Lost("gone", self._between(anchor))
        if len(places) > 1 and ordered[0] - ordered[1] < _CLEAR:
            return Lost("ambiguous", self._shown(places[best]))
        return places[best]

    def _untouched(self, anchor: Anchor) -> bool:
        """Whether all that was taken down still stands at the same offset."""
        end = anchor.start + len(anchor.quote)
        before = self.text[max(0, anchor.start - CONTEXT) : anchor.start] == anchor.prefix
        return before and self.text[end : end + CONTEXT] == anchor.suffix and self.text.count(anchor.quote) == 1

    def _places(self, quote: str) -> Iterator[Span]:
        """Where the folded words stand."""
        folded, offsets = self._folded
        at = folded.find(quote) if quote else -1
        while at >= 0:
            yield offsets[at], offsets[at + len(quote) - 1] + 1
            at = folded.find(quote, at + 1)

    def _likeness(self, anchor: Anchor, place: Span) -> float:
        """How much of what stood around it stands around a place, from 0 to 1."""
        start, end = place
        before = fold(self.text[max(0, start - 2 * CONTEXT) : start])
        after = fold(self.text[end : end + 2 * CONTEXT])
        prefix, suffix = fold(anchor.prefix), fold(anchor.suffix)
        near = before[-len(prefix) :] if prefix else before[-CONTEXT:]
        far = after[: len(suffix)] if suffix else after[:CONTEXT]
        sizes = max(len(prefix), len(near)), max(len(suffix), len(far))
        common = sizes[0] * _alike(prefix, near) + sizes[1] * _alike(suffix, far)
        around = common / sum(sizes) if any(sizes) else 1.0
        above = _alike("".join(map(fold, anchor.section)), "".join(map(fold, self.headings(start))))
        return (1 - _SECTION) * around + _SECTION * above

    def _between(self, anchor: Anchor) -> str:
        """What stands between the words that stood before and after, where both are there once."""
        folded, offsets = self._folded
        prefix, suffix = fold(anchor.prefix)[-12:], fold(anchor.suffix)[:12]
        if not (prefix or suffix) or (prefix and folded.count(prefix) != 1):
            return ""
        start = folded.index(prefix) + len(prefix) if prefix else 0
        last = min(len(folded), start + 4 * len(anchor.quote) + 4 * CONTEXT)
        end = folded.find(suffix, start, last) if suffix else last
        return self.text[offsets[start] : offsets[end - 1] + 1] if end > start else ""

    def _shown(self, place: Span) -> str:
        return self.text[max(0, place[0] - CONTEXT) : place[1] + CONTEXT]


def _alike(one: str, other: str) -> float:
    return 1.0 if not one and not other else Indel.normalized_similarity(one, other)
