"""Indicator tables of many heads, orders and orientations: what each value says."""

from __future__ import annotations

import pytest
from table_blocks import draw

from extract.tables import read_cells
from extract.tables.heads import lay_heads
from extract.tables.table_kinds import table_kind

# name: the table, and each cell as "indicator | uom | year | scope | op value | nature"
CELLS = {
    "years in the first column": (
        """指标|城镇新增就业|城镇登记失业率
        计量单位|万人|%
        2025年实际|3.1|3.2
        2030年目标|4|≤4""",
        [
            "城镇新增就业|万人|2025||3.1|actual",
            "城镇新增就业|万人|2030||>= 4|target",
            "城镇登记失业率|%|2025||3.2|actual",
            "城镇登记失业率|%|2030||<= 4|target",
        ],
    ),
    "uom before the indicator, attribute first": (
        """属性|单位|指标名称|2030年|2025年
        约束性|%|森林覆盖率|41|38.5
        预期性|公里|绿道总长|1200|800""",
        [
            "森林覆盖率|%|2030||>= 41|target",
            "森林覆盖率|%|2025||38.5|actual",
            "绿道总长|公里|2030||>= 1200|target",
            "绿道总长|公里|2025||800|actual",
        ],
    ),
    "who answers stands beside": (
        """序号|指标|单位|2026年目标值|责任单位
        1|公共充电桩|个|6000|市能源局
        2|建成区绿化覆盖率|%|43|市园林局""",
        [
            "公共充电桩|个|2026||>= 6000|target",
            "建成区绿化覆盖率|%|2026||>= 43|target",
        ],
    ),
    "weights are no values": (
        """一级指标|二级指标|权重|2027年目标值|责任部门
        数字基建|5G基站数（个）|10|3500|市通管办
        数字治理|一网通办率（%）|15|98|市数据局""",
        [
            "5G基站数|个|2027||>= 3500|target",
            "一网通办率|%|2027||>= 98|target",
        ],
    ),
    "places in the heads": (
        """指标|单位|青岚区|石屏县|临汀县
        造林面积|亩|500|1200|800
        湿地修复面积|亩|60|90|40""",
        [
            "造林面积|亩||青岚区|>= 500|target",
            "造林面积|亩||石屏县|>= 1200|target",
            "造林面积|亩||临汀县|>= 800|target",
            "湿地修复面积|亩||青岚区|>= 60|target",
            "湿地修复面积|亩||石屏县|>= 90|target",
            "湿地修复面积|亩||临汀县|>= 40|target",
        ],
    ),
    "a baseline, a target, growth and words": (
        """类别|序号|指标名称|2025年基期值|2030年目标值|年均增速[累计]|属性
        创新驱动|1|研发经费投入强度（%）|2.1|2.8|—|预期性
        ^|2|数字经济增加值（亿元）|900|1500|10.8|预期性
        安全保障|3|粮食产量（万吨）|210|完成省下达任务|[—]|约束性""",
        [
            "研发经费投入强度|%|2025||2.1|actual",
            "研发经费投入强度|%|2030||>= 2.8|target",
            "数字经济增加值|亿元|2025||900|actual",
            "数字经济增加值|亿元|2030||>= 1500|target",
            "数字经济增加值|%|||>= 10.8|target",
            "粮食产量|万吨|2025||210|actual",
            "粮食产量|万吨|2030||>= 完成省下达任务|target",
        ],
    ),
    "a head that begins with a figure over years": (
        """年份|接待游客（万人次）|4A级以上景区（个）
        2025年|620|2
        2030年|≥1000|3-4""",
        [
            "接待游客|万人次|2025||620|actual",
            "4A级以上景区|个|2025||2|actual",
            "接待游客|万人次|2030||>= 1000|target",
            "4A级以上景区|个|2030||range (Decimal('3'), Decimal('4'))|target",
        ],
    ),
    "whose figure it is, in brackets behind the years": (
        """主要指标|旅游业增加值（亿元）|5G基站数（个）
        2025年（基期）|36|210
        2030年（目标）|60|480""",
        [
            "旅游业增加值|亿元|2025||36|actual",
            "5G基站数|个|2025||210|actual",
            "旅游业增加值|亿元|2030||>= 60|target",
            "5G基站数|个|2030||>= 480|target",
        ],
    ),
    "years and a plan down a column of no indicators": (
        """项目|改造农房（户）|新建公厕（座）
        2025年实际|350|12
        2026年目标|400|15
        “十五五”累计|2200|70""",
        [
            "改造农房|户|2025||350|actual",
            "新建公厕|座|2025||12|actual",
            "改造农房|户|2026||>= 400|target",
            "新建公厕|座|2026||>= 15|target",
            "改造农房|户|2030||>= 2200|target",
            "新建公厕|座|2030||>= 70|target",
        ],
    ),
    "places that no table knows": (
        """指标|东县|西县
        新增耕地（亩）|1200|800""",
        ["新增耕地|亩||东县|>= 1200|target", "新增耕地|亩||西县|>= 800|target"],
    ),
    "a town and a zone, the year in the corner": (
        """2030年指标|溪口镇|高新区
        新增耕地（亩）|1200|800""",
        ["新增耕地|亩|2030|溪口镇|>= 1200|target", "新增耕地|亩|2030|高新区|>= 800|target"],
    ),
    "places beside an empty corner": (
        """|东县|西县
        新增耕地（亩）|1200|800
        植树（万株）|12|—""",
        [
            "新增耕地|亩||东县|>= 1200|target",
            "新增耕地|亩||西县|>= 800|target",
            "植树|万株||东县|>= 12|target",
        ],
    ),
    "what ends like a place is counted": (
        """年份|星级景区|示范县
        2026年|3|2""",
        ["星级景区||2026||>= 3|target", "示范县||2026||>= 2|target"],
    ),
    "years under places": (
        """指标|东县|<|西县|<
        ^|2026年|2027年|2026年|2027年
        新建公厕（座）|3|4|5|6""",
        [
            "新建公厕|座|2026|东县|>= 3|target",
            "新建公厕|座|2027|东县|>= 4|target",
            "新建公厕|座|2026|西县|>= 5|target",
            "新建公厕|座|2027|西县|>= 6|target",
        ],
    ),
    "running numbers are no values": (
        """序号|主要指标|2026年|2027年|2028年
        1|新增养老床位（张）|100|120|150
        2|新增托位（个）|1|2|3
        3|改造敬老院（所）|4|5|6""",
        [
            "新增养老床位|张|2026||>= 100|target",
            "新增养老床位|张|2027||>= 120|target",
            "新增养老床位|张|2028||>= 150|target",
            "新增托位|个|2026||>= 1|target",
            "新增托位|个|2027||>= 2|target",
            "新增托位|个|2028||>= 3|target",
            "改造敬老院|所|2026||>= 4|target",
            "改造敬老院|所|2027||>= 5|target",
            "改造敬老院|所|2028||>= 6|target",
        ],
    ),
}


