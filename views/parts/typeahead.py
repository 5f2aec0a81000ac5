"""What a person may be typing, offered below the search box: units, indicators and words of the base."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

import kb
from views.parts.base_access import index_folder

KINDS = {"unit": "单位", "indicator": "指标", "word": "词语"}
MOST = 8
LONGEST = 60
"""Characters typed for which something is offered."""

_box = st.components.v2.component(
    "typeahead",
    html='<ul class="offers" role="listbox" hidden></ul>',
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


TakeUnit = Callable[[str, str], None]
"""Told which unit was chosen, and the rest of what was typed."""


@st.fragment
def draw_typeahead(searched: str, take_unit: TakeUnit) -> None:
    """Runs by itself at each pause in typing; the rest of the page waits for Enter. `searched` are the words of the page."""
    typed = (st.session_state.get("typeahead") or {}).get("typed") or ""
    offered = [
        {
            "query": offer.query,
            "text": offer.text,
            "kind": KINDS[offer.kind],
            "count": f"{offer.count} 处",
            "rest": offer.rest,
        }
        for offer in offers(typed)
    ]
    chosen = _box(
        key="typeahead",
        data={"typed": typed, "offered": offered, "searched": searched},
        on_typed_change=lambda: None,
        on_unit_change=lambda: None,
    ).unit
    if chosen:
        take_unit(chosen["unit"], chosen["rest"])
        st.rerun()


def offers(typed: str) -> tuple[kb.Suggestion, ...]:
    """What the base has that begins like the last word typed, in characters or letters; nothing for a blank."""
    if not typed.strip() or typed[-1].isspace() or len(typed) > LONGEST:
        return ()
    try:
        with kb.open(index_folder()) as base:
            return base.suggest(typed, most=MOST)
    except kb.KnowledgeBaseError:
        return ()  # The page itself says what is wrong with the base, when it is next asked for something.
