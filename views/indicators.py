"""Indicators: one figure over places and years, what contradicts itself in it, and every value of the tables."""

from __future__ import annotations

from html import escape

import streamlit as st

from kb import BadFilter, CellEntry, IndicatorEntry, IndicatorSeries, IndicatorView, KnowledgeBase
from views.parts.base_access import shown_base
from views.parts.indicator_chart import draw_series
from views.parts.indicator_tables import cell_table, concept_table, contradiction_list, legend, rows_of, series_table
from views.parts.indicator_wordings import draw_changes, draw_wordings
from views.parts.markup import indicator_address, link, notice, tag, text
from views.parts.record_actions import draw_editor, draw_outcome
from views.parts.search_box import draw_box_elsewhere

PAGE_SIZE = 50
CONCEPTS, CELLS = "按指标", "指标表数值"
CHART_PLACES = 6
"""Places that are drawn where none is chosen: those with most figures."""
GOOD = {"up": "越高越好", "down": "越低越好"}


def page() -> None:
    draw_box_elsewhere()
    with shown_base() as base:
        if name := st.query_params.get("id", "").strip():
            show_indicator(base, name)
            return
        st.html(text("指标", "h2"))
        take_address()
        with st.container(horizontal=True, vertical_alignment="bottom", key="indicator-bar"):
            st.text_input(
                "查找",
                key="words",
                type="search",
                placeholder="指标名称、别名或拼音首字母，如：GDP、研发强度、slfgl",
                on_change=give_address,
                width=420,
            )
            st.segmented_control("范围", (CONCEPTS, CELLS), key="view", on_change=give_address, required=True)
        if st.session_state["view"] == CELLS:
            show_cells(base, st.session_state["words"])
        else:
            show_concepts(base.indicators.all(st.session_state["words"]))


def take_address() -> None:
    """Set the widgets from the address, before they are drawn."""
    st.session_state["words"] = st.query_params.get("q", "")
    st.session_state["view"] = CELLS if st.query_params.get("list") == "cells" else CONCEPTS


def give_address() -> None:
    """Write what the widgets say to the address."""
    values = {
        "q": st.session_state["words"].strip(),
        "list": "cells" if st.session_state["view"] == CELLS else "",
        "region": st.session_state.get("cell-region") or "",
    }
    st.query_params.from_dict({name: value for name, value in values.items() if value})


def one_page(total: int, key: str) -> slice:
    """The part of a long list that is shown, with the control to turn pages below it."""
    pages = -(-total // PAGE_SIZE)
    number = 1
    if pages > 1:
        with st.container(horizontal_alignment="center"):
            number = st.pagination(pages, key=key)
    return slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)


# --- lists ---


def show_concepts(entries: tuple[IndicatorEntry, ...]) -> None:
    if not entries:
        st.info("没有这样的指标。请换一个更短的说法，或在“指标表数值”里查找。")
        return
    known = sum(entry.concept.known for entry in entries)
    st.html(tag("p", escape(f"共 {len(entries)} 个指标，其中 {known} 个的几种写法已归并"), "facts"))
    slot = st.empty()
    slot.html(concept_table(entries[one_page(len(entries), "concept-page")]))


def show_cells(base: KnowledgeBase, words: str) -> None:
    found = base.indicators.cells(words)
    places = sorted({cell.document.facts.region for cell in found if cell.document.facts.region})
    given = st.query_params.get("region")
    st.session_state["cell-region"] = given if given in places else None
    st.selectbox("地区", places, index=None, key="cell-region", placeholder="全部", on_change=give_address, width=240)
    shown: tuple[CellEntry, ...] = found
    if place := st.session_state["cell-region"]:
        shown = tuple(cell for cell in found if cell.document.facts.region == place)
    if not shown:
        st.info("指标表里没有这样的数值。请换一个更短的词语，或去掉地区。")
        return
    st.html(tag("p", escape(f"共 {len(shown)} 个数值，点开即到原表"), "facts"))
    slot = st.empty()
    slot.html(cell_table(shown[one_page(len(shown), "cell-page")]))


