"""Characters of a PDF page that no reader of it takes for text: cut off, without ink, watermarks, comments beside the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from extract.readers.pdf.page_lines import Char

_FAINT = 0.75  # brightness of ink from which on text on paper is a watermark, or not to be seen at all
_DARK = 0.7  # brightness up to which a ground lets such ink be seen
_SCAN = 0.6  # share of the page that a scanned image covers: what stands on it is the text read from it
_LARGE = 1.8  # times the size of the text
_OFTEN = 3  # times that a text stands on a page
_FEW = 0.3  # share of what a page says that a watermark has at most
_MIDDLE = (0.3, 0.72)  # where in the height of a character a line strikes it out
_THIN = 2.0  # points
_COMMENT = re.compile(r"批注\s*[\[［]|Comment(?:ed)?\s*\[")
_CHANGE = re.compile(
    r"删除的?内容\s*[:：]|删除了?\s*[:：]|(?:设置|带)了?格式的?\s*[\[:：（(]|(?:Deleted|Formatted)\s*[\[:]"
)
_BESIDE = 0.55  # share of the page's width, right of which comments stand


def printed_chars(page: Any) -> list[Char]:
    """The characters of a page that are printed in ink on it, in the order of the file.

    Left out: what lies outside the crop box, white and faint ink on paper, large or repeated text that lies under or over
    the text, comments beside it, and text that is struck through.
    """
    x0, top, x1, bottom = (float(edge) for edge in page.cropbox)
    whole = page.cropbox == page.mediabox or page.rotation
    chars = [
        char
        for char in page.chars
        if whole or (x0 - 1 <= (char["x0"] + char["x1"]) / 2 <= x1 + 1 and top - 1 <= _height(char) <= bottom + 1)
    ]
    if not chars or _is_scan(page):
        return chars
    grounds = [rect for rect in (*page.rects, *page.curves) if rect.get("fill") and _brightness(rect) < _DARK]
    grounds += page.images
    chars = [char for char in chars if _brightness(char) < _FAINT or any(_lies_on(char, ground) for ground in grounds)]
    chars = _without_watermarks(chars)
    chars = _without_bubbles(chars, float(page.width))
    return _without_struck(chars, page)


def _is_scan(page: Any) -> bool:
    area = sum(max(i["x1"] - i["x0"], 0) * max(i["bottom"] - i["top"], 0) for i in page.images)
    return bool(area > _SCAN * float(page.width) * float(page.height))


def _height(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _brightness(thing: Any) -> float:
    """How bright a thing's ink is, 0 (black) to 1 (white); 0 where its colour is not told."""
    colour = thing.get("non_stroking_color")
    given = list(colour) if isinstance(colour, (tuple, list)) else [colour]
    if not given or not all(isinstance(value, (int, float)) for value in given):
        return 0.0
    values = [float(value) for value in given]
    if len(values) == 4:
        return (1 - values[3]) * (1 - (0.3 * values[0] + 0.59 * values[1] + 0.11 * values[2]))
    if len(values) == 3:
        return 0.3 * values[0] + 0.59 * values[1] + 0.11 * values[2]
    return values[0]


def _lies_on(char: Char, ground: Any) -> bool:
    x = (char["x0"] + char["x1"]) / 2
    return bool(ground["x0"] <= x <= ground["x1"] and ground["top"] <= _height(char) <= ground["bottom"])


