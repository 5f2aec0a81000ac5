"""A press counts where it began, also where the page is drawn anew under the pointer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_listener = st.components.v2.component(
    "presses",
    html='<div class="presses" hidden></div>',
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def listen_to_presses() -> None:
    """Listen on this page."""
    _listener(key="presses")
