"""Where a query matched in a text, and which piece of a long text to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from extract.models import Span
from kb.query import Leaf, Prefix
from kb.results import Marked
from kb.text.analyzer import begins, contains_all, places
from kb.text.folding import fold, fold_with_offsets

SHOWN = 160
"""Characters of a long text that are shown."""

_BOUNDARY = re.compile(r"[。！？；\n\t]")
_MOST_MARKS = 500


def matching_terms(terms: Sequence[Leaf], *texts: str) -> Sequence[Leaf]:
    """Of several terms those that the texts match: of 研发投入 或 人才 not 投入 alone."""
    if len(terms) < 2:
        return terms
    folded = "\n".join(fold(text) for text in texts)
    return [term for term in terms if holds(folded, term)]


def holds(folded: str, term: Leaf) -> bool:
    """Whether a folded text matches a word, phrase or prefix."""
    return begins(folded, term.folded) if isinstance(term, Prefix) else contains_all(folded, term.needles)


def marks(text: str, terms: Iterable[Leaf]) -> tuple[Span, ...]:
    """Every place in `text` where a term stands, or its parts where it stands nowhere as a whole.

    "加大研发 投入", 研发投入 → ((2, 7),)   "研发经费投入", 研发投入 → ((0, 2), (4, 6))
    """
    folded, offsets = fold_with_offsets(text)
    found: list[Span] = []
    for term in terms:
        for needle in (term.folded,) if term.folded in folded else term.needles:
            for at in islice(places(folded, needle, begins=isinstance(term, Prefix)), _MOST_MARKS - len(found)):
                found.append((offsets[at], offsets[at + len(needle) - 1] + 1))
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def highlight(text: str, terms: Sequence[Leaf], *, shown: int = SHOWN) -> Marked:
    """The text with its marks; of one longer than `shown` the piece with most of them, from a sentence's beginning."""
    found = marks(text, terms)
    if len(text) <= shown:
        return Marked(text, found)
    start = _best_start(text, found, shown)
    end = min(len(text), start + shown)
    inside = tuple((first - start, min(last, end) - start) for first, last in found if start <= first < end)
    return Marked(text[start:end], inside, before=start > 0, after=end < len(text))


def _best_start(text: str, found: Sequence[Span], shown: int) -> int:
    """Where to begin: the window with most different marks, moved to the sentence's beginning where that is near."""
    if not found:
        return 0
    reach, most, best = shown * 3 // 4, 0, found[0][0]
    for index, (first, _) in enumerate(found):
        within = set()
        for start, end in found[index:]:
            if end > first + reach:
                break
            within.add(text[start:end])
        if len(within) > most:
            most, best = len(within), first
    if best <= shown // 4:
        return 0
    ends = [boundary.end() for boundary in _BOUNDARY.finditer(text, best - shown // 4, best)]
    return ends[-1] if ends else best - shown // 8
