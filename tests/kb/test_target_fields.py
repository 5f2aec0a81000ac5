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
            "专利 相当于经济增长（2026年）",
        ),
        (replace(LEVEL, kind="first", value="1", uom=None), "专利 实现零的突破（2026年）"),
        (
            replace(LEVEL, kind="multiple", value="2", uom="倍", baseline_year=2025),
            "专利 ≥ 2 倍（2026年，以2025年为基期）",
        ),
        (replace(LEVEL, baseline="3.1", baseline_year=2025), "专利 ≥ 200 件（2026年，基期2025年 3.1）"),
        (replace(LEVEL, baseline="3.1", year=None), "专利 ≥ 200 件（基期 3.1）"),
    ],
)
def test_statement(target: TargetFields, line: str) -> None:
    assert target.statement == line
