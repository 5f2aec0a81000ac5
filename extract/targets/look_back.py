"""Which paragraphs of a document tell what was: by heading, by a line that announces it, by how a section opens."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.models import Passage, Span
from extract.targets.tense import Tense, heading_tense, heading_year, line_tense, title_tense
from extract.text.characters import fold
from extract.text.periods import Clock, find_years

_PAST_OPENING = re.compile(r"[“\"\d过近五一]|刚刚?过去|即将过去|在?过去|回顾|回首")
_LEAD = 6
_OPENING = 24
_GLOSSARY = re.compile(r"(?:名词|术语|用语)[^，。]{0,6}(?:解释|注释|说明)[）》]?$|注释$")
_LINE = re.compile(r"(?m)^[^\n\t。]{2,60}$")
_CONTENTS = re.compile(r"[.…·]{3,}")
_MARKER = re.compile(r"^(?:第.{1,4}[章节篇]|[（(]?[一二三四五六七八九十\d.]{1,5}[、.．）)]?|[—*#]+)\s*")


class LookBack:
    """Asked paragraph by paragraph, in the order of the text.

    A heading rules its own section; a line that is no heading of the outline (2019年工作回顾, set in bold) rules all
    below it up to the next such line, or to a heading that looks ahead.
    """

    def __init__(self, folded: str, passages: Iterable[Passage], clock: Clock) -> None:
        self._folded, self._clock = folded, clock
        titles = {_bare(title) for passage in passages for title in passage.headings}
        self._lines = _announcements(folded, titles, clock.now)
        self._next = 0
        self._announced: Tense | None = None
        self._sections: set[tuple[str, ...]] = set()
        self._seen: set[str] = set()
        self._glossary: tuple[str, ...] | None = None
        self.year: int | None = None
        """The year that the last announcing line set (2023年工作安排)."""

    def covers(self, passage: Passage, sentences: tuple[Span, ...]) -> bool:
        """Whether this paragraph of the passage is history, or part of a glossary."""
        headings, start = passage.headings, sentences[0][0]
        tenses = [heading_tense(title, self._clock.now) for title in headings]
        opened = [title for title in headings if title not in self._seen]
        self._hear_lines(passage.title[0] if passage.title is not None and opened else start)
        if any(title_tense(title, self._clock.now) == "future" for title in opened):
            self._announced = self.year = None
        self._hear_lines(start)
        if opened and self._opens_past(sentences[0], headings, tenses):
            self._sections.add(headings)
        self._seen.update(opened)
        if self._in_glossary(sentences, headings, tenses) or self._announced == "past" or "past" in tenses:
            return True
        inside = any(headings[:depth] in self._sections for depth in range(1, len(headings) + 1))
        return inside and "future" not in (*tenses, self._announced)

    def _hear_lines(self, stop: int) -> None:
        """Takes in the announcements up to and with the one that begins at an offset."""
        while self._next < len(self._lines) and self._lines[self._next][0] <= stop:
            _, self._announced, self.year = self._lines[self._next]
            self._next += 1

    def _opens_past(self, first: Span, headings: tuple[str, ...], tenses: list[Tense | None]) -> bool:
        """A section without a telling heading is a look back where it opens with a past year or plan (“十三五”时期，…)."""
        start, end = first
        if any(tenses) or not _PAST_OPENING.match(self._folded, start, end):
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


def _announcements(folded: str, titles: set[str], now: int | None) -> list[tuple[int, Tense, int | None]]:
    """The lines of a text that say what the paragraphs below them tell, but for headings and tables of contents."""
    found = []
    for match in _LINE.finditer(folded):
        line = match[0]
        told = line_tense(line, now)
        if told is not None and _bare(line) not in titles and _CONTENTS.search(line) is None:
            found.append((match.start(), told, heading_year((line,))))
    return found


def _bare(title: str) -> str:
    return _MARKER.sub("", fold(title)).rstrip("。：:； ")
