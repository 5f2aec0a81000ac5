"""Queries from a file, all that they find into a workbook or a CSV."""

from __future__ import annotations

import codecs
import csv
import io
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from kb_samples import FENGAN, YUNXI, built
from openpyxl.worksheet.worksheet import Worksheet
from paths import ROOT

import kb
from kb import Filters, KnowledgeBaseError
from kb.__main__ import main
from kb.batch import BadRow, BatchQuery, read_queries, run_batch, sinks
from kb.batch.batch_run import QUERY_COLUMNS, RESULT_COLUMNS
from kb.batch.query_file import LARGEST


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    with built(tmp_path_factory.mktemp("base"), fengan=FENGAN, yunxi=YUNXI) as opened:
        yield opened


def read(tmp_path: Path, text: str | bytes, filters: Filters = kb.knowledge_base.NONE) -> list[BatchQuery | BadRow]:
    path = tmp_path / "queries.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return list(read_queries(path, filters=filters))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("检索词\n研发\n", [(2, "研发", Filters())]),
        ("检索词\r\n研发\r\n\r\n企业\r\n", [(2, "研发", Filters()), (4, "企业", Filters())]),
        ("检索词,责任单位,角色\n研发,市科技局,牵头\n", [(2, "研发", Filters(unit="市科技局", role="lead"))]),
        ("责任单位,检索词\n市科技局,\n", [(2, "", Filters(unit="市科技局"))]),
        (
            "检索词,年份,类别,文种\n研发,2026,任务,规划\n",
            [(2, "研发", Filters(year=2026, kind="task", doc_kind="规划"))],
        ),
        ("检索词,到期年份\n研发,2026年\n", [(2, "研发", Filters(year=2026))]),
        ("query,unit,role\n研发,市科技局,lead\n", [(2, "研发", Filters(unit="市科技局", role="lead"))]),
        ("检索词\t地区\n研发\t慈溪市\n", [(2, "研发", Filters(region="慈溪市"))]),
        ('检索词,地区\n"研发,企业",慈溪市\n', [(2, "研发,企业", Filters(region="慈溪市"))]),
        ('检索词\n"""研发投入"""\n', [(2, '"研发投入"', Filters())]),
        ('检索词\n"研发\n投入"\n企业\n', [(2, "研发\n投入", Filters()), (4, "企业", Filters())]),
        ("检索词,地区\n研发\n", [(2, "研发", Filters())]),
        ("检索词,地区\n研发,慈溪市,,,\n", [(2, "研发", Filters(region="慈溪市"))]),
        ("\n\n检索词\n研发\n", [(4, "研发", Filters())]),
        ("检索词\n", []),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_row_is_a_query_with_its_filters(
    tmp_path: Path, text: str, rows: list[tuple[int, str, Filters]], encoding: str
) -> None:
    assert read(tmp_path, text.encode(encoding)) == [BatchQuery(*row) for row in rows]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,,", None),
        (",,2026年度,", "到期不能是“2026年度”；写作 2026、2026Q2、2025..2027、持续 或 未写明"),
        ("研发,,20260,", "到期不能是“20260”；写作 2026、2026Q2、2025..2027、持续 或 未写明"),
        ("研发,,一九九八,", "到期不能是“一九九八”；写作 2026、2026Q2、2025..2027、持续 或 未写明"),
        ("研发,主办,,", "承担角色不能是“主办”；可以是：牵头、配合、负责"),
        ("研发,,,产品", "类别不能是“产品”；可以是：任务、措施、目标"),
        ("研发,,,,多出来", "有 5 格，表头只有 4 列；检索词里有逗号时请用引号括起"),
    ],
)
def test_a_bad_row_is_said_with_its_line_and_the_others_go_on(tmp_path: Path, row: str, reason: str | None) -> None:
    found = read(tmp_path, f"检索词,角色,年份,类别\n企业,,,\n{row}\n投入,,,\n")
    good = [BatchQuery(2, "企业", Filters()), BatchQuery(4, "投入", Filters())]
    assert [one for one in found if isinstance(one, BatchQuery)] == good
    assert [str(one) for one in found if isinstance(one, BadRow)] == ([f"第 3 行：{reason}"] if reason else [])


