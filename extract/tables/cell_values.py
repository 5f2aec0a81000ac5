"""What a value cell of an indicator table says: a figure with its marks, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from extract.models import Nature, Op, Per, Value
from extract.tables.grid import says_nothing
from extract.tables.table_words import longest_word
from extract.text.periods import YEAR
from extract.text.quantities import parse_figure
from extract.text.word_figures import CLEARED, FULL, MULTIPLE, RANK, multiple_of, rank_of

_SYMBOL_FONT = {"³": "≥", "£": "≤"}
"""In Word's Symbol font ≥ and ≤ have the codes of these characters; a plain-text export keeps the code."""
_SQUARE = str.maketrans("【】〔〕", "［］［］")
_FOOTNOTE = re.compile(r"(?:[①-⑳¹²⁴-⁹*※]|［注\d?］|（注\d?）)+$")
_REMARK = re.compile(r"(?<=.)[（［]([^（）［］]*)[）］]$")
_TWO = re.compile(r"(?P<first>[^（）［］]*\d[^（）［］]*)(?P<second>[（［][^（）［］]*\d[^（）［］]*[）］])")
_BRACKETED = re.compile(r"[（［](.*)[）］]")
_RANK = re.compile(rf"(?:.*(?:位居|位列|进入|保持|排名|列|居|达到|全国|全省|全市|全区))?{RANK}(?:左右|方阵)?")
_DOUBLE = re.compile(f".*{MULTIPLE}.*")
_ALL = re.compile(f"(?:实现|基本|达到|保持)*(?:{FULL}|全[面部]覆盖)(?:率100%)?|应.尽.")
_COMPARES = re.compile(r"以上|≥|>|不低于|不少于|不小于|至少|最少|达|增|突破|超")
_ZERO = re.compile(f"(?:保持|实现)*(?:{CLEARED}|(?:基本)?零)")


@dataclass(frozen=True, slots=True)
class CellValue:
    """`text` is kept where the cell says more than a figure; `nature` and `year` where it says them itself.

    `bare`: a figure without a word that compares.
    """

    value: Value | None
    op: Op | None
    uom: str | None = None
    per: Per | None = None
    nature: Nature | None = None
    year: int | None = None
    text: str | None = None
    bare: bool = False


def read_values(folded: str, text: str) -> tuple[CellValue, ...]:
    """The values of one cell: none for a dash, two for "6[30]" (one of the year, one 累计), else one.

    ">7" → > 7; "2.63（预估）" → 2.63, nature estimate; "年新增450家" → 450 家; "与经济增长同步" → text, op ~
    `folded` is the folded text without white space, `text` the cell as written.
    """
    folded = _FOOTNOTE.sub("", folded)
    if says_nothing(folded):
        return ()
    if folded[0] in _SYMBOL_FONT and folded[1:2].isdecimal():
        folded = _SYMBOL_FONT[folded[0]] + folded[1:]
    folded = folded.translate(_SQUARE)
    nature: Nature | None = None
    year: int | None = None
    per: Per | None = None
    remark = _REMARK.search(folded)
    if remark and (any(longest_word(kind, remark[1]) for kind in ("nature", "per")) or YEAR.search(remark[1])):
        nature = cast("Nature | None", longest_word("nature", remark[1]))
        per = cast("Per | None", longest_word("per", remark[1]))
        years = YEAR.findall(remark[1])
        year = int(years[-1]) if years else None
        folded = folded[: remark.start()]
    found = _figure(folded)
    if found is not None:
        return (
            replace(found, per=found.per or per, nature=nature, year=year, text=text if _says_more(folded) else None),
        )
    clauses = re.split("[、，；]", folded, maxsplit=1)
    if len(clauses) == 2 and (found := _figure(clauses[0])) is not None:
        return (replace(found, per=found.per or per, nature=nature, year=year, text=text),)
    two = _TWO.fullmatch(folded)
    if two:
        both = (_figure(two["first"]), _figure(two["second"]))
        if all(both):
            return tuple(replace(value, nature=nature, year=year, text=text) for value in both if value is not None)
        if both[0] is not None:
            return (replace(both[0], nature=nature, year=year, text=text),)
    inside = _BRACKETED.fullmatch(folded)
    if inside and says_nothing(inside[1]):
        return ()
    per = "累计" if inside else per
    words = text.strip().strip("[]［］（）()") if inside else text
    return (CellValue(None, cast("Op | None", longest_word("order", folded)), None, per, nature, year, words),)


def _figure(folded: str) -> CellValue | None:
    """A cell that holds one figure, in digits or as 翻一番, 全覆盖, 前三位, 零."""
    rank, double = _RANK.fullmatch(folded), _DOUBLE.fullmatch(folded)
    if rank and (place := rank_of(rank["top"], rank["place"], rank["uom"])) is not None:
        return CellValue(place[0], "<=", place[1])
    if double and len(folded) <= 12:
        return CellValue(multiple_of(double["times"]), ">=", "倍")
    if _ALL.fullmatch(folded):
        return CellValue(Decimal(100), ">=", "%")
    if _ZERO.fullmatch(folded):
        return CellValue(Decimal(0), "<=")
    figure = parse_figure(folded)
    if figure is None:
        return None
    bare = figure.op == ">=" and _COMPARES.search(folded) is None
    return CellValue(figure.value, "<=" if figure.value == 0 else figure.op, figure.uom, figure.per, bare=bare)


def _says_more(folded: str) -> bool:
    """Whether there are words beside figure, comparison and unit of measurement."""
    return bool(
        re.search(r"[一-鿿]", re.sub(r"左右|以上|以下|以内|约|超过?|达到?|累计|年均|[^\d]{0,4}$", "", folded, count=4))
    )
