"""The first page: where to start, what is due, what is to be checked, what has changed, what could not be read."""

from __future__ import annotations

import streamlit as st

from kb import DocumentEntry, KnowledgeBase, KnowledgeBaseError
from views.parts.base_access import show_empty_base, shown_base
from views.parts.clock import record_time, today
from views.parts.due_panel import due_panel, nearest_panel
from views.parts.markup import link, notice, search_address, tag, text
from views.parts.my_searches import my_searches_panels
from views.parts.person import person
from views.parts.search_box import draw_box_elsewhere, go_to_search
from views.parts.search_request import PARAMETERS
from views.parts.sign_in import changing_base, may_change
from views.parts.state_panels import changes_panel, checks_panel, failures_panel, since_line

BUILDS = 100
"""Builds that are looked back at."""
NOT_LOOKED = "not-looked"


def page() -> None:
    draw_box_elsewhere()
    given = {name: value for name, value in st.query_params.to_dict().items() if name in PARAMETERS}
    if given:  # An address of when this was the search page.
        go_to_search(given)
    with shown_base() as base:
        documents, failures = base.documents.all(), base.documents.failures()
        if not documents and not failures:
            show_empty_base()
            return
        st.html(starts(documents))
        if mine := my_searches_panels(base):
            st.html(tag("div", mine, "panels"))
        region = draw_region(documents)
        due = base.due(today(), region=region)
        st.html(tag("div", due_panel(due, region) + nearest_panel(due), "panels"))
        draw_since_last_look(base, documents)
        panels = [
            checks_panel(base, documents),
            changes_panel(base.documents.builds(5), documents, today()),
            failures_panel(failures),
        ]
        st.html(tag("div", "".join(panels), "panels"))


def draw_since_last_look(base: KnowledgeBase, documents: tuple[DocumentEntry, ...]) -> None:
    """What builds changed since the person last said that he has seen it."""
    seen = base.personal.last_look(person())
    builds = base.documents.builds(BUILDS)
    if not builds:
        return
    if wrong := st.session_state.pop(NOT_LOOKED, None):
        st.html(notice(wrong))
    with st.container(horizontal=True, vertical_alignment="center", key="since-bar"):
        st.html(since_line(builds, seen, documents, today()))
        if may_change():
            st.button("标为已看", key="looked", on_click=look, type="tertiary", help="以后从现在算起")


def look() -> None:
    """From now on what changes is new."""
    try:
        with changing_base() as base:
            base.personal.looked(person(), time=record_time())
    except KnowledgeBaseError as error:
        st.session_state[NOT_LOOKED] = str(error)


def starts(documents: tuple[DocumentEntry, ...]) -> str:
    """Three places to start, with how much there is in each."""
    speaking = [document for document in documents if not document.copy]
    commitments = sum(document.tasks + document.measures + document.targets for document in speaking)
    places = len({document.facts.region for document in documents if document.facts.region})
    ways = (
        (search_address(), "检索承诺事项", f"{commitments} 项任务、措施和目标，可按单位、地区、时限筛选"),
        ("units", "按责任单位看", "谁牵头、谁配合、谁负责，各有多少任务"),
        (
            "documents",
            "按文件看",
            f"{len(documents)} 份文件" + (f"，{places} 个地区" if places else "") + "，逐句对照原文",
        ),
    )
    shown = (
        link(text(name, "strong") + text(what, css="start-what"), address, "start", target="_self")
        for address, name, what in ways
    )
    return tag("nav", "".join(shown), "starts", aria_label="从这里开始")


def draw_region(documents: tuple[DocumentEntry, ...]) -> str | None:
    """The place whose tasks are counted, where there are several; it stays in the address."""
    regions = sorted({document.facts.region for document in documents if document.facts.region})
    chosen = st.query_params.get("place")
    st.session_state["place"] = chosen if chosen in regions else None
    if len(regions) < 2:
        return None
    with st.container(horizontal=True, vertical_alignment="center", key="due-bar"):
        st.html(text("到期事项", "h2"))
        st.selectbox(
            "地区",
            regions,
            index=None,
            key="place",
            placeholder="全部地区",
            label_visibility="collapsed",
            width=220,
            on_change=give_place,
        )
    return st.session_state["place"]


def give_place() -> None:
    place = st.session_state["place"]
    st.query_params.from_dict({"place": place} if place else {})


page()
