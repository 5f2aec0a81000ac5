"""Tables as grids, what kind they are, their captions, and the cells of indicator tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_blocks import draw

from extract.errors import RuleError
from extract.models import Block, Cell, TableCell
from extract.rulefiles import load_csv, parse_csv
from extract.tables import read_cells
from extract.tables.captions import caption_of, uom_of
from extract.tables.cell_kinds import contents
from extract.tables.cell_values import read_values
from extract.tables.column_roles import head_words, role_of
from extract.tables.grid import grid
from extract.tables.heads import lay_heads
from extract.tables.indicator_labels import read_label, read_uom
from extract.tables.table_kinds import table_kind
from extract.tables.table_words import WORD_COLUMNS, longest_word, read_words
from extract.tables.value_heads import read_head
from extract.text.characters import fold
from extract.text.layout import lay_out

Row = tuple[object, ...]


def cells_of(rows: str, *, caption: str | None = None, period: tuple[int, int] | None = None) -> list[Row]:
    """Indicator, uom, year, scope, op, value (or text), nature of each cell."""
    return [shown(cell) for cell in read_cells(lay_heads(draw(rows)[1]), caption=caption, period=period)]


def shown(cell: Cell) -> Row:
    value: object = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
    return (
        cell.indicator,
        cell.uom,
        cell.year,
        cell.scope,
        cell.op,
        cell.text if value is None else value,
        cell.nature,
    )


# --- grid ----------------------------------------------------------------------------------------------------------


def test_grid_repeats_merged_cells_over_their_extent() -> None:
    rows = grid(draw("甲|乙|<\n^|丙|.")[1])
    assert [[cell.text if cell else None for cell in row] for row in rows] == [["甲", "乙", "乙"], ["甲", "丙", None]]


def test_grid_cuts_extents_that_reach_beyond_the_table() -> None:
    block = Block("table", cells=(TableCell("甲", 0, 0, rowspan=65535), TableCell("乙", 1, 1)))
    assert len(grid(block)) == 2


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 2, *[st.integers(1, 4)] * 2), max_size=12))
def test_grid_holds_every_cell_and_is_rectangular(places: list[tuple[int, int, int, int]]) -> None:
    cells = {(r, c): TableCell(f"{r}.{c}", r, c, high, wide) for r, c, high, wide in places}
    rows = grid(Block("table", cells=tuple(cells.values())))
    assert len({len(row) for row in rows}) <= 1
    first = min(cells.values(), key=lambda cell: (cell.row, cell.col), default=None)
    assert first is None or first in rows[first.row]


# --- heads ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("序号", "number"),
        ("核心考核指标", "indicator"),
        ("指标单位", "uom"),
        ("单位", "uom"),
        ("牵头责任单位", "lead"),
        ("牵头负责部门", "lead"),
        ("主办单位", "lead"),
        ("协同责任单位", "assist"),
        ("配合单位", "assist"),
        ("责任单位", "responsible"),
        ("责任部门（列第一位的牵头）", "responsible"),
        ("牵头领导", "person"),
        ("分管负责人", "person"),
        ("完成时间节点", "due"),
        ("工作任务", "task"),
        ("具体工作内容", "detail"),
        ("具体举措", "detail"),
        ("一级任务", "group"),
        ("指标属性", "attribute"),
        ("市/区", "scope"),
        ("县（市、区）", "scope"),
        ("实际进度", "progress"),
        ("备注", "note"),
        ("2025年", None),
    ],
)
def test_role_of(head: str, role: str | None) -> None:
    assert role_of(head) == role


@pytest.mark.parametrize(
    ("heads", "year", "nature", "per", "uom", "rest"),
    [
        (("2025年",), 2025, None, None, None, ""),
        (("2020年实际",), 2020, "actual", None, None, ""),
        (("2021年预计",), 2021, "estimate", None, None, ""),
        (("2022年预期目标",), 2022, "target", None, None, ""),
        (("2022年完成情况",), 2022, "actual", None, None, ""),
        (("“十四五”目标", "2025年"), 2025, "target", None, None, ""),
        (("“十四五”目标", "年均[累计]"), 2025, "target", "年均", None, ""),
        (("“十三五”末", "实际值"), 2020, "actual", None, None, ""),
        (("2015（“十二五”规划）",), 2015, "target", None, None, ""),
        (("规划期末",), 2030, "target", None, None, ""),
        (("年均增速（%）",), None, None, "年均", "%", "增速"),
        (("年均/累计",), None, None, "年均", None, ""),
        (("2024年预算数",), 2024, "target", None, None, ""),
        (("2025年全市目标",), 2025, "target", None, None, "全市"),
        (("比2020年增长",), None, None, None, "%", "增长"),
        (("高新技术企业（家）", "2023年"), 2023, None, None, "家", "高新技术企业"),
    ],
)
def test_read_head(
    heads: tuple[str, ...], year: int | None, nature: str | None, per: str | None, uom: str | None, rest: str
) -> None:
    head = read_head(tuple(map(fold, heads)), (2026, 2030))
    assert (head.year, head.nature, head.per, head.uom, head.rest) == (year, nature, per, uom, rest)


# --- labels and values ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "uom", "per"),
    [
        ("全社会研发经费占GDP比重（%）", "全社会研发经费占GDP比重", "%", None),
        ("高新技术企业（家，累计）", "高新技术企业", "家", "累计"),
        ("新增科技型中小企业（家/年）", "新增科技型中小企业", "家/年", None),
        ("3.企业工程（技术）中心（家）", "企业工程（技术）中心", "家", None),
        ("森林覆盖率，%", "森林覆盖率", "%", None),
        ("居民收入年均增长%", "居民收入年均增长", "%", "年均"),
        ("细颗粒物（PM2.5）年均浓度（微克/立方米）", "细颗粒物（PM2.5）年均浓度", "微克/立方米", None),
        ("城乡居民收入比（以农民为1）", "城乡居民收入比（以农民为1）", None, None),
        ("每万人口高价值发明专利拥有量1", "每万人口高价值发明专利拥有量", None, None),
        ("单位能耗降低（%）【约束性】", "单位能耗降低", "%", None),
        ("5G基站数（万个）", "5G基站数", "万个", None),
    ],
)
def test_read_label(text: str, name: str, uom: str | None, per: str | None) -> None:
    label = read_label(fold(text))
    assert (label.name, label.uom, label.per) == (name, uom, per)


def test_read_label_knows_attribute_and_child() -> None:
    assert read_label(fold("单位能耗降低（%）（约束性）")).attribute == "约束性"
    assert read_label("其中：市本级").child


@pytest.mark.parametrize(
    ("text", "found"), [("累计，家", ("家", "累计")), ("/", (None, None)), ("万元/人", ("万元/人", None))]
)
def test_read_uom(text: str, found: tuple[str | None, str | None]) -> None:
    assert read_uom(text) == found


@pytest.mark.parametrize(
    ("text", "value", "op", "uom", "per"),
    [
        ("3.77", "3.77", ">=", None, None),
        (">7", "7", ">", None, None),
        ("≥95", "95", ">=", None, None),
        ("³5.0", "5.0", ">=", None, None),
        ("6.0左右", "6.0", "~", None, None),
        ("5.5以内", "5.5", "<=", None, None),
        ("[13.5]", "13.5", ">=", None, "累计"),
        ("〔8〕", "8", ">=", None, "累计"),
        ("【20】", "20", ">=", None, "累计"),
        ("1800（累计）", "1800", ">=", None, "累计"),
        ("[累计达到1000]", "1000", ">=", None, "累计"),
        ("年新增450家", "450", ">=", "家", "每年"),
        ("前3", "3", "<=", "位", None),
        ("全省前三位", "3", "<=", "位", None),
        ("翻一番", "2", ">=", "倍", None),
        ("全覆盖", "100", ">=", "%", None),
        (">7、力争高于上一时期", "7", ">", None, None),
        ("60.6*", "60.6", ">=", None, None),
        ("0", "0", "<=", None, None),
        ("95%", "95", ">=", "%", None),
    ],
)
def test_figures_in_cells(text: str, value: str, op: str, uom: str | None, per: str | None) -> None:
    (found,) = read_values(fold(text), text)
    assert (found.value, found.op, found.uom, found.per) == (Decimal(value), op, uom, per)


@pytest.mark.parametrize(
    ("text", "words", "op"),
    [
        ("高于工业投资增速", "高于工业投资增速", ">"),
        ("与经济增长基本同步", "与经济增长基本同步", "~"),
        ("[确保完成国家要求]", "确保完成国家要求", ">="),
        ("不高于全国平均", "不高于全国平均", "<="),
        ("视情提出", "视情提出", None),
    ],
)
def test_words_in_cells(text: str, words: str, op: str | None) -> None:
    (found,) = read_values(fold(text), text)
    assert (found.value, found.text, found.op) == (None, words, op)


@pytest.mark.parametrize("text", ["", "-", "—", "——", "/", "无", "…"])
def test_cells_that_say_nothing(text: str) -> None:
    assert read_values(fold(text), text) == ()


def test_a_cell_may_say_whose_figure_it_is_and_when() -> None:
    assert read_values("2.63（预估）", "2.63（预估）")[0].nature == "estimate"
    assert read_values("10.5（2024年）", "10.5（2024年）")[0].year == 2024
    assert [(value.value, value.per) for value in read_values("8［40］", "8[40]")] == [(8, None), (40, "累计")]


# --- indicator tables ----------------------------------------------------------------------------------------------


def test_scopes_in_a_column_and_years_in_the_heads() -> None:
    found = cells_of(
        """序号|核心考核指标|市/区|2022年|2023年
        1|研发强度（%）|全市|3.77|3.90
        ^|^|市级|3.30|3.40
        2|新增企业（家/年）|全市|年新增450家|<
        3|高新产业投资|市/区|高于工业投资增速|<""",
        period=(2022, 2026),
    )
    assert found == [
        ("研发强度", "%", 2022, "全市", ">=", 3.77, "target"),
        ("研发强度", "%", 2023, "全市", ">=", 3.9, "target"),
        ("研发强度", "%", 2022, "市级", ">=", 3.3, "target"),
        ("研发强度", "%", 2023, "市级", ">=", 3.4, "target"),
        ("新增企业", "家/年", None, "全市", ">=", 450.0, "target"),
        ("高新产业投资", None, None, "市/区", ">", "高于工业投资增速", "target"),
    ]


def test_baseline_target_and_yearly_growth() -> None:
    found = cells_of(
        """指标名称|2020年|“十四五”规划目标|<|指标属性
        ^|^|2025年|年均增长（%）|^
        一、经济发展|<|<|<|<
        1.地区生产总值（亿元）|5000|7500以上|7.5|预期性
        2.城镇调查失业率（%）|5.2|5.5|-|预期性""",
        period=(2021, 2025),
    )
    assert found == [
        ("地区生产总值", "亿元", 2020, None, None, 5000.0, "actual"),
        ("地区生产总值", "亿元", 2025, None, ">=", 7500.0, "target"),
        ("地区生产总值", "%", 2025, None, ">=", 7.5, "target"),
        ("城镇调查失业率", "%", 2020, None, None, 5.2, "actual"),
        ("城镇调查失业率", "%", 2025, None, "<=", 5.5, "target"),
    ]


def test_a_cumulative_figure_beside_growth_is_in_the_uom_of_its_indicator() -> None:
    found = cells_of(
        """指标|单位|年均增速[累计]
        婴幼儿托位数|个|[2.7]
        居民收入|元|6.5""",
        period=(2021, 2025),
    )
    assert [row[:2] for row in found] == [("婴幼儿托位数", "个"), ("居民收入", "%")]


def test_what_the_head_says_counts_before_the_year() -> None:
    found = cells_of(
        """指标|单位|2010|2015|2015（“十二五”规划）
        研发强度|%|1.73|2.63（预估）|³2.5""",
        caption="“十二五”规划主要指标完成情况",
        period=(2016, 2020),
    )
    assert [(row[2], row[4], row[5], row[6]) for row in found] == [
        (2010, None, 1.73, "actual"),
        (2015, None, 2.63, "estimate"),
        (2015, ">=", 2.5, "target"),
    ]


def test_scopes_in_the_heads_and_the_year_in_the_caption() -> None:
    found = cells_of("指标|单位|全市|市本级\n高新技术企业|家|800|500", caption="2026年主要指标目标分解表")
    assert found == [
        ("高新技术企业", "家", 2026, "全市", ">=", 800.0, "target"),
        ("高新技术企业", "家", 2026, "市本级", ">=", 500.0, "target"),
    ]


def test_years_in_the_rows_and_indicators_in_the_heads() -> None:
    found = cells_of("年份|高新技术企业（家）|技术交易额（亿元）\n2022年|800|50\n2023年|1000|58", period=(2022, 2026))
    assert found[1:3] == [
        ("技术交易额", "亿元", 2022, None, ">=", 50.0, "target"),
        ("高新技术企业", "家", 2023, None, ">=", 1000.0, "target"),
    ]


def test_places_in_the_rows_and_the_indicator_in_the_caption() -> None:
    found = cells_of(
        "县（市、区）|2025年|2026年\n甲县|2.1|2.3",
        caption="各县（市、区）研发投入强度目标分解表（单位：%）",
        period=(2026, 2030),
    )
    assert found == [
        ("研发投入强度", "%", 2025, "甲县", None, 2.1, "actual"),
        ("研发投入强度", "%", 2026, "甲县", ">=", 2.3, "target"),
    ]


def test_two_rows_of_heads_whose_upper_one_leaves_blanks() -> None:
    found = cells_of("地区|2023年||2024年|\n|企业（家）|投入（亿元）|企业（家）|投入（亿元）\n甲县|100|2.1|120|2.5")
    assert [(row[0], row[1], row[2], row[5]) for row in found] == [
        ("企业", "家", 2023, 100.0),
        ("投入", "亿元", 2023, 2.1),
        ("企业", "家", 2024, 120.0),
        ("投入", "亿元", 2024, 2.5),
    ]


def test_rows_below_an_indicator() -> None:
    found = cells_of("指标|2025年目标\n高新技术企业数（家）|1000\n其中：市本级|400\n其中：小巨人企业|40")
    assert [(row[0], row[1], row[3], row[5]) for row in found] == [
        ("高新技术企业数", "家", None, 1000.0),
        ("高新技术企业数", "家", "市本级", 400.0),
        ("小巨人企业", "家", None, 40.0),
    ]


def test_an_indicator_parted_over_two_columns() -> None:
    found = cells_of("序号|指标|<|2020年\n1|减排总量（%）|氨氮|[8]\n^|^|烟尘|[9]\n2|森林覆盖率（%）|<|39")
    assert [(row[0], row[1]) for row in found] == [
        ("减排总量氨氮", "%"),
        ("减排总量烟尘", "%"),
        ("森林覆盖率", "%"),
    ]


def test_a_category_beside_the_indicator_is_no_part_of_its_name() -> None:
    found = cells_of(
        "指标|<|2025年目标\n经济|人均产值（元）|100\n^|城镇化率（%）|70\n生态|森林覆盖率（%）|39\n^|空气优良率（%）|90"
    )
    assert [row[0] for row in found] == ["人均产值", "城镇化率", "森林覆盖率", "空气优良率"]


def test_heads_that_come_again_are_no_row() -> None:
    assert len(cells_of("指标|2025年目标\n企业（家）|10\n指标|2025年目标\n平台（个）|20")) == 2


def test_the_whole_place_before_an_indicator_is_its_scope() -> None:
    found = cells_of("指标|单位|2030年目标\n全市人才总量|万人|30\n全国重点实验室|家|2\n全社会研发投入|亿元|9")
    assert [row[:5] for row in found] == [
        ("人才总量", "万人", 2030, "全市", ">="),
        ("全国重点实验室", "家", 2030, None, ">="),
        ("全社会研发投入", "亿元", 2030, None, ">="),
    ]


def test_the_unit_of_measurement_of_the_whole_table() -> None:
    found = cells_of("单位：亿元|<|<\n指标|2024年完成|2025年目标\n财政收入|100|106")
    assert [row[1] for row in found] == ["亿元", "亿元"]
    _, block = draw("指标|2025年目标\n财政收入|106")
    assert read_cells(lay_heads(block), uom="万元")[0].uom == "万元"


def test_spans_and_pages_of_cells() -> None:
    heads = (TableCell("指标", 0, 0), TableCell("2025年", 0, 1))
    row = (TableCell("企业（家）", 1, 0), TableCell("1750", 1, 1, page=4))
    text, blocks = lay_out([Block("table", page=3, cells=heads + row)])
    (cell,) = read_cells(lay_heads(blocks[0]), page=3)
    assert cell.span is not None
    assert text[slice(*cell.span)] == "1750"
    assert cell.page == 4


FRAGMENTS = st.sampled_from(["", "指标", "2025年", "5", "—", "（家）", "其中：", "全市", "序号", "甲局"])


@given(st.lists(st.lists(FRAGMENTS, max_size=4), max_size=5))
def test_no_table_is_refused(rows: list[list[str]]) -> None:
    cells = tuple(TableCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    text, blocks = lay_out([Block("table", "表", cells=cells)])
    for block in blocks:
        layout = lay_heads(block)
        assert table_kind(layout, None) in ("indicators", "tasks", "owners", "other")
        assert all(cell.span is not None and text[slice(*cell.span)] for cell in read_cells(layout))


# --- kinds and captions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "caption", "kind"),
    [
        ("序号|重点任务|牵头单位|配合单位\n1|建设平台|市甲局|市乙局", None, "tasks"),
        ("指标|单位|2025年目标|责任单位\n企业数|家|100|市甲局", None, "indicators"),
        ("序号|项目名称|总投资（亿元）|责任单位\n1|某园|5|市甲局", None, "tasks"),
        ("建设农田5万亩|市甲局|2026年10月\n新建学校3所|市乙局|2026年12月", None, "tasks"),
        ("研发强度|3.1%|3.5%\n企业数|100家|200家", "主要目标", "indicators"),
        ("姓名|电话|单位\n张三|123|市甲局", None, "other"),
        ("索引号：|1133|发布日期：|2025-07-11", None, "other"),
    ],
)
def test_table_kind(rows: str, caption: str | None, kind: str) -> None:
    assert table_kind(lay_heads(draw(rows)[1]), caption) == kind


@pytest.mark.parametrize(
    ("before", "caption"),
    [
        (["附件", "主要指标分解表"], "主要指标分解表"),
        (["表：“十三五”核心指标"], "表：“十三五”核心指标"),
        (["附件：年度目标分解表", "单位：亿元"], "年度目标分解表"),
        (["到2026年，建成100家。"], None),
        ([], None),
    ],
)
def test_caption_of(before: list[str], caption: str | None) -> None:
    assert caption_of([Block("paragraph", text) for text in before]) == caption


def test_uom_of() -> None:
    assert uom_of([Block("paragraph", "主要指标"), Block("paragraph", "单位：亿元")]) == "亿元"
    assert uom_of([Block("paragraph", "主要指标")]) is None


# --- rule data -----------------------------------------------------------------------------------------------------


def test_examples_of_column_names() -> None:
    for row in load_csv("table_columns.csv", ("role", "hint", "pattern", "example")):
        said = head_words(fold(row["example"]))
        assert row["role"] in said, row.error("the example has another role")
        assert (said[row["role"]] < 3) is (row["hint"] == "yes"), row.error("another row says it")


def test_examples_of_column_contents() -> None:
    for row in load_csv("column_contents.csv", ("role", "kind", "weight", "example")):
        found = contents([fold(row["example"])])
        assert found == {row["kind"]: 1.0}, row.error("the example is of another kind")


def test_examples_of_table_words() -> None:
    for row in load_csv("table_words.csv", WORD_COLUMNS):
        assert row["word"] in row["example"], row.error("the example lacks the word")
        if row["kind"] == "nature":
            assert longest_word("nature", row["example"]) == row["meaning"], row.error("another word counts")


def test_a_bad_meaning_of_a_word_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = parse_csv("table_words.csv", "kind,word,meaning,example\nnature,实际,maybe,实际", WORD_COLUMNS)
    monkeypatch.setattr("extract.tables.table_words.load_csv", lambda *_: bad)
    with pytest.raises(RuleError, match=r"table_words\.csv:2: maybe"):
        read_words()
