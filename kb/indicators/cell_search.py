"""The values of indicator tables, found by words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.expansion.pinyin import is_spelt, spellings
from kb.expansion.synonyms import synonyms
from kb.indicators.concepts import Concepts
from kb.indicators.models import Concept
from kb.models import CellEntry
from kb.text.folding import fold

_YEAR = re.compile("(?:19|20)[0-9]{2}年?")


def cells_with(cells: Iterable[CellEntry], typed: str, known: Concepts) -> tuple[CellEntry, ...]:
    """The cells that hold every word, in the indicator, its concept, table, place, year, figure or document.

    A word that names an indicator also finds its other wordings: GDP → 地区生产总值; letters find it by its spelling.
    """
    words = [_Asked(fold(word), known) for word in typed.split()]
    return tuple(cell for cell in cells if all(word.is_in(cell) for word in words))


class _Asked:
    """One word that is looked for."""

    def __init__(self, word: str, known: Concepts) -> None:
        self.word, self.known = word, known
        self.forms = (word, *map(fold, synonyms(word)))
        self.concept = known.read(word).concept
        self.year = int(word[:4]) if _YEAR.fullmatch(word) else None

    def is_in(self, cell: CellEntry) -> bool:
        """Whether the cell has it; a year is the cell's own, where it has one: a table's title names another."""
        if self.year is not None and cell.year is not None:
            return cell.year == self.year
        concept = self.known.read(cell.indicator).concept
        if self.concept.known and concept.name == self.concept.name:
            return True
        return any(form in _text(cell, concept) for form in self.forms) or _spells(self.word, cell.indicator)


def _text(cell: CellEntry, concept: Concept) -> str:
    facts = cell.document.facts
    parts = (
        cell.indicator,
        concept.name,
        cell.table,
        cell.scope,
        facts.region,
        None if cell.year is None else f"{cell.year}年",
        cell.value,
        cell.text,
        cell.uom,
        cell.attribute,
        cell.document.label,
    )
    return "\n".join(fold(part) for part in parts if part)


def _spells(word: str, indicator: str) -> bool:
    if not is_spelt(word):
        return False
    full, initials = spellings(indicator)
    return word in full or initials.startswith(word)
