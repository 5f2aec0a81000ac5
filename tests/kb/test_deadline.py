"""When something is due, as it is written."""

from __future__ import annotations

from datetime import date

import pytest

from kb.deadline import dated_deadline, deadline, due_in, due_label, due_month, due_values, quarter_of, read_due


@pytest.mark.parametrize(
    ("year", "words", "basis", "expected", "dated"),
    [
        (2026, "2026年12月底前", "own", "2026年12月底前", "2026年12月底前"),
        (2026, "6月底前", "row", "6月底前", "6月底前（2026年）"),
        (2026, "今年年底", "own", "今年年底", "今年年底（2026年）"),
        (None, "持续推进", "row", "持续推进", "持续推进"),
        (2028, None, "own", "2028年", "2028年"),
        (2026, None, "target", "2026年〔据目标〕", "2026年〔据目标〕"),
        (2026, "到2026年", "section", "2026年〔据章节〕", "2026年〔据章节〕"),
        (2030, None, "plan", "2030年〔据规划期〕", "2030年〔据规划期〕"),
        (2027, "2027年", None, "2027年", "2027年"),
        (None, None, None, "", ""),
    ],
)
def test_a_deadline_says_what_dates_it(
    year: int | None, words: str | None, basis: str | None, expected: str, dated: str
) -> None:
    assert (deadline(year, words, basis), dated_deadline(year, words, basis)) == (expected, dated)


@pytest.mark.parametrize(
    ("year", "words", "kept"),
    [
        (2026, "2026年12月底前", ("2026", "2026Q4")),
        (2026, "6月底前", ("2026", "2026Q2")),
        (2026, "2026年一季度", ("2026", "2026Q1")),
        (2026, "第3季度末", ("2026", "2026Q3")),
        (2026, "上半年", ("2026", "2026Q2")),
        (2026, "上半年启动，年底前完成", ("2026", "2026Q4")),
        (2026, "3月底前启动，9月底前建成", ("2026", "2026Q3")),
        (2026, None, ("2026", "2026Q4")),
        (2026, "年内", ("2026", "2026Q4")),
        (None, "长期坚持", ("ongoing", None)),
        (None, "持续推进", ("ongoing", None)),
        (None, "每季度报送", ("ongoing", None)),
        (None, "尽快", ("undated", None)),
        (None, None, ("undated", None)),
    ],
)
def test_the_year_and_the_quarter_of_a_deadline(
    year: int | None, words: str | None, kept: tuple[str, str | None]
) -> None:
    assert due_in(year, words) == kept


@pytest.mark.parametrize(
    ("typed", "asked", "label", "values"),
    [
        ("2026", 2026, "2026年", ("year", {"2026"})),
        ("２０２６年", 2026, "2026年", ("year", {"2026"})),
        ("2026Q2", "2026Q2", "2026年二季度", ("quarter", {"2026Q2"})),
        ("2026年第2季度", "2026Q2", "2026年二季度", ("quarter", {"2026Q2"})),
        ("2026年三季度", "2026Q3", "2026年三季度", ("quarter", {"2026Q3"})),
        ("2026年上半年", "2026Q1..2", "2026年上半年", ("quarter", {"2026Q1", "2026Q2"})),
        ("2025..2027", "2025..2027", "2025—2027年", ("year", {"2025", "2026", "2027"})),
        ("2027—2025年", "2025..2027", "2025—2027年", ("year", {"2025", "2026", "2027"})),
        ("2099..", "2099..", "2099年以后", ("year", {"2099", "2100"})),
        ("..1901", "..1901", "1901年以前", ("year", {"1900", "1901"})),
        ("持续", "ongoing", "持续推进", ("year", {"ongoing"})),
        ("未写明", "undated", "未写明时限", ("year", {"undated"})),
    ],
)
def test_what_is_asked_of_a_deadline(typed: str, asked: int | str, label: str, values: tuple[str, set[str]]) -> None:
    assert read_due(typed) == asked
    assert read_due(str(asked)) == asked
    assert due_label(asked) == label
    field, found = due_values(asked)
    assert (field, set(found)) == values


@pytest.mark.parametrize("typed", ["", "明年", "20260", "-1", "2026Q5", "..", "九九", "9" * 5000])
def test_what_is_no_deadline(typed: str) -> None:
    assert read_due(typed) is None


@pytest.mark.parametrize(
    ("words", "month"),
    [
        ("2026年12月底前", 12),
        ("6月底前", 6),
        ("一季度", 3),
        ("第3季度末", 9),
        ("上半年", 6),
        ("3月底前启动，9月底前建成", 9),
        ("上半年启动，年底前完成", 12),
        ("2026年", 12),
        ("13月", 12),
        (None, 12),
    ],
)
def test_the_month_at_whose_end_it_is_due(words: str | None, month: int) -> None:
    assert due_month(words) == month
    assert due_in(2026, words)[1] == quarter_of(date(2026, month, 1))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2026-01-01", "2026Q1"), ("2026-03-31", "2026Q1"), ("2026-04-01", "2026Q2"), ("2026-12-31", "2026Q4")],
)
def test_the_quarter_of_a_day(day: str, quarter: str) -> None:
    assert quarter_of(date.fromisoformat(day)) == quarter
