"""Other ways to write down the same document: other numbering, other breaks, other characters, other tables.

All are pure: lines or table cells in, lines or cells out. None changes what a reader would understand, so that what is
extracted must stay the same too.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import cycle

from paths import ROOT

from extract.models import TableCell

System = Callable[[int], str]
"""A way to number: 3 → "三、"."""

_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """12 → "十二" """
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text, number = text + letters * (number // value), number % value
    return text


def _run(first: str, before: str = "", behind: str = "") -> System:
    """Characters that follow each other in Unicode: ① ② ③ …"""
    return lambda number: before + chr(ord(first) + number - 1) + behind


SYSTEMS: Mapping[str, System] = {
    "一、": lambda n: f"{chinese(n)}、",
    "一.": lambda n: f"{chinese(n)}．",
    "（一）": lambda n: f"（{chinese(n)}）",
    "(一)": lambda n: f"({chinese(n)})",
    "〔一〕": lambda n: f"〔{chinese(n)}〕",
    "㈠": _run("㈠"),
    "壹、": lambda n: "壹贰叁肆伍陆柒捌玖拾"[n - 1] + "、",
    "甲、": lambda n: "甲乙丙丁戊己庚辛壬癸"[n - 1] + "、",
    "第一条": lambda n: f"第{chinese(n)}条　",
    "第一章": lambda n: f"第{chinese(n)}章　",
    "第一节": lambda n: f"第{chinese(n)}节　",
    "第一部分": lambda n: f"第{chinese(n)}部分　",
    "Ⅰ.": lambda n: chr(ord("Ⅰ") + n - 1) + ".",
    "Ⅰ、": lambda n: chr(ord("Ⅰ") + n - 1) + "、",
    "I.": lambda n: _roman(n) + ". ",
    "A.": _run("A", behind="."),
    "A、": _run("A", behind="、"),
    "（A）": _run("A", "（", "）"),
    "a)": _run("a", behind=")"),
    "1.": lambda n: f"{n}.",
    "1．": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)) + "．",
    "1、": lambda n: f"{n}、",
    "1 ": lambda n: f"{n} ",
    "01 ": lambda n: f"{n:02d} ",
    "1)": lambda n: f"{n})",
    "（1）": lambda n: f"（{n}）",
    "[1]": lambda n: f"[{n}]",
    "⒈": _run("⒈"),
    "①": _run("①"),
    "⑴": _run("⑴"),
    "❶": _run("❶"),
}
"""The systems by how the first item looks; each counts at least to 10, ⒈ ① ⑴ to 20."""

_WRITTEN = {
    "第一章": r"第(?P<n>[一二三四五六七八九十]+)章[ 　]*",
    "第一节": r"第(?P<n>[一二三四五六七八九十]+)节[ 　]*",
    "一、": r"(?P<n>[一二三四五六七八九十]+)、",
    "（一）": r"[（(](?P<n>[一二三四五六七八九十]+)[）)]",
    "1.": r"(?P<n>\d{1,2})[.．](?!\d)",
}
"""The systems that the documents at hand are written in, told by the beginning of a line."""


def counted(text: str) -> int:
    """The value of a numeral up to 99: "二十一" → 21, "7" → 7."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.index(tens or "一") * 10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def renumbered(lines: Sequence[str], systems: Mapping[str, str]) -> list[str]:
    """The lines with each level in another system: {"一、": "甲、"} makes 二、重点任务 to 乙、重点任务."""

    def of(line: str) -> str:
        for old, new in systems.items():
            match = re.match(r"[ 　]*" + _WRITTEN[old], line)
            if match is not None:
                return SYSTEMS[new](counted(match["n"])) + line[match.end() :]
        return line

    return [of(line) for line in lines]


def levels(lines: Sequence[str]) -> list[str]:
    """The systems that lines are numbered in, of those known here: 一、… （一）… → ["一、", "（一）"]."""
    return [name for name, pattern in _WRITTEN.items() if any(re.match(r"[ 　]*" + pattern, line) for line in lines)]


def without_breaks(lines: Sequence[str]) -> list[str]:
    """All in one line, as a copy from a page gives it."""
    return ["".join(lines)]


