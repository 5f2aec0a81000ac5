"""Which sentences of a document tell what was: by headings, lines and turning sentences; where none tells, by evidence.

Tense is decided for passages by their structure before it is decided for clauses: a heading rules its section, a line
that announces all below it, a sentence that opens with a word of time (近年来，…… 下步，……) those that go on from it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from extract.facts.titles import reports_results
from extract.models import Passage, Span
from extract.outline.appendices import is_glossary
from extract.outline.section_use import read_title
from extract.targets.masks import mask
from extract.targets.tense import (
    Tense,
    document_clock,
    evidence,
    goes_on,
    heading_tense,
    heading_year,
    is_news,
    line_tense,
    opening_tense,
    opens_apart,
    path_tense,
    reports,
    tells_past,
    title_tense,
    turns_ahead,
)
from extract.text.characters import fold
from extract.text.markers import without_marker
from extract.text.periods import Clock, find_years

_PAST_OPENING = re.compile(r"[“\"\d过近五一]|刚刚?过去|即将过去|在?过去|回顾|回首")
_LEAD = 6
_OPENING = 24
_LISTS = re.compile(r"一是|：$")
_NEXT = re.compile(r"(?:各位[^，。！]{1,4}[，！！]|\s)*(?:下一步|下步|下阶段|今后|接下来|新的一年|明年)")
"""What turns from a review to what comes, whatever the heading says."""
_LINE = re.compile(r"(?m)^[^\n\t。]{2,60}$")
_CONTENTS = re.compile(r"[.…·]{3,}")
_SPOKEN = re.compile("，|：$")
_ENOUGH = 8
"""So much evidence makes the beginning of a document a look back although no heading says so …"""
_FEW, _MOST = 0.05, 0.5
"""… and so much a sentence: little where a plan follows, much where the whole document would be one."""
_NEUTRAL = 0.6
"""A sentence of a report has less evidence against it than this, one of a plan more."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph, what stands above it, and what is said of its tense.

    `group` counts the sections that hold text; `chief`: a chapter or a line said it, not a heading further down;
    `owned`: somebody answers for it. `behind`: the evidence of each sentence with all behind it, once it was asked for.
    """

    sentences: tuple[Span, ...]
    headings: tuple[str, ...]
    tense: Tense | None
    year: int | None
    group: int
    chief: bool
    owned: bool
    behind: list[int] | None = None


def clock_of(folded: str, passages: Iterable[Passage], period: tuple[int, int] | None) -> Clock:
    """When a document with these passages speaks."""
    return document_clock(folded, [passage.headings for passage in passages], period)


class LookBack:
    """The tense of a document's sentences, decided once over all its passages in the order of the text."""

    def __init__(self, folded: str, passages: Iterable[Passage], clock: Clock, *, report: bool = False) -> None:
        """`report`: the document tells what was done, wherever it does not say that it looks ahead."""
        self._folded, self._clock, self._report = folded, clock, report
        passages = tuple(passages)
        self._seen: tuple[tuple[str, ...], Tense | None, bool] = ((), None, False)
        self._paragraphs = _told(folded, passages, clock)
        self.weighed: Span | None = None
        """Where nothing but the wording tells that the whole document looks back: from the first such sentence to the last."""
        if not report:
            self._weigh()
        past = [span for paragraph in self._paragraphs for span in self._past_sentences(paragraph)]
        self._past = frozenset(past)
        self._starts = [paragraph.sentences[0][0] for paragraph in self._paragraphs]

    def ahead(self, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
        """The sentences of a paragraph that do not tell what was, or stand in a glossary."""
        return tuple(span for span in sentences if span not in self._past)

    def year_at(self, start: int) -> int | None:
        """The year that the last announcing line above an offset set (2023年工作安排)."""
        index = bisect_left(self._starts, start + 1) - 1
        return self._paragraphs[index].year if index >= 0 else None

    def plans_at(self, start: int) -> bool:
        """Whether headings or lines say of the paragraph at an offset that it tells what is to come."""
        index = bisect_left(self._starts, start + 1) - 1
        return index >= 0 and self._paragraphs[index].tense == "future"

    def covers(self, start: int, end: int) -> bool:
        """Whether a stretch of text has sentences and most of them tell what was."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        sentences = [span for paragraph in self._paragraphs[first:last] for span in paragraph.sentences]
        return bool(sentences) and sum(span in self._past for span in sentences) * 5 >= len(sentences) * 4

    def _weigh(self) -> None:
        """Where the text begins without a heading that tells, the evidence of its sentences says how far it looks back."""
        paragraphs = self._paragraphs
        ahead = (i for i, paragraph in enumerate(paragraphs) if paragraph.tense == "future" and paragraph.chief)
        limit = next(ahead, len(paragraphs))
        if all(paragraph.tense is not None for paragraph in paragraphs[:limit]):
            return
        until = self._change(paragraphs[:limit], more=limit < len(paragraphs))
        untold = [paragraph for paragraph in paragraphs[:until] if paragraph.tense is None]
        for paragraph in untold:
            paragraph.tense = "past"
        if untold and until == len(paragraphs):
            self.weighed = untold[0].sentences[0][0], untold[-1].sentences[-1][1]

    def _change(self, paragraphs: list[_Paragraph], *, more: bool) -> int:
        """How many paragraphs report, before those that plan; 0 where they do not differ. `more`: a plan follows them.

        A report's sentences are neutral on the whole, a plan's are not: the sums part where the two are furthest apart.
        """
        masked = mask(self._folded)
        sums, sizes = [0], [0]
        for paragraph in paragraphs:
            told = {"past": 1, "future": -1, None: None}[paragraph.tense]
            sums.append(
                sums[-1]
                + sum(
                    evidence(masked, *span, self._clock) - paragraph.owned if told is None else told
                    for span in paragraph.sentences
                )
            )
            sizes.append(sizes[-1] + len(paragraph.sentences))
        ends = [
            i
            for i in range(1, len(paragraphs) + 1)
            if i == len(paragraphs) or paragraphs[i].group != paragraphs[i - 1].group
        ]
        until = max(ends, key=lambda i: (sums[i] + _NEUTRAL * sizes[i], i))
        behind = sizes[-1] - sizes[until]
        planned = sums[-1] - sums[until] <= -_NEUTRAL * behind
        few = _FEW if more or behind >= sizes[until] // 4 else _MOST
        if not planned or sums[until] < max(_ENOUGH, few * sizes[until]):
            return 0
        while until and sums[until] < sums[until - 1]:
            until -= 1  # what plans at the end of the stretch is no report
        turns = (i for i in range(until) if sums[until] - sums[i] <= 2 and self._turns(paragraphs[i]))
        return next(turns, until)

    def _turns(self, paragraph: _Paragraph) -> bool:
        return turns_ahead(self._folded, *paragraph.sentences[0], self._clock)

    def _reports(self, paragraph: _Paragraph, at: int) -> bool:
        """Whether what opens with a past time goes on as a list (……：一是……) or, all in all, as a report."""
        if _LISTS.search(self._folded, *paragraph.sentences[at]):
            return True
        if len(paragraph.sentences) - at <= 2:
            return False
        if paragraph.behind is None:
            each = [evidence(self._folded, *span, self._clock) for span in paragraph.sentences]
            paragraph.behind = list(accumulate(reversed(each)))[::-1]
        return paragraph.behind[at] > 1

    def _reported(self, paragraph: _Paragraph) -> list[Span]:
        """The sentences of a report's paragraph up to one that turns to what comes: 下一步，……; 2026年，…… in 2025."""
        headings, told, _ = self._seen
        ahead = headings == paragraph.headings and told == "future"
        found = []
        for start, end in paragraph.sentences:
            ahead = ahead or _NEXT.match(self._folded, start) is not None or self._names_later_year(start, end)
            if not ahead:
                found.append((start, end))
        self._seen = (paragraph.headings, "future" if ahead else "past", True)
        return found

    def _names_later_year(self, start: int, end: int) -> bool:
        now, stop = self._clock.now, min(end, start + _OPENING)
        marks = find_years(self._folded, start, stop, self._clock) if now is not None else []
        return any(now and mark.role == "due" and mark.year is not None and mark.year > now for mark in marks)

    def _past_sentences(self, paragraph: _Paragraph) -> list[Span]:
        """The sentences of a paragraph that tell what was: all where the passage does, up to a turn (下一步，……)."""
        if self._report and paragraph.tense is None:
            return self._reported(paragraph)
        folded, found = self._folded, []
        headings, told, listed = self._seen
        before = told
        if headings != paragraph.headings or not (listed or goes_on(folded, paragraph.sentences[0][0])):
            before, listed = None, False
        state: Tense | None = paragraph.tense if paragraph.tense == "past" else before
        for at, (start, end) in enumerate(paragraph.sentences):
            opened = opening_tense(folded, start, end, self._clock)
            if paragraph.tense != "past" and reports(folded, start, end):
                state, listed = "past", listed or is_news(folded, start, end) or self._reports(paragraph, at)
            elif opened == "future" and (paragraph.tense != "past" or _NEXT.match(folded, start)):
                state, listed = "future", False
            elif opened == "past" and paragraph.tense != "past":
                known, state = state == "past", "past"
                if not known and not opens_apart(folded, start, end):
                    state = None  # 上年度收入达到12万元的企业…… is no opening
                    continue
                listed = listed or self._reports(paragraph, at)
                if not (known and tells_past(folded, start, end)):
                    continue  # its own clauses are told apart
            elif state == "past" and paragraph.tense != "past":
                listed = listed or goes_on(folded, start)
                if not listed and evidence(folded, start, end, self._clock) < 0:
                    state = None
            if state == "past":
                found.append((start, end))
        self._seen = (paragraph.headings, state if paragraph.tense != "past" else None, listed)
        return found


_LISTS = re.compile(r"一是|：$")


def _told(folded: str, passages: tuple[Passage, ...], clock: Clock) -> list[_Paragraph]:
    """The paragraphs in the order of the text with the tense that headings and lines give them.

    A heading rules its own section; a line that is no heading of the outline (2019年工作回顾, set in bold) rules all
    below it up to the next such line, or to a heading that looks ahead.
    """
    titles = {_bare(title) for passage in passages for title in passage.headings}
    reader = _Reader(folded, clock, _announcements(folded, titles, clock.now))
    parts = [(paragraph, passage) for passage in passages for paragraph in passage.paragraphs if paragraph]
    return [reader.read(sentences, passage) for sentences, passage in sorted(parts, key=lambda item: item[0][0])]


class _Reader:
    """Takes paragraphs one by one and says what headings and lines tell of each."""

    def __init__(self, folded: str, clock: Clock, lines: list[tuple[int, Tense, int | None]]) -> None:
        self._folded, self._clock, self._lines = folded, clock, lines
        self._next = self._group = 0
        self._announced: Tense | None = None
        self._year: int | None = None
        self._sections: set[tuple[str, ...]] = set()
        self._seen: set[str] = set()
        self._glossary: tuple[str, ...] | None = None
        self._before: tuple[str, ...] | None = None
        self._within: str | None = None
        """The chapter in which a sentence announces (一年来，我们……：): it says nothing of the next."""

    def read(self, sentences: tuple[Span, ...], passage: Passage) -> _Paragraph:
        headings, start, now = passage.headings, sentences[0][0], self._clock.now
        opened = [title for title in headings if title not in self._seen]
        chapter = headings[0] if headings else None
        if self._within is not None and chapter != self._within:
            self._announced = self._year = self._within = None
        heard = self._hear_lines(passage.title[0] if passage.title is not None and opened else start)
        chapter_ahead = bool(headings) and opened[:1] == [headings[0]] and heading_tense(headings[0], now) == "future"
        if any(title_tense(title, now) == "future" for title in opened) or (
            chapter_ahead and self._announced == "past"
        ):
            self._announced = self._year = None
        heard = self._hear_lines(start) or heard
        if heard is not None:
            inside = chapter is not None and self._before is not None and self._before[:1] == headings[:1]
            self._within = chapter if inside and _SPOKEN.search(heard) else None
        if self._announced == "past" and self._turns(sentences):
            self._announced, self._within = "future", None
        told = path_tense(headings, now)
        if opened and told is None and not _is_mixed(headings) and self._opens_past(sentences[0]):
            self._sections.add(headings)
        self._seen.update(opened)
        # a chapter of both tenses (发展成就和主要目标) turns between its paragraphs
        if headings != self._before or not headings or (told is None and _is_mixed(headings)):
            self._group += 1
        self._before = headings
        tense = self._tense(sentences, headings, told)
        chief = self._announced == tense or heading_tense(headings[0], now) == tense if headings else True
        return _Paragraph(sentences, headings, tense, self._year, self._group, chief, passage.owned)

    def _tense(self, sentences: tuple[Span, ...], headings: tuple[str, ...], told: Tense | None) -> Tense | None:
        if self._in_glossary(sentences, headings, told):
            return "past"
        if self._announced == "past" and not any(title_tense(t, self._clock.now) == "future" for t in headings):
            return "past"
        if told is not None:
            return told
        if self._announced is None and any(headings[:depth] in self._sections for depth in range(1, len(headings) + 1)):
            return "past"
        return self._announced

    def _hear_lines(self, stop: int) -> str | None:
        """Takes in the announcements up to and with the one that begins at an offset; the last of them, if any."""
        heard = None
        while self._next < len(self._lines) and self._lines[self._next][0] <= stop:
            at, self._announced, self._year = self._lines[self._next]
            heard = self._folded[at : at + 62].split("\n")[0]
            self._within = None
            self._next += 1
        return heard

    def _turns(self, sentences: tuple[Span, ...]) -> bool:
        """Whether a paragraph turns to what comes: 今年是……开局之年，要……, which no line or heading says."""
        if not turns_ahead(self._folded, *sentences[0], self._clock):
            return False
        return sum(evidence(self._folded, *span, self._clock) for span in sentences) < -len(sentences) // 2

    def _opens_past(self, first: Span) -> bool:
        """A section without a telling heading is a look back where it opens with a past year or plan (“十三五”时期，…)."""
        start, end = first
        if not _PAST_OPENING.match(self._folded, start, end):
            return False
        marks = find_years(self._folded, start, min(end, start + _OPENING), self._clock)
        return bool(marks) and marks[0].span[0] <= start + _LEAD and marks[0].role == "past"

    def _in_glossary(self, sentences: tuple[Span, ...], headings: tuple[str, ...], told: Tense | None) -> bool:
        """A line 名词解释 opens a glossary that lasts to the next section of another, forward-looking heading."""
        if len(sentences) == 1 and is_glossary(self._folded, *sentences[0]):
            self._glossary = headings[:1]
        elif self._glossary is not None and headings[:1] != self._glossary and told == "future":
            self._glossary = None
        return self._glossary is not None


def _announcements(folded: str, titles: set[str], now: int | None) -> list[tuple[int, Tense, int | None]]:
    """The lines of a text that say what the paragraphs below them tell, but for headings and tables of contents."""
    found = []
    for match in _LINE.finditer(folded):
        line = match[0]
        told = line_tense(line, now)
        if told == "future" and reports_results(line, ""):
            continue  # 关于2025年度考核结果的通报 names the year that it looks back on
        if told is not None and _bare(line) not in titles and _CONTENTS.search(line) is None:
            found.append((match.start(), told, heading_year((line,), now)))
    return found


def _is_mixed(headings: tuple[str, ...]) -> bool:
    return bool(headings) and read_title(_bare(headings[-1])).use == "mixed"


@lru_cache(maxsize=4096)
def _bare(title: str) -> str:
    return without_marker(fold(title).lstrip("*#")).rstrip("。：:； ")
