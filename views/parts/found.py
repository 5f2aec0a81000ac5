"""The page of results that a search asks for: one by one, or those of a task together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb import Group, KnowledgeBase, Reason, Results
from views.parts.state import PAGE_SIZE, Asked

GROUPED_AT_ONCE = 500
"""Results that are grouped as a whole; of more, those of a page are."""
GROUPED_SIZE = 100
"""Results of a page where there are more than that."""
OTHER_NAMES = {"synonym": "同义词", "unit": "其他名称", "pinyin": "拼音", "renamed": "改名前后"}


@dataclass(frozen=True, slots=True)
class Found:
    """One page: `groups` where results of a task stand together (`rows` of them on all pages, where that is known)."""

    results: Results
    number: int
    pages: int
    groups: tuple[Group, ...] | None = None
    rows: int | None = None


def found(base: KnowledgeBase, search: Asked) -> Found:
    """The page asked for, or the last one where there are fewer."""
    if not search.group:
        results = _page(base, search, PAGE_SIZE)
        return Found(results, results.page, results.pages)
    whole = _search(base, search, page=1, size=GROUPED_AT_ONCE)
    if whole.total > GROUPED_AT_ONCE:
        results = _page(base, search, GROUPED_SIZE)
        return Found(results, results.page, results.pages, results.groups)
    groups = whole.groups
    pages = -(-len(groups) // PAGE_SIZE)
    number = min(search.page, max(pages, 1))
    shown = groups[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Found(whole, number, pages, shown, len(groups))


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why each result was found, by its id (empty where nobody asked), and which words are other names: 同义词."""

    by_hit: Mapping[str, tuple[Reason, ...]]
    others: Mapping[str, str]


def reasons(base: KnowledgeBase, page: Found, search: Asked) -> Reasons:
    """Why each result of the page was found, where that is asked for."""
    if not (search.why and search.text):
        return Reasons({}, {})
    shown = page.results.hits if page.groups is None else [hit for group in page.groups for hit in group.hits]
    why = {hit.id: base.why(hit, search.text, filters=search.filters, expand=search.expand) for hit in shown}
    others = {name: OTHER_NAMES[expansion.why] for expansion in page.results.expansions for name in expansion.found}
    return Reasons(why, others)


def _page(base: KnowledgeBase, search: Asked, size: int) -> Results:
    results = _search(base, search, page=search.page, size=size)
    if results.hits or not results.total:
        return results
    return _search(base, search, page=results.pages, size=size)


def _search(base: KnowledgeBase, search: Asked, *, page: int, size: int) -> Results:
    return base.search(
        search.text,
        filters=search.filters,
        sort=search.sort,  # type: ignore[arg-type]
        page=page,
        size=size,
        expand=search.expand,
    )
