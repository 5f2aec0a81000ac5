"""On paper: LibreOffice opens what is exported and prints it; every cell is read back whole from the page, and nothing is cut.

The cells are taken from the lines that are drawn on the page, so text that runs out of its cell is missed in it.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from exported_files import HEAD, opened_book
from paths import CORPUS
from PIL import Image, ImageChops

import kb
from kb import Filters
from kb.export.row_heights import BODY

pytestmark = [
    pytest.mark.skipif(
        shutil.which("soffice") is None, reason="LibreOffice is not here (apt: libreoffice-calc, -writer)"
    ),
    pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not here (apt: poppler-utils)"),
]
LONG = """# 溯川市长任务方案

一、重点任务

（一）实施长篇幅行动

1.推进超长任务。{measures}（牵头单位：市科技局，配合单位：市财政局、市教育局、市人力资源和社会保障局）

2.推进短任务。建设一个平台。（牵头单位：市科技局）
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    folder = tmp_path_factory.mktemp("printed")
    docs = folder / "docs"
    shutil.copytree(CORPUS, docs)
    sentences = "".join(
        f"建设第{n}个面向长三角地区的R&D公共服务平台，开展关键核心技术攻关，完善“揭榜挂帅”机制。" for n in range(1, 41)
    )
    (docs / "long.md").write_text(LONG.format(measures=sentences), "utf-8")
    kb.build([docs], index=folder / "indexes")
    with kb.open(folder / "indexes") as opened:
        yield opened


def printed(data: bytes, name: str, folder: Path) -> Path:
    """The PDF that LibreOffice prints of a file; its user profile is one of its own."""
    file = folder / name
    file.write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return file.with_suffix(".pdf")


def without_spaces(text: object) -> str:
    return "" if text is None else re.sub(r"\s", "", str(text))


def cells_on(pdf: Path) -> list[list[str]]:
    """The rows of all pages, as the lines on the paper part them."""
    with pdfplumber.open(pdf) as pages:
        tables = [table for page in pages.pages for table in page.extract_tables()]
    return [[without_spaces(cell) for cell in row] for table in tables for row in table]


@pytest.fixture(scope="module")
def sheet_pdf(base: kb.KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Path]:
    data = base.sheets.export(filters=Filters(region="溯川市"), date="2026-12-01")
    return data, printed(data, "表.xlsx", tmp_path_factory.mktemp("sheet"))


def test_every_printed_cell_of_the_workbook_is_on_paper_whole(sheet_pdf: tuple[bytes, Path]) -> None:
    data, pdf = sheet_pdf
    on_paper = {tuple(row) for row in cells_on(pdf)}
    missing = []
    for sheet in opened_book(data).worksheets:
        area = sheet.print_area.split("!")[-1]
        for row in list(sheet[area])[HEAD:]:
            cells = [without_spaces(cell.value) for cell in row]
            if any(cells[1:]) and tuple(cells) not in on_paper:
                missing.append(cells)
    assert missing == []


def test_pages_end_where_the_sheet_says_and_never_behind_a_line_that_heads_what_follows(
    sheet_pdf: tuple[bytes, Path],
) -> None:
    data, pdf = sheet_pdf
    sheets = opened_book(data).worksheets
    last = [sheet[one.id] for sheet in sheets for one in sheet.row_breaks.brk]
    assert len(last) > 3
    assert [row[0].value for row in last if not any(cell.value for cell in row[1:])] == []
    with pdfplumber.open(pdf) as pages:
        assert len(pages.pages) == len(last) + len(sheets), "no program ended a page by itself"


def test_what_is_too_long_for_a_row_goes_on_in_the_next(sheet_pdf: tuple[bytes, Path]) -> None:
    sheet = opened_book(sheet_pdf[0])["重点任务分解表"]
    rows = [row for row in sheet.iter_rows(min_row=HEAD + 1) if str(row[1].value).startswith("推进超长任务")]
    assert len(rows) > 1
    assert {row[1].value for row in rows[1:]} == {"推进超长任务（续）"}
    assert {row[4].value for row in rows} == {"市科技局"}
    text = "".join(str(row[2].value) for row in rows)
    assert all(f"第{n}个面向" in text for n in range(1, 41))
    assert all((sheet.row_dimensions[row[0].row].height or 0) <= 409 for row in rows)


