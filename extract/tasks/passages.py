"""What the rules for targets look at: the sentences under each heading, of tasks and of all other sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from extract.models import Passage, Section
from extract.owners.statements import Statement
from extract.tasks.task_sections import StatementIndex, TaskSection, paragraphs_of
from extract.text.characters import fold

_PARTS = ("bullet", "item", "box")
"""Sections that are read with the one that holds them, so that a year said before a list holds for its items."""


def passages_of(
    folded: str, root: Section, tasks: Iterable[TaskSection], ids: Mapping[str, str], statements: Iterable[Statement]
) -> tuple[Passage, ...]:
    """A passage for each task and for each other section's own text, in reading order.

    `ids` gives a task's id by its section's id.
    """
    by_id = {task.section.id: task for task in tasks}
    return tuple(_passages(folded, root, (), by_id, ids, StatementIndex(statements)))


def _passages(
    folded: str,
    section: Section,
    headings: tuple[str, ...],
    tasks: Mapping[str, TaskSection],
    ids: Mapping[str, str],
    statements: StatementIndex,
) -> Iterator[Passage]:
    apart = [child for child in section.children if child.kind not in _PARTS or _holds_task(child, tasks)]
    task = tasks.get(section.id)
    if task is not None and not any(_holds_task(child, tasks) for child in section.children):
        owned = bool(task.statements or statements.within(*section.span))
        yield Passage(task.paragraphs, headings, ids[section.id], section.title_span, owned=owned)
        return
    own = section
    if apart:
        elsewhere = {child.id for child in apart}
        own = replace(section, children=tuple(child for child in section.children if child.id not in elsewhere))
    paragraphs = tuple(paragraphs_of(folded, own, statements))
    title = section.title_span if section.kind != "root" else None
    if paragraphs or (title is not None and not apart):  # 1．生产总值增长6%； is an item that is all heading
        stop = apart[0].span[0] if apart else section.span[1]
        owned = section.kind != "root" and bool(statements.within(section.span[0], stop))
        yield Passage(paragraphs, headings, ids.get(section.id), title, owned=owned)
    for child in apart:
        yield from _passages(folded, child, (*headings, fold(child.title)), tasks, ids, statements)


def _holds_task(section: Section, tasks: Mapping[str, TaskSection]) -> bool:
    return section.id in tasks or any(_holds_task(child, tasks) for child in section.children)


def with_title(folded: str, passage: Passage) -> Passage:
    """The passage with its heading read as its first sentence, where that holds a figure."""
    title = passage.title
    if title is None or not any(char.isdecimal() for char in folded[slice(*title)]):
        return passage
    if any(title[0] >= start and title[1] <= end for paragraph in passage.paragraphs for start, end in paragraph):
        return passage
    return replace(passage, paragraphs=((title,), *passage.paragraphs))
