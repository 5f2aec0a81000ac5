"""Where a line break before a numbered item may have been lost: 做好选址。（市科技局负责）2.勘察."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.outline.headings import Marker, read_marker

_CHINESE = "[一二三四五六七八九十百]+"
_BREAK = re.compile(
    rf"(?<=[。！？；）〕\s])\s*(?=第{_CHINESE}[章节条] ?|{_CHINESE}、|（{_CHINESE}）)"
    r"|(?<=[。！？）〕])\s*(?=\d{1,2}[.．、](?!\d))|(?=（一）)"
)
_BEHIND_OWNERS = re.compile(rf"(?<=[一-鿿])(?=（{_CHINESE}）|{_CHINESE}、|\d{{1,2}}[.．、][一-鿿])")
"""The list of a responsibility line has no full stop: 责任单位：市科技局2.优化服务."""
_BEHIND_HEADING = re.compile(rf"(?<=[一-鿿”])(?=\d{{1,2}}[.．、][一-鿿“]|（{_CHINESE}）)")
_OWNERS = re.compile(r"(?:单位|部门|领导|时限)：[^。；]*$")
_HEADING = re.compile(rf"(?:{_CHINESE}、|（{_CHINESE}）)[^。；：（）]{{2,30}}$")
_LONGEST_LIST = 300


def possible_breaks(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a numbered item may begin inside the paragraph folded[start:end]: (end of what is before it, its start).

    "做好选址。 2.勘察" → (5, 6)
    """
    found = {match.end(): match.start() for match in _BREAK.finditer(folded, start, end)}
    for pattern, before, longest in ((_BEHIND_OWNERS, _OWNERS, _LONGEST_LIST), (_BEHIND_HEADING, _HEADING, 36)):
        for match in pattern.finditer(folded, start, end):
            if before.search(folded, max(start, match.start() - longest), match.start()):
                found.setdefault(match.end(), match.start())
    for position in sorted(found):
        yield found[position], position


def second_follows(folded: str, marker: Marker, position: int, end: int) -> bool:
    """Whether an item 2 of the marker's style begins further on in the same paragraph, which `marker` at `position` is 1 of."""
    found = (read_marker(folded, begin) for _, begin in possible_breaks(folded, position + 1, end))
    return any(later is not None and later.style == marker.style and later.value == 2 for later in found)
