"""复核: what is in doubt, one after another, with the sentence that it rests on; Enter accepts, E edits, U undoes."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from kb import DocumentView, Edit, ItemDetail, KnowledgeBase, KnowledgeBaseError, QueueEntry, ReviewQueue
from views.parts.base_access import shown_base
from views.parts.item_panel import (
    EDITING,
    KINDS,
    conflict_lines,
    draw_change,
    draw_history,
    draw_unknown_units,
    edit_item,
    item_facts,
)
from views.parts.markup import document_address, doubt_line, link, notice, tag, text
from views.parts.person import editor_name
from views.parts.record_actions import LAST, draw_editor, draw_outcome, record, take_back
from views.parts.search_box import draw_box_elsewhere
from views.parts.sign_in import ask_to_sign_in, may_change, shared

AROUND = 220
"""Characters of the text that are shown before and behind what is to be checked."""
LISTED = 30
"""Entries of the queue that are listed beside the one at hand."""
FILTERS = ("doubt", "document", "unit")


def page() -> None:
    draw_box_elsewhere()
    with shown_base() as base:
        asked = {name: st.query_params.get(name) for name in FILTERS}
        try:
            everything = base.records.review_queue()
            queue = base.records.review_queue(**asked)
        except KnowledgeBaseError as error:
            st.html(notice(str(error)))
            st.html(tag("p", link("清除条件", "review", target="_self"), "clear"))
            return
        with st.sidebar:
            draw_editor()
            if not shared() and not editor_name():
                st.html(text("请先填写姓名，每条记录都会署名。", "p", "item-note"))
            draw_filters(everything, asked)
        st.html(progress_line(queue, asked))
        draw_outcome()
        draw_conflicts(base)
        entry = current_entry(queue)
        if entry is None:
            st.html(tag("div", text("没有待核对的事项" if not queue.total else "都核对完了", "h3"), "empty"))
            if may_change():
                draw_undo()
            return
        show(base, queue, entry)


def draw_filters(queue: ReviewQueue, asked: dict[str, str | None]) -> None:
    """By doubt, document and unit; each with what is left to do."""
    left = [entry for entry in queue.entries if entry.review is None]
    reasons = {
        doubt: reason
        for entry in queue.entries
        for doubt, reason in zip(entry.doubts, entry.doubt_reasons, strict=True)
    }
    doubts = Counter(doubt for entry in left for doubt in entry.doubts)
    documents = Counter(entry.document.id for entry in left)
    labels = {entry.document.id: entry.document.label for entry in queue.entries}
    units = Counter(unit for entry in left for unit in entry.units)
    _filter("doubt", "存疑原因", doubts, reasons, asked)
    _filter("document", "文件", documents, labels, asked)
    _filter("unit", "责任单位", units, {}, asked)


def _filter(name: str, label: str, counts: Counter[str], shown: dict[str, str], asked: dict[str, str | None]) -> None:
    options = [value for value, _ in counts.most_common()]
    chosen = asked[name]
    if chosen is not None and chosen not in options:
        options.append(chosen)
    st.selectbox(
        label,
        options,
        index=None if chosen is None else options.index(chosen),
        format_func=lambda value: f"{shown.get(value, value)}（{counts.get(value, 0)}）",
        key=f"review-{name}",
        placeholder="全部",
        accept_new_options=name != "doubt",
        on_change=_narrow,
        args=(name,),
    )


def _narrow(name: str) -> None:
    value = st.session_state[f"review-{name}"]
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value
    st.query_params.pop("at", None)


def progress_line(queue: ReviewQueue, asked: dict[str, str | None]) -> str:
    clear = link("清除条件", "review", "clear", target="_self") if any(asked.values()) else ""
    counted = tag("strong", f"已核对 {queue.checked}/{queue.total}")
    return tag("div", counted + clear, "count review-count")


def draw_conflicts(base: KnowledgeBase) -> None:
    """Records that no longer fit what the files say: each with both sides, and a link to where it can be settled."""
    conflicts = base.records.conflicts()
    if not conflicts:
        return
    known = {entry.id: entry for entry in base.documents.all()}
    with st.expander(f"与现在的原文不符的记录 {len(conflicts)}"):
        for one in conflicts:
            entry = known.get(one.document)
            said = escape(f"{one.correction.label}：{one.correction.statement}（{one.correction.editor}）")
            title = link(said, document_address(entry), target="_blank") if entry is not None else said
            st.html(tag("p", title, "facts") + conflict_lines(one.reason, one.recorded, one.now))


def current_entry(queue: ReviewQueue) -> QueueEntry | None:
    """The one that the address names, else the first that is not done."""
    at = st.query_params.get("at")
    return next((entry for entry in queue.entries if entry.id == at), None) or queue.following()


def show(base: KnowledgeBase, queue: ReviewQueue, entry: QueueEntry) -> None:
    item = next((one for one in base.records.items(entry.document.id) if one.id == entry.id), None)
    if item is None:
        st.html(notice("这一项刚被删除或文件已改动。"))
        return
    view = base.documents.one(entry.document.id)
    left, right = st.columns([2.2, 1], gap="medium")
    with left:
        title = link(escape(entry.document.quoted), document_address(entry.document, entry.id), target="_blank")
        st.html(tag("p", title + text(f"第{entry.page}页", css="note") if entry.page else title, "facts"))
        if not item.doubts:
            st.html(doubt_line(entry.doubt_reasons))
        st.html(item_facts(view, item))
        if not may_change():
            ask_to_sign_in("核对、修改")
        draw_buttons(queue, entry, item)
        if may_change() and st.session_state.get(EDITING) == item.id:
            draw_change(entry.document.id, item)
        if item.span is not None:
            st.html(excerpt(view, item))
        if may_change():
            draw_unknown_units(base, view, item)
        draw_history(item.history)
    with right:
        st.html(listing(queue, entry))


def excerpt(view: DocumentView, item: ItemDetail) -> str:
    """The place in the text with what stands around it."""
    start, end = item.span or (0, 0)
    shown_end = min(end, start + 4 * AROUND)
    before = view.text[max(0, start - AROUND) : start]
    after = view.text[shown_end : shown_end + AROUND] if shown_end == end else "…"
    marked = escape(before) + text(view.text[start:shown_end], "mark") + escape(after)
    return tag("div", tag("p", marked), "paper excerpt")


def draw_buttons(queue: ReviewQueue, entry: QueueEntry, item: ItemDetail) -> None:
    following = queue.following(entry.id)
    then = following.id if following is not None and following.id != entry.id else None
    done, editing = entry.review is not None, st.session_state.get(EDITING) == item.id
    with st.container(horizontal=True, key="review-buttons"):
        if may_change():
            st.button(
                "正确",
                key="review-accept",
                type="primary",
                shortcut="Enter",
                on_click=_accept,
                args=(item, entry.document.id, then),
                disabled=done,
            )
            st.button("修改", key="review-edit", shortcut="e", on_click=edit_item, args=(None if editing else item.id,))
            st.button("删除", key="review-delete", on_click=_delete, args=(item, entry.document.id, then))
            draw_undo()
        st.button("跳过", key="review-next", shortcut="j", on_click=_go, args=(_next(queue, entry, 1),))
        st.button("上一项", key="review-before", shortcut="k", on_click=_go, args=(_next(queue, entry, -1),))


def draw_undo() -> None:
    last = st.session_state.get(LAST)
    st.button(
        "撤销上一步",
        key="review-undo",
        shortcut="u",
        on_click=_undo,
        args=(last,),
        disabled=last is None,
    )


def listing(queue: ReviewQueue, entry: QueueEntry) -> str:
    """What comes before and after, with what is done."""
    ids = [one.id for one in queue.entries]
    at = ids.index(entry.id)
    first = max(0, min(at - LISTED // 3, len(ids) - LISTED))
    rows = []
    for one in queue.entries[first : first + LISTED]:
        state = text("✓", css="done", title=one.review.label) if one.review else text("", css="open")
        said = escape(f"{KINDS[one.kind]} {one.title or one.text}"[:40])
        address = "review?" + "&".join(f"{name}={value}" for name, value in _address(one).items())
        row = state + link(said, address, target="_self")
        rows.append(tag("li", row, "current" if one.id == entry.id else ""))
    return tag("ol", "".join(rows), "queue", start=str(first + 1))


def _address(entry: QueueEntry) -> dict[str, str]:
    asked = {name: st.query_params[name] for name in FILTERS if name in st.query_params}
    return {**asked, "at": entry.id}


def _next(queue: ReviewQueue, entry: QueueEntry, step: int) -> str:
    ids = [one.id for one in queue.entries]
    return ids[(ids.index(entry.id) + step) % len(ids)]


def _go(item: str | None) -> None:
    edit_item(None)
    if item is None:
        st.query_params.pop("at", None)
    else:
        st.query_params["at"] = item


def _accept(item: ItemDetail, document: str, then: str | None) -> None:
    record(document, Edit("accept", item.kind, item.id), seen=item.token, then=lambda: _go(then))


def _delete(item: ItemDetail, document: str, then: str | None) -> None:
    record(document, Edit("delete", item.kind, item.id), seen=item.token, then=lambda: _go(then))


def _undo(number: int | None) -> None:
    if number is not None and (item := take_back(number)) is not None:
        _go(item)


page()
