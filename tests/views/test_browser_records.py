"""Correcting in a real browser: mark, mend, undo, and after a rebuild it holds; the queue by keys alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_server import CHROMIUM, at_rest, press, served
from paths import ROOT
from playwright.sync_api import Page, expect

import kb

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: the browser test is not run")
TARGET = "建立产品碳足迹档案的企业不少于400家"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("records-browser")
    shutil.copytree(ROOT / "corpus", root / "corpus")
    build(root / "indexes")
    return root / "indexes"


def build(index: Path) -> None:
    command = [sys.executable, "-m", "kb", "build", str(index.parent / "corpus"), "--index", str(index)]
    subprocess.run(command, cwd=ROOT, check=True)


@pytest.fixture(scope="module")
def address(index: Path) -> Iterator[str]:
    with served(index) as url:
        yield url


def target(index: Path) -> tuple[str, kb.ItemDetail]:
    """The document and item of the target that is mended."""
    with kb.open(index) as base:
        document = next(entry.id for entry in base.documents.all() if entry.path == "suchuan-2026-opinions.html")
        return document, next(
            one for one in base.records.items(document) if one.kind == "target" and TARGET in one.text
        )


def sign(page: Page) -> None:
    at_rest(page)
    expect(page.get_by_label("校核人")).to_have_count(1)  # not while the old one is still drawn
    page.get_by_label("校核人").fill("王芳")
    press(page, "Enter")
    expect(page.get_by_label("校核人")).to_have_value("王芳")


def select(page: Page, words: str) -> None:
    """As if dragged over with the mouse."""
    page.locator(".paper-marks[data-ready]").wait_for(state="attached")
    at_rest(page)
    page.evaluate(
        """words => {
        const walker = document.createTreeWalker(document.querySelector('.paper'), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            document.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
            return;
        }
        throw new Error('not in the text: ' + words);
    }""",
        words,
    )


def test_mark_mend_rebuild_and_undo(page: Page, address: str, index: Path) -> None:
    document, item = target(index)
    page.goto(f"{address}document?id={document}")
    mark = page.locator(".paper .target", has_text="不少于400家").first
    mark.scroll_into_view_if_needed()
    mark.click()
    expect(page).to_have_url(re.compile("at="))
    expect(page.locator(".item-content")).to_contain_text("目标值 400")
    sign(page)
    page.get_by_role("button", name="修改").click()
    page.get_by_label("目标值").fill("450")
    page.get_by_role("button", name="保存修改").click()
    expect(page.locator(".recorded")).to_have_text("修改目标：已保存")
    expect(page.locator(".recorded")).to_be_in_viewport()
    expect(page.locator(".item-content")).to_contain_text("目标值 450")
    expect(page.locator(".item .reviewed")).to_contain_text("已校正（王芳")

    # It is found, and a rebuild keeps it.
    build(index)
    page.goto(f"{address}?q=碳足迹档案&kind=target")
    expect(page.locator(".statement").first).to_contain_text("450 家")
    expect(page.locator(".source .reviewed").first).to_contain_text("已校正（王芳")

    # It is taken back where it was made; the browser remembers who is at work.
    page.goto(f"{address}document?id={document}&at={item.id}")
    expect(page.get_by_label("校核人")).to_have_value("王芳")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".record.undone")).to_contain_text("已由王芳撤销")
    expect(page.locator(".item-content")).to_contain_text("目标值 400")


def test_keys_walk_through_the_marks_and_switches_hide_them(page: Page, address: str, index: Path) -> None:
    document, _ = target(index)
    page.goto(f"{address}document?id={document}")
    expect(page.locator(".paper .task").first).to_be_visible()
    page.locator(".paper-marks[data-ready]").wait_for(state="attached")
    press(page, "j")
    expect(page).to_have_url(re.compile("at="))
    first = page.locator("#mark").first.inner_text()
    press(page, "j")
    expect(page.locator("#mark").first).not_to_have_text(first)
    press(page, "k")
    expect(page.locator("#mark").first).to_have_text(first)
    page.get_by_role("button", name=re.compile("^措施")).click()
    expect(page.locator(".paper .measure")).to_have_count(0)
    expect(page.locator(".paper .target").first).to_be_visible()


def test_selected_text_becomes_a_target(page: Page, address: str, index: Path) -> None:
    document, item = target(index)
    page.goto(f"{address}document?id={document}")
    expect(page.locator(".paper")).to_be_visible()
    words = "构建绿色制造体系"
    select(page, words)
    expect(page.locator(".st-key-panel")).to_contain_text(f"“{words}”")
    page.get_by_role("radio", name="目标").or_(
        page.locator(".st-key-panel").get_by_role("button", name="目标")
    ).first.click()
    sign(page)
    page.get_by_label("指标").fill("绿色制造体系")
    page.get_by_label("目标值").fill("很多")
    page.get_by_role("button", name="新增目标").click()
    expect(page.locator(".notice")).to_contain_text("应是数字")
    page.get_by_label("目标值").fill("3")
    page.get_by_role("button", name="新增目标").click()
    expect(page.locator(".recorded")).to_have_text("新增目标：已保存")
    expect(page.locator(".recorded")).to_be_in_viewport()
    with kb.open(index) as base:
        (found,) = base.search("绿色制造体系", filters=kb.Filters(kind="target", review="corrected")).hits
        assert (found.text, found.task_title) == (words, item.path[-1].split(".")[-1])
        base.records.undo(base.records.corrections()[-1].id, editor="王芳")


def test_on_a_phone_the_panel_stands_below_the_mark(page: Page, address: str, index: Path) -> None:
    document, item = target(index)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}document?id={document}&at={item.id}")
    expect(page.locator(".item-content")).to_be_in_viewport()
    expect(page.get_by_role("button", name="正确")).to_be_in_viewport()
    expect(page.locator("#mark").first).to_be_in_viewport()


def test_the_queue_by_keys_alone(page: Page, address: str, index: Path) -> None:
    with kb.open(index) as base:
        total = base.records.review_queue().total
    assert total
    page.goto(f"{address}review")
    count = page.locator(".review-count strong")
    expect(count).to_have_text(f"已核对 0/{total}")
    sign(page)
    expect(count).to_have_text(f"已核对 0/{total}")
    page.locator(".review-count").click()
    press(page, "Enter")
    expect(count).to_have_text(f"已核对 1/{total}")
    expect(page.get_by_role("button", name=re.compile("撤销")).first).to_be_enabled()
    press(page, "u")
    expect(count).to_have_text(f"已核对 0/{total}")
    press(page, "e")
    expect(page.get_by_role("button", name="保存修改")).to_be_visible()
    with kb.open(index) as base:
        assert [(one.action, one.undone_by) for one in base.records.corrections()][-1] == ("accept", "王芳")
