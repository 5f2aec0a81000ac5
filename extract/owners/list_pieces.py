"""Cuts a list of units at its separators, and puts together the names that hold a 、 of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.models import Span
from extract.owners.list_names import trim
from extract.owners.owner_words import looks_like_unit, verb_ending
from extract.text.sentences import bracket_end

_OPENERS = "（〔［【｛〈"
_SPLIT = re.compile(
    rf"(?P<open>[{_OPENERS}“])|[、，；。：\n\t|/丶\\]|(?<![\d.年])\d{{1,2}}[.．、](?=[一-鿿*☆★▲])|[①-⑳]"
)
_AREA = r"(?:省直管)?(?:县级市|直辖市|计划单列市|自治[县州旗区]|街道|苏木|[省市县区州盟旗乡镇村地])+"
_BRACKETED = r"(?:[（〔［〈][^（）〔〕［］〈〉]{1,20}[）〕］〉])?"
_EVERY_AREA = re.compile(
    rf"(?:.{{2,30}}(?:和|及|与))?(?:全[市省县区州])?各(?:级|有关|相关)?{_AREA}(?:行政公署|行署)?{_BRACKETED}(?:、{_AREA}{_BRACKETED})*$"
)
_MORE_AREA = re.compile(rf"{_AREA}{_BRACKETED}(?:人民政府|政府|党委|管委会|办事处)*{_BRACKETED}(?=$|等|和|及)")
_LONGEST_QUOTE = 18
_PARTY = re.compile(r"(?:.*党委|(?P<level>[市省县区州])委)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two separators, and the separator behind it ("" at the end)."""

    span: Span
    separator: str


def pieces(folded: str, start: int, end: int) -> Iterator[Piece]:
    """The pieces of folded[start:end] outside inner brackets; numbers of a list are separators.

    "1.省科技厅，各市（地）、县（市、区）政府" → 省科技厅 | 各市（地）、县（市、区）政府
    """
    return _put_together(folded, _cut(folded, start, end))


def _cut(folded: str, start: int, end: int) -> Iterator[Piece]:
    """The text between separators that stand outside inner brackets."""
    begin = position = start
    for match in _SPLIT.finditer(folded, start, end):
        if match.start() < position:
            continue
        position = match.end()
        if match.group("open"):
            closed = bracket_end(folded, match.start(), end)
            if match.group() == "“" and (closed is None or closed - match.start() > _LONGEST_QUOTE):
                continue  # what is quoted at length is no part of a name
            if closed is None or match.group() == "“" or not folded[match.end() : closed - 1].isdecimal():
                position = closed or position
                continue
            position = closed  # （1）市科技局（2）市财政局
        yield Piece((begin, match.start()), match.group()[0])
        begin = position
    yield Piece((begin, end), "")


def _put_together(folded: str, cut: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces whose 、 stands inside a name put together: 各市（地）、县（市、区）政府; 市委、市政府督查室."""
    waiting: Piece | None = None
    for piece in cut:
        if waiting is not None and waiting.separator == "、" and _one_name(folded, waiting.span, piece.span):
            piece = Piece((waiting.span[0], piece.span[1]), piece.separator)
        elif waiting is not None:
            yield waiting
        waiting = piece
    if waiting is not None:
        yield waiting


def _one_name(folded: str, left_span: Span, right_span: Span) -> bool:
    if left_span[1] - left_span[0] > 60 or right_span[1] - right_span[0] > 60:
        return False
    left, right = folded[slice(*trim(folded, left_span))], folded[slice(*trim(folded, right_span))]
    if _EVERY_AREA.match(left):
        stem = right[: ending[1]] if (ending := verb_ending(right, 0, len(right))) else right
        return _MORE_AREA.match(stem) is not None
    party = _PARTY.match(left)
    if party is None:
        return False
    level = party.group("level")
    if level is None:
        return right in ("政府", "人民政府")
    return right.startswith(f"{level}政府") and len(right) > 3 and looks_like_unit(right)
