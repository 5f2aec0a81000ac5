"""A Word file that could be sent as it is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from kb_samples import FENGAN, YUNXI, built

import kb
from kb import Filters
from kb.export.export_tables import ExportTable, TableColumn, TableRow
from kb.export.word_document import word_document


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    with built(tmp_path_factory.mktemp("base"), fengan=FENGAN, yunxi=YUNXI) as opened:
        yield opened


def test_it_is_an_appendix_with_title_tables_and_page_numbers(base: kb.KnowledgeBase) -> None:
    data = base.sheets.export(filters=Filters(region="丰安市"), format="docx", date="2026-11-20")
    document = Document(io.BytesIO(data))
    said = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert said == [
        "附件1",
        "丰安市科技强市行动方案重点任务分解表",
        "依据：《丰安市科技强市行动方案》　制表日期：2026年11月20日",
        "附件2",
        "丰安市科技强市行动方案主要目标分解表",
        "依据：《丰安市科技强市行动方案》　制表日期：2026年11月20日",
    ]
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    assert " PAGE " in section.footer._element.xml
    tasks, targets = document.tables
    for table in (tasks, targets):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None, "the heads stand on every page"
    rows = [[cell.text for cell in row.cells] for row in tasks.rows]
    assert rows[1] == ["（1）行动"] * 11
    assert rows[2][:4] == [
        "1",
        "加大研发投入",
        "1. 落实研发费用加计扣除，引导企业加大研发经费投入。\n2. 设立R&D专项资金，支持3-5家龙头企业。",
        "",
    ]
    assert [row.cells[1].text for row in targets.rows if row.cells[0].text.isdigit()] == [
        "全社会研发投入占比",
        "高新技术企业",
    ]


def test_a_row_stays_whole_unless_it_takes_half_a_page(base: kb.KnowledgeBase) -> None:
    def rows_kept_whole(measures: int) -> list[bool]:
        lines = (TableRow((1, "\n".join(f"{n}. 建设算力中心。" for n in range(measures)))),)
        heads = (
            TableColumn("序号", 5, "printed", True, "number"),
            TableColumn("具体举措", 40, "printed", False, "measures"),
        )
        table = ExportTable("重点任务分解表", "重点任务分解表", "", heads, lines)
        rows = Document(io.BytesIO(word_document([table]))).tables[0].rows[1:]
        return [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows]

    assert rows_kept_whole(5) == [True]
    assert rows_kept_whole(30) == [False]


def test_one_table_is_the_only_appendix(base: kb.KnowledgeBase) -> None:
    document = Document(io.BytesIO(base.sheets.export(filters=Filters(kind="measure"), format="docx")))
    assert document.paragraphs[0].text == "附件"
    assert len(document.tables) == 1


def test_the_fonts_are_those_of_official_documents_with_others_in_their_place(base: kb.KnowledgeBase) -> None:
    document = Document(io.BytesIO(base.sheets.export(format="docx")))
    xml = document.element.xml
    assert set(re.findall(r'w:eastAsia="([^"]+)"', xml)) == {"仿宋", "黑体", "方正小标宋简体"}
    fonts = next(p for p in document.part.package.iter_parts() if str(p.partname) == "/word/fontTable.xml")
    assert "仿宋_GB2312" in fonts.blob.decode()
    sizes = {int(size) / 2 for size in re.findall(r'<w:sz w:val="(\d+)"', xml)}
    assert min(sizes) >= 9


def test_markup_in_a_text_is_text(base: kb.KnowledgeBase) -> None:
    hostile = "@ 甲<w:p/>&\"'|丰安市|方案\nT <b>任务</b>&amp;||lead <i>单位</i>\nM ]]> </w:t> \x0b 措施。\n"
    with built(base.index.parent / "hostile", h=hostile) as opened:
        document = Document(io.BytesIO(opened.sheets.export(format="docx")))
    cells = {cell.text for row in document.tables[0].rows for cell in row.cells}
    assert {"<b>任务</b>&amp;", "<i>单位</i>"} <= cells
