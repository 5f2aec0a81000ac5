"""The wordings of an indicator, as people mend them: one more that means it, one that does not; each can be taken back."""

from __future__ import annotations

import streamlit as st

from kb import IndicatorView, KnowledgeBase, WordingChange
from views.parts.clock import local_time, today
from views.parts.markup import tag, text
from views.parts.record_actions import draw_editor, draw_outcome, tried
from views.parts.sign_in import ask_to_sign_in, may_change


def draw_wordings(base: KnowledgeBase, view: IndicatorView) -> None:
    """Closed until somebody wants to mend them, or there is something to be said of what he did."""
    draw_outcome()
    name = view.concept.name
    changes = base.indicators.changes(name)
    holding = sum(change.undone is None for change in changes)
    with st.expander(f"归并的写法（人工调整 {holding} 处）" if holding else "归并的写法"):
        st.html(
            text("写法不同而是同一指标的，归在一起比较；归错了可以分出。对所有文件生效，重新读入后仍在。", "p", "facts")
        )
        if may_change():
            draw_editor()
            _draw_ways(base, view)
        else:
            ask_to_sign_in("归入或分出写法")
        draw_changes(changes)


def _draw_ways(base: KnowledgeBase, view: IndicatorView) -> None:
    name = view.concept.name
    known = [*view.concept.aliases, *(wording for wording, _ in view.wordings)]
    own = [wording for wording in dict.fromkeys(known) if wording != name]
    others = [wording for entry in base.indicators.all() if entry.concept.name != name for wording in entry.wordings]
    with st.container(horizontal=True, vertical_alignment="bottom", key="join-bar"):
        joined = st.selectbox(
            "也是这个指标",
            list(dict.fromkeys(others)),
            index=None,
            key=f"join-{name}-{len(known)}",
            placeholder="选择文件中的另一种写法，或输入后回车",
            accept_new_options=True,
        )
        st.button("归入", key="join-wording", disabled=not joined, on_click=_join, args=(name, joined))
    if not own:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="part-bar"):
        parted = st.selectbox(
            "不是这个指标", own, index=None, key=f"part-{name}-{len(known)}", placeholder="选择归错了的写法"
        )
        st.button("分出", key="part-wording", disabled=not parted, on_click=_part, args=(name, parted))


def draw_changes(changes: tuple[WordingChange, ...]) -> None:
    """What people said of wordings, the last first; also where an indicator has no wording left because of it."""
    for change in reversed(changes):
        _draw_change(change)


def _draw_change(change: WordingChange) -> None:
    who = f"{change.editor}，{local_time(change.time, today())}"
    lines = text(change.statement, css="record-name") + text(who, css="record-who")
    if change.undone is not None:
        st.html(tag("div", lines + text(f"已由{change.undone_by}撤销", css="record-undone"), "record undone"))
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"wording-{change.id}"):
        st.html(tag("div", lines, "record"))
        if may_change():
            st.button("撤销", key=f"undo-wording-{change.id}", on_click=_take_back, args=(change.id,))


def _join(concept: str, wording: str) -> None:
    tried(lambda base, editor: f"{base.indicators.join(concept, wording, editor=editor).statement}：已保存")


def _part(concept: str, wording: str) -> None:
    tried(lambda base, editor: f"{base.indicators.part(concept, wording, editor=editor).statement}：已保存")


def _take_back(change: int) -> None:
    tried(lambda base, editor: f"{base.indicators.take_back(change, editor=editor).statement}：已撤销")
