"""Which markers of a document number its items: those whose members count up, wherever they stand.

Candidates come from the characters; a line break before one is a feature beside the punctuation and what stands before
it. So a text without a single line break has the same items as the same text with all of them. How deep a style stands
is taken from the document too: what begins anew under each member of another style stands inside it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from extract.models import Span
from extract.text.markers import UNTITLED_STYLES, Marker, markers_inside, numeral_value, read_marker

Evidence = Literal["line", "stop", "colon", "heading", "owners", "semicolon"]
"""What stands before a marker: a line break, the end of a sentence or bracket, a colon, a heading, a list of owners."""

_SMALL = ("digit-bracket", "bracket-enclosed", "circled", "letter", "letter-bracket")
"""Styles that number parts of a sentence as well: inside a paragraph they are items only where its breaks are lost."""
_LONG_RUN = ("chapter", "section", "part", "partition", "chinese", "chinese-bracket", "chinese-enclosed", "article")
"""Styles that number nothing smaller than an item: their first one needs no second one behind a heading."""
_BEHIND_HEADING = re.compile(r"[^。；！？：\n]{2,45}$")
_BRACKETED = re.compile(r"（[^（）]*）|“[^“”]*”|《[^《》]*》")
_OWNERS = re.compile(r"(?:单位|部门|领导|时限|责任人)：[^。；]*$")
_LONGEST_LIST = 300
_LONGEST_SIGNED = 30
_STOPPED = re.compile(r"[，。；：]")
_COLUMNS = re.compile(r"\S {2,}\S")


@dataclass(frozen=True, slots=True)
class Item:
    """A marker that may number an item: where it begins, and the paragraph it stands in."""

    start: int
    marker: Marker
    paragraph: int
    at_line: bool


def item_markers(folded: str, paragraphs: Sequence[Span], levels: Sequence[int | None]) -> Mapping[int, Marker]:
    """The markers that number items, by where they begin, each with the rank that its style has in this document.

    "提出如下意见。一、任务（一）选址。做好选址。（二）勘察。做好勘察。二、保障" → 一、（一）（二）二、
    `levels` are the depths at which the format itself declares paragraphs as headings.
    """
    candidates = _candidates(folded, paragraphs)
    counted = _styles_that_count(candidates)
    items = _Sequences(folded, paragraphs, [c for c in candidates if not c.marker.series or c.marker.style in counted])
    accepted = _heads_over_items(folded, paragraphs, items.accepted())
    ranks = _ranks(accepted, levels)
    return {item.start: replace(item.marker, rank=ranks[item.marker.style]) for item in accepted}


def _candidates(folded: str, paragraphs: Sequence[Span]) -> list[Item]:
    found: list[Item] = []
    for index, (start, end) in enumerate(paragraphs):
        while start < end and folded[start] == " ":
            start += 1
        marker = read_marker(folded, start, series=True)
        if marker is not None and marker.end >= end:
            marker = _alone(folded, marker, paragraphs[index + 1 : index + 2])
        elif marker is not None and _is_row(folded, marker, end):
            marker = None
        if marker is not None:
            found.append(Item(start, marker, index, True))
        found += [Item(at, inner, index, False) for at, inner in markers_inside(folded, start + 2, end)]
    return _letters(found)


def _alone(folded: str, marker: Marker, following: Sequence[Span]) -> Marker | None:
    """A marker that is all of its line, with the line behind it as what it numbers: 第一章 / 总则; None where that has its own."""
    if marker.number is None or not following:
        return None
    start = following[0][0]
    own = read_marker(folded, start)
    if own is not None and own.style != "name-label":
        return None
    return replace(marker, end=start)


def _letters(items: list[Item]) -> list[Item]:
    """The items with I. V. X. as letters where they go on an alphabet (H. I. J.)."""
    latest: Marker | None = None
    for at, item in enumerate(items):
        marker = item.marker
        letter = marker.number and marker.number.isascii() and len(marker.number) == 1 and marker.style == "roman"
        if letter and latest is not None and numeral_value(marker.number or "") == (latest.value or 0) + 1:
            marker = replace(marker, style=latest.style, rank=latest.rank)
            items[at] = replace(item, marker=marker)
        if marker.style.startswith("letter"):
            latest = marker
    return items


def _is_row(folded: str, marker: Marker, end: int) -> bool:
    """A line of columns (1  建设平台  市数据局) is a row that lost its table."""
    return marker.style.endswith("-blank") and _COLUMNS.search(folded, marker.end, end) is not None


def _styles_that_count(candidates: Sequence[Item]) -> frozenset[str]:
    """The styles of which a first member is followed by a second one; bullets that begin lines twice."""
    last: dict[str, int] = {}
    counted = set()
    for item in candidates:
        style, value = item.marker.style, item.marker.value
        if value is None:
            if not item.at_line:
                continue
            last[style] = last.get(style, 0) + 1
            if last[style] == 2:
                counted.add(style)
        elif value == 1:
            last[style] = 1
        elif last.get(style) == value - 1:
            last[style] = value
            counted.add(style)
    return frozenset(counted)


class _Sequences:
    """Walks the candidates in order and keeps those that go on a sequence or begin one."""

    def __init__(self, folded: str, paragraphs: Sequence[Span], candidates: Sequence[Item]) -> None:
        self.folded, self.paragraphs, self.candidates = folded, paragraphs, candidates
        self.open: dict[str, int] = {}
        """Style → value of the last member, of the sequences that are open; outer ones first."""
        self.latest: dict[str, int] = {}
        self.own: Item | None = None
        """The last item accepted in the paragraph at hand."""
        self.cut: bool = False
        """Whether the paragraph at hand has lost a line break."""

    def accepted(self) -> list[Item]:
        found: list[Item] = []
        paragraph = -1
        for index, item in enumerate(self.candidates):
            if item.paragraph != paragraph:
                paragraph, self.own, self.cut = item.paragraph, None, False
            if self.own is not None and item.start < self.own.marker.end:
                continue
            if item.at_line:
                if self._enumerates(item):
                    continue
            elif not self._breaks(item, index):
                continue
            else:
                self.cut = True
            self._note(item)
            found.append(item)
        return found

    def _note(self, item: Item) -> None:
        style, value = item.marker.style, item.marker.value
        self.own = item
        if value is None or style in UNTITLED_STYLES:
            return
        if style in self.open:
            while next(reversed(self.open)) != style:
                self.open.popitem()
        self.open[style] = self.latest[style] = value

    def _enumerates(self, item: Item) -> bool:
        """Whether a small number only begins a list inside its paragraph: （1）筹集住房；（2）改造小区."""
        if not item.marker.style.startswith(_SMALL) or item.marker.value != 1:
            return False
        second = self._next_inside(item)
        return second is not None and self.folded[second.start - 1] in "；，。"

    def _next_inside(self, item: Item) -> Item | None:
        end = self.paragraphs[item.paragraph][1]
        return next(
            (
                other
                for start, marker in markers_inside(self.folded, item.marker.end, end)
                if (other := Item(start, marker, item.paragraph, False)).marker.style == item.marker.style
                and marker.value == 2
            ),
            None,
        )

    def _breaks(self, item: Item, index: int) -> bool:
        """Whether an item begins at this marker inside its paragraph."""
        evidence = self._evidence(item)
        marker = item.marker
        if evidence is None or marker.value is None or marker.style in UNTITLED_STYLES:
            return False
        if marker.style.startswith(_SMALL) and not self.cut:
            return False
        if marker.style.startswith("decimal") and marker.value == 1:  # 2.1 behind 1.3
            return evidence in ("stop", "heading", "owners")
        if marker.style in self.open:
            return marker.value == self.open[marker.style] + 1 and self._goes_on(item, evidence)
        if marker.value == 1:
            return self._begins(item, evidence, index)
        # a numbering that runs on over the chapters
        return marker.value == self.latest.get(marker.style, -1) + 1 and evidence not in ("semicolon", "colon")

    def _goes_on(self, item: Item, evidence: Evidence) -> bool:
        return evidence != "colon" and (evidence != "semicolon" or item.marker.style in _LONG_RUN)

    def _begins(self, item: Item, evidence: Evidence, index: int) -> bool:
        """Whether a 1 begins a sequence: a 2 follows, or it stands right behind a heading that is further out."""
        if self.own is not None and self.own.marker.style == item.marker.style:
            return False
        if evidence == "heading" and self.own is not None and item.marker.style in _LONG_RUN:
            return self.own.marker.rank < item.marker.rank or self._second(item, index)
        if evidence == "semicolon":
            return False
        if (
            self.own is not None
            and self.own.marker.rank < item.marker.rank
            and item.start - self.own.start < 40
            and evidence in ("stop", "heading")
            and item.marker.style in _LONG_RUN
        ):
            return True
        return self._second(item, index)

    def _second(self, item: Item, index: int) -> bool:
        """Whether a 2 of the style follows before the sequence around it goes on."""
        style = item.marker.style
        for place in range(index + 1, len(self.candidates)):
            later = self.candidates[place]
            value = later.marker.value
            if later.marker.style == style:
                if value == 2:
                    return later.at_line or self._evidence(later, behind=item) not in (None, "semicolon", "colon")
                if later.at_line or value == 1:
                    return False
            elif (
                later.marker.style in self.open
                and value == self.open[later.marker.style] + 1
                and (later.at_line or self._evidence(later, behind=item) not in (None, "semicolon"))
            ):
                return False
        return False

    def _evidence(self, item: Item, behind: Item | None = None) -> Evidence | None:
        """What stands before a marker inside a paragraph; None where it stands in the middle of a sentence."""
        start = self.paragraphs[item.paragraph][0]
        own = behind if behind is not None and behind.paragraph == item.paragraph else self.own
        if own is not None and own.paragraph == item.paragraph:
            start = own.marker.end
        position = item.start
        while position > start and self.folded[position - 1] == " ":
            position -= 1
        if position <= start:
            return "heading" if own is None else None
        char = self.folded[position - 1]
        if char in "。！？":
            return "stop"
        if char in "）〕】］":
            return "stop" if not self._quotes(start, position) else None
        if char in "：":
            return "colon"
        if char in "；":
            return "semicolon"
        if _OWNERS.search(self.folded, max(start, position - _LONGEST_LIST), position):
            return "owners"
        before = _BRACKETED.sub("", self.folded[max(start, position - 60) : position])
        if position - start <= 60 and _BEHIND_HEADING.fullmatch(before) and before.count("，") <= 1:
            return "heading" if char not in "“《（、，" else None
        return None

    def _quotes(self, start: int, position: int) -> bool:
        """Whether the bracket that closes before a marker is one of a name: （一）（二）两项."""
        return self.folded[max(start, position - 4) : position].startswith("（") and position - start <= 4


def _heads_over_items(folded: str, paragraphs: Sequence[Span], items: list[Item]) -> list[Item]:
    """The items; signs that stand before short lines over numbers, and nowhere else, mark headings: ◆ 办好实事 / 1.……"""
    ranks: dict[str, list[float | None]] = defaultdict(list)
    for item, after in zip_longest(items, items[1:]):
        if item.marker.style in UNTITLED_STYLES:
            line = folded[slice(*paragraphs[item.paragraph])]
            over = after is not None and after.at_line and after.paragraph == item.paragraph + 1
            head = over and item.at_line and len(line) <= _LONGEST_SIGNED and not _STOPPED.search(line)
            numbered = after is not None and after.marker.style not in UNTITLED_STYLES
            ranks[item.marker.style].append(after.marker.rank if head and numbered and after is not None else None)
    heads = {style: found for style, found in ranks.items() if len(found) > 1 and None not in found}
    return [
        replace(
            item, marker=replace(item.marker, style=f"{item.marker.style}-head", rank=min(filter(None, found)) - 0.3)
        )
        if (found := heads.get(item.marker.style))
        else item
        for item in items
    ]


def _ranks(items: Sequence[Item], levels: Sequence[int | None]) -> dict[str, float]:
    """The rank of each style: as its rule says, but inside the styles under whose members it begins anew."""
    ranks: dict[str, float] = {item.marker.style: float(item.marker.rank) for item in items}
    declared = _declared(items, levels)
    ranks.update(declared)
    outer = tuple(_nesting(items, ranks))
    for _ in ranks:  # as often as styles can stand inside each other
        for inside, outside in outer:
            if ranks[inside] <= ranks[outside]:
                ranks[inside] = ranks[outside] + 0.01
    return ranks


def _declared(items: Sequence[Item], levels: Sequence[int | None]) -> dict[str, float]:
    """The ranks of the styles whose items the format declares as headings, all at one depth."""
    seen: dict[str, Counter[int | None]] = defaultdict(Counter)
    for item in items:
        if item.at_line:
            seen[item.marker.style][levels[item.paragraph]] += 1
    found = {}
    for style, depths in seen.items():
        level, count = depths.most_common(1)[0]
        if level is not None and count == depths.total():
            found[style] = 0.5 + level
    return found


def _nesting(items: Sequence[Item], ranks: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """(inner style, outer style) for each pair that the document nests, against the order of the ranks too.

    A style stands inside another where it begins (1) right behind a member of it whose own sequence goes on afterwards.
    """
    votes: Counter[tuple[str, str]] = Counter()
    numbered = [item for item in items if item.marker.style not in UNTITLED_STYLES]
    following: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(numbered):
        following[item.marker.style].append(index)
    for index in range(1, len(numbered)):
        first, above = numbered[index].marker, numbered[index - 1].marker
        if first.value != 1 or above.style == first.style or above.value is None:
            continue
        later = next((i for i in following[above.style] if i > index), None)
        if later is not None and numbered[later].marker.value == above.value + 1:
            votes[first.style, above.style] += 1
    for (inside, outside), count in votes.items():
        against = votes.get((outside, inside), 0)
        if count > against + (0.5 if ranks[inside] <= ranks[outside] else 0):
            yield inside, outside
