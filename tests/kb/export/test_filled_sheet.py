"""A sheet that was filled in comes back: what is new is told, and what cannot be taken over is listed, never dropped."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from exported_files import csv_rows, heads, opened_book, sheet_rows
from kb_samples import FENGAN, YUNXI, built, sample_extractor, write
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import kb
from kb.__main__ import main
from kb.export.filled_sheet import read_filled_sheet

SHEET = "重点任务分解表"
FIRST = "加大研发投入"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[kb.KnowledgeBase]:
    with built(tmp_path, fengan=FENGAN, yunxi=YUNXI) as opened:
        yield opened


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def edited(data: bytes, edit: Callable[[Worksheet, dict[str, int]], None]) -> bytes:
    """The workbook after a person has worked on its first sheet; the columns are told by name."""
    book = opened_book(data)
    sheet = book[SHEET]
    edit(sheet, {name: place for place, name in enumerate(heads(sheet), start=1)})
    return saved(book)


def filled(data: bytes, *texts: tuple[str, str, object]) -> bytes:
    """With (task, column, text) written into it."""

    def fill(sheet: Worksheet, columns: dict[str, int]) -> None:
        for task, column, text in texts:
            row = next(
                cells[0].row for cells in sheet.iter_rows(min_row=4) if cells[columns["重点任务"] - 1].value == task
            )
            sheet.cell(row, columns[column]).value = text

    return edited(data, fill)


def told(read: kb.SheetChanges) -> list[tuple[str, str, str, str]]:
    return [(one.title, one.field_name, one.before, one.after) for one in read.changes]


def store(base: kb.KnowledgeBase, read: kb.SheetChanges) -> None:
    base.sheets.store(read.changes, editor="张三", time="2026-12-01T09:00:00+08:00", origin=read.name)


def test_a_sheet_as_it_was_exported_changes_nothing(base: kb.KnowledgeBase) -> None:
    read = base.sheets.read(base.sheets.export(), "表.xlsx")
    assert (read.changes, read.conflicts, read.gone, read.strangers, read.problems) == ((), (), (), (), ())
    assert read.same == 4


def test_what_is_filled_in_is_told_stored_and_exported_again(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    data = filled(
        base.sheets.export(),
        (FIRST, "进展情况", "已认定 20 家\n其余推进中"),
        (FIRST, "责任领导", "李局长"),
        ("培育科技型企业", "备注", 0.35),
    )
    read = base.sheets.read(data, "表.xlsx")
    assert told(read) == [
        (FIRST, "责任领导", "", "李局长"),
        (FIRST, "进展情况", "", "已认定 20 家\n其余推进中"),
        ("培育科技型企业", "备注", "", "0.35"),
    ]
    assert base.sheets.filled() == {}, "nothing is stored before it is confirmed"
    store(base, read)
    row = sheet_rows(opened_book(base.sheets.export())[SHEET])[0]
    assert (row["责任领导"], row["进展情况"]) == ("李局长", "已认定 20 家\n其余推进中")
    assert csv_rows(base.sheets.export(format="csv"))[0]["责任领导"] == "李局长"
    again = base.sheets.read(data, "表.xlsx")
    assert (again.changes, again.conflicts) == ((), ())
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    with kb.open(tmp_path / "indexes") as rebuilt:
        assert sheet_rows(opened_book(rebuilt.sheets.export())[SHEET])[0]["责任领导"] == "李局长"


def test_rows_may_be_sorted_left_out_and_columns_moved(base: kb.KnowledgeBase) -> None:
    def shuffle(sheet: Worksheet, columns: dict[str, int]) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        head, body = rows[0], [row for row in rows[1:] if row[columns["行键"] - 1]]
        body[0][columns["进展情况"] - 1] = "已启动"
        order = [columns["进展情况"] - 1, *(n for n in range(len(head)) if n != columns["进展情况"] - 1)]
        sheet.delete_rows(3, sheet.max_row)
        for n, row in enumerate([head, *reversed(body[:3])], start=3):
            for place, source in enumerate(order, start=1):
                sheet.cell(n, place).value = row[source]

    read = base.sheets.read(edited(base.sheets.export(), shuffle), "表.xlsx")
    assert told(read) == [(FIRST, "进展情况", "", "已启动")]
    assert [problem.kind for problem in read.problems] == ["columns-moved"]


def test_a_row_whose_task_is_gone_is_listed_with_what_it_says(base: kb.KnowledgeBase, tmp_path: Path) -> None:
    data = filled(base.sheets.export(), (FIRST, "进展情况", "已启动"), ("培育科技型企业", "备注", "好"))
    write(tmp_path / "docs", fengan=FENGAN.replace("T 加大研发投入", "T 换了名字的任务"))
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    with kb.open(tmp_path / "indexes") as rebuilt:
        read = rebuilt.sheets.read(data, "表.xlsx")
    assert told(read) == [("培育科技型企业", "备注", "", "好")]
    assert [str(row).partition("行 ")[2] for row in read.gone] == [f"{FIRST}：进展情况“已启动”"]


def test_what_was_changed_in_columns_that_are_not_read_is_told(base: kb.KnowledgeBase) -> None:
    data = filled(
        base.sheets.export(),
        (FIRST, "完成时限", "2028年"),
        (FIRST, "牵头（责任）单位", ""),
        (FIRST, "进展情况", "已启动"),
    )
    read = base.sheets.read(data, "填报.xlsx")
    assert told(read) == [(FIRST, "进展情况", "", "已启动")]
    assert [(problem.kind, problem.line is not None, problem.message) for problem in read.problems] == [
        ("not-read", True, "“牵头（责任）单位”改成了空白，这一列不导入；确要更正，请在文件原文页修改"),
        ("not-read", True, "“完成时限”改成了“2028年”，这一列不导入；确要更正，请在文件原文页修改"),
    ]


def test_what_was_changed_in_the_sheet_of_targets_is_told(base: kb.KnowledgeBase) -> None:
    book = opened_book(base.sheets.export())
    sheet = book["主要目标分解表"]
    column, line = heads(sheet).index("目标值") + 1, 4
    figures = [row for row in range(line, sheet.max_row + 1) if isinstance(sheet.cell(row, column).value, int | float)]
    sheet.cell(figures[0], column).value = "大约一百"
    sheet.cell(figures[1], column).value = 777
    sheet.cell(figures[0], column - 1).value = "约"
    read = base.sheets.read(saved(book), "填报.xlsx")
    assert (read.changes, read.same) == ((), 4)
    assert [(problem.sheet, problem.line, problem.message.partition("，")[0]) for problem in read.problems] == [
        ("主要目标分解表", figures[0], "“方式”改成了“约”"),
        ("主要目标分解表", figures[0], "“目标值”改成了“大约一百”"),
        ("主要目标分解表", figures[1], "“目标值”改成了“777”"),
    ]


def test_a_formula_without_a_result_is_told_and_takes_nothing_away(base: kb.KnowledgeBase) -> None:
    data = base.sheets.export()
    store(base, base.sheets.read(filled(data, (FIRST, "进展情况", "已启动")), "甲.xlsx"))
    asked = filled(base.sheets.export(), (FIRST, "进展情况", '="完成"&"50%"'), (FIRST, "备注", "好"))
    read = base.sheets.read(asked, "乙.xlsx")
    assert told(read) == [(FIRST, "备注", "", "好")]
    (problem,) = read.problems
    assert "“进展情况”是公式，文件里没有它的结果" in problem.message and "这一格没有导入" in problem.message


def test_two_editors_the_second_sees_both_sides(base: kb.KnowledgeBase) -> None:
    data = base.sheets.export()
    store(base, base.sheets.read(filled(data, (FIRST, "进展情况", "甲写的"), (FIRST, "备注", "甲")), "甲.xlsx"))
    read = base.sheets.read(filled(data, (FIRST, "进展情况", "乙写的"), (FIRST, "责任领导", "乙")), "乙.xlsx")
    assert told(read) == [(FIRST, "责任领导", "", "乙")]
    assert [(one.before, one.after) for one in read.conflicts] == [("甲写的", "乙写的")]


def test_what_stands_at_another_task_is_not_taken(base: kb.KnowledgeBase) -> None:
    def sort_some_columns(sheet: Worksheet, columns: dict[str, int]) -> None:
        rows = [row for row in range(4, sheet.max_row + 1) if sheet.cell(row, columns["行键"]).value]
        one, other = rows[:2]
        for name in ("重点任务", "进展情况"):
            upper, lower = sheet.cell(one, columns[name]), sheet.cell(other, columns[name])
            upper.value, lower.value = lower.value, f"写给{upper.value}" if name == "进展情况" else upper.value

    read = base.sheets.read(edited(base.sheets.export(), sort_some_columns), "表.xlsx")
    assert read.changes == ()
    assert len(read.strangers) == 2


@pytest.mark.parametrize(
    ("column", "text", "kind"),
    [
        ("序号", "甲", "text-for-number"),
        ("到期年份", "明年", "text-for-number"),
        ("行键", "x" * 30, "key-unreadable"),
        ("行键", None, "no-key"),
        ("进展情况", "#REF!", "value"),
        ("进展情况", "长" * 6_000, "value"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_listed(
    base: kb.KnowledgeBase, column: str, text: str | None, kind: str
) -> None:
    data = filled(base.sheets.export(), (FIRST, "进展情况", "已启动"), (FIRST, column, text))
    read = base.sheets.read(data, "表.xlsx")
    assert [problem.kind for problem in read.problems] == [kind]
    assert read.changes == ()
    if column != "进展情况":
        assert "已启动" in str(read.problems[0])


def test_a_key_that_stands_twice_is_taken_only_if_both_say_the_same(base: kb.KnowledgeBase) -> None:
    def double(text: str) -> Callable[[Worksheet, dict[str, int]], None]:
        def edit(sheet: Worksheet, columns: dict[str, int]) -> None:
            row = next(n for n in range(4, sheet.max_row + 1) if sheet.cell(n, columns["重点任务"]).value == FIRST)
            sheet.cell(row, columns["进展情况"]).value = "已启动"
            for place in columns.values():
                sheet.cell(sheet.max_row + (place == 1), place).value = sheet.cell(row, place).value
            sheet.cell(sheet.max_row, columns["进展情况"]).value = text

        return edit

    assert told(base.sheets.read(edited(base.sheets.export(), double("已启动")), "表.xlsx")) == [
        (FIRST, "进展情况", "", "已启动")
    ]
    read = base.sheets.read(edited(base.sheets.export(), double("未启动")), "表.xlsx")
    assert read.changes == ()
    assert [problem.kind for problem in read.problems] == ["key-doubled"] * 2
    assert "已启动" in str(read.problems[0])
    assert "未启动" in str(read.problems[1])


def test_heads_that_are_missing_or_doubled(base: kb.KnowledgeBase) -> None:
    def rename(old: str, new: str) -> bytes:
        def edit(sheet: Worksheet, columns: dict[str, int]) -> None:
            sheet.cell(3, columns[old]).value = new

        return edited(filled(base.sheets.export(), (FIRST, "进展情况", "已启动"), (FIRST, "备注", "好")), edit)

    read = base.sheets.read(rename("备注", "说明"), "表.xlsx")
    assert (told(read), [one.kind for one in read.problems]) == (
        [(FIRST, "进展情况", "", "已启动")],
        ["column-missing"],
    )
    read = base.sheets.read(rename("备注", "进展情况"), "表.xlsx")
    assert read.changes == ()
    assert {one.kind for one in read.problems} == {"column-doubled"}
    with pytest.raises(kb.KnowledgeBaseError, match="行键"):
        base.sheets.read(rename("行键", "别的"), "表.xlsx")
    with pytest.raises(kb.KnowledgeBaseError, match="两列"):
        base.sheets.read(rename("原文", "行键"), "表.xlsx")


@pytest.mark.parametrize(
    ("value", "format", "text"),
    [
        (0.35, "0%", "35%"),
        (3.0, "General", "3"),
        (True, "General", "是"),
        (datetime.datetime(2026, 3, 1), "yyyy-mm-dd", "2026年3月1日"),
        ("  两头空  ", "General", "两头空"),
    ],
)
def test_a_cell_says_what_it_shows(base: kb.KnowledgeBase, value: object, format: str, text: str) -> None:
    def fill(sheet: Worksheet, columns: dict[str, int]) -> None:
        row = next(n for n in range(4, sheet.max_row + 1) if sheet.cell(n, columns["重点任务"]).value == FIRST)
        cell = sheet.cell(row, columns["进展情况"])
        cell.value, cell.number_format = value, format

    assert told(base.sheets.read(edited(base.sheets.export(), fill), "表.xlsx")) == [(FIRST, "进展情况", "", text)]


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 301_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "打不开"),
        (b"PK\x03\x04 broken", "打不开"),
        (b"\xd0\xcf\x11\xe0 an old or encrypted workbook", "打不开"),
        (saved(Workbook()), "行键"),
        (bomb(), "展开后过大"),
    ],
    ids=["empty", "broken", "old", "other", "bomb"],
)
def test_a_file_that_is_no_such_sheet_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(kb.KnowledgeBaseError, match=message) as caught:
        read_filled_sheet(data, "某表.xlsx")
    assert str(caught.value).startswith("某表.xlsx")


@pytest.mark.parametrize("template", ["B", "F"])
def test_a_form_with_a_column_for_the_leader_is_read_back(base: kb.KnowledgeBase, template: str) -> None:
    book = opened_book(base.sheets.export(template=template))
    sheet = book[SHEET]
    names = heads(sheet)
    leader = next(place for place, name in enumerate(names, start=1) if "领导" in name)
    row = next(n for n in range(4, sheet.max_row + 1) if sheet.cell(n, names.index("行键") + 1).value)
    sheet.cell(row, leader).value = "李局长"
    read = base.sheets.read(saved(book), "表.xlsx")
    assert told(read) == [(FIRST, "责任领导", "", "李局长")]


def test_the_command_shows_first_and_stores_when_told(
    base: kb.KnowledgeBase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "表.xlsx"
    file.write_bytes(filled(base.sheets.export(), (FIRST, "进展情况", "已启动")))
    asked = ["import-sheet", str(file), "--index", str(tmp_path / "indexes")]
    assert main(asked) == 0
    out = capsys.readouterr().out
    assert "加大研发投入｜进展情况：（空） → 已启动" in out
    assert "--apply" in out
    assert base.sheets.filled() == {}
    assert main([*asked, "--apply", "--editor", "张三"]) == 0
    assert "已写入 1 处" in capsys.readouterr().out
    (key,) = base.sheets.filled()
    assert [one.editor for one in base.sheets.history(key)] == ["张三"]
    assert main([*asked, "--apply"]) == 0
    assert "0 项任务有新内容" in capsys.readouterr().out
    file.write_bytes(b"no sheet")
    assert main(asked) == 2
