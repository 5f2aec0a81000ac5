"""Streamlit's own words on its widgets (No results, Upload, Page 2), in Chinese."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import streamlit as st

WORDS = Path(__file__).with_suffix(".csv")

_translator = st.components.v2.component(
    "widget_words",
    html='<div class="widget-words" hidden></div>',
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def speak_chinese() -> None:
    """Translate what Streamlit writes on this page, now and later."""
    _translator(key="widget-words", data={"words": words()})


@cache
def words() -> list[list[str]]:
    """The rows of the table: what Streamlit writes, and what the page says."""
    lines = (line for line in WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [[row["english"], row["chinese"]] for row in csv.DictReader(lines)]
