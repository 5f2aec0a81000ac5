"""Results that are ticked: copied with their source, and what an export holds in place of all."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb import ROLE_LABELS, Hit
from views.parts.search_request import SearchRequest

_HTML = """<div class="ticked-bar" hidden role="status">
<span class="ticked-count"></span> <button type="button" class="copy">复制（含出处）</button>
<button type="button" class="untick">取消选择</button></div>"""

_boxes = st.components.v2.component(
    "row_ticks", html=_HTML, js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"), isolate_styles=False
)


def draw_ticks(search: SearchRequest, hits: tuple[Hit, ...]) -> None:
    """A box at each of these results; another search ticks none."""
    rows = [(hit.id, citation(hit)) for hit in hits]
    _boxes(key="ticks", data={"search": _key(search), "rows": rows}, on_ticked_change=_remember(search))


def ticked(search: SearchRequest) -> frozenset[str] | None:
    """The results of this search that are ticked; None where none is."""
    key, ids = st.session_state.get("ticked", ("", ()))
    return frozenset(ids) if ids and key == _key(search) else None


def citation(hit: Hit) -> str:
    """A result as it is quoted elsewhere: 建设平台。（牵头：市科技局；2026年）——《某市规划》第3页."""
    owners = [
        f"{label}：{'、'.join(unit.name for unit in hit.units if unit.role == role)}"
        for role, label in ROLE_LABELS.items()
        if any(unit.role == role for unit in hit.units)
    ]
    said = "；".join(part for part in (*owners, hit.dated_deadline) if part)
    page = f"第{hit.page}页" if hit.page is not None else ""
    number = f"（{hit.document.facts.doc_no}）" if hit.document.facts.doc_no else ""
    return f"{hit.text}{f'（{said}）' if said else ''}——{hit.document.quoted}{number}{page}"


def _key(search: SearchRequest) -> str:
    """What tells a search from another one, whatever its page and order."""
    return str((search.text, search.filters, search.expand))


def _remember(search: SearchRequest):  # type: ignore[no-untyped-def]  # what the component calls takes nothing
    def note() -> None:
        state = st.session_state.get("ticks") or {}
        st.session_state["ticked"] = (_key(search), tuple(state.get("ticked") or ()))

    return note
