"""How an item begins: its marker in every style, and its title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.outline.markers import marker_rows, numeral_value, read_marker
from extract.outline.openings import read_opening
from extract.rulefiles import Row
from extract.text.characters import fold

RULES = marker_rows()


@pytest.mark.parametrize("row", RULES, ids=lambda row: row["example"])
def test_every_rule_reads_its_example(row: Row) -> None:
    marker = read_marker(fold(row["example"]), series=bool(row["series"]))
    assert marker is not None
    assert marker.style.startswith(row["style"])
    assert (marker.number or "") == row["number"].strip()


@pytest.mark.parametrize(
    ("line", "style", "number", "rest"),
    [
        ("第一章 总则", "chapter", "一", "总则"),
        ("第 三 节　总体要求", "section", "三", "总体要求"),
        ("第十二条 鼓励创新", "article", "十二", "鼓励创新"),
        ("一、总体要求", "chinese", "一", "总体要求"),
        ("二十一、强化监管", "chinese", "二十一", "强化监管"),
        ("三．保障措施", "chinese", "三", "保障措施"),
        ("1.5G网络覆盖工程", "digit", "1", "5G网络覆盖工程"),
        ("2.2025年底前建成平台", "digit", "2", "2025年底前建成平台"),
        ("（一）指导思想", "chinese-bracket", "一", "指导思想"),
        ("(二)基本原则", "chinese-bracket", "二", "基本原则"),
        ("1．建设平台", "digit", "1", "建设平台"),
        ("１２．加强服务", "digit", "12", "加强服务"),
        ("3、强化算力", "digit", "3", "强化算力"),
        ("（1）建设平台", "digit-bracket", "1", "建设平台"),
        ("2）建设平台", "digit-bracket", "2", "建设平台"),
        ("①建设平台", "circled", "①", "建设平台"),
        ("一是加强领导", "ordinal", "一", "加强领导"),
        ("——创新能力增强", "dash", None, "创新能力增强"),
        ("· 建设平台", "bullet", None, "建设平台"),
        ("3.2 提升能级", "decimal1", "3.2", "提升能级"),
        ("3.2.1 提升能级", "decimal2", "3.2.1", "提升能级"),
        ("任务三：建设平台", "named", "三", "建设平台"),
        ("专项行动2：强化监管", "named", "2", "强化监管"),
        ("  一、总体要求", "chinese", "一", "总体要求"),
        ("一、發展目標", "chinese", "一", "發展目標"),
    ],
)
def test_a_marker_is_read(line: str, style: str, number: str | None, rest: str) -> None:
    marker = read_marker(fold(line))
    assert marker is not None
    assert (marker.style, marker.number, line[marker.end :]) == (style, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "总体要求",
        "2026年，全市",
        "3.5亿元投资",
        "1.5%左右",
        "一批项目",
        "一是否则",
        "第一时间",
        "第一，",
        "（试行）",
        "",
        " ",
        "责任单位：市科技局",
    ],
)
def test_what_is_no_marker(line: str) -> None:
    marker = read_marker(fold(line))
    assert marker is None or marker.style == "ordinal"


def test_ranks_go_inwards() -> None:
    lines = [
        "第一编 甲",
        "第一章 甲",
        "第一节 甲",
        "一、甲",
        "（一）甲",
        "1.甲",
        "（1）甲",
        "①甲",
        "一是甲",
        "——甲",
        "·甲",
    ]
    markers = [read_marker(fold(line)) for line in lines]
    ranks = [marker.rank for marker in markers if marker is not None]
    assert len(ranks) == len(lines)
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("number", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("一百零二", 102), ("两", 2), ("12", 12), ("③", 3),
     ("3.2", None), ("甲", 1), ("Ⅳ", 4), ("XII", 12), ("C", 3), ("❷", 2), ("㈤", 5), ("⒍", 6), ("建", None)],
)  # fmt: skip
def test_the_value_of_a_number(number: str, value: int | None) -> None:
    assert numeral_value(number) == value


@pytest.mark.parametrize(
    ("text", "form", "title", "rest"),
    [
        ("总体要求", "heading", "总体要求", ""),
        ("建设平台。围绕产业需求，建设平台。", "run-in", "建设平台", "围绕产业需求，建设平台。"),
        (
            "建设平台：围绕产业需求，建设一批公共服务平台，健全配套政策和运行机制。",
            "run-in",
            "建设平台",
            "围绕产业需求，建设一批公共服务平台，健全配套政策和运行机制。",
        ),
        ("建设平台。", "sentence", "建设平台", ""),
        ("完善配套政策。（责任单位：市财政局）", "sentence", "完善配套政策", "（责任单位：市财政局）"),
        ("新建学校49所（市教育局负责）。其中市区20所。", "run-in", "新建学校49所", "（市教育局负责）。其中市区20所。"),
        ("建设平台（市科技局负责）", "sentence", "建设平台", "（市科技局负责）"),
        ("制定方案，报批后实施；推动落实。", "prose", "制定方案", "制定方案，报批后实施；推动落实。"),
        (
            "围绕产业需求和企业发展需要统筹推进各类公共服务平台建设并不断完善各项配套政策和运行机制。做好服务。",
            "run-in",
            "围绕产业需求和企业发展需要统筹推进各类公共服务平台建设并不断完善各项配套政策和运行机制",
            "做好服务。",
        ),
        ("强化“四个支撑。五个保障”服务。做好落实。", "run-in", "强化“四个支撑。五个保障”服务", "做好落实。"),
        # a bracket that only names bodies is an owner's, not the item's body
        ("完善制度，压实责任，定期通报。〔市科技局〕", "sentence", "完善制度，压实责任，定期通报", "〔市科技局〕"),
        ("完善制度（市科技局、市财政局）", "sentence", "完善制度", "（市科技局、市财政局）"),
        ("完善制度，压实责任。责任单位：市科技局", "sentence", "完善制度，压实责任", "责任单位：市科技局"),
        ("建设高新区（科技局）", "heading", "建设高新区（科技局）", ""),
    ],
)
def test_how_an_item_opens(text: str, form: str, title: str, rest: str) -> None:
    opening = read_opening(fold(text), 0, len(text))
    assert (opening.form, text[slice(*opening.title)], text[opening.rest :]) == (form, title, rest)


def test_a_first_sentence_that_is_too_long_is_prose() -> None:
    text = "制定布局方案，" * 10 + "。做好落实。"
    opening = read_opening(text, 0, len(text))
    assert (opening.form, text[slice(*opening.title)], opening.rest) == ("prose", "制定布局方案", 0)


@given(st.text(alphabet="第一二三章节条、．.1 2（）①是—·建设平台。，：；", max_size=60))
def test_any_line_opens_somehow(text: str) -> None:
    folded = fold(text)
    marker = read_marker(folded)
    start = marker.end if marker else 0
    assert 0 <= start <= len(folded)
    if start < len(folded):
        opening = read_opening(folded, start, len(folded))
        first, last = opening.title
        assert start <= first <= last <= len(folded)
        assert start <= opening.rest <= len(folded)
