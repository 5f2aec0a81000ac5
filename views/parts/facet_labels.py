"""What a person chose in a filter, whatever its label said by then.

The browser tells a choice by its label. A label with a count changes with every other filter, and what was clicked while
the page was being drawn anew would be told by a label that there no longer is: so pills have no count in theirs (it is
written beside them), and what the lists say is read back here.
"""

from __future__ import annotations

import streamlit as st

_KNOWN = "facet-labels"


def counted(name: str, value: str, label: str, count: int) -> str:
    """The label of a value in a list, with its count: 慈溪市（12）; from now on it is read back as that value."""
    st.session_state.setdefault(_KNOWN, {})[name, label] = value
    return f"{label}（{count}）"


def meant_value(name: str, told: str | None) -> str | None:
    """The value that a label of a filter stands for, with the count of today or before; what was typed as it is.

    慈溪市（12） → 慈溪市; kjj → kjj
    """
    if told is None:
        return None
    known: dict[tuple[str, str], str] = st.session_state.get(_KNOWN, {})
    label, bracket, count = told.rpartition("（")
    if bracket and count.removesuffix("）").isdigit() and (name, label) in known:
        return known[name, label]
    return known.get((name, told), told)
