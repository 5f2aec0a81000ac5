"""Numerals, in digits and Han characters."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.numerals import parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12000", "12000"),
        ("1,200.5", "1200.5"),
        ("-18", "-18"),
        ("百", "100"),
        ("千", "1000"),
        ("十五", "15"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("三百五", "350"),
        ("一千一", "1100"),
        ("三千五百", "3500"),
        ("两万", "20000"),
        ("三亿五千万", "350000000"),
        ("五千亿", "500000000000"),
        ("五万亿", "5000000000000"),
        ("万亿", "1000000000000"),
        ("二〇二五", "2025"),
        ("二千零二十", "2020"),
        ("一点五", "1.5"),
        ("零", "0"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "个", "三五", "百千", "1.2.3", "1200,5", "五点", "点五", "若干", "一点十"])
def test_no_numbers(text: str) -> None:
    assert parse_number(text) is None


def han(number: int) -> str:
    """A number below 10000 as it is spoken."""
    words, zero = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            words += ("零" if zero and words else "") + "一二三四五六七八九"[digit - 1] + unit
            zero = False
        else:
            zero = True
    return words or "零"


@given(st.integers(0, 9999), st.integers(1, 9999))
def test_spoken_numbers_come_back(low: int, high: int) -> None:
    assert parse_number(han(low)) == low
    assert parse_number(han(high) + "万") == high * 10**4
    assert parse_number(han(high) + "亿" + (han(high) + "万")) == high * 10**8 + high * 10**4
