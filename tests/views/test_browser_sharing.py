"""A shared page in a real browser: read by everybody, changed by who signs in, and signed with that name."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_server import CHROMIUM, at_rest, served
from paths import ROOT
from playwright.sync_api import Locator, Page, expect

import kb

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: the browser test is not run")
PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sharing-browser")
    shutil.copytree(ROOT / "corpus", root / "corpus")
    subprocess.run(
        [sys.executable, "-m", "kb", "build", str(root / "corpus"), "--index", str(root / "indexes")],
        cwd=ROOT,
        check=True,
    )
    kb.Editors.of(root / "indexes").add("王芳", PASSWORD, time="2026-03-01T08:00:00Z")
    return root / "indexes"


@pytest.fixture(scope="module")
def address(index: Path) -> Iterator[str]:
    with served(index, shared=True) as url:
        yield url


def task(index: Path) -> str:
    with kb.open(index) as base:
        found = base.search("构建绿色制造体系", filters=kb.Filters(kind="task")).hits[0]
        return f"document?id={found.document.id}&at={found.id}"


def button(page: Page, name: str) -> Locator:
    """A button of the panel, whatever key stands beside its name."""
    return page.get_by_role("button", name=re.compile(rf"^{name}( |$)"))


def sign_in(page: Page, password: str) -> None:
    page.get_by_label("姓名").fill("王芳")
    page.get_by_label("口令").fill(password)
    page.get_by_role("button", name="登录").click()


def test_read_then_sign_in_then_correct(page: Page, address: str, index: Path) -> None:
    page.goto(address + task(index))
    expect(page.locator(".item-content")).to_contain_text("构建绿色制造体系")
    at_rest(page)
    for name in ("正确", "修改", "删除"):
        expect(button(page, name)).to_have_count(0)
    expect(page.get_by_label("校核人")).to_have_count(0)

    page.locator(".ask-sign-in a").first.click()
    expect(page).to_have_url(re.compile("/login"))
    sign_in(page, "battery staple")
    expect(page.get_by_role("alert")).to_have_text("姓名或口令不对")
    expect(page.get_by_label("姓名")).to_have_value("王芳")
    sign_in(page, PASSWORD)

    # Back at the same place; a reload, another page and a link keep the sign-in.
    expect(page).to_have_url(re.compile(r"/document\?id=.+at="))
    expect(page.locator(".sign-in .who")).to_have_text("王芳")
    page.reload()
    expect(page.locator(".sign-in .who")).to_have_text("王芳")
    button(page, "修改").click()
    page.get_by_label("任务名称").fill("构建绿色低碳制造体系")
    page.get_by_role("button", name="保存修改").click()
    expect(page.locator(".recorded")).to_have_text("修改任务：已保存")
    expect(page.locator(".record-who").first).to_contain_text("王芳")
    with kb.open(index) as base:
        assert [one.editor for one in base.records.corrections()] == ["王芳"]

    # Files are taken from who signed in alone, whatever asks for it.
    refused = page.context.browser.new_context()  # type: ignore[union-attr]
    assert refused.request.put(f"{address}_stcore/upload_file/a/b").status == 403
    refused.close()

    page.goto(address + "import")
    page.locator("input[type=file]").first.set_input_files({"name": "a.txt", "mimeType": "", "buffer": b"1"})
    expect(page.locator("[class*=st-key-import-card], .panel-failed").first).to_be_visible()
    page.goto(address + task(index))

    # A script of the page cannot read what proves the sign-in.
    assert "editor-" not in page.evaluate("document.cookie")

    page.get_by_role("link", name="退出").click()
    expect(page.locator(".sign-in a")).to_have_text("登录")
    at_rest(page)
    expect(button(page, "修改")).to_have_count(0)


def test_the_login_leads_to_no_other_machine(page: Page, address: str) -> None:
    page.goto(f"{address}login?next=//example.org/units")
    sign_in(page, PASSWORD)
    expect(page).to_have_url(address)
