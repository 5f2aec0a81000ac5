"""Lines that belong to no item: signatures, dates, captions, notes, lists of addressees, and words to the audience."""

from __future__ import annotations

import re
from functools import cache

from extract.rulefiles import alternatives, load_csv
from extract.text.markers import read_marker

_PUNCTUATION = re.compile(r"[，。；！？]")
_SHORT_LINE = 40


@cache
def _words(how: str) -> str:
    rows = load_csv("closing_lines.csv", ("how", "word", "example"), unique="word")
    return alternatives(row["word"] for row in rows if row["how"] == how)


@cache
def _closing_lines() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:(?:{_words('starts')}|{_words('named')}).*|[^，。；]*(?:{_words('ends')}))$")


def is_closing_line(folded: str, start: int, end: int) -> bool:
    """Whether a paragraph is no sentence of the text: a signature, date, caption, note or list of addressees.

    "国务院", "2018年12月21日", "抄送：市委各部门，市人大办" → True; "加快建设平台，完善机制" → False
    """
    if end - start <= _SHORT_LINE and not _PUNCTUATION.search(folded, start, end):
        at_line_start = start == 0 or folded[start - 1] == "\n"
        return at_line_start and read_marker(folded, start) is None
    return _closing_lines().match(folded[start : min(end, start + 200)]) is not None


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_words('named')})")


def only_names(folded: str, start: int) -> bool:
    """Whether a paragraph only names who was there or gets the text, and nobody who answers: 出席：李望江（区住建局）."""
    return _named().match(folded, start) is not None


@cache
def _address() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('address')})")


def is_address(folded: str, start: int) -> bool:
    """Whether a paragraph turns to the audience: 各位代表！……, which ends the items of a report's section."""
    return _address().match(folded, start) is not None
