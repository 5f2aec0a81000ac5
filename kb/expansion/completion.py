"""What of a query is still being typed, and which names could stand there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kb.expansion.name_index import NameKind
from kb.expansion.query_expansion import UNIT_FIELDS
from kb.query import Field
from kb.query.pieces import CLOSING, OPENING, QUOTES, Pieces
from kb.query.tree import And, Node, Not, Or

_EVERY: frozenset[NameKind] = frozenset(("unit", "indicator", "word"))
_OF_FIELD: dict[str, frozenset[NameKind]] = {
    **dict.fromkeys(UNIT_FIELDS, frozenset[NameKind](("unit",))),
    "indicator": frozenset(("indicator",)),
    "section": frozenset(("word",)),
}


@dataclass(frozen=True, slots=True)
class Completion:
    """The piece that is being typed, the kinds of names that it may become, and the query around it."""

    word: str
    kinds: Collection[NameKind]
    before: str
    after: str
    bare: bool = True
    """Whether it is a word, not the value of a field."""

    @property
    def rest(self) -> str | None:
        """The query without the piece, where it is a word that stands by itself."""
        alone = self.bare and not self.after and (not self.before or self.before[-1].isspace())
        return self.before.strip() if alone else None

    def query(self, name: str) -> str:
        """The query with a name in the place of the piece."""
        return f"{self.before}{name}{self.after}"


def completion(typed: str) -> Completion | None:
    """The last piece of what was typed; None where no name can stand there.

    "研发 kjj" → kjj, any name   "-牵头:(财政局 或 科" → 科, a unit   "年份:20" → None   "“高新" → 高新, its quote closed
    """
    quote = _closing_quote(typed)
    unclosed = sum((char in OPENING) - (char in CLOSING) for char in typed)
    node = _last(typed + quote + ")" * unclosed, at=len(typed) + len(quote))
    if node is None or isinstance(node, (And, Or, Not)):
        return None
    word = node.value if isinstance(node, Field) else node.text
    kinds = _OF_FIELD.get(node.name, frozenset()) if isinstance(node, Field) else _EVERY
    if not kinds or not typed.endswith(word):
        return None
    return Completion(word, kinds, typed.removesuffix(word), quote, bare=not isinstance(node, Field))


def _closing_quote(typed: str) -> str:
    quotes = [char for char in typed if char in QUOTES]
    if len(quotes) % 2 == 0:
        return ""
    return "”" if quotes[-1] == "“" else quotes[-1]


def _last(text: str, *, at: int) -> Node | None:
    """The term that ends there, unless a slip was found in it."""
    pieces = Pieces(text)
    if any(hint.slip and hint.span[1] >= at for hint in pieces.hints):
        return None
    ending = (piece.node for piece in reversed(pieces.pieces) if piece.node is not None and piece.span[1] == at)
    return next(ending, None)
