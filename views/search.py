"""Search: words and filters in, commitments with their owners and sources out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb import FILTERS, KIND_LABELS, AmbiguousUnit, BadFilter, DocumentEntry, KnowledgeBase, Results
from views.parts.base_access import show_empty_base, shown_base
from views.parts.downloads import export_panel
from views.parts.filter_sidebar import draw_filters
from views.parts.markup import link, notice, tag, text
from views.parts.my_searches import draw_my_searches, note_search
from views.parts.person import person
from views.parts.result_page import reasons, result_page
from views.parts.result_rows import grouped_rows, result_rows
from views.parts.row_ticks import draw_ticks, ticked
from views.parts.search_box import draw_box_of_search
from views.parts.search_news import News, new_alone, news_line, open_saved, scoped
from views.parts.search_notes import (
    best_part_line,
    expansion_line,
    hint_lines,
    parts_line,
    suggestion_line,
    tables_line,
)
from views.parts.search_request import SORTS, SearchRequest, current_request, show_in_widgets, take_from_widgets
from views.parts.sheet_import import import_panel
from views.parts.syntax import syntax_panel

# Shows the results from the first on; with the page's number, for the same script would not run again.
_TO_TOP = "<script>document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0); // {page}</script>"

MANY = 1000
"""Results that nobody reads through."""


def page() -> None:
    search = current_request()
    show_in_widgets(search)
    bar = draw_box_of_search(search.text)
    with shown_base() as base:
        if not (documents := base.documents.all()):
            show_empty_base()
            return
        search = scoped(base, search)
        named = document_named(documents, search.filters.document)
        draw_syntax(bar, documents)
        with bar:
            draw_my_searches(base, search, named)
        if search.ignored:
            st.html(notice("链接中的" + "、".join(search.ignored) + "不是可用的条件，已忽略。"))
        try:
            results = result_page(base, search)
        except AmbiguousUnit as error:
            draw_sidebar(base, of_any_place(error, search), shown=search)
            st.html(parts_line((), search))
            show_places(error, search)
            return
        except BadFilter as error:
            draw_sidebar(base, SearchRequest(search.text), shown=search)
            st.html(parts_line((), search))
            st.html(notice(str(error)))
            return
        news = open_saved(base, search)
        draw_sidebar(base, search, shown=search)
        if asked := parts_line(results.parts, search, named):
            st.html(asked)
        if notes := hint_lines(search.text, results.hints) + expansion_line(results.expansions, search):
            st.html(notes)
        if news.since is not None:
            st.html(news_line(news))
        if results.total:
            show_results(base, new_alone(base, results, search, news), search, news)
        else:
            show_nothing_found(base, search, results)
        if to_tables := tables_line(results.parts):
            st.html(to_tables)
        note_search(base, search, results.total, named)


def document_named(documents: tuple[DocumentEntry, ...], wanted: str | None) -> str | None:
    """What the document with an id is called."""
    return next((document.label for document in documents if document.id == wanted), None)


def draw_syntax(bar: DeltaGenerator, documents: tuple[DocumentEntry, ...]) -> None:
    """How the words can be written; the example of a region is one that there is."""
    regions = Counter(document.facts.region for document in documents if document.facts.region)
    with bar.popover("检索语法", key="syntax"):
        st.html(syntax_panel(region=regions.most_common(1)[0][0] if regions else None))


def draw_sidebar(base: KnowledgeBase, counted: SearchRequest, *, shown: SearchRequest) -> None:
    """The filters, with counts under `counted`, set to what `shown` says."""
    with st.sidebar:
        draw_scope(base, shown)
        draw_filters(base.facets(counted.text, filters=counted.filters, expand=counted.expand), shown)


def draw_scope(base: KnowledgeBase, search: SearchRequest) -> None:
    """Whether to search among the documents that the person picked alone; nothing to choose where he picked none."""
    picked = len(base.personal.picked(person()))
    if picked or search.mine:
        st.toggle("只看我的文件", key="mine", on_change=take_from_widgets, help=f"在“文件总览”里加星的 {picked} 份文件")


def show_results(base: KnowledgeBase, results: Results, search: SearchRequest, news: News) -> None:
    kinds = " · ".join(
        f"{label} {results.kinds[kind]}" for kind, label in KIND_LABELS.items() if results.kinds.get(kind)
    )
    count = tag("strong", f"共 {results.total} 项") + text(kinds, css="count-kinds")
    if results.rows is not None:
        count += text(f"归并为 {results.rows} 行", css="count-kinds")
    elif search.group:
        count += text("结果过多，只在每页之内归并", css="count-kinds")
    if results.total > MANY:
        way = "可以用筛选条件缩小范围" if search.text else "输入词语，或用筛选条件缩小范围"
        count += text(f"较多，{way}", css="count-kinds")
    with st.container(horizontal=True, vertical_alignment="center", key="result-bar"):
        st.html(tag("h2", count, "count"))
        if news.results:
            st.toggle("只看新增和变化", key="new", on_change=take_from_widgets)
        st.toggle("按任务归并", key="group", on_change=take_from_widgets)
        st.toggle("匹配说明", key="why", on_change=take_from_widgets, disabled=not search.text)
        st.selectbox(
            "排序",
            list(SORTS),
            format_func=SORTS.__getitem__,
            key="sort",
            on_change=take_from_widgets,
            label_visibility="collapsed",
            width=150,
        )
        shown_alone = frozenset(news.labels) if search.new and news.results else None
        export_panel(base, search, results.total, ticked(search) or shown_alone)
        import_panel(base)
    why = reasons(base, results, search, news.labels)
    st.html(grouped_rows(results.groups, why) if search.group else result_rows(results.hits, why))
    draw_ticks(search, tuple(group.hits[0] for group in results.groups) if search.group else results.hits)
    if results.pages > 1:
        key = f"turn-from-{results.page}"
        with st.container(horizontal_alignment="center"):
            st.pagination(results.pages, default=results.page, key=key, on_change=turn_page, args=(search, key))
    if st.session_state.pop("turned", False):
        st.html(_TO_TOP.format(page=results.page), unsafe_allow_javascript=True)
    if results.page != search.page:  # The address asked for one beyond the last.
        st.query_params.from_dict(replace(search, page=results.page).parameters())


def turn_page(search: SearchRequest, key: str) -> None:
    st.session_state["turned"] = True
    st.query_params.from_dict(replace(search, page=st.session_state[key]).parameters())


def of_any_place(error: AmbiguousUnit, search: SearchRequest) -> SearchRequest:
    """The search for all units that the name may mean: what the filters count until one is chosen."""
    meant = [place.value for place in error.places]
    units = [value for name in search.filters.units for value in (meant if name == error.name else [name])]
    return replace(search, filters=replace(search.filters, unit="、".join(dict.fromkeys(units)) or None))


def show_places(error: AmbiguousUnit, search: SearchRequest) -> None:
    """Several places have a unit of that name: choose one."""
    rows = []
    for place in error.places:
        chosen = "、".join(place.value if name == error.name else name for name in search.filters.units)
        address = search.with_filter("unit", chosen).address()
        rows.append(
            tag("li", link(escape(place.name), address, target="_self") + text(f"{place.tasks} 项任务", css="note"))
        )
    asks = text(f"多个地区都有“{error.name}”，请选择（左侧各项的数字是这 {len(error.places)} 个单位合计）：", "p")
    st.html(tag("div", asks + tag("ul", "".join(rows)), "choices"))


def show_nothing_found(base: KnowledgeBase, search: SearchRequest, results: Results) -> None:
    """What was asked, what may have been meant, and which single condition to lift to find something."""
    ways = []
    for spec in FILTERS:
        if (value := getattr(search.filters, spec.name)) is not None:
            ways.append((f"去掉“{spec.label}：{spec.shown(value)}”", search.with_filter(spec.name, None)))
    if search.text and search.filters:
        ways.append((f"去掉检索词“{search.text}”", replace(search, text="", page=1)))
    if search.text and not search.expand:
        ways.append(("打开同义扩展", replace(search, expand=True, page=1)))
    rows = []
    for label, other in ways:
        total = total_without_raising(base, other)
        if total:
            rows.append(
                tag("li", link(escape(label), other.address(), target="_self") + text(f"有 {total} 项", css="note"))
            )
    meant = suggestion_line(results.suggestions, search)
    if results.best_part is not None:
        meant = best_part_line(results.best_part, search) + meant
    advice = (
        meant + tag("ul", "".join(rows))
        if rows or meant
        else text("换一个更短的词，或检查有无错字；也可以清除全部条件，浏览所有事项。", "p")
    )
    st.html(tag("div", text("没有符合条件的承诺事项", "h3") + advice, "empty"))


def total_without_raising(base: KnowledgeBase, search: SearchRequest) -> int:
    """How many results another search has; 0 where it needs a choice first."""
    try:
        return base.search(search.text, filters=search.filters, size=1, expand=search.expand).total
    except BadFilter:
        return 0


page()
