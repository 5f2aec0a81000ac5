"""The knowledge base that the page shows, and the one message where there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

import kb
from views.parts.markup import notice


def index_folder() -> Path:
    """The folder of the knowledge base: what `make app` was given, else `indexes` beside app.py."""
    return Path(os.environ.get("KB_INDEX") or Path(__file__).parents[2] / "indexes")


@contextmanager
def shown_base() -> Iterator[kb.KnowledgeBase]:
    """The knowledge base, opened for this run of the page, so that a rebuild shows at the next click.

    Where there is none (or another program is writing it), the page says so and what to do, and ends here.
    """
    try:
        base = kb.open(index_folder())
    except kb.KnowledgeBaseError as error:
        st.html(notice(str(error)))
        st.markdown("在程序所在的文件夹运行 `make app`；要读自己的文件，运行 `make app CORPUS=文件夹路径`。")
        st.stop()
    with base:
        yield base
