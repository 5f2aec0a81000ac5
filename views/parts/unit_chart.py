"""With whom a unit works, as bars: how many tasks they share, by the role of the other one."""

from __future__ import annotations

import altair as alt
import streamlit as st

from kb import ROLE_LABELS, UnitProfile
from views.parts.markup import both_units_address

MOST = 12
COLOURS = {"lead": "#96201f", "assist": "#5b84b8", "responsible": "#8a93a0"}


def draw_units_beside(unit: UnitProfile) -> None:
    """The units with most tasks in common, a bar each; a click opens the tasks."""
    rows = [
        {
            "单位": other.label,
            "角色": label,
            "任务": other.roles[role],
            "order": list(ROLE_LABELS).index(role),
            "href": both_units_address(unit.value, other.value),
        }
        for other in unit.beside[:MOST]
        for role, label in ROLE_LABELS.items()
        if other.roles.get(role)
    ]
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(cursor="pointer")
        .encode(
            x=alt.X("任务:Q", title="共同承担的任务数", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y(
                "单位:N",
                sort=[other.label for other in unit.beside[:MOST]],
                title=None,
                axis=alt.Axis(labelLimit=220, labelOverlap=False),
            ),
            color=alt.Color(
                "角色:N",
                scale=alt.Scale(domain=list(ROLE_LABELS.values()), range=list(COLOURS.values())),
                legend=alt.Legend(orient="top", title="对方的角色"),
            ),
            order=alt.Order("order:Q"),
            tooltip=["单位:N", "角色:N", "任务:Q"],
            href="href:N",
        )
        .properties(height=alt.Step(24))
    )
    st.altair_chart(chart, width="stretch", key="units-beside")
