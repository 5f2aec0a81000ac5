"""The queries of the search benchmark, chosen from what was generated.

Words are those that stand as words of their own wherever they occur (in a sample): our search finds them as substrings,
the peer as the segmenter's words, and both must find the same to be compared.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.generator import Generator, canonical
from extract.text import segment
from kb import Filters
from kb.text.folding import fold

CLASSES = ("word", "rare", "and", "phrase", "filtered", "facets")
LABELS = {
    "word": "common word",
    "rare": "rare word",
    "and": "three words",
    "phrase": "phrase",
    "filtered": "word + filters",
    "facets": "all facet counts",
    "add": "add a document",
}
NONE = Filters()
_SAMPLED = 200
"""Documents that are looked at to choose words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: `words` must all occur, or the one of them as a `phrase`; `unit` is the official name of the filter's."""

    words: tuple[str, ...]
    phrase: bool = False
    filters: Filters = NONE
    unit: str | None = None

    @property
    def text(self) -> str:
        """What a person would type."""
        return f"“{self.words[0]}”" if self.phrase else " ".join(self.words)


def choose(generator: Generator, count: int) -> dict[str, list[Asked]]:
    """`count` different queries of every class, the same ones for the same generator."""
    chance = random.Random(generator.seed)
    passages = list(_passages(generator))
    common = _common(passages, count)
    known = set(common)
    units = _units(generator)
    return {
        "word": [Asked((word,)) for word in common],
        "rare": [Asked((name,)) for name in _rare(generator, count)],
        "and": [Asked(words) for words in _together(passages, known, chance, count)],
        "phrase": [Asked((phrase,), phrase=True) for phrase in _phrases(passages, known, chance, count)],
        "filtered": [_filtered(word, place, units) for place, word in enumerate(common)],
        "facets": [Asked((word,)) for word in common],
    }


def _passages(generator: Generator) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The folded texts of the commitments of a sample, with their words."""
    documents = generator.documents
    for number in range(0, documents, max(1, documents // _SAMPLED)):
        document = generator.document(number)
        texts = [document.text[slice(*task.span)] for task in document.tasks]
        texts += [measure.text for task in document.tasks for measure in task.measures]
        for text in (*texts, *(target.quote for target in document.targets)):
            folded = fold(text)
            yield folded, tuple(segment.words(folded))


def _common(passages: list[tuple[str, tuple[str, ...]]], count: int) -> list[str]:
    """The most frequent words that never stand inside another word or over two of them."""
    frequency = Counter(word for _, words in passages for word in set(words) if len(word) > 1)
    found: list[str] = []
    for word, _ in sorted(frequency.items(), key=lambda item: (-item[1], item[0])):
        if all((word in words) == (word in folded) for folded, words in passages):
            found.append(word)
        if len(found) == count:
            break
    return found


def _rare(generator: Generator, count: int) -> list[str]:
    """Names of projects that the segmenter cuts in their sentence as it cuts them alone."""
    found: list[str] = []
    for number in range(generator.rare):
        name = generator.project(number)
        if set(segment.words(name)) <= set(segment.words(f"实施{name}，")):
            found.append(name)
        if len(found) == count:
            break
    return found


def _together(
    passages: list[tuple[str, tuple[str, ...]]], known: set[str], chance: random.Random, count: int
) -> list[tuple[str, ...]]:
    """Three common words of one sentence, a time."""
    found: dict[tuple[str, ...], None] = {}
    able = [listed for _, words in passages if len(listed := sorted(known.intersection(words))) >= 3]
    while able and len(found) < count:
        found[tuple(chance.sample(chance.choice(able), 3))] = None
    return list(found)


def _phrases(
    passages: list[tuple[str, tuple[str, ...]]], known: set[str], chance: random.Random, count: int
) -> list[str]:
    """Two to four neighbouring words that begin with a common one, as they stand in a sentence."""
    able = []
    for folded, words in passages:
        for place in range(len(words) - 1):
            text = "".join(words[place : place + 2 + place % 3])
            if (
                words[place] in known
                and text in folded
                and tuple(segment.words(text)) == words[place : place + 2 + place % 3]
            ):
                able.append(text)
    return sorted(chance.sample(sorted(set(able)), min(count, len(set(able)))))


def _units(generator: Generator) -> list[tuple[str, str, str, str]]:
    """Bodies of the first documents: (as written, official name, role, region), frequent ones more often."""
    found: list[tuple[str, str, str, str]] = []
    for number in range(min(generator.documents, _SAMPLED)):
        document = generator.document(number)
        for task in document.tasks:
            found += [(unit.name, unit.canonical or "", unit.role, document.facts.region or "") for unit in task.units]
    return found


def _filtered(word: str, place: int, units: list[tuple[str, str, str, str]]) -> Asked:
    """A word with the unit by its official name, with the unit and its role, or with a short name, region and role."""
    name, official, role, region = units[place * 37 % len(units)]
    filters = (
        Filters(unit=official),
        Filters(unit=official, role=role),
        Filters(unit=name, role=role, region=region),
        Filters(region=region, role=role),
    )[place % 4]
    unit = None if filters.unit is None else canonical(name, region=region)
    return Asked((word,), filters=filters, unit=unit)
