"""The filters at the side, each value with the number of results that it would leave."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kb import FILTERS, Facets, FacetValue, UnitFacetValue
from views.parts.markup import piece, tag
from views.parts.search_request import SearchRequest, take_from_widgets

LABELS = {spec.name: spec.label for spec in FILTERS}
AS_PILLS = ("role", "owner", "kind", "doc_kind", "doubt", "review", "copies")
BY_NAME = ("unit", "document")
"""Filters that also take what no list has: a unit's short form, a former name, letters (kjj); a part of a title."""


def draw_filters(facets: Facets, search: SearchRequest) -> None:
    """All filters, in the order of use; an empty one says 全部."""
    values: dict[str, Sequence[FacetValue | UnitFacetValue]] = {
        "unit": facets.units,
        "role": facets.roles,
        "owner": facets.owners,
        "region": facets.regions,
        "kind": facets.kinds,
        "doc_kind": facets.doc_kinds,
        "year": facets.years,
        "document": facets.documents,
        # Where nothing is doubted there is nothing to choose.
        "doubt": facets.doubts if any(value.value == "some" for value in facets.doubts) else (),
        "review": facets.reviews if any(value.value == "checked" for value in facets.reviews) else (),
        "copies": facets.copies,
    }
    for name, offered in values.items():
        _draw(name, offered, search)


def _draw(name: str, offered: Sequence[FacetValue | UnitFacetValue], search: SearchRequest) -> None:
    # Of the pills the values are a fixed vocabulary, so that their labels may use markup for the count.
    count = " :gray[{}]" if name in AS_PILLS else "（{}）"
    options = {value.value: _label(value) + count.format(value.count) for value in offered}
    value = getattr(search.filters, name)
    if name == "unit":
        _draw_chosen_units(search)
        for chosen in search.filters.units:
            options.pop(chosen, None)
    elif value is not None and str(value) not in options:
        # As typed into the address, or without a result under the other filters: it stays to be seen and lifted.
        options[str(value)] = next(spec for spec in FILTERS if spec.name == name).shown(value)
    if not options:
        return
    if name in AS_PILLS:
        st.pills(
            LABELS[name],
            list(options),
            format_func=lambda value: options.get(value, value),
            key=name,
            on_change=take_from_widgets,
            args=(name,),
        )
    else:
        st.selectbox(
            LABELS[name],
            list(options),
            index=None,
            format_func=lambda value: options.get(value, value),
            key=name,
            on_change=take_from_widgets,
            args=(name,),
            placeholder="再选一个" if name == "unit" and value else "全部",
            accept_new_options=name in BY_NAME,
        )


def _label(value: FacetValue | UnitFacetValue) -> str:
    if isinstance(value, UnitFacetValue) and value.place and not value.label.startswith(value.place):
        return f"{value.label} · {value.place}"
    return value.label


def _draw_chosen_units(search: SearchRequest) -> None:
    """The units that are chosen, each with the link that lifts it."""
    units = search.filters.units
    pieces = (
        piece(unit, search.with_filter("unit", "、".join(one for one in units if one != unit) or None).address())
        for unit in units
    )
    if units:
        st.html(tag("p", "".join(pieces), "asked"))
