"""Numerals, in digits or Han characters, to numbers."""

from __future__ import annotations

import re
from decimal import Decimal

HAN_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN_MYRIADS = {"万": 10**4, "亿": 10**8}

HAN_ONES = "一二三四五六七八九"
HAN_TENS = HAN_ONES + "十"
"""The characters of numbers below ten, and below a hundred: what items, chapters and months are numbered with. Patterns
take them from here ([{HAN_TENS}]{1,3})."""
HAN = f"[零〇{HAN_TENS}两百千]"
DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
COUNT = rf"(?:(?<![\d.,\ufffd]){DIGITS}|{HAN}{{1,4}}(?:点{HAN}+)?|(?<![\d个上下前后大多])半)"
"""A number of days, places or times, whole or not: 3, 0.5, 十五, 半 (half)."""

_DIGITS = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")


def parse_number(text: str) -> Decimal | None:
    """The number that a whole text writes, None where it is none.

    1,200.5 → 1200.5; 三千五百 → 3500; 百 → 100; 两万 → 20000; 二〇二五 → 2025; 一点五 → 1.5; 半 → 0.5;
    三五 (spoken for 3 to 5), 一二三 (of 一二三产) → None
    """
    text = text.strip()
    if text == "半":
        return Decimal("0.5")
    if _DIGITS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    whole, point, rest = text.partition("点")
    number = _parse_han(whole)
    if number is None or not point:
        return number
    if not rest or any(char not in HAN_DIGITS for char in rest):
        return None
    return number + Decimal("0." + "".join(str(HAN_DIGITS[char]) for char in rest))


def _parse_han(text: str) -> Decimal | None:
    if not text:
        return None
    spelt = len(text) > 3 or (len(text) > 2 and any(char in "零〇" for char in text))
    if spelt and all(char in HAN_DIGITS for char in text):
        return Decimal("".join(str(HAN_DIGITS[char]) for char in text))
    total, section, digit = 0, 0, None
    last = 10**4  # the size of the last unit in this section: 百 may follow 千, not the other way round
    for char in text:
        if char in HAN_DIGITS:
            if digit:
                return None
            digit = HAN_DIGITS[char]
        elif char in HAN_UNITS:
            size = HAN_UNITS[char]
            if size >= last:
                return None
            section += (1 if digit is None else digit) * size
            digit, last = None, size
        elif char in HAN_MYRIADS:
            section += digit or 0
            size = HAN_MYRIADS[char]
            # 三亿五千万 adds, 五万亿 multiplies; 百亿 and a bare 亿 count one
            total = total + section * size if total > size else (total + section or 1) * size
            section, digit, last = 0, None, 10**4
        else:
            return None
    if digit and section and text[-2] in HAN_UNITS and HAN_UNITS[text[-2]] > 10:
        digit *= HAN_UNITS[text[-2]] // 10  # 三百五 is 350
    return Decimal(total + section + (digit or 0))
