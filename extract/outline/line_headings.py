"""Headings that nothing marks: a bare line of a few words over running text, where a document has several of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.models import Span
from extract.outline.closing_lines import is_address
from extract.outline.nodes import LABEL_LINE
from extract.outline.openings import titled
from extract.outline.section_use import section_use
from extract.owners.unit_lists import read_unit_list
from extract.text.markers import UNTITLED_STYLES, Marker, read_marker
from extract.text.numerals import HAN_ONES

_LONGEST = 30
_LONGEST_RUN = 3
"""More bare lines than these one behind the other are a list or a table that lost its rules, no headings."""
_PROSE = 40
_BARE = re.compile(r"[一-鿿“《][^。；！？：，\n]*(?:，[^。；！？：，\n]{2,})?")
_NO_HEADING = re.compile(
    rf".*(?:(?:政府|办公室|办公厅|委员会|人大|政协|局|厅|委|部|院|办|集团|公司)|\d{{1,2}}月\d{{1,2}}日.*|日|[〇{HAN_ONES}]月.*|印发|如下|同志|号)$"
    r"|(?:附[件表录]?|抄送|主送|表|图|注|专栏|目录|单位|来源|联系|（)[^一-鿿]?.*"
    r"|.*(?:长|主席|主任|书记) +\S{2,12}|.*[市省县区州]长\S{2,4}|.*(?:\s\S{2,4}){2}$"
)
_TITLE = re.compile(
    r".*(?:规划|纲要|意见|方案|计划|报告|通知|措施|办法|要点|清单|答复|函|决定|分工|举措|细则|讲话|（[^（）]*）)$"
)


@dataclass(frozen=True, slots=True)
class _Head:
    """A bare line that may be a heading: its place among the lines, and whether another one stands right below it."""

    index: int
    outer: bool


def line_headings(folded: str, lines: Sequence[Span], markers: Mapping[int, Marker]) -> Mapping[int, float]:
    """The bare lines that are headings, by where they begin, each with its rank among the markers.

    过去一年 / 一、…… / 新的一年 / 一、…… → both, further out than 一、
    建设平台 / 归集数据，…… / 优化服务 / 设立窗口，…… → both, one step below the item that they stand in
    """
    heads = list(_heads(folded, lines, markers))
    items = [
        (start, markers[start])
        for start, _ in lines
        if start in markers and markers[start].style not in UNTITLED_STYLES
    ]
    found = _chapters(folded, lines, heads, items)
    groups: dict[tuple[int, float], list[_Head]] = {}
    around = sorted([*((start, marker.rank) for start, marker in items), *found.items(), (-1, 0.0)])
    for head in heads:
        start = lines[head.index][0]
        if start not in found:
            groups.setdefault(around[bisect_left(around, (start, 0.0)) - 1], []).append(head)
    for (at, rank), group in groups.items():
        below_chapter = group[0].index and lines[group[0].index - 1][0] in found  # 保障措施 / 优化交通组织 / 增开……
        if sum(not head.outer for head in group) < 2 and not below_chapter:
            continue
        nested = any(head.outer for head in group)
        if items and at == items[-1][0]:  # 督查方式, 有关要求 behind the last item of the text are none of it
            rank = min(marker.rank for _, marker in items) - 0.8
        for head in group:
            start, end = lines[head.index]
            outer = head.outer or (nested and _tells_its_use(folded, (start, end)))
            found[start] = rank + (0.3 if outer or not nested else 0.35)
    return found


def _chapters(
    folded: str, lines: Sequence[Span], heads: Sequence[_Head], items: Sequence[tuple[int, Marker]]
) -> dict[int, float]:
    """The heads that stand over numbered items, or say the use of a chapter where no sequence goes on behind them."""
    starts = [start for start, _ in items]
    text_of = {start: index for index, (start, _) in enumerate(lines)}
    over: dict[int, float] = {}
    chapters: list[int] = []
    places = {head.index for head in heads}
    for head in heads:
        start, end = lines[head.index]
        following = bisect_right(starts, start)
        if following < len(items) and _stands_over(head.index, text_of[items[following][0]], places, items, following):
            over[start] = items[following][1].rank
        elif _tells_its_use(folded, (start, end)) and not _inside_sequence(items, following):
            chapters.append(start)
    if len(over) + len(chapters) < 2:
        return {}
    rank = min(over.values() or (marker.rank for _, marker in items), default=0.8) - 0.5
    told = {*chapters, *(start for start in over if _tells_its_use(folded, lines[text_of[start]]))}
    outer = {lines[head.index][0] for head in heads if head.outer}
    # 优化服务 below 重点任务 stands a step further in, and so does a motto below 过去一年
    inner = {start for start in over if start not in told and (told or (outer and start not in outer))}
    return {start: rank + 0.2 if start in inner else rank for start in sorted([*over, *chapters])}


def _stands_over(
    index: int, item_at: int, places: set[int], items: Sequence[tuple[int, Marker]], following: int
) -> bool:
    """Whether a bare line stands over the items behind it: right above one, or above text before a sequence begins anew."""
    if all(place in places for place in range(index + 1, item_at)):
        return True
    run = index
    while run + 1 in places:
        run += 1
    marker = items[following][1]
    anew = marker.value == 1 and any(other.style == marker.style for _, other in items[:following])
    return anew and not any(place in places for place in range(run + 1, item_at))


def _tells_its_use(folded: str, line: Span) -> bool:
    return section_use(folded[slice(*line)]) != "action"


def _inside_sequence(items: Sequence[tuple[int, Marker]], following: int) -> bool:
    """Whether a sequence that is open before items[following] goes on from there."""
    last: dict[str, int] = {marker.style: marker.value or 0 for _, marker in items[:following]}
    if following >= len(items):
        return False
    marker = items[following][1]
    return marker.style in last and marker.value == last[marker.style] + 1


def _heads(folded: str, lines: Sequence[Span], markers: Mapping[int, Marker]) -> Iterator[_Head]:
    """The bare lines over running text; the lines that name the document, at its beginning, are none."""
    first = index = _first_line_of_text(folded, lines, markers)
    found: list[_Head] = []
    while index < len(lines):
        run = index
        while run < len(lines) and _is_bare(folded, lines[run], markers):
            run += 1
        if 0 < run - index <= _LONGEST_RUN and run < len(lines) and _is_text(folded, lines[run], markers):
            found += (_Head(place, place < run - 1) for place in range(index, run))
        index = max(run, index + 1)
    # the line right above the first text is a heading where others are: it may name the document by itself
    if len(found) > 1 and first > 1 and _is_bare(folded, lines[first - 1], markers):
        yield _Head(first - 1, False)
    yield from found


def _first_line_of_text(folded: str, lines: Sequence[Span], markers: Mapping[int, Marker]) -> int:
    """The first line that is no title, date or name at the beginning of the document."""
    for index, (start, _) in enumerate(lines):
        bare = _is_bare(folded, lines[index], markers)
        if start in markers and markers[start].style in UNTITLED_STYLES:
            continue  # ——2026年1月5日在市人民代表大会上
        if (bare and _tells_its_use(folded, lines[index])) or (not bare and _is_text(folded, lines[index], markers)):
            return index
    return len(lines)


def _is_bare(folded: str, line: Span, markers: Mapping[int, Marker]) -> bool:
    if line[0] in markers:
        return False
    start, end = line = titled(folded, *line)
    if not 2 <= end - start <= _LONGEST or not _BARE.fullmatch(folded, start, end):
        return False
    named = _TITLE.fullmatch(folded, start, end) and not _tells_its_use(folded, line)
    if named or read_marker(folded, start, series=True) is not None:
        return False
    if _NO_HEADING.fullmatch(folded, start, end) or LABEL_LINE.match(folded, start, end) or is_address(folded, start):
        return False
    reading = read_unit_list(folded, start, end)
    return not (reading.strict and len(reading.units) > 1)


def _is_text(folded: str, line: Span, markers: Mapping[int, Marker]) -> bool:
    """Running text, or an item: what a heading may stand above."""
    start, end = line
    return start in markers or end - start > _PROSE or any(char in "。；！：" for char in folded[start:end])
