"""The page of results that a search asks for: one by one, or those of a task together, and why each was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb import KnowledgeBase, Reason, Results
from views.parts.search_request import PAGE_SIZE, SearchRequest

OTHER_NAMES = {"synonym": "同义词", "unit": "其他名称", "pinyin": "拼音", "renamed": "改名前后"}


def result_page(base: KnowledgeBase, search: SearchRequest) -> Results:
    """The page asked for, or the last one where there are fewer."""
    results = _page(base, search, search.page)
    return _page(base, search, results.pages) if results.total and not results.hits else results


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why each result was found, by its id (empty where nobody asked), which words are other names (同义词), and what is new."""

    by_hit: Mapping[str, tuple[Reason, ...]]
    others: Mapping[str, str]
    news: Mapping[str, str]


def reasons(base: KnowledgeBase, results: Results, search: SearchRequest, news: Mapping[str, str]) -> Reasons:
    """Why each result of the page was found, where that is asked for; `news` is what to write beside results by their id."""
    if not (search.why and search.text):
        return Reasons({}, {}, news)
    why = {hit.id: base.why(hit, search.text, filters=search.filters, expand=search.expand) for hit in results.hits}
    others = {name: OTHER_NAMES[expansion.why] for expansion in results.expansions for name in expansion.found}
    return Reasons(why, others, news)


def _page(base: KnowledgeBase, search: SearchRequest, page: int) -> Results:
    return base.search(
        search.text,
        filters=search.filters,
        sort=search.sort,  # type: ignore[arg-type]
        page=page,
        size=PAGE_SIZE,
        expand=search.expand,
        grouped=search.group,
    )
