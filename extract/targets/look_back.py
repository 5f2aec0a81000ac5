"""Which paragraphs of a document tell what was: by heading, by a line that announces it, by how a section opens."""

from __future__ import annotations

import re

from extract.models import Span
from extract.periods import Clock, find_years
from extract.targets.tense import Tense, heading_tense, heading_year, line_tense, title_tense

_PAST_OPENING = re.compile(r"[“\"\d过近五一]|刚刚?过去|即将过去|在?过去|回顾|回首")
_LEAD = 6
_OPENING = 24
_GLOSSARY = re.compile(r"(?:名词|术语|用语)[^，。]{0,6}(?:解释|注释|说明)[）》]?$|注释$")


class LookBack:
    """Asked paragraph by paragraph, in the order of the text."""

    def __init__(self, folded: str, clock: Clock) -> None:
        self._folded, self._clock = folded, clock
        self._announced: Tense | None = None
        self._sections: set[tuple[str, ...]] = set()
        self._seen: set[tuple[str, ...]] = set()
        self._glossary: tuple[str, ...] | None = None
        self.year: int | None = None
        """The year that the last announcing line set (2023年工作安排)."""

    def covers(self, sentences: tuple[Span, ...], headings: tuple[str, ...]) -> bool:
        """Whether this paragraph under these headings is history, or a glossary."""
        now = self._clock.now
        tenses = [heading_tense(title, now) for title in headings]
        if any(title_tense(title, now) == "future" for title in headings):
            self._announced = self.year = None
        elif len(sentences) == 1:
            line = self._folded[slice(*sentences[0])]
            told = line_tense(line, now)
            if told is not None:
                self._announced, self.year = told, heading_year((line,))
        if headings not in self._seen and self._opens_past(sentences[0], headings, tenses):
            self._sections.add(headings)
        self._seen.add(headings)
        if self._in_glossary(sentences, headings, tenses) or self._announced == "past" or "past" in tenses:
            return True
        inside = any(headings[:depth] in self._sections for depth in range(1, len(headings) + 1))
        return inside and "future" not in (*tenses, self._announced)

    def _opens_past(self, first: Span, headings: tuple[str, ...], tenses: list[Tense | None]) -> bool:
        """A section without a telling heading is a look back where it opens with a past year or plan (“十三五”时期，…)."""
        start, end = first
        if not headings or any(tenses) or not _PAST_OPENING.match(self._folded, start, end):
            return False
        marks = find_years(self._folded, start, min(end, start + _OPENING), self._clock)
        return bool(marks) and marks[0].span[0] <= start + _LEAD and marks[0].role == "past"

    def _in_glossary(self, sentences: tuple[Span, ...], headings: tuple[str, ...], tenses: list[Tense | None]) -> bool:
        """A line 名词解释 opens a glossary that lasts to the next section of another, forward-looking heading."""
        if len(sentences) == 1 and _GLOSSARY.search(self._folded, *sentences[0]):
            self._glossary = headings[:1]
        elif self._glossary is not None and headings[:1] != self._glossary and "future" in tenses:
            self._glossary = None
        return self._glossary is not None