def widths_are_known() -> bool:
    """Whether the font that column widths are counted in is there, or one of its measures."""
    matched = subprocess.run(["fc-match", "Arial"], capture_output=True, text=True).stdout
    return bool(re.search("Arial|Arimo|Liberation", matched))


@pytest.mark.skipif(not widths_are_known(), reason="no font of Arial's measures is here (apt: fonts-liberation)")
def test_the_text_on_paper_can_be_read(sheet_pdf: tuple[bytes, Path]) -> None:
    with pdfplumber.open(sheet_pdf[1]) as pages:
        page = pages.pages[0]
        assert page.width > page.height, "landscape"
        sizes = [char["size"] for char in page.chars]
        heads = [page.extract_text() for page in pages.pages]
    assert min(sizes) >= 9
    assert min(sizes) <= BODY
    assert sum("重点任务" in text and "具体举措" in text for text in heads) > 1, "the heads stand on every page"
    assert re.search(r"第\s*1\s*页，共\s*\d+\s*页", heads[0])


def test_nothing_is_drawn_over_the_edge_of_the_paper(sheet_pdf: tuple[bytes, Path]) -> None:
    pdf = sheet_pdf[1]
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(pdf.with_suffix(""))], check=True)
    pictures = sorted(pdf.parent.glob("*.png"))
    assert pictures
    for picture in pictures:
        image = Image.open(picture).convert("L")
        ink = ImageChops.invert(image).getbbox()
        assert ink is not None, "an empty page"
        left, top, right, bottom = ink
        assert left > 10 and top > 10 and right < image.width - 10 and bottom < image.height - 10


@pytest.mark.parametrize("template", ["standard", "A", "G"])
def test_every_cell_of_the_word_file_is_on_paper_whole(base: kb.KnowledgeBase, tmp_path: Path, template: str) -> None:
    data = base.sheets.export(filters=Filters(region="溯川市"), format="docx", template=template, date="2026-12-01")
    pdf = printed(data, "附件.docx", tmp_path)
    with pdfplumber.open(pdf) as pages:
        texts = [without_spaces(page.extract_text()) for page in pages.pages]
        sizes = {char["size"] for page in pages.pages for char in page.chars}
    assert all(f"—{number}—" in text for number, text in enumerate(texts, start=1))
    assert min(sizes) >= 9
    assert texts[0].startswith("附件1")
    table, *_ = Document(io.BytesIO(data)).tables
    heads = [without_spaces(cell.text) for cell in table.rows[0].cells]
    rows = [row for row in cells_on(pdf) if row[: len(heads)] != heads]
    columns = ["".join(column) for column in zip(*_padded(rows), strict=True)]
    for row in table.rows[1:]:
        cells = [without_spaces(cell.text) for cell in row.cells]
        if len(set(cells)) == 1:
            continue  # A line over all columns.
        for place, cell in enumerate(cells):
            # A row that goes over two pages is read in two pieces, one below the other in its column.
            assert cell in columns[place]


def _padded(rows: list[list[str]]) -> list[list[str]]:
    widest = max(map(len, rows))
    return [row + [""] * (widest - len(row)) for row in rows]


def test_a_sheet_that_libreoffice_has_saved_is_read_back(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    book = opened_book(base.sheets.export(filters=Filters(region="溯川市")))
    sheet = book["重点任务分解表"]
    names = [cell.value for cell in sheet[HEAD]]
    row = next(n for n in range(HEAD + 1, sheet.max_row) if sheet.cell(n, names.index("行键") + 1).value)
    sheet.cell(row, names.index("进展情况") + 1).value = "已完成 50%\n年底验收"
    file = tmp_path / "填报.xlsx"
    book.save(file)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    out = tmp_path / "out"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    read = base.sheets.read((out / "填报.xlsx").read_bytes(), "填报.xlsx")
    assert [one.after for one in read.changes] == ["已完成 50%\n年底验收"]
    assert (read.gone, read.strangers, read.problems) == ((), (), ())
