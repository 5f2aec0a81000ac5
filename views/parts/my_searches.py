"""A person's searches: those that are saved, with what is new in them, and those that were made last."""

from __future__ import annotations

from html import escape

import streamlit as st

import kb
from views.parts.clock import local_time, record_time, today
from views.parts.markup import link, notice, tag, text
from views.parts.person import person
from views.parts.search_news import news_of
from views.parts.search_request import SearchRequest, request_in
from views.parts.search_words import search_words
from views.parts.sign_in import changing_base, may_change

HISTORY = 8
"""Searches made last that are listed."""
_NOTED = "search-noted"
_WRONG = "search-not-saved"


def draw_my_searches(base: kb.KnowledgeBase, search: SearchRequest, document: str | None) -> None:
    """A button beside the box that opens them; what is drawn behind it waits until it is opened. Not for a visitor."""
    if not may_change():
        return
    opened = st.popover("我的检索", key="my-searches", on_change="rerun")
    if not opened.open:
        return
    with opened, st.container(key="my-searches-body"):
        st.html(text(f"{person()}的检索", "h3"))
        if wrong := st.session_state.pop(_WRONG, None):
            st.html(notice(wrong))
        saved = base.personal.saved(person())
        if search.narrowed:
            _draw_saving(search, next((one for one in saved if one.parameters == search.kept()), None), document)
        for one in saved:
            _draw_saved(base, one)
        if not saved:
            st.html(text("还没有存下的检索。存下后，这里和首页会说明其中有多少新增。", "p", "facts"))
        _draw_history(base)


def _draw_saving(search: SearchRequest, saved: kb.SavedSearch | None, document: str | None) -> None:
    with st.form("save-search", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "名称",
            saved.name if saved else search_words(search, document),
            max_chars=80,
            key=f"search-name-{saved.id if saved else hash(search.address())}",
        )
        if st.form_submit_button("改名" if saved else "存下当前检索", type="primary"):
            _save(name, search)
            st.rerun()


def _save(name: str, search: SearchRequest) -> None:
    try:
        with changing_base() as base:
            marks = base.marks(search.text, filters=search.filters, expand=search.expand)
            seen = None if marks is None else kb.seen_now(marks)
            base.personal.save(person(), name, search.kept(), seen=seen, state=base.state(), time=record_time())
    except kb.KnowledgeBaseError as error:
        st.session_state[_WRONG] = str(error)


def _draw_saved(base: kb.KnowledgeBase, saved: kb.SavedSearch) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"saved-{saved.id}"):
        st.html(tag("p", saved_line(base, saved), "saved-search"))
        st.button(
            "删除",
            key=f"remove-search-{saved.id}",
            on_click=_remove,
            args=(saved.id,),
            type="tertiary",
            help=f"不再保存“{saved.name}”",
        )


def _remove(search: int) -> None:
    try:
        with changing_base() as base:
            base.personal.remove(person(), search, time=record_time())
    except kb.KnowledgeBaseError as error:
        st.session_state[_WRONG] = str(error)


def saved_line(base: kb.KnowledgeBase, saved: kb.SavedSearch) -> str:
    """A saved search as a link, with what is new in it since it was last opened."""
    news = news_of(base, saved)
    opened = link(escape(saved.name), request_in(dict(saved.parameters)).address(), target="_self")
    since = f"{local_time(saved.opened, today())} 查看以来"
    if news is None:
        return opened + text("结果过多，不比较新旧", css="since")
    if not news:
        return opened + text(f"{since}没有新增", css="since")
    said = [f"新增 {len(news.added)}"] if news.added else []
    said += [f"有变化 {len(news.changed)}"] if news.changed else []
    return opened + text("，".join(said), css="news") + text(since, css="since")


def _draw_history(base: kb.KnowledgeBase) -> None:
    made = base.personal.history(person(), most=HISTORY)
    if made:
        st.html(text("最近检索", "h3") + history_list(made))
        st.button("清除检索记录", key="clear-history", on_click=_clear, type="tertiary")


def _clear() -> None:
    try:
        with changing_base() as base:
            base.personal.clear_history(person())
    except kb.KnowledgeBaseError as error:
        st.session_state[_WRONG] = str(error)


def history_list(made: tuple[kb.SearchMade, ...]) -> str:
    """The searches made last as links, with what they found and when."""
    rows = (
        tag(
            "li",
            link(escape(one.name), request_in(dict(one.parameters)).address(), target="_self")
            + text(f"{one.total} 项，{local_time(one.time, today())}", css="since"),
        )
        for one in made
    )
    return tag("ul", "".join(rows), "files searches-made")


def note_search(base: kb.KnowledgeBase, search: SearchRequest, total: int, document: str | None) -> None:
    """Remember what was searched for; one that goes on from the last one (a filter more) takes its place."""
    asked = search.kept()
    before, number = st.session_state.get(_NOTED, ({}, None))
    if not search.narrowed or asked == before or not may_change():
        return
    instead = number if before and before.items() <= asked.items() else None
    try:
        number = base.personal.note(
            person(), search_words(search, document), asked, total=total, time=record_time(), instead=instead
        )
    except kb.KnowledgeBaseError as error:
        st.html(notice(f"检索记录没有写入：{error}"))
    st.session_state[_NOTED] = (asked, number)


def my_searches_panels(base: kb.KnowledgeBase) -> str:
    """On the first page, for who has saved searches: those with what is new in them, and beside them the last ones made."""
    saved = base.personal.saved(person())
    if not saved:
        return ""
    lines = "".join(tag("li", saved_line(base, one)) for one in saved)
    panels = tag("section", text("已存检索", "h3") + tag("ul", lines, "states saved-searches"), "panel")
    if made := base.personal.history(person(), most=HISTORY):
        panels += tag("section", text("最近检索", "h3") + history_list(made), "panel")
    return panels
