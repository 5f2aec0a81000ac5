"""Characters that only one font knows: left out where they are bullets, told as unread where they stand at a figure."""

from __future__ import annotations

import re

from extract.text.characters import UNREAD

_PRIVATE = "\ue000-\uf8ff"
_ANY = re.compile(f"[{_PRIVATE}]")
_AT_FIGURE = re.compile(rf"(?<=[\d.])[{_PRIVATE}]+|(?<=\S)[{_PRIVATE}]+(?=[\d.%％])")
_PICTURES = re.compile("[\uf000-\uf8ff]")  # where picture fonts have theirs; rare characters of names have others


def without_private(text: str) -> str:
    """The text without bullets of picture fonts; a private character at a figure becomes U+FFFD: it may be a digit.

    "\\uf0b7 加快建设" → " 加快建设"; 达到1\\uf6312万亿元 → 达到1\\ufffd2万亿元
    """
    if not _ANY.search(text):
        return text
    return _PICTURES.sub("", _AT_FIGURE.sub(UNREAD, text))
