"""How names are spelt in letters: 科技局 → kejiju and kjj."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.metadata import version

from extract.text import segment
from kb.rule_tables import rows

COLUMNS = ("word", "reading", "example")
LETTERS = re.compile(r"[a-z]{2,40}")
"""A word that may be spelt: letters alone, folded."""


def is_spelt(folded: str) -> bool:
    """Whether a word is made of letters alone, as pinyin is: kjj, yanfa; not 5g, r&d."""
    return LETTERS.fullmatch(folded) is not None


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """The words that the pinyin tables read wrongly."""
    return {row["word"]: tuple(row["reading"].split()) for row in rows("readings.csv", COLUMNS, unique="word")}


def stamp() -> str:
    """Changes where names may be spelt otherwise than before."""
    return f"pypinyin-{version('pypinyin')} {sorted(_readings().items())}"


@lru_cache(maxsize=65536)
def _syllables(word: str) -> tuple[str, ...]:
    """The syllables of one segment, read as a word (重庆 → chong qing); letters and digits as they stand."""
    from pypinyin import Style, lazy_pinyin  # Here: its tables take longer to load than most searches last.

    if word in _readings():
        return _readings()[word]
    return tuple(syllable.lower() for syllable in lazy_pinyin(word, style=Style.NORMAL, v_to_u=False))


def syllables(text: str) -> tuple[str, ...]:
    """The syllables of a text without its marks.

    "科技局" → ("ke", "ji", "ju")   "R&D经费" → ("r", "d", "jing", "fei")
    """
    return tuple(syllable for word in segment.words(text) for syllable in _syllables(word))


def spellings(text: str) -> tuple[str, str]:
    """A text spelt out and by its initials.

    "科技局" → ("kejiju", "kjj")
    """
    parts = syllables(text)
    return "".join(parts), "".join(part[0] for part in parts)
