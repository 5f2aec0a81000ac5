"""What is done in the text of a document, told to Python: a mark is chosen, text is selected."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kb import DocumentView
from views.parts.paper import shown_span

KEY = "paper-marks"

_listener = st.components.v2.component(
    "paper_marks",
    html='<div class="paper-marks" hidden></div>',
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected in the text: offsets into the text of the document."""

    start: int
    end: int


def draw_paper_marks(view: DocumentView, shown: list[str], current: str | None) -> Selection | None:
    """Listen to the text; what is selected in it. A click or key that chooses a mark changes the address."""
    items = sorted(
        [
            *([c.id, *shown_span(view, c)] for c in view.commitments if c.kind in shown),
            *([c.id, *c.span] for c in view.cells if "cell" in shown),
        ],
        key=lambda item: (item[1], -item[2]),
    )
    data = {"items": items, "current": current}
    _listener(key=KEY, data=data, on_chosen_change=_choose, on_selected_change=_ignore)
    selected = _state().get("selected")
    return None if not selected else Selection(int(selected["start"]), int(selected["end"]))


def _state() -> dict[str, object]:
    return st.session_state.get(KEY) or {}


def _choose() -> None:
    if chosen := _state().get("chosen"):
        st.query_params["at"] = str(chosen)


def _ignore() -> None:
    """The page runs again with what is selected."""
