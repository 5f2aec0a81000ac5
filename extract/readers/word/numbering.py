"""Automatic numbering in Word: the numbers that a reader of the page sees and the text does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from extract.readers.word.attributes import whole
from extract.text.numerals import HAN_ONES, HAN_TENS

_DIGITS = f"〇{HAN_ONES}"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FINANCIAL = str.maketrans(f"{HAN_TENS}百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_PLACEHOLDER = re.compile(r"%([1-9])")
_VISIBLE_BULLETS = "—－–-·•●○■□◆◇★☆※▲△►➢√"


def chinese(number: int) -> str:
    """A number as Chinese counts: 1 → 一, 12 → 十二, 20 → 二十, 105 → 一百零五."""
    if number <= 0 or number >= 10000:
        return str(number)
    text, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if zero else "") + _DIGITS[digit] + name
            zero = False
        elif text:
            zero = True
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """Word goes on with AA, BB after Z."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else str(number)


def _circled(number: int) -> str:
    if 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    return chr(0x32B1 + number - 36) if 36 <= number <= 50 else str(number)


def _bracketed(number: int) -> str:
    return chr(0x2474 + number - 1) if 1 <= number <= 20 else f"({number})"


def _by_digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _cycle(letters: str) -> Callable[[int], str]:
    return lambda number: letters[(number - 1) % len(letters)]


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
         "japaneseCounting", "koreanCounting", "ideographDigital_"), chinese
    ),
    "ideographDigital": _by_digits,
    "taiwaneseDigital": _by_digits,
    "japaneseDigitalTenThousand": _by_digits,
    "chineseLegalSimplified": lambda number: chinese(number).translate(_FINANCIAL),
    "ideographLegalTraditional": lambda number: chinese(number).translate(_FINANCIAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedParen": _bracketed,
    "ideographEnclosedCircle": lambda number: chr(0x3280 + number - 1) if 1 <= number <= 10 else chinese(number),
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), lambda number: str(number).translate(_FULL_WIDTH)),
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "none": lambda number: "",
}  # fmt: skip


@dataclass(slots=True)
class _Level:
    start: int
    format: str
    text: str
    legal: bool
    style: str
    restart: int | None  # the level after which it begins anew; 0 never; None after any higher one


@dataclass(slots=True)
class _List:
    """One counter: all w:num that share an abstract list go on counting together."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document, in order.

    The third paragraph of a list with numFmt chineseCounting and lvlText %1、 → 三、
    """

    def __init__(self, numbering: Any | None, list_styles: dict[str, str]) -> None:
        """`numbering` is the w:numbering element; `list_styles` maps a numbering style to its numId."""
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if numbering is None:
            return
        links: dict[str, str] = {}
        for abstract in numbering.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            self._lists[key] = _List({whole(x.get(qn("w:ilvl")), 0): _level(x) for x in abstract.findall(qn("w:lvl"))})
            link = abstract.find(qn("w:numStyleLink"))
            if link is not None:
                links[key] = link.get(qn("w:val"))
        for num in numbering.findall(qn("w:num")):
            self._read_num(num)
        for key, style in links.items():
            target = self._abstract.get(list_styles.get(style, ""))
            if target in self._lists:
                self._lists[key] = self._lists[target]

    def _read_num(self, num: Any) -> None:
        key = num.get(qn("w:numId"))
        abstract = num.find(qn("w:abstractNumId"))
        if abstract is None:
            return
        target = abstract.get(qn("w:val"))
        starts: dict[int, int] = {}
        own: dict[int, _Level] = {}
        for override in num.findall(qn("w:lvlOverride")):
            level = whole(override.get(qn("w:ilvl")), 0)
            start = override.find(qn("w:startOverride"))
            if start is not None:
                starts[level] = whole(start.get(qn("w:val")), 1)
            if override.find(qn("w:lvl")) is not None:
                own[level] = _level(override.find(qn("w:lvl")))
        if own and target in self._lists:
            shared = self._lists[target]
            target = f"num:{key}"
            self._lists[target] = _List({**shared.levels, **own})
        self._abstract[key] = target
        self._overrides[key] = starts

    def next(self, num_id: str, level: int | None, style: str = "") -> str:
        """The marker of the next paragraph at `level` (0 = outermost) of list `num_id`; "" for a plain bullet.

        Where the paragraph says no level, it is the level that the list links to its style.
        """
        counter = self._lists.get(self._abstract.get(num_id, ""))
        if level is None:
            levels = counter.levels if counter else {}
            level = next((n for n, rule in levels.items() if rule.style == style), 0)
        rule = counter.levels.get(level) if counter else None
        if counter is None or rule is None:
            return ""
        start = self._overrides[num_id].get(level)
        if start is not None and (num_id, level) not in self._restarted:
            self._restarted.add((num_id, level))
            counter.counts[level] = start
        else:
            counter.counts[level] = counter.counts.get(level, rule.start - 1) + 1
        for deeper, other in counter.levels.items():
            if deeper > level and other.restart != 0 and (other.restart is None or level < other.restart):
                counter.counts.pop(deeper, None)
        if rule.format == "bullet":
            return rule.text if rule.text and all(c in _VISIBLE_BULLETS[:4] for c in rule.text) else ""
        return _PLACEHOLDER.sub(lambda m: self._count(counter, int(m[1]) - 1, legal=rule.legal), rule.text)

    def _count(self, counter: _List, level: int, *, legal: bool) -> str:
        rule = counter.levels.get(level)
        if rule is None:
            return ""
        number = counter.counts.setdefault(level, rule.start)
        return str(number) if legal else _FORMATS.get(rule.format, str)(number)


def _level(element: Any) -> _Level:
    def value(name: str, default: str) -> str:
        found = element.find(qn(name))
        return default if found is None else found.get(qn("w:val"), default)

    restart = element.find(qn("w:lvlRestart"))
    legal = element.find(qn("w:isLgl"))
    return _Level(
        start=whole(value("w:start", "1"), 1),
        format=value("w:numFmt", "decimal"),
        text=value("w:lvlText", ""),
        legal=legal is not None and legal.get(qn("w:val"), "1") not in ("0", "false"),
        style=value("w:pStyle", ""),
        restart=None if restart is None else whole(restart.get(qn("w:val")), 0),
    )
