"""From nothing to a knowledge base in a real browser: import, mend, confirm, see what is due, take out and back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_server import CHROMIUM, press, served
from paths import CORPUS
from playwright.sync_api import Page, expect

from kb.importing.upload_limits import LARGEST_EXPANDED

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: the browser test is not run")

PLAN = "砚浦市城乡公共服务优质共享三年行动方案（2026—2028年）"
TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A server over a folder in which there is no knowledge base yet."""
    with served(tmp_path / "indexes") as url:
        yield url


def bomb(folder: Path) -> Path:
    """A small file that says it holds more than any document."""
    path = folder / "炸弹.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        for _ in range((LARGEST_EXPANDED >> 20) + 1):
            part.write(bytes(1 << 20))
    return path


def hostile(folder: Path) -> Path:
    """A document whose title a browser would run, were it markup."""
    path = folder / "脚本.txt"
    path.write_text(
        "某某市<script>document.title='hit'</script>行动方案\n一、重点任务\n"
        "1.办好<img src=http://192.0.2.1/x.png onerror=document.title='hit'>的事。（牵头单位：市科技局）\n",
        encoding="utf-8",
    )
    return path


def upload(page: Page, *files: Path) -> None:
    page.set_input_files("input[type=file]", [str(file) for file in files])
    expect(page.locator(".import-card, .panel-failed").first).to_be_visible(timeout=90_000)


def pick(page: Page, label: str, words: str) -> None:
    page.get_by_role("combobox", name=label).fill(words)
    page.get_by_role("option").filter(has_text=words).first.click()
    press(page, "Escape")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_from_nothing_to_documents_and_back(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address)
    page.get_by_role("link", name="到“导入”页选择文件").click()
    expect(page.get_by_role("button", name="Upload").or_(page.get_by_text("选择文件")).first).to_be_visible()
    upload(page, CORPUS / "yanpu-2026-actions.txt", bomb(tmp_path), hostile(tmp_path))
    expect(page.locator(".failed .state")).to_have_text(["炸弹.docx"])
    expect(page.locator(".failed .facts")).to_contain_text("展开后有 401 MB，不像正常的文档")
    expect(page.locator(".card-title").first).to_have_text(PLAN)
    assert not (tmp_path / "indexes").exists()
    page.locator(".st-key-import-card-0").get_by_text("修改标题、地区、文种、日期、起止年份").click()
    page.get_by_label("标题").first.fill("砚浦市公共服务方案")
    press(page, "Tab")
    page.get_by_label("校核人").fill("王芳")
    press(page, "Tab")
    page.get_by_role("button", name="确认，导入 2 份文件").click()
    expect(page.locator(".done")).to_contain_text("导入 2 份")
    page.goto(address + "documents")
    expect(page.locator(".document-title")).to_contain_text(["砚浦市公共服务方案", "脚本.txt"])
    page.goto(address + "search?q=办好")
    expect(page.locator(".hit").first).to_contain_text("<img src=")
    assert page.title() != "hit"
    page.goto(address + "import")
    pick(page, "要移除的文件", "砚浦市公共服务方案")
    page.get_by_role("button", name="移除", exact=True).click()
    expect(page.locator(".done")).to_contain_text("移除 1 份")
    page.goto(address + "search?q=医共体")
    expect(page.locator(".empty, .hint").first).to_be_visible()
    assert page.locator(".hit").count() == 0
    page.goto(address + "import")
    pick(page, "要恢复的文件", "砚浦市公共服务方案")
    page.get_by_role("button", name="恢复", exact=True).click()
    expect(page.locator(".done")).to_contain_text("恢复 1 份")
    page.goto(address + "search?q=医共体")
    expect(page.locator(".hit mark").first).to_have_text("医共体")
    expect(page.locator(".hit .source-title").first).to_have_text("《砚浦市公共服务方案》")


def test_a_folder_that_is_typed_is_read_and_a_newer_version_is_known(page: Page, address: str, tmp_path: Path) -> None:
    docs = tmp_path / "我的 文件"
    docs.mkdir()
    text = (CORPUS / "yanpu-2026-actions.txt").read_text("utf-8")
    (docs / "方案.txt").write_text(text, "utf-8")
    page.goto(address + "import")
    for typed in (str(tmp_path / "没有"), str(docs)):
        page.get_by_role("combobox", name="文件夹").fill(typed)
        press(page, "Enter")
        page.get_by_role("button", name="查看文件夹").click()
        if typed.endswith("没有"):
            expect(page.locator(".notice")).to_have_text("找不到这个文件夹。请检查后重新输入")
    page.get_by_role("button", name="确认，导入 1 份文件").click(timeout=60_000)
    expect(page.locator(".done")).to_contain_text("导入 1 份")
    newer = tmp_path / "方案（修改后）.txt"
    newer.write_text(text.replace("医共体", "医联体"), "utf-8")
    upload(page, newer)
    expect(page.locator(".import-card .kind")).to_have_text("新版本")
    page.get_by_role("button", name="确认，导入 1 份文件").click()
    expect(page.locator(".done")).to_contain_text("移除 1 份")
    page.goto(address + "search?q=医联体")
    expect(page.locator(".hit").first).to_be_visible()
    assert (docs / "方案.txt").read_text("utf-8") == text


def test_the_first_page_leads_to_lists_sentences_and_searches(page: Page, address: str) -> None:
    page.goto(address + "import")
    upload(page, *sorted(CORPUS.glob("*2026*")))
    page.get_by_role("button", name=re.compile("^确认")).click()
    expect(page.locator(".done")).to_be_visible()
    page.goto(address)
    expect(page.locator(".starts .start")).to_have_count(3)
    expect(page.locator(".panel")).to_have_count(4)
    shown = page.locator(".panel .figure a").first
    number = shown.inner_text()
    shown.click()
    expect(page.locator(".count strong")).to_have_text(f"共 {number} 项")
    page.goto(address)
    page.get_by_role("searchbox").fill("医共体")
    press(page, "Enter")
    expect(page).to_have_url(re.compile(r"search\?q="))
    expect(page.locator(".hit mark").first).to_have_text("医共体")
    page.go_back()
    expect(page.locator(".starts")).to_be_visible()
    page.get_by_role("searchbox").press_sequentially("科技")
    page.locator(".offers li").filter(has_text="单位").first.click()
    expect(page).to_have_url(re.compile(r"search\?.*unit="))
    expect(page.locator(".choices li")).to_have_count(2)  # Two places have one.
    page.goto(address + "?q=医共体&kind=measure")  # As it was written when the search was the first page.
    expect(page.locator(".hit mark").first).to_have_text("医共体")
    expect(page).to_have_url(re.compile("search"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for size in (TELEPHONE, {"width": 1440, "height": 900}):
            page.set_viewport_size(size)
            for path, there in (("", ".starts"), ("import", "[data-testid=stFileUploaderDropzone]")):
                page.goto(address + path)
                expect(page.locator(there)).to_be_visible()
                assert fits(page)
