"""What is exported is what is shown, a row a task; it opens in a spreadsheet, and cannot harm."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from exported_files import bands, csv_rows, heads, opened_book, sheet_rows
from kb_samples import FENGAN, QINGHE, YUNXI, built
from openpyxl import load_workbook

import kb
from kb import Filters
from kb.export import export_cells, format_of
from kb.export.csv_text import csv_bytes
from kb.export.export_columns import ExportColumn, figure, numbered
from kb.export.export_tables import ExportTable, TableColumn, TableRow
from kb.export.row_heights import BODY
from kb.export.task_templates import task_templates
from kb.export.workbook import LONGEST, workbook

LINES = ("=1+1", "+86", "-研发", "@sum", "-3.5", "\t=1", "正常", "", "两\n行", 'a"b,c')
PRINTED = [
    "序号",
    "重点任务",
    "具体举措",
    "目标指标",
    "牵头单位",
    "配合单位",
    "完成时限",
    "责任领导",
    "进展情况",
    "备注",
    "出处",
]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    with built(tmp_path_factory.mktemp("base"), fengan=FENGAN, yunxi=YUNXI) as opened:
        yield opened


# --- the table of tasks -------------------------------------------------------------------------------------------


def test_the_workbook_has_the_sheets_and_columns_of_the_trade(base: kb.KnowledgeBase) -> None:
    book = opened_book(base.sheets.export(filters=Filters(region="丰安市"), date="2026-11-20"))
    assert book.sheetnames == ["重点任务分解表", "主要目标分解表", "筛选条件与说明"]
    assert heads(book["重点任务分解表"])[:11] == PRINTED
    targets = heads(book["主要目标分解表"])
    assert targets[:10] == [
        "序号",
        "指标",
        "计量单位",
        "基期",
        "目标年",
        "方式",
        "目标值",
        "属性",
        "责任单位",
        "出处",
    ]
    sheet = book["重点任务分解表"]
    assert sheet["A1"].value == "丰安市科技强市行动方案重点任务分解表"
    assert sheet["A2"].value == "依据：《丰安市科技强市行动方案》　制表日期：2026年11月20日"


@pytest.mark.parametrize(
    ("text", "filters", "sort"),
    [
        ("", Filters(), "relevance"),
        ("研发", Filters(), "relevance"),
        ("企业", Filters(region="丰安市"), "year"),
        ("", Filters(unit="丰安市科学技术局", role="lead"), "document"),
        ("", Filters(kind="task"), "document"),
        ("培育库", Filters(kind="measure"), "document"),
        ("没有这样的词", Filters(), "relevance"),
    ],
)
def test_each_task_of_which_anything_is_found_is_one_row(
    base: kb.KnowledgeBase, text: str, filters: Filters, sort: kb.Sort
) -> None:
    order: kb.Sort = "document" if sort == "relevance" else sort
    hits = base.search(text, filters=filters, sort=order, size=500).hits
    tasks = list(dict.fromkeys(hit.task_title for hit in hits if hit.task_id is not None))
    targets = [hit for hit in hits if hit.kind == "target"]
    book = opened_book(base.sheets.export(text, filters=filters, sort=sort))
    listed = sheet_rows(book["重点任务分解表"]) if "重点任务分解表" in book.sheetnames else []
    assert [row["重点任务"] for row in listed] == tasks
    assert [row["序号"] for row in listed] == list(range(1, len(tasks) + 1))
    if targets:
        assert [row["原文"] for row in sheet_rows(book["主要目标分解表"])] == [hit.text for hit in targets]
    notes = {row["项目"]: row["内容"] for row in sheet_rows(book["筛选条件与说明"])}
    assert notes["合计"].startswith(f"{len(hits)} 项")
    alone = [hit for hit in targets if hit.task_id is None]
    assert len(csv_rows(base.sheets.export(text, filters=filters, sort=sort, format="csv"))) == len(tasks) + len(alone)


def test_a_task_that_is_found_stands_there_with_all_of_it(base: kb.KnowledgeBase) -> None:
    filters = Filters(kind="task", region="丰安市")
    first, *_ = sheet_rows(opened_book(base.sheets.export(filters=filters))["重点任务分解表"])
    assert first["具体举措"].split("\n") == [
        "1. 落实研发费用加计扣除，引导企业加大研发经费投入。",
        "2. 设立R&D专项资金，支持3-5家龙头企业。",
    ]
    assert (first["完成时限"], first["到期年份"], first["牵头单位"]) == ("2026", 2026, "市科技局")


def test_a_task_of_which_a_part_is_found_has_that_part(base: kb.KnowledgeBase) -> None:
    (row,) = csv_rows(base.sheets.export("R&D专项", filters=Filters(kind="measure"), format="csv"))
    assert row["具体举措"] == "设立R&D专项资金，支持3-5家龙头企业。"
    (row,) = csv_rows(base.sheets.export("小化妆包", filters=Filters(kind="measure"), format="csv"))
    assert (row["重点任务"], row["牵头单位"], row["配合单位"]) == ("培育科技型企业", "市财政局", "市科技局")
    assert row["章节"] == "三、重点任务 › （2）行动"
    assert row["出处"] == "三（2）第2项"


def test_only_what_is_ticked_is_exported(base: kb.KnowledgeBase) -> None:
    hits = base.search("", filters=Filters(region="云溪市"), size=100).hits
    measure = next(hit for hit in hits if hit.kind == "measure" and "奖补" in hit.text)
    (row,) = csv_rows(base.sheets.export(filters=Filters(region="云溪市"), chosen={measure.id}, format="csv"))
    assert row["具体举措"] == "落实研发投入奖补政策。"
    assert csv_rows(base.sheets.export(filters=Filters(region="丰安市"), chosen={measure.id}, format="csv")) == []


def test_who_answers_without_a_role_is_told_apart(base: kb.KnowledgeBase) -> None:
    sheet = opened_book(base.sheets.export(filters=Filters(region="云溪市", kind="task")))["重点任务分解表"]
    first, second = sheet_rows(sheet)
    assert "牵头（责任）单位" in heads(sheet)
    assert first["牵头（责任）单位"] == "市科技局\n负责：各有关部门"
    assert second["牵头（责任）单位"] is None


def test_the_lines_above_say_what_the_rows_share(base: kb.KnowledgeBase) -> None:
    sheet = opened_book(base.sheets.export(filters=Filters(region="丰安市")))["重点任务分解表"]
    assert bands(sheet) == ["（1）行动", "（2）行动"]
    assert "A4:K4" in {str(area) for area in sheet.merged_cells.ranges}
    both = opened_book(base.sheets.export())["重点任务分解表"]
    assert bands(both)[0] == "《丰安市科技强市行动方案》"
    assert bands(opened_book(base.sheets.export(sort="year"))["重点任务分解表"]) == []


def test_the_unit_s_own_role_comes_first(base: kb.KnowledgeBase) -> None:
    sheet = opened_book(base.sheets.export(filters=Filters(unit="市科技局", region="丰安市")))["重点任务分解表"]
    assert sheet["A1"].value == "丰安市科技局重点任务分解表"
    assert [band for band in bands(sheet) if "项）" in band] == ["牵头（1 项）", "配合（1 项）"]
    assert [row["本单位职责"] for row in sheet_rows(sheet)] == ["牵头", "配合"]
    led = opened_book(base.sheets.export(filters=Filters(unit="市科技局", role="lead", region="丰安市")))[
        "重点任务分解表"
    ]
    assert led["A1"].value == "丰安市科技局牵头任务分解表"
    assert not any("项）" in band for band in bands(led))


@pytest.mark.parametrize("text", ["丰安市科技局牵头的任务有哪些", "牵头:市科技局 地区:丰安市"])
def test_what_is_asked_in_words_is_titled_like_what_filters_ask(base: kb.KnowledgeBase, text: str) -> None:
    sheet = opened_book(base.sheets.export(text))["重点任务分解表"]
    assert sheet["A1"].value == "丰安市科技局牵头任务分解表"
    assert [(row["重点任务"], row["本单位职责"]) for row in sheet_rows(sheet)] == [("加大研发投入", "牵头")]


def test_deadlines_say_what_dates_them_and_doubts_why(tmp_path: Path) -> None:
    with built(tmp_path, q=QINGHE) as opened:
        book = opened_book(opened.sheets.export())
        table = opened_book(export_cells(opened.indicators.cells(), format="xlsx"))["指标表格"]
    told = [
        (row["重点任务"], row["完成时限"], row["到期年份"], row["存疑"]) for row in sheet_rows(book["重点任务分解表"])
    ]
    assert told == [
        ("做强数字产业", "2025年〔据目标〕", 2025, "单位不在名录中"),
        ("建设算力中心", "6月底前（2026年）", 2026, None),
        ("推进数据确权", "2030年〔据规划期〕", 2030, None),
        ("打通数据壁垒", "2027年〔据章节〕", 2027, None),
        ("完善监测", None, None, None),
    ]
    targets = [
        (row["指标"], row["方式"], row["目标年"], row["目标值"], row["存疑"])
        for row in sheet_rows(book["主要目标分解表"])
    ]
    assert targets == [
        ("新增上市企业", "新增", None, 10, "单位不在名录中"),
        ("数字产业增加值", "不低于", 2025, 300, "单位不在名录中"),
        ("算力", "不低于", 2025, 5, "数值未能读准；单位不在名录中"),
    ]
    assert [row["存疑"] for row in sheet_rows(table)] == ["所在表格没有表头"]


# --- the table of targets -----------------------------------------------------------------------------------------

SERIES = """@ 清禾市数字经济规划|清禾市|规划
T 做强产业||lead 市科技局
G 企业|>=|3.5|万家|2024|2024年突破3.5万家
G 企业|>=|3.8|万家|2025|2025年突破3.8万家
G 企业|>=|4|万家|2026|2026年突破4万家
G 平台|>=|3|个|2025|2025年平台3个
G 平台|>=|5|个|2025|2025年平台5个
"""


def test_figures_year_by_year_have_a_column_a_year(tmp_path: Path) -> None:
    with built(tmp_path, s=SERIES) as opened:
        sheet = opened_book(opened.sheets.export())["主要目标分解表"]
        told = json.loads(opened.sheets.export(format="json"))
    assert heads(sheet)[3:8] == ["基期", "2024年", "2025年", "目标年", "方式"]
    rows = [(row["指标"], row["2024年"], row["2025年"], row["目标年"], row["目标值"]) for row in sheet_rows(sheet)]
    assert rows == [
        ("企业", 3.5, 3.8, 2026, 4),
        ("平台", None, None, 2025, 3),
        ("平台", None, None, 2025, 5),
    ]
    assert len(told["targets"]) == 5


@pytest.mark.parametrize(
    ("text", "value"),
    [("13.50", 13.5), ("4000", 4000), ("3–5", "3–5"), (None, ""), ("0.30000000000000004", "0.30000000000000004")],
)
def test_a_figure_is_a_number_where_it_is_exactly_that(text: str | None, value: object) -> None:
    assert figure(text) == value


@pytest.mark.parametrize(("texts", "cell"), [(("甲。",), "甲。"), (("甲。", "乙。"), "1. 甲。\n2. 乙。")])
def test_several_texts_are_numbered(texts: tuple[str, ...], cell: str) -> None:
    assert numbered(texts) == cell


# --- on paper -----------------------------------------------------------------------------------------------------


def test_the_sheets_print_on_a4(base: kb.KnowledgeBase) -> None:
    for sheet in opened_book(base.sheets.export()):
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in str(sheet.oddFooter.center.text)
        assert (sheet["A3"].font.name, sheet["B4"].font.size) == ("黑体", pytest.approx(BODY, abs=0.5))
        assert str(sheet.auto_filter.ref).startswith("A3:")


def test_what_is_not_printed_stands_beside_and_the_key_is_hidden(base: kb.KnowledgeBase) -> None:
    sheet = opened_book(base.sheets.export())["重点任务分解表"]
    names = heads(sheet)
    area = str(sheet.print_area)
    assert area == f"'重点任务分解表'!$A$1:$K${sheet.max_row}"
    assert names[11:] == [
        *["到期年份", "地区", "文件", "文号", "章节", "页", "原文", "语气", "存疑", "校核", "行键", "填报摘要"]
    ]
    hidden = [(part.min, part.max) for part in sheet.column_dimensions.values() if part.hidden]
    assert hidden == [(names.index("行键") + 1, len(names))]


@pytest.mark.parametrize("key", list(task_templates()))
def test_a_form_has_at_most_eleven_columns_that_fit_the_paper(key: str) -> None:
    columns = task_templates()[key].columns
    assert len(columns) <= 11
    points = sum(column.width * 5.25 + 3.75 for column in columns)
    on_paper = (29.7 / 2.54 - 0.9) * 72
    assert BODY * min(1, on_paper / points) >= 9, "too small to read"


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("A", ["序号", "工作任务", "牵头负责部门"]),
        ("B", ["序号", "重点工作", "牵头负责领导", "牵头责任单位", "协同责任单位"]),
        ("F", ["序号", "重点任务", "牵头领导", "牵头单位", "配合单位"]),
        ("G", ["序号", "重点任务", "牵头单位", "配合单位", "完成时限"]),
    ],
)
def test_a_form_can_be_chosen(base: kb.KnowledgeBase, key: str, names: list[str]) -> None:
    sheet = opened_book(base.sheets.export(filters=Filters(region="丰安市"), template=key))["重点任务分解表"]
    assert heads(sheet)[: len(names)] == names
    rows = sheet_rows(sheet)
    assert len(rows) == 2
    assert rows[0][names[1]].startswith("加大研发投入。落实研发费用加计扣除")
    assert "行键" in heads(sheet)


def test_a_form_that_there_is_not_is_refused_with_those_there_are(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.BadFilter, match="standard、A、B、F、G"):
        base.sheets.export(template="Z")


def test_notes_say_what_was_asked(base: kb.KnowledgeBase) -> None:
    filters = Filters(unit="市科技局", role="lead", region="丰安市")
    book = opened_book(base.sheets.export("研发\x00", filters=filters, date="2026-11-20"))
    notes = {row["项目"]: row["内容"] for row in sheet_rows(book["筛选条件与说明"])}
    assert notes["导出日期"] == "2026年11月20日"
    assert notes["检索与筛选"] == "检索词：研发；责任单位：市科技局（牵头）；地区：丰安市"
    assert notes["涉及文件"] == "丰安市科技强市行动方案"


def test_nothing_found_is_said(base: kb.KnowledgeBase) -> None:
    book = opened_book(base.sheets.export("没有这样的词"))
    assert book["重点任务分解表"]["A4"].value == "没有符合条件的事项。"


# --- json -----------------------------------------------------------------------------------------------------------


def test_json_tells_all_of_a_task_and_of_its_targets(base: kb.KnowledgeBase) -> None:
    told = json.loads(base.sheets.export(filters=Filters(region="丰安市"), format="json", date="2026-11-20"))
    task = next(task for task in told["tasks"] if task["title"] == "培育科技型企业")
    assert task["units"]["lead"] == [{"name": "市财政局", "canonical": "丰安市财政局"}]
    assert task["measures"] == ["建立小化妆包产业企业培育库。"]
    (target,) = task["targets"]
    assert (target["manner"], target["value"], target["uom"]) == ("不低于", "200", "家")
    assert target["statement"] == "高新技术企业 ≥ 200 家（2025年）"
    assert (told["date"], told["conditions"]) == ("2026-11-20", ["地区：丰安市"])


# --- the same, harmless, in time ------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["xlsx", "docx", "csv", "json"])
def test_the_same_export_is_the_same_bytes(
    base: kb.KnowledgeBase, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    first = base.sheets.export("研发", format=format, date="2026-11-20")  # type: ignore[arg-type]
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    localtime = time.localtime
    monkeypatch.setattr(time, "localtime", lambda *at: localtime(*at) if at else time.gmtime(later))
    assert base.sheets.export("研发", format=format, date="2026-11-20") == first  # type: ignore[arg-type]


def table(*texts: str | int) -> ExportTable:
    column = TableColumn("列", 10, "printed", False, "")
    return ExportTable("表", "表", "", (column,), tuple(TableRow((text,)) for text in texts))


def test_a_spreadsheet_runs_nothing_of_a_csv() -> None:
    data = csv_bytes(table(*LINES, 7))
    assert data.startswith(b"\xef\xbb\xbf")
    _, *read = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    expected = ["'=1+1", "+86", "'-研发", "'@sum", "-3.5", "'\t=1", "正常", "", "两\n行", 'a"b,c', "7"]
    assert ["".join(row) for row in read] == expected


def test_a_spreadsheet_runs_nothing_of_a_workbook_and_keeps_the_text() -> None:
    sheet = opened_book(workbook([table(*LINES)]))["表"]
    cells = [sheet.cell(row, 1) for row in range(4, 4 + len(LINES))]
    assert [cell.value for cell in cells] == [text or None for text in LINES]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    column = TableColumn("原文", 40, "beside", False, "")
    long = ExportTable("表", "表", "", (*table().columns, column), (TableRow(("甲", "长" * 40_000)),))
    cell = opened_book(workbook([long]))["表"]["B4"]
    assert LONGEST < len(cell.value) < 32_767
    assert cell.value.endswith("见文件）")


@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_an_office_file_is_a_clean_archive(base: kb.KnowledgeBase, format: str) -> None:
    with zipfile.ZipFile(io.BytesIO(base.sheets.export(format=format))) as archive:  # type: ignore[arg-type]
        assert archive.testzip() is None
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert len(re.findall(rb"1980-01-01T00:00:00Z", archive.read("docProps/core.xml"))) == 2


class Stopped(Exception):
    pass


@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_an_export_tells_how_far_it_is_and_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    many = "@ 长文件|丰安市|方案\n" + "".join(f"T 任务{n}||\nM 措施{n}。\n" for n in range(130))
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        raise Stopped

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    with built(tmp_path, many=many) as opened:
        opened.sheets.export(format=format, advance=lambda *at: told.append(at))  # type: ignore[arg-type]
        with pytest.raises(Stopped):
            opened.sheets.export(format=format, advance=stop)  # type: ignore[arg-type]
        assert opened.sheets.export(format=format)  # type: ignore[arg-type]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) >= 3
    assert told[-1][0] == told[-1][1] >= 130
    assert list((tmp_path / "temporary").iterdir()) == []


# --- tables of indicators, names of files ---------------------------------------------------------------------------


def test_cells_are_exported(base: kb.KnowledgeBase) -> None:
    (row,) = sheet_rows(opened_book(export_cells(base.indicators.cells(), format="xlsx"))["指标表格"])
    assert (row["表"], row["指标"], row["年份"], row["性质"], row["数值"]) == (
        "主要指标",
        "研发投入占比",
        2025,
        "目标",
        3,
    )
    (line,) = csv_rows(export_cells(base.indicators.cells(), format="csv"))
    assert line["指标"] == "研发投入占比"


@pytest.mark.parametrize(
    ("name", "format"), [("清单.xlsx", "xlsx"), ("清单.CSV", "csv"), ("a.b.docx", "docx"), ("清单.json", "json")]
)
def test_the_name_says_the_format(name: str, format: str) -> None:
    assert format_of(name) == format


@pytest.mark.parametrize("name", ["清单.xls", "清单", "xlsx.txt"])
def test_another_format_is_refused(name: str) -> None:
    with pytest.raises(kb.BadFilter, match="csv"):
        format_of(name)


def test_an_export_survives_a_file(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    path.write_bytes(base.sheets.export("研发"))
    assert load_workbook(path)["重点任务分解表"].max_row > 3


def test_a_column_knows_what_it_holds() -> None:
    column: ExportColumn[str] = ExportColumn("列", 5, lambda line: line)
    assert replace(column, width=9).value("甲") == "甲"
