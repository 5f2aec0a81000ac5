"""Where a text is set in bold, for documents that say who leads by it: 加粗的为牵头单位.

Only what such a document has in bold is told, by two characters around it that no text holds; `extract.text.layout` makes
spans of them. All other documents are read without: to everybody else bold is a matter of taste.
"""

from __future__ import annotations

import re

from extract.text.characters import BOLD

OPENS, CLOSES = BOLD
_BOLD = "加粗|粗体|加黑|黑体"
_DECLARED = re.compile(rf"(?:{_BOLD})[^。；\n]{{0,14}}牵头|牵头[^。；\n]{{0,14}}(?:{_BOLD})")
_TAGS = re.compile(r"(?P<open><(?:b|strong)\b[^<>]*>)|(?P<close></(?:b|strong)\s*>)", re.IGNORECASE)
_STARS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def tells_by_bold(text: str) -> bool:
    """Whether a text says that bold marks who leads: 责任单位中加粗的为牵头单位 → True."""
    return _DECLARED.search(text) is not None


def framed(text: str) -> str:
    """A stretch of bold text between the marks; blank text as it is."""
    return f"{OPENS}{text}{CLOSES}" if text.strip() else text


def frame_tags(source: str) -> str:
    """HTML with the marks inside its tags of bold, where the page says that they tell."""
    if not tells_by_bold(source):
        return source
    return _TAGS.sub(lambda m: f"{m['open']}{OPENS}" if m["open"] else f"{CLOSES}{m['close']}", source)


def frame_stars(source: str) -> str:
    """Markdown with the marks for its stars: **市教育局**、市财政局, where the text says that they tell."""
    return _STARS.sub(rf"{OPENS}\2{CLOSES}", frame_tags(source)) if tells_by_bold(source) else source
