"""A typed query cut into pieces: terms, operators, brackets; what stands where it means nothing becomes a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from extract.models import Span
from kb.query.fields import LISTED, NAMES, all_names, field
from kb.query.tree import Field, FieldName, Node, Word, phrase, prefix, word
from kb.results import Hint
from kb.text.folding import fold

Kind = Literal["term", "or", "not", "and", "open", "close"]

QUOTES = '"“”„‟＂'
OPENING, CLOSING = "(（﹙", ")）﹚"
_MINUS = "-－−–—"
_BEFORE_MINUS = OPENING + CLOSING + QUOTES + _MINUS
_COMMAS = "、，,；;"
_OPERATORS: dict[str, Kind] = {"OR": "or", "或": "or", "NOT": "not", "非": "not", "AND": "and"}
_FIELD = re.compile(r"([^\W\d_]{1,8})[:：]")
# 8~10 is a range, 12*6 a size
_MARKS = re.compile(r"^[+!＋！]+|[?^|\\＾｜]+|(?<!\d)[*~＊～]+|[*~＊～]+(?!\d)|&&|^[&/:：=<>\-－−]+$")
_CHUNK = re.compile(r"\S+")


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
        self.pieces: list[Piece] = []
        self.hints: list[Hint] = []
        self._awaited: Span | None = None  # A field's name with its colon, whose value comes next.
        self._values: list[Field | Word] = []  # The values of a field so far: others may follow behind a comma.
        self._name: Span | None = None  # The name of that field.
        self._goes_on = False  # Whether the last thing read was such a comma.
        self._around: list[tuple[Span, int]] = []  # The names before brackets of values, and where these close.
        self._cut()

    def _say(self, span: Span, message: str) -> None:
        self.hints.append(hint(self.text, span, message))

    def _add(self, piece: Piece) -> None:
        self._either()
        self.pieces.append(piece)

    def _term(self, node: Node) -> None:
        self._add(Piece("term", node.span, node))

    # --- cutting ---

    def _cut(self) -> None:
        """Quoted pieces first, then what is between them."""
        quotes = [offset for offset, char in enumerate(self.text) if char in QUOTES]
        plain = self.text
        if len(quotes) % 2:
            stray = quotes.pop()
            self._say((stray, stray + 1), "引号没有配对，其后的文字按普通词检索")
            plain = plain[:stray] + " " + plain[stray + 1 :]
        pairs = list(zip(quotes[::2], quotes[1::2], strict=True))
        self._unquoted = plain  # Brackets inside quotes are none.
        for opening, closing in pairs:
            self._unquoted = self._unquoted[:opening] + "…" * (closing + 1 - opening) + self._unquoted[closing + 1 :]
        start = 0
        for opening, closing in pairs:
            self._chunks(plain, start, opening, before_quote=True)
            self._quoted((opening, closing + 1))
            start = closing + 1
        self._chunks(plain, start, len(plain), before_quote=False)
        self._await(None)
        self._either()

    def _quoted(self, span: Span) -> None:
        inner = (span[0] + 1, span[1] - 1)
        text = self.text[slice(*inner)]
        if not fold(text):
            self._say(span, "引号里没有文字，已略过")
        elif not self._value(span, inner, quoted=True):
            self._as_words(span, inner, quoted=True)

    def _chunks(self, plain: str, start: int, end: int, *, before_quote: bool) -> None:
        """The pieces between two quoted ones."""
        for chunk in _CHUNK.finditer(plain, start, end):
            self._chunk(plain, *chunk.span(), touching=before_quote and chunk.end() == end)

    def _chunk(self, plain: str, start: int, end: int, *, touching: bool) -> None:
        """One run without white space; `touching`: a quoted piece follows at once."""
        while start < end:
            char, rest = plain[start], plain[start:end]
            if char in OPENING:
                self._open(start)
                start += 1
            elif char in CLOSING:
                self._mark("close", start)
                start += 1
            elif char in _MINUS and (len(rest) > 1 or touching) and self._may_begin(start):
                self._mark("not", start)
                start += 1
            else:
                stop = self._before_values(start, end) or start + _length(rest)
                self._word((start, stop))
                start = stop

    def _before_values(self, start: int, end: int) -> int | None:
        """Where the name of a field ends that stands before brackets of values: 牵头:(市科技局), not 章节:（一）."""
        name = _FIELD.match(self.text, start, end)
        listed = name is not None and NAMES.get(name.group(1)) in LISTED
        return name.end() if name and listed and self.text[name.end() : end][:1] in [*OPENING] else None

    def _mark(self, kind: Kind, start: int) -> None:
        self._await(None)
        self._add(Piece(kind, (start, start + 1)))

    def _may_begin(self, start: int) -> bool:
        """Whether a minus denies what follows: 研发 -投入, （研发）－投入, not 3-5."""
        return start == 0 or self.text[start - 1].isspace() or self.text[start - 1] in _BEFORE_MINUS

    def _word(self, span: Span) -> None:
        typed = self.text[slice(*span)]
        if operator := _OPERATORS.get(_wide(typed)):
            self._await(None)
            self._add(Piece(operator, span))
            return
        if self._comma(typed, span):
            return
        name = _FIELD.match(typed)
        if name and name.group(1) in NAMES:
            self._await((span[0], span[0] + name.end()))
            span = (span[0] + name.end(), span[1])
            typed = typed[name.end() :]
            if not typed:
                return
        if self._value(span, span):
            return
        if name and name.group(1) not in NAMES:
            colon = (span[0] + name.end() - 1, span[0] + name.end())
            self._say(colon, f"没有“{name.group(1)}”这个字段，按普通词检索；可以用的有：{all_names()}")
        self._plain(typed, span)

    def _plain(self, typed: str, span: Span) -> None:
        """A word or a prefix; marks that mean nothing are said and left out."""
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

    # --- fields ---

    def _await(self, name: Span | None) -> None:
        """The name of a field with its colon was read: its value follows. Where another thing does, it is a word."""
        if self._awaited is not None:
            called = self._called(self._awaited)
            self._say((self._awaited[1] - 1, self._awaited[1]), f"“{called}”后面没有内容，按普通词检索")
            self._term(word(called, self._awaited))
        self._awaited = name

    def _called(self, name: Span) -> str:
        return self.text[name[0] : name[1] - 1]

    def _open(self, start: int) -> None:
        """A bracket; behind a field's name it holds its values: 牵头:(市科技局 或 市财政局)."""
        if self._awaited is not None and (closing := _closing(self._unquoted, start)) is not None:
            self._around.append((self._awaited, closing))
            self._awaited = None
        self._add(Piece("open", (start, start + 1)))

    def _comma(self, typed: str, span: Span) -> bool:
        """Whether it is but a comma, behind a field's value or beside a quoted piece: “a”、“b”."""
        if typed.strip(_COMMAS):
            return False
        if self._values:
            self._goes_on = True
            return True
        return self.text[span[0] - 1 : span[0]] in [*QUOTES] or self.text[span[1] : span[1] + 1] in [*QUOTES]

    def _value(self, span: Span, inner: Span, *, quoted: bool = False) -> bool:
        """Whether it is a field's value; one that the field cannot have is said, and searched as a word."""
        name, within = self._whose(span, inner)
        if name is None:
            return False
        called = self._called(name)
        listed = [inner] if quoted else _listed(NAMES[called], self.text, inner)
        if not listed:
            self._awaited = name
            self._await(None)
            return True
        read: list[Field | Word] = []
        for value in listed:
            place = span if quoted else value
            whole = place if within or read else (name[0], place[1])
            found = field(NAMES[called], self.text[slice(*value)], whole, quoted=quoted)
            if not isinstance(found, str):
                read.append(found)
                continue
            self._say(place, f"{found}，按普通词检索")
            if len(listed) == 1:
                self._as_words(span, inner, quoted=quoted)
                return True
            read.append(word(self.text[slice(*value)], value))
        self._name = name
        self._values += read
        self._goes_on = NAMES[called] in LISTED and not quoted and self.text[inner[1] - 1] in _COMMAS
        return True

    def _as_words(self, span: Span, inner: Span, *, quoted: bool) -> None:
        text = self.text[slice(*inner)]
        if quoted:
            self._term(phrase(text, span))
        else:
            self._plain(text, inner)

    def _whose(self, span: Span, inner: Span) -> tuple[Span | None, bool]:
        """The name of the field whose value stands at `span`; whether other values, or a bracket, stand between."""
        name, self._awaited = self._awaited, None
        if name is None and self._values and (self._goes_on or self.text[inner[0]] in _COMMAS):
            return self._name, True
        self._either()
        if name is not None:
            return name, False
        while self._around and self._around[-1][1] < span[0]:
            self._around.pop()
        return (self._around[-1][0], True) if self._around else (None, False)

    def _either(self) -> None:
        """The values of a field that were read: one, or several of which one must hold."""
        fields, self._values, self._goes_on = self._values, [], False
        if len(fields) > 1:
            self.pieces.append(Piece("open", fields[0].span))
        for number, one in enumerate(fields):
            if number:
                self.pieces.append(Piece("or", one.span))
            self.pieces.append(Piece("term", one.span, one))
        if len(fields) > 1:
            self.pieces.append(Piece("close", fields[-1].span))


