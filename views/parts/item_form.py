"""The fields of an item as a form: what a person can mend, under the names that people use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import streamlit as st

from kb import ROLE_LABELS, field_choices, field_label, period_text

Kind = Literal["task", "measure", "target", "cell", "facts"]

FIRST: Mapping[Kind, tuple[str, ...]] = {
    "task": ("title", "units", "due", "due_text"),
    "measure": ("text",),
    "target": ("indicator", "op", "value", "uom", "year", "scope"),
    "cell": ("indicator", "year", "op", "value", "uom", "nature"),
    "facts": ("title", "region", "kind", "date", "issuer", "doc_no", "period", "status"),
}
"""The fields that are shown at once; the others stand below 更多."""
MORE: Mapping[Kind, tuple[str, ...]] = {
    "task": (),
    "measure": (),
    "target": (
        "kind",
        "direction",
        "increment",
        "per",
        "attribute",
        "modality",
        "baseline",
        "baseline_year",
        "reference",
    ),
    "cell": ("scope", "text", "attribute", "per"),
    "facts": (),
}
WIDE = ("title", "text", "indicator", "issuer")
"""Fields that take the whole width."""


def fields_form(kind: Kind, content: Mapping[str, Any], *, key: str) -> dict[str, Any]:
    """Draw the fields, filled in; what stands in them. Call it inside a form."""
    given = _fields(kind, FIRST[kind], content, key)
    if MORE[kind]:
        with st.expander("更多"):
            given |= _fields(kind, MORE[kind], content, key)
    return given


def _fields(kind: Kind, names: Iterable[str], content: Mapping[str, Any], key: str) -> dict[str, Any]:
    given: dict[str, Any] = {}
    beside: list[Any] = []
    for name in names:
        if name == "units":
            given[name] = _units(content.get(name) or [], key)
        elif name in WIDE:
            given[name] = _field(kind, name, content.get(name), key)
        else:
            beside = beside or list(st.columns(2))
            with beside.pop(0):
                given[name] = _field(kind, name, content.get(name), key)
    return given


def _field(kind: Kind, name: str, value: Any, key: str) -> Any:
    label, own = field_label(kind, name), f"{key}-{name}"
    if name == "period":
        return st.text_input(label, period_text(value), key=own, placeholder="如 2026—2030")
    if isinstance(value, bool) or name == "increment":
        return st.checkbox(label, bool(value), key=own)
    if choices := field_choices(kind, name):
        options = list(choices)
        at = options.index(value or "") if (value or "") in options else 0
        return st.selectbox(label, options, at, format_func=choices.__getitem__, key=own)
    if name == "text":
        return st.text_area(label, value or "", key=own)
    return st.text_input(label, "" if value is None else str(value), key=own)


def _units(units: Iterable[Mapping[str, str]], key: str) -> list[dict[str, str]]:
    """A line for each role, its units parted by 、."""
    listed = list(units)
    found: list[dict[str, str]] = []
    for role, label in ROLE_LABELS.items():
        names = "、".join(unit["name"] for unit in listed if unit["role"] == role)
        typed = st.text_input(f"{label}单位", names, key=f"{key}-{role}", placeholder="多个单位用顿号隔开")
        parts = typed.replace("，", "、").replace(",", "、").replace("；", "、").split("、")
        found += [{"name": part.strip(), "role": role} for part in parts if part.strip()]
    order = [(unit["name"], unit["role"]) for unit in listed]
    return sorted(found, key=lambda unit: order.index(pair) if (pair := (unit["name"], unit["role"])) in order else 999)
