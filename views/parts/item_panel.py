"""What is known of one item beside the text: what it says, what made it, what speaks against it; and the ways to mend it."""

from __future__ import annotations

from html import escape

import streamlit as st

from kb import KIND_LABELS, Correction, DocumentView, Edit, HitUnit, ItemDetail, KnowledgeBase, rule_name, shown_content
from views.parts.clock import local_time, today
from views.parts.item_form import fields_form
from views.parts.markup import doubt_line, kind_badge, tag, text, units_line
from views.parts.paper_marks import Selection
from views.parts.record_actions import draw_editor, record, take_back, tell_name
from views.parts.sign_in import ask_to_sign_in, may_change

KINDS = {**KIND_LABELS, "cell": "表格数值", "facts": "文件信息"}
EDITING, USED, ROUND = "editing", "used-selection", "form-round"


def draw_item(base: KnowledgeBase, view: DocumentView, item: ItemDetail) -> None:
    """One item with its buttons; the form stands below them when it is asked for."""
    st.html(item_facts(view, item))
    if may_change():
        draw_ways_to_mend(base, view, item)
    else:
        ask_to_sign_in("核对、修改")
    draw_history(item.history)
    draw_page(base, view, item)


def draw_ways_to_mend(base: KnowledgeBase, view: DocumentView, item: ItemDetail) -> None:
    draw_editor()
    editing = st.session_state.get(EDITING) == item.id
    with st.container(horizontal=True, key="item-buttons"):
        st.button("正确", key="accept", type="primary", on_click=_accept, args=(view.entry.id, item))
        st.button("修改", key="edit", shortcut="e", on_click=edit_item, args=(None if editing else item.id,))
        st.button("删除", key="delete", on_click=_delete, args=(view.entry.id, item))
    if editing:
        draw_change(view.entry.id, item)
    draw_unknown_units(base, view, item)


def item_facts(view: DocumentView, item: ItemDetail) -> str:
    """What it says and rests on, as lines."""
    where = " › ".join(item.path) + (f"，第{item.page}页" if item.page is not None else "")
    lines = [
        tag("p", _badge(item.kind) + (text(item.review.label, css="reviewed") if item.review else ""), "item-head")
    ]
    shown = {name: value for name, value in item.content.items() if name != "units"}
    said = str(item.content["text"]) if item.kind == "measure" else shown_content(item.kind, shown)
    lines.append(text(said, "p", "item-content"))
    if item.units:
        units = tuple(HitUnit(unit.name, unit.role, unit.canonical, unit.basis) for unit in item.units)
        lines.append(tag("p", units_line(units, view.entry.facts.region), "units"))
    place = view.commitment(item.id)
    lines.append(doubt_line(view.doubt_reasons(place) if place is not None else item.doubt_reasons))
    notes = [("位置", where), ("规则", rule_name(item.rule) if item.rule else "")]
    lines += [tag("p", text(label, css="item-label") + escape(said), "item-note") for label, said in notes if said]
    return tag("div", "".join(lines), "item")


def _badge(kind: str) -> str:
    return kind_badge(kind) if kind in KIND_LABELS else text(KINDS[kind], css="kind")


def draw_change(document: str, item: ItemDetail) -> None:
    """The form of an item. It keeps what was typed until that is saved, and knows the state that it was opened on."""
    key = f"change-{item.id or document}-{st.session_state.get(ROUND, 0)}"
    seen = st.session_state.setdefault(f"seen-{key}", item.token)
    with st.form(key, border=False):
        given = fields_form(item.kind, item.content, key=key)
        reason = st.text_input("说明（可不填）", key=f"reason-{key}", max_chars=500)
        if st.form_submit_button("保存修改", type="primary"):
            edit = Edit("change", item.kind, item.id, after=given)
            if not record(document, edit, seen=seen, reason=reason, then=lambda: edit_item(None)):
                # What holds now is shown above: who saves again means it.
                st.session_state[f"seen-{key}"] = item.token
            st.rerun()


