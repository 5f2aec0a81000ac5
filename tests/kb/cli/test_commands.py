"""The command line: what it prints, and how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from exported_files import sheet_rows
from kb_samples import FENGAN, QINGHE, YUNXI, built, canonical, sample_extractor, write
from openpyxl import load_workbook
from paths import ROOT
from rich.cells import cell_len, set_cell_size

import kb.building.file_reader
import kb.knowledge_base
from extract.errors import RuleError
from extract.models import Document
from kb.__main__ import main
from kb.cli.terminal import table


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    built(tmp_path, fengan=FENGAN, yunxi=YUNXI).close()
    monkeypatch.setattr(kb.knowledge_base, "official_name", canonical)
    yield str(tmp_path / "indexes")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return status, out, err


def test_search_prints_a_table(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(
        capsys, "search", "研发", "--unit", "市科技局", "--role", "lead", "--region", "丰安市", "--index", index
    )
    assert (status, err) == (0, "")
    first, header, *rows = out.splitlines()
    assert first == "检索词：研发；责任单位：市科技局（牵头）；地区：丰安市  共 2 条（任务 1，措施 1）"
    assert header.split() == ["类别", "内容", "重点任务", "责任单位", "时限", "文件", "页"]
    assert len(rows) == 2
    assert all("牵头：市科技局；配合：市财政局、市发改局" in row for row in rows)
    place = cell_len(header[: header.index("责任单位")])
    assert all(cell_len(row[: row.index("牵头：")]) == place for row in rows)


def test_a_denied_word_needs_no_quotes_around_the_query(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    apart, together = (
        run(capsys, "search", *words, "--format", "json", "--index", index)[1]
        for words in (("研发", "-投入", "-GDP"), ("研发 -投入 -GDP",))
    )
    found = [[hit["id"] for hit in json.loads(out)["hits"]] for out in (apart, together)]
    assert found[0] == found[1]


def test_a_year_that_is_none_is_said_in_words(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["search", "研发", "--year", "明年", "--index", index])
    assert end.value.code == 2
    assert "“明年”不是时限；写作 2026、2026Q2、2025..2027、持续 或 未写明" in capsys.readouterr().err


def test_what_is_due_can_be_a_quarter_or_years(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = {}
    for asked in ("2026", "2026Q4", "2025..2027", "undated"):
        _, out, _ = run(capsys, "search", "--year", asked, "--format", "json", "--index", index)
        found[asked] = json.loads(out)["total"]
    assert 0 < found["2026Q4"] <= found["2026"] <= found["2025..2027"]
    assert found["undated"] > 0


def test_a_target_in_json_says_how_its_figure_is_meant(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "search", "--kind", "target", "--year", "2025", "--format", "json", "--index", index)
    target = json.loads(out)["hits"][0]["target"]
    assert (target["manner"], target["statement"]) == ("不低于", "高新技术企业 ≥ 200 家（2025年）")


def test_search_prints_json(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "search", "化妆", "--kind", "measure", "--format", "json", "--index", index)
    data = json.loads(out)
    assert (status, data["total"], data["kinds"]) == (0, 1, {"measure": 1})
    (hit,) = data["hits"]
    assert hit["document"]["title"] == "丰安市科技强市行动方案"
    assert hit["units"][0] == {"name": "市财政局", "role": "lead", "canonical": "丰安市财政局", "basis": "explicit"}


def test_words_need_no_quotes_of_the_shell(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, as_one, _ = run(capsys, "search", "研发 投入", "--index", index)
    status, as_two, _ = run(capsys, "search", "研发", "投入", "--index", index)
    assert (status, as_two) == (0, as_one)
    assert as_one.startswith("检索词：研发 投入  共 ")


def test_a_slip_gives_hits_and_a_hint(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "search", '化妆包"', "--index", index)
    assert status == 0
    assert "共 2 条" in out
    assert err.startswith("提示：第 4 个字符")


def test_more_hits_than_shown_are_said(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "search", "--limit", "2", "--index", index)
    assert "另有 10 条" in out


def test_a_unit_of_several_places_asks_for_the_region(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "search", "--unit", "市科技局", "--index", index)
    assert (status, out) == (2, "")
    assert err.splitlines()[0] == "“市科技局”在多个地区都有，请用 --region 选定地区："
    assert [line.split()[-2:] for line in err.splitlines()[2:]] == [["--region", "丰安市"], ["--region", "云溪市"]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["search", "--unit", "市教育局"], "市教育局"),
        (["search", "--region", "苏州市"], "苏州市"),
        (["search", "--limit", "0"], "--limit"),
        (["export", "-o", "list.doc"], "list.doc"),
        (["export", "-o", "nowhere/list.csv"], "nowhere"),
        (["units", "--region", "苏州市"], "苏州市"),
        (["build", "nowhere"], "nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    index: str, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    status, out, err = run(capsys, *arguments, "--index", index)
    assert (status, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def test_indicators_are_listed_and_cells_found_by_words(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "indicators", "--index", index)
    assert ["高新技术企业数", "高新技术企业", "1", "0", "1"] in [line.split() for line in out.splitlines()]
    assert out.splitlines()[-1].startswith("共 ")
    _, out, _ = run(capsys, "indicators", "高企", "--format", "json", "--index", index)
    assert [entry["concept"]["name"] for entry in json.loads(out)] == ["高新技术企业数"]
    assert run(capsys, "cells", "研发", "2025年", "--index", index)[1].splitlines()[-1] == "共 1 个数值"
    assert run(capsys, "cells", "研发", "2024年", "--index", index)[1].splitlines()[-1] == "共 0 个数值"


def test_units_documents_and_cells_are_listed(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "units", "--index", index)
    assert "丰安市科学技术局" in out
    assert out.splitlines()[-1] == "共 5 个单位"
    _, out, _ = run(capsys, "units", "--unresolved", "--format", "json", "--index", index)
    assert [unit["names"] for unit in json.loads(out)] == [["各有关部门"]]
    _, out, _ = run(capsys, "documents", "--index", index)
    assert "云溪市创新深化意见" in out
    _, out, _ = run(capsys, "documents", "--format", "json", "--index", index)
    assert [entry["tasks"] for entry in json.loads(out)] == [2, 2]
    _, out, _ = run(capsys, "cells", "--index", index)
    assert "研发投入占比" in out


def test_export_writes_the_file(index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "list.xlsx"
    asked = ["--unit", "市科技局", "--region", "丰安市", "--index", index, "-o", str(path)]
    status, out, _ = run(capsys, "export", *asked)
    assert (status, out) == (0, f"已导出到 {path}\n")
    assert [row["重点任务"] for row in sheet_rows(load_workbook(path)["重点任务分解表"])] == [
        "加大研发投入",
        "培育科技型企业",
    ]
    status, out, _ = run(capsys, "cells", "-o", str(tmp_path / "cells.csv"), "--index", index)
    assert status == 0
    assert "研发投入占比" in (tmp_path / "cells.csv").read_text("utf-8-sig")


def test_build_reports_and_ends_with_the_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kb.building.file_reader.extract, "extract_document", sample_extractor, raising=False)
    folder, index = str(write(tmp_path / "docs", a=FENGAN, b=FENGAN)), str(tmp_path / "indexes")
    status, out, err = run(capsys, "build", folder, "--index", index)
    assert status == 0
    assert "内容相同的文件（只计一份）：docs/a.txt、docs/b.txt" in out
    assert "新增 2，更新 0，未变 0，移除 0，失败 0" in out
    assert "读取文件" in err
    write(tmp_path / "docs", a="BROKEN", c="CRASH")
    status, out, err = run(capsys, "build", folder, "--index", index)
    assert status == 3
    assert "新增 0，更新 0，未变 1，移除 0，失败 2" in out
    assert "  a.txt：读不出来。请另存后再试（仍保留上次读入的内容）" in err
    assert "c.txt：读取时出现意外错误（ZeroDivisionError" in err


def test_notices_are_counted_a_line_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kb.building.file_reader.extract, "extract_document", sample_extractor, raising=False)
    folder, index = str(write(tmp_path / "docs", a=FENGAN, q=QINGHE)), str(tmp_path / "indexes")
    _, out, _ = run(capsys, "build", folder, "--index", index)
    told = "q.txt：提示 3：未归入任务的责任语句 2，附件未随文 1"
    assert [line for line in out.splitlines() if "提示" in line] == [told]
    _, out, _ = run(capsys, "build", folder, "--index", index)
    assert "提示" not in out  # It was read before.
    _, out, _ = run(capsys, "documents", "--index", index)
    header, first, second = out.splitlines()
    at = cell_len(header[: header.index("提示")])
    assert [set_cell_size(line, at + 4)[-4:].strip() for line in (first, second)] == ["0", "3"]
    _, out, _ = run(capsys, "documents", "--format", "json", "--index", index)
    assert [entry["notices"] for entry in json.loads(out)] == [0, 3]


def test_notices_of_many_files_are_told_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kb.building.file_reader.extract, "extract_document", sample_extractor, raising=False)
    folder = write(tmp_path / "docs", **{f"q{n:02}": f"{QINGHE}{n}\n" for n in range(23)})
    _, out, _ = run(capsys, "build", str(folder), "--jobs", "1", "--index", str(tmp_path / "indexes"))
    lines = [line for line in out.splitlines() if "提示" in line]
    assert len(lines) == 21
    assert lines[-1] == "……另有 3 个文件有提示，共 9 处，见 python -m kb documents"


def test_deadlines_and_doubts_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built(tmp_path, q=QINGHE).close()
    monkeypatch.setattr(kb.knowledge_base, "official_name", canonical)
    index = str(tmp_path / "indexes")
    _, out, _ = run(capsys, "search", "--kind", "task", "--index", index)
    said = [" ".join(line.split()) for line in out.splitlines()[2:]]
    source = "清禾市数字经济工作要点"
    assert said == [
        f"任务（存疑） 做强数字产业 （1）行动 牵头：市科技局；负责：数产专班 2025年〔据目标〕 {source}",
        f"任务 建设算力中心 （2）行动 牵头：市发改局 6月底前（2026年） {source}",
        f"任务 推进数据确权 （3）行动 2030年〔据规划期〕 {source}",
        f"任务 打通数据壁垒 （4）行动 牵头：市财政局 2027年〔据章节〕 {source}",
        f"任务 完善监测 （5）行动 牵头：市财政局 {source}",
    ]
    _, out, _ = run(capsys, "search", "--doubt", "some", "--kind", "target", "--format", "json", "--index", index)
    found = json.loads(out)
    assert found["conditions"] == ["类别：目标", "存疑：有存疑"]
    told = [(h["title"], h["year"], h["due_basis"], h["doubts"], h["target"]["increment"]) for h in found["hits"]]
    assert told == [
        ("上市企业", None, None, ["unit-unknown"], True),
        ("数字产业增加值", 2025, "own", ["unit-unknown"], False),
        ("算力", 2025, "own", ["figure-unclear", "unit-unknown"], False),
    ]
    _, out, _ = run(capsys, "cells", "--index", index)
    assert "45（存疑：所在表格没有表头）" in out


def test_a_slip_in_the_rule_data_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def misled(path: Path, *, name: str) -> Document:
        raise RuleError("uom.csv:5: 3 cells, not 4")

    monkeypatch.setattr(kb.building.file_reader.extract, "extract_document", misled, raising=False)
    status, out, err = run(
        capsys, "build", str(write(tmp_path / "docs", a=FENGAN)), "--index", str(tmp_path / "indexes")
    )
    assert (status, out) == (2, "")
    assert err.splitlines()[-1] == "规则数据有误：uom.csv:5: 3 cells, not 4"


def test_without_a_base_the_remedy_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "search", "研发", "--index", str(tmp_path / "none"))
    assert (status, out) == (2, "")
    assert "python -m kb build" in err


def unread(*arguments: str, errors_too: bool = False) -> subprocess.CompletedProcess[bytes]:
    """Run a command whose output nobody reads any more."""
    read, write_end = os.pipe()
    os.close(read)
    with os.fdopen(write_end, "wb") as closed:
        return subprocess.run(
            [sys.executable, "-m", "kb", *arguments],
            cwd=ROOT,
            stdout=closed,
            stderr=subprocess.STDOUT if errors_too else subprocess.PIPE,
            check=False,
        )


def test_a_reader_that_has_enough_ends_it_quietly(index: str) -> None:
    ended = unread("search", "--index", index)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_build_that_nobody_watches_goes_on_to_its_end(tmp_path: Path) -> None:
    folder, index = (
        write(tmp_path / "docs", a="一、重点任务\n支持企业创新。", b="", c="二、保障措施"),
        tmp_path / "indexes",
    )
    assert unread("build", str(folder), "--index", str(index), "--jobs", "1", errors_too=True).returncode == 3
    with kb.open(index) as base:
        assert [entry.path for entry in base.documents.all()] == ["a.txt", "c.txt"]
        assert [failure.path for failure in base.documents.failures()] == ["b.txt"]


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        ([["任务", "3"]], "类别  页\n任务  3"),
        ([["任务很长很长的", "3"]], "类别       页\n任务很长…  3"),
        ([["a\tb\nc\x1b", "3"]], "类别   页\na b c  3"),
        ([["", ""]], "类别  页\n"),
    ],
)
def test_a_table_is_aligned_for_wide_characters(rows: list[list[str]], printed: str) -> None:
    assert table(["类别", "页"], rows, widest=[9, None]) == printed


@pytest.mark.parametrize("total", [10, 30, 60, 200])
def test_a_table_fits_the_terminal_as_far_as_it_can(total: int) -> None:
    rows = [["任务", "落实研发费用加计扣除", "市科技局、市财政局"], ["目标", "x", "y" * 50]]
    lines = table(["类别", "内容", "责任单位"], rows, widest=[None, None, None], total=total).splitlines()
    assert max(map(cell_len, lines)) <= max(total, 4 + 2 + 8 + 2 + 8)


def test_output_that_is_not_unicode_is_no_fault(index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["documents", "--index", index]) == 0


def test_what_a_search_does_not_need_is_not_loaded() -> None:
    slow = ("pypinyin", "openpyxl", "xlsxwriter", "docx", "tantivy", "spacy")
    code = f"import sys, kb.__main__; print([name for name in {slow} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
