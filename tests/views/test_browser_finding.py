"""Finding in a real browser: the box on every page, filters chosen faster than the page answers, a telephone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from page_server import CHROMIUM, quiet_page, served, started_browser
from paths import ROOT
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: the browser test is not run")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own over the demonstration documents."""
    index = tmp_path_factory.mktemp("finding") / "indexes"
    subprocess.run([sys.executable, "-m", "kb", "build", "corpus", "--index", str(index)], cwd=ROOT, check=True)
    with served(index) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started_browser() as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with quiet_page(browser) as opened:
        yield opened


def pill(page: Page, name: str) -> None:
    page.get_by_role("radio", name=re.compile(name)).first.click()


# --- the box on every page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["", "units", "indicators", "documents", "review", "import"])
def test_the_box_is_on_every_page_and_leads_to_the_search(page: Page, address: str, view: str) -> None:
    page.goto(address + view)
    box = page.locator(".st-key-q input")
    expect(box).to_be_visible()
    page.locator("h2, .count, .panel").first.wait_for()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("研发投")
    expect(page.locator(".offers li").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".offers li")).to_have_count(0)
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()
    expect(box).to_have_value("")
    expect(page).to_have_url(address + view)
    page.keyboard.press("/")
    page.keyboard.type("研发投入")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("search.q="))
    expect(page.locator(".hit mark").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(address + view)


def test_a_unit_is_found_by_letters_and_by_its_name_of_before(page: Page, address: str) -> None:
    page.goto(address + "units")
    name = page.get_by_role("searchbox", name="单位名称")
    for typed in ("kjj", "科技局", "科委"):
        name.fill(typed)
        name.press("Enter")
        expect(page.locator(".listing tbody tr")).to_have_count(2)
        expect(page.locator(".listing tbody tr").first).to_contain_text("科学技术局")
    page.goto(address + "documents")
    page.get_by_role("searchbox", name="查找文件").fill("[2026]6号")
    page.keyboard.press("Enter")
    expect(page.locator(".documents tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("find="))


# --- faster than the page ------------------------------------------------------------------------------------------


def test_a_role_clicked_right_after_a_unit_is_not_lost(page: Page, address: str) -> None:
    page.goto(address + "search")
    expect(page.locator(".count")).to_contain_text("共")
    page.get_by_role("combobox", name="责任单位").fill("溯川市科学技术局")
    page.get_by_role("option").filter(has_text="溯川市科学技术局").first.click()
    pill(page, "^牵头")  # No waiting: the page is still on its way.
    pill(page, "^任务")
    expect(page).to_have_url(re.compile("role=lead"))
    expect(page).to_have_url(re.compile("kind=task"))
    expect(page).to_have_url(re.compile("unit="))
    expect(page.locator(".stMain .asked .piece").first).to_have_text(re.compile("溯川市科学技术局牵头"))
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.get_by_role("radio", name=re.compile("^牵头"))).to_be_checked()
    expect(page.get_by_role("radio", name=re.compile("^任务"))).to_be_checked()


def test_one_filter_after_another_in_one_breath(page: Page, address: str) -> None:
    page.goto(address + "search")
    expect(page.locator(".count")).to_contain_text("共")
    for name in ("^目标", "^规划", "^无责任单位"):
        pill(page, name)
    for said in ("kind=target", "doc_kind=%E8%A7%84%E5%88%92", "owner=none"):
        expect(page).to_have_url(re.compile(said))
    for name in ("^目标", "^规划", "^无责任单位"):
        expect(page.get_by_role("radio", name=re.compile(name))).to_be_checked()
