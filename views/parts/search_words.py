"""A search in words, as a name for it: “研发” · 市科技局牵头 · 2026年到期."""

from __future__ import annotations

from dataclasses import replace

from kb import filter_pieces
from views.parts.search_request import SearchRequest

LONGEST = 60


def search_words(search: SearchRequest, document: str | None = None) -> str:
    """What is asked for; `document` is what the document of the filter is called."""
    shown = replace(search.filters, document=document) if document else search.filters
    said = [f"“{search.text.strip()}”"] if search.text.strip() else []
    said += [label for label, _ in filter_pieces(shown)]
    if search.mine:
        said.append("我的文件")
    words = " · ".join(said) or "全部事项"
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
