"""A text as it is printed: what the readers of all formats do with the characters of a paragraph before they judge it."""

from __future__ import annotations

from extract.readers.entities import without_entities
from extract.readers.formula_marks import without_latex
from extract.readers.raised import settle
from extract.readers.unread_glyphs import without_private
from extract.text.characters import without_invisible


def as_printed(text: str) -> str:
    """Entities and formulas as the characters they stand for, without marks of notes and bullets of picture fonts.

    "&nbsp;达到$\\\\geq 85\\\\%$，60²家" → " 达到≥85%，60家"
    """
    return without_private(settle(without_latex(without_invisible(without_entities(text)))))
