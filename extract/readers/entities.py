"""Entities of HTML that came along into plain text: &nbsp;一、总体要求."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_KNOWN_TWICE = re.compile(r"&amp;(?=(?:[A-Za-z]{2,8}|#\d{1,6});)")

_BLANKS = {"&nbsp;": " ", "&#160;": " ", "&#xa0;": " ", "&ensp;": " ", "&thinsp;": " ", "&emsp;": "\u3000"}


def without_entities(text: str) -> str:
    """The text with entities told as the characters they stand for: 达到&ge;85% → 达到≥85%; R&D stays, and what is none.

    What was told twice over (&amp;nbsp;) is told once.
    """
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda m: _BLANKS.get(m[0].lower()) or html.unescape(m[0]), _KNOWN_TWICE.sub("&", text))
