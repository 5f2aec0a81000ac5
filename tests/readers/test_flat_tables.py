"""Tables that a text export has flattened to lines."""

from __future__ import annotations

import pytest

from extract.readers.plain.flat_tables import flat_table
from extract.tables.grid import grid


def table_of(text: str) -> tuple[list[list[str]], int] | None:
    found = flat_table(text.strip().splitlines(), 0)
    if found is None:
        return None
    return [[cell.text if cell else "" for cell in row] for row in grid(found[0])], found[1]


def test_rows_of_one_line() -> None:
    table = table_of(
        "序号 指标 单位 属性 2025年\n1 产值 亿元 预期性 5左右\n2 森林覆盖率 % 约束性 39\n3 平台数 个 预期性 10\n正文。"
    )
    assert table == (
        [
            ["序号", "指标", "单位", "属性", "2025年"],
            ["1", "产值", "亿元", "预期性", "5左右"],
            ["2", "森林覆盖率", "%", "约束性", "39"],
            ["3", "平台数", "个", "预期性", "10"],
        ],
        4,
    )


def test_cells_of_two_lines_stand_above_and_below_their_row() -> None:
    table = table_of(
        """序 “十四五”目标
        指 标 单位 属性
        号
        2025年 年均[累计]
        1 产值增长率 % 预期性 - 5左右
        万元/
        2 劳动生产率 预期性 36左右 -
        人
        3 企业数量 家 预期性 - [1000]
        研发经费支出相当于
        4 % 预期性 4.5左右 -
        生产总值比例
        城中房屋 万平 [成片：约110
        5 约束性 -
        改造面积 方米 零星：约20]
        正文开始。"""
    )
    assert table is not None
    rows, end = table
    assert rows[0] == ["序号", "指标", "单位", "属性", "“十四五”目标2025年", "“十四五”目标年均[累计]"]
    assert rows[2] == ["2", "劳动生产率", "万元/人", "预期性", "36左右", "-"]
    assert rows[4] == ["4", "研发经费支出相当于生产总值比例", "%", "预期性", "4.5左右", "-"]
    assert rows[5] == ["5", "城中房屋改造面积", "万平方米", "约束性", "-", "[成片：约110零星：约20]"]
    assert end == 15


def test_the_attribute_may_be_the_last_column() -> None:
    table = table_of(
        "序号 指标 单位 2020年 2025年 属性\n1 产值 亿元 3 5 预期性\n2 平台 个 8 10 预期性\n3 人才 万人 1 2 预期性"
    )
    assert table is not None
    assert table[0][2] == ["2", "平台", "个", "预期性", "8", "10"]


@pytest.mark.parametrize(
    "text",
    [
        "一、总体要求\n1 加快发展",
        "指标 体系建设\n1 加快发展。\n2 推进建设。",
        "指标 单位 2025年\n正文开始，到2025年建成100家，推动发展。",
        "指标 单位 2025年\n1 产值 亿元 5",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert table_of(text) is None
