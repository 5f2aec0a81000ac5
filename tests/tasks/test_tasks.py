"""Tasks: which sections they are, who owns them, and what their sentences are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paragraph_documents import document

from extract.models import Document, Task


def shown(task: Task) -> str:
    """Number, title, units with the first letter of their role and basis (d = by a rule, p = prose), and deadline."""
    basis = {"explicit": "", "first-listed": "f", "document-rule": "d", "prose": "p", "issuer": "i"}
    units = "".join(f" {unit.name}/{unit.role[0]}{basis[unit.basis]}" for unit in task.units)
    return f"{task.number or '-'} {task.title}{units}" + (f" due={task.due_text}" if task.due_text else "")


def tasks(text: str) -> list[str]:
    return [shown(task) for task in document(text).tasks]


PLAN = """
某市行动方案
一、总体要求
坚持创新驱动，到2027年建成体系。
二、重点任务
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the lowest titled items of action sections, none of aims and background
        (
            "一、发展基础\n（一）产业。发展良好。\n二、重点任务\n（一）建设平台。围绕需求，建设平台。\n（二）优化服务\n设立窗口，提供服务。\n"
            "三、保障措施\n（一）加强领导。成立专班，统筹推进。",
            ["一 建设平台", "二 优化服务", "一 加强领导"],
        ),
        # a responsibility line of its own, a bracket, the tail of a paragraph
        (
            PLAN + "1.建设平台。做好选址。\n责任单位：市科技局\n2.优化服务。设立窗口。（市财政局负责）\n"
            "3.强化监管。建立台账。责任单位：市商务局。",
            ["1 建设平台 市科技局/r", "2 优化服务 市财政局/r", "3 强化监管 市商务局/r"],
        ),
        # two levels of responsibility
        (
            PLAN
            + "（一）建设平台。（牵头单位：市科技局）\n1.选址。做好选址。（责任单位：市经信局）\n2.勘察。做好勘察。（责任单位：市商务局）",
            ["一 建设平台 市科技局/l", "1 选址 市经信局/r", "2 勘察 市商务局/r"],
        ),
        # a line behind the last of several items closes their section
        (
            PLAN + "（一）建设平台\n1.选址。做好选址。\n2.勘察。做好勘察。\n牵头单位：市科技局；配合单位：市财政局",
            ["一 建设平台 市科技局/l 市财政局/a", "1 选址", "2 勘察"],
        ),
        # a document-wide rule
        (
            PLAN
            + "1.建设平台。做好选址。（市科技局、市财政局。列第一位的为牵头单位；以下均需各区政府落实，不再列出）\n"
            "2.优化服务。设立窗口。（市商务局）",
            ["1 建设平台 市科技局/lf 市财政局/af 各区政府/rd", "2 优化服务 市商务局/lf 各区政府/rd"],
        ),
        # deadlines
        (
            PLAN + "1.建设平台。做好选址。\n牵头单位：市科技局\n配合单位：市财政局\n完成时限：2026年12月底",
            ["1 建设平台 市科技局/l 市财政局/a due=2026年12月底"],
        ),
        # items without a heading are named by their first clause
        (
            PLAN + "1.制定方案，报市政府审定。（责任单位：市科技局）\n2.完善政策。（责任单位：市财政局）",
            ["1 制定方案 市科技局/r", "2 完善政策 市财政局/r"],
        ),
        (PLAN + "1.新建学校49所（市教育局负责）。其中市区20所，县域29所。", ["1 新建学校49所 市教育局/r"]),
        # lost line breaks
        (
            "一、目标。建成平台。二、重点任务（一）建设平台。做好选址。（责任单位：市科技局）（二）优化服务。设立窗口。（责任单位：市财政局）",
            ["一 建设平台 市科技局/r", "二 优化服务 市财政局/r"],
        ),
        (
            PLAN + "（一）建设平台。做好选址。责任单位：市科技局。（二）优化服务。设立窗口。责任单位：市财政局。",
            ["一 建设平台 市科技局/r", "二 优化服务 市财政局/r"],
        ),
        # numbering that starts anew, has gaps, or is written out
        (
            PLAN + "（一）建设平台\n1.选址。做好选址。\n2.勘察。做好勘察。\n（二）优化服务\n1.窗口。设立窗口。",
            ["1 选址", "2 勘察", "1 窗口"],
        ),
        (
            PLAN + "（一）建设平台。做好选址。\n（三）优化服务。设立窗口。\n（三）强化监管。建立台账。",
            ["一 建设平台", "三 优化服务", "三 强化监管"],
        ),
        (
            PLAN + "任务一：建设平台。做好选址。（市科技局）\n专项行动2：优化服务\n设立窗口，提供服务。",
            ["一 建设平台 市科技局/r", "2 优化服务"],
        ),
        (
            "3 重点任务\n3.1 建设平台\n3.1.1 选址\n做好选址工作。\n3.1.2 勘察\n做好勘察工作。",
            ["3.1.1 选址", "3.1.2 勘察"],
        ),
        # 一是……；二是…… and ①② belong to their item, unless each has an owner of its own
        (
            PLAN
            + "（一）建设平台。一是做好选址；二是做好勘察。（市科技局负责）\n（二）优化服务。①设立窗口；②简化流程。",
            ["一 建设平台 市科技局/r", "二 优化服务"],
        ),
        (
            PLAN
            + "（一）建设平台\n一是选址，做好选址工作。（责任单位：市科技局）\n二是勘察，做好勘察工作。（责任单位：市财政局）",
            ["一 选址 市科技局/r", "二 勘察 市财政局/r"],
        ),
        # articles
        (
            "某市若干措施\n第一条 支持建设平台。给予补助。（责任单位：市科技局）\n"
            "第二条 鼓励企业加大投入，给予奖励。（责任单位：市财政局）\n"
            "第三条 本措施自发布之日起施行。",
            ["一 支持建设平台 市科技局/r", "二 鼓励企业加大投入 市财政局/r"],
        ),
        # run-in headings without a number
        (
            PLAN + "加快载体建设。围绕需求，布局一批载体。\n优化服务供给。设立窗口，提供服务。",
            ["- 加快载体建设", "- 优化服务供给"],
        ),
        # a section of safeguards that is one paragraph is itself the task; its prose may name who leads
        (
            "一、重点任务\n（一）建设平台。做好选址。\n二、保障措施\n由市科技局牵头，会同市财政局建立工作机制，统筹推进各项任务。",
            ["一 建设平台", "二 保障措施 市科技局/lp 市财政局/ap"],
        ),
        # a notice that wraps a plan, with addressees, signature and carbon copies
        (
            "关于印发某市方案的通知\n各区人民政府，市政府各部门：\n现将方案印发给你们，请认真贯彻执行。\n某市人民政府\n2026年3月1日\n某市方案\n"
            "一、工作目标\n到2027年建成平台。\n二、重点任务\n1.建设平台。做好选址。（市科技局负责）\n抄送：市委各部门，市法院。",
            ["1 建设平台 市科技局/r"],
        ),
        # traditional characters and full-width digits
        (
            "二、重點任務\n（１）建設平臺。圍繞需求，建設平臺。（牽頭單位：市科技局；配合單位：市財政局）",
            ["1 建設平臺 市科技局/l 市財政局/a"],
        ),
        # what was done is no task, owned or not
        (
            "一、2025年重点任务完成情况\n1.建设平台。已完成选址。（市科技局负责）\n二、2026年重点任务\n1.优化服务。设立窗口。（市财政局负责）",
            ["1 优化服务 市财政局/r"],
        ),
        ("一、重点任务\n1.优化服务。设立窗口。\n名词解释\n1.窗口：指受理点。", ["1 优化服务"]),
    ],
)
def test_the_tasks_of_a_document(text: str, expected: list[str]) -> None:
    assert tasks(text) == expected


