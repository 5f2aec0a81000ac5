"""A typed query cut into pieces: terms, operators, brackets. Marks that stand where they mean nothing become words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal
from unicodedata import normalize

from extract.models import Span
from kb.folding import fold
from kb.query.fields import NAMES, field, names_said
from kb.query.tree import Node, phrase, prefix, word
from kb.results import Hint

MOST_TERMS = 64
"""Words, phrases and fields of a query that are looked at."""
DEEPEST = 12
"""Brackets within brackets that are followed."""

_QUOTES = '"“”„‟＂'
_OPENING, _CLOSING = "(（﹙", ")）﹚"
_MINUS = "-－−"
_BEFORE_MINUS = _OPENING + _CLOSING + _QUOTES + _MINUS
_OPERATORS = {"OR": "or", "或": "or", "NOT": "not", "非": "not", "AND": "and"}
_FIELD = re.compile(r"([^\W\d_]{1,8})[:：]")
_MARKS = re.compile(r"^[+!＋！]+|[*?~^|\\＊～＾｜]+|&&|^[&/:：=<>]+$")
_CHUNK = re.compile(r"\S+")

Kind = Literal["term", "or", "not", "and", "open", "close"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: what it is, where it stands; a term with its node."""

    kind: Kind
    span: Span
    node: Node | None = None


def hint(text: str, span: Span, message: str, *, slip: bool = True) -> Hint:
    """A hint that points at a character: 第 3 个字符“*”：…"""
    return Hint(span, f"第 {span[0] + 1} 个字符“{text[span[0] : span[1]].strip()[:20]}”：{message}", slip)


