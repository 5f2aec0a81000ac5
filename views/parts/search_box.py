"""The search box that stands on every page: the words, and what may be meant while they are typed.

On the search page it changes the search that is shown; from every other page Enter goes on to the search page.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from views.parts.search_request import SearchRequest, current_request, take_from_widgets
from views.parts.typeahead import draw_typeahead

SEARCH_PAGE = "views/search.py"
_ASKED = "asked"
"""What was asked for on another page: the parameters of an address of the search page, until that opens."""

_LEFT_FOR = "left-for"
"""What a page was last left for: the parameters of an address of the search page."""


def draw_box_of_search(searched: str) -> DeltaGenerator:
    """The box of the search page, below it what may be meant; what it returns has room for buttons beside the words."""
    bar = st.container(horizontal=True, key="search-bar")
    _draw_words(bar)
    with st.container(key="offers"):
        draw_typeahead(searched, _filter_by_unit)
    return bar


def draw_box_elsewhere() -> None:
    """The box of any other page, empty until something is typed."""
    # On its way to the search page Streamlit writes its parameters to the page that is left, in the browser's history: who
    # comes back to that wants to see that page, not to be sent on again.
    left_for = st.session_state.get(_LEFT_FOR)
    if left_for and st.query_params.to_dict() == left_for:
        del st.session_state[_LEFT_FOR]
        st.query_params.clear()
    if st.session_state.get("q"):  # What is set is sent to the browser, where it would replace what is being typed.
        st.session_state["q"] = ""
    _draw_words(st.container(horizontal=True, key="search-bar"), elsewhere=True)
    with st.container(key="offers"):
        draw_typeahead("", _ask_for_unit)
    if asked := st.session_state.pop(_ASKED, None):
        go_to_search(asked)


def go_to_search(parameters: dict[str, str]) -> None:
    """The search page with the parameters of an address."""
    st.session_state[_LEFT_FOR] = parameters
    st.switch_page(SEARCH_PAGE, query_params=parameters)


def _draw_words(bar: DeltaGenerator, *, elsewhere: bool = False) -> None:
    bar.text_input(
        "检索词",
        key="q",
        type="search",
        placeholder="输入词语检索，如：研发投入；加引号查原句，如：“高新技术企业”；或一句话，如：市科技局牵头 2026年到期",
        label_visibility="collapsed",
        on_change=_ask_for_words if elsewhere else take_from_widgets,
    )


def _ask_for_words() -> None:
    if words := st.session_state["q"].strip():
        st.session_state[_ASKED] = {"q": words}


def _ask_for_unit(unit: str, rest: str) -> None:
    st.session_state[_ASKED] = SearchRequest(rest).with_filter("unit", unit).parameters()


def _filter_by_unit(unit: str, rest: str) -> None:
    """Search for the rest of what was typed among what this unit answers for."""
    search = replace(current_request(), text=rest, page=1).with_filter("owner", None)
    st.query_params.from_dict(search.with_filter("unit", unit).parameters())
