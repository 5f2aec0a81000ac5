"""What a section is for, told by its title; `rules/sections.csv` says what the kinds mean, action is everything else."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from extract.rulefiles import alternatives, load_csv
from extract.text.characters import fold

SectionUse = Literal["context", "past", "mixed", "container", "safeguard", "closing", "action"]

_FRAMES = {"is": r"^(?:{})$", "ends": r"(?:{})$", "has": r"{}", "starts": r"^(?:{})"}
_ORDER: tuple[SectionUse, ...] = ("mixed", "container", "safeguard", "action", "past", "context", "closing")
"""Tried in this order: 加强组织领导 is a safeguard before its verb makes it an action, 优化发展环境 no context."""
_LONGEST_GLUED = 14
_INSIDE_TITLE = re.compile(r"[，。；：！？]")
_GOES_ON = re.compile(r"[与和及、的]")
_YEARS = re.compile(r"[（(]?\d{4}年?(?:[-—~～至到]\d{4}年?)?[）)]?")


@cache
def _matchers() -> tuple[tuple[SectionUse, re.Pattern[str]], ...]:
    words: dict[tuple[str, str], list[str]] = {}
    for row in load_csv("sections.csv", ("kind", "how", "word", "example"), unique="word"):
        if row["kind"] not in _ORDER:
            raise row.error(f"{row['kind']} is no kind of section")
        if row["how"] not in _FRAMES:
            raise row.error(f"{row['how']} is no way to match")
        words.setdefault((row["kind"], row["how"]), []).append(row["word"])
    return tuple(
        (
            kind,
            re.compile(
                "|".join(_FRAMES[how].format(alternatives(found)) for (k, how), found in words.items() if k == kind)
            ),
        )
        for kind in _ORDER
    )


@cache
def section_use(title: str) -> SectionUse:
    """The use of a section with this title.

    "指导思想" → context; "重点任务" → container; "加强组织领导" → safeguard; "建设科创平台" → action
    """
    plain = fold(title).replace(" ", "").rstrip("。：；")
    yearless = _YEARS.sub("", plain)
    if len(yearless) > 30:
        return "action"
    return next((kind for kind, pattern in _matchers() if pattern.search(plain) or pattern.search(yearless)), "action")


def section_title_end(folded: str, start: int, end: int) -> int | None:
    """Where a title that says the section's use ends inside folded[start:end], whose line break behind it is lost.

    "总体要求坚持以提升服务为导向" → 4; None where no such title begins there, or where it is all there is.
    """
    uses = [False, False]
    for at in range(start + 2, min(end, start + _LONGEST_GLUED) + 1):
        if _INSIDE_TITLE.match(folded, at - 1):
            break
        uses.append(section_use(folded[start:at]) != "action")
    for length in range(2, min(len(uses), end - start)):
        ends_here = uses[length] and not uses[length - 1] and not any(uses[length + 1 : length + 3])
        if ends_here and not _GOES_ON.match(folded, start + length):
            return start + length
    return None