def _runs(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters that follow each other on one line in one look."""
    runs: list[list[Char]] = []
    for char in chars:
        if runs and _look(runs[-1][-1]) == _look(char) and abs(runs[-1][-1]["top"] - char["top"]) < 1:
            runs[-1].append(char)
        else:
            runs.append([char])
    return runs


def _look(char: Char) -> tuple[int, str]:
    return round(char["size"]), str(char.get("non_stroking_color"))


def _without_watermarks(chars: list[Char]) -> list[Char]:
    """The characters without those of large or repeated text that lies under or over text of another look."""
    told: dict[tuple[int, str], set[str]] = {}  # by look what is said in it, however often
    for run in _runs(chars):
        told.setdefault(_look(run[0]), set()).update(_units(run))
    looks = {look: sum(map(len, texts)) for look, texts in told.items()}
    body = max(looks, key=lambda look: looks[look])
    rare = {look for look, length in looks.items() if look != body and length <= _FEW * sum(looks.values())}
    if not rare:
        return chars
    runs = [run for run in _runs(chars) if _look(run[0]) in rare]
    times: Counter[str] = Counter()
    for run in runs:
        times.update(_units(run))
    text = [char for char in chars if _look(char) == body and not char["text"].isspace()]
    crossing: dict[tuple[int, str], int] = Counter()
    suspects: list[list[Char]] = []
    for run in runs:
        large = run[0]["size"] >= _LARGE * body[0]
        often = max((times[unit] for unit in _units(run)), default=0) >= _OFTEN
        if (large or often) and len("".join(char["text"] for char in run).strip()) > 1:
            suspects.append(run)
            crossing[_look(run[0])] += _is_crossed(run, text)
    dropped = {id(char) for run in suspects if crossing[_look(run[0])] for char in run}
    return [char for char in chars if id(char) not in dropped] if dropped else chars


def _units(run: Sequence[Char]) -> list[str]:
    """The text of a run, and its parts where wide gaps part it: a watermark is often repeated along a line."""
    parts = [run[0]["text"]]
    for before, char in pairwise(run):
        if char["x0"] - before["x1"] > 2 * char["size"] or char["x0"] < before["x0"]:
            parts.append("")
        parts[-1] += char["text"]
    return [part.strip() for part in parts if len(part.strip()) > 1 and not part.strip().isdigit()]


def _is_crossed(run: Sequence[Char], text: Sequence[Char]) -> bool:
    """Whether characters of the text have their middle in those of a run that is not on their line."""
    top, bottom = min(char["top"] for char in run), max(char["bottom"] for char in run)
    near = [char for char in text if top <= _height(char) <= bottom]
    return any(_lies_on(char, own) for own in run for char in near if not own["text"].isspace())


def _without_bubbles(chars: list[Char], width: float) -> list[Char]:
    """The characters without the column of comments and deletions that a word processor prints beside the text."""
    edge = width
    usual = Counter(round(char["size"]) for char in chars).most_common(1)
    for run in _runs(char for char in chars if char["x0"] > _BESIDE * width):
        text = "".join(char["text"] for char in run).lstrip()
        if _COMMENT.match(text) or (_CHANGE.match(text) and run[0]["size"] < usual[0][0] - 0.5):
            edge = min(edge, float(run[0]["x0"]))
    if edge == width:
        return chars
    return [char for run in _runs(chars) if run[0]["x0"] < edge - 2 for char in run]


def _without_struck(chars: list[Char], page: Any) -> list[Char]:
    """The characters without those that a line of just their length strikes through."""
    lines = [
        line for line in (*page.lines, *page.rects) if line["bottom"] - line["top"] <= _THIN < line["x1"] - line["x0"]
    ]
    dropped: set[int] = set()
    for line in lines:
        at = (line["top"] + line["bottom"]) / 2
        near = [char for char in chars if char["top"] < at < char["bottom"] and not char["text"].isspace()]
        row = [char for char in near if _MIDDLE[0] < (at - char["top"]) / (char["bottom"] - char["top"]) < _MIDDLE[1]]
        under = [char for char in row if line["x0"] - 1 <= (char["x0"] + char["x1"]) / 2 <= line["x1"] + 1]
        if not under:
            continue
        first, last = min(char["x0"] for char in under), max(char["x1"] for char in under)
        slack = 0.35 * under[0]["size"]
        if abs(first - line["x0"]) <= slack and abs(last - line["x1"]) <= slack:
            dropped.update(id(char) for char in under)
    return [char for char in chars if id(char) not in dropped] if dropped else chars
