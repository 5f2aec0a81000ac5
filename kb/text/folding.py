"""The form in which query and text are compared: width, case, quotes, dashes, small figures and spaces do not matter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.text.characters import INVISIBLE
from extract.text.characters import fold as fold_width

_ALIKE = {
    **dict.fromkeys("“”„‟＂「」『』", '"'),
    **dict.fromkeys("‘’‚‛＇", "'"),
    **dict.fromkeys("—–―−－～⁻₋", "-"),
    **dict(zip("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁺₊ₓₐₑₙⁿ", "01234567890123456789++xaenn", strict=True)),  # PM₂.₅, m², NOₓ
    **dict(zip("ⅠⅤⅩⅬⅭⅮⅯⅰⅴⅹ", "ivxlcdmivx", strict=True)),
    **dict.fromkeys("×✕╳", "x"),
    **dict.fromkeys("〔［【", "（"),
    **dict.fromkeys("〕］】", "）"),
    ",": "，",
    # Marks without width, which come along when a page is copied: they part nothing.
    **dict.fromkeys(("\u00ad", *map(chr, INVISIBLE)), " "),
}
# What one character says with several letters: Ⅱ期 is II期, ㎡ is m2.
_LONGER = {
    **dict(zip("ⅡⅢⅣⅥⅦⅧⅨⅪⅫ", ["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"], strict=True)),
    **dict(zip("ⅱⅲⅳⅵⅶⅷⅸⅺⅻ", ["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"], strict=True)),
    **dict(zip("㎡㎥㎞㎏㎝㎜㎎㎢㏄", ["m2", "m3", "km", "kg", "cm", "mm", "mg", "km2", "cc"], strict=True)),
}
_ANY_LONGER = re.compile("[" + "".join(_LONGER) + "]")
# 8至10家 and 8到10家 as 8-10家
_RANGE = re.compile(r"(?<=\d)[至到](?=\d)")
_SIZE = re.compile(r"(?<=\d)\*(?=\d)")  # 12*6米 as 12×6米
# A search: translating every character would take fifteen times as long, and the index folds every passage.
_ANY_ALIKE = re.compile("[" + re.escape("".join(_ALIKE)) + "]")


# 1,750 and 1750 are one number; the blank goes with all others.
_THOUSANDS = re.compile(r"，(?<=\d，)(?=\d{3}(?!\d))")


def _same_length(text: str) -> str:
    """Width, case and lookalike marks folded, one character for one."""
    folded = _RANGE.sub("-", _SIZE.sub("x", _THOUSANDS.sub(" ", _ANY_ALIKE.sub(_alike, fold_width(text)))))
    lower = folded.lower()
    if len(lower) == len(folded):
        return lower
    return "".join(low if len(low := char.lower()) == 1 else char for char in folded)


def _alike(found: re.Match[str]) -> str:
    return _ALIKE[found.group()]


def _longer(found: re.Match[str]) -> str:
    return _LONGER[found.group()]


def fold(text: str) -> str:
    """A text as it is compared.

    "Ｒ＆Ｄ 经费（“科创”）" → 'r&d经费（"科创"）'; 1,750家 → 1750家; 8～10家 → 8-10家; PM₂.₅ → pm2.5; blanks and marks without
    width are left out
    """
    return _ANY_LONGER.sub(_longer, "".join(_same_length(text).split()))


def fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """The same, and where each of its characters stands in `text`.

    "研发 投入" → ("研发投入", [0, 1, 3, 4])
    """
    folded = _same_length(text)
    bare = "".join(folded.split())
    if len(bare) == len(folded) and not _ANY_LONGER.search(bare):
        return bare, range(len(bare))
    shown = [(offset, _LONGER.get(char, char)) for offset, char in enumerate(folded) if not char.isspace()]
    return "".join(told for _, told in shown), [offset for offset, told in shown for _ in told]
