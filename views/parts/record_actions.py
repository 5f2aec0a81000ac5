"""What a click on the page records: who did it, what became of it in one line, and what went wrong in one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

import kb
from views.parts.markup import notice, text
from views.parts.person import EDITOR, editor_name
from views.parts.sign_in import changing_base, shared

_SAID, _WRONG = "recorded", "not-recorded"
LAST = "last-record"
"""The number of the record made last in this session: what U takes back."""


def draw_editor(label: str = "校核人") -> None:
    """The name that every record is signed with; the browser remembers it. Who signed in has one already."""
    if shared():
        return
    st.text_input(label, key=EDITOR, placeholder="您的姓名", max_chars=40)


def draw_outcome() -> None:
    """What the last click recorded, or why it recorded nothing."""
    if said := st.session_state.pop(_WRONG, None):
        st.html(notice(said))
    elif said := st.session_state.pop(_SAID, None):
        st.html(text(said, "p", "recorded", role="status"))


def record(
    document: str, edit: kb.Edit, *, seen: str | None = None, reason: str = "", then: Callable[[], None] | None = None
) -> bool:
    """Record an edit; whether it was. What went wrong is said at the next run of the page."""

    def done(base: kb.KnowledgeBase, editor: str) -> str:
        kept = base.records.correct(document, edit, editor=editor, reason=reason, seen=seen)
        st.session_state[LAST] = kept.id
        return f"{kept.statement}：已保存"

    saved = tried(done)
    if saved and then is not None:
        then()
    return saved


def take_back(number: int) -> str | None:
    """Undo a record; the id of the item that it was of, None where it could not be undone."""
    items: list[str] = []

    def done(base: kb.KnowledgeBase, editor: str) -> str:
        undone = base.records.undo(number, editor=editor)
        items.append(f"{undone.document}-{undone.item}")
        if st.session_state.get(LAST) == number:
            del st.session_state[LAST]
        return f"{undone.statement}：已撤销"

    return items[0] if tried(done) else None


def tell_name(name: str, region: str | None, canonical: str) -> bool:
    """Keep what a name of a unit means; whether that was done."""

    def done(base: kb.KnowledgeBase, editor: str) -> str:
        told = base.records.name_unit(name, region=region, canonical=canonical, editor=editor)
        return f"已记住：{told.name} 是{told.canonical}"

    return tried(done)


def tried(action: Callable[[kb.KnowledgeBase, str], str]) -> bool:
    """Whether an action on the knowledge base, signed with the name of who is at work, was done; what it says of that, or
    what went wrong, is said at the next run of the page."""
    try:
        with changing_base() as base:
            st.session_state[_SAID] = action(base, editor_name())
    except kb.Locked:
        st.session_state[_WRONG] = "知识库正在更新，没有保存。请稍等片刻再试，填写的内容还在。"
        return False
    except kb.KnowledgeBaseError as error:
        st.session_state[_WRONG] = str(error)
        return False
    return True
