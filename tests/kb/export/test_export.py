"""What is exported is what is shown, opens in a spreadsheet, and cannot harm."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from kb_samples import FENGAN, QINGHE, YUNXI, built
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import kb
from kb import Filters
from kb.export import export_cells, format_of
from kb.export.csv_text import csv_bytes
from kb.export.export_tables import ExportTable
from kb.export.workbook import workbook

LINES = ("=1+1", "+86", "-研发", "@sum", "-3.5", "\t=1", "正常", "", "两\n行", 'a"b,c')


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    with built(tmp_path_factory.mktemp("base"), fengan=FENGAN, yunxi=YUNXI) as opened:
        yield opened


def sheets(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def rows(sheet: Worksheet) -> list[dict[str, str | None]]:
    header, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), line, strict=True)) for line in lines]  # type: ignore[arg-type]


def lines(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_workbook_has_the_sheets_and_columns_of_the_trade(base: kb.KnowledgeBase) -> None:
    book = sheets(base.export(date="2026-11-20"))
    assert book.sheetnames == ["重点任务分解表", "主要目标分解表", "筛选条件与说明"]
    header = [cell.value for cell in book["重点任务分解表"][1]]
    assert header[:8] == ["序号", "一级任务", "重点任务", "具体举措", "目标指标", "牵头单位", "配合单位", "责任单位"]
    assert header[-6:] == ["责任领导", "责任处室", "联系人", "进展情况", "存在问题", "状态"]
    header = [cell.value for cell in book["主要目标分解表"][1]]
    assert header[:7] == ["序号", "指标", "计量单位", "基期（年/值）", "目标年", "比较", "目标值"]


@pytest.mark.parametrize(
    ("text", "filters", "sort"),
    [
        ("", Filters(), "relevance"),
        ("研发", Filters(), "relevance"),
        ("企业", Filters(region="丰安市"), "year"),
        ("", Filters(unit="丰安市科学技术局", role="lead"), "document"),
        ("", Filters(kind="task"), "document"),
        ("没有这样的词", Filters(), "relevance"),
    ],
)
def test_the_rows_are_the_hits_in_their_order(
    base: kb.KnowledgeBase, text: str, filters: Filters, sort: kb.Sort
) -> None:
    hits = base.search(text, filters=filters, sort=sort, size=500).hits
    in_measures = {hit.task_id for hit in hits if hit.kind == "measure"}
    expected = [hit for hit in hits if hit.kind != "task" or hit.task_id not in in_measures]
    listed = lines(base.export(text, filters=filters, sort=sort, format="csv"))
    assert [row["原文"] for row in listed] == [hit.text for hit in expected]
    assert [row["类别"] for row in listed] == [kb.KIND_LABELS[hit.kind] for hit in expected]
    assert [row["序号"] for row in listed] == [str(number) for number in range(1, len(expected) + 1)]
    book = sheets(base.export(text, filters=filters, sort=sort))
    tasks, targets = rows(book["重点任务分解表"]), rows(book["主要目标分解表"])
    assert [row["原文"] for row in tasks] == [hit.text for hit in expected if hit.kind != "target"]
    assert [row["原文"] for row in targets] == [hit.text for hit in expected if hit.kind == "target"]
    notes = {row["项目"]: row["内容"] for row in rows(book["筛选条件与说明"])}
    assert str(notes["合计"]).startswith(f"{len(hits)} 项")


def test_a_measure_s_row_says_all_of_it(base: kb.KnowledgeBase) -> None:
    (row,) = lines(base.export("小化妆包", filters=Filters(kind="measure"), format="csv"))
    assert row["一级任务"] == "（2）行动"
    assert row["重点任务"] == "培育科技型企业"
    assert row["具体举措"] == row["原文"] == "建立小化妆包产业企业培育库。"
    assert (row["牵头单位"], row["配合单位"], row["责任单位"]) == ("市财政局", "市科技局", "")
    assert (row["完成时限"], row["到期年份"]) == ("", "")
    assert row["文件名称（文号）"] == "丰安市科技强市行动方案"
    assert row["章节/页码"] == "三、重点任务 › （2）行动，第1页"
    assert "本单位角色" not in row


def test_a_task_without_its_measures_lists_them_in_its_row(base: kb.KnowledgeBase) -> None:
    first, *_ = lines(base.export(filters=Filters(kind="task"), sort="document", format="csv"))
    assert first["具体举措"].split("\n") == [
        "落实研发费用加计扣除，引导企业加大研发经费投入。",
        "设立R&D专项资金，支持3-5家龙头企业。",
    ]
    assert (first["完成时限"], first["到期年份"]) == ("2026", "2026")


def test_a_target_s_row_says_all_of_it(base: kb.KnowledgeBase) -> None:
    book = sheets(base.export(filters=Filters(kind="target", year=2025)))
    (row,) = rows(book["主要目标分解表"])
    assert (row["指标"], row["计量单位"], row["比较"], row["目标值"], row["目标年"]) == (
        "高新技术企业",
        "家",
        "≥",
        "200",
        "2025",
    )
    assert rows(book["重点任务分解表"]) == []


def test_deadlines_say_what_dates_them_and_doubts_why(tmp_path: Path) -> None:
    with built(tmp_path, q=QINGHE) as opened:
        book = sheets(opened.export(sort="document"))
        table = sheets(export_cells(opened.cells(), format="xlsx"))["指标表格"]
    told = [(row["重点任务"], row["完成时限"], row["到期年份"], row["存疑"]) for row in rows(book["重点任务分解表"])]
    assert told == [
        ("做强数字产业", "2025年〔据目标〕", "2025", "单位不在名录中"),
        ("建设算力中心", "6月底前", "2026", None),
        ("推进数据确权", "2030年〔据规划期〕", "2030", None),
        ("打通数据壁垒", "2027年〔据章节〕", "2027", None),
        ("完善监测", None, None, None),
    ]
    targets = [(row["指标"], row["目标年"], row["存疑"]) for row in rows(book["主要目标分解表"])]
    assert targets == [
        ("新增上市企业", None, "单位不在名录中"),
        ("数字产业增加值", "2025", "单位不在名录中"),
        ("算力", "2025", "数值未能读准；单位不在名录中"),
    ]
    assert [row["存疑"] for row in rows(table)] == ["所在表格没有表头"]


def test_the_role_of_the_unit_asked_for_stands_first(base: kb.KnowledgeBase) -> None:
    listed = lines(base.export(filters=Filters(unit="市科技局", region="丰安市"), format="csv"))
    assert next(iter(listed[0])) == "本单位角色"
    assert [row["本单位角色"] for row in listed] == ["牵头", "牵头", "配合", "配合"]
    book = sheets(base.export(filters=Filters(unit="市科技局", region="丰安市")))
    assert [row["本单位角色"] for row in rows(book["主要目标分解表"])] == ["配合"]


def test_rows_under_one_heading_are_one_cell(base: kb.KnowledgeBase) -> None:
    sheet = sheets(base.export(filters=Filters(region="丰安市")))["重点任务分解表"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["B2:B3"]
    assert sheet["B2"].value == "（1）行动"


def test_the_sheets_print_on_a4(base: kb.KnowledgeBase) -> None:
    for sheet in sheets(base.export()):
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "A2")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet["A1"].font.name == "黑体"


def test_notes_say_what_was_asked(base: kb.KnowledgeBase) -> None:
    filters = Filters(unit="市科技局", role="lead", region="丰安市")
    book = sheets(base.export("研发\x00", filters=filters, date="2026-11-20"))
    notes = {row["项目"]: row["内容"] for row in rows(book["筛选条件与说明"])}
    assert notes["导出日期"] == "2026-11-20"
    assert notes["检索与筛选"] == "检索词：研发；责任单位：市科技局（牵头）；地区：丰安市"
    assert notes["涉及文件"] == "丰安市科技强市行动方案"


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_the_same_export_is_the_same_bytes(
    base: kb.KnowledgeBase, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    first = base.export("研发", format=format, date="2026-11-20")  # type: ignore[arg-type]
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(later))
    assert base.export("研发", format=format, date="2026-11-20") == first  # type: ignore[arg-type]


def table(*texts: str) -> ExportTable:
    return ExportTable("表", ("列",), (10,), tuple((text,) for text in texts))


def test_a_spreadsheet_runs_nothing_of_a_csv() -> None:
    data = csv_bytes(table(*LINES))
    assert data.startswith(b"\xef\xbb\xbf")
    _, *read = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    expected = ["'=1+1", "+86", "'-研发", "'@sum", "-3.5", "'\t=1", "正常", "", "两\n行", 'a"b,c']
    assert ["".join(row) for row in read] == expected


def test_a_spreadsheet_runs_nothing_of_a_workbook_and_keeps_the_text() -> None:
    sheet = sheets(workbook([table(*LINES)]))["表"]
    cells = [sheet.cell(row, 1) for row in range(2, 2 + len(LINES))]
    assert [cell.value for cell in cells] == [text or None for text in LINES]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    sheet = sheets(workbook([table("长" * 40_000)]))["表"]
    assert 30_000 < len(sheet["A2"].value) < 32_767
    assert sheet["A2"].value.endswith("见文件）")


def test_a_workbook_is_a_clean_archive(base: kb.KnowledgeBase) -> None:
    with zipfile.ZipFile(io.BytesIO(base.export())) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_cells_are_exported(base: kb.KnowledgeBase) -> None:
    (row,) = rows(sheets(export_cells(base.cells(), format="xlsx"))["指标表格"])
    assert (row["表"], row["指标"], row["年份"], row["性质"], row["数值"]) == (
        "主要指标",
        "研发投入占比",
        "2025",
        "目标",
        "3.0",
    )
    (line,) = lines(export_cells(base.cells(), format="csv"))
    assert line["指标"] == "研发投入占比"


@pytest.mark.parametrize(("name", "format"), [("清单.xlsx", "xlsx"), ("清单.CSV", "csv")])
def test_the_name_says_the_format(name: str, format: str) -> None:
    assert format_of(name) == format


@pytest.mark.parametrize("name", ["清单.xls", "清单", "xlsx.txt"])
def test_another_format_is_refused(name: str) -> None:
    with pytest.raises(kb.BadFilter, match="csv"):
        format_of(name)


def test_an_export_survives_a_file(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    path.write_bytes(base.export("研发"))
    assert load_workbook(path)["重点任务分解表"].max_row > 1
