"""How an item of an outline begins: its marker (一、 （一） 1. ——) and its title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.models import Span
from extract.owners.owner_words import label
from extract.owners.unit_lists import read_unit_list
from extract.rulefiles import Row, load_csv
from extract.text.sentences import bracket_end, clause_end, sentence_spans

_PARTS = {
    "cn": r"(?P<cn{i}>[一二三四五六七八九十百零〇两](?:\s?[一二三四五六七八九十百零〇])*)",
    "num": r"(?P<num{i}>\d(?:\s?\d){{0,2}})",
    "any": r"(?P<any{i}>\d(?:\s?\d){{0,2}}|[一二三四五六七八九十百零〇两](?:\s?[一二三四五六七八九十百零〇])*)",
}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

TITLE_LENGTH = 60
"""A numbered line without a full stop is a heading up to this many characters; longer ones are prose."""
RUN_IN_LENGTH = 45
"""The first sentence of a numbered paragraph is its heading up to this many characters."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What numbers an item. `end` is where its text begins; `number` is as written, None for dashes and bullets."""

    style: str
    rank: int
    number: str | None
    end: int

    @property
    def value(self) -> int | None:
        """The number's value, None where it has none (dash, 3.2)."""
        return numeral_value(self.number) if self.number else None


def numeral_value(number: str) -> int | None:
    """ "十二" → 12, "③" → 3, "3.2" → None."""
    if number.isdecimal():
        return int(number)
    if len(number) == 1 and "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    total, digit = 0, 0
    for char in number:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            return None
    return total + digit


@cache
def _patterns() -> tuple[tuple[Row, int, re.Pattern[str]], ...]:
    compiled = []
    for row in load_csv("headings.csv", ("style", "rank", "pattern", "example", "number")):
        pattern = row["pattern"]
        for name, part in _PARTS.items():
            count = 0
            while "{" + name + "}" in pattern:
                # only the first numeral of a marker is captured; the others (3.2.1) are matched plainly
                plain = part.format(i=count) if count == 0 else re.sub(r"\?P<\w+>", "?:", part.format(i=""))
                pattern = pattern.replace("{" + name + "}", plain, 1)
                count += 1
        try:
            compiled.append((row, int(row["rank"]), re.compile(r"\s*(?:" + pattern + r")\s*")))
        except (re.error, ValueError) as error:
            raise row.error(str(error)) from error
    return tuple(compiled)


_FIRST = re.compile(r"\s*[第一二三四五六七八九十百零〇两（〔\d①-⑳—任行工举专重主具措其·●■•◆◇▪○□➢※*-]")


def read_marker(folded: str, start: int = 0) -> Marker | None:
    """The marker at `start` of a folded text.

    "（一）指导思想" → style chinese-bracket, number 一, end 3
    """
    if not _FIRST.match(folded, start):
        return None
    for row, rank, pattern in _patterns():
        match = pattern.match(folded, start)
        if match is None:
            continue
        number = next((group for group in match.groupdict().values() if group), None)
        style = row["style"]
        if style == "decimal":
            number = match.group().strip().rstrip(".")
            rank += number.count(".")
            style += str(number.count("."))
        elif style == "circled":
            number = match.group().strip()
        return Marker(style, rank, re.sub(r"\s", "", number) if number else None, match.end())
    return None


_BRACKET = re.compile("[（〔［【]")
_OWNERS = re.compile(r"[（〔［【](?=[^（）]*(?:单位|部门|负责|牵头|配合|落实|承办|主办))")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a paragraph opens behind its marker.

    `form`: "heading" (the whole paragraph is a title), "run-in" (its first sentence is), "sentence" (it is one sentence
    that may be either: what follows decides), "prose" (no title: its first clause names it). `title` is the span of the
    title, `rest` where the body begins; a closing bracket of responsible units is body, never title.
    """

    form: str
    title: Span
    rest: int


def _owners_start(folded: str, start: int, end: int) -> int:
    """Where the closing brackets or labels of responsible units begin, `end` where there are none."""
    labelled = next((m.start() for m in label().finditer(folded, start, end) if folded[m.start() - 1] in "。！？"), end)
    end = labelled
    for match in _BRACKET.finditer(folded, start, end):
        named = _OWNERS.match(folded, match.start(), end) is not None
        closed = bracket_end(folded, match.start(), end) or (end if named else 0)
        if (
            closed
            and not folded[closed:end].strip("。；. ")
            and (named or _lists_bodies(folded, match.start(), closed))
        ):
            return match.start()
    return end


def _lists_bodies(folded: str, start: int, end: int) -> bool:
    """Whether a bracket only names bodies: 〔市科技局〕 behind a full stop, 〔市科技局、市财政局〕 elsewhere too."""
    reading = read_unit_list(folded, start + 1, end - 1)
    return reading.strict and len(reading.units) > (folded[start - 1] not in "。！？；")


def read_opening(folded: str, start: int, end: int, *, longest: int = RUN_IN_LENGTH, commas: int = 2) -> Opening:
    """The title of the paragraph folded[start:end], whose marker ends at `start`.

    A first sentence longer than `longest` or with more than `commas` commas is prose.
    """
    last = _owners_start(folded, start, end)
    owners = _OWNERS.search(folded, start, last)  # 培训10万人次（牵头单位：甲）；组织……（牵头单位：乙）
    clause = (start, clause_end(folded, start, owners.start() if owners and owners.start() > start else last))
    first = next(iter(sentence_spans(folded, start, last, stops="。！？")), (start, last))
    title_end = first[1]
    while title_end > start and folded[title_end - 1] in "。！？：； ":
        title_end -= 1
    owned = _OWNERS.search(folded, start, title_end)
    if owned and bracket_end(folded, owned.start(), title_end) == title_end and start < owned.start():
        # 新建学校49所（市教育局负责）。其中……: the owners are of the body
        return Opening("run-in", (start, owned.start()), owned.start())
    title = (start, title_end)
    length = title_end - start
    closed = first[1] > start and folded[first[1] - 1] in "。！？"
    colon = folded.find("：", start, min(first[1], start + 26))
    if "；" in folded[start:title_end]:
        return Opening("prose", clause, start)
    bare = start < colon < last - 1 and not re.search("[，（“]", folded[start:colon])
    if bare and (not closed or length > 30):
        return Opening("run-in", (start, colon), colon + 1)
    if first[1] >= last:
        if not closed and last == end and length <= TITLE_LENGTH:
            return Opening("heading", title, last)
        return Opening("sentence", title, last) if length <= longest else Opening("prose", clause, start)
    if length <= longest and folded.count("，", start, title_end) <= commas:
        return Opening("run-in", title, first[1])
    return Opening("prose", clause, start)
