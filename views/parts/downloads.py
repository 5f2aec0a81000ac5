"""Export of exactly what is shown: all results of the search with its conditions, as a file of the form that is chosen."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import streamlit as st

import kb
from views.parts.base_access import index_folder
from views.parts.search_request import SearchRequest

FORMATS = {
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
}
WITH_TEMPLATES = ("xlsx", "docx")
LONGEST_NAME = 60
MANY = 3_000
"""Results from which on an export takes long enough that its progress is shown."""


def file_name(search: SearchRequest, suffix: str) -> str:
    """A name that says what is in the file: 任务分解表-研发投入-市科技局-牵头.xlsx."""
    filters = search.filters
    said = [
        search.text,
        *(spec.shown(value) for spec in kb.FILTERS if (value := getattr(filters, spec.name)) is not None),
    ]
    words = ("".join(character for character in part if character.isalnum()) for part in said)
    return "-".join(["任务分解表", *(word for word in words if word)])[:LONGEST_NAME] + f".{suffix}"


def exporter(
    search: SearchRequest, suffix: str, template: str = kb.STANDARD, chosen: frozenset[str] | None = None
) -> Callable[..., bytes]:
    """What makes the file when it is asked for: in a thread of its own, so with the knowledge base opened anew.

    `chosen` are the ids of the results that are ticked; None exports all of them.
    """

    def export(advance: kb.Advance | None = None) -> bytes:
        with kb.open(index_folder()) as base:
            return base.sheets.export(
                search.text,
                filters=search.filters,
                sort=search.sort,  # type: ignore[arg-type]
                format=suffix,  # type: ignore[arg-type]
                date=datetime.date.today().isoformat(),
                expand=search.expand,
                template=template,
                chosen=chosen,
                advance=advance,
            )

    return export


def export_panel(
    base: kb.KnowledgeBase, search: SearchRequest, total: int, chosen: frozenset[str] | None = None
) -> None:
    """A button that opens the choice of format and form, and gives the file of all results, or of those that are ticked."""
    with st.popover("导出", key="export", help="导出符合当前条件的全部事项，一项任务一行，不只是本页"):
        suffix = st.segmented_control(
            "格式", list(FORMATS), format_func=lambda one: FORMATS[one][0], default="xlsx", key="export-format"
        )
        suffix = suffix or "xlsx"
        template = _chosen_template(base, suffix)
        if total > MANY:
            _made_with_progress(search, suffix, template, chosen)
        else:
            _download(search, suffix, exporter(search, suffix, template, chosen))


def _chosen_template(base: kb.KnowledgeBase, suffix: str) -> str:
    """The form, where the format has any; the office's own are those of the format."""
    if suffix not in WITH_TEMPLATES:
        return kb.STANDARD
    names = {key: name for key, name in base.sheets.templates() if "." not in key or key.lower().endswith(f".{suffix}")}
    return st.selectbox("模板", list(names), format_func=names.__getitem__, key=f"export-template-{suffix}")


def _made_with_progress(search: SearchRequest, suffix: str, template: str, chosen: frozenset[str] | None) -> None:
    """A long export is made on the page, where it can be watched and stopped, and then taken."""
    asked = (search, suffix, template, chosen)
    begin, stop = st.columns(2)
    start = begin.button("生成文件", key="export-make")
    stop.button("停止", key="export-stop", help="停止正在进行的导出")  # Any click ends what the page is doing.
    if start:
        st.session_state.pop("exported", None)
        bar = st.progress(0.0, "正在查找……")
        data = exporter(search, suffix, template, chosen)(
            lambda done, all_of_it: bar.progress(done / max(all_of_it, 1), f"已写 {done} / {all_of_it} 行")
        )
        bar.empty()
        st.session_state["exported"] = (asked, data)
    made = st.session_state.get("exported")
    if made and made[0] == asked:
        _download(search, suffix, made[1])


def _download(search: SearchRequest, suffix: str, data: Callable[..., bytes] | bytes) -> None:
    st.download_button(
        f"下载 {FORMATS[suffix][0]}",
        data,
        file_name(search, suffix),
        FORMATS[suffix][1],
        key=f"export-{suffix}",
        type="primary",
        on_click="ignore",
    )
