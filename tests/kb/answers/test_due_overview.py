"""What is due on a day: the counts are those of the searches that they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from kb_samples import built

import kb

PLAN = """@ 丰安市年度计划|丰安市|计划
T 三月的事|2026 row 3月底前|lead 市科技局
T 六月的事|2026 row 6月底前|lead 市科技局；assist 市财政局
T 五月的事|2026 own 2026年5月底前|lead 市财政局
M 五月的措施
T 年底的事|2026 row 年底前|lead 市科技局
T 规划期的事|2026 plan|lead 市科技局
T 明年的事|2027|responsible 市财政局
T 长期的事|0 row 长期坚持|lead 市科技局
T 没有时限的事||
"""
OTHER = """@ 云溪市意见|云溪市|意见
T 别处的事|2026 row 6月底前|lead 市科技局
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    root: Path = tmp_path_factory.mktemp("due")
    plan = PLAN.replace("|0 row 长期坚持|", "||")  # The notation has no deadline without a year.
    with built(root, a=plan, b=OTHER, copy=plan) as opened:
        yield opened


def titles(due: kb.DueOverview) -> list[str]:
    return [hit.title for hit in due.nearest]


def test_counts_are_those_of_the_searches_they_lead_to(base: kb.KnowledgeBase) -> None:
    due = base.due(date(2026, 5, 4))
    assert (due.quarter.value, due.quarter.label, due.quarter.tasks) == ("2026Q2", "2026年二季度", 3)
    assert (due.year.value, due.year.label, due.year.tasks) == ("2026", "2026年", 6)
    assert [(period.value, period.tasks) for period in due.others] == [("2027", 1), ("undated", 2)]
    for period in (due.quarter, due.year, *due.others):
        assert base.search(filters=kb.Filters(kind="task", year=period.value)).total == period.tasks
    for leader in due.leaders:
        for value, count in (("2026Q2", leader.quarter), (2026, leader.year)):
            filters = kb.Filters(kind="task", year=value, unit=leader.value, role="lead")
            assert base.search(filters=filters).total == count


def test_who_leads_most_of_the_quarter_stands_first(base: kb.KnowledgeBase) -> None:
    leaders = base.due(date(2026, 5, 4)).leaders
    assert [(leader.label, leader.quarter, leader.year) for leader in leaders] == [
        ("丰安市科学技术局", 1, 4),
        ("丰安市财政局", 1, 1),
        ("云溪市科学技术局", 1, 1),
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1), ["三月的事", "五月的事", "六月的事", "别处的事", "年底的事", "规划期的事"]),
        (date(2026, 5, 31), ["五月的事", "六月的事", "别处的事", "年底的事", "规划期的事"]),
        (date(2026, 6, 1), ["六月的事", "别处的事", "年底的事", "规划期的事"]),
        (date(2026, 7, 1), ["年底的事", "规划期的事"]),
        (date(2027, 1, 1), ["明年的事"]),
        (date(2028, 1, 1), []),
    ],
)
def test_the_nearest_come_first_and_what_is_past_is_not_to_come(
    day: date, expected: list[str], base: kb.KnowledgeBase
) -> None:
    assert titles(base.due(day)) == expected
    assert titles(base.due(day, most=2)) == expected[:2]


def test_of_one_place(base: kb.KnowledgeBase) -> None:
    due = base.due(date(2026, 6, 1), region="云溪市")
    assert (due.quarter.tasks, due.year.tasks, titles(due)) == (1, 1, ["别处的事"])
    assert [leader.label for leader in due.leaders] == ["云溪市科学技术局"]
