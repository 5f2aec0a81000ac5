"""The form in which query and text are compared: width, case, quotes, dashes and spaces do not matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.text.characters import fold as fold_width

_ALIKE = {
    **dict.fromkeys("“”„‟＂「」『』", '"'),
    **dict.fromkeys("‘’‚‛＇", "'"),
    **dict.fromkeys("—–―−－", "-"),
    **dict.fromkeys("〔［【", "（"),
    **dict.fromkeys("〕］】", "）"),
    ",": "，",
    # Marks without width, which come along when a page is copied: they part nothing.
    **dict.fromkeys("\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", " "),
}
# A search: translating every character would take fifteen times as long, and the index folds every passage.
_ANY_ALIKE = re.compile("[" + re.escape("".join(_ALIKE)) + "]")


# 1,750 and 1750 are one number; the blank goes with all others.
_THOUSANDS = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")


def _same_length(text: str) -> str:
    """Width, case and lookalike marks folded, one character for one."""
    folded = _THOUSANDS.sub(" ", _ANY_ALIKE.sub(_alike, fold_width(text)))
    lower = folded.lower()
    if len(lower) == len(folded):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


def _alike(found: re.Match[str]) -> str:
    return _ALIKE[found.group()]


def fold(text: str) -> str:
    """A text as it is compared.

    "Ｒ＆Ｄ 经费（“科创”）" → 'r&d经费（"科创"）'; 1,750家 → 1750家; blanks and marks without width are left out
    """
    return "".join(_same_length(text).split())


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """The same, and where each of its characters stands in `text`.

    "研发 投入" → ("研发投入", [0, 1, 3, 4])
    """
    folded = _same_length(text)
    bare = "".join(folded.split())
    if len(bare) == len(folded):
        return bare, range(len(bare))
    return bare, [offset for offset, char in enumerate(folded) if not char.isspace()]
