"""An office's own template keeps its looks and takes what was found."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from exported_files import opened_book
from kb_samples import FENGAN, YUNXI, built
from openpyxl import Workbook
from openpyxl.styles import Font

import kb
from kb import Filters
from kb.export.office_templates import _placeholders
from kb.export.template_choice import template_choices

HEADS = ("序号", "任务", "举措", "牵头", "配合", "时限")
ROW = ("{{序号}}", "{{重点任务}}", "{{具体举措}}", "{{ 牵头单位 }}", "{{配合单位}}", "限{{完成时限}}前")
FENGAN_ONLY = Filters(region="丰安市")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    with built(tmp_path_factory.mktemp("base"), fengan=FENGAN, yunxi=YUNXI) as opened:
        yield opened


def word_template(path: Path, row: tuple[str, ...] = ROW) -> Path:
    document = Document()
    title = document.add_paragraph()
    for piece in ("关于{{标", "题}}", "的通知"):  # Word cuts what is typed into such pieces.
        title.add_run(piece).bold = piece.startswith("题")
    document.add_paragraph("依据{{依据}}，共{{项数}}项。")
    table = document.add_table(rows=3, cols=len(row))
    for place, (head, text) in enumerate(zip(HEADS, row, strict=False)):
        table.cell(0, place).text = head
        table.cell(1, place).text = text
    table.cell(2, 0).text = "填表人："
    document.sections[0].footer.paragraphs[0].text = "{{日期}}"
    document.save(str(path))
    return path


def book_template(path: Path, row: tuple[str, ...] = ROW) -> Path:
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "{{标题}}"
    sheet.merge_cells("A1:F1")
    for place, (head, text) in enumerate(zip(HEADS, row, strict=False), start=1):
        sheet.cell(3, place).value = head
        sheet.cell(4, place).value = text
        sheet.cell(4, place).font = Font(name="楷体", size=12)
    sheet["A5"] = "填表人：   {{日期}}"
    sheet.merge_cells("A5:F5")
    sheet.row_dimensions[5].height = 33
    sheet.column_dimensions["C"].width = 30
    book.save(path)
    return path


def test_a_word_template_is_filled(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    path = word_template(tmp_path / "本局.docx")
    data = base.sheets.export(filters=FENGAN_ONLY, format="docx", template=str(path), date="2026-11-20")
    document = Document(io.BytesIO(data))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[:2] == ["关于丰安市科技强市行动方案重点任务分解表的通知", "依据《丰安市科技强市行动方案》，共2项。"]
    assert document.sections[0].footer.paragraphs[0].text == "2026年11月20日"
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == list(HEADS)
    assert rows[1] == [
        "1",
        "加大研发投入",
        "1. 落实研发费用加计扣除，引导企业加大研发经费投入。\n2. 设立R&D专项资金，支持3-5家龙头企业。",
        "市科技局",
        "市财政局、市发改局",
        "限2026前",
    ]
    assert [row[1] for row in rows[2:3]] == ["培育科技型企业"]
    assert rows[3][0] == "填表人："
    assert "{{" not in document.element.xml


def test_a_workbook_template_is_filled_and_keeps_its_looks(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    path = book_template(tmp_path / "本局.xlsx")
    data = base.sheets.export(filters=FENGAN_ONLY, template=str(path), date="2026-11-20")
    sheet = opened_book(data).active
    assert sheet["A1"].value == "丰安市科技强市行动方案重点任务分解表"
    assert [sheet.cell(row, 1).value for row in (4, 5)] == [1, 2]
    assert sheet["B5"].value == "培育科技型企业"
    assert (sheet["B5"].font.name, sheet["B5"].font.size) == ("楷体", 12)
    assert sheet["A6"].value == "填表人：   2026年11月20日"
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:F1", "A6:F6"}
    assert sheet.row_dimensions[6].height == 33
    assert sheet.row_dimensions[4].height > 3 * 12, "as high as what stands in it"
    assert (sheet["G3"].value, sheet.column_dimensions["G"].hidden) == ("行键", True)


def test_a_filled_workbook_template_is_read_back(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    path = book_template(tmp_path / "本局.xlsx", ("{{序号}}", "{{重点任务}}", "{{进展情况}}"))
    book = opened_book(base.sheets.export(filters=FENGAN_ONLY, template=str(path)))
    sheet = book.active
    sheet["B3"], sheet["C3"] = "重点任务", "进展情况"
    sheet["C5"] = "已启动"
    buffer = io.BytesIO()
    book.save(buffer)
    (change,) = base.sheets.read(buffer.getvalue(), "表.xlsx").changes
    assert (change.title, change.after) == ("培育科技型企业", "已启动")


def test_nothing_found_leaves_a_form_without_rows(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    book = book_template(tmp_path / "a.xlsx")
    sheet = opened_book(base.sheets.export("没有这样的词", template=str(book))).active
    assert [sheet.cell(4, place).value for place in range(1, 7)] == [None] * 6
    word = word_template(tmp_path / "a.docx")
    document = Document(io.BytesIO(base.sheets.export("没有这样的词", format="docx", template=str(word))))
    assert len(document.tables[0].rows) == 2


def test_the_folder_of_templates_is_offered(base: kb.KnowledgeBase) -> None:
    folder = base.index.parent / "templates"
    folder.mkdir(exist_ok=True)
    word_template(folder / "督查室.docx")
    (folder / "~$督查室.docx").write_bytes(b"left by an open Word")
    (folder / "说明.txt").write_text("none", "utf-8")
    assert base.sheets.templates()[-1] == ("督查室.docx", "督查室.docx")
    assert [key for key, _ in template_choices(folder)] == ["standard", "A", "B", "F", "G", "督查室.docx"]
    assert base.sheets.export(format="docx", template="督查室.docx")[:2] == b"PK"


@pytest.mark.parametrize(
    ("row", "message"),
    [(("{{序号}}", "{{责任人}}"), "责任人.*可以用的有.*牵头单位"), (("甲", "{{标题}}"), "没有带任务")],
)
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_a_template_that_asks_for_what_there_is_not_is_refused(
    base: kb.KnowledgeBase, tmp_path: Path, suffix: str, row: tuple[str, ...], message: str
) -> None:
    path = (word_template if suffix == "docx" else book_template)(tmp_path / f"t.{suffix}", row)
    with pytest.raises(kb.KnowledgeBaseError, match=message):
        base.sheets.export(format=suffix, template=str(path))  # type: ignore[arg-type]


@pytest.mark.parametrize(("format", "suffix"), [("docx", "xlsx"), ("csv", "docx"), ("xlsx", "docx")])
def test_a_template_is_for_its_format(base: kb.KnowledgeBase, tmp_path: Path, format: str, suffix: str) -> None:
    path = (word_template if suffix == "docx" else book_template)(tmp_path / f"t.{suffix}")
    with pytest.raises(kb.BadFilter, match=f".{suffix}"):
        base.sheets.export(format=format, template=str(path))  # type: ignore[arg-type]


def test_a_template_that_is_no_office_file_is_refused(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    for name in ("坏.docx", "坏.xlsx"):
        (tmp_path / name).write_bytes(b"none")
        with pytest.raises(kb.KnowledgeBaseError, match="打不开"):
            base.sheets.export(format=name[-4:], template=str(tmp_path / name))  # type: ignore[arg-type]


def test_each_placeholder_can_be_filled(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    names = [name for name, row in _placeholders().items() if row["place"] == "row"]
    document = Document()
    table = document.add_table(rows=1, cols=len(names))
    for place, name in enumerate(names):
        table.cell(0, place).text = f"{name}＝{{{{{name}}}}}"
    document.save(str(tmp_path / "all.docx"))
    filled = Document(io.BytesIO(base.sheets.export(format="docx", template=str(tmp_path / "all.docx"))))
    cells = [cell.text for cell in filled.tables[0].rows[0].cells]
    assert [cell.partition("＝")[0] for cell in cells] == names
    assert cells[names.index("责任单位")] == "责任单位＝牵头：市科技局；配合：市财政局、市发改局"
