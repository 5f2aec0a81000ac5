"""What numbers an item: its marker in every system of numerals, 一、 （一） 1. Ⅰ. A. 甲、 ① 任务一： ——.

The one grammar of markers: `rules/markers.csv` lists the systems, every other module asks here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.rulefiles import Row, load_csv
from extract.text.numerals import HAN_TENS

MARKER_COLUMNS = ("style", "rank", "series", "pattern", "example", "number")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FINANCIAL = "壹贰叁肆伍陆柒捌玖拾"
_CHINESE = rf"[{HAN_TENS}百零〇两](?:\s?[{HAN_TENS}百零〇])*"
_DIGITS = r"\d(?:\s?\d){0,2}"
_PARTS = {
    "cn": _CHINESE,
    "num": _DIGITS,
    "any": rf"{_DIGITS}|{_CHINESE}",
    "roman": r"[Ⅰ-Ⅻ]|[IVX]{1,4}(?=[、.．，：）])",
    "letter": r"[A-Za-z]",
    "stem": f"[{_STEMS}]",
    "financial": f"[{_FINANCIAL}]",
}
_MARK = r"(?:[★☆▲△※] ?)?"
"""What may stand before a number to say that the item is a key one: ★1.建设平台."""
_ENCLOSED = re.compile(r"[①-⒛㈠-㈩㉑-㉟㊀-㊉㊱-㊿❶-❿⓫-⓴➀-➓]")
_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ROMAN = {"I": 1, "V": 5, "X": 10}

UNTITLED_STYLES = frozenset({"ordinal", "dash", "bullet"})
"""Styles whose items are sentences of what holds them, not headings."""


@dataclass(frozen=True, slots=True)
class Marker:
    """What numbers an item. `end` is where its text begins; `number` is as written, None for dashes and bullets.

    `series`: it is read only where the members of its style count up in the document.
    """

    style: str
    rank: float
    number: str | None
    end: int
    series: bool = False

    @property
    def value(self) -> int | None:
        """The number's value, None where it has none (a dash); of 3.2.1 the last."""
        if self.number and self.style == "roman" and self.number.isascii():
            return _roman_value(self.number)  # I is no ninth letter here
        return numeral_value(self.number.rpartition(".")[2]) if self.number else None


def numeral_value(number: str) -> int | None:
    """ "十二" → 12, "③" → 3, "Ⅳ" → 4, "C" → 3, "A2" → 2, "乙" → 2, "3.2" → None."""
    if number.isdecimal():
        return int(number)
    if len(number) == 1 and (_ENCLOSED.match(number) or "Ⅰ" <= number <= "Ⅻ"):
        return int(unicodedata.numeric(number))
    for system in (_STEMS, _FINANCIAL):
        if number in system:
            return system.index(number) + 1
    if re.fullmatch("[IVX]{2,}|[VX]", number):
        return _roman_value(number)
    if coded := re.fullmatch(r"[A-Za-z]-?(\d+)", number):
        return int(coded[1])
    if len(number) == 1 and number.isascii() and number.isalpha():
        return ord(number.upper()) - ord("A") + 1
    return _chinese_value(number)


def _chinese_value(number: str) -> int | None:
    total, digit = 0, 0
    for char in number:
        if char in _CHINESE_DIGITS:
            digit = _CHINESE_DIGITS[char]
        elif char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            return None
    return total + digit


def _roman_value(number: str) -> int:
    values = [_ROMAN[char] for char in number]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def marker_rows() -> tuple[Row, ...]:
    """The rows of `rules/markers.csv`."""
    return load_csv("markers.csv", MARKER_COLUMNS)


_Form = tuple[Row, re.Pattern[str]]


@cache
def _forms() -> tuple[_Form, ...]:
    """The rows, each with its pattern, whose group 1 is the number."""
    forms = []
    for row in marker_rows():
        own = row["pattern"]
        for name, part in _PARTS.items():
            own = own.replace("{" + name + "}", f"({part})", 1).replace("{" + name + "}", f"(?:{part})")
        try:
            float(row["rank"])
            forms.append((row, re.compile(rf"\s*{_MARK}(?:{own})\s*")))
        except (re.error, ValueError) as error:
            raise row.error(str(error)) from error
    return tuple(forms)


