"""Notices and doubts in a real browser: from the overview to the place in the document, and on a narrow window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from notice_base import build_notice_base
from page_server import CHROMIUM, served
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: the browser test is not run")

NARROW = {"width": 400, "height": 800}
FITS = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(build_notice_base(tmp_path_factory.mktemp("notices"))) as url:
        yield url


def test_a_notice_is_followed_to_its_place(page: Page, address: str) -> None:
    page.goto(address + "documents")
    page.locator(".documents td.noticed a").click()
    notices = page.locator(".notices li a")
    expect(notices).to_have_count(2)
    expect(notices.first).to_be_visible()
    notices.last.click()
    mark = page.locator("#mark")
    expect(mark).to_have_text("另行通知")
    expect(mark).to_be_in_viewport()
    expect(page.locator(".chosen-line")).to_contain_text("提示")


def test_a_doubt_says_why(page: Page, address: str) -> None:
    page.goto(address + "search?doubt=some&kind=task")
    expect(page.locator(".hit .doubts")).to_have_text("存疑单位不在名录中")
    expect(page.locator(".hit .due .basis")).to_have_text("〔据目标〕")
    page.goto(address + "search?doubt=some&kind=target&q=算力")
    page.goto(address + str(page.get_by_text("查看原文").get_attribute("href")))
    expect(page.locator("#mark")).to_be_in_viewport()
    expect(page.locator(".item .doubts")).to_have_text("存疑数值未能读准；单位不在名录中")
    said = page.locator("#mark + sup.doubted")
    expect(said).to_have_attribute("title", "数值未能读准；单位不在名录中")
    assert said.evaluate("(mark) => getComputedStyle(mark, '::before').content") == '"存疑"'


def test_notices_and_doubts_fit_a_telephone(page: Page, address: str) -> None:
    page.set_viewport_size(NARROW)
    page.goto(address + "search?kind=task")
    expect(page.locator(".hit .due .basis").first).to_be_visible()
    assert page.evaluate(FITS)
    # The deadline stays in its column.
    for deadline in page.locator(".hit .due").all():
        assert deadline.evaluate("(due) => due.scrollWidth <= due.parentElement.clientWidth + 1")
    page.goto(address + "documents")
    page.goto(address + str(page.locator(".documents td.noticed a").get_attribute("href")))
    expect(page.locator(".notices li a").first).to_be_visible()
    assert page.evaluate(FITS)
    assert page.locator(".notices").evaluate("(list) => list.scrollWidth <= list.clientWidth")
