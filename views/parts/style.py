"""The style sheet of the page."""

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_name("style.css")


def apply_style() -> None:
    """Add the style sheet to the page that is being drawn."""
    st.html(STYLE)