def draw_new(view: DocumentView, selection: Selection) -> None:
    """The selected text as a new task, measure or target."""
    words = view.text[selection.start : selection.end]
    short = words if len(words) <= 60 else words[:58] + "…"
    st.html(tag("p", text("选中", css="item-label") + escape(f"“{short}”"), "item-note"))
    if not may_change():
        ask_to_sign_in("新增任务、措施或目标")
        return
    kind = st.segmented_control("新增为", ["task", "measure", "target"], format_func=KINDS.__getitem__, key="new-kind")
    if kind is None:
        return
    draw_editor()
    start = {
        "task": {"title": words.strip().split("\n")[0][:60]},
        "measure": {"text": words.strip()},
        "target": {"op": ">=", "kind": "level"},
    }
    with st.form(f"new-{kind}-{selection.start}-{selection.end}", border=False):
        given = fields_form(kind, start[kind], key=f"new-{kind}-{selection.start}-{selection.end}")
        if st.form_submit_button(f"新增{KINDS[kind]}", type="primary"):
            edit = Edit("add", kind, span=(selection.start, selection.end), after=given)
            used = (selection.start, selection.end)
            record(view.entry.id, edit, then=lambda: st.session_state.update({USED: used}))
            st.rerun()


def draw_history(history: tuple[Correction, ...]) -> None:
    """What people did, the last first, each with a button that takes it back."""
    for one in reversed(history):
        changed = {name: value for name, value in one.before.items() if not one.after or name in one.after}
        before = shown_content(one.kind, changed) if one.action == "change" else ""
        after = shown_content(one.kind, one.after or one.before)
        said = " → ".join(part for part in (before, after) if part) if one.action != "accept" else ""
        who = f"{one.editor}，{local_time(one.time, today())}"
        lines = text(one.statement, css="record-name") + text(who, css="record-who")
        lines += text(said, "p", "record-said") if said else ""
        lines += text(one.reason, "p", "record-reason") if one.reason else ""
        if one.undone is not None:
            st.html(tag("div", lines + text(f"已由{one.undone_by}撤销", css="record-undone"), "record undone"))
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"record-{one.id}"):
            st.html(tag("div", lines, "record"))
            if may_change():
                st.button("撤销", key=f"undo-{one.id}", on_click=take_back, args=(one.id,))


def conflict_lines(reason: str, recorded: str, now: str) -> str:
    """Both sides of a record that no longer fits."""
    sides = [("记录", recorded), ("现在", now or "（没有）")]
    lines = "".join(tag("p", text(label, css="item-label") + escape(said), "item-note") for label, said in sides)
    return tag("div", text(reason, "p", "conflict-reason") + lines, "conflict")


def showing_page(view: DocumentView) -> bool:
    """Whether the page of a PDF is asked for: it takes half the room."""
    return view.entry.format == "pdf" and bool(st.session_state.get("page-image"))


def draw_unknown_units(base: KnowledgeBase, view: DocumentView, item: ItemDetail) -> None:
    """“这是……？” for each name that is in no registry; the answer is kept for all documents of the place."""
    region = view.entry.facts.region
    for name in dict.fromkeys(unit.name for unit in item.units if unit.canonical is None):
        with st.expander(f"“{name}”是哪个单位？"):
            known = st.selectbox(
                "正式名称",
                base.units.candidates(name, region=region),
                index=None,
                accept_new_options=True,
                placeholder="选择，或输入全称",
                key=f"name-{name}",
            )
            label = f"记住（{region}的文件都按此）" if region else "记住"
            if st.button(label, key=f"tell-{name}", disabled=not known):
                tell_name(name, region, str(known))
                st.rerun()


def draw_page(base: KnowledgeBase, view: DocumentView, item: ItemDetail) -> None:
    """For PDF the page as it is printed, with the place framed."""
    if view.entry.format != "pdf" or item.page is None or item.span is None:
        return
    if not st.toggle("对照 PDF 原页", key="page-image"):
        return
    image = base.documents.page_image(view.entry.id, page=item.page, words=item.text)
    if image is None:
        st.html(text("原来的文件不在原处，或已改动，不能显示原页。", "p", "item-note"))
        return
    said = f"第{image.page}页" + ("" if image.framed else "（未能框出位置）")
    st.image(image.png, caption=said)


def _accept(document: str, item: ItemDetail) -> None:
    record(document, Edit("accept", item.kind, item.id), seen=item.token)


def _delete(document: str, item: ItemDetail) -> None:
    record(document, Edit("delete", item.kind, item.id), seen=item.token)


def edit_item(item: str | None) -> None:
    """Open the form of an item, fresh; None closes it."""
    st.session_state[EDITING] = item
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
