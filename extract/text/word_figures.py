"""Figures told in words: a rank (前三位), a multiple (翻一番), full coverage (全覆盖), zero (动态清零)."""

from __future__ import annotations

from decimal import Decimal

from extract.text.numerals import HAN, parse_number

_COUNT = rf"(?:\d+|{HAN}{{1,3}})"
RANK = rf"(?:前(?P<top>{_COUNT})(?P<uom>位|名|强|%)?|第(?P<place>{_COUNT})(?P<ordinal>位|名)?)(?:以内|之内)?(?:水平|行列|阵营)?"
"""A place in an order: 前10位, 前5%, 第三名."""
MULTIPLE = r"(?:再?翻(?P<times>[一两二三123几])?番|倍增|翻倍)"
"""A multiple: 翻番, 翻两番, 倍增."""
FULL = r"(?:全覆盖|100%(?:全)?覆盖)"
"""All of what there is."""
CLEARED = (
    r"(?:实行|做到|(?:逐|按|每)?[日周月季年](?=清零|归零|动态)|(?:逐|按|每)[日周月季年]"
    r"|按时限?|按期|限期|及时|定期|全部|全面|动态|基本|销号|销账|台账|化解|整改)*(?:清零|归零)"
)
"""Down to nothing: 动态清零, 销账归零."""


def rank_of(top: str | None, place: str | None, uom: str | None) -> tuple[Decimal, str] | None:
    """The value and uom of a match of RANK: 前10 → 10 位; 前5% → 5 %."""
    number = parse_number(top or place or "")
    return None if number is None else (number, "%" if uom == "%" else "位")


def multiple_of(times: str | None) -> Decimal:
    """The value of a match of MULTIPLE: 翻番, 倍增 → 2; 翻两番 → 4."""
    count = parse_number(times) if times and times != "几" else None
    return Decimal(2) ** int(count or 1)
