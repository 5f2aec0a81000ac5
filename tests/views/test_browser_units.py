"""Units and indicators in a real browser, in both sizes: from a row to the unit, from a figure to its sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
from page_server import CHROMIUM, served
from paths import ROOT
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: the browser test is not run")

UNIT = "unit?" + urlencode({"id": "溯川市科学技术局"})
INDICATOR = "indicators?" + urlencode({"id": "高新技术企业数"})
SIZES = ((1440, 900), (390, 844))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own over the demonstration documents."""
    index = tmp_path_factory.mktemp("units") / "indexes"
    subprocess.run([sys.executable, "-m", "kb", "build", "corpus", "--index", str(index)], cwd=ROOT, check=True)
    with served(index) as url:
        yield url


def test_from_a_row_to_the_unit_to_a_sentence_and_to_the_file(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + "?" + urlencode({"unit": "溯川市科学技术局", "kind": "task", "role": "lead"}))
    page.locator(".hit .unit", has_text="市科技局").first.click()
    expect(page.locator(".document-head h2")).to_have_text("溯川市科学技术局")
    leads = int(page.locator(".role-count[aria-current] strong").inner_text())
    expect(page.locator(".due-rows > li")).to_have_count(leads)

    page.locator(".role-count", has_text="目标").click()
    expect(page.locator(".role-count[aria-current]")).to_contain_text("目标")
    with page.context.expect_page() as opening:
        page.locator(".due-title").first.click()
    document = opening.value
    expect(document.locator(".paper mark").first).to_be_visible()
    document.close()

    page.get_by_role("button", name="导出", exact=True).click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="下载 Excel").click()
    coming.value.save_as(tmp_path / "list.xlsx")
    assert openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0].max_row > leads


def test_a_second_unit_is_put_beside(page: Page, address: str) -> None:
    page.goto(address + UNIT)
    box = page.get_by_role("searchbox", name="与另一单位对照")
    box.fill("溯川市工信局")
    box.press("Enter")
    expect(page.locator(".document-head h2")).to_have_text("溯川市科学技术局与溯川市工业和信息化局")
    expect(page.locator(".role-counts")).to_have_count(2)
    left, right = page.locator(".role-counts").all()
    first, second = left.bounding_box(), right.bounding_box()
    assert first is not None and second is not None
    assert second["x"] > first["x"] + first["width"]
    page.get_by_role("link", name="共同承担").click()
    expect(page.locator(".count strong")).to_have_text("共 5 项")


def test_whom_a_unit_works_with_is_drawn(page: Page, address: str) -> None:
    page.goto(address + UNIT)
    expect(page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg").first).to_be_visible()
    expect(page.locator(".beside tbody tr").first).to_contain_text("溯川市工业和信息化局")


def test_an_indicator_is_found_by_letters_and_its_figures_open_their_places(page: Page, address: str) -> None:
    page.goto(address + "indicators")
    expect(page.locator(".concepts tbody tr").first).to_be_visible()
    box = page.get_by_role("searchbox", name="查找")
    box.fill("gxjsqy")
    box.press("Enter")
    expect(page.locator(".concepts tbody tr").first).to_contain_text("高新技术企业数")
    page.locator(".concepts tbody a").first.click()
    expect(page.locator(".document-head h2")).to_have_text("高新技术企业数")
    expect(page.locator(".stVegaLiteChart canvas, .stVegaLiteChart svg").first).to_be_visible()
    with page.context.expect_page() as opening:
        page.locator(".series .datum.in-table").first.click()
    document = opening.value
    expect(document.locator(".paper td mark, .paper th mark").first).to_be_visible()
    expect(document.locator(".chosen-line")).to_contain_text("表格数值")
    document.close()
    with page.context.expect_page() as opening:
        page.locator(".series .datum:not(.in-table)").first.click()
    expect(opening.value.locator(".paper mark").first).to_be_visible()


def test_a_point_of_the_chart_opens_its_sentence(page: Page, address: str) -> None:
    page.goto(address + INDICATOR)
    point = page.locator(".stVegaLiteChart [aria-roledescription=point]").first
    expect(point).to_be_visible()
    point.click(force=True)
    expect(page.locator(".paper mark").first).to_be_visible()


def test_values_of_tables_are_found(page: Page, address: str) -> None:
    page.goto(address + "indicators?list=cells")
    expect(page.locator(".cells tbody tr").first).to_be_visible()
    box = page.get_by_role("searchbox", name="查找")
    box.fill("研发强度 2026年")
    box.press("Enter")
    expect(page.locator(".stMain .facts").first).to_contain_text("共 2 个数值")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize(
    "path", [UNIT, UNIT + "&" + urlencode({"with": "溯川市财政局"}), "indicators", INDICATOR, "indicators?list=cells"]
)
def test_no_page_scrolls_sideways(page: Page, address: str, path: str, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address + path)
    expect(page.locator(".due-rows > li, .listing tbody tr").first).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= window.innerWidth")
