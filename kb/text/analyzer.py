"""How folded text is cut for the index and a query's word for the search, by the one segmenter.

Words rank, characters find: a word matches where all its segments occur as substrings, so what is found never depends
on how the segmenter cut the text around it. For that the index holds bigrams beside words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from extract.text import segment

# Letters and digits with what joins them stay whole: r&d, 3-5, 13.5%, 5g, c++, 1，000.
_JOINED = re.compile(r"[a-z0-9]+(?:(?:[&./\-]|(?<=\d)，(?=\d{3}))[a-z0-9]+)*[+%]*")

# What the segmenter makes words of: runs of Han, numbers, letters, and whatever else is a letter or digit.
_WORDLIKE = re.compile(r"[一-鿿㐀-䶿]+|\d+(?:[.,]\d+)*|[A-Za-z]+|[^\W_]")
_FIRST_HAN = "㐀"


def words(folded: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text for the index: (word, running position, character offset).

    "增长3.5%左右" → ("增长", 0, 0) ("3.5", 1, 2) ("左右", 2, 6)
    """
    position = 0
    for token, offset in segment.tokens(folded):
        if token[0].isalnum():
            yield token, position, offset
            position += 1


def spaced_words(folded: str) -> str:
    """The same words, parted by spaces: what an engine takes that cuts at spaces.

    "增长3.5%左右" → "增长 3.5 左右"
    """
    return " ".join([_cut(run) if len(run) > 1 and run[0] >= _FIRST_HAN else run for run in _WORDLIKE.findall(folded)])


@lru_cache(maxsize=1 << 15)
def _cut(run: str) -> str:
    """The words of a run of Han, parted by spaces. A task repeats what its measures say: most runs come twice or more."""
    return " ".join(segment.cutter()(run))


def bigrams(folded: str) -> Iterator[str]:
    """Every two neighbouring characters: what a text must have in common with a needle that occurs in it.

    "研发费" → "研发" "发费"; a single character has none
    """
    for offset in range(len(folded) - 1):
        yield folded[offset : offset + 2]


def needles(folded: str) -> tuple[str, ...]:
    """What must occur in a text for a word of a query to match it: its segments, without repetition.

    "研发投入" → ("研发", "投入")   "r&d经费" → ("r&d", "经费")   "*" → ("*",): marks alone are taken literally
    """
    found: list[str] = []
    end = 0
    for joined in _JOINED.finditer(folded):
        found += segment.words(folded[end : joined.start()])
        found.append(joined.group())
        end = joined.end()
    found += segment.words(folded[end:])
    return tuple(dict.fromkeys(found)) or ((folded,) if folded else ())


def contains_all(folded: str, wanted: Iterable[str]) -> bool:
    """Whether every one of `wanted` occurs in the text."""
    return all(needle in folded for needle in wanted)


def places(folded: str, needle: str, *, begins: bool = False) -> Iterator[int]:
    """Where `needle` stands in a text; `begins`: only where a word may begin, anywhere among Han, but not inside a run
    of letters or digits.

    "新开放", 开放 → 1   "reopen, open", open, begins → 8
    """
    joined = begins and _latin(needle[:1])
    at = folded.find(needle)
    while at >= 0:
        if not (joined and at and _latin(folded[at - 1])):
            yield at
        at = folded.find(needle, at + 1)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def begins(folded: str, needle: str) -> bool:
    """Whether `needle` occurs where a word may begin."""
    return next(places(folded, needle, begins=True), None) is not None
