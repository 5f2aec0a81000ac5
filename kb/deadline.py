"""When something is due, as a person reads it: the words as written, or the year with what it was taken from."""

from __future__ import annotations

DERIVED = {"target": "据目标", "section": "据章节", "plan": "据规划期"}
"""What a year was taken from, where no words of the commitment itself say it."""


def deadline(year: int | None, words: str | None, basis: str | None) -> str:
    """(2026, "2026年底前", "own") → 2026年底前   (2026, None, "target") → 2026年〔据目标〕   (None, None, None) → (nothing)"""
    derived = DERIVED.get(basis or "")
    if derived and year is not None:
        return f"{year}年〔{derived}〕"
    return words or (f"{year}年" if year is not None else "")


def dated_deadline(year: int | None, words: str | None, basis: str | None) -> str:
    """The same, with the year where the words do not name it: (2026, "6月底前", "row") → 6月底前（2026年）."""
    said = deadline(year, words, basis)
    return said if year is None or str(year) in said else f"{said}（{year}年）"
