"""A page that is shared, without a browser: who did not sign in looks and changes nothing; who did is named by nobody else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from kb_samples import FENGAN, QINGHE, built, canonical
from page_app import Seen, opened
from paths import ROOT
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

import kb
from views.parts.sign_in import DOOR, SHARED, cookie_name

TIME, PASSWORD = "2026-03-01T08:00:00Z", "correct horse"
VIEWS = {path.stem for path in (ROOT / "views").glob("*.py")} - {"__init__"}
ONLY_LOOKS = {"跳过", "上一项", "清空", "全选", "清除条件", "对照"}
"""Buttons of a visitor."""


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    built(tmp_path, a=FENGAN, b=QINGHE).close()
    monkeypatch.setattr(kb.knowledge_base, "official_name", canonical)
    monkeypatch.setenv("KB_INDEX", str(tmp_path / "indexes"))
    monkeypatch.setenv(SHARED, "1")
    monkeypatch.setattr(ContextProxy, "cookies", {})  # What AppTest gives is no browser's.
    monkeypatch.setattr(ContextProxy, "url", "http://127.0.0.1/search")
    kb.Editors.of(tmp_path / "indexes").add("王芳", PASSWORD, time=TIME)
    return tmp_path / "indexes"


@pytest.fixture
def signed_in(index: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """王芳 has signed in; her token."""
    token = DOOR.enter(kb.Editors.of(index), "王芳", PASSWORD)
    monkeypatch.setattr(ContextProxy, "cookies", {cookie_name(): token})
    return token


def first_document(index: Path) -> tuple[str, str]:
    with kb.open(index) as base:
        found = base.search("高新技术企业", filters=kb.Filters(kind="target")).hits[0]
        return found.document.id, found.id


def addresses(index: Path) -> list[tuple[str, dict[str, str]]]:
    document, item = first_document(index)
    return [
        *((view, {}) for view in sorted(VIEWS - {"document", "unit", "home"})),
        ("home", {}),
        ("document", {"id": document}),
        ("document", {"id": document, "at": item}),
        ("unit", {"id": "数产专班"}),
        ("search", {"q": "研发"}),
    ]


def click(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception, at.exception
    return at


def test_every_page_is_read_without_a_name_and_offers_no_change(index: Path) -> None:
    for view, asked in addresses(index):
        at = opened(view, **asked)
        assert {button.label for button in at.button} <= ONLY_LOOKS, view
        assert [box.label for box in at.text_input if box.label in ("校核人", "填报人")] == [], view
        assert at.get("file_uploader") == [], view
        assert Seen(at).link("登录").startswith("login?next="), view
    with kb.open(index) as base:
        assert base.records.corrections() == ()
        assert base.personal.history("") == base.personal.history("本机") == ()


def test_the_import_page_leads_to_the_login(index: Path) -> None:
    assert "登录后可以导入、移除或恢复文件。" in Seen(opened("import_page")).text("ask-sign-in")


def test_who_signed_in_signs_the_record_and_types_no_name(index: Path, signed_in: str) -> None:
    document, item = first_document(index)
    at = opened("document", id=document, at=item)
    seen = Seen(at)
    assert seen.text("sign-in", "who") == "王芳" and seen.link("退出").startswith("logout?")
    assert [box.label for box in at.text_input if box.label == "校核人"] == []
    at = click(at, "正确")
    assert "已核对（王芳" in Seen(at).text("item", "reviewed")
    with kb.open(index) as base:
        assert [one.editor for one in base.records.corrections()] == ["王芳"]


def test_a_button_that_was_drawn_before_one_signed_out_changes_nothing(index: Path, signed_in: str) -> None:
    document, item = first_document(index)
    at = opened("document", id=document, at=item)
    DOOR.leave(signed_in)
    at = click(at, "正确")
    assert "请先登录" in Seen(at).text("notice")
    with kb.open(index) as base:
        assert base.records.corrections() == ()


def test_what_is_typed_when_the_sign_in_ends_is_said_not_to_be_saved(index: Path, signed_in: str) -> None:
    document, item = first_document(index)
    at = opened("document", id=document, at=item)
    assert Seen(at).text("notice") == ""
    at = click(at, "修改")
    DOOR.leave(signed_in)
    at = click(at, "保存修改")
    assert "登录已经结束，这一步没有保存" in Seen(at).text("notice")
    at.run()
    assert Seen(at).text("notice") == ""


def test_a_folder_of_the_computer_is_not_looked_through_over_the_network(index: Path, signed_in: str) -> None:
    folder = next(box for box in opened("import_page").selectbox if box.label == "文件夹")
    assert folder.proto.accept_new_options is False
    assert folder.options


def test_searches_and_documents_are_those_of_who_signed_in(index: Path, signed_in: str) -> None:
    opened("search", q="研发")
    with kb.open(index) as base:
        assert [one.name for one in base.personal.history("王芳")] == ["“研发”"]


def test_every_change_of_the_page_goes_through_the_one_that_asks_who_it_is() -> None:
    """Outside of sign_in.py and of what only reads, no view opens a knowledge base to change it."""
    changes = {
        "correct",
        "undo",
        "name_unit",
        "forget_name",
        "store",
        "pick",
        "looked",
        "save",
        "remove",
        "clear_history",
    }
    wrong = []
    for path in (ROOT / "views").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for block in ast.walk(tree):
            if isinstance(block, ast.With) and "kb.open(" in ast.unparse(block.items[0]):
                called = {
                    node.func.attr
                    for node in ast.walk(block)
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                }
                wrong += [f"{path.name}: {name}" for name in called & changes]
    assert wrong == []
