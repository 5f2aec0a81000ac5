"""The spaCy pipeline: its order, its tokenizer, the spans it leaves in the Doc, and the same findings every time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paragraph_documents import document
from paths import CORPUS

from extract.document import extract_document, read_source
from extract.errors import ReadError
from extract.models import Block, FileContent, Notice, Source, TableCell
from extract.pipeline import COMPONENTS, analyse, collect, pipeline

SOURCE = Source("试.txt", "txt", "0" * 64)
PLAN = """
慈溪市行动方案（2026—2028年）
一、总体要求
到2028年，全市研发机构达到400家。
二、重点任务
1.建设平台。做好选址，到2027年，建成平台10家。（市科技局牵头，市财政局配合）
2.优化服务。设立窗口。（责任单位：市财政局
"""


def test_the_order_is_written_down_once() -> None:
    assert tuple(pipeline().pipe_names) == COMPONENTS
    assert pipeline() is pipeline()
    assert pipeline().lang == "zh"


def test_tokens_join_to_the_text() -> None:
    text = "研发投入增长3-5%，R&D经费\t1,000万元\n市科技局"
    doc = pipeline().make_doc(text)
    assert doc.text == text
    assert [token.text for token in doc][:4] == ["研发", "投入", "增长", "3"]
    assert pipeline().make_doc("").text == ""


def test_findings_stand_in_the_doc() -> None:
    doc = analyse(FileContent(tuple(Block("paragraph", line) for line in PLAN.strip().splitlines())), SOURCE)
    found = collect(doc)
    assert {name: len(spans) for name, spans in doc.spans.items()} == {
        "tasks": len(found.tasks),
        "units": sum(len(task.units) for task in found.tasks),
        "measures": sum(len(task.measures) for task in found.tasks),
        "targets": len(found.targets),
        "cells": len(found.cells),
    }
    assert [(span.text, span.label_) for span in doc.spans["units"]] == [
        ("市科技局", "lead"), ("市财政局", "assist"), ("市财政局", "responsible"),
    ]  # fmt: skip
    assert [span.label_ for span in doc.spans["tasks"]] == ["建设平台", "优化服务"]


def test_a_document_is_put_together() -> None:
    found = document(PLAN)
    assert (found.facts.region, found.facts.kind, found.facts.period) == ("慈溪市", "方案", (2026, 2028))
    assert [(task.title, [unit.canonical for unit in task.units]) for task in found.tasks] == [
        ("建设平台", ["慈溪市科学技术局", "慈溪市财政局"]),
        ("优化服务", ["慈溪市财政局"]),
    ]
    assert [(target.quote, target.task_id) for target in found.targets] == [
        ("全市研发机构达到400家", None),
        ("建成平台10家", found.tasks[0].id),
    ]
    assert [notice.code for notice in found.warnings] == ["unclosed-bracket"]
    assert [section.title for section in found.sections] == ["总体要求", "重点任务"]


def test_what_a_reader_could_not_read_is_passed_on() -> None:
    reading = FileContent((Block("paragraph", "一、任务"),), warnings=(Notice("glyphs", "有字没有读出", None),))
    assert [notice.code for notice in collect(analyse(reading, SOURCE)).warnings] == ["glyphs"]


def test_rows_of_a_table_are_tasks_with_the_roles_of_their_columns() -> None:
    rows = [
        ("序号", "重点任务", "牵头单位", "配合单位"),
        ("1", "建设平台", "市科技局", "市财政局、市教育局"),
        ("2", "优化服务", "市数据局", "无"),
    ]
    cells = tuple(TableCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    blocks = (Block("paragraph", "慈溪市2026年重点任务分解表"), Block("table", "", cells=cells))
    found = collect(analyse(FileContent(blocks), SOURCE))
    assert [(task.title, [(unit.name, unit.role) for unit in task.units]) for task in found.tasks] == [
        ("建设平台", [("市科技局", "lead"), ("市财政局", "assist"), ("市教育局", "assist")]),
        ("优化服务", [("市数据局", "lead")]),
    ]
    assert all(task.rule == "row of a task table" for task in found.tasks)


def test_pages_are_carried_to_what_stands_on_them() -> None:
    blocks = (Block("paragraph", "一、重点任务", page=1), Block("paragraph", "1.建设平台。做好选址。", page=2))
    (task,) = collect(analyse(FileContent(blocks, pages=2), SOURCE)).tasks
    assert (task.page, task.measures[0].page) == (2, 2)


@pytest.mark.parametrize("name", sorted(path.name for path in CORPUS.iterdir() if path.stem != "README"))
def test_the_same_bytes_give_the_same_document(name: str) -> None:
    first, second = extract_document(CORPUS / name), extract_document(CORPUS / name)
    assert first == second
    assert first.tasks
    ids = [item.id for item in (*first.tasks, *first.targets)]
    assert len(ids) == len(set(ids))


def test_a_document_may_be_called_otherwise() -> None:
    path = CORPUS / "yanpu-2026-actions.txt"
    assert extract_document(path, name="报送/方案.txt").source.name == "报送/方案.txt"
    assert read_source(path)[1].format == "txt"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"没有\.txt"):
        extract_document(tmp_path / "没有.txt")


@pytest.mark.parametrize(
    "text", ["", " ", "。", "（", "一、", "责任单位：", "\u3000", "目录", "附件", "🙂" * 50, "一、\n" * 200]
)
def test_next_to_nothing_is_a_document_too(text: str) -> None:
    found = document(text)
    assert found.cells == ()


@settings(deadline=None)
@given(
    st.text(alphabet="一二（）、1.2。，；：市科技局财政牵头负责单位责任建设平台达到10家年2027%\n“”《》 ", max_size=200)
)
def test_any_text_is_a_document(text: str) -> None:
    found = document(text)
    assert found == document(text)
    for notice in found.warnings:
        assert notice.span is None or 0 <= notice.span[0] < notice.span[1] <= len(found.text)
    assert replace(found, text="") != found or not found.text


ITEMS = "一、大赛内容\n设电工、焊工两个项目。\n二、参赛对象\n各企业职工。\n三、时间安排\n三月报名，五月比赛。"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        (f"关于举办职工技能大赛的通知\n{ITEMS}", ["按标题不是部署任务的文件"]),
        (f"溯川市职工技能大赛管理办法\n{ITEMS}", []),  # rules give no tasks, and nobody awaits any
        (
            "溯川市促进就业行动方案\n一、指导思想\n坚持就业优先。\n二、基本原则\n统筹城乡。\n三、工作背景\n形势总体平稳。",
            ["文件有 3 处编号标题，但没有读出任务"],
        ),
        ("溯川市促进就业行动方案\n一、重点任务\n（一）扩大岗位。开发公益性岗位。（市人社局负责）", []),
        ("溯川市简讯\n天气晴。", []),
    ],
)
def test_a_plan_without_tasks_says_so(text: str, begins: list[str]) -> None:
    said = [notice.message for notice in document(text).warnings if notice.code == "no-task"]
    assert [message[: len(words)] for message, words in zip(said, begins, strict=True)] == begins


def test_a_document_that_only_its_wording_tells_to_look_back_says_so() -> None:
    done = "".join(f"先后建成园区{n}个，产值同比增长8%，获评省级示范。\n" for n in range(3, 12))
    told = [notice for notice in document(f"溯川市产业工作\n{done}").warnings if notice.code == "past-guessed"]
    assert [notice.span is not None for notice in told] == [True]
    assert not document(f"溯川市产业工作\n{done}").targets
    headed = document(f"溯川市产业工作\n一、工作回顾\n{done}")
    assert not [notice for notice in headed.warnings if notice.code == "past-guessed"]
