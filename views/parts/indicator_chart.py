"""A series of figures drawn over the years: what was reached and what is promised, text and table told apart."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import altair as alt
import streamlit as st

from kb import NATURE_LABELS, IndicatorPoint, IndicatorSeries
from views.parts.markup import document_address

SHAPES = {
    "目标·正文": "circle",
    "目标·表": "square",
    "实际·正文": "triangle-up",
    "实际·表": "diamond",
    "预计·正文": "triangle-down",
    "预计·表": "cross",
}
COLOURS = ("#96201f", "#1d4f91", "#2c6b4a", "#b7791f", "#6b4a9e", "#3a8fa3", "#c05a7a", "#5f6b2d", "#3b4552", "#a3622f")
"""Of places; of more than ten they come again, and the tooltip tells."""
DASHES = {"目标": [5, 3], "实际": [1, 0], "预计": [2, 2]}


_FIGURES, _LEGEND_ROW = 300, 28
"""Heights in pixels: of the figures with their axes, and of a row of a legend."""
_PLACES_A_ROW, _KINDS_A_ROW = 3, 2


def draw_series(series: IndicatorSeries, points: Sequence[IndicatorPoint]) -> None:
    """The figures that have a year, a colour a place; a click on one opens its sentence."""
    rows = [_row(point) for point in points if point.year is not None and point.low is not None]
    if not rows:
        return
    data = alt.Data(values=rows)
    year = alt.X(
        "年份:Q",
        title=None,
        axis=alt.Axis(format="d", tickMinStep=1),
        scale=alt.Scale(zero=False, nice=False, padding=24),
    )
    value = alt.Y("低:Q", title=series.label, scale=alt.Scale(zero=False, padding=12))
    place = alt.Color(
        "地区:N",
        title=None,
        scale=alt.Scale(range=list(COLOURS)),
        legend=alt.Legend(orient="top", columns=_PLACES_A_ROW, labelLimit=180),
    )
    natures = sorted({row["性质"] for row in rows})
    kinds = [kind for kind in SHAPES if any(row["来源"] == kind for row in rows)]
    lines = (
        alt.Chart(data)
        .mark_line(strokeWidth=1.5, opacity=0.55)
        .encode(
            x=year,
            y=value,
            color=place,
            detail=["性质:N"],
            strokeDash=alt.StrokeDash(
                "性质:N", scale=alt.Scale(domain=natures, range=[DASHES[nature] for nature in natures]), legend=None
            ),
        )
    )
    spans = alt.Chart(data).mark_rule(strokeWidth=2).encode(x=year, y=value, y2="高:Q", color=place)
    marks = (
        alt.Chart(data)
        .mark_point(size=90, filled=True, opacity=0.95, cursor="pointer")
        .encode(
            x=year,
            y=value,
            color=place,
            shape=alt.Shape(
                "来源:N",
                title=None,
                scale=alt.Scale(domain=kinds, range=[SHAPES[kind] for kind in kinds]),
                legend=alt.Legend(
                    orient="bottom", columns=_KINDS_A_ROW, symbolFillColor="#5a6472", symbolStrokeColor="#5a6472"
                ),
            ),
            tooltip=["地区:N", alt.Tooltip("年份:Q", format="d"), "数值:N", "来源:N", "原文:N", "文件:N"],
            href="href:N",
        )
    )
    places = len({row["地区"] for row in rows})
    legends = _LEGEND_ROW * (ceil(places / _PLACES_A_ROW) + ceil(len(kinds) / _KINDS_A_ROW))
    # The height is that of the whole: without room for the legends they would press the figures flat.
    chart = (lines + spans + marks).properties(height=_FIGURES + legends)
    st.altair_chart(chart, width="stretch", key="series-chart")


def _row(point: IndicatorPoint) -> dict[str, object]:
    nature = NATURE_LABELS[point.nature]
    return {
        "地区": point.where,
        "年份": point.year,
        "低": float(point.low or 0),
        "高": float(point.high or 0),
        "数值": f"{point.shown}{point.uom or ''}",
        "性质": nature,
        "来源": f"{nature}·{'表' if point.source == 'table' else '正文'}",
        "原文": point.quote[:60],
        "文件": point.document.label,
        "href": document_address(point.document, point.at),
    }
