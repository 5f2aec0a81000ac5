"""成文日期 as a person asks for it: one date or from one to another; what a document's date lies in."""

from __future__ import annotations

import pytest

from kb.issue_date import issue_date_label, issued_between, read_issue_date


@pytest.mark.parametrize(
    ("typed", "asked", "said"),
    [
        ("2023", ("2023", "2023"), "2023年"),
        ("2023年", ("2023", "2023"), "2023年"),
        ("2023-05", ("2023-05", "2023-05"), "2023年5月"),
        ("2023-5", ("2023-05", "2023-05"), "2023年5月"),
        ("2023/5/18", ("2023-05-18", "2023-05-18"), "2023年5月18日"),
        ("2023.5", ("2023-05", "2023-05"), "2023年5月"),
        ("２０２３年５月", ("2023-05", "2023-05"), "2023年5月"),
        ("2023年5月18日", ("2023-05-18", "2023-05-18"), "2023年5月18日"),
        ("20230518", ("2023-05-18", "2023-05-18"), "2023年5月18日"),
        ("2023..2024", ("2023", "2024"), "2023年至2024年"),
        ("2023-2024", ("2023", "2024"), "2023年至2024年"),
        ("2023—2024", ("2023", "2024"), "2023年至2024年"),
        ("2024..2023", ("2023", "2024"), "2023年至2024年"),
        ("2023-01..2023-06", ("2023-01", "2023-06"), "2023年1月至2023年6月"),
        ("2023年1月至6月", ("2023-01", "2023-06"), "2023年1月至2023年6月"),
        ("2023年1月到2024年6月", ("2023-01", "2024-06"), "2023年1月至2024年6月"),
        ("2023-01-15~2023-02", ("2023-01-15", "2023-02"), "2023年1月15日至2023年2月"),
        ("2023..", ("2023", ""), "2023年以后"),
        ("..2023-05", ("", "2023-05"), "2023年5月以前"),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, asked: tuple[str, str], said: str) -> None:
    assert read_issue_date(typed) == asked
    assert issue_date_label(*asked) == said


@pytest.mark.parametrize("typed", ["", "..", "明年", "2023-13", "2023-05-32", "202", "5月", "2023..明年", "1..2..3"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_issue_date(typed) is None


@pytest.mark.parametrize(
    ("date", "first", "last", "inside"),
    [
        ("2023-05-18", "2023", "2023", True),
        ("2023-05-18", "2023-05", "2023-05", True),
        ("2023-05-18", "2023-06", "2023-06", False),
        ("2023-05", "2023-05", "2023-05", True),
        ("2023-05", "2023-05-01", "2023-05-20", False),  # It may be of the 25th.
        ("2023", "2023-05", "2023-05", False),
        ("2023-05-18", "2023-05-18", "", True),
        ("2023-05-17", "2023-05-18", "", False),
        ("2023-12-31", "", "2023", True),
        ("2024-01-01", "", "2023", False),
        (None, "2023", "2023", False),
    ],
)
def test_a_date_lies_wholly_in_what_is_asked(date: str | None, first: str, last: str, inside: bool) -> None:
    assert issued_between(date, first, last) is inside
