"""All documents: what they are, what was taken from each, which could not be read, which say the same."""

from __future__ import annotations

from html import escape

import streamlit as st

from kb import KIND_LABELS, DocumentEntry, Failure
from views.parts.base_access import show_empty_base, shown_base
from views.parts.markup import card_row, document_address, link, search_address, tag, text
from views.parts.person import person
from views.parts.picks import draw_stars, star_place
from views.parts.search_box import draw_box_elsewhere
from views.parts.sign_in import may_change

COLUMNS = ("文件", "地区", "文种", "期间", "任务", "措施", "目标", "指标值", "提示", "格式")


def page() -> None:
    draw_box_elsewhere()
    with shown_base() as base:
        documents, failures = base.documents.all(), base.documents.failures()
        words = st.query_params.get("find", "").strip()
        shown = base.documents.all(words) if words else documents
        picked = base.personal.picked(person())
    if mine := bool(picked) and st.query_params.get("mine") == "1":
        shown = tuple(document for document in shown if document.id in picked)
    failed = [failure for failure in failures if failure.status == "failed"]
    skipped = [failure for failure in failures if failure.status != "failed"]
    st.html(text("文件总览", "h2"))
    if not documents and not failures:
        show_empty_base()
        return
    st.html(summary(documents, len(failed)))
    st.html(tag("p", link("导入、移除或恢复文件", "import", target="_self"), "facts"))
    if failed:
        st.html(failure_table("未能读入的文件", failed))
    draw_finder(words, picked, mine=mine)
    if (words or mine) and shown:
        st.html(text(f"共 {len(shown)} 份文件", "p", "facts"))
    if shown or not (words or mine):
        st.html(document_table(shown, documents))
        draw_stars(picked)
    else:
        st.info("没有这样的文件。请换一个更短的词语，或只写文号里的年份和序号。")
    if skipped:
        with st.expander(f"{len(skipped)} 个文件的格式不在读取之列"):
            st.html(failure_table("", skipped))


def summary(documents: tuple[DocumentEntry, ...], failed: int) -> str:
    speaking = [document for document in documents if not document.copy]
    figures = [
        (len(documents), "份文件"),
        (sum(d.tasks for d in speaking), "项任务"),
        (sum(d.measures for d in speaking), "条措施"),
        (sum(d.targets for d in speaking), "个目标"),
        (sum(d.cells for d in speaking), "个指标表数值"),
    ]
    if noticed := sum(d.notices for d in documents):
        figures.append((noticed, "处提示"))
    if failed:
        figures.append((failed, "个文件未能读入"))
    return tag("p", "".join(tag("span", text(str(n), "strong") + label, "figure") for n, label in figures), "figures")


def draw_finder(words: str, picked: frozenset[str], *, mine: bool) -> None:
    """What narrows the list: words, and whether to list the person's own alone; both stay in the address."""
    for name, value in (("find", words), ("mine-listed", mine)):
        if st.session_state.get(name) != value:
            st.session_state[name] = value
    with st.container(horizontal=True, vertical_alignment="bottom", key="document-bar"):
        st.text_input(
            "查找文件",
            key="find",
            type="search",
            placeholder="标题、文号、地区、发布机构、年份或拼音首字母，如：〔2023〕12号",
            on_change=give_address,
            width=460,
        )
        if picked:
            st.toggle("只看我的文件", key="mine-listed", on_change=give_address)
            st.html(tag("p", link("在我的文件里检索", search_address(mine=1), target="_self"), "facts"))
        elif may_change():
            st.html(text("点文件前的 ☆，可以把常用的文件放进“我的文件”，单独检索。", "p", "facts"))


def give_address() -> None:
    words, mine = st.session_state["find"].strip(), st.session_state.get("mine-listed", False)
    st.query_params.from_dict({**({"find": words} if words else {}), **({"mine": "1"} if mine else {})})


def document_table(shown: tuple[DocumentEntry, ...], documents: tuple[DocumentEntry, ...]) -> str:
    """The documents that are `shown`, of all."""
    by_id = {document.id: document for document in documents}
    head = tag(
        "tr", "".join(text(label, "th", "number" if label in COLUMNS[4:9] else "", scope="col") for label in COLUMNS)
    )
    rows = "".join(document_row(document, by_id) for document in shown)
    return tag("div", tag("table", tag("thead", head) + tag("tbody", rows), "listing documents cards"), "listing-frame")


def document_row(document: DocumentEntry, by_id: dict[str, DocumentEntry]) -> str:
    facts = document.facts
    title = link(escape(document.label), document_address(document), "document-title", target="_self")
    said = " · ".join(part for part in (facts.doc_no, facts.issuer, facts.date) if part)
    notes = [text(said, css="document-said")] if said else []
    notes.append(text(document.path, css="path"))
    same = [by_id[other].path for other in document.duplicates if other in by_id]
    if same:
        counted = "（不重复计数）" if document.copy else ""
        notes.append(text("内容相同：" + "、".join(same) + counted, css="note"))
    counts = ((document.tasks, "task"), (document.measures, "measure"), (document.targets, "target"))
    cells = [
        (star_place(document) + title + tag("div", "".join(notes), "under"), ""),
        (escape(facts.region or ""), ""),
        (escape(facts.kind + ("" if facts.status == "正式" else f"（{facts.status}）")), ""),
        (document.years, ""),
        *((count_link(n, document, kind), "number") for n, kind in counts),
        (str(document.cells or ""), "number"),
        (
            link(str(document.notices), document_address(document), target="_self") if document.notices else "",
            "number noticed",
        ),
        (escape(document.format + (f"，{document.pages}页" if document.pages else "")), ""),
    ]
    return card_row(COLUMNS, cells)


def count_link(count: int, document: DocumentEntry, kind: str) -> str:
    if not count:
        return ""
    spoken = f"{document.label}的 {count} 项{KIND_LABELS[kind]}"
    return link(str(count), search_address(document=document.id, kind=kind), target="_self", aria_label=spoken)


def failure_table(title: str, failures: list[Failure]) -> str:
    head = tag("tr", "".join(text(label, "th") for label in ("文件", "原因", "处理办法")))
    rows = []
    for failure in failures:
        kept = text("仍可检索上次读入的内容", css="note") if failure.kept else ""
        rows.append(
            tag("tr", tag("td", escape(failure.path) + kept) + text(failure.reason, "td") + text(failure.remedy, "td"))
        )
    table = tag("table", tag("thead", head) + tag("tbody", "".join(rows)), "listing failures")
    return tag("div", (text(title, "h3") if title else "") + table, "listing-frame")


page()
