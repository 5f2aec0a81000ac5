"""Finding in a real browser: the box on every page, filters one after another, a telephone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from page_server import CHROMIUM, press, served
from paths import ROOT
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: the browser test is not run")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own over the demonstration documents."""
    index = tmp_path_factory.mktemp("finding") / "indexes"
    subprocess.run([sys.executable, "-m", "kb", "build", "corpus", "--index", str(index)], cwd=ROOT, check=True)
    with served(index) as url:
        yield url


def pill(page: Page, name: str) -> None:
    page.get_by_role("radio", name=re.compile(name)).first.click()


# --- the box on every page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["", "units", "indicators", "documents", "review", "import"])
def test_the_box_is_on_every_page_and_leads_to_the_search(page: Page, address: str, view: str) -> None:
    page.goto(address + view)
    box = page.locator(".st-key-q input")
    expect(box).to_be_visible()
    page.locator(".offers[data-ready]").wait_for(state="attached")
    press(page, "/")
    expect(box).to_be_focused()
    page.keyboard.type("研发投")
    expect(page.locator(".offers li").first).to_be_visible()
    press(page, "Escape")
    expect(page.locator(".offers li")).to_have_count(0)
    expect(box).to_be_focused()
    press(page, "Escape")
    expect(box).not_to_be_focused()
    expect(box).to_have_value("")
    expect(page).to_have_url(address + view)
    press(page, "/")
    page.keyboard.type("研发投入")
    press(page, "Enter")
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
    press(page, "Enter")
    expect(page.locator(".documents tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("find="))


# --- one filter after another ------------------------------------------------------------------------------------------


def test_a_role_clicked_after_a_unit_is_kept(page: Page, address: str) -> None:
    page.goto(address + "search")
    expect(page.locator(".count")).to_contain_text("共")
    page.get_by_role("combobox", name="责任单位").fill("溯川市科学技术局")
    page.get_by_role("option").filter(has_text="溯川市科学技术局").first.click()
    pill(page, "^牵头")
    pill(page, "^任务")
    expect(page).to_have_url(re.compile("role=lead"))
    expect(page).to_have_url(re.compile("kind=task"))
    expect(page).to_have_url(re.compile("unit="))
    expect(page.locator(".stMain .asked .piece").first).to_have_text(re.compile("溯川市科学技术局牵头"))
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.get_by_role("radio", name=re.compile("^牵头"))).to_be_checked()
    expect(page.get_by_role("radio", name=re.compile("^任务"))).to_be_checked()


def test_one_filter_after_another(page: Page, address: str) -> None:
    page.goto(address + "search")
    expect(page.locator(".count")).to_contain_text("共")
    for name in ("^目标", "^意见", "^无责任单位"):
        pill(page, name)
    for said in ("kind=target", "doc_kind=%E6%84%8F%E8%A7%81", "owner=none"):
        expect(page).to_have_url(re.compile(said))
    for name in ("^目标", "^意见", "^无责任单位"):
        expect(page.get_by_role("radio", name=re.compile(name))).to_be_checked()


# --- a person's own ------------------------------------------------------------------------------------------------


def test_a_search_is_saved_found_on_the_first_page_and_taken_out_again(page: Page, address: str) -> None:
    page.goto(address + "search?q=医共体")
    expect(page.locator(".hit").first).to_be_visible()
    page.get_by_role("button", name="我的检索").click()
    page.get_by_role("textbox", name="名称").fill("医共体进展")
    page.get_by_role("button", name="存下当前检索").click()
    expect(page.locator(".saved-search")).to_contain_text("没有新增")
    page.goto(address)
    expect(page.locator(".saved-searches")).to_contain_text("医共体进展")
    page.locator(".saved-searches a").click()
    expect(page.locator(".hit").first).to_be_visible()
    page.get_by_role("button", name="我的检索").click()
    page.get_by_role("button", name="删除").click()
    expect(page.locator(".saved-search")).to_have_count(0)


def test_documents_with_a_star_are_searched_alone(page: Page, address: str) -> None:
    page.goto(address + "documents")
    row = page.locator(".documents tbody tr").first
    title = row.locator(".document-title").inner_text()
    row.get_by_role("button", name="加入我的文件").click()
    expect(row.get_by_role("button", name="移出我的文件")).to_be_visible()
    page.get_by_role("link", name="在我的文件里检索").click()
    expect(page.locator(".hit").first).to_be_visible()
    expect(page.locator(".stMain .asked .piece")).to_have_text(re.compile("我的文件"))
    assert set(page.locator(".hit .source-title").all_inner_texts()) == {f"《{title}》"}


# --- manners -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["units", "documents"])
def test_on_a_telephone_a_table_is_cards(page: Page, address: str, view: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + view)
    card = page.locator(".cards tbody tr").first
    expect(card).to_be_visible()
    frame = page.locator(".listing-frame").first
    assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(card.locator("td").first).to_be_in_viewport(ratio=1)


def test_three_results_are_seen_on_a_telephone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "search?q=研发")
    expect(page.locator(".hit").nth(2)).to_be_in_viewport(ratio=1)


def test_widgets_speak_chinese(page: Page, address: str) -> None:
    page.goto(address + "search")
    expect(page.get_by_role("navigation", name="翻页")).to_be_attached()
    expect(page.get_by_role("button", name="第 2 页")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.get_by_role("combobox", name="地区").fill("没有这个地方")
    expect(page.get_by_text("用“没有这个地方”")).to_be_visible()
    press(page, "Escape")
    page.goto(address + "import")
    expect(page.get_by_text("选择文件", exact=True).first).to_be_visible()
    expect(page.get_by_text("每个文件不超过")).to_be_visible()
    said = page.locator("body").aria_snapshot()
    words = re.findall(r"Upload|Open|Browse|Drag|Clear|Select|Page \d|Previous|Next|Sidebar|Skip", said)
    assert words == []
