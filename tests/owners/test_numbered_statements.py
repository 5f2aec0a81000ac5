"""Owners that stand apart from their tasks and name them by number."""

from __future__ import annotations

import pytest
from paragraph_documents import document, paragraphs

from extract.models import Task, Unit
from extract.owners.numbered_sentences import find_numbered
from extract.owners.numbered_statements import NumberedStatement, give_by_number, same_number
from extract.text.characters import Text


def said(text: str) -> str:
    """Numbers and units of the statements: 1,3=市科技局/l."""
    found, _ = find_numbered(Text.of(text), paragraphs(text), ())
    return " ".join(
        f"{(s.section or '') and s.section + ':'}{','.join(s.numbers)}={'+'.join(f'{u.name}/{u.role[0]}' for u in s.units)}"
        for s in found
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第1项由市行政审批局牵头，市司法局配合。", "1=市行政审批局/l+市司法局/a"),
        ("任务1、3由市数据局负责。", "1,3=市数据局/r"),
        (
            "第（一）项、第（三）项由市数据局牵头；第（二）项由市财政局负责。",
            "（一）,（三）=市数据局/l （二）=市财政局/r",
        ),
        ("第1—3项由市公安局牵头。", "1,2,3=市公安局/l"),
        ("第一、第三项由市科技局牵头", "一,三=市科技局/l"),
        ("任务一：市数据局牵头，溯川发布配合", "一=市数据局/l+溯川发布/a"),
        ("第1项（优化办事流程）：牵头单位：市数据局；配合单位：市司法局", "1=市数据局/l+市司法局/a"),
        ("第1项“优化办事流程”由市行政审批局牵头", "1=市行政审批局/l"),
        ("“重点任务”第2项由市数据局牵头。", "“重点任务”:2=市数据局/l"),
        ("第二部分第1、2项由市科技局负责，市财政局配合。", "第二部分:1,2=市科技局/r+市财政局/a"),
        ("任务1由市科技局牵头，任务2由市财政局牵头，市司法局配合。", "1=市科技局/l 2=市财政局/l+市司法局/a"),
        ("市数据局牵头第2、3项，配合第4项。", "2,3=市数据局/l 4=市数据局/a"),
        ("市公安局：牵头第1项；砚浦夜巡队配合第1—3项。", "1=市公安局/l 1,2,3=砚浦夜巡队/a"),
        ("市科技局牵头落实第1项任务，市财政局配合。", "1=市科技局/l+市财政局/a"),
        ("任务分工清单\n1.市商务局牵头，市城管局配合。\n2.市城管局负责。", "1=市商务局/l+市城管局/a 2=市城管局/r"),
        # articles, indicators and tasks with owners of their own are none
        ("第十条 市数据局应当建立平台，由市财政局配合。", ""),
        ("第1项指标由市统计局核算后公布。", ""),
        ("1.市商务局牵头，市城管局配合。", ""),
        ("重点推进5项任务。", ""),
    ],
)
def test_who_answers_for_which_numbers(text: str, expected: str) -> None:
    assert said(text) == expected


def test_the_rest_of_a_paragraph_stays() -> None:
    text = "分工如下。第1项由市科技局牵头。其他从其规定。"
    _, rest = find_numbered(Text.of(text), [(0, len(text))], ())
    assert [text[slice(*span)] for span in rest] == ["分工如下。", "其他从其规定。"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("一", "1", True),
        ("（1）", "1", True),
        ("十二", "12", True),
        ("1.2", "1", False),
        ("1.2", "1.2", True),
        (None, "1", False),
    ],
)
def test_numbers_are_compared_by_value(one: str | None, other: str, same: bool) -> None:
    assert same_number(one, other) is same


def task(number: str, *path: str, unit: Unit | None = None) -> Task:
    return Task(f"{path}{number}", number, "某事", path, (0, 1), units=(unit,) if unit else ())


LEAD = Unit("市科技局", "lead", "explicit", (90, 94))
TASKS = (
    task("1", "二、重点任务", "（一）优化布局"),
    task("2", "二、重点任务", "（一）优化布局"),
    task("1", "二、重点任务", "（二）强化监管"),
)


@pytest.mark.parametrize(
    ("number", "section", "given"),
    [
        ("二", None, [1]),
        ("1", None, []),  # two tasks have it
        ("1", "（二）", [2]),
        ("1", "第（一）部分", [0]),
        ("1", "“强化监管”", [2]),
        ("1", "第二部分", []),  # 二、重点任务 holds both
        ("7", None, []),
    ],
)
def test_a_number_of_several_tasks_is_given_to_none(number: str, section: str | None, given: list[int]) -> None:
    tasks, notices = give_by_number(TASKS, [NumberedStatement((number,), (LEAD,), (80, 99), section)])
    assert [index for index, task in enumerate(tasks) if task.units] == given
    assert [notice.code for notice in notices] == ([] if given else ["unplaced-owner"])


def test_units_of_prose_give_way_and_those_of_a_statement_stay() -> None:
    own = Unit("市财政局", "responsible", "explicit", (3, 7))
    tasks, _ = give_by_number(
        [task("1", unit=Unit("市教育局", "lead", "prose")), task("2", unit=own)],
        [NumberedStatement(("1", "2"), (LEAD,), (80, 99))],
    )
    assert [task.units for task in tasks] == [(LEAD,), (own, LEAD)]


APPENDIX = """砚浦市加快夜市发展行动方案
二、重点任务
（一）建设夜市街区。划定经营区域。
（二）改造老旧摊位。更新设施。
三、责任分工
任务一由市商务局牵头，市市场监管局配合；第（二）项由市城管局负责。
第五项由市公安局负责。
"""


def test_an_appendix_of_sentences_makes_no_tasks() -> None:
    found = document(APPENDIX)
    assert [(t.title, [u.name for u in t.units]) for t in found.tasks] == [
        ("建设夜市街区", ["市商务局", "市市场监管局"]),
        ("改造老旧摊位", ["市城管局"]),
    ]
    assert [notice.code for notice in found.warnings] == ["unplaced-owner"]
