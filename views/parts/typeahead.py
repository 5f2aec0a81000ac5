"""What a person may be typing, offered below the search box: units, indicators and words of the base."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

import kb
from views.parts.base_access import index_folder
from views.parts.search_request import current_request

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


@st.fragment
def draw_typeahead() -> None:
    """Runs by itself at each pause in typing; the rest of the page waits for Enter."""
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
        data={"typed": typed, "offered": offered},
        on_typed_change=lambda: None,
        on_unit_change=lambda: None,
    ).unit
    if chosen:
        filter_by_unit(chosen["unit"], chosen["rest"])
        st.rerun()


def filter_by_unit(unit: str, rest: str) -> None:
    """Search for the rest of what was typed among what this unit answers for."""
    search = replace(current_request(), text=rest, page=1).with_filter("owner", None)
    st.query_params.from_dict(search.with_filter("unit", unit).parameters())


def offers(typed: str) -> tuple[kb.Suggestion, ...]:
    """What the base has that begins like the last word typed, in characters or letters; nothing for a blank."""
    if not typed.strip() or typed[-1].isspace() or len(typed) > LONGEST:
        return ()
    try:
        with kb.open(index_folder()) as base:
            return base.suggest(typed, most=MOST)
    except kb.KnowledgeBaseError:
        return ()  # The page itself says what is wrong with the base, when it is next asked for something.
