"""Where a title ends whose line break behind it is lost: 总体要求｜坚持以提升服务为导向，……"""

from __future__ import annotations

import re

from extract.outline.section_use import section_use

_LONGEST = 14
_STOP = re.compile(r"[，。；：！？]")
_GOES_ON = re.compile(r"[与和及、的]")


def section_title_end(folded: str, start: int, end: int) -> int | None:
    """Where a title that says the section's use ends inside folded[start:end].

    "总体要求坚持以提升服务为导向" → 4; None where no such title begins there, or where it is all there is.
    """
    uses = [False, False]
    for at in range(start + 2, min(end, start + _LONGEST) + 1):
        if _STOP.match(folded, at - 1):
            break
        uses.append(section_use(folded[start:at]) != "action")
    for length in range(2, min(len(uses), end - start)):
        ends_here = uses[length] and not uses[length - 1] and not any(uses[length + 1 : length + 3])
        if ends_here and not _GOES_ON.match(folded, start + length):
            return start + length
    return None
