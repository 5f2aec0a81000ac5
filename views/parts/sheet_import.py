"""A task table that was exported and filled in, read back: what would change is shown before anything is stored."""

from __future__ import annotations

import datetime

import streamlit as st

import kb
from views.parts.markup import notice
from views.parts.person import editor_name
from views.parts.record_actions import draw_editor
from views.parts.sign_in import changing_base, may_change

LARGEST = 30
"""Megabytes of a file."""


def import_panel(base: kb.KnowledgeBase) -> None:
    """A button that opens the upload; below it what the sheet says. Not for a visitor of a shared page."""
    if not may_change():
        return
    with st.popover("导入填报", key="import", help="读入填好的任务分解表：进展情况、责任领导、备注"):
        upload = st.file_uploader(
            "填好的任务分解表（由这里导出的 Excel）", type="xlsx", key="filled-sheet", max_upload_size=LARGEST
        )
        if stored := st.session_state.pop("sheet-stored", None):
            st.success(stored)
        if upload is None:
            return
        try:
            read = base.sheets.read(upload.getvalue(), upload.name)
        except kb.KnowledgeBaseError as error:
            st.html(notice(str(error)))
            return
        _show(read)
        chosen = list(read.changes)
        if read.conflicts and st.checkbox("别人也改过的，以这张表为准", key="sheet-overwrite"):
            chosen += read.conflicts
        draw_editor("填报人")
        editor = editor_name()
        if st.button(f"写入 {len(chosen)} 处", key="sheet-apply", type="primary", disabled=not (chosen and editor)):
            _store(chosen, editor, upload.name)


def _store(chosen: list[kb.ProgressChange], editor: str, name: str) -> None:
    now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        with changing_base() as base:
            base.sheets.store(chosen, editor=editor, time=now, origin=name)
    except kb.KnowledgeBaseError as error:
        st.html(notice(str(error)))
        return
    st.session_state["sheet-stored"] = f"已写入 {len(chosen)} 处。再导出时，表里会带上这些内容。"
    st.rerun()


def _show(read: kb.SheetChanges) -> None:
    """What is new, and what could not be taken over, as plain text: a sheet may hold anything."""
    st.text(f"{read.rows} 项任务有新内容，{read.same} 项没有变化。")
    if read.changes:
        st.dataframe(_rows(read.changes), hide_index=True)
    for title, texts in (
        ("别人在导出之后也改过：", [str(change) for change in read.conflicts]),
        ("任务已不在知识库中，不写入：", [str(row) for row in read.gone]),
        ("行键与任务名称对不上（可能只排序了部分列），不写入：", [str(row) for row in read.strangers]),
        ("需要核对：", [str(problem) for problem in read.problems]),
    ):
        if texts:
            st.warning(title)
            st.text("\n".join(texts))


def _rows(changes: tuple[kb.ProgressChange, ...]) -> list[dict[str, str]]:
    return [
        {"任务": change.title, "栏": change.field_name, "原来": change.before, "改为": change.after}
        for change in changes
    ]
