"""Tables that an export has taken apart to one cell a line."""

from __future__ import annotations

import pytest

from extract.readers.plain.plain_text import blocks_of

TASKS = """序号
重点任务
牵头单位
完成时限
1
编制古建筑名录
市文旅局
9月底
2
修缮古城墙
市文旅局、市财政局
12月底

联系人：李明"""

INDICATORS = """指标
单位
2025年
2030年
属性
用水总量
亿立方米
1.8
2.0
约束性
灌溉水有效利用系数
0.58
0.61
预期性
二、主要任务"""


@pytest.mark.parametrize(
    ("text", "rows", "after"),
    [
        (
            TASKS,
            [
                "序号|重点任务|牵头单位|完成时限",
                "1|编制古建筑名录|市文旅局|9月底",
                "2|修缮古城墙|市文旅局、市财政局|12月底",
            ],
            "联系人：李明",
        ),
        (
            INDICATORS,
            [
                "指标|单位|2025年|2030年|属性",
                "用水总量|亿立方米|1.8|2.0|约束性",
                "灌溉水有效利用系数||0.58|0.61|预期性",
            ],
            "二、主要任务",
        ),
        (INDICATORS.replace("\n", "\n\n"), None, "二、主要任务"),
    ],
)
def test_cells_that_stand_one_a_line(text: str, rows: list[str] | None, after: str) -> None:
    table, last = blocks_of(text)
    found: dict[int, list[str]] = {}
    for cell in table.cells:
        found.setdefault(cell.row, []).append(cell.text)
    assert last.text == after
    assert rows is None or ["|".join(row) for row in found.values()] == rows


@pytest.mark.parametrize(
    "text",
    [
        "序号\n1\n2\n3",
        "指标\n是衡量发展的尺子。\n要用好这把尺子。",
        "序号\n任务\n单位\n1\n建设平台\n市甲局\n2\n建设中心。要加快进度。",
    ],
)
def test_lines_that_are_no_table(text: str) -> None:
    assert all(block.kind != "table" for block in blocks_of(text))
