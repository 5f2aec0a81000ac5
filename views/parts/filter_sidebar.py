"""The filters at the side, each value with the number of results that it would leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from kb import FILTERS, Facets, FacetValue, UnitFacetValue
from views.parts.facet_labels import counted
from views.parts.markup import tag
from views.parts.search_request import SearchRequest, take_from_widgets

SPECS = {spec.name: spec for spec in FILTERS}
LABELS = {spec.name: spec.label for spec in FILTERS}
AS_PILLS = ("role", "owner", "kind", "doc_kind", "doubt", "review", "copies")
"""Filters with a few values, always the same."""
EXCLUDED = {"role": ("owner",), "owner": ("unit", "role")}
"""Filters that another one answers: who has no unit has no role; what a unit answers for has one."""

Values = Sequence[FacetValue | UnitFacetValue]


def draw_filters(facets: Facets, search: SearchRequest) -> None:
    """The filters that would narrow what was found, and those that do; an empty one says 全部.

    In the order of use, and those that are nearly always there first: what comes and goes moves only what is below it.
    """
    values: dict[str, Values] = {
        "unit": facets.units,
        "role": facets.roles,
        "kind": facets.kinds,
        "year": facets.years,
        "region": facets.regions,
        "doc_kind": facets.doc_kinds,
        "document": tuple(value for value in facets.documents if _in_scope(value.value, search)),
        "owner": facets.owners,
        "doubt": facets.doubts,
        "review": facets.reviews,
        "copies": facets.copies,
    }
    total = sum(value.count for value in facets.kinds if search.filters.kind in (None, value.value))
    for name, offered in values.items():
        if _chosen(name, search) is not None or _narrows(name, offered, total, search):
            _draw(name, offered, search)


def _in_scope(document: str, search: SearchRequest) -> bool:
    return search.filters.documents is None or document in search.filters.documents


def _chosen(name: str, search: SearchRequest) -> str | None:
    value = getattr(search.filters, name)
    return None if value is None else str(value)


def _narrows(name: str, offered: Values, total: int, search: SearchRequest) -> bool:
    """Whether there is something to choose: more than one value, or one that not all of the results have."""
    if any(_chosen(other, search) is not None for other in EXCLUDED.get(name, ())):
        return False
    if name == "copies" or (name == "role" and search.filters.unit is not None):
        return bool(offered)  # Copies add to the results; of a unit its roles are told, be it but one.
    there = [value.count for value in offered if value.count]
    return len(there) > 1 or (bool(there) and there[0] != total)


def _draw(name: str, offered: Values, search: SearchRequest) -> None:
    if name in AS_PILLS:
        _draw_pills(name, {value.value: value.count for value in offered}, _chosen(name, search))
        return
    options = {value.value: counted(name, value.value, _label(value), value.count) for value in offered}
    chosen = _chosen(name, search)
    if name == "unit":  # Those that are chosen stand above the results: here they would push down what is below.
        for unit in search.filters.units:
            options.pop(unit, None)
    elif chosen is not None and chosen not in options:
        # As typed, or without a result under the other filters: it stays to be seen and lifted.
        options[chosen] = SPECS[name].shown(chosen)
    st.selectbox(
        LABELS[name],
        list(options),
        index=None,
        format_func=lambda value: options.get(value, value),
        key=name,
        on_change=take_from_widgets,
        args=(name,),
        placeholder=f"已选 {len(search.filters.units)} 个，可再选" if name == "unit" and chosen else "全部",
        accept_new_options=True,
    )


def _draw_pills(name: str, counts: Mapping[str, int], chosen: str | None) -> None:
    """All values that there can be, so that none that was clicked is ever gone; those without results are not shown."""
    choices = dict(SPECS[name].choices)
    st.html(_counts_beside(name, [counts.get(value) if value != chosen else counts.get(value, 0) for value in choices]))
    st.pills(
        LABELS[name],
        list(choices),
        format_func=choices.__getitem__,
        key=name,
        on_change=take_from_widgets,
        args=(name,),
    )


def _counts_beside(name: str, counts: Sequence[int | None]) -> str:
    """The style sheet that writes a count behind each pill, and hides those that have none."""
    rules = []
    for place, count in enumerate(counts, start=1):
        pill = f".st-key-{name} [role=radiogroup] > button:nth-child({place})"
        rules.append(f"{pill}{{display:none}}" if count is None else f"{pill} p::after{{content:' {count}'}}")
    return tag("style", "".join(rules))


def _label(value: FacetValue | UnitFacetValue) -> str:
    if isinstance(value, UnitFacetValue) and value.place and not value.label.startswith(value.place):
        return f"{value.label} · {value.place}"
    return value.label
