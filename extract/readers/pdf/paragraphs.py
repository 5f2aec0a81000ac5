"""Lines of a PDF to paragraphs: by indent, right margin, spacing, look and numbering; also over pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.models import Block
from extract.readers.line_ends import ENDS, LEADERS, OPENS, STOPS, join_lines
from extract.readers.pdf.page_lines import PageLine
from extract.readers.raised import settle

_BODY_LINES = 6  # a page with fewer long lines takes the margins of the whole document
_LONG = 10  # em
_TABULAR = 3  # parts of a line that are no running text
_ASIDE = ("（", "(", "——", "〔", "[")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where running text stands: its left and right edge, its size and the distance from line to line, in points.

    `indented`: first lines of paragraphs stand further right than the others; `spaced`: paragraphs are set apart.
    """

    left: float
    right: float
    size: float
    pitch: float
    indented: bool = False
    spaced: bool = False


def page_margins(lines: Sequence[PageLine], last: int = 0) -> dict[int, Margins]:
    """The margins of each page up to `last` at least; pages with little running text take those of the document."""
    whole = _margins(lines)
    pages: dict[int, list[PageLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    found = dict.fromkeys(range(1, last + 1), whole)
    for page, own in pages.items():
        long = [line for line in own if line.x1 - line.x0 > _LONG * whole.size and abs(line.size - whole.size) <= 1]
        found[page] = _margins(own, size=whole.size) if len(long) >= _BODY_LINES else whole
    return found


def _margins(lines: Sequence[PageLine], size: float | None = None) -> Margins:
    if size is None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size)] += len(line.text)
        size = float(sizes.most_common(1)[0][0])
    body = [line for line in lines if abs(line.size - size) <= 1] or list(lines)
    long = [line for line in body if line.x1 - line.x0 > _LONG * size] or body
    # continuation lines stand further left than first lines, which may be as many
    left = min(_often([line.x0 for line in long], 0.25))
    right = max(_often([line.x1 for line in long], 0.3))
    steps = [b.top - a.top for a, b in pairwise(body) if a.page == b.page and 0 < b.top - a.top < 4 * size]
    pitch = Counter(round(step) for step in steps).most_common(1)[0][0] if steps else 1.8 * size
    firsts = sum(1 for line in long if 1.5 * size < line.x0 - left < 2.6 * size)
    apart = sum(1 for step in steps if 1.15 * pitch < step < 2.5 * pitch)
    return Margins(
        left,
        right,
        size,
        float(pitch),
        indented=firsts >= 0.04 * len(long),
        spaced=apart >= 0.06 * len(steps),
    )


def _often(values: Iterable[float], share: float) -> list[float]:
    """The values that occur nearly as often as the most frequent one (to 2 points)."""
    counts = Counter(round(value / 2) for value in values)
    most = max(counts.values())
    return [2.0 * value for value, count in counts.items() if count >= share * most]


def paragraphs_of(lines: Sequence[PageLine], margins: dict[int, Margins]) -> list[Block]:
    """The paragraphs; one that runs over a page says where the next page begins in it."""
    groups: list[list[PageLine]] = []
    for line in _letterhead_last(lines):
        if groups and not _parts(groups[-1], line, margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def _letterhead_last(lines: Sequence[PageLine]) -> list[PageLine]:
    """Red lines of a letterhead, with the word 文件 that stands beside several of them behind the last."""
    result: list[PageLine] = []
    waiting: list[PageLine] = []
    for line in lines:
        if waiting and not line.red:
            result += waiting
            waiting = []
        if line.red and line.text.replace(" ", "") == "文件":
            waiting.append(line)
        else:
            result.append(line)
    return [*result, *waiting]


def _paragraph(lines: Sequence[PageLine]) -> Block:
    text, breaks, page = "", [], lines[0].page
    for line in lines:
        joined = settle(join_lines([text, line.text]))  # a note's mark may begin a line
        if line.page != page:
            page = line.page
            breaks.append((len(joined) - len(line.text), page))
        text = joined
    return Block("paragraph", text, page=lines[0].page, breaks=tuple(breaks))


def _parts(group: Sequence[PageLine], line: PageLine, margins: dict[int, Margins]) -> bool:
    """Whether a paragraph ends between the last line of `group` and `line`."""
    last = group[-1]
    before, here = margins[last.page], margins[line.page]
    em = here.size
    if last.parts >= _TABULAR or line.parts >= _TABULAR:
        return True
    if last.red or line.red or abs(last.size - line.size) > max(1.0, 0.08 * em):
        return True
    if LEADERS.search(last.text):
        return True
    step = line.top - last.top
    if _one_title(last, line, em):
        return bool(OPENS.match(line.text)) or line.text.startswith(_ASIDE)
    if last.page == line.page and step > max(1.2 * here.pitch, here.pitch + 0.3 * em):
        return True
    room = before.right - last.x1
    long = last.x1 - last.x0 > 0.5 * (before.right - before.left)
    indent = line.x0 - here.left
    if long and indent < 0.5 * em and not _may_end(last.text, line.text):
        shown = here.indented or (here.spaced and last.page == line.page)  # a new paragraph would look otherwise
        if shown or _is_running(group):
            return False
    if room > max(1.2 * em, line.lead + 0.6 * em):
        return True
    if OPENS.match(line.text) and (ENDS.search(last.text) or STOPS.search(last.text) or indent > em):
        return True
    if indent > 1.2 * em:
        level = abs(indent - (last.x0 - before.left)) < 0.5 * em
        return not (level and long and not _may_end(last.text, line.text))
    return False


def _is_running(group: Sequence[PageLine]) -> bool:
    """Whether the lines are running text, which ends with punctuation; headings, titles and datelines need not."""
    if any("。" in line.text for line in group):
        return True
    return not OPENS.match(group[0].text) and any("，" in line.text for line in group)


def _may_end(last: str, following: str) -> bool:
    """Whether a paragraph could end behind the first of two lines."""
    return bool(ENDS.search(last) or STOPS.search(last) or OPENS.match(following))


def _one_title(last: PageLine, line: PageLine, em: float) -> bool:
    """Two centred lines of a type larger than the text: one title."""
    if min(last.size, line.size) < em + 1.5 or last.page != line.page:
        return False
    return line.top - last.bottom < 1.6 * line.size and abs(last.middle - line.middle) < 1.5 * line.size
