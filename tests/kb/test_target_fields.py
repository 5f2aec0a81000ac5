"""A target in one line for a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb import TargetFields

LEVEL = TargetFields("专利", ">=", "200", "件", 2026, None, "level")


@pytest.mark.parametrize(
    ("target", "line"),
    [
        (LEVEL, "专利 ≥ 200 件（2026年）"),
        (replace(LEVEL, increment=True), "新增专利 ≥ 200 件（2026年）"),
        (replace(LEVEL, increment=True, indicator="新增专利"), "新增专利 ≥ 200 件（2026年）"),
        (replace(LEVEL, increment=True, indicator="城镇新增就业", uom="人"), "城镇新增就业 ≥ 200 人（2026年）"),
        (replace(LEVEL, increment=True, indicator="工业增加值", uom="亿元"), "新增工业增加值 ≥ 200 亿元（2026年）"),
        (replace(LEVEL, increment=True, kind="growth", uom="亿元"), "专利 增长 ≥ 200 亿元（2026年）"),
        (replace(LEVEL, op=">", value="2.8", uom="%", year=None), "专利 ＞ 2.8%"),
        (replace(LEVEL, op="range", value="3–5"), "专利 3–5 件（2026年）"),
        (replace(LEVEL, op="~", scope="全市", per="每年"), "专利 约 200 件（2026年，每年，全市）"),
        (replace(LEVEL, uom=None, year=None), "专利 ≥ 200"),
        (replace(LEVEL, kind="growth", value="7", uom="%"), "专利 增长 ≥ 7%（2026年）"),
        (replace(LEVEL, kind="growth", op="~", value="2.8", uom="%", direction="down"), "专利 下降约 2.8%（2026年）"),
        (replace(LEVEL, kind="growth", indicator="产值增速", value="7", uom="%"), "产值增速 ≥ 7%（2026年）"),
        (replace(LEVEL, kind="rank", op="<=", value="10", uom="位"), "专利 前 10 位（2026年）"),
        (
            replace(LEVEL, kind="relative", op=">", value=None, uom=None, reference="全省平均"),
            "专利 高于全省平均（2026年）",
        ),
        (
            replace(LEVEL, kind="relative", op=">", value="2", uom="个百分点", reference="全省平均", year=None),
            "专利 高于全省平均 2 个百分点",
        ),
        (
            replace(LEVEL, kind="relative", op="~", value=None, uom=None, reference="经济增长"),
            "专利 与经济增长同步（2026年）",
        ),
        (replace(LEVEL, kind="first", value="1", uom=None), "专利 实现零的突破（2026年）"),
        (
            replace(LEVEL, kind="multiple", value="2", uom="倍", baseline_year=2025),
            "专利 ≥ 基期的 2 倍（2026年，以2025年为基期）",
        ),
        (replace(LEVEL, kind="relative", op="~", value=None, uom=None, reference="全国", year=None), "专利 与全国持平"),
        (replace(LEVEL, kind="coverage", value="100", uom="%"), "专利 实现全覆盖（2026年）"),
        (replace(LEVEL, kind="coverage", value="90", uom="%"), "专利 ≥ 90%（2026年）"),
        (replace(LEVEL, modality="力争", per="累计"), "专利 ≥ 200 件（2026年，累计，力争）"),
        (replace(LEVEL, baseline="3.1", baseline_year=2025), "专利 ≥ 200 件（2026年，基期2025年 3.1）"),
        (replace(LEVEL, baseline="3.1", year=None), "专利 ≥ 200 件（基期 3.1）"),
    ],
)
def test_statement(target: TargetFields, line: str) -> None:
    assert target.statement == line


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (LEVEL, "不低于"),
        (replace(LEVEL, op=">"), "高于"),
        (replace(LEVEL, op="<="), "不高于"),
        (replace(LEVEL, op="<"), "低于"),
        (replace(LEVEL, op="~"), "约"),
        (replace(LEVEL, op="range", value="3–5"), "介于"),
        (replace(LEVEL, increment=True), "新增"),
        (replace(LEVEL, increment=True, op="~"), "新增约"),
        (replace(LEVEL, increment=True, op=">"), "新增高于"),
        (replace(LEVEL, kind="growth"), "增长"),
        (replace(LEVEL, kind="growth", op="~"), "增长约"),
        (replace(LEVEL, kind="growth", op="<="), "增长不高于"),
        (replace(LEVEL, kind="growth", direction="down"), "下降"),
        (replace(LEVEL, kind="growth", direction="down", op="range"), "下降"),
        (replace(LEVEL, kind="growth", indicator="产值增速"), "不低于"),
        (replace(LEVEL, kind="growth", indicator="价格平均降幅", direction="down"), "不低于"),
        (replace(LEVEL, kind="growth", indicator="居民消费价格涨幅", op="~"), "约"),
        (replace(LEVEL, kind="multiple", value="2"), "不低于基期的"),
        (replace(LEVEL, kind="coverage", value="100"), "全覆盖"),
        (replace(LEVEL, kind="coverage", value="95"), "不低于"),
        (replace(LEVEL, kind="rank", op="<=", value="3"), "前"),
        (replace(LEVEL, kind="relative", op=">", reference="全省平均"), "高于全省平均"),
        (replace(LEVEL, kind="relative", op="~", reference="经济增长"), "与经济增长同步"),
        (replace(LEVEL, kind="first", value="1"), "零的突破"),
    ],
)
def test_manner(target: TargetFields, words: str) -> None:
    assert target.manner == words
