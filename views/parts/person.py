"""Who is at work: the name that records are signed with, on every page, and whose searches and documents are shown.

On one's own computer it is asked for; where the page is shared it is the name of who signed in, and nothing else.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from views.parts.sign_in import shared, signed_in

EDITOR = "editor"
"""The box that asks for the name."""
NOBODY_NAMED = "本机"
"""Whose searches and documents they are where nobody has said a name: those of this computer."""
_KNOWN = "person"
_COMPONENT = "person-told"

_browser = st.components.v2.component(
    "person",
    html='<div class="person" hidden></div>',
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def remember_person() -> None:
    """Take the name from page to page: a box that is not drawn forgets it."""
    typed = st.session_state.get(EDITOR)
    if typed is not None:
        st.session_state[_KNOWN] = str(typed).strip()
    elif _KNOWN in st.session_state:
        st.session_state[EDITOR] = st.session_state[_KNOWN]


def ask_browser_for_person() -> None:
    """Take the name from one session to the next. At the end of a page: what the browser tells runs the page that it is on
    again, and one that leads on to another would be left half way."""
    if shared():
        return
    _browser(key=_COMPONENT, data={"name": st.session_state.get(_KNOWN, "")}, on_name_change=_take_name)


def editor_name() -> str:
    """Who is at work, as far as that was said."""
    if shared():
        return signed_in()
    return str(st.session_state.get(EDITOR, st.session_state.get(_KNOWN, ""))).strip()  # The box may not be drawn.


def person() -> str:
    """Whose searches and documents are shown: 王芳, or 本机 where nobody has said a name; "" for a visitor, who has none."""
    return editor_name() or ("" if shared() else NOBODY_NAMED)


def _take_name() -> None:
    if name := (st.session_state.get(_COMPONENT) or {}).get("name"):
        st.session_state[EDITOR] = str(name)
        st.session_state[_KNOWN] = str(name)
