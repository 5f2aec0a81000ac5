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
