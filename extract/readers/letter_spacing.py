"""Text set or copied with blanks that mean nothing: between all its characters (市 科 技 局), or strewn (市科 技局 牵头)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HAN = re.compile(r"[\u3400-\u9fff]")
_LONG = 8
"""Characters from which on a line shows by itself that it is spaced: 通 知 and 姓 名 are words set wide."""
_SHARE = 0.9  # characters that stand alone, in a line that is spaced
_ODD = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
# a blank beside a Chinese character or mark, or in a figure; between Latin words it stays
_STREWN = re.compile(
    r"(?<=\d)[ \u00a0](?=[\d.%％])|(?<=[\u3001-\u9fff\uff01-\uff60“”‘’—…·])[ \u00a0]+|[ \u00a0]+(?=[\u3001-\u9fff\uff01-\uff60“”‘’—…·]|$)"
)
_FEWEST, _MOSTLY = 5, 0.6  # lines, share of the long ones, in a document that is strewn with blanks
_DENSE = 0.08  # blanks for a Chinese character
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


def meaningless_blanks(texts: Sequence[str]) -> list[set[int]]:
    """Where each line of a document has blanks that mean nothing, its indent left out.

    ["市 科 技 局 牵 头 ， …"] → [{1, 3, 5, …}]; in a document strewn with them (加快数 字经济 发展) all blanks but those between
    Latin words and figures.
    """
    spaced, strewn = letter_spaced(texts), _is_strewn(texts)
    found: list[set[int]] = []
    for text, wide in zip(texts, spaced, strict=True):
        indent = len(text) - len(text.lstrip())
        if wide:
            found.append({at for at, char in enumerate(text) if at >= indent and char.isspace()})
        elif strewn and "\t" not in text:
            found.append({at for blank in _STREWN.finditer(text, indent) for at in range(*blank.span())})
        else:
            found.append(set())
    return found


def without_blanks(lines: Sequence[str]) -> list[str]:
    """The lines with the blanks taken out that mean nothing, their indents kept: "　　市 科 技 局 …" → "　　市科技局…"."""
    return [
        "".join(char for at, char in enumerate(line) if at not in blanks) if blanks else line
        for line, blanks in zip(lines, meaningless_blanks(lines), strict=True)
    ]


def _is_strewn(texts: Sequence[str]) -> bool:
    """Whether most lines of a document have single blanks between Chinese characters, one for every few of them."""
    long = [text for text in texts if len(_HAN.findall(text)) >= _LONG and "\t" not in text]
    strewn = [text for text in long if _ODD.search(text.strip())]
    if len(strewn) < max(_FEWEST, _MOSTLY * len(long)):
        return False
    odd = sum(len(_ODD.findall(text.strip())) for text in long)
    return odd >= _DENSE * sum(len(_HAN.findall(text)) for text in long)


def _stands_alone(text: str) -> bool:
    """Whether nearly all characters of a text stand between blanks, Chinese ones among them; cells parted by tabs do too."""
    parts = text.split()
    if len(parts) < 2 or "\t" in text or not _HAN.search(text):
        return False
    return sum(1 for part in parts if len(part) == 1) >= _SHARE * len(parts)


def _mostly_han(text: str) -> bool:
    return 2 * len(_HAN.findall(text)) >= len("".join(text.split()))