class Pieces:
    """The pieces of `text`, which has no unprintable characters, and what is to be said about it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Piece] = []
        self.hints: list[Hint] = []
        self.limits: list[Hint] = []
        self._cut()
        self._bounded()
        self._brackets()
        self._operators()

    def _say(self, span: Span, message: str) -> None:
        self.hints.append(hint(self.text, span, message))

    def _term(self, node: Node) -> None:
        self.found.append(Piece("term", node.span, node))

    # --- cutting ---

    def _cut(self) -> None:
        """Quoted pieces first, then what is between them."""
        quotes = [offset for offset, char in enumerate(self.text) if char in _QUOTES]
        plain = self.text
        if len(quotes) % 2:
            stray = quotes.pop()
            self._say((stray, stray + 1), "引号没有配对，其后的文字按普通词检索")
            plain = plain[:stray] + " " + plain[stray + 1 :]
        start, named = 0, None
        for opening, closing in zip(quotes[::2], quotes[1::2], strict=True):
            named = self._chunks(plain, start, opening, before_quote=True)
            self._quoted(opening, closing, named)
            start = closing + 1
        self._chunks(plain, start, len(plain), before_quote=False)

    def _quoted(self, opening: int, closing: int, named: Span | None) -> None:
        inner, span = self.text[opening + 1 : closing], (opening, closing + 1)
        if not fold(inner):
            self._say(span, "引号里没有文字，已略过")
            return
        if named is not None:
            self._field(named, (named[1] + 1, closing + 1), inner, quoted=True)
            return
        self._term(phrase(inner, span))

    def _chunks(self, plain: str, start: int, end: int, *, before_quote: bool) -> Span | None:
        """The pieces between two quoted ones; the name of a field whose value is the quoted piece that follows."""
        for chunk in _CHUNK.finditer(plain, start, end):
            last = before_quote and chunk.end() == end
            named = self._chunk(plain, *chunk.span(), touching=last)
            if named is not None:
                return named
        return None

    def _chunk(self, plain: str, start: int, end: int, *, touching: bool) -> Span | None:
        """One run without white space; `touching`: a quoted piece follows at once."""
        while start < end:
            char, rest = plain[start], plain[start:end]
            if char in _OPENING:
                self.found.append(Piece("open", (start, start + 1)))
                start += 1
            elif char in _CLOSING:
                self.found.append(Piece("close", (start, start + 1)))
                start += 1
            elif char in _MINUS and (len(rest) > 1 or touching) and self._may_begin(start):
                self.found.append(Piece("not", (start, start + 1)))
                start += 1
            else:
                stop = start + _length(rest)
                name = _FIELD.match(plain, start, stop)
                if name and name.end() == stop == end and touching and name.group(1) in NAMES:
                    return name.span(1)
                self._word((start, stop), name.span(1) if name else None)
                start = stop
        return None

    def _may_begin(self, start: int) -> bool:
        """Whether a minus denies what follows: 研发 -投入, （研发）－投入, not 3-5."""
        return start == 0 or self.text[start - 1].isspace() or self.text[start - 1] in _BEFORE_MINUS

    def _word(self, span: Span, name: Span | None) -> None:
        typed = self.text[slice(*span)]
        if operator := _OPERATORS.get(_wide(typed)):
            self.found.append(Piece(operator, span))  # type: ignore[arg-type]
            return
        if name is not None and self._field(name, (name[1] + 1, span[1]), self.text[name[1] + 1 : span[1]]):
            return
        bare = typed.rstrip("*＊")
        if len(bare) == len(typed) - 1 and fold(_MARKS.sub("", bare)) and bare == _MARKS.sub("", bare):
            self._term(prefix(bare, span))
            return
        for mark in _MARKS.finditer(typed):
            where = (span[0] + mark.start(), span[0] + mark.end())
            self._say(where, "不是运算符，按普通文字检索；要找原样的词句，请加引号")
        plain = _MARKS.sub("", typed)
        plain = plain if fold(plain) else typed
        if fold(plain):
            self._term(word(plain, span))

    def _field(self, name: Span, value: Span, typed: str, *, quoted: bool = False) -> bool:
        """Whether it is a field; a slip in it is said, and it is searched as words."""
        called = self.text[slice(*name)]
        colon = (name[1], name[1] + 1)
        if called not in NAMES:
            self._say(colon, f"没有“{called}”这个字段，按普通词检索；可以用的有：{names_said()}")
        elif not typed.strip():
            self._say(colon, f"“{called}”后面没有内容，按普通词检索")
        else:
            found = field(NAMES[called], typed, (name[0], value[1]), quoted=quoted)
            if not isinstance(found, str):
                self._term(found)
                return True
            self._say((colon[1], value[1]), f"{found}，按普通词检索")
        if quoted:
            self._term(word(called, name))
            self._term(phrase(typed, value))
        return False

    # --- mending ---

    def _bounded(self) -> None:
        """Not more terms than can be answered in time, nor operators without end."""
        places = [place for place, piece in enumerate(self.found) if piece.kind == "term"]
        if len(places) > MOST_TERMS:
            dropped = self.found[places[MOST_TERMS]]
            self.limits.append(hint(self.text, dropped.span, f"检索词过多，从这里起不再使用（最多 {MOST_TERMS} 个）"))
            del self.found[places[MOST_TERMS] :]

    def _brackets(self) -> None:
        """Leave brackets that match, hold something and do not lie too deep."""
        open_at: list[int] = []
        dropped: set[int] = set()
        held = [0]
        deep = False
        for place, piece in enumerate(self.found):
            if piece.kind == "open":
                open_at.append(place)
                held.append(0)
            elif piece.kind == "close" and open_at:
                start, inside, depth = open_at.pop(), held.pop(), len(open_at)
                if not inside:
                    self._say((self.found[start].span[0], piece.span[1]), "括号里没有内容，已略过")
                if depth >= DEEPEST and inside and not deep:
                    deep = True
                    said = f"括号套得太深（最多 {DEEPEST} 层），里层的括号已略过"
                    self.limits.append(hint(self.text, self.found[start].span, said))
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
            self._say(self.found[place].span, "括号没有配对，已略过")
        self.found = [piece for place, piece in enumerate(self.found) if place not in dropped]

    def _operators(self) -> None:
        """Operators that have nothing to join or deny are words; doubled denials deny nothing."""
        mended: list[Piece] = []  # From the end to the beginning.
        for place in range(len(self.found) - 1, -1, -1):
            piece = self.found[place]
            follows = mended[-1] if mended else None
            begins = follows is not None and follows.kind in ("term", "open", "not")
            before = self.found[place - 1] if place else None
            ended = before is not None and before.kind in ("term", "close")
            if piece.kind == "not" and follows is not None and follows.kind == "not":
                mended.pop()
            elif (piece.kind == "not" and not begins) or (piece.kind in ("or", "and") and not (begins and ended)):
                self._say(piece.span, "运算符的前后缺少检索词，按普通词检索")
                mended.append(replace(piece, kind="term", node=word(self.text[slice(*piece.span)], piece.span)))
            elif piece.kind != "and":
                mended.append(piece)
        self.found = self._not_too_many(reversed(mended))

    def _not_too_many(self, pieces: Iterator[Piece]) -> list[Piece]:
        """The pieces up to the most terms: operators that became words count as well."""
        kept: list[Piece] = []
        terms = 0
        for piece in pieces:
            terms += piece.kind == "term"
            if terms <= MOST_TERMS or piece.kind == "close":
                kept.append(piece)
        return kept


def _wide(typed: str) -> str:
    """Operators as they are known: ＯＲ, or → OR."""
    return normalize("NFKC", typed).upper()


def _length(rest: str) -> int:
    """How far a word goes: brackets that open inside it and close in the same run are its own.

    市委组织部（市委人才办）OR → all   研发) → 2
    """
    depth = 0
    for place, char in enumerate(rest):
        if char in _OPENING:
            if not any(closing in rest[place:] for closing in _CLOSING):
                return place
            depth += 1
        elif char in _CLOSING:
            if not depth:
                return place
            depth -= 1
    return len(rest)
