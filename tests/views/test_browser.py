"""The whole way in a real browser: build the demonstration, search, filter, follow a row to its sentence, export."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from exported_files import HEAD, heads, sheet_rows
from page_server import CHROMIUM, press, served
from paths import ROOT
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: the browser test is not run")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own over the demonstration documents."""
    index = tmp_path_factory.mktemp("browser") / "indexes"
    subprocess.run([sys.executable, "-m", "kb", "build", "corpus", "--index", str(index)], cwd=ROOT, check=True)
    with served(index) as url:
        yield url


def choose(page: Page, label: str, option: str) -> None:
    """Type into a filter and take the option that is offered."""
    page.get_by_role("combobox", name=label).fill(option)
    page.get_by_role("option").filter(has_text=option).first.click()


def total(page: Page) -> int:
    """How many results the page says there are."""
    said = page.locator(".count strong")
    expect(said).to_be_visible()
    return int(said.inner_text().split()[1])


def test_from_a_search_to_the_sentence_and_to_the_sheet(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + "search")
    expect(page.locator(".count")).to_contain_text("共")
    page.get_by_role("searchbox").fill("医共体")
    press(page, "Enter")
    expect(page.locator(".hit mark").first).to_have_text("医共体")

    # Who leads it: the unit and the role narrow the list, and every row left says so.
    choose(page, "责任单位", "砚浦市卫生健康局")
    page.get_by_role("radio", name="牵头").or_(page.get_by_role("button", name="牵头")).first.click()
    expect(page).to_have_url(re.compile("role=lead"))
    rows = page.locator(".hit")
    expect(rows.first).to_be_visible()
    for text in rows.locator(".role-group", has_text="牵头").all_inner_texts():
        assert "市卫生健康局" in text
    shown = rows.locator(".passage, .promise").all_inner_texts()

    # A colleague who is sent the address sees the same.
    colleague = page.context.new_page()
    colleague.goto(page.url)
    expect(colleague.locator(".hit")).to_have_count(rows.count())
    assert colleague.locator(".hit").locator(".passage, .promise").all_inner_texts() == shown
    colleague.close()

    # The row leads to its sentence, marked and in sight.
    measure = rows.filter(has=page.locator(".kind-measure")).first
    sentence = measure.locator(".promise").inner_text()
    with page.context.expect_page() as opening:
        measure.get_by_text("查看原文").click()
    document = opening.value
    mark = document.locator("#mark")
    expect(mark).to_be_in_viewport()
    assert mark.inner_text().strip("…") in sentence or sentence.strip("…") in mark.inner_text()
    document.close()

    # The sheet holds the rows that were shown, and comes back filled in.
    page.get_by_role("button", name="导出", exact=True).click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载 Excel").click()
    file = tmp_path / "list.xlsx"
    downloading.value.save_as(file)
    assert downloading.value.suggested_filename == "任务分解表-医共体-砚浦市卫生健康局-牵头.xlsx"
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    rows = sheet_rows(sheet)
    assert any(sentence.strip("…") in str(cell) for row in rows for cell in row.values())
    place = next(n for n in range(HEAD + 1, sheet.max_row + 1) if sheet.cell(n, 1).value == 1)
    sheet.cell(place, heads(sheet).index("进展情况") + 1).value = "已建成三个医共体"
    book.save(file)
    press(page, "Escape")
    page.get_by_role("button", name="导入填报").click()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("1 项任务有新内容")).to_be_visible()
    store = page.get_by_role("button", name="写入 1 处")
    expect(store).to_be_disabled()
    page.get_by_label("填报人").fill("张三")
    press(page, "Tab")
    store.click()
    expect(page.get_by_text("已写入 1 处")).to_be_visible()
    press(page, "Escape")
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_text("Word", exact=True).click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载 Word").click()
    downloading.value.save_as(tmp_path / "list.docx")
    texts = [cell.text for row in Document(str(tmp_path / "list.docx")).tables[0].rows for cell in row.cells]
    assert "已建成三个医共体" in texts