UNDATED = {
    "one year and its 实际": ("指标|城镇新增就业（万人）\n2025年实际|6.2", ["城镇新增就业|万人|2025||6.2|actual"]),
    "实绩 and 完成值": (
        "年度|绿化造林（亩）\n2024年实绩|900\n2025年完成值|950\n2026年计划|1000",
        ["绿化造林|亩|2024||900|actual", "绿化造林|亩|2025||950|actual", "绿化造林|亩|2026||>= 1000|target"],
    ),
}
"""The same of documents that name no years of their own."""


def shown(rows: str, period: tuple[int, int] | None = (2026, 2030)) -> list[str]:
    layout = lay_heads(draw(rows)[1])
    assert table_kind(layout, None) == "indicators", layout.roles
    found = []
    for cell in read_cells(layout, period=period):
        value = cell.text if cell.value is None else cell.value
        said = (cell.indicator, cell.uom, cell.year, cell.scope, f"{cell.op or ''} {value}".strip(), cell.nature)
        found.append("|".join("" if part is None else str(part) for part in said))
    return found


@pytest.mark.parametrize(("rows", "expected"), CELLS.values(), ids=CELLS)
def test_indicator_tables(rows: str, expected: list[str]) -> None:
    assert shown(rows) == expected


@pytest.mark.parametrize(("rows", "expected"), UNDATED.values(), ids=UNDATED)
def test_tables_of_undated_documents(rows: str, expected: list[str]) -> None:
    assert shown(rows, None) == expected
