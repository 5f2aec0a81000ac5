"""Characters: what a stored text may hold (`clean`) and the one form that rules match against (`fold`).

Both keep or shorten a text character by character, never by lookalike sequences: NFKC would turn ㎡ into m2 and shift
every offset. `fold` keeps the length, so that a match in the folded text is a span of the stored one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from extract.rulefiles import load_csv

UNREAD = "\ufffd"
"""What stands for a character of a figure that the file gives no code for."""
BOLD = ("\ufdd0", "\ufdd1")
"""What a reader puts before and behind bold text that tells who leads; no stored text holds it."""


def _any_of(codes: Iterable[int]) -> str:
    """The class of some characters, runs of them as ranges: of those beyond U+FFFF `re` would try each by itself."""
    runs: list[list[int]] = []
    for code in sorted(set(codes)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "[" + "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in runs) + "]"


# Marks without width, of direction and of a character's variant: 民 with U+E0104 behind it is 民.
INVISIBLE = [
    0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x180E, *range(0x180B, 0x180E), *range(0x202A, 0x202F),
    *range(0x2066, 0x206A), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0),
]  # fmt: skip
_ANY_INVISIBLE = re.compile(_any_of(INVISIBLE) + "+")
_DROPPED = dict.fromkeys(
    [
        *map(ord, BOLD),
        *INVISIBLE,
        0xAD,
        *range(0x00, 0x09),
        0x0B,
        0x0C,
        *range(0x0E, 0x20),
        0x7F,
    ]
)
_SPACES = dict.fromkeys([0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x0009], " ")


def _compatible(first: int, last: int) -> dict[int, str]:
    """Characters of a compatibility block (radicals of PDF fonts, 兼容汉字) whose plain form is one character."""
    table = {}
    for code in range(first, last + 1):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    return table


# Radicals that PDF fonts map whole characters to, and that Unicode gives no plain form for.
_RADICALS = dict(
    zip(
        map(ord, "⺒⺓⺜⺝⺠⺧⺩⺫⺬⺶⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰"),
        "巳幺日月民牛王目示羊虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)

_CLEAN: dict[int, str | None] = {
    **_DROPPED,
    **_SPACES,
    **_compatible(0x2E80, 0x2FDF),
    **_compatible(0xF900, 0xFAFF),
    **_RADICALS,
}


# Few characters of a text are any of these: finding them takes a fifteenth of the time of translating all.
_UNCLEAN = re.compile(_any_of(_CLEAN))


def _each(old: str, new: str) -> dict[int, str]:
    return {ord(a): b for a, b in zip(old, new, strict=True)}


_FOLD: dict[int, str] = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)},  # ０-９
    **{code: chr(code - 0xFEE0) for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},  # Ａ-Ｚ ａ-ｚ
    **_each("％＆＋－＝／．｜", "%&+-=/.|"),
    **_each("(),:;!?[]{}", "（），：；！？［］｛｝"),
    **_each("﹙﹚﹐﹔﹕﹑∶︰｡､", "（），；：、：：。、"),
    **{
        ord(old): row["simplified"]
        for row in load_csv("traditional.csv", ("simplified", "traditional"), folder="data")
        for old in row["traditional"]
    },
    **_each("—–―−﹣~～∼", "————-～～～"),
}
_FOLDED = re.compile(_any_of(_FOLD))
_THOUSANDS = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")


def clean(text: str) -> str:
    """A paragraph as stored: controls dropped, odd spaces plain, radicals as characters; ends stripped.

    "\\u3000⼀、总体要求\\xa0" → "一、总体要求"
    """
    return _UNCLEAN.sub(_cleaned, text).strip(" \r\n")


def without_invisible(text: str) -> str:
    """The text without characters that nobody sees: 县民\\U000e0104政局 → 县民政局."""
    return _ANY_INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """The form rules are written for, of the same length: half-width letters and digits, full-width marks, simplified.

    "Ｒ＆Ｄ經費(1,000万元)" → "R&D经费（1,000万元）"
    """
    return _THOUSANDS.sub(",", _FOLDED.sub(_folded, text))


@dataclass(frozen=True, slots=True)
class Text:
    """A text as stored, beside its folded form of the same length: made once for a document and handed on."""

    stored: str
    folded: str

    @classmethod
    def of(cls, stored: str) -> Text:
        """The text with its folded form: 綜合利用率98％ → folded 综合利用率98%."""
        return cls(stored, fold(stored))


def _cleaned(found: re.Match[str]) -> str:
    return _CLEAN[ord(found.group())] or ""


def _folded(found: re.Match[str]) -> str:
    return _FOLD[ord(found.group())]
