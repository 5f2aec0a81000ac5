"""A page of what an engine finds: its results one by one, or in rows, each a task with all that was found of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kb.engines.interface import Matches

MOST = 20_000
"""Results that are put together as a whole; of more, those of each page are."""

TasksOf = Callable[[Iterable[int]], Mapping[int, int | None]]
"""Of each number that of the task that it is or stands in."""


class Find(Protocol):
    """A slice of what an engine finds."""

    def __call__(self, *, start: int, size: int | None) -> Matches:
        """From the place `start` on, at most `size`."""


@dataclass(frozen=True, slots=True)
class Page:
    """The numbers to show, of all that was found.

    A page has `size` results; where results were put together as a whole it has `size` rows, of `rows` on all pages.
    """

    numbers: tuple[int, ...]
    matches: Matches
    size: int | None
    rows: int | None = None


def page_of(find: Find, *, page: int, size: int | None) -> Page:
    """A page of `size` results, all of them for None."""
    matches = find(start=(page - 1) * (size or 0), size=size)
    return Page(matches.numbers, matches, size)


def page_of_rows(find: Find, tasks_of: TasksOf, *, page: int, size: int) -> Page:
    """A page of `size` rows, in the order in which the first of each was found; of very many a page of results."""
    if find(start=0, size=0).total > MOST:
        return page_of(find, page=page, size=size)
    matches = find(start=0, size=MOST)
    rows = in_rows(matches.numbers, tasks_of(matches.numbers))
    shown = rows[(page - 1) * size : page * size]
    return Page(tuple(number for row in shown for number in row), matches, size, len(rows))


def in_rows(numbers: Sequence[int], tasks: Mapping[int, int | None]) -> list[list[int]]:
    """Numbers of one task together, what stands in none by itself: 7 3 8, where 7 and 8 are of one task → 7 8, 3."""
    rows: dict[int, list[int]] = {}
    for number in numbers:
        task = tasks.get(number)
        rows.setdefault(number if task is None else task, []).append(number)
    return [*rows.values()]