# --- one indicator ---


def show_indicator(base: KnowledgeBase, name: str) -> None:
    back = tag("p", link("全部指标", "indicators", target="_self"), "facts")
    try:
        view = base.indicators.one(name)
    except BadFilter as error:
        st.html(back + notice(str(error)))
        draw_outcome()
        if changes := base.indicators.changes(name):
            draw_editor()
            draw_changes(changes)
        return
    st.html(back + head(view))
    draw_wordings(base, view)
    labels = [series.label for series in view.series]
    series = view.series[labels.index(chosen_label(labels))]
    places = chosen_places(series)
    shown = tuple(point for point in series.points if not places or point.where in places)
    drawn = places or most_told(series)
    if any(point.year is not None and point.low is not None for point in shown):
        if not places and len({point.where for point in shown}) > CHART_PLACES:
            st.html(text(f"图中是数值最多的 {CHART_PLACES} 个地区；要看别的，请在上面选择地区。", "p", "facts"))
        draw_series(series, tuple(point for point in shown if point.where in drawn))
    st.html(legend())
    rows = rows_of(shown)
    slot = st.empty()
    on_page = set(rows[one_page(len(rows), "place-page")])
    slot.html(series_table(tuple(point for point in shown if point.where in on_page)))
    if listed := [one for one in view.contradictions if not places or one.where in places]:
        st.html(contradiction_list(listed))


def head(view: IndicatorView) -> str:
    """The concept: how it is written here, which way is good, and what is close by and not the same."""
    concept = view.concept
    facts = [GOOD.get(concept.good, ""), concept.nature and f"国家规划中通常为{concept.nature}"]
    lines = [text(concept.name, "h2")]
    if said := " · ".join(part for part in facts if part):
        lines.append(text(said, "p", "facts"))
    written = "、".join(f"{wording}（{count}）" for wording, count in view.wordings[:12])
    more = f" 等 {len(view.wordings)} 种" if len(view.wordings) > 12 else ""
    lines.append(text(f"文件中写作：{written}{more}", "p", "facts"))
    if view.near:
        links = "、".join(link(escape(name), indicator_address(name), target="_self") for name in view.near)
        lines.append(tag("p", escape("相近而不同，不合并：") + links, "facts"))
    return tag("div", "".join(lines), "document-head")


def chosen_label(labels: list[str]) -> str:
    """Which series is shown: figures of one measure and one unit of measurement."""
    given = st.query_params.get("series")
    st.session_state["series"] = given if given in labels else labels[0]
    if len(labels) > 1:
        st.pills("口径和计量单位", labels, key="series", on_change=give_series, required=True)
    else:
        st.html(text(f"口径和计量单位：{labels[0]}", "p", "facts"))
    return st.session_state["series"]


def give_series() -> None:
    st.query_params["series"] = st.session_state["series"]
    st.query_params.pop("places", None)


def chosen_places(series: IndicatorSeries) -> set[str]:
    """The places to show; none chosen: all."""
    there = rows_of(series.points)
    if len(there) < 2:
        return set()
    given = st.query_params.get("places", "").split("、")
    st.session_state["places"] = [place for place in given if place in there]
    st.multiselect("地区", there, key="places", placeholder="全部", on_change=give_places)
    return set(st.session_state["places"])


def give_places() -> None:
    if chosen := "、".join(st.session_state["places"]):
        st.query_params["places"] = chosen
    else:
        st.query_params.pop("places", None)


def most_told(series: IndicatorSeries) -> set[str]:
    """The places with most figures."""
    counts: dict[str, int] = {}
    for point in series.points:
        if point.year is not None and point.low is not None:
            counts[point.where] = counts.get(point.where, 0) + 1
    return set(sorted(counts, key=lambda where: (-counts[where], where))[:CHART_PLACES])


page()
