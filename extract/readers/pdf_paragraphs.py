"""Lines of a PDF to paragraphs: by indent, right margin, spacing, look and numbering; also over pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.models import Block
from extract.readers.lines import ENDS, OPENS, STOPS, join_lines
from extract.readers.pdf_lines import Line


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the running text of a document stands: its left and right edge, size and distance from line to line."""

    left: float
    right: float
    size: float
    pitch: float


def margins_of(lines: Sequence[Line]) -> Margins | None:
    """The margins that most of the text keeps to; None without lines."""
    if not lines:
        return None
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    size = sizes.most_common(1)[0][0]
    body = [line for line in lines if abs(line.size - size) <= 1.0]
    lefts: Counter[int] = Counter(round(line.x0 / 2) for line in body)
    # continuation lines stand further left than first lines, which may be as many
    often = [x for x, count in lefts.items() if count >= 0.25 * max(lefts.values())]
    left = 2 * min(often)
    rights: Counter[int] = Counter(round(line.x1 / 2) for line in body if line.x1 - line.x0 > 10 * size)
    many = [x for x, count in rights.items() if count >= 0.3 * max(rights.values())]
    right = 2 * max(many) if many else max(line.x1 for line in body)
    pitches = Counter(
        round(b.top - a.top) for a, b in pairwise(body) if a.page == b.page and 0 < b.top - a.top < 4 * size
    )
    pitch = pitches.most_common(1)[0][0] if pitches else 1.8 * size
    return Margins(left, right, float(size), float(pitch))


def paragraphs_of(lines: Sequence[Line], margins: Margins) -> list[Block]:
    """The paragraphs; one that runs over a page says where the next page begins in it."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _parts(groups[-1], line, margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def _paragraph(lines: Sequence[Line]) -> Block:
    breaks = []
    page = lines[0].page
    for k, line in enumerate(lines):
        if line.page != page:
            page = line.page
            before, through = join_lines(x.text for x in lines[:k]), join_lines(x.text for x in lines[: k + 1])
            breaks.append((len(through) - len(line.text.strip()) if through else len(before), page))
    return Block("paragraph", join_lines(line.text for line in lines), page=lines[0].page, breaks=tuple(breaks))


def _parts(group: Sequence[Line], line: Line, margins: Margins) -> bool:
    """Whether a paragraph ends between the last line of `group` and `line`."""
    last, first = group[-1], group[0]
    em = margins.size
    if last.red or line.red or abs(last.size - line.size) > max(1.0, 0.08 * em):
        return True
    same_page = last.page == line.page
    if (
        same_page
        and line.top - last.top > max(1.2 * margins.pitch, margins.pitch + 0.3 * em)
        and not _is_title(last, line, margins)
    ):
        return True
    if _is_title(last, line, margins):
        return bool(OPENS.match(line.text)) or line.text.startswith(("（", "(", "——"))
    room = margins.right - last.x1
    if room > max(1.2 * em, line.lead + 0.6 * em) and room > 1.2 * em:
        return True
    if OPENS.match(line.text) and (ENDS.search(last.text) or STOPS.search(last.text) or line.x0 > margins.left + em):
        return True
    indent = line.x0 - margins.left
    if indent > 1.2 * em:
        hanging = len(group) > 1 and abs(line.x0 - last.x0) < 0.5 * em
        both = len(group) == 1 and abs(line.x0 - first.x0) < 0.5 * em and not STOPS.search(last.text) and room < em
        return not (hanging or both)
    return False


def _is_title(last: Line, line: Line, margins: Margins) -> bool:
    """Two centred lines of a type larger than the text: one title."""
    if min(last.size, line.size) < margins.size + 1.5:
        return False
    near = line.top - last.bottom < 1.2 * line.size
    return near and last.page == line.page and abs(last.middle - line.middle) < 1.5 * line.size
