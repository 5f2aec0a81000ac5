"""What a person types → a tree; slips become words and hints, never errors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from lark import Lark, Token, Transformer
from lark.lexer import Lexer

from kb.query.pieces import Piece, Pieces
from kb.query.repairs import Repairs
from kb.query.tree import And, Node, Not, Or, Query, join_nodes
from kb.results import Hint

LONGEST = 2000
"""Characters of a query that are looked at."""

MOST_HINTS = 10
"""Slips that are told: one who made more knows by then."""

_TERMINALS = {"term": "TERM", "or": "_OR", "not": "_NOT", "open": "_OPEN", "close": "_CLOSE"}


class _PieceLexer(Lexer):
    """Hands the pieces to the grammar: they were cut before."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, pieces: Any) -> Iterator[Token]:  # type: ignore[override]
        """The pieces as the grammar's terminals."""
        for piece in pieces:
            yield Token(_TERMINALS[piece.kind], piece)


class _TreeBuilder(Transformer[Token, Node]):
    """The grammar's rules → nodes, while it is parsed: nothing recurs."""

    def term(self, children: list[Any]) -> Node:
        """A term brings its node."""
        node: Node = children[0].value.node
        return node

    def denied(self, children: list[Node]) -> Node:
        """- or NOT."""
        return Not(children[0], children[0].span)

    def all(self, children: list[Node]) -> Node:
        """Terms beside each other."""
        return join_nodes(And, tuple(children))

    def either(self, children: list[Node]) -> Node:
        """Terms with OR between them."""
        return join_nodes(Or, tuple(children))

    def start(self, children: list[Node]) -> Node:
        """The whole."""
        return children[0]


_GRAMMAR: Lark = Lark.open(
    "grammar.lark", rel_to=__file__, parser="lalr", lexer=_PieceLexer, transformer=_TreeBuilder()
)


def parse(typed: str) -> Query:
    """The query in `typed`; never fails.

    '研发投入 "高新技术企业' → And(研发投入, 高新技术企业) and a hint that points at the quote
    """
    readable = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co") else char for char in typed[:LONGEST]
    )
    pieces = Pieces(readable)
    repairs = Repairs(readable, pieces.pieces)
    hints = sorted(pieces.hints + repairs.hints, key=lambda hint: hint.span)[:MOST_HINTS] + repairs.limits
    if len(typed) > LONGEST:
        hints.append(Hint((LONGEST, len(typed)), f"检索词过长，只用了前 {LONGEST} 个字符"))
    tree = _tree(repairs.pieces)
    if tree is None and readable.strip() and not hints:
        hints.append(Hint((0, len(readable)), "没有可以检索的文字"))
    return Query(readable, tree, tuple(sorted(hints, key=lambda hint: hint.span)))


def _tree(pieces: list[Piece]) -> Node | None:
    if not any(piece.kind == "term" for piece in pieces):
        return None
    tree: Node = _GRAMMAR.parse(pieces)  # type: ignore[assignment]
    return tree
