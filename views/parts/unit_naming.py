"""这是……？ A name that no table knows: what it may stand for, and where the answer is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from kb import KnowledgeBase, KnowledgeBaseError, UnitProfile, UnitQuestion
from views.parts.markup import notice, tag, text
from views.parts.unit_facts import unit_list


def ask_name(base: KnowledgeBase, unit: UnitProfile) -> None:
    """The question with the bodies that are written nearly so; with a box to answer where answers can be kept."""
    question = unit.question
    if question is None:
        return
    with st.container(key="naming"):
        where = f"{question.region}的" if question.region else ""
        said = text("这是……？", "h3") + text(f"名录里没有“{question.name}”，照{where}文件的写法保留。", "p", "facts")
        if question.likely:
            said += text("写法相近的单位：", "p", "facts") + unit_list(question.likely, len(question.likely))
        st.html(tag("div", said))
        keep = keeper(base)
        if keep is not None:
            draw_answer(question, keep)


def keeper(base: KnowledgeBase) -> Callable[..., Any] | None:
    """What stores an answer; None where the knowledge base cannot."""
    return getattr(base, "name_unit", None)


def draw_answer(question: UnitQuestion, keep: Callable[..., Any]) -> None:
    """The box in which a person says which body it is; the page of that body opens when it is stored."""
    with st.form("name-unit", border=False):
        names = [unit.name for unit in (*question.likely, *question.others)]
        chosen = st.selectbox(
            "它是", names, index=None, placeholder="选择单位，或输入正式名称后回车", accept_new_options=True
        )
        editor = st.text_input("您的姓名", placeholder="记在修改记录里")
        if not st.form_submit_button("记住这个答案"):
            return
    if not chosen or not editor.strip():
        st.html(notice("请选择单位，并填写您的姓名。"))
        return
    try:
        keep(question.name, region=question.region, canonical=chosen, editor=editor.strip())
    except KnowledgeBaseError as error:
        st.html(notice(str(error)))
        return
    st.query_params.from_dict({"id": chosen})
    st.rerun()
