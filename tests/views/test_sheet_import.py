"""A filled table on the page: what it would change is shown first, and stored under the name of who filled it in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from exported_files import HEAD, heads, opened_book
from page_app import Seen, opened
from page_base import build_page_base
from streamlit.testing.v1 import AppTest

import kb


@pytest.fixture(autouse=True)
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = build_page_base(tmp_path)
    monkeypatch.setenv("KB_INDEX", str(folder))
    return folder


def filled(index: Path) -> bytes:
    with kb.open(index) as base:
        book = opened_book(base.sheets.export(filters=kb.Filters(region="松河市")))
    sheet = book["重点任务分解表"]
    row = next(n for n in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(n, 1).value == 1)
    sheet.cell(row, heads(sheet).index("进展情况") + 1).value = "<b>已启动</b> ![x](http://192.0.2.1/x.png)"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def uploaded(data: bytes, name: str = "表.xlsx") -> AppTest:
    at = opened()
    at.get_by_key("filled-sheet").set_value((name, data, "application/octet-stream")).run()
    assert not at.exception, at.exception
    return at


def test_changes_are_shown_and_stored_under_a_name(index: Path) -> None:
    at = uploaded(filled(index))
    assert "1 项任务有新内容，1 项没有变化。" in [text.value for text in at.text]
    button = at.get_by_key("sheet-apply")
    assert (button.label, button.disabled) == ("写入 1 处", True)
    at.get_by_key("editor").set_value("张三").run()
    at.get_by_key("sheet-apply").click().run()
    assert "已写入 1 处" in at.success[0].value
    with kb.open(index) as base:
        ((key, said),) = base.sheets.filled().items()
        assert said.progress.startswith("<b>已启动</b>")
        assert base.sheets.history(key)[0].editor == "张三"


def test_what_is_no_such_sheet_is_said_in_one_line() -> None:
    at = uploaded(b"PK none")
    assert "打不开" in Seen(at).text("notice")
