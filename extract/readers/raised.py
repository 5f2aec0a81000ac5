"""Small raised text: a power belongs to what stands before it, the mark of a note does not (12¹% is 12 %, 10⁸ is no 108).

A reader puts what its format sets as superscript between two marks that no text holds, and `settle` decides what it is
where the text before it is known. Digits that a text itself has as superscripts (¹ ² ³) are judged by the same rule.
"""

from __future__ import annotations

import re

OPENS, CLOSES = "\ufdd2", "\ufdd3"
_UP = str.maketrans("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ")
_DIGITS_UP = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DOWN = str.maketrans(f"{_DIGITS_UP}⁺⁻⁽⁾", "0123456789+-()")
_RUN = re.compile(rf"{OPENS}([^{OPENS}{CLOSES}]*){CLOSES}|([{_DIGITS_UP}⁽⁾⁺⁻]+)")
# a mark in brackets of its own behind a figure: 70[1]%, 增长8%[2]。
_BRACKETED = re.compile(
    r"(?<=[\d%％])[\[［]\d{1,2}[\]］](?=[%％一-鿿，。；])|(?<=\d)[①-⑳](?=[%％家个人项条件所座万亿])"
)
_NUMBER = r"\d{1,3}"
# 1 [2] (3) （4） ［5］ 〔6〕 注7 ① 1,2 1-3 * †
_MARK = re.compile(
    rf"\s*(?:注\s*)?[\[［(（〔【]?\s*(?:注\s*)?{_NUMBER}(?:\s*[,，、–—\-]\s*{_NUMBER})*\s*[\]］)）〕】]?\s*|[①-⑳]|[†‡※#]|[\[［(（〔【]注?\d?[\]］)）〕】]"
)
_STAR = re.compile(r"[*＊]{1,3}")
_EXPONENT = re.compile(r"\s*[-−–+]?\s*\d{1,3}\s*")
# what has powers: lengths and single letters (km, R, x); GDP and R&D have notes
_UNIT_BEFORE = re.compile(r"(?:(?<![A-Za-z&])(?:[A-Za-zΑ-ω]|[kcdmhnμ]m|kg)|平方|立方)$")
_TEN_BEFORE = re.compile(r"(?:[×xX*·]\s*10|(?<![\d.,])10)$")
_FIGURE_BEFORE = re.compile(r"[\d%％]$")


def raised(text: str) -> str:
    """Text that the format sets as superscript, between the marks; blank text as it is."""
    return f"{OPENS}{text}{CLOSES}" if text.strip() else text


def power(text: str) -> str:
    """An exponent of a formula as superscript characters: 8 → ⁸; ^(n/2) where there are none for it."""
    bare = "".join(text.split())
    up = bare.translate(_UP)
    return (
        up
        if bare and not any(char.isalnum() and char == old for char, old in zip(up, bare, strict=True))
        else f"^({bare})"
    )


def settle(text: str) -> str:
    """The text with the marks of notes left out and powers told as such.

    达到12⟨1⟩%，60⟨[2]⟩家, 60[2]家 → 达到12%，60家; 5000m⟨2⟩ → 5000m2; 10⟨8⟩条 → 10⁸条; 市科技局⟨*⟩ → 市科技局*
    """
    text = _BRACKETED.sub("", text)
    if not _RUN.search(text):
        return text
    parts: list[str] = []
    at = 0
    for found in _RUN.finditer(text):
        parts.append(text[at : found.start()])
        before = "".join(parts[-8:])[-12:].rsplit("\n", 1)[-1]
        parts.append(_told(before, found[1], found[2]))
        at = found.end()
    parts.append(text[at:])
    return "".join(parts).replace(OPENS, "").replace(CLOSES, "")


def _told(before: str, framed: str | None, written: str | None) -> str:
    text = framed if framed is not None else (written or "").translate(_DOWN)
    if not before.strip():  # at the head of a line it numbers the note itself
        return text.translate(_UP) if _EXPONENT.fullmatch(text) else text
    if _EXPONENT.fullmatch(text):
        if _UNIT_BEFORE.search(before):
            return text.strip() if framed is not None else (written or "")
        if _TEN_BEFORE.search(before) and (
            abs(int("".join(text.split()).replace("−", "-").replace("–", "-"))) > 2 or "×" in before[-4:]
        ):
            return power(text)
        if text.strip()[0] in "-−–+":
            return power(text)
    if _MARK.fullmatch(text):
        return ""
    if _STAR.fullmatch(text) and _FIGURE_BEFORE.search(before):
        return ""
    return text if framed is not None else (written or "")