def test_a_row_narrows_itself_else_the_filters_of_all_do(tmp_path: Path) -> None:
    found = read(tmp_path, "检索词,地区\n研发,\n研发,云溪市\n", Filters(region="丰安市", kind="task"))
    assert found == [
        BatchQuery(2, "研发", Filters(region="丰安市", kind="task")),
        BatchQuery(3, "研发", Filters(region="云溪市", kind="task")),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "是空的"),
        (b"\xef\xbb\xbf\n\n", "是空的"),
        ("研发投入\n".encode(), "不认识“研发投入”；可以用的列名：检索词、责任单位"),
        ("检索词,检索词\n研发,企业\n".encode(), "重复或空的列名"),
        ("检索词,,地区\n研发,,\n".encode(), "重复或空的列名"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "请另存为 UTF-8 编码的 CSV 文件"),
        (b"PK\x03\x04" + b"\x00" * 400, "是 Excel 工作簿，不是 CSV"),
        ("研".encode() * 140_000, "第 1 行：引号或字符有误"),
    ],
)
def test_a_file_that_is_no_list_of_queries_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(KnowledgeBaseError, match=reason):
        read(tmp_path, content)


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.batch.query_file.LARGEST", 10)
    with pytest.raises(KnowledgeBaseError, match="请分成几个文件"):
        read(tmp_path, "检索词\n研发投入\n")
    assert LARGEST > 1_000_000


QUERIES = """检索词,责任单位,角色,地区,类别,年份
高企,,,,,
,市科技局,牵头,丰安市,任务,
研发,,,,,20xx
没有的词龘,,,,,
研发,市不存在局,,,,
研发,市科技局,,,,
"=HYPERLINK(""x"")",,,,,
高薪技术企业,,,,,
"""


def batch(base: kb.KnowledgeBase, tmp_path: Path, output: str, text: str = QUERIES, **options: bool) -> Path:
    (tmp_path / "queries.csv").write_text(text, "utf-8")
    out = tmp_path / output
    report = run_batch(base, tmp_path / "queries.csv", out, filters=Filters(), **options)
    if text == QUERIES:
        assert (report.queries, report.empty, report.ok) == (5, (5, 8, 9), False)
        assert [row.line for row in report.bad] == [4, 6, 7]
    return out