def test_the_query_language_from_its_panel_to_the_sheet(page: Page, address: str, tmp_path: Path) -> None:
    # The panel shows what can be written; one click searches for an example of it.
    page.goto(address + "search")
    page.get_by_role("button", name="检索语法").click()
    expect(page.locator(".syntax")).to_be_visible()
    page.locator(".syntax").get_by_text("牵头:市科技局", exact=True).click()
    expect(page.get_by_role("searchbox")).to_have_value("牵头:市科技局")
    everything = total(page)
    assert everything

    # Fields and the filters at the side narrow together.
    choose(page, "地区", "砚浦市")
    expect(page).to_have_url(re.compile("region="))
    expect(page.locator(".count strong")).not_to_have_text(f"共 {everything} 项")
    narrowed = total(page)
    assert 0 < narrowed < everything

    # The results of a task in one row; why they are there; the sheet has the same rows.
    page.goto(address + "search?q=高企")
    expect(page.locator(".also")).to_contain_text("高新技术企业")
    page.get_by_text("按任务归并").click()
    expect(page.locator(".items").first).to_be_visible()
    page.get_by_text("匹配说明").click()
    expect(page.locator(".why").first).to_contain_text("高新技术企业（同义词）")
    expect(page).to_have_url(re.compile("group=1&why=1"))
    shown = page.locator(".hit").count()
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_text("CSV", exact=True).click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载 CSV").click()
    sheet = tmp_path / "list.csv"
    downloading.value.save_as(sheet)
    with sheet.open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == shown
    press(page, "Escape")

    # Nothing is written 高企 in the documents; the address says that other names are left out.
    page.get_by_text("关闭同义扩展").click()
    expect(page).to_have_url(re.compile("expand=0"))
    expect(page.locator(".empty h3")).to_have_text("没有符合条件的承诺事项")
    expect(page.locator(".also")).to_contain_text("打开同义扩展")


def test_a_misspelt_word_and_what_has_no_owner(page: Page, address: str) -> None:
    page.goto(address + "search?q=研发投人")
    page.locator(".meant a", has_text="研发投入").click()
    expect(page.locator(".hit mark").first).to_be_visible()
    page.goto(address + "search?kind=task")
    nobody = page.get_by_role("radio", name="无责任单位").or_(page.get_by_role("button", name="无责任单位")).first
    beside = nobody.locator("p").evaluate("label => getComputedStyle(label, '::after').content")
    said = int(beside.strip('" '))
    nobody.click()
    expect(page).to_have_url(re.compile("owner=none"))
    expect(page.locator(".count strong")).to_have_text(f"共 {said} 项")
    expect(page.locator(".units-none")).to_have_count(min(said, 20))


def test_what_is_being_typed_is_offered(page: Page, address: str) -> None:
    page.goto(address + "search?kind=task")
    everything = total(page)
    box, offers = page.get_by_role("searchbox"), page.locator(".offers li")
    for _ in range(5):  # keys that come while the page is still being made are lost
        box.fill("")
        box.press_sequentially("kj")
        try:
            expect(offers.first).to_have_text(re.compile("^科技局单位"), timeout=4000)
            break
        except AssertionError:
            continue
    expect(offers.first).to_have_text(re.compile("^科技局单位"))
    # A unit is filtered by: of the places that have one so called the page asks for one.
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator(".choices")).to_contain_text("多个地区都有“科技局”")
    expect(page).to_have_url(re.compile("unit=.*kind=task"))
    expect(box).to_have_value("")
    expect(offers).to_have_count(0)
    page.locator(".choices a").first.click()
    expect(page.locator(".piece").first).to_contain_text("科学技术局")
    assert 0 < total(page) < everything

    # Of several words the last is completed; a click takes an offer, Escape and Enter leave what was typed.
    page.goto(address + "search?q=人才")
    expect(page.locator(".hit mark").first).to_be_visible()
    box.press("End")
    box.press_sequentially(" 科技型")
    offers.filter(has_text="科技型企业").first.click()
    expect(page.locator(".hit mark").first).to_be_visible()
    assert box.input_value().startswith("人才 科技型")
    box.fill("科技")
    expect(offers.first).to_be_visible()
    box.press("Escape")
    expect(offers).to_have_count(0)
    box.press("Enter")
    expect(page.locator(".hit mark").first).to_have_text("科技")
    assert box.input_value() == "科技"


def test_what_was_asked_can_be_lifted_piece_by_piece(page: Page, address: str) -> None:
    page.goto(address + "search?q=砚浦市卫生健康局牵头 医共体&kind=task")
    pieces = page.locator(".piece")
    expect(pieces).to_have_text(["砚浦市卫生健康局牵头×", "含“医共体”×", "任务×"])
    narrow = total(page)
    pieces.nth(1).get_by_label("去掉").click()
    expect(pieces).to_have_text(["砚浦市卫生健康局牵头×", "任务×"])
    expect(page.locator(".count strong")).not_to_have_text(f"共 {narrow} 项")
    page.get_by_text("按原文检索").click()
    expect(page.get_by_role("searchbox")).to_have_value("“砚浦市卫生健康局牵头”")
    expect(pieces.first).to_contain_text("含原句")
    page.goto(address + "search?q=养老 量子纠缠")
    page.locator(".meant a").click()
    expect(page.get_by_role("searchbox")).to_have_value("养老")
    expect(page.locator(".hit mark").first).to_have_text("养老")


def test_what_is_typed_while_the_page_is_loading_is_searched_for(page: Page, address: str) -> None:
    box = page.locator(".st-key-q input")
    for _ in range(5):
        page.goto(address)
        box.wait_for()  # the box is there; what stands below it is still being made
        box.fill("养老")
        box.press("Enter")
        expect(page.locator(".hit mark").first).to_have_text("养老")
        expect(box).to_have_value("养老")


