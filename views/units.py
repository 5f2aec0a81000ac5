"""Who owns what: every unit with the number of tasks in which it leads, assists or answers."""

from __future__ import annotations

from html import escape

import streamlit as st

from kb import ROLE_LABELS, UnitEntry
from views.parts.base_access import shown_base
from views.parts.markup import card_row, link, search_address, tag, text, unit_address
from views.parts.search_box import draw_box_elsewhere

PAGE_SIZE = 50
COLUMNS = ("单位", "地区", "文件中的写法", *ROLE_LABELS.values(), "文件数")
ALL, UNRESOLVED = "全部单位", "未能识别的名称"


def page() -> None:
    draw_box_elsewhere()
    st.html(text("责任单位", "h2"))
    with shown_base() as base:
        units = base.units.all()
        if not units:
            st.info("已读入的文件里还没有写明责任单位的任务。")
            return
        places = sorted({unit.place for unit in units if unit.place})
        take_address(places)
        if name := st.session_state["name"].strip():
            units = base.units.all(name)
    with st.container(horizontal=True, vertical_alignment="bottom", key="unit-bar"):
        st.text_input(
            "单位名称",
            key="name",
            type="search",
            placeholder="全称、简称、原名或拼音首字母，如：kjj",
            on_change=give_address,
            width=320,
        )
        st.selectbox("地区", places, index=None, key="region", placeholder="全部", on_change=give_address, width=200)
        st.segmented_control("范围", (ALL, UNRESOLVED), key="range", on_change=give_address, required=True)
    shown = sorted(filter(passes_filters, units), key=tasks_of, reverse=True)
    if not shown:
        st.info("没有符合条件的单位。请换一个更短的名称，或选“全部单位”。")
        return
    if st.session_state["range"] == UNRESOLVED:
        st.html(tag("p", "这些名称没有对上任何已知机构，照原文保留，仍可检索。", "facts"))
    pages = -(-len(shown) // PAGE_SIZE)
    slot = st.empty()
    number = 1
    if pages > 1:
        with st.container(horizontal_alignment="center"):
            number = st.pagination(pages, key="unit-page")
    slot.html(unit_table(shown[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], len(shown)))


def take_address(places: list[str]) -> None:
    """Set the widgets from the address, before they are drawn; a place that no unit has is none."""
    given = st.query_params
    st.session_state["name"] = given.get("name", "")
    st.session_state["region"] = given.get("region") if given.get("region") in places else None
    st.session_state["range"] = UNRESOLVED if given.get("unresolved") else ALL


def give_address() -> None:
    """Write what the widgets say to the address."""
    state = st.session_state
    values = {
        "name": state["name"],
        "region": state["region"],
        "unresolved": "1" if state["range"] == UNRESOLVED else "",
    }
    st.query_params.from_dict({key: value for key, value in values.items() if value})


def passes_filters(unit: UnitEntry) -> bool:
    state = st.session_state
    return state["region"] in (None, unit.place) and (state["range"] == ALL or unit.canonical is None)


def tasks_of(unit: UnitEntry) -> int:
    return unit.lead + unit.assist + unit.responsible


def unit_table(units: list[UnitEntry], total: int) -> str:
    head = [text(label, "th", "number" if label in COLUMNS[3:] else "", scope="col") for label in COLUMNS]
    table = tag(
        "table",
        tag("thead", tag("tr", "".join(head))) + tag("tbody", "".join(unit_row(unit) for unit in units)),
        "listing cards",
    )
    return tag("p", f"共 {total} 个单位；点开单位看它的全部事项；数字是任务数，点开即为清单", "facts") + tag(
        "div", table, "listing-frame"
    )


def unit_row(unit: UnitEntry) -> str:
    name = unit.canonical or (unit.names[0] if unit.names else unit.value)
    written = [other for other in unit.names if other != name]
    counts = [("lead", unit.lead), ("assist", unit.assist), ("responsible", unit.responsible)]
    cells = [
        (link(escape(name), unit_address(unit.value), target="_self"), ""),
        (escape(unit.place or ""), ""),
        (escape("、".join(written)), "under"),
        *((count_link(unit, name, role, count), "number") for role, count in counts),
        (str(unit.documents), "number"),
    ]
    return card_row(COLUMNS, cells)


def count_link(unit: UnitEntry, name: str, role: str, count: int) -> str:
    if not count:
        return ""
    spoken = f"{name}{ROLE_LABELS[role]}的 {count} 项任务"
    return link(str(count), search_address(unit=unit.value, role=role, kind="task"), target="_self", aria_label=spoken)


page()
