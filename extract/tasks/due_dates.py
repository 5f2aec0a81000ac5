"""The year each task is due in, and what says so: its own words, its row, its targets, its section, the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from extract.models import DueBasis, Passage, Span, Target, Task
from extract.targets.masks import HIDDEN, mask
from extract.targets.tense import heading_year, sentence_past
from extract.text.characters import fold
from extract.text.deadlines import due_year, is_deadline
from extract.text.periods import Clock, YearMark, find_years

_LEAD = re.compile(r"^(?:力争|争取|确保|用|到|至|在|于|[，、 ])+")
_ENDS = re.compile(r"[底末前内里中期]$|季度|半年|\d月|今年|明年|全年|年内")
_PART_OF_YEAR = re.compile(
    r"(?<!\d)(?:\d{1,2}月(?:份|底|末|[上中下]旬|\d{1,2}日)*(?:之前|以前|前)|第?[一二三四]季度(?:末|底)?(?:之前|以前|前|内)|上半年(?:底|末|之?前|内)|下半年内)"
)
_NAMES_PART = re.compile("[月季半]")
"""Every part of a year has one of these; few sentences do."""
_BRACKET = re.compile(
    r"(?:(?<!规划)(?<!计划)(?<!方案)(?<!纲要)(?<!行动)[（〔［]|[（〔［](?=[到至]|[^（）]{4,20}[前底成]))"
    r"(?P<said>[^（）〔〕［］]{4,24})[）〕］][。 ]*$"
)
"""A title may end with its deadline; behind 规划 a bracket with a span of years holds those of another paper."""
_BY_WHEN = re.compile(r"(?P<said>20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日|[底末])?(?:之|以)?前)(?![期景瞻沿])")
_BEGINS = "，。；：、！？（ \n"


def date_tasks(
    folded: str,
    tasks: Iterable[Task],
    passages: Iterable[Passage],
    targets: Iterable[Target],
    *,
    clock: Clock,
    period: tuple[int, int] | None,
) -> tuple[Task, ...]:
    """The tasks, each with the year it is due in, where anything says one.

    建设平台。2025年底前建成。 → due 2025, due_text 2025年底前, due_basis own. A deadline line or column (`due_basis` set
    already) stays, also where it names no year (长期坚持).
    """
    tasks = tuple(tasks)
    own = _own_words(folded, passages, clock)
    promised: dict[str | None, int] = {}
    for target in targets:
        if (
            target.year is not None and target.per is None
        ):  # 连续5年每年安排4亿元 ends its task no more than it begins it
            promised[target.task_id] = max(target.year, promised.get(target.task_id, 0))
    return tuple(_dated(task, tasks, own, promised, clock, period) for task in tasks)


@lru_cache(maxsize=4096)
def title_due(title: str, clock: Clock) -> tuple[int, str] | None:
    """The year that a title says its work is due in, and the words: 动员培训（2026年5—9月） → (2026, 2026年5—9月).

    三、2026年底前推进的事项 → (2026, 2026年底前); a year that is over sets nothing
    """
    title = fold(title)
    match = _BRACKET.search(title)
    if match is None or not is_deadline(match["said"]) or "以来" in match["said"]:
        match = _BY_WHEN.search(title)
    year = due_year(match["said"], clock) if match is not None else None
    if match is None or year is None or (clock.now is not None and year < clock.now):
        return None
    return year, match["said"].removesuffix("完成")


def headings_due(headings: tuple[str, ...], clock: Clock) -> int | None:
    """The year that the innermost heading with a deadline says: （一）水源保护（2026年底前完成） → 2026."""
    said = (title_due(title, clock) for title in reversed(headings))
    return next((found[0] for found in said if found is not None), None)


def _dated(
    task: Task,
    tasks: tuple[Task, ...],
    own: Mapping[str, tuple[int, Span | None, str]],
    promised: Mapping[str | None, int],
    clock: Clock,
    period: tuple[int, int] | None,
) -> Task:
    if task.due_basis is not None:
        return task
    titled = title_due(task.title, clock)
    if titled is not None:
        return replace(task, due=titled[0], due_text=titled[1], due_basis="own")
    if task.id in own:
        year, _, words = own[task.id]
        return replace(task, due=year, due_text=words, due_basis="own")
    basis: DueBasis
    if task.id in promised:
        year, basis = promised[task.id], "target"
    elif (said := _of_section(task, tasks, clock)) is not None:
        year, basis = said, "section"
    elif period is not None:
        year, basis = period[1], "plan"
    else:
        return task
    return replace(task, due=year, due_basis=basis)


def _own_words(folded: str, passages: Iterable[Passage], clock: Clock) -> dict[str, tuple[int, Span | None, str]]:
    """By task the last year that its sentences name as due; one behind the plan's end only where none is within it."""
    found: dict[str, list[tuple[int, Span | None, str]]] = {}
    masked = mask(folded)
    for passage in passages:
        if passage.task_id is None:
            continue
        for sentence in (span for paragraph in passage.paragraphs for span in paragraph):
            found.setdefault(passage.task_id, []).extend(_deadlines(folded, masked, sentence, clock))
    last = clock.last
    chosen = {}
    for task_id, said in found.items():
        within = [item for item in said if last is None or item[0] <= last]
        if within or said:
            chosen[task_id] = max(within, key=lambda item: item[0]) if within else min(said, key=lambda item: item[0])
    return chosen


def _deadlines(folded: str, masked: str, sentence: Span, clock: Clock) -> list[tuple[int, Span | None, str]]:
    start, end = sentence
    dues = [mark for mark in find_years(folded, start, end, clock) if mark.role == "due" and mark.year is not None]
    parts = list(_PART_OF_YEAR.finditer(folded, start, end)) if _NAMES_PART.search(folded, start, end) else []
    if not (dues or parts):
        return []
    past = sentence_past(folded, start, end)

    def free(span: Span) -> bool:
        hidden = masked[span[0]] == HIDDEN and masked[span[1] - 1] == HIDDEN and folded[span[0]] not in '“"'
        return not hidden and not any(first <= span[0] < stop for first, stop in past)

    found = []
    for mark in dues:
        if mark.year is not None and free(mark.span) and _is_deadline(folded, start, mark):
            words = _LEAD.sub("", folded[slice(*mark.span)]).strip()
            if _PART_OF_YEAR.fullmatch(words):
                continue
            found.append((mark.year, mark.span, words))
    for match in parts:
        inside = any(a <= match.start() < b for _, (a, b), _ in found)
        if not inside and free(match.span()) and (year := due_year(match[0], clock)) is not None:
            found.append((year, match.span(), match[0]))
    return list(found)


def _is_deadline(folded: str, start: int, mark: YearMark) -> bool:
    """Whether a year says by when: 到2025年, 2025年底前, 2025年，建成…; not 落实2025年中央一号文件."""
    said = folded[slice(*mark.span)]
    if _LEAD.match(said) or _ENDS.search(said):
        return True
    return mark.span[0] <= start or folded[mark.span[0] - 1] in _BEGINS


def _of_section(task: Task, tasks: tuple[Task, ...], clock: Clock) -> int | None:
    """The year that a heading above sets, or the deadline of a task that holds this one."""
    for title in reversed(task.path):
        year = heading_year((title,))
        said = title_due(title, clock) if year is None else (year, "")
        if said is not None:
            return said[0]
    above = [
        other
        for other in tasks
        if other is not task
        and other.due is not None
        and other.due_basis in ("own", "row")
        and other.span[0] <= task.span[0]
        and task.span[1] <= other.span[1]
    ]
    return above[-1].due if above else None