@cache
def _any_form(series: bool) -> re.Pattern[str]:
    """All forms as one pattern, whose group r3 is that of the row 3; those of `series` only where asked for."""
    whole = []
    for index, row in enumerate(marker_rows()):
        plain = row["pattern"]
        for name, part in _PARTS.items():
            plain = plain.replace("{" + name + "}", f"(?:{part})")
        if series or not row["series"]:
            whole.append(f"(?P<r{index}>{plain})")
    return re.compile(rf"\s*{_MARK}(?:{'|'.join(whole)})\s*")


def read_marker(folded: str, start: int = 0, *, series: bool = False) -> Marker | None:
    """The marker at `start` of a folded text; `series` reads those that prove nothing alone, too.

    "（一）指导思想" → style chinese-bracket, number 一, end 3; "A. 平台" → None, with `series` letter A
    """
    match = _any_form(series).match(folded, start)
    if match is None or match.lastgroup is None:
        return None
    return _marker(*_forms()[int(match.lastgroup[1:])], folded, start)


def without_marker(folded: str) -> str:
    """A heading without what numbers it: "Ⅲ 生态优化类" → 生态优化类, "3.2 显著提升能级" → 显著提升能级."""
    marker = read_marker(folded, series=True)
    return folded[marker.end :] if marker is not None else folded


def _marker(row: Row, own: re.Pattern[str], folded: str, start: int) -> Marker:
    match = own.match(folded, start)
    assert match is not None
    style, rank = row["style"], float(row["rank"])
    number = next((group for group in match.groups() if group), None)
    written = match.group().strip()
    if style == "decimal":
        number = written.rstrip(".").replace(" ", "")
        rank += number.count(".")
        style += str(number.count("."))
    elif style == "coded":
        number = written.rstrip("、.．： ").replace(" ", "")
    elif number is None and (enclosed := _ENCLOSED.search(written)):
        number = enclosed.group()
    elif style in ("letter", "letter-bracket") and number:
        style += "-capital" if number.isupper() else "-small"
        rank += number.islower()
    return Marker(style, rank, re.sub(r"\s", "", number) if number else None, match.end(), bool(row["series"]))


_INSIDE = re.compile(
    # any of these begins a marker: looking ahead for them passes over all else five times as quickly
    rf"(?=[第零〇两百{HAN_TENS}（㈠-㈩①-⒛❶-❿\dⅠ-ⅫA-Za-z{_STEMS}重主专具任行工举措])(?:"
    rf"第 ?(?:{_CHINESE}|{_DIGITS}) ?(?:[章节条编篇]|部分)|(?<![第十百千几数]){_CHINESE} ?、|（ ?(?:{_CHINESE}|{_DIGITS}) ?）"
    rf"|[㈠-㈩①-⒛❶-❿]|(?<![\d.．,%％A-Za-z年月第至到-]){_DIGITS}(?:[.．](?!\d)|[.．](?=20\d\d年)|、|）|(?:\.\d{{1,2}})+(?= *[一-鿿“]))"
    rf"|[Ⅰ-Ⅻ] ?[、.．]|(?<![A-Za-z])[A-Za-z] ?[、.．](?=[一-鿿“])|(?<![一-鿿])[{_STEMS}]、"
    r"|(?:重点|主要|专项|具体)?(?:任务|行动|工程|举措|专项|措施)(?:[一二三四五六七八九十]{1,3}|\d{1,2})[：:、．.])"
)


def markers_inside(folded: str, start: int, end: int) -> Iterator[tuple[int, Marker]]:
    """Every place inside folded[start:end] where an item could begin behind a lost line break: (its start, its marker).

    "提出如下意见。一、选址。" → (7, 一、)
    """
    for match in _INSIDE.finditer(folded, start, end):
        marker = read_marker(folded, match.start(), series=True)
        if marker is None or marker.end > end:
            continue
        yield match.start(), marker
        if marker.style == "named":  # the 1. of 二、重点任务1.选址 may number by itself
            yield from markers_inside(folded, match.start() + 2, match.end())
