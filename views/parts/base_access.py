"""The knowledge base that the page shows, and what is said where there is none, or while somebody writes it."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

import kb
from views.parts.markup import link, notice, tag

log = logging.getLogger(__name__)

IMPORT_LINK = link("到“导入”页选择文件", "import", target="_self")
_UNREADABLE = "知识库现在不能读取：可能是磁盘已满、没有权限，或文件已损坏。请稍后再试；仍不行时请联系维护人员，详情已写入程序的运行记录。"


def index_folder() -> Path:
    """The folder of the knowledge base: what `make app` was given, else `indexes` beside app.py."""
    return Path(os.environ.get("KB_INDEX") or Path(__file__).parents[2] / "indexes")


@contextmanager
def shown_base() -> Iterator[kb.KnowledgeBase]:
    """The knowledge base, opened for this run of the page, so that a rebuild shows at the next click.

    Where there is none, or it cannot be read now, the page says what happened and what to do, and ends here.
    """
    try:
        base = kb.open(index_folder())
    except kb.KnowledgeBaseError as error:
        show_missing_base(error)
        st.stop()
    with base:
        show_writing("知识库正在更新（{since}开始）。下面是目前已读入的内容，读完的文件会陆续出现。")
        yield base


def show_writing(message: str) -> bool:
    """Say so where somebody writes the knowledge base; whether anybody does."""
    since = kb.writing_since(index_folder())
    if since is not None:
        st.html(tag("p", message.format(since=f"{since.astimezone():%H:%M} "), "hint note-only"))
    return since is not None


def show_missing_base(error: kb.KnowledgeBaseError) -> None:
    """What happened to the knowledge base, and what to do."""
    if show_writing("知识库正在建立（{since}开始），读完后就能使用。请过一会儿刷新本页。"):
        return
    if isinstance(error, kb.OldVersion):
        said = "程序已更新，旧的知识库要重新读入一遍才能使用；文件本身都还在。"
        st.html(tag("p", said + link("到“导入”页重新读入", "import", target="_self"), "notice"))
    elif isinstance(error, kb.NotBuilt):
        st.html(tag("p", "还没有知识库：尚未读入任何文件。请" + IMPORT_LINK + "。", "notice"))
    else:
        log.error("the knowledge base cannot be opened", exc_info=error)
        st.html(notice(_UNREADABLE))


def show_empty_base() -> None:
    """There is a knowledge base, and nothing in it."""
    st.html(tag("p", "知识库里还没有文件。请" + IMPORT_LINK + "。", "hint note-only"))
