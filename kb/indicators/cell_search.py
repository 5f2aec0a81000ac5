"""The values of indicator tables, found by words."""

from __future__ import annotations

from collections.abc import Iterable

from kb.expansion.pinyin import is_spelt, spellings
from kb.expansion.synonyms import synonyms
from kb.indicators.concepts import read_wording
from kb.models import CellEntry
from kb.text.folding import fold


def cells_with(cells: Iterable[CellEntry], typed: str) -> tuple[CellEntry, ...]:
    """The cells that hold every word, in the indicator, its concept, table, place, year, figure or document.

    A word that names an indicator also finds its other wordings: GDP → 地区生产总值; letters find it by its spelling.
    """
    words = [fold(word) for word in typed.split()]
    concepts = {word: read_wording(word).concept for word in words}
    return tuple(
        cell
        for cell in cells
        if all(
            any(other in _text(cell) for other in (word, *map(fold, synonyms(word))))
            or (concepts[word].known and read_wording(cell.indicator).concept.name == concepts[word].name)
            or _spells(word, cell.indicator)
            for word in words
        )
    )


def _text(cell: CellEntry) -> str:
    facts = cell.document.facts
    parts = (
        cell.indicator,
        read_wording(cell.indicator).concept.name,
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