def measures(found: Document) -> list[list[str]]:
    return [[measure.text for measure in task.measures] for task in found.tasks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PLAN + "1.建设平台。做好选址，加快建设。完善配套政策。（市科技局负责）",
            [["做好选址，加快建设。", "完善配套政策。"]],
        ),
        (PLAN + "1.建设平台。做好选址（市科技局负责）；加快建设（市财政局负责）。", [["做好选址", "加快建设"]]),
        (PLAN + "1.制定方案，报市政府审定。（责任单位：市科技局）", [["制定方案，报市政府审定。"]]),
        (
            PLAN + "（一）建设平台\n1.选址。做好选址。\n2.勘察。做好勘察。\n牵头单位：市科技局",
            [[], ["做好选址。"], ["做好勘察。"]],
        ),
        (PLAN + "1.建设平台。做好选址。\n责任领导：某某\n（此件公开发布）", [["做好选址。"]]),
    ],
)
def test_sentences_leave_headings_and_owners_out(text: str, expected: list[list[str]]) -> None:
    assert measures(document(text)) == expected


def test_path_and_span_of_a_task() -> None:
    found = document("二、重点任务\n（一）平台\n1.选址。做好选址。（市科技局负责）\n（二）服务\n设立窗口，提供服务。")
    first, second = found.tasks
    assert (first.path, first.title) == (("二、重点任务", "（一）平台"), "选址")
    assert found.text[slice(*first.span)] == "1.选址。做好选址。（市科技局负责）"
    assert (second.path, found.text[slice(*second.span)]) == (("二、重点任务",), "（二）服务\n设立窗口，提供服务。")


def test_the_same_unit_in_two_statements_of_a_task_stands_once() -> None:
    text = PLAN + "1.建设平台。做好选址。（责任单位：市科技局）加快建设。（责任单位：市科技局、市财政局）"
    assert tasks(text) == ["1 建设平台 市科技局/r 市财政局/r"]


LINES = st.sampled_from(
    """
一、总体要求|二、重点任务|（一）建设平台。围绕需求，建设平台。（市科技局负责）|（二）优化服务|1.设立窗口。提供服务。|2.简化流程，压缩时限。
一是加强领导。|——创新能力增强。|第三条 鼓励创新。|做好选址和勘察工作。|责任单位：市科技局|（牵头单位：市科技局；配合单位：市财政局）
牵头单位：|完成时限：2026年|三、保障措施|加快平台建设。围绕需求，布局一批平台。|（列第一位的为牵头单位，下同）|附件2|任务清单|到2027年，平台达到10家。
""".strip().replace("\n", "|").split("|")
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(LINES, max_size=12))
def test_tasks_stand_in_the_text(lines: list[str]) -> None:
    found = document("\n".join(lines))
    ids = [task.id for task in found.tasks]
    assert len(ids) == len(set(ids))
    for task in found.tasks:
        whole = found.text[slice(*task.span)]
        assert task.title in whole.replace("\n", "")
        for measure in task.measures:
            assert found.text[slice(*measure.span)] == measure.text
            assert measure.text in whole
        for unit in task.units:
            assert unit.span is not None
            assert found.text[slice(*unit.span)].replace(" ", "") == unit.name
