"""Years: written out, by named plans, and relative to the document's time."""

from __future__ import annotations

import pytest

from extract.text.periods import Clock, find_years

CLOCK = Clock(now=2022, first=2022, last=2026)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("到2025年建成", [("到2025年", "due", 2025)]),
        ("到2027年底前", [("到2027年底前", "due", 2027)]),
        ("2026年6月底前", [("2026年6月底前", "due", 2026)]),
        ("2021-2025年", [("2021-2025年", "due", 2025)]),
        ("2024年、2025年分别达到", [("2024年", "due", 2024), ("2025年", "due", 2025)]),
        ("“十四五”期间", [("“十四五”期间", "due", 2025)]),
        ("“十三五”以来", [("“十三五”以来", "past", 2020)]),
        ("比2020年下降", [("比2020年", "baseline", 2020)]),
        ("在2022年的基础上", [("在2022年的基础上", "baseline", 2022)]),
        ("较“十三五”期末", [("较“十三五”期末", "baseline", 2020)]),
        ("从2020年的1.6%", [("从2020年", "baseline", 2020)]),
        ("截至2021年底", [("截至2021年底", "past", 2021)]),
        ("五年内", [("五年内", "due", 2026)]),
        ("分5年投入", [("分5年", "due", 2026)]),
        ("到2025年中小学教师", [("到2025年", "due", 2025)]),
        ("2026年中医药服务", [("2026年", "due", 2026)]),
        ("三年内", [("三年内", "due", 2024)]),
        ("2022年度起连续三年", [("连续三年", "due", 2024)]),
        ("2023年1月1日起", [("2023年1月1日起", "each", None)]),
        ("规划期内", [("规划期内", "due", 2026)]),
        ("今年新增", [("今年", "due", 2022)]),
        ("明年底", [("明年底", "due", 2023)]),
        ("每年引进", [("每年", "each", None)]),
        ("近三年", [("近三年", "past", None)]),
        ("3年行动计划、3年以上经验、百年内", []),
        ("中国制造2025、2025版、第十四个五年规划", []),
    ],
)
def test_marks(text: str, marks: list[tuple[str, str, int | None]]) -> None:
    found = find_years(text, 0, len(text), CLOCK)
    assert [
        (text[slice(*mark.span)], mark.role, mark.year) for mark in found if mark.role != "due" or mark.year
    ] == marks


def test_without_a_period_relative_years_stay_open() -> None:
    text = "五年内建成，规划期内达标，今年开工，到2025年完工"
    assert [mark.year for mark in find_years(text, 0, len(text), Clock())] == [None, None, None, 2025]


def test_a_year_is_past_only_where_the_documents_time_is_known() -> None:
    assert [mark.role for mark in find_years("2015年达到", 0, 7, Clock())] == ["due"]
    assert [mark.role for mark in find_years("2015年达到", 0, 7, CLOCK)] == ["past"]


@pytest.mark.parametrize("lead", ["", "在全市范围内", "我市坚持稳中求进，"])
@pytest.mark.parametrize(
    "text",
    ["到2025年建成100家", "2021年至2025年，“十四五”末", "相较于方案实施期内", "接下来五年，2022年度起连续三年，每年"],
)
def test_the_years_that_begin_before_an_offset_are_those_that_a_whole_reading_gives(lead: str, text: str) -> None:
    text = lead + text + "，" + "持续推进" * 20 + "2026年"
    whole = find_years(text, 0, len(text), CLOCK)
    for until in range(len(text)):
        marks = find_years(text, 0, len(text), CLOCK, until=until)
        assert marks == [mark for mark in whole if mark.span[0] < until]
