"""Who may change things: whoever sits at this computer; where the page is shared, who signed in. To look needs no name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import streamlit as st

import kb
from views.parts.base_access import index_folder
from views.parts.markup import link, notice, tag, text

DOOR = kb.SignIns()
"""The sign-ins of this process: the page asks who holds a token, the routes beside it hand it out."""
SHARED = "KB_SHARE"
"""The variable of the environment that says that the page is shared, whatever it listens on: behind a proxy, say."""
LOGIN, LOGOUT = "login", "logout"
"""Addresses beside the pages."""
_WAS = "was-signed-in"
"""Who signed in when this session last looked."""
_THIS_COMPUTER = ("127.0.0.1", "localhost", "::1")


def shared() -> bool:
    """Whether others can reach the page: it listens on more than this computer, or was said to be shared."""
    return bool(os.environ.get(SHARED)) or st.get_option("server.address") not in _THIS_COMPUTER


def signed_in() -> str:
    """Who signed in on this page; "" for nobody."""
    token = st.context.cookies.get(cookie_name())
    return (DOOR.name(editors(index_folder()), token) or "") if token else ""


def may_change() -> bool:
    """Whether who looks at the page may change things."""
    return not shared() or bool(signed_in())


@contextmanager
def changing_base() -> Iterator[kb.KnowledgeBase]:
    """The knowledge base for a change: whatever button it came from, who may not is refused here."""
    if not may_change():
        raise kb.BadEditor("请先登录，再修改。没有保存")
    with kb.open(index_folder()) as base:
        yield base


def draw_sign_in() -> None:
    """Who signed in, on every page of one that is shared, with the way in or out; and that it ended while the page was open:
    what was typed there is lost with the form, and must not look saved."""
    if not shared():
        return
    name = signed_in()
    if st.session_state.get(_WAS) and not name:
        st.html(notice("登录已经结束，这一步没有保存。请重新登录"))
    st.session_state[_WAS] = name
    way = link("退出", f"{LOGOUT}?{urlencode({'next': _here()})}", target="_self") if name else login_link("登录")
    st.html(tag("p", text(name, css="who") + way, "sign-in"))


def ask_to_sign_in(what: str) -> None:
    """In the place of what only who signed in may do: 登录后可以修改."""
    st.html(tag("p", login_link("登录") + text(f"后可以{what}。"), "facts ask-sign-in"))


def login_link(label: str) -> str:
    """A link to the login, and from there back to what is shown now."""
    return link(text(label), f"{LOGIN}?{urlencode({'next': _here()})}", target="_self")


def cookie_name() -> str:
    """The cookie of this page: another one of the same computer, on another port, has its own."""
    return f"editor-{st.get_option('server.port')}"


@lru_cache
def editors(index: Path) -> kb.Editors:
    """The list of editors of a knowledge base."""
    return kb.Editors.of(index)


def _here() -> str:
    """The address of what is shown, from the root of the page: document?id=…"""
    asked = urlencode(st.query_params.to_dict())
    return urlsplit(st.context.url or "").path.lstrip("/") + (f"?{asked}" if asked else "")
