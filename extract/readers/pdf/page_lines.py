"""Characters of a PDF page to lines of text, each with its place and look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from extract.readers.printed import as_printed
from extract.readers.raised import CLOSES, OPENS, raised
from extract.readers.symbol_font import from_symbol_font, is_symbol_font
from extract.text.characters import UNREAD, clean

Char = dict[str, Any]
"""A character as pdfplumber gives it: text, x0, x1, top, bottom, size, fontname, …"""

_GAP = 0.45  # em: a gap between two Chinese characters that a reader sees as a space
_SMALL, _LIFTED = 0.78, 0.15  # times the size of its line: a note's mark, a power
_LATIN_GAP = 0.22
_TYPED_GAP = 0.2  # the same where a space is typed
_PART = 1.4  # em: a gap that may part columns
_CID = re.compile(r"\(cid:\d+\)")
_LATIN = re.compile(r"[A-Za-z0-9.,%％&+/\-]")
_OPENING, _CLOSING = "（《“‘【〔([", "，。、；：！？）》”’】〕％%,.;:!?)]"  # may not end, may not begin a line
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]")
_BOLD = ("bold", "heiti", "simhei", "黑体", "fzht", "fzxbs")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text, or a part of one parted from the rest by a wide gap.

    Lengths in points, `top` from the page's upper edge; `lead` is the width of its first word.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    bold: bool = False
    red: bool = False
    lead: float = 0.0
    parts: int = 1

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page that can be read as lines, and how many cannot."""

    upright: tuple[Char, ...]
    rotated: int
    unmapped: int


