"""Export of exactly what is shown: all results of the search, in its order, with its conditions."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import streamlit as st

import kb
from views.parts.base_access import index_folder
from views.parts.search_request import SearchRequest

FORMATS = {
    "xlsx": ("导出 Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("导出 CSV", "text/csv"),
}
LONGEST_NAME = 60


def file_name(search: SearchRequest, suffix: str) -> str:
    """A name that says what is in the file: 承诺清单-研发投入-市科技局-牵头.xlsx."""
    filters = search.filters
    said = [
        search.text,
        *(spec.shown(value) for spec in kb.FILTERS if (value := getattr(filters, spec.name)) is not None),
    ]
    words = ("".join(character for character in part if character.isalnum()) for part in said)
    return "-".join(["承诺清单", *(word for word in words if word)])[:LONGEST_NAME] + f".{suffix}"


def exporter(search: SearchRequest, suffix: str) -> Callable[[], bytes]:
    """What makes the file when it is asked for: in a thread of its own, so with the knowledge base opened anew."""

    def export() -> bytes:
        with kb.open(index_folder()) as base:
            today = datetime.date.today().isoformat()
            return base.export(
                search.text,
                filters=search.filters,
                sort=search.sort,
                format=suffix,
                date=today,
                expand=search.expand,
                grouped=search.group,
            )

    return export


def download_buttons(search: SearchRequest) -> None:
    """A button a format."""
    for suffix, (label, mime) in FORMATS.items():
        st.download_button(
            label,
            exporter(search, suffix),
            file_name(search, suffix),
            mime,
            key=f"export-{suffix}",
            on_click="ignore",
            help="导出符合当前条件的全部事项，不只是本页",
        )