def texts(sheet: Worksheet) -> list[list[str]]:
    """The cells of a sheet as text; numbers are numbers in it."""
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_a_workbook_has_all_that_was_found_and_what_came_of_each_query(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(batch(base, tmp_path, "results.xlsx"))
    assert book.sheetnames == ["查询汇总", "检索结果"]
    results = texts(book["检索结果"])
    assert results[0] == [name for name, _ in RESULT_COLUMNS]
    found = [dict(zip(results[0], row, strict=True)) for row in results[1:]]
    wanted = base.everything("高企")
    assert [row["原文"] for row in found if row["查询行"] == "2"] == [hit.text for hit in wanted.hits]
    (led,) = [row for row in found if row["查询行"] == "3"]
    assert (led["重点任务"], led["牵头单位"], led["类别"]) == ("加大研发投入", "市科技局", "任务")
    assert led["筛选条件"] == "责任单位：市科技局（牵头）；地区：丰安市；类别：任务"
    summary = texts(book["查询汇总"])
    assert summary[0] == [name for name, _ in QUERY_COLUMNS]
    said = {row[0]: dict(zip(summary[0], row, strict=True)) for row in summary[1:]}
    assert said["2"]["条数"] == str(wanted.total) and said["2"]["同时检索"] == "“高企”同时检索：高新技术企业"
    assert said["5"]["条数"] == "0" and said["9"]["您是不是要找"] == "高新技术企业"
    assert said["4"]["问题"].startswith("到期") and said["6"]["问题"].startswith("没有名为“市不存在局”")
    assert "多个地区" in said["7"]["问题"]
    assert said["8"]["检索词"] == '=HYPERLINK("x")'
    cell = next(row[1] for row in book["查询汇总"].iter_rows() if row[0].value == 8)
    assert cell.data_type == "s" and cell.quotePrefix
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_csv_has_the_same_results(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    data = batch(base, tmp_path, "results.csv").read_bytes()
    assert data.startswith(codecs.BOM_UTF8)
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    book = openpyxl.load_workbook(batch(base, tmp_path, "results.xlsx"))
    sheet = texts(book["检索结果"])
    assert rows == sheet


def test_what_looks_like_a_formula_stays_text(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    text = '检索词\n"-宣传 研发"\n"=研发"\n"@研发"\n'
    rows = list(
        csv.reader(io.StringIO(batch(base, tmp_path, "out.csv", text).read_bytes().decode("utf-8-sig"), newline=""))
    )
    assert {row[1] for row in rows[1:]} and all(row[1][0] in "'" for row in rows[1:])
    book = openpyxl.load_workbook(batch(base, tmp_path, "out.xlsx", text))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_without_expansion_only_what_was_typed_is_found(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    text = "检索词\n高企\n"
    wide = openpyxl.load_workbook(batch(base, tmp_path, "a.xlsx", text))["检索结果"].max_row
    narrow = openpyxl.load_workbook(batch(base, tmp_path, "b.xlsx", text, expand=False))["检索结果"].max_row
    assert wide > narrow == 1


def test_a_sheet_that_is_full_goes_on_in_another(
    base: kb.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sinks, "MOST_ROWS", 2)
    book = openpyxl.load_workbook(batch(base, tmp_path, "a.xlsx", "检索词\n研发\n"))
    total = base.search("研发").total
    assert book.sheetnames == ["查询汇总", "检索结果", *(f"检索结果{n}" for n in range(2, (total + 1) // 2 + 1))]
    assert sum(sheet.max_row - 1 for sheet in book.worksheets[1:]) == total > 3


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_what_goes_wrong_leaves_no_half_file(base: kb.KnowledgeBase, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("earlier")
    with pytest.raises(KnowledgeBaseError):
        batch(base, tmp_path, name, "什么也不是\n研发\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "queries.csv"])
    assert (tmp_path / name).read_text() == "earlier"


def test_a_fault_in_the_middle_leaves_no_half_file(
    base: kb.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kb.batch.batch_run._notes", broken)
    for name in ("out.xlsx", "out.csv"):
        with pytest.raises(ZeroDivisionError):
            batch(base, tmp_path, name, "检索词\n研发\n")
    assert [path.name for path in tmp_path.iterdir()] == ["queries.csv"]


def test_a_row_that_csv_cannot_read_does_not_keep_the_others(tmp_path: Path) -> None:
    found = read(tmp_path, f"检索词\n研发\n{'长' * 140_000}\n企业\n")
    assert [type(row) for row in found] == [BatchQuery, BadRow, BatchQuery]
    assert str(found[1]).startswith("第 3 行：引号或字符有误") and found[2] == BatchQuery(4, "企业", Filters())


def test_another_format_is_refused(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"\.xlsx 或 \.csv"):
        batch(base, tmp_path, "out.txt", "检索词\n研发\n")


def test_memory_does_not_grow_with_the_number_of_queries(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    def most(rows: int) -> int:
        text = "检索词\n" + "研发\n" * rows
        (tmp_path / "queries.csv").write_text(text, "utf-8")
        tracemalloc.start()
        run_batch(base, tmp_path / "queries.csv", tmp_path / "out.csv", filters=Filters())
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(5)
    assert most(200) < most(20) + 300_000


def test_the_command(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "queries.csv").write_bytes("检索词,年份\n研发,\n研发,20xx\n没有的词龘,\n".encode("gb18030"))
    command = [sys.executable, "-m", "kb", "search", "--index", str(base.index)]

    def run(*arguments: str) -> tuple[int, str, str]:
        done = subprocess.run([*command, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
        return done.returncode, done.stdout, done.stderr

    total = base.search("研发").total
    status, out, err = run("--batch", str(tmp_path / "queries.csv"), "-o", str(tmp_path / "out.xlsx"))
    assert (status, err) == (3, "第 3 行：到期不能是“20xx”；写作 2026、2026Q2、2025..2027、持续 或 未写明\n")
    assert out == f"检索 2 行，共 {total} 条，已导出到 {tmp_path / 'out.xlsx'}\n没有结果的行：4\n"
    assert run("--batch", str(tmp_path / "queries.csv"))[0] == 2
    status, _, err = run("--batch", str(tmp_path / "none.csv"), "-o", str(tmp_path / "out.csv"))
    assert status == 2 and "none.csv" in err and "Traceback" not in err


def test_the_list_of_queries_is_not_written_over(
    base: kb.KnowledgeBase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "queries.csv").write_text(QUERIES, "utf-8")
    for more in ([], ["--group"], ["--limit", "3"]):
        output = tmp_path / ("queries.csv" if not more else "out.csv")
        arguments = ["search", "--batch", str(tmp_path / "queries.csv"), "-o", str(output), *more]
        assert main([*arguments, "--index", str(base.index)]) != 0
        assert ("就是检索词的清单" in capsys.readouterr().err) == (not more)
    assert (tmp_path / "queries.csv").read_text("utf-8") == QUERIES