def test_results_are_ticked_copied_and_exported(page: Page, address: str, tmp_path: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address + "?kind=task&q=养老")
    expect(page.locator(".hit").nth(2)).to_be_visible()
    boxes = page.locator(".hit .tick input")
    expect(boxes).to_have_count(page.locator(".hit").count())
    titles = [page.locator(".hit h3").nth(place).inner_text() for place in (0, 2)]
    boxes.nth(0).check()
    boxes.nth(2).check()
    bar = page.locator(".ticked-bar")
    expect(bar).to_contain_text("已选 2 项")
    bar.get_by_text("复制").click()
    expect(bar.get_by_text("已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()").split("\n\n")
    assert len(copied) == 2
    assert all("——" in piece and title in piece for piece, title in zip(copied, titles, strict=True))
    page.get_by_role("button", name="导出", exact=True).click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载 Excel").click()
    sheet = tmp_path / "list.xlsx"
    downloading.value.save_as(sheet)
    cells = {str(cell) for row in openpyxl.load_workbook(sheet).worksheets[0].values for cell in row if cell}
    assert all(any(title in cell for cell in cells) for title in titles)
    left_out = page.locator(".hit h3").nth(1).inner_text()
    assert left_out not in cells
    press(page, "Escape")
    bar.get_by_text("取消选择").click()
    expect(bar).to_be_hidden()


def test_back_brings_the_search_before(page: Page, address: str) -> None:
    page.goto(address + "search?q=养老")
    expect(page.locator(".hit mark").first).to_have_text("养老")
    page.get_by_role("searchbox").fill("托育")
    press(page, "Enter")
    expect(page.locator(".hit mark").first).to_have_text("托育")
    page.go_back()
    expect(page.locator(".hit mark").first).to_have_text("养老")
    expect(page.get_by_role("searchbox")).to_have_value("养老")


def test_another_page_of_results_begins_at_its_top(page: Page, address: str) -> None:
    page.goto(address + "search?sort=document")
    first = page.locator(".hit .promise, .hit .passage").first
    expect(first).to_be_visible()
    begins = first.inner_text()
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    for number in ("2", "3"):
        page.get_by_role("button", name=f"第 {number} 页", exact=True).click()
        expect(page).to_have_url(re.compile(f"page={number}"))
        expect(first).not_to_have_text(begins)
        page.wait_for_function(f"{scrolled} === 0")
        begins = first.inner_text()
    # A switch that leaves the page as it is leaves the reader where he is.
    page.locator(".hit").last.scroll_into_view_if_needed()
    assert page.evaluate(scrolled) > 0
    page.goto(address + "search?sort=document&page=99")
    expect(page).to_have_url(re.compile("page=24$"))


def test_the_query_panel_fits_a_telephone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(address + "search")
    page.get_by_role("button", name="检索语法").click()
    expect(page.locator(".syntax")).to_be_visible()
    # The panel has its width only once it has been put beside its button.
    page.wait_for_function("document.querySelector('.syntax td').clientWidth > 200")
    inside = "(panel) => panel.scrollWidth <= panel.clientWidth"
    assert page.locator("[data-testid=stPopoverBody]").evaluate(inside)


def test_units_and_documents_lead_to_their_lists(page: Page, address: str) -> None:
    page.goto(address + "units?name=卫生健康局&region=砚浦市")
    row = page.locator(".listing tbody tr").filter(has_text="砚浦市卫生健康局")
    leads = int(row.locator("td.number a").first.inner_text())
    row.locator("td.number a").first.click()
    expect(page.locator(".count strong")).to_have_text(f"共 {leads} 项")
    page.goto(address + "documents")
    expect(page.locator(".documents tbody tr")).to_have_count(6)
    page.locator(".document-title").first.click()
    expect(page.locator(".paper")).to_be_visible()


def test_an_address_cannot_make_the_page_ask_elsewhere(page: Page, address: str) -> None:
    picture = "![x](http://192.0.2.1/x.png)<img src=http://192.0.2.1/y.png>"
    for path in (
        "?region=",
        "search?unit=",
        "?document=",
        "?q=",
        "?year=",
        "document?id=",
        "units?name=",
        "unit?id=",
        "indicators?id=",
        "?place=",
    ):
        page.goto(address + path + picture)
        expect(page.locator(".notice, .empty, .count, .facts, .stAlert").first).to_be_visible()
        assert page.locator("img[src*='192.0.2.1']").count() == 0


def test_a_narrow_window_needs_no_sideways_scrolling(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    for path in ("search", "documents", "units"):
        page.goto(address + path)
        expect(page.locator(".hit, .listing tbody tr").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
