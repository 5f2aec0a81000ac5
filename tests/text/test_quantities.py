"""Quantities in running text and figures in cells; the examples of the rule files, both ways."""

from decimal import Decimal

import pytest
from rule_examples import rule_examples

from extract.rulefiles import load_csv
from extract.text.characters import fold
from extract.text.quantities import (
    COMPARATOR_COLUMNS,
    UOM_COLUMNS,
    Figure,
    find_quantities,
    parse_figure,
)


def said(text: str) -> list[str]:
    """Each quantity as `value uom op`."""
    folded = fold(text)
    shown = []
    for quantity in find_quantities(folded, 0, len(folded)):
        value = quantity.value
        number = f"{value[0]}..{value[1]}" if isinstance(value, tuple) else str(value)
        shown.append(" ".join(part for part in (number, quantity.uom, quantity.op) if part))
    return shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("占比超过4.35%", ["4.35 % >"]),
        ("新增3—5家、投入10%－15%左右", ["3..5 家", "10..15 % ~"]),
        ("建设 1-2 个基地", ["1..2 个"]),
        ("形成 10 个以上模型", ["10 个 >="]),
        ("组建三到五家", ["3..5 家"]),
        ("1000亿至1500亿元", ["1000..1500 亿元"]),
        ("百个社区，千家企业，万名人才", ["100 个", "1000 家", "10000 名"]),
        ("2个千亿级集群和6个五百亿级集群", ["2 个", "1000 亿元", "6 个", "500 亿元"]),
        ("总量超过五千亿规模", ["5000 亿元 >"]),
        ("万亿级产业", ["1 万亿元"]),
        ("突破3000亿，再上台阶", ["3000 亿元 >"]),
        ("百分之八十以上", ["80 % >="]),
        ("过半数镇村", ["50 % >"]),
        ("达到６００家（人）以上", ["600 家（人） >="]),
        ("算力200 EFlops以上", ["200 EFlops >="]),
        ("指数达到160以上", ["160 >="]),
        ("每万名就业人员中60人年", ["60 人年"]),
        ("每10万人口50张", ["50 张"]),
        ("十万亩、百万千瓦", ["10 万亩", "100 万千瓦"]),
        ("12345热线、3315计划、5G网络、100强、5大基地", []),
        ("2025年3月5日、2021-2025年、二〇二五年", []),
        ("第3名、〔2022〕225号、1+4+N、十三五", []),
        ("数百家、三五家、若干个", []),
    ],
)
def test_running_text(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize("row", load_csv("uom.csv", UOM_COLUMNS, unique="uom"), ids=lambda row: row["uom"])
def test_each_uom_is_read_and_its_lookalikes_are_not(row) -> None:  # type: ignore[no-untyped-def]
    whole = "80 %" if row["uom"] == "成" else f"8 {row['uom']}"  # 八成 is told in percent
    assert said(f"共8{row['uom']}。") == [whole]
    for following in row.many("not_before"):
        assert said(f"共8{row['uom']}{following}。") != [whole]
    for example in row.many("examples"):
        text, _, expected = example.partition("=")
        assert [" ".join(shown.split()[:2]) for shown in said(text)] == [expected]


@pytest.mark.parametrize("row", load_csv("comparators.csv", COMPARATOR_COLUMNS), ids=lambda row: row["word"])
def test_each_comparator_says_its_op(row) -> None:  # type: ignore[no-untyped-def]
    assert row["examples"]
    for example in rule_examples(row):
        quantities = find_quantities(fold(example.text), 0, len(example.text))
        assert [quantity.op or "" for quantity in quantities] == [example.gives], example.text


def test_spans_hold_what_was_read() -> None:
    text = "力争不少于1.5万亿元左右"
    (quantity,) = find_quantities(fold(text), 0, len(text))
    assert text[slice(*quantity.span)] == "不少于1.5万亿元左右"
    assert text[slice(*quantity.figure)] == "1.5万亿元"


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("3.77", Figure(Decimal("3.77"), ">=", None)),
        ("2,600", Figure(Decimal("2600"), ">=", None)),
        (">7", Figure(Decimal("7"), ">", None)),
        ("＜5", Figure(Decimal("5"), "<", None)),
        ("≥95", Figure(Decimal("95"), ">=", None)),
        ("6.0左右", Figure(Decimal("6.0"), "~", None)),
        ("[13]", Figure(Decimal("13"), ">=", None, "累计")),
        ("〔-13.5〕", Figure(Decimal("-13.5"), ">=", None, "累计")),
        ("－18", Figure(Decimal("-18"), ">=", None)),
        ("8–10", Figure((Decimal("8"), Decimal("10")), "range", None)),
        ("年新增450家", Figure(Decimal("450"), ">=", "家", "每年")),
        ("年均7%左右", Figure(Decimal("7"), "~", "%", "年均")),
        ("控制在5%以内", Figure(Decimal("5"), "<=", "%")),
        ("150-200家", Figure((Decimal("150"), Decimal("200")), "range", "家")),
    ],
)
def test_cells(text: str, figure: Figure) -> None:
    assert parse_figure(text) == figure


@pytest.mark.parametrize("text", ["", "-", "—", "高于工业投资增速", "全覆盖", "完成", "12→15", "2家、3家", "20家企业"])
def test_cells_that_state_no_single_figure(text: str) -> None:
    assert parse_figure(text) is None
