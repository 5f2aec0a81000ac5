"""Tables that plain text draws with characters or with blanks."""

from __future__ import annotations

import pytest

from extract.models import Block
from extract.readers.plain.drawn_tables import drawn_table
from extract.readers.plain.plain_text import blocks_of


def rows(block: Block) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in block.cells:
        found.setdefault(cell.row, []).append(cell.text)
    return [found[row] for row in sorted(found)]


def drawn(text: str) -> list[list[str]] | None:
    made = drawn_table(text.split("\n"), 0)
    return rows(made[0]) if made else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "+----+--------+------+\n|序号|任务    |单位  |\n+----+--------+------+\n|1   |修建道路|交通局|\n"
            "|2   |修建桥梁|水利局|\n+----+--------+------+",
            [["序号", "任务", "单位"], ["1", "修建道路", "交通局"], ["2", "修建桥梁", "水利局"]],
        ),
        (
            "┌──┬────┬──┐\n│类别│指标    │2025年│\n├──┼────┼──┤\n│健康│预期寿命│79.5  │\n│水平├────┼──┤\n"
            "│    │床位数（│7.2   │\n│    │张）    │      │\n└──┴────┴──┘",
            [["类别", "指标", "2025年"], ["健康水平", "预期寿命", "79.5"], ["床位数（张）", "7.2"]],
        ),
        (
            "指标名称    单位    2020年    2025年\n森林覆盖率    %       62.5      64\n林业产值      亿元              500",
            [
                ["指标名称", "单位", "2020年", "2025年"],
                ["森林覆盖率", "%", "62.5", "64"],
                ["林业产值", "亿元", "", "500"],
            ],
        ),
        (
            "序号　　指标　　2025年\n１　　产值　　500\n２　　利润　　35",
            [["序号", "指标", "2025年"], ["１", "产值", "500"], ["２", "利润", "35"]],
        ),
    ],
    ids=["rules", "part rules", "blanks", "wide blanks"],
)
def test_drawn_tables(text: str, expected: list[list[str]]) -> None:
    assert drawn(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、目标  二、任务  三、保障\n加快建设。\n抓好落实。",
        "联系人：某某    电话：000    传真：000\n（此件公开发布）",
        "市政府办公室    2026年3月1日    印发",
        "----------\n坚持改革。\n----------",
    ],
)
def test_lines_that_draw_no_table(text: str) -> None:
    assert drawn(text) is None


def test_what_stands_around_a_drawn_table_is_kept() -> None:
    found = blocks_of("见下表。\n序号  指标  2025年\n1  产值  500\n2  利润  35\n后文。")
    assert [block.kind for block in found] == ["paragraph", "table", "paragraph"]
