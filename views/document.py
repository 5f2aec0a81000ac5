"""One document as it reads, opened at the commitment or the notice that the address names."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from kb import KIND_LABELS, DocumentView, KnowledgeBase, KnowledgeBaseError, MarkedCell, MarkedCommitment, NoticeEntry
from views.parts.base_access import shown_base
from views.parts.item_panel import USED, conflict_lines, draw_change, draw_history, draw_item, draw_new, showing_page
from views.parts.markup import document_address, kind_badge, link, notice, search_address, tag, text
from views.parts.paper import MARK_ID, MARKS, Chosen, Paper, contents
from views.parts.paper_marks import Selection, draw_paper_marks
from views.parts.person import person
from views.parts.picks import draw_stars, star_place
from views.parts.record_actions import draw_editor, draw_outcome
from views.parts.result_rows import facts_line
from views.parts.search_box import draw_box_elsewhere
from views.parts.sign_in import ask_to_sign_in, may_change


def page() -> None:
    draw_box_elsewhere()
    document_id = st.query_params.get("id", "")
    with shown_base() as base:
        if not document_id:
            st.info("请从检索结果或文件总览打开一份文件。")
            st.page_link("views/documents.py", label="打开文件总览")
            return
        try:
            view = base.documents.one(document_id)
        except KnowledgeBaseError as error:
            st.html(notice(str(error)))
            st.page_link("views/documents.py", label="打开文件总览")
            return
        show(view, base, st.query_params.get("at"))


def show(view: DocumentView, base: KnowledgeBase, at: str | None) -> None:
    chosen = view.place(at) if at else None
    with st.sidebar:
        shown = draw_legend(view)
        if listed := contents(view):
            st.html(text("目录", "h4", "side-title") + listed)
    st.html(head(view, base))
    draw_stars(base.personal.picked(person()))
    if at and chosen is None:
        st.html(notice("链接所指的事项已不在这份文件里：文件在链接发出后改动过。下面是现在的原文。"))
    if chosen is not None:
        with st.container(key="chosen"):
            st.html(chosen_line(chosen, view))
    if view.notices:
        st.html(notice_list(view, chosen))
    left, right = st.columns([1.15, 1] if showing_page(view) else [2.6, 1], gap="medium")
    with left:
        selection = draw_paper_marks(view, shown, at if chosen is not None else None)
        st.html(Paper(view, chosen, shown).write())
    with right:
        draw_panel(base, view, chosen, selection)


def draw_legend(view: DocumentView) -> list[str]:
    """What the marks mean, each kind with a switch; the kinds that are shown."""
    counts = Counter(commitment.kind for commitment in view.commitments)
    numbers = {**counts, "cell": len(view.cells), "noticed": len(view.notices)}
    there = [kind for kind in MARKS if numbers.get(kind)]
    if not there:
        return []
    labels = {kind: f"{MARKS[kind]} {numbers[kind]}" for kind in there}
    chosen = st.pills(
        "标记",
        there,
        selection_mode="multi",
        default=there,
        format_func=labels.__getitem__,
        key="marks",
        width="stretch",
    )
    samples = [text(MARKS[kind], css=kind) for kind in there] + [text("已核对", css="checked")]
    st.html(tag("p", "".join(samples), "legend"))
    st.html(text("点正文中的标记，或按 j、k 逐个查看；选中文字可以新增事项。", "p", "legend-note"))
    return list(chosen)


def draw_panel(base: KnowledgeBase, view: DocumentView, chosen: Chosen | None, selection: Selection | None) -> None:
    """Beside the text: what is selected, what is chosen, or the document itself with all that was corrected in it.

    What the last click recorded stands where it is in sight, however far down the text one is.
    """
    if selection is not None and st.session_state.get(USED) != (selection.start, selection.end):
        with st.container(key="panel"):
            draw_outcome()
            draw_new(view, selection)
        return
    if chosen is not None and not isinstance(chosen, NoticeEntry):
        item = next((one for one in base.records.items(view.entry.id) if one.id == chosen.id), None)
        if item is not None:
            with st.container(key="panel"):
                draw_outcome()
                draw_item(base, view, item)
            return
    with st.container(key="outcome"):
        draw_outcome()
    with st.container(key="document-panel"):
        draw_document(base, view)


def draw_document(base: KnowledgeBase, view: DocumentView) -> None:
    """The document itself: what it says of itself, to be mended; its records; what of them no longer fits."""
    facts = base.records.facts_item(view.entry.id)
    st.html(text("文件信息", "h3") + (text(facts.review.label, css="reviewed") if facts.review else ""))
    if may_change():
        draw_editor()
        with st.expander("修改标题、地区、日期、文种"):
            draw_change(view.entry.id, facts)
    else:
        ask_to_sign_in("修改标题、地区、日期、文种")
    if conflicts := base.records.conflicts(view.entry.id):
        st.html(text(f"与现在的原文不符的记录 {len(conflicts)}", "h3", "conflict-head"))
        for one in conflicts:
            st.html(conflict_lines(one.reason, one.recorded, one.now))
            draw_history((one.correction,))
    st.html(text("校正记录", "h3"))
    shown = {one.correction.id for one in conflicts}
    if records := tuple(one for one in base.records.corrections(view.entry.id) if one.id not in shown):
        draw_history(records)
    else:
        st.html(text("还没有。", "p", "item-note"))


def head(view: DocumentView, base: KnowledgeBase) -> str:
    entry = view.entry
    counts = [
        (KIND_LABELS["task"], entry.tasks),
        (KIND_LABELS["measure"], entry.measures),
        (KIND_LABELS["target"], entry.targets),
    ]
    counted = " · ".join(f"{label} {count}" for label, count in counts)
    listed = link("列出本文件的承诺事项", search_address(document=entry.id), target="_self")
    lines = [
        tag("h2", star_place(entry) + escape(entry.label)),
        tag("p", facts_line(entry), "facts"),
        tag("p", escape(f"{entry.path} · {counted} · ") + listed, "facts"),
    ]
    if entry.duplicates:
        others = [other for other in base.documents.all() if other.id in entry.duplicates]
        named = "、".join(link(escape(other.path), document_address(other), target="_self") for other in others)
        lines.append(tag("p", "与下列文件内容相同：" + named, "facts note"))
    return tag("div", "".join(lines), "document-head")


def notice_list(view: DocumentView, chosen: Chosen | None) -> str:
    """提示: what could not be read or placed, each with a link to its place; open where no commitment is looked for."""
    kinds = Counter(entry.name for entry in view.notices)
    counted = "，".join(f"{name} {count}" for name, count in kinds.most_common())
    head = tag("summary", text(f"提示 {len(view.notices)}", css="notices-title") + text(counted, css="notices-kinds"))
    listed = tag("ul", "".join(notice_item(entry, view, current=entry == chosen) for entry in view.notices))
    return tag(
        "details", head + listed, "notices", open="" if isinstance(chosen, MarkedCommitment | MarkedCell) else "open"
    )


def notice_item(entry: NoticeEntry, view: DocumentView, *, current: bool) -> str:
    said = escape(entry.message)
    if entry.span is not None:
        said = link(said, document_address(view.entry, entry.id), target="_self")
    page = text(f"第{entry.page}页", css="notice-page") if entry.page is not None else ""
    return tag("li", said + page, "current" if current else "")


def chosen_line(chosen: Chosen, view: DocumentView) -> str:
    """What is marked; it stays in sight while the document is scrolled."""
    where = view.entry.quoted + (f"第{chosen.page}页" if chosen.page is not None else "")
    jump = link("回到标记处", f"#{MARK_ID}")
    if isinstance(chosen, NoticeEntry):
        named = [text("提示", css="kind kind-notice"), text(chosen.message, css="chosen-title")]
    elif isinstance(chosen, MarkedCell):
        named = [text("表格数值", css="kind kind-cell"), text(chosen.title, css="chosen-title")]
    else:
        kind = text("表格数值", css="kind") if isinstance(chosen, MarkedCell) else kind_badge(chosen.kind)
        named = [kind, text(chosen.title, css="chosen-title")]
    return tag("p", "".join([*named, text(where, css="chosen-where"), jump]), "chosen-line")


page()
