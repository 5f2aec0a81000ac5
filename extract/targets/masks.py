"""Hides what stands in brackets and quotes, so that the grammar of a clause is read without it."""

from __future__ import annotations

import re

HIDDEN = "■"
_ROUND = r"（(?:[^（）\n]|（[^（）\n]{0,100}）){0,400}）|"
_OTHERS = (
    r"〔[^〔〕\n]{0,200}〕|［[^［］\n]{0,200}］"
    r"|《[^《》\n]{0,120}》|“[^“”\n]{0,80}”|\"[^\"\n]{0,60}\"|‘[^‘’\n]{0,60}’|「[^「」\n]{0,60}」"
)
_GROUPS, _QUOTES = re.compile(_ROUND + _OTHERS), re.compile(_OTHERS)


def mask(folded: str, *, brackets: bool = True) -> str:
    """The text with every bracket or quote and what it holds as ■, of the same length; round brackets only where `brackets`.

    全市（含前湾）达到“百强” → 全市■■■■■达到■■■■
    """
    return (_GROUPS if brackets else _QUOTES).sub(lambda match: HIDDEN * len(match[0]), folded)
