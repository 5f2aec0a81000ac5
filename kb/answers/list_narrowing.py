"""A list of units or documents narrowed by what a person types: names in any form, or how they are spelt in letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from kb.expansion.pinyin import is_spelt, spellings
from kb.models import DocumentEntry, UnitEntry
from kb.text.folding import fold
from kb.units.other_forms import other_forms
from kb.units.unit_renamings import official_names

_LEVELS = "省市区县州旗盟镇乡"
_INSIDE = 4
"""Letters from which on they are looked for inside a title, not at its beginning alone: zdly in 关于重点领域的意见."""


def units_called(units: Iterable[UnitEntry], typed: str) -> tuple[UnitEntry, ...]:
    """The units that have every word of `typed` in their place or in one of their names, in the order given.

    市科技局, 科委, kjj, keji, 松河 科技 → 松河市科学技术局, however the documents write it
    """
    words = [fold(word) for word in typed.split()]
    return tuple(unit for unit in units if all(_calls_unit(word, unit) for word in words))


def documents_called(documents: Iterable[DocumentEntry], typed: str) -> tuple[DocumentEntry, ...]:
    """The documents that have every word of `typed` in what they say of themselves, in the order given.

    [2023]12号, 2023 报告, 慈溪 规划, cixi, 市政府办公室 → by number in any brackets, years and kind, place, issuer
    """
    words = [fold(word) for word in typed.split()]
    return tuple(document for document in documents if all(_calls_document(word, document) for word in words))


def _calls_unit(word: str, unit: UnitEntry) -> bool:
    names = tuple(_unit_names(unit))
    if any(word in name for name in names):
        return True
    if is_spelt(word):
        return any(full.startswith(word) or initials.startswith(word) for full, initials in map(_spelt, names))
    meant = official_names(word, unit.place)
    return unit.canonical is not None and unit.canonical in meant.own | meant.renamed


def _unit_names(unit: UnitEntry) -> Iterator[str]:
    """All that a unit is called, folded: its place, its official name and what it is in short, and as written."""
    if unit.place:
        yield unit.place
    if unit.canonical:
        yield unit.canonical
        yield from other_forms(unit.canonical)
    for name in unit.names:
        yield fold(name)
        if len(name) > 3 and name[0] in _LEVELS:
            yield fold(name[1:])


def _calls_document(word: str, document: DocumentEntry) -> bool:
    facts = document.facts
    said = (document.label, facts.title, facts.doc_no, facts.region, facts.issuer, facts.kind, facts.status)
    if any(word in fold(text) for text in (*said, facts.date, document.years, document.path) if text):
        return True
    return is_spelt(word) and any(_spells(word, name) for name in (facts.title, facts.region, facts.issuer) if name)


def _spells(word: str, name: str) -> bool:
    full, initials = _spelt(name)
    return full.startswith(word) or initials.startswith(word) or (len(word) >= _INSIDE and word in initials)


_spelt = lru_cache(maxsize=65536)(spellings)
