"""Files into the knowledge base: choose, see what was found, mend, confirm; and take documents out and back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from html import escape

import streamlit as st

import kb
from views.parts.base_access import index_folder, show_writing
from views.parts.clock import local_time, now
from views.parts.import_cards import decided, draw_cards, summary
from views.parts.markup import link, notice, tag, text
from views.parts.record_actions import draw_editor, editor_name
from views.parts.search_box import draw_box_elsewhere
from views.parts.sign_in import ask_to_sign_in, may_change, shared

CHOSEN, DRAFT, OUTCOME, ROUND = "import-chosen", "import-draft", "import-outcome", "import-round"
"""What the session remembers: the files to be read, those to be looked at, what came of the last ones, and which uploader
it is."""

LARGEST = 50
"""Megabytes of a file: more is not read."""


def page() -> None:
    draw_box_elsewhere()
    st.html(text("导入文件", "h2"))
    if not may_change():
        ask_to_sign_in("导入、移除或恢复文件")
        return
    draft: kb.ImportDraft | None = st.session_state.get(DRAFT)
    if draft is not None:
        review(draft)
        return
    if (chosen := st.session_state.pop(CHOSEN, None)) is not None:
        read(chosen)
        return
    show_outcome()
    show_writing("知识库正在更新（{since}开始），请等它结束后再导入。")
    choose_files()
    documents, removed = present()
    choose_folder(documents)
    take_out(documents)
    take_back(removed)


def present() -> tuple[tuple[kb.DocumentEntry, ...], tuple[kb.RemovedFile, ...]]:
    """The documents that there are, and the files that were taken out; where there is no knowledge base, neither."""
    try:
        with kb.open(index_folder()) as base:
            return base.documents.all(), base.documents.removed()
    except kb.OldVersion:
        st.html(
            notice("程序已更新，旧的知识库要重新读入一遍。请在下面重新选择文件夹；以前在网页上导入的文件会一并读入。")
        )
        if st.button("只重新读入以前导入的文件"):
            attempt(lambda: kb.read_imported_again(index_folder(), time=now()))
    except kb.NotBuilt:
        st.html(tag("p", "还没有知识库。选择文件或文件夹，确认后就会建立。", "hint note-only"))
    except kb.KnowledgeBaseError:
        st.html(notice("知识库现在不能读取。请稍后再试；仍不行时请联系维护人员。"))
    return (), ()


# --- choosing -----------------------------------------------------------------------------------------------------


def choose_files() -> None:
    """Uploaded files are read as soon as they are here; nothing is stored by that."""
    st.html(text("选择文件", "h3"))
    given = st.file_uploader(
        "选择文件",
        accept_multiple_files=True,
        key=f"import-files-{st.session_state.get(ROUND, 0)}",
        label_visibility="collapsed",
        max_upload_size=LARGEST,
    )
    st.html(
        text(
            "可选 Word（.docx .docm .dotx）、PDF、网页、.txt、.md 文件，一次可选多个。先读给您看，确认之后才存入。",
            "p",
            "facts",
        )
    )
    if given:
        draft = kb.ImportDraft(index_folder())
        for file in given:
            draft.take(file.name, file.getvalue())
        look_at(draft)


def choose_folder(documents: tuple[kb.DocumentEntry, ...]) -> None:
    """A folder on the computer that the program runs on: one read before, or another one."""
    known = kb.folders_read(index_folder(), documents)
    anywhere = not shared()  # Who reaches the page over the network is not to look through the disk of this computer.
    if not known and not anywhere:
        return
    st.html(text("或选择一个文件夹", "h3"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="folder-bar"):
        chosen = st.selectbox(
            "文件夹",
            known,
            index=None,
            key="import-folder",
            placeholder="选择读入过的文件夹" + ("，或输入文件夹的位置" if anywhere else ""),
            label_visibility="collapsed",
            accept_new_options=anywhere,
        )
        pressed = st.button("查看文件夹", disabled=not chosen)
    st.html(text("文件夹须在运行本程序的电脑上；只读取新增和改动过的文件，文件留在原处。", "p", "facts"))
    if pressed and chosen:
        try:
            draft = kb.ImportDraft.of_folder(index_folder(), chosen.strip())
        except kb.KnowledgeBaseError as error:
            st.html(notice(str(error)))
            return
        look_at(draft)


def look_at(draft: kb.ImportDraft) -> None:
    """Go on to reading it, on a page of its own; the uploader is to be empty when it is next seen."""
    st.session_state[CHOSEN] = draft
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()


def read(draft: kb.ImportDraft) -> None:
    """Read what was chosen, and show it; who stops it, or goes elsewhere meanwhile, has read nothing."""
    bar, line = st.progress(0.0), st.empty()
    st.button("停止读取")  # Any click ends this run.
    try:
        with closing(draft.read()) as steps:
            for progress in steps:
                bar.progress(progress.done / progress.total if progress.total else 1.0)
                told = f"正在读取 {progress.done + 1}/{progress.total}：{progress.name}" if progress.name else ""
                line.html(text(told, "p", "facts"))
    except BaseException:
        draft.close()
        raise
    st.session_state[DRAFT] = draft
    st.rerun()


# --- looking at it ------------------------------------------------------------------------------------------------


def review(draft: kb.ImportDraft) -> None:
    """What was found, file by file; storing it or not."""
    st.html(summary(draft))
    if message := st.session_state.pop("import-message", ""):
        st.html(notice(message))
    draw_cards(draft)
    choices, slips = decided(draft)
    wanted = sum(choice.action != "skip" for choice in choices.values())
    for name, slip in slips:
        st.html(notice(f"{name}：{slip}"))
    if any(choice.mended for choice in choices.values()):
        draw_editor()
        if not editor_name():
            st.html(text("您修改了文件信息，请先填写姓名：修改会署名留痕，随时可以撤销。", "p", "facts"))
    with st.container(horizontal=True, key="import-bar"):
        changes = wanted or (draft.folder is not None and (draft.gone or choices))
        label = f"确认，导入 {wanted} 份文件" if wanted else "确认"
        if changes and st.button(label, type="primary", disabled=bool(slips)):
            store(draft, choices)
        if st.button("放弃，不导入" if changes else "返回"):
            leave(draft)


def store(draft: kb.ImportDraft, choices: dict[int, kb.ImportChoice]) -> None:
    bar = st.progress(0.0)

    def show(progress: kb.Progress) -> None:
        if progress.total:
            bar.progress(progress.done / progress.total)

    try:
        report = draft.store(choices, time=now(), editor=editor_name(), progress=show)
    except kb.KnowledgeBaseError as error:
        st.session_state["import-message"] = said(error)
        st.rerun()
    st.session_state[OUTCOME] = (report, "导入")
    leave(draft)


def leave(draft: kb.ImportDraft) -> None:
    draft.close()
    del st.session_state[DRAFT]
    st.session_state.pop("import-choices", None)
    st.rerun()


def show_outcome() -> None:
    """What the last import, removal or restoration did."""
    outcome: tuple[kb.BuildReport, str] | None = st.session_state.pop(OUTCOME, None)
    if outcome is None:
        return
    report, did = outcome
    done = ((did, report.added), ("更新", report.changed), ("移除", report.removed), ("未能读入", report.failed))
    told = "，".join(f"{name} {len(files)} 份" for name, files in done if files) or "没有变化"
    total = f"。知识库现有 {report.documents} 份文件、{report.commitments} 项承诺。"
    ways = link("查看文件", "documents", target="_self") + link("回首页", "./", target="_self")
    st.html(tag("p", escape(told + total) + ways, "hint note-only done"))


def said(error: kb.KnowledgeBaseError) -> str:
    """A message without what only helps who keeps the program."""
    if isinstance(error, kb.Locked):
        return "知识库正在被更新，这次没有改动任何东西。请等它结束后再试。"
    return str(error)


# --- taking out and back ------------------------------------------------------------------------------------------


def take_out(documents: tuple[kb.DocumentEntry, ...]) -> None:
    if not documents:
        return
    st.html(text("移除文件", "h3"))
    labels = {document.id: f"{document.label}（{document.path}）" for document in documents}
    asked = st.query_params.get("remove")
    with st.container(horizontal=True, vertical_alignment="bottom", key="remove-bar"):
        chosen = st.multiselect(
            "要移除的文件",
            list(labels),
            default=[asked] if asked in labels else [],
            format_func=labels.__getitem__,
            key="import-remove",
            placeholder="选择要移除的文件",
            label_visibility="collapsed",
        )
        if st.button("移除", disabled=not chosen):
            attempt(lambda: kb.remove_documents(index_folder(), chosen, time=now()))
    st.html(text("移除后不再检索、计数和导出；文件不删除，随时可以恢复。", "p", "facts"))


def take_back(removed: tuple[kb.RemovedFile, ...]) -> None:
    if not removed:
        return
    st.html(text(f"已移除的文件 {len(removed)} 份", "h3"))
    day = now().date()
    labels = {file.place: f"{file.label}（{local_time(file.time, day)} 移除）" for file in removed}
    with st.container(horizontal=True, vertical_alignment="bottom", key="restore-bar"):
        chosen = st.multiselect(
            "要恢复的文件",
            list(labels),
            format_func=labels.__getitem__,
            key="import-restore",
            placeholder="选择要恢复的文件",
            label_visibility="collapsed",
        )
        if st.button("恢复", disabled=not chosen):
            attempt(lambda: kb.restore_files(index_folder(), chosen, time=now()), "恢复")


def attempt(act: Callable[[], kb.BuildReport], did: str = "导入") -> None:
    """Do it, and say what came of it on the page as it is then; `did` is what is done with files that come in."""
    try:
        with st.spinner("正在处理……"):
            st.session_state[OUTCOME] = (act(), did)
    except kb.KnowledgeBaseError as error:
        st.html(notice(said(error)))
        return
    st.query_params.clear()
    st.rerun()


page()
