"""The ruling lines of a PDF page that a reader sees, joined and grouped by what they draw together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_THIN = 3.5  # points: a rectangle as narrow as this is a rule
_SNAP = 4.0  # rules nearer than this are one
_SHORTEST = 4.0
_WHITE = 0.93
_PAGE = 0.7  # ground that covers this share of the page is no frame
_MOST = 4000  # rules on a page: beyond, it is a drawing


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: a level one lies at height `at` from x = `start` to `end`, an upright one likewise turned."""

    level: bool
    at: float
    start: float
    end: float


def drawings_of(page: Any) -> list[list[Rule]]:
    """The visible rules of a page, in groups that touch each other."""
    rules = list(_visible(page))
    if len(rules) > _MOST:
        return []
    return _groups(_joined(rules))


def grounds_of(page: Any) -> list[Rule]:
    """The upper and lower edges of filled rectangles, from the top, two each; white ground among them."""
    filled = sorted(
        (r for r in page.rects if r.get("fill") and r["bottom"] - r["top"] > _THIN),
        key=lambda r: (r["top"], r["bottom"]),
    )
    if len(filled) > _MOST // 4 or all(_is_white(r.get("non_stroking_color"), 0.995) for r in filled):
        return []
    return [Rule(True, float(r[side]), float(r["x0"]), float(r["x1"])) for r in filled for side in ("top", "bottom")]


def _visible(page: Any) -> Iterator[Rule]:
    """Rules, and the outlines of frames and of coloured ground; not white ground, which pages are often built of."""
    area = float(page.width) * float(page.height)
    coloured = [r for r in page.rects if r.get("fill") and not _is_white(r.get("non_stroking_color"), 0.98)]
    for line in page.lines:
        white = _is_white(line.get("stroking_color"))
        if line.get("stroke", True) and (not white or any(_lies_on(line, ground) for ground in coloured)):
            yield from _of_line(line)
    for rect in page.rects:
        stroked = bool(rect.get("stroke")) and not _is_white(rect.get("stroking_color"))
        filled = bool(rect.get("fill")) and not _is_white(rect.get("non_stroking_color"))
        if stroked or filled:
            yield from _of_rect(rect, _PAGE * area if not stroked else float("inf"))
    for curve in page.curves:  # a frame with round corners
        if curve.get("stroke") and not _is_white(curve.get("stroking_color")) and len(curve.get("pts", ())) >= 4:
            yield from _of_rect(curve, float("inf"), least=20.0)


def _of_line(line: Any) -> Iterator[Rule]:
    width, height = line["x1"] - line["x0"], line["bottom"] - line["top"]
    if height <= 1 and width >= _SHORTEST:
        yield Rule(True, line["top"], line["x0"], line["x1"])
    elif width <= 1 and height >= _SHORTEST:
        yield Rule(False, line["x0"], line["top"], line["bottom"])


def _of_rect(rect: Any, largest: float, *, least: float = 0.0) -> Iterator[Rule]:
    x0, x1, top, bottom = (float(rect[key]) for key in ("x0", "x1", "top", "bottom"))
    width, height = x1 - x0, bottom - top
    if min(width, height) < least:
        return
    if height <= _THIN and width > height:
        if width >= _SHORTEST:
            yield Rule(True, (top + bottom) / 2, x0, x1)
    elif width <= _THIN:
        if height >= _SHORTEST:
            yield Rule(False, (x0 + x1) / 2, top, bottom)
    elif width * height <= largest:
        yield Rule(True, top, x0, x1)
        yield Rule(True, bottom, x0, x1)
        yield Rule(False, x0, top, bottom)
        yield Rule(False, x1, top, bottom)


def _lies_on(line: Any, ground: Any) -> bool:
    """Whether a rule lies on a ground, or along its edge: white rules part the cells of a coloured table."""
    return bool(
        ground["x0"] - 1 <= line["x0"]
        and line["x1"] <= ground["x1"] + 1
        and ground["top"] - 1 <= line["top"]
        and line["bottom"] <= ground["bottom"] + 1
        and min(ground["x1"] - ground["x0"], ground["bottom"] - ground["top"]) > 4 * _THIN
    )


def _is_white(colour: Any, white: float = _WHITE) -> bool:
    """Whether ink of this colour cannot be seen: (1, 1, 1), 1 and (0, 0, 0, 0) → True."""
    values = list(colour) if isinstance(colour, (tuple, list)) else [colour]
    if not values or not all(isinstance(value, (int, float)) for value in values):
        return False
    if len(values) == 4:
        return all(value <= 1 - white for value in values)
    return all(value >= white for value in values)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap as one; positions a hair apart made the same."""
    result = []
    for level in (True, False):
        lines: list[list[Rule]] = []
        for rule in sorted((r for r in rules if r.level == level), key=lambda r: r.at):
            if lines and rule.at - lines[-1][0].at <= _SNAP:
                lines[-1].append(rule)
            else:
                lines.append([rule])
        for line in lines:
            at = sum(r.at * (r.end - r.start) for r in line) / max(sum(r.end - r.start for r in line), 1.0)
            parts: list[Rule] = []
            for rule in sorted(line, key=lambda r: r.start):
                if parts and rule.start <= parts[-1].end + _SNAP:
                    parts[-1] = Rule(level, at, parts[-1].start, max(parts[-1].end, rule.end))
                else:
                    parts.append(Rule(level, at, rule.start, rule.end))
            result.extend(parts)
    return result


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that meet, directly or through others."""
    parent = list(range(len(rules)))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    level = [k for k, rule in enumerate(rules) if rule.level]
    upright = [k for k, rule in enumerate(rules) if not rule.level]
    for k in level:
        for n in upright:
            if _meet(rules[k], rules[n]):
                parent[root(k)] = root(n)
    groups: dict[int, list[Rule]] = {}
    for k, rule in enumerate(rules):
        groups.setdefault(root(k), []).append(rule)
    return list(groups.values())


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _SNAP <= upright.at <= level.end + _SNAP
        and upright.start - _SNAP <= level.at <= upright.end + _SNAP
    )