def sort_out(chars: Iterable[Char]) -> Characters:
    """Parts characters that stand upright and have a meaning from the others; one printed twice counts once."""
    upright: list[Char] = []
    rotated = unmapped = 0
    seen: set[tuple[str, int, int]] = set()
    chars = list(chars)
    for at, char in enumerate(chars):
        text = char["text"]
        if is_symbol_font(str(char.get("fontname", ""))) and len(text) == 1 and "\uf000" <= text <= "\uf0ff":
            text = from_symbol_font(text)
            char = {**char, "text": text}
        if _CID.fullmatch(text) or text == UNREAD or "\ue000" <= text <= "\uf8ff":
            unmapped += 1
            if _at_figure(chars, at):
                upright.append({**char, "text": UNREAD})  # 1?2万亿元 must not be read as 12
        elif _is_rotated(char):
            rotated += bool(text.strip())
        elif text and (text.isspace() or char["x1"] > char["x0"]):
            place = (text, round(char["x0"]), round(char["top"]))
            if place not in seen:  # bold made by printing twice, a hair apart
                seen.update((text, place[1] + dx, place[2] + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
                upright.append(char)
    return Characters(tuple(upright), rotated, unmapped)


def _at_figure(chars: Sequence[Char], at: int) -> bool:
    """Whether a character that cannot be read stands in a figure or touches one: it may be a digit of it."""
    char = chars[at]
    before = chars[at - 1] if at and abs(chars[at - 1]["top"] - char["top"]) < 1 else None
    after = chars[at + 1] if at + 1 < len(chars) and abs(chars[at + 1]["top"] - char["top"]) < 1 else None
    if before is None:  # a bullet at the head of its line
        return False
    return any(near is not None and (near["text"].isdecimal() or near["text"] in "%％") for near in (before, after))


def _is_rotated(char: Char) -> bool:
    a, b, c, d = (float(x) for x in char.get("matrix", (1, 0, 0, 1))[:4])
    return max(abs(b), abs(c)) > 0.2 * max(abs(a), abs(d)) or not char.get("upright", True)


def parts_of(chars: Sequence[Char], page: int) -> list[PageLine]:
    """The lines from top to bottom, each in parts where wide gaps part it; sizes may differ in a line (m², PM2.5)."""
    rows: list[list[Char]] = []
    bands: list[tuple[float, float]] = []
    for char in sorted((c for c in chars if not c["text"].isspace()), key=lambda c: (c["top"] + c["bottom"]) / 2):
        for k in range(len(rows) - 1, max(len(rows) - 5, -1), -1):
            top, bottom = bands[k]
            if _on_row(char, top, bottom, rows[k][0]["size"]):
                rows[k].append(char)
                if char["size"] >= rows[k][0]["size"] - 0.5:
                    bands[k] = (min(top, char["top"]), max(bottom, char["bottom"]))
                break
        else:
            rows.append([char])
            bands.append((char["top"], char["bottom"]))
    spaces = [c for c in chars if c["text"].isspace()]
    lines = [_line(part, spaces, page) for row in rows for part in _parts(row)]
    return sorted(lines, key=lambda line: ((line.top + line.bottom) / 2, line.x0))


def _on_row(char: Char, top: float, bottom: float, size: float) -> bool:
    """Whether a character stands on the row: level with it if of its size, well within it if smaller or larger."""
    height = char["bottom"] - char["top"]
    if 0.75 * size <= char["size"] <= size / 0.75:
        return bool(abs((char["top"] + char["bottom"]) / 2 - (top + bottom) / 2) < 0.35 * max(height, bottom - top))
    return bool(min(bottom, char["bottom"]) - max(top, char["top"]) > 0.5 * min(bottom - top, height))


def lines_of(chars: Sequence[Char], page: int) -> list[PageLine]:
    """The lines, from top to bottom."""
    return rows_of(parts_of(chars, page))


def rows_of(parts: Iterable[PageLine]) -> list[PageLine]:
    """Parts that stand on one line as one PageLine, a space between them."""
    rows: list[PageLine] = []
    for part in parts:
        if rows and _same_row(rows[-1], part):
            left, right = sorted((rows[-1], part), key=lambda line: line.x0)
            wider = left if len(left.text) >= len(right.text) else right
            rows[-1] = replace(
                wider,
                text=f"{left.text} {right.text}",
                x0=left.x0,
                x1=max(left.x1, right.x1),
                top=min(left.top, right.top),
                bottom=max(left.bottom, right.bottom),
                lead=left.lead,
                parts=left.parts + right.parts,
            )
        else:
            rows.append(part)
    return rows


def _same_row(a: PageLine, b: PageLine) -> bool:
    height = max(a.bottom - a.top, b.bottom - b.top)
    level = abs((a.top + a.bottom) / 2 - (b.top + b.bottom) / 2) < 0.35 * height
    return a.page == b.page and level and (a.x1 <= b.x0 or b.x1 <= a.x0)


def _parts(row: list[Char]) -> list[list[Char]]:
    row.sort(key=lambda c: c["x0"])
    gaps = sorted(b["x0"] - a["x1"] for a, b in pairwise(row))
    usual = max(gaps[len(gaps) // 2], 0.0) if gaps else 0.0
    parts = [[row[0]]]
    for before, char in pairwise(row):
        if char["x0"] - before["x1"] - usual > _PART * max(before["size"], char["size"]) and len(row) > 2:
            parts.append([])
        parts[-1].append(char)
    return parts


def _line(row: Sequence[Char], spaces: Sequence[Char], page: int) -> PageLine:
    sizes = Counter(round(c["size"], 1) for c in row)
    size = max(sizes, key=lambda s: (sizes[s], s))
    top, bottom = min(c["top"] for c in row), max(c["bottom"] for c in row)
    blanks = [(c["x0"] + c["x1"]) / 2 for c in spaces if top - 1 <= (c["top"] + c["bottom"]) / 2 <= bottom + 1]
    gaps = sorted(b["x0"] - a["x1"] for a, b in pairwise(row))
    spacing = max(gaps[len(gaps) // 2], 0.0) if len(gaps) > 1 else 0.0  # of letter-spaced lines
    base = max((c["bottom"] for c in row if c["size"] >= size - 0.5), default=bottom)
    text = [_told(row[0], size, base)]
    for before, char in pairwise(row):
        if _is_space(before, char, blanks, spacing):
            text.append(" ")
        text.append(_told(char, size, base))
    bold = sum(1 for c in row if _is_bold(c)) * 2 > len(row)
    red = sum(1 for c in row if _is_red(c.get("non_stroking_color"))) * 2 > len(row)
    return PageLine(
        clean(as_printed("".join(text).replace(CLOSES + OPENS, "").replace("\xad", "-"))),
        row[0]["x0"],
        row[-1]["x1"],
        top,
        bottom,
        size,
        page,
        bold,
        red,
        _lead(row),
    )


def _told(char: Char, size: float, base: float) -> str:
    """A character of a line of that size; one that is small and stands above the line between the marks for it."""
    small = char["size"] <= _SMALL * size
    return raised(char["text"]) if small and base - char["bottom"] > _LIFTED * size else str(char["text"])


def _is_space(before: Char, after: Char, blanks: Sequence[float], spacing: float) -> bool:
    gap = after["x0"] - before["x1"] - spacing
    em = min(before["size"], after["size"])
    han = bool(_HAN.match(before["text"])) + bool(_HAN.match(after["text"]))
    typed = any(before["x1"] - 1 <= blank <= after["x0"] + 1 for blank in blanks)
    if han == 2:
        return bool(gap > (_TYPED_GAP if typed else _GAP) * em)
    return bool(gap > (_GAP if han else _LATIN_GAP) * em or (typed and gap > 0.05 * em))


def _lead(row: Sequence[Char]) -> float:
    """The width of the word a line begins with: it could not be broken, and may be why the line before ends early."""
    end = row[0]["x1"]
    for before, char in pairwise(row):
        word = _LATIN.match(before["text"]) and _LATIN.match(char["text"])
        if not word and char["text"] not in _CLOSING and before["text"] not in _OPENING:
            break
        end = char["x1"]
    return float(end - row[0]["x0"])


def _is_bold(char: Char) -> bool:
    name = str(char.get("fontname", "")).lower()
    return any(word in name for word in _BOLD)


def _is_red(colour: Any) -> bool:
    """Whether a colour is the red of an office's letterhead: (1, 0, 0) → True."""
    if not isinstance(colour, (tuple, list)) or not all(isinstance(value, (int, float)) for value in colour):
        return False
    if len(colour) == 3:
        return bool(colour[0] > 0.6 and max(colour[1:]) < 0.35)
    if len(colour) == 4:
        return bool(colour[0] < 0.3 and colour[1] > 0.6 and colour[2] > 0.5 and colour[3] < 0.4)
    return False
