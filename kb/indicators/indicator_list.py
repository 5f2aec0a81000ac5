"""The indicators that a knowledge base has, found by any wording, or by letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kb.expansion.pinyin import is_spelt, spellings
from kb.expansion.synonyms import synonyms
from kb.indicators.concepts import ADDED, Concepts
from kb.indicators.models import Concept, IndicatorEntry
from kb.store import IndicatorRow
from kb.text.folding import fold


def indicator_entries(rows: Iterable[IndicatorRow], known: Concepts) -> tuple[IndicatorEntry, ...]:
    """The concepts of these wordings: those that are known first, then by how much there is."""
    found: dict[str, Concept] = {}
    wordings: dict[str, Counter[str]] = {}
    counts: dict[str, Counter[bool]] = {}
    places: dict[str, set[str | None]] = {}
    for row in rows:
        concept = concept_of_row(row, known)
        found.setdefault(concept.name, concept)
        wordings.setdefault(concept.name, Counter())[row.indicator] += row.times
        counts.setdefault(concept.name, Counter())[row.in_table] += row.times
        places.setdefault(concept.name, set()).add(row.region)
    entries = [
        IndicatorEntry(
            concept,
            tuple(wording for wording, _ in wordings[name].most_common()),
            counts[name][False],
            counts[name][True],
            len(places[name]),
        )
        for name, concept in found.items()
    ]
    return tuple(sorted(entries, key=lambda entry: (not entry.concept.known, -entry.total, entry.concept.name)))


def concept_of_row(row: IndicatorRow, known: Concepts) -> Concept:
    """What a way of writing an indicator means."""
    return known.read(row.indicator, grows=row.kind == "growth", added=row.increment).concept


def matching(entries: Iterable[IndicatorEntry], typed: str) -> tuple[IndicatorEntry, ...]:
    """Those that a person may mean: every word, or another word for it, in one of its names, or letters: gdp, yanfa.

    What is a name of a concept as a whole comes first.
    """
    words = [(fold(word), *map(fold, synonyms(fold(word)))) for word in typed.split()]
    if not words:
        return tuple(entries)
    found = []
    for entry in entries:
        names = [fold(name) for name in (entry.concept.name, *entry.concept.aliases, *entry.wordings)]
        if all(any(word in name for word in same for name in names) or _spells(same[0], entry) for same in words):
            found.append((fold(typed) not in names, entry))
    return tuple(entry for _, entry in sorted(found, key=lambda one: one[0]))


def _spells(word: str, entry: IndicatorEntry) -> bool:
    if not is_spelt(word):
        return False
    spelt = [spellings(name) for name in (entry.concept.name, *entry.wordings[:3])]
    return any(word in full or initials.startswith(word) for full, initials in spelt)


def near_concepts(concept: Concept, entries: Iterable[IndicatorEntry], known: Concepts) -> tuple[str, ...]:
    """The concepts with figures that are close by and not the same: what the table says so, and what is added to it."""
    base = concept.name.removesuffix(ADDED)
    names = {base, base + ADDED}
    for other in concept.not_same or known.named(base).not_same:
        names.add(known.read(other).concept.name)
    return tuple(entry.concept.name for entry in entries if entry.concept.name in names - {concept.name})
