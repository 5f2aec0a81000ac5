"""Pieces in any order → pieces that are a sentence of the grammar: what cannot be read is left out or made a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.models import Span
from kb.query.pieces import Piece, hint
from kb.query.tree import word
from kb.results import Hint

MOST_TERMS = 64
"""Words, phrases and fields of a query that are looked at."""
DEEPEST = 12
"""Brackets within brackets that are followed."""


class Repairs:
    """The pieces of `text` that are left (`pieces`), slips in them (`hints`), and what is too much (`limits`)."""

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self.text = text
        self.pieces = list(pieces)
        self.hints: list[Hint] = []
        self.limits: list[Hint] = []
        self._brackets()
        self._operators()
        self._bounded()

    def _say(self, span: Span, message: str) -> None:
        self.hints.append(hint(self.text, span, message))

    def _brackets(self) -> None:
        """Leave brackets that match, hold something and do not lie too deep."""
        open_at: list[int] = []
        dropped: set[int] = set()
        held = [0]
        deep = False
        for place, piece in enumerate(self.pieces):
            if piece.kind == "open":
                open_at.append(place)
                held.append(0)
            elif piece.kind == "close" and open_at:
                start, inside, depth = open_at.pop(), held.pop(), len(open_at)
                if not inside:
                    self._say((self.pieces[start].span[0], piece.span[1]), "括号里没有内容，已略过")
                if depth >= DEEPEST and inside and not deep:
                    deep = True
                    said = f"括号套得太深（最多 {DEEPEST} 层），里层的括号已略过"
                    self.limits.append(hint(self.text, self.pieces[start].span, said))
                if depth >= DEEPEST or not inside:
                    dropped |= {start, place}
                held[-1] += inside
            elif piece.kind == "close":
                dropped.add(place)
                self._say(piece.span, "括号没有配对，已略过")
            else:
                held[-1] += 1
        for place in open_at:
            dropped.add(place)
            self._say(self.pieces[place].span, "括号没有配对，已略过")
        self.pieces = [piece for place, piece in enumerate(self.pieces) if place not in dropped]

    def _operators(self) -> None:
        """Operators that have nothing to join or deny are words; doubled denials deny nothing."""
        left: list[Piece] = []  # From the end to the beginning.
        for place in range(len(self.pieces) - 1, -1, -1):
            piece = self.pieces[place]
            follows = left[-1] if left else None
            begins = follows is not None and follows.kind in ("term", "open", "not")
            before = self.pieces[place - 1] if place else None
            ended = before is not None and before.kind in ("term", "close")
            if piece.kind == "not" and follows is not None and follows.kind == "not":
                left.pop()
            elif (piece.kind == "not" and not begins) or (piece.kind in ("or", "and") and not (begins and ended)):
                self._say(piece.span, "运算符的前后缺少检索词，按普通词检索")
                left.append(replace(piece, kind="term", node=word(self.text[slice(*piece.span)], piece.span)))
            elif piece.kind != "and":
                left.append(piece)
        self.pieces = left[::-1]

    def _bounded(self) -> None:
        """Not more terms than can be answered in time; what belonged to those that are left out goes with them."""
        places = [place for place, piece in enumerate(self.pieces) if piece.kind == "term"]
        if len(places) <= MOST_TERMS:
            return
        dropped = self.pieces[places[MOST_TERMS]]
        self.limits.append(hint(self.text, dropped.span, f"检索词过多，从这里起不再使用（最多 {MOST_TERMS} 个）"))
        kept = self.pieces[: places[MOST_TERMS]]
        while kept[-1].kind not in ("term", "close"):
            kept.pop()
        open_at: list[int] = []
        for place, piece in enumerate(kept):
            if piece.kind == "open":
                open_at.append(place)
            elif piece.kind == "close":
                open_at.pop()
        self.pieces = [piece for place, piece in enumerate(kept) if place not in open_at]
