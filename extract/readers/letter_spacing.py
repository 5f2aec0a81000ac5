"""Text set or copied with a blank between all its characters: 市 科 技 局."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HAN = re.compile(r"[\u3400-\u9fff]")
_LONG = 8
"""Characters from which on a line shows by itself that it is spaced: 通 知 and 姓 名 are words set wide."""
_SHARE = 0.9  # characters that stand alone, in a line that is spaced
_MOST = 0.5  # long lines that are spaced, in a document that is


def letter_spaced(texts: Sequence[str]) -> list[bool]:
    """Which of the lines of a document have blanks between all their characters that mean nothing.

    ["一 、 重 点 任 务", "市 科 技 局 牵 头 ， 市 财 政 局 配 合"] → [True, True]; ["通 知"] → [False]
    Where most long lines of a document are spaced, its short ones are too.
    """
    alone = [_stands_alone(text) for text in texts]
    own = [
        spaced and len(text.split()) >= _LONG and _mostly_han(text) for spaced, text in zip(alone, texts, strict=True)
    ]
    long = sum(1 for text in texts if len("".join(text.split())) >= _LONG)
    whole = any(own) and sum(own) >= _MOST * long
    return [spaced if whole else by_itself for spaced, by_itself in zip(alone, own, strict=True)]


def without_blanks(lines: Sequence[str]) -> list[str]:
    """The lines with the blanks of spaced ones taken out, their indents kept: "　　市 科 技 局 …" → "　　市科技局…"."""
    return [
        line[: len(line) - len(line.lstrip())] + "".join(line.split()) if spaced else line
        for line, spaced in zip(lines, letter_spaced(lines), strict=True)
    ]


def _stands_alone(text: str) -> bool:
    """Whether nearly all characters of a text stand between blanks, Chinese ones among them; cells parted by tabs do too."""
    parts = text.split()
    if len(parts) < 2 or "\t" in text or not _HAN.search(text):
        return False
    return sum(1 for part in parts if len(part) == 1) >= _SHARE * len(parts)


def _mostly_han(text: str) -> bool:
    return 2 * len(_HAN.findall(text)) >= len("".join(text.split()))
