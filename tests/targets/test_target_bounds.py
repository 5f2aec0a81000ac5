"""Targets beside a multiple, a ceiling or a year that could be taken for something else."""

from __future__ import annotations

import pytest
from target_texts import shown

_GOALS = {"headings": ("一、主要目标",), "period": (2026, 2028)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # 学前三年 is a name, no time that is past
        (
            "到2028年，学前三年毛入园率达到99%，城镇化率达到70%。",
            ["学前三年毛入园率 >= 99 % @2028", "城镇化率 >= 70 % @2028"],
        ),
        ("到2028年，学前一年毛入园率达到97%。", ["学前一年毛入园率 >= 97 % @2028"]),
        ("前三年新建学校9所。", []),
        # a multiple of what was in a year; the year is no look back
        ("产业规模达到2025年的2倍，企业达到30家。", ["产业规模 >= 2 倍", "企业 >= 30 家"]),
        ("到2028年，渔业产值达到2024年的1.5倍。", ["渔业产值 >= 1.5 倍 @2028"]),
        ("2025年的企业30家。", []),
        # a measure that doubles
        ("上市公司总数翻番，达到20家。", ["上市公司总数 >= 2 倍", "上市公司总数 >= 20 家"]),
        ("推动倍增计划。", []),
        # what grows by a multiple is more than that by one; what grows to it is not
        ("茶叶产值增长1倍。", ["茶叶产值 >= 2 倍"]),
        ("茶叶产值增长到2倍。", ["茶叶产值 >= 2 倍"]),
    ],
)
def test_multiples_and_years(text: str, expected: list[str]) -> None:
    assert shown(text, **_GOALS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a ceiling of what is measured is promised
        ("道路交通万车死亡率≤1.2人。", ["道路交通万车死亡率 <= 1.2 人"]),
        ("到2028年，孕产妇死亡率不超过8人。", ["孕产妇死亡率 <= 8 人 @2028"]),
        ("户籍人口控制在15万人以内。", ["户籍人口 <= 15 万人"]),
        ("失业人数控制在2万人以内。", ["失业人数 <= 2 万人"]),
        ("校均班额不超过45人。", ["校均班额 <= 45 人"]),
        ("高风险企业数量控制在5家以内。", ["高风险企业数量 <= 5 家"]),
        ("重复信访量不超过3件。", ["重复信访量 <= 3 件"]),
        # what is offered or applied for is not
        ("每年支持项目数量不超过10个。", []),
        ("每家单位申报数量不超过2项。", []),
        ("推荐名额不超过3人。", []),
        ("团队总数不超过8人。", []),
        ("各县推荐企业不超过5家。", []),
        # each of the figures in a row has the bound of the first
        ("小学、初中班额分别不超过45人、50人。", ["小学班额 <= 45 人", "初中班额 <= 50 人"]),
        ("小学、初中班额不超过45人、50人。", ["小学班额 <= 45 人", "初中班额 <= 50 人"]),
        ("森林、草原覆盖率达到45%、60%。", ["森林覆盖率 >= 45 %", "草原覆盖率 >= 60 %"]),
        # how much something can do in a day
        ("应急加工能力不少于日处理300吨。", ["应急加工能力 >= 300 吨"]),
        ("污水处理能力达到日处理5万吨。", ["污水处理能力 >= 5 万吨"]),
    ],
)
def test_bounds(text: str, expected: list[str]) -> None:
    assert shown(text, **_GOALS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # from a year on is no year by which
        ("2026年新增企业80家，2027年起每年新增企业100家。", ["企业 >= 80 家 @2026", "企业 >= 100 家"]),
        ("2026年新增企业80家，2027年新增企业100家。", ["企业 >= 80 家 @2026", "企业 >= 100 家 @2027"]),
        # a figure for each year of a span
        (
            "2026—2028年分别创建零碳园区1个、2个、3个。",
            ["零碳园区 >= 1 个 @2026", "零碳园区 >= 2 个 @2027", "零碳园区 >= 3 个 @2028"],
        ),
        (
            "2026—2028年学校、医院分别新增3所、2所。",
            ["学校 >= 3 所 @2028", "医院 >= 2 所 @2028"],
        ),
    ],
)
def test_years(text: str, expected: list[str]) -> None:
    assert shown(text, **_GOALS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a proportion is no number, an amount that says how large a thing is none either
        ("师机比达到1:1，生机比不低于4:1。", []),
        ("学校生师比达到13.5：1，学校达到30所。", ["学校 >= 30 所"]),
        ("鼓励企业投资1亿元以上建设数据中心。", []),
        ("全面建成投资50亿元的光伏产业园。", []),
        ("实现完成投资50亿元的目标。", ["投资 >= 50 亿元"]),
        ("年度计划投资50亿元。", ["年度计划投资 >= 50 亿元"]),
        # nothing of it
        ("重大安全事故为零。", ["重大安全事故 <= 0"]),
        ("死亡人数为零。", ["死亡人数 <= 0"]),
        ("化整为零。", []),
        ("实现零死亡。", ["死亡 <= 0"]),
        # parts told in characters
        ("清洁能源使用率达到九成。", ["清洁能源使用率 >= 90 %"]),
        ("群众满意率达八成以上。", ["群众满意率 >= 80 %"]),
        ("绿色产业占比过半。", ["绿色产业占比 > 50 %"]),
        ("绿色产业占比突破三分之二。", ["绿色产业占比 > 66.67 %"]),
        ("审批时间减少一半。", ["审批时间 >= 50 %"]),
        ("用地面积减少四分之一。", ["用地面积 >= 25 %"]),
        ("完成三成套设备改造。", []),
    ],
)
def test_proportions_sizes_and_zero(text: str, expected: list[str]) -> None:
    assert shown(text, **_GOALS) == expected