def wrapped(lines: Sequence[str], width: int = 30, indent: str = "　　") -> list[str]:
    """Each line broken hard after `width` characters, the first begun with `indent`."""
    return [
        part
        for line in lines
        for whole in [indent + line.strip()]
        for part in (whole[at : at + width] for at in range(0, len(whole), width))
    ]


_WIDTHS = (23, 38, 29, 20, 34, 26, 40, 31)


def ragged(lines: Sequence[str]) -> list[str]:
    """Each line broken hard at widths that change from one line to the next, as mail programs and scanners leave it."""
    widths = cycle(_WIDTHS)
    broken = []
    for line in lines:
        rest = line.strip()
        while rest:
            width = next(widths)
            broken.append(rest[:width])
            rest = rest[width:]
    return broken


def spaced(lines: Sequence[str], blank: str = " ") -> list[str]:
    """A blank between all characters: 市科技局 → 市 科 技 局."""
    return [blank.join(line) for line in lines]


_SIMPLIFIED = "丰云儿几划后听并愿扑斗杰筑范荐虫准"
"""Written in traditional texts too (后 for 皇后), but mostly for others: 後. The rest of these (同 家 局 面) stay."""


def _usual(char: str) -> bool:
    """Whether a character is of the first plane of Big5, the usual ones of traditional texts."""
    try:
        return char != "朮" and b"\xa4\x40" <= char.encode("big5") <= b"\xc6\x7e"
    except UnicodeEncodeError:
        return False


def _traditional() -> dict[str, str]:
    with (ROOT / "extract/data/traditional.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return {
        row["simplified"]: next(filter(_usual, row["traditional"]), row["traditional"][0])
        for row in rows
        if row["simplified"] in _SIMPLIFIED or not _usual(row["simplified"])
    }


_TO_TRADITIONAL = str.maketrans(_traditional())


def traditional(lines: Sequence[str]) -> list[str]:
    """In traditional characters, one for one: 发展规划 → 發展規劃."""
    return [line.translate(_TO_TRADITIONAL) for line in lines]


_HALF = str.maketrans("，：；（）！？", ",:;()!?")
_WIDE = str.maketrans("0123456789%.", "０１２３４５６７８９％．")


def half_width_marks(lines: Sequence[str]) -> list[str]:
    """Marks as an English keyboard types them, but for 。 and 、: （牵头单位：市科技局） → (牵头单位:市科技局)."""
    return [line.translate(_HALF) for line in lines]


def full_width_digits(lines: Sequence[str]) -> list[str]:
    """Figures as wide as characters: 2028年达到3.5% → ２０２８年达到３．５％."""
    return [re.sub(r"[\d%]|(?<=\d)\.(?=\d)", lambda found: found.group().translate(_WIDE), line) for line in lines]


def other_brackets(lines: Sequence[str], pair: str = "【】") -> list[str]:
    """Round brackets at the end of a line in another form: …。（市科技局牵头） → …。【市科技局牵头】."""

    def of(line: str) -> str:
        start = line.rfind("。（")
        if start < 0 or not line.endswith("）"):
            return line
        return line[: start + 1] + pair[0] + line[start + 2 : -1] + pair[1]

    return [of(line) for line in lines]


# --- tables --------------------------------------------------------------------------------------------------------


def width_of(cells: Sequence[TableCell]) -> int:
    """How many columns a table has."""
    return max(cell.col + cell.colspan for cell in cells)


def shuffled(cells: Sequence[TableCell], order: Sequence[int]) -> tuple[TableCell, ...]:
    """The table with its columns in another order; `order` says which column comes first, second, …

    Cells that reach over several columns must keep these together: ValueError.
    """
    place = {old: new for new, old in enumerate(order)}

    def of(cell: TableCell) -> TableCell:
        columns = sorted(place[col] for col in range(cell.col, cell.col + cell.colspan))
        if columns[-1] - columns[0] >= cell.colspan:
            raise ValueError(f"{cell.text}: a merged cell torn apart")
        return replace(cell, col=columns[0])

    return tuple(sorted(map(of, cells), key=lambda cell: (cell.row, cell.col)))


def renamed(cells: Sequence[TableCell], names: Mapping[str, str]) -> tuple[TableCell, ...]:
    """The table with other words in its head: {"牵头单位": "牵头部门"}."""
    return tuple(replace(cell, text=names.get(cell.text, cell.text)) for cell in cells)
