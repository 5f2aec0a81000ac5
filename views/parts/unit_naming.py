"""这是……？ A name that no table knows: what it may stand for, and where the answer is kept."""

from __future__ import annotations

import streamlit as st

from kb import UnitProfile, UnitQuestion
from views.parts.markup import notice, tag, text
from views.parts.person import editor_name
from views.parts.record_actions import draw_editor, draw_outcome, tell_name
from views.parts.sign_in import ask_to_sign_in, may_change
from views.parts.unit_facts import unit_list


def ask_name(unit: UnitProfile) -> None:
    """The question with the bodies that are written nearly so, and a box to answer for who may."""
    question = unit.question
    if question is None:
        return
    with st.container(key="naming"):
        where = f"{question.region}的" if question.region else ""
        said = text("这是……？", "h3") + text(f"名录里没有“{question.name}”，照{where}文件的写法保留。", "p", "facts")
        if question.likely:
            said += text("写法相近的单位：", "p", "facts") + unit_list(question.likely, len(question.likely))
        st.html(tag("div", said))
        if may_change():
            draw_answer(question)
        else:
            ask_to_sign_in("说明它是哪个单位")


def draw_answer(question: UnitQuestion) -> None:
    """The box in which a person says which body it is; the page of that body opens when it is stored."""
    with st.form("name-unit", border=False):
        names = [unit.name for unit in (*question.likely, *question.others)]
        chosen = st.selectbox(
            "它是", names, index=None, placeholder="选择单位，或输入正式名称后回车", accept_new_options=True
        )
        draw_editor()
        pressed = st.form_submit_button("记住这个答案")
    draw_outcome()
    if not pressed:
        return
    if not chosen or not editor_name():
        st.html(notice("请选择单位，并填写您的姓名。"))
        return
    if tell_name(question.name, question.region, chosen):
        st.query_params.from_dict({"id": chosen})
    st.rerun()
