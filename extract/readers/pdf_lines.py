"""Characters of a PDF page to lines of text, each with its place and look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Char = dict[str, Any]
"""A character as pdfplumber gives it: text, x0, x1, top, bottom, size, fontname, …"""

_GAP = 0.6  # em: a gap between two characters that a reader sees as a space
_LATIN_GAP = 0.22
_CID = re.compile(r"\(cid:\d+\)")
_LATIN = re.compile(r"[A-Za-z0-9.,%％&+/\-]")
_OPENING, _CLOSING = "（《“‘【〔([", "，。、；：！？）》”’】〕％%,.;:!?)]"  # may not end, may not begin a line
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text. Lengths in points, `top` from the page's upper edge; `lead` is the width of its first word."""

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

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page that can be read as lines, and how many cannot."""

    upright: tuple[Char, ...]
    rotated: int
    unmapped: int


def sort_out(chars: Iterable[Char]) -> Characters:
    """Parts characters that stand upright and have a meaning from the others; a character printed twice counts once."""
    upright: list[Char] = []
    rotated = unmapped = 0
    seen: set[tuple[str, int, int]] = set()
    for char in chars:
        text = char["text"]
        if _CID.fullmatch(text) or text == "\ufffd" or "\ue000" <= text <= "\uf8ff":
            unmapped += 1
        elif not char.get("upright", True):
            rotated += bool(text.strip())
        elif text and (text.isspace() or char["x1"] > char["x0"]):
            place = (text, round(char["x0"]), round(char["top"]))
            if place not in seen:  # bold made by printing twice, a hair apart
                seen.update((text, place[1] + dx, place[2] + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
                upright.append(char)
    return Characters(tuple(upright), rotated, unmapped)


def lines_of(chars: Sequence[Char], page: int) -> list[Line]:
    """The lines, from top to bottom; characters of one line may differ in size (m², PM2.5)."""
    rows: list[list[Char]] = []
    bands: list[tuple[float, float]] = []
    for char in sorted((c for c in chars if not c["text"].isspace()), key=lambda c: (c["top"] + c["bottom"]) / 2):
        for k in range(len(rows) - 1, max(len(rows) - 5, -1), -1):
            top, bottom = bands[k]
            overlap = min(bottom, char["bottom"]) - max(top, char["top"])
            if overlap > 0.5 * min(bottom - top, char["bottom"] - char["top"]):
                rows[k].append(char)
                if char["size"] >= rows[k][0]["size"] - 0.5:
                    bands[k] = (min(top, char["top"]), max(bottom, char["bottom"]))
                break
        else:
            rows.append([char])
            bands.append((char["top"], char["bottom"]))
    spaces = sorted((c for c in chars if c["text"].isspace()), key=lambda c: c["top"])
    lines = [_line(row, spaces, page) for row in rows]
    return sorted(lines, key=lambda line: (line.top + line.bottom) / 2)


def _line(row: list[Char], spaces: Sequence[Char], page: int) -> Line:
    row = sorted(row, key=lambda c: c["x0"])
    sizes = Counter(round(c["size"], 1) for c in row)
    size = max(sizes, key=lambda s: (sizes[s], s))
    top, bottom = min(c["top"] for c in row), max(c["bottom"] for c in row)
    blanks = [(c["x0"] + c["x1"]) / 2 for c in spaces if top - 1 <= (c["top"] + c["bottom"]) / 2 <= bottom + 1]
    blanks.sort()
    parts = [row[0]["text"]]
    for before, char in pairwise(row):
        if _is_space(before, char, blanks):
            parts.append(" ")
        parts.append(char["text"])
    bold = sum(1 for c in row if _is_bold(c)) * 2 > len(row)
    red = sum(1 for c in row if _is_red(c)) * 2 > len(row)
    return Line("".join(parts), row[0]["x0"], row[-1]["x1"], top, bottom, size, page, bold, red, _lead(row))


def _is_space(before: Char, after: Char, blanks: Sequence[float]) -> bool:
    gap = after["x0"] - before["x1"]
    em = min(before["size"], after["size"])
    han = bool(_HAN.match(before["text"])) + bool(_HAN.match(after["text"]))
    typed = any(before["x1"] - 1 <= blank <= after["x0"] + 1 for blank in blanks)
    if han == 2:
        return gap > _GAP * em or (typed and gap > 0.35 * em)
    return gap > (_GAP if han else _LATIN_GAP) * em or (typed and gap > 0.05 * em)


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
    return any(word in name for word in ("bold", "heiti", "simhei", "黑体", "fzht", "fzxbs"))


def _is_red(char: Char) -> bool:
    colour = char.get("non_stroking_color")
    if not isinstance(colour, (tuple, list)):
        return False
    if len(colour) == 3:
        red, green, blue = colour
        return bool(red > 0.6 and green < 0.35 and blue < 0.35)
    if len(colour) == 4:
        cyan, magenta, yellow, black = colour
        return bool(magenta > 0.6 and yellow > 0.5 and cyan < 0.3 and black < 0.4)
    return False
