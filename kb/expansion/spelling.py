"""What may have been meant by a word that nothing has: the nearest names of the base, by characters and by sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import log10

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from kb.expansion.name_index import Name, NameIndex
from kb.expansion.pinyin import is_spelt, spellings
from kb.text.folding import fold

LONGEST = 24
"""Characters of a word that is looked at: a longer one is a sentence, not a slip."""
MOST = 3
"""Suggestions for one word."""
_TRIED = 24
"""Candidates that are tried before it is given up."""
_NEAREST = 40
_FARTHER = 0.75
"""How much farther from what was typed than the nearest a suggestion may be."""
_FREQUENT = 0.1
"""How much nearer a name is that occurs ten times as often: 科技 is meant by 科枝 rather than 科室."""
_ANOTHER_SOUND = 3
"""Letters by which a word of up to three characters sounds otherwise where it is another: 外星人 is not 外国人."""
_OF_A_PART = 2
"""The same for a part of a word: 投人 is 投入, not 投资."""
_WINDOWS = 10
"""Parts of a word that are compared by their characters."""

Occurs = Callable[[str], int]
"""How much a word, searched by itself, finds."""


def nearest(word: str, names: NameIndex, *, occurs: Occurs) -> tuple[tuple[str, int], ...]:
    """The words that may have been meant, with how often they occur, the likeliest first; each finds something.

    高薪技术企业 → 高新技术企业 (sounds alike)   研发投人 → 研发投入 (one character)   kejju → 科技局 (one letter)
    """
    folded = fold(word)
    if not 2 <= len(folded) <= LONGEST:
        return ()
    offered: dict[str, tuple[float, int]] = {}
    for meant, name, apart in _candidates(folded, names):
        distance = apart - _FREQUENT * log10(1 + name.count)
        if meant != folded and (meant not in offered or distance < offered[meant][0]):
            offered[meant] = (distance, name.count)
    ordered = sorted(offered, key=lambda meant: (offered[meant][0], -offered[meant][1], meant))
    found: list[str] = []
    for meant in ordered[:_TRIED]:
        if len(found) == MOST or (found and offered[meant][0] > offered[found[0]][0] + _FARTHER):
            break
        if occurs(meant):
            found.append(meant)
    return tuple((meant, offered[meant][1]) for meant in found)


def _candidates(folded: str, names: NameIndex) -> Iterator[tuple[str, Name, float]]:
    """(what the whole word becomes, the name that does it, how far it is from what was typed)."""
    if is_spelt(folded):
        yield from _spelt_nearly(folded, names)
        return
    whole = list(_like(folded, names))
    yield from ((name.folded, name, distance) for name, distance in whole)
    if len(folded) > 3 and all(distance > 1.5 for _, distance in whole):
        yield from _in_parts(folded, names)


def _like(folded: str, names: NameIndex) -> Iterator[tuple[Name, float]]:
    """Names that sound like it, or that few characters set apart."""
    spelt, _ = spellings(folded)
    for name in names.by_sound.get(spelt, ()) if spelt else ():
        yield name, DamerauLevenshtein.distance(folded, name.folded) / 2
    for name in _nearest(folded, names):
        changed = DamerauLevenshtein.distance(folded, name.folded)
        sound = DamerauLevenshtein.distance(spelt, name.spelt)
        if len(folded) <= 3 and sound > _ANOTHER_SOUND:
            continue
        if changed <= len(folded) // 3 or (changed <= len(folded) // 2 and sound <= 2):
            yield name, changed + sound / 8 + abs(len(folded) - len(name.folded)) / 2


def _nearest(folded: str, names: NameIndex) -> Iterator[Name]:
    """The names that one character sets apart, of a longer word two."""
    most = 1 if len(folded) < 6 else 2
    scorer = DamerauLevenshtein.distance
    for length in range(len(folded) - most, len(folded) + most + 1):
        texts = names.by_length.get(length, ())
        for text, _, _ in process.extract(folded, texts, scorer=scorer, score_cutoff=most, limit=_NEAREST):
            yield names.folded[text]


def _in_parts(folded: str, names: NameIndex) -> Iterator[tuple[str, Name, float]]:
    """A part of the word is misspelt: 高薪技术企业培育, 企业研发投人."""
    compared = 0
    for length in range(len(folded) - 1, 1, -1):
        for start in range(len(folded) - length + 1):
            part = folded[start : start + length]
            if part in names.folded:
                continue
            before, after = folded[:start], folded[start + length :]
            for name in names.by_sound.get(spellings(part)[0], ()):
                if name.folded != part:
                    far = DamerauLevenshtein.distance(part, name.folded) / 2
                    yield before + name.folded + after, name, far + 0.1 * (len(folded) - length)
            if 3 <= length <= 8 and compared < _WINDOWS:
                compared += 1
                for name in _nearest(part, names):
                    changed = DamerauLevenshtein.distance(part, name.folded)
                    sound = DamerauLevenshtein.distance(spellings(part)[0], name.spelt)
                    # A character too many or too few would leave a word that nobody says: 企业研发投人 is not 企业研发人.
                    if len(name.folded) == length and sound <= _OF_A_PART:
                        yield before + name.folded + after, name, changed + sound / 4 + 0.1 * (len(folded) - length)


def _spelt_nearly(letters: str, names: NameIndex) -> Iterator[tuple[str, Name, float]]:
    """Names that a letter too many or too few was typed for."""
    if len(letters) < 4:
        return
    scorer = DamerauLevenshtein.distance
    for spelt, distance, _ in process.extract(
        letters, names.by_sound.keys(), scorer=scorer, score_cutoff=1, limit=_NEAREST
    ):
        yield from ((name.folded, name, float(distance)) for name in names.by_sound[spelt])
