"""One unit: its names, what it owes by role and by year due, with whom it works, and beside it a second one."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from kb import AmbiguousUnit, BadFilter, Filters, KnowledgeBase, UnitProfile
from views.parts.base_access import shown_base
from views.parts.downloads import export_panel
from views.parts.markup import both_units_address, link, notice, tag, text, unit_address
from views.parts.record_actions import draw_outcome
from views.parts.search_box import draw_box_elsewhere
from views.parts.search_request import SearchRequest
from views.parts.unit_chart import draw_units_beside
from views.parts.unit_facts import MEMBERS, names_lines, role_counts, unit_list
from views.parts.unit_naming import ask_name
from views.parts.unit_tasks import LABELS, tasks_by_year

SHOWN, SHOWN_BESIDE = 20, 8
"""Rows of a year: of one unit, and where two stand side by side."""


def page() -> None:
    draw_box_elsewhere()
    with shown_base() as base:
        name = st.query_params.get("id", "").strip()
        if not name:
            st.info("请从责任单位列表或检索结果打开一个单位。")
            st.page_link("views/units.py", label="打开责任单位列表")
            return
        unit = found_unit(base, name, lambda value: unit_address(value, **others("id")))
        if unit is None:
            st.page_link("views/units.py", label="打开责任单位列表")
            return
        show(base, unit)


def found_unit(base: KnowledgeBase, name: str, address: Callable[[str], str]) -> UnitProfile | None:
    """The unit called so; where there is none or more than one, that is said, with links to those that there are."""
    try:
        return base.units.profile(name)
    except AmbiguousUnit as error:
        items = "".join(
            tag("li", link(escape(p.name), address(p.value), target="_self") + text(f"{p.tasks} 项任务", css="note"))
            for p in error.places
        )
        st.html(tag("div", text(f"“{error.name}”在多个地区都有，请选择：", "p") + tag("ul", items), "choices"))
    except BadFilter as error:
        st.html(notice(str(error)))
    return None


def others(*without: str) -> dict[str, str]:
    """What the address of this page says beside the parameters `without`."""
    return {name: value for name, value in st.query_params.to_dict().items() if name not in without}


def show(base: KnowledgeBase, unit: UnitProfile) -> None:
    if unit.question is None:
        draw_outcome()  # Of the answer that led here.
    slot = st.empty()
    role = chosen_role(unit)
    with st.container(horizontal=True, vertical_alignment="bottom", key="unit-tools"):
        draw_comparison()
        export_panel(base, SearchRequest(filters=Filters(unit=unit.value)), unit.tasks)
    second = None
    if other := st.query_params.get("with", "").strip():
        second = found_unit(base, other, lambda value: unit_address(unit.value, **{**others("id"), "with": value}))
    if second is not None and second.value != unit.value:
        slot.html(tag("div", text(f"{unit.name}与{second.name}", "h2"), "document-head"))
        show_side_by_side(base, unit, second, role)
        return
    slot.html(tag("div", text(unit.name, "h2") + names_lines(unit), "document-head"))
    if unit.collective is not None:
        show_members(unit)
    if unit.question is not None:
        ask_name(unit)
    if not unit.tasks:
        st.info("没有这个单位承担的任务。")
        return
    st.html(role_counts(unit, role, others("id", "role")))
    st.html(tasks_by_year(base, unit, role, SHOWN))
    show_units_beside(unit)


def chosen_role(unit: UnitProfile) -> str:
    """What is listed: as the address says, else the first of which there is any."""
    given = st.query_params.get("role", "")
    return given if given in LABELS else next((role for role in LABELS if unit.counts[role]), "lead")


def draw_comparison() -> None:
    """The name of a unit to put beside this one."""
    st.session_state["with"] = st.query_params.get("with", "")
    st.text_input(
        "与另一单位对照",
        key="with",
        type="search",
        placeholder="单位名称、简称或拼音首字母",
        on_change=compare,
        width=300,
    )


def compare() -> None:
    """Write the second unit to the address."""
    st.query_params.from_dict(
        {**others("with"), **({"with": name} if (name := st.session_state["with"].strip()) else {})}
    )


def show_side_by_side(base: KnowledgeBase, first: UnitProfile, second: UnitProfile, role: str) -> None:
    shared = next((unit.count for unit in first.beside if unit.value == second.value), 0)
    said = "没有共同承担的任务"
    if shared:
        said = link(f"共同承担 {shared} 项任务", both_units_address(first.value, second.value), target="_self")
    st.html(tag("p", said, "facts"))
    for column, unit, other in zip(st.columns(2), (first, second), (second, first), strict=True):
        with column:
            own = tag("h3", link(escape(unit.name), unit_address(unit.value), target="_self"))
            kept = {"role": role, "with": other.value}
            st.html(own + names_lines(unit) + role_counts(unit, role, kept))
            st.html(tasks_by_year(base, unit, role, SHOWN_BESIDE))


def show_members(unit: UnitProfile) -> None:
    """The bodies that a collective stands for."""
    collective = unit.collective
    if collective is None:
        return
    with st.container(key="members"):
        said = "包括下列单位" if collective.complete else "指与事项有关的单位，可能是其中的"
        if not collective.members:
            st.html(tag("p", escape("这是几个单位的统称，名录里没有它的成员。"), "facts"))
            return
        known = sum(member.value is not None for member in collective.members)
        head = text(f"{said}（{len(collective.members)} 个，其中 {known} 个在已读入的文件里另有任务）", "p", "facts")
        st.html(head + unit_list(collective.members, MEMBERS))


def show_units_beside(unit: UnitProfile) -> None:
    if not unit.beside:
        return
    st.html(text("与谁一起承担", "h3", "section-title"))
    draw_units_beside(unit)
    rows = "".join(
        tag(
            "tr",
            tag("td", link(escape(other.label), unit_address(other.value), target="_self"))
            + tag(
                "td",
                link(str(other.count), both_units_address(unit.value, other.value), target="_self"),
                "number",
            )
            + "".join(
                text(str(other.roles.get(role) or ""), "td", "number") for role in ("lead", "assist", "responsible")
            )
            + tag("td", link("对照", unit_address(unit.value, **{"with": other.value}), target="_self")),
        )
        for other in unit.beside[:50]
    )
    head = "".join(
        [
            text("单位", "th"),
            *(text(label, "th", "number") for label in ("共同任务", "其中牵头", "配合", "负责")),
            text("", "th"),
        ]
    )
    st.html(
        tag("div", tag("table", tag("thead", tag("tr", head)) + tag("tbody", rows), "listing beside"), "listing-frame")
    )
    if len(unit.beside) > 50:
        st.html(text(f"另有 {len(unit.beside) - 50} 个单位，见检索页的责任单位一栏", "p", "facts"))


page()
