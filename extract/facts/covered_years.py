"""The years a document covers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from extract.facts.head_lines import HeadLine
from extract.tables import Table
from extract.tables.value_heads import read_head
from extract.text.characters import fold
from extract.text.periods import last_plan, year_span

Period = tuple[int, int]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|(?=\D*$))")
_STATED = re.compile(
    r"(?:规划|计划|方案|行动|实施|执行|工作|建设)的?(?:年限|期限|期|周期|时限|时间)(?:是|为|从|自|定为|即)?[：，]?"
    r"\s?(?P<span>(?:19|20)\d{2}年?"
    r"(?:\d{1,2}月(?:\d{1,2}日)?)?\s?[-—~～至到]+\s?(?:(?:19|20)\d{2}年|\d{1,2}月))"
)
_REVIEWS = re.compile(r"(?:执行|完成)情况(?:和|与|及)")
_DUE = re.compile(r"(?:到|至|截至)((?:20)\d{2})年")
_WORK_OF = re.compile(r"((?:20)\d{2})年(?:的)?(?:经济社会发展)?(?:主要|重点|总体|全年|政府)?(?:工作|目标|任务|预期)")


def find_period(title: str | None, folded: str, tables: Iterable[Table]) -> Period | None:
    """The first and last year of a document: in its title, in a sentence that says so, or in its yearly table.

    某计划（2026—2028年） → (2026, 2028); “十三五”规划 → (2016, 2020); 规划年限为2016年至2020年 → (2016, 2020);
    行动时间：2026年3月至6月 → (2026, 2026).
    A table that breaks its targets down by consecutive years, up to the year most often named as due, covers them too.
    """
    if title is not None:
        named = _of_title(fold(title))
        if named is not None:
            return named
    stated = _STATED.search(folded)
    if stated:
        return year_span(stated["span"]) or (int(stated["span"][:4]), int(stated["span"][:4]))
    return _of_tables(folded, tables)


def report_year(title: str | None, date: str | None, lines: Iterable[HeadLine], source_name: str) -> int | None:
    """The year whose work a government report plans: of its title, its date, its headings, else of the file's name.

    A report given in the last months of a year plans the next one.
    """
    named = _YEAR.search(fold(title)) if title else None
    if named:
        return int(named[1])
    if date is not None:
        return int(date[:4]) + (len(date) >= 7 and int(date[5:7]) >= 11)
    headings = Counter(
        int(match[1])
        for line in lines
        if len(line.plain) <= 40 and line.kind != "text"
        for match in _WORK_OF.finditer(line.plain)
    )
    if headings:
        return max(headings, key=lambda year: (year, headings[year]))
    match = re.search(r"(?<!\d)(20\d{2})(?!\d)", source_name)
    return int(match[1]) if match else None


def _of_title(title: str) -> Period | None:
    span = year_span(title)
    if span is not None:
        return span
    plan = last_plan(title)
    if plan is not None:
        return plan
    years = {int(year) for year in _YEAR.findall(title)}
    return (max(years), max(years)) if len(years) == 1 or _REVIEWS.search(title) else None


def _of_tables(folded: str, tables: Iterable[Table]) -> Period | None:
    due = Counter(int(year) for year in _DUE.findall(folded))
    for table in tables:
        if table.kind != "indicators":
            continue
        heads = [read_head(texts, None) for texts in table.layout.heads if texts]
        years = [head.year for head in heads if head.year is not None and head.nature in (None, "target")]
        consecutive = len(years) >= 3 and all(b - a == 1 for a, b in pairwise(years))
        if consecutive and due and due.most_common(1)[0][0] == years[-1]:
            return years[0], years[-1]
    return None
