"""What is new in a saved search since it was last opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

import kb
from views.parts.clock import local_time, record_time, today
from views.parts.markup import text
from views.parts.person import person
from views.parts.search_request import PAGE_SIZE, SearchRequest, request_in

_FOUND = "news-found"


@dataclass(frozen=True, slots=True)
class News:
    """What is new in the search that is shown: the saved search that it is, and since when (UTC in ISO form).

    `since` None: it is not saved, or was never opened before.
    """

    saved: kb.SavedSearch | None = None
    since: str | None = None
    results: kb.NewResults = field(default_factory=kb.NewResults)

    @property
    def labels(self) -> Mapping[str, str]:
        """What to write beside a result, by its id: 新增, 有变化."""
        added = {mark.id: "新增" for mark in self.results.added}
        return added | {mark.id: "有变化" for mark in self.results.changed}


def scoped(base: kb.KnowledgeBase, search: SearchRequest) -> SearchRequest:
    """The search, among the documents that the person picked where it says so."""
    if not search.mine:
        return search
    picked = tuple(sorted(base.personal.picked(person())))
    return replace(search, filters=replace(search.filters, documents=picked))


def open_saved(base: kb.KnowledgeBase, search: SearchRequest) -> News:
    """Where the search is one that the person saved: what is new in it; from now on it counts as opened.

    What was new stays so until the knowledge base changes again: who comes back, or reloads the page, still sees it.
    """
    who = person()
    saved = next((one for one in base.personal.saved(who) if one.parameters == search.kept()), None)
    if saved is None:
        return News()
    state = base.state()
    if saved.state != state:
        marks = base.marks(search.text, filters=search.filters, expand=search.expand)
        seen = None if marks is None else kb.seen_now(marks)
        base.personal.look_at(who, saved, seen=seen, state=state, time=record_time())
        saved = next(one for one in base.personal.saved(who) if one.id == saved.id)
    if saved.before is None:
        return News(saved)
    return News(saved, saved.before_opened, _compared(base, search, saved, saved.before, state))


def news_line(news: News) -> str:
    """What is new, in one line: 已存检索“研发”：今天 10:20 查看以来新增 3 项，有变化 1 项."""
    if news.saved is None or news.since is None:
        return ""
    said = [f"新增 {len(news.results.added)} 项"] if news.results.added else []
    said += [f"有变化 {len(news.results.changed)} 项"] if news.results.changed else []
    said += [f"{news.results.gone} 项已不在"] if news.results.gone else []
    since = f"已存检索“{news.saved.name}”：{local_time(news.since, today())} 查看以来"
    return text(since + ("，".join(said) or "没有变化"), "p", "hint note-only")


def new_alone(base: kb.KnowledgeBase, results: kb.Results, search: SearchRequest, news: News) -> kb.Results:
    """A page of what is new alone, in reading order, where that is asked for; else the results as they are."""
    if not (search.new and news.results):
        return results
    numbers = news.results.numbers
    pages = -(-len(numbers) // PAGE_SIZE)
    page = min(search.page, pages)
    hits = base.hits(numbers[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], search.text)
    return replace(results, hits=hits, total=len(numbers), rows=None, page=page, size=PAGE_SIZE, kinds={})


def news_of(base: kb.KnowledgeBase, saved: kb.SavedSearch) -> kb.NewResults | None:
    """What is new in a saved search that is not open; None where there is too much to be compared."""
    state = base.state()
    if saved.state == state:
        return kb.NewResults()
    if saved.seen is None:
        return None
    return _compared(base, scoped(base, request_in(dict(saved.parameters))), saved, saved.seen, state)


def _compared(
    base: kb.KnowledgeBase, search: SearchRequest, saved: kb.SavedSearch, seen: Mapping[str, str], state: str
) -> kb.NewResults:
    """Compared once for each state of the base and each opening: a list of saved searches is shown more often."""
    found: dict[tuple[int, str, str], kb.NewResults] = st.session_state.setdefault(_FOUND, {})
    key = (saved.id, saved.opened if seen is saved.seen else saved.before_opened or "", state)
    if key not in found:
        try:
            marks = base.marks(search.text, filters=search.filters, expand=search.expand)
        except kb.BadFilter:
            return kb.NewResults()  # What it asks for is gone; opened, the search says so.
        found[key] = kb.NewResults() if marks is None else kb.new_results(marks, seen)
    return found[key]