def _wide(typed: str) -> str:
    """Operators as they are known: ＯＲ, or → OR."""
    return normalize("NFKC", typed).upper()


def _closing(plain: str, opening: int) -> int | None:
    """Where a bracket closes; None where it never does."""
    depth = 0
    for place in range(opening, len(plain)):
        depth += (plain[place] in OPENING) - (plain[place] in CLOSING)
        if not depth:
            return place
    return None


def _listed(name: FieldName, text: str, value: Span) -> list[Span]:
    """The values of a list: 市科技局、市财政局 → two; 各县（市、区） → one, as is all text of headings and indicators."""
    start, end = value
    if name not in LISTED:
        return [value]
    found: list[Span] = []
    depth, begin = 0, start
    for place in range(start, end):
        depth += (text[place] in OPENING) - (text[place] in CLOSING)
        if not depth and text[place] in _COMMAS:
            found.append((begin, place))
            begin = place + 1
    return [span for span in (*found, (begin, end)) if fold(text[slice(*span)])]


def _length(rest: str) -> int:
    """How far a word goes: brackets that open inside it and close in the same run are its own.

    市委组织部（市委人才办）OR → all   研发) → 2
    """
    depth = 0
    for place, char in enumerate(rest):
        if char in OPENING:
            if not any(closing in rest[place:] for closing in CLOSING):
                return place
            depth += 1
        elif char in CLOSING:
            if not depth:
                return place
            depth -= 1
    return len(rest)
