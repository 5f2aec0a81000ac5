"""One document as it reads, opened at the commitment or the notice that the address names."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from kb import KIND_LABELS, DocumentView, KnowledgeBase, KnowledgeBaseError, MarkedCell, MarkedCommitment, NoticeEntry
from views.parts.base_access import shown_base
from views.parts.markup import document_address, doubt_line, kind_badge, link, notice, search_address, tag, text
from views.parts.paper import MARK_ID, Paper, contents
from views.parts.result_rows import facts_line

SCROLL = f"<script>document.getElementById('{MARK_ID}')?.scrollIntoView({{block: 'center'}});</script>"


def page() -> None:
    document_id = st.query_params.get("id", "")
    with shown_base() as base:
        if not document_id:
            st.info("请从检索结果或文件总览打开一份文件。")
            st.page_link("views/documents.py", label="打开文件总览")
            return
        try:
            view = base.document(document_id)
        except KnowledgeBaseError as error:
            st.html(notice(str(error)))
            st.page_link("views/documents.py", label="打开文件总览")
            return
        show(view, base, st.query_params.get("at"))


def show(view: DocumentView, base: KnowledgeBase, at: str | None) -> None:
    chosen = view.place(at) if at else None
    with st.sidebar:
        all_marks = st.toggle("标出全部承诺事项", value=True, help="任务以外的措施、目标在原文中以底线标出")
        st.html(legend())
        if listed := contents(view):
            st.html(text("目录", "h4", "side-title") + listed)
    st.html(head(view, base))
    if at and chosen is None:
        st.html(notice("链接所指的事项已不在这份文件里：文件在链接发出后改动过。下面是现在的原文。"))
    if chosen is not None:
        with st.container(key="chosen"):
            st.html(chosen_line(chosen, view))
    if view.notices:
        st.html(notice_list(view, chosen))
    st.html(Paper(view, chosen, all_marks).write())
    if chosen is not None:
        st.html(SCROLL, unsafe_allow_javascript=True)


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
        text(entry.label, "h2"),
        tag("p", facts_line(entry), "facts"),
        tag("p", escape(f"{entry.path} · {counted} · ") + listed, "facts"),
    ]
    if entry.duplicates:
        others = [other for other in base.documents() if other.id in entry.duplicates]
        named = "、".join(link(escape(other.path), document_address(other), target="_self") for other in others)
        lines.append(tag("p", "与下列文件内容相同：" + named, "facts note"))
    return tag("div", "".join(lines), "document-head")


def notice_list(view: DocumentView, chosen: MarkedCommitment | MarkedCell | NoticeEntry | None) -> str:
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


def chosen_line(chosen: MarkedCommitment | MarkedCell | NoticeEntry, view: DocumentView) -> str:
    """What is marked; it stays in sight while the document is scrolled."""
    where = view.entry.quoted + (f"第{chosen.page}页" if chosen.page is not None else "")
    jump = link("回到标记处", f"#{MARK_ID}")
    if isinstance(chosen, NoticeEntry):
        named = [text("提示", css="kind kind-notice"), text(chosen.message, css="chosen-title")]
    elif isinstance(chosen, MarkedCell):
        named = [text("表格数值", css="kind kind-cell"), text(chosen.title, css="chosen-title")]
    else:
        named = [kind_badge(chosen.kind), text(chosen.title, css="chosen-title")]
    line = tag("p", "".join([*named, text(where, css="chosen-where"), jump]), "chosen-line")
    if isinstance(chosen, NoticeEntry):
        return line
    return line + doubt_line(chosen.doubt_reasons if isinstance(chosen, MarkedCell) else view.doubt_reasons(chosen))


def legend() -> str:
    samples = (
        ("所查事项", "mark", ""),
        ("措施", "span", "measure"),
        ("目标", "span", "target"),
        ("提示", "span", "noticed"),
    )
    shown = [text(label, name, css) for label, name, css in samples]
    return tag("p", " ".join([*shown, text("", css="doubted", title="需要对照原文核对，原因见提示")]), "legend")


page()
