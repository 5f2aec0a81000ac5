"""我的文件: the documents that a person picked, with a star at each row of a list of documents."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

import kb
from views.parts.clock import record_time
from views.parts.markup import notice, tag
from views.parts.person import person
from views.parts.sign_in import changing_base, may_change

_COMPONENT = "picks"
_WRONG = "not-picked"

_stars = st.components.v2.component(
    "picks",
    html='<div class="picks" hidden></div>',
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def star_place(document: kb.DocumentEntry) -> str:
    """Where the star of a document goes."""
    return tag("span", "", "star", data_document=document.id, data_label=document.label)


def draw_stars(picked: frozenset[str]) -> None:
    """The stars of the documents on this page; a press takes effect at once. A visitor of a shared page has none."""
    if not may_change():
        return
    if wrong := st.session_state.pop(_WRONG, None):
        st.html(notice(wrong))
    _stars(key=_COMPONENT, data={"picked": sorted(picked)}, on_pressed_change=_pick)


def _pick() -> None:
    pressed = (st.session_state.get(_COMPONENT) or {}).get("pressed")
    if not pressed:
        return
    try:
        with changing_base() as base:
            base.personal.pick(person(), str(pressed["id"]), on=bool(pressed["on"]), time=record_time())
    except kb.KnowledgeBaseError as error:
        st.session_state[_WRONG] = str(error)
