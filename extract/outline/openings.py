"""How the paragraph of an item opens: with a heading, a run-in heading, or with the measure itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from extract.models import Span
from extract.owners.owner_words import label
from extract.owners.unit_lists import read_unit_list
from extract.text.sentences import bracket_end, clause_end, sentence_spans

TITLE_LENGTH = 60
"""A numbered line without a full stop is a heading up to this many characters; longer ones are prose."""
RUN_IN_LENGTH = 45
"""The first sentence of a numbered paragraph is its heading up to this many characters."""

_BRACKET = re.compile("[（〔［【]")
_FRAMED = re.compile(r"【(?P<title>[^【】]+)】\s*")
_LEVELS = "国省市县区州旗盟镇"
_OWNERS = re.compile(r"[（〔［【](?![^（）：]*\d项)(?=[^（）]*(?:单位|部门|负责|牵头|配合|落实|承办|主办))")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a paragraph opens behind its marker.

    `form`: "heading" (the whole paragraph is a title), "run-in" (its first sentence is), "sentence" (it is one sentence
    that may be either: what follows decides), "prose" (no title: its first clause names it). `title` is the span of the
    title, `rest` where the body begins, `stop` where the paragraph ends; a closing bracket of responsible units is body, never title.
    """

    form: str
    title: Span
    rest: int
    stop: int


@cache
def _labelled() -> re.Pattern[str]:
    """Matches the stop that a label stands behind: searched for the stop, as few sentences hold a label."""
    return re.compile(rf"[。！？](?={label().pattern})")


def owners_start(folded: str, start: int, end: int) -> int:
    """Where the closing brackets or labels of responsible units begin, `end` where there are none."""
    labelled = _labelled().search(folded, max(start - 1, 0), end)
    end = labelled.end() if labelled else end
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


def titled(folded: str, start: int, end: int) -> Span:
    """The title in a line that is a heading: without a frame and the owners behind it.

    【打好碧水保卫战】（牵头单位：市水利局） → 打好碧水保卫战
    """
    stop = owners_start(folded, start, end)
    stop = stop if stop > start else end
    framed = _FRAMED.fullmatch(folded, start, stop)
    return framed.span("title") if framed else (start, stop)


def _lists_bodies(folded: str, start: int, end: int) -> bool:
    """Whether a bracket only names bodies: 〔市科技局〕, 〔市科技局、市财政局〕; 高新区（科技局） is a name behind no full stop."""
    reading = read_unit_list(folded, start + 1, end - 1)
    alone = folded[start - 1 : start] in ("", *"。！？；\n") or folded[start + 1] in _LEVELS
    return reading.strict and len(reading.units) > (not alone)


def read_opening(folded: str, start: int, end: int, *, longest: int = RUN_IN_LENGTH, commas: int = 2) -> Opening:
    """The title of the paragraph folded[start:end], whose marker ends at `start`.

    建设平台。围绕…… 建设平台：围绕…… 【建设平台】围绕…… 建设平台——围绕…… → run-in, title 建设平台
    A first sentence longer than `longest` or with more than `commas` commas is prose.
    """
    last = owners_start(folded, start, end)
    owners = _OWNERS.search(folded, start, last)  # 培训10万人次（牵头单位：甲）；组织……（牵头单位：乙）
    clause = (start, clause_end(folded, start, owners.start() if owners and owners.start() > start else last))
    first = next(iter(sentence_spans(folded, start, last, stops="。！？")), (start, last))
    title_end = first[1]
    while title_end > start and folded[title_end - 1] in "。！？：； ":
        title_end -= 1
    owned = _OWNERS.search(folded, start, title_end)
    if owned and start < owned.start():
        closed_at = bracket_end(folded, owned.start(), last)
        # 新建学校49所（市教育局负责）。其中……: the owners are of the body; 公交一体化（市交通局主办）：新开线路……: of the title
        if closed_at == title_end or (closed_at is not None and folded[closed_at : closed_at + 1] == "："):
            return Opening("run-in", (start, owned.start()), owned.start(), end)
    marked = read_run_in(folded, start, min(first[1], last))
    if marked is not None and marked.rest < last:
        return replace(marked, stop=end)
    title = (start, title_end)
    length = title_end - start
    closed = first[1] > start and folded[first[1] - 1] in "。！？"
    if "；" in folded[start:title_end]:
        return Opening("prose", clause, start, end)
    if first[1] >= last:
        if not closed and last == end and length <= TITLE_LENGTH:
            return Opening("heading", title, last, end)
        return Opening("sentence", title, last, end) if length <= longest else Opening("prose", clause, start, end)
    if length <= longest and folded.count("，", start, title_end) <= commas:
        return Opening("run-in", title, first[1], end)
    return Opening("prose", clause, start, end)


_RUN_IN = re.compile(
    r"【(?P<bracketed>[^【】，。；：]{2,20})】\s*[：:]?\s*|(?P<colon>[^，。；：！？（）【】\n]{4,25}(?:：|——+)\s*)"
    r"|(?P<blank>[^，。；：！？（）【】“”《》 \d\n]{4,25} +(?=[一-鿿][^ ]{12,}))"
)
_NO_TITLE = re.compile(
    r".{0,6}(?:如下|包括|其中|具体措施|例如|比如|即)(?:：|——)|.*(?:是|为|有|方面|认为|强调|指出)(?:：|——)|.{0,8}(?:单位|部门|时限|时间|领导|责任人)(?:：|——)"
)


def read_run_in(folded: str, start: int, end: int) -> Opening | None:
    """A run-in heading that is marked off by more than a full stop: 【金融服务】…… 金融服务：…… 金融服务——……"""
    match = _RUN_IN.match(folded, start, end)
    if match is None or match.end() >= end or _NO_TITLE.match(folded, start, match.end()):
        return None
    if match["bracketed"]:
        return Opening("run-in", match.span("bracketed"), match.end(), end)
    stop = match.end()
    while folded[stop - 1] in "：— ":
        stop -= 1
    return Opening("run-in", (start, stop), match.end(), end)
