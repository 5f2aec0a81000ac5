"""What a person types, as words and phrases that must all occur; slips become hints, never errors.

Bare words are ANDed; "…" or “…” is an exact phrase. Marks that are operators elsewhere are searched as words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from extract.models import Span
from kb.analyzer import needles
from kb.folding import fold
from kb.models import Hint

LONGEST = 1000
"""Characters of a query that are looked at."""
MOST_TERMS = 40
"""Words and phrases of a query that are looked at."""

_QUOTES = '"“”„‟＂'
_OPERATOR_WORDS = frozenset({"AND", "OR", "NOT", "或", "非"})
_OPERATORS = re.compile(r"^[-+!－＋！]+|[*?~^|\\＊～＾｜]+|^[(（\[{]+|(?<![\w）)])[)）\]}]+$|&&|^[&/:：=<>]+$")
_FIELD = re.compile(r"^(?:[A-Za-z]+|牵头|配合|单位|责任单位|地区|文件|类别|文种|指标|章节|年份)[:：]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of the query: a text matches where every one of `needles` occurs in its folded form."""

    kind: Literal["word", "phrase"]
    text: str
    span: Span
    needles: tuple[str, ...]

    @property
    def folded(self) -> str:
        """The whole of it as it is compared: a passage that holds this is the better match."""
        return fold(self.text)


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood; `typed` is what was typed, unprintable characters as spaces.

    With no terms it finds everything, unless something was typed of which nothing can be searched.
    """

    typed: str
    terms: tuple[Term, ...] = ()
    hints: tuple[Hint, ...] = ()

    @property
    def needles(self) -> tuple[str, ...]:
        """All that must occur, without repetition."""
        return tuple(dict.fromkeys(needle for term in self.terms for needle in term.needles))

    @property
    def unsearchable(self) -> bool:
        """Whether something was typed of which nothing can be searched."""
        return bool(self.typed.strip()) and not self.terms


def parse(typed: str) -> Query:
    """The query in `typed`; never fails.

    '研发投入 "高新技术企业' → words 研发投入, 高新技术企业 and a hint that points at the quote
    """
    readable = text = "".join(
        " " if unicodedata.category(char) in ("Cc", "Cs", "Cn", "Co") else char for char in typed[:LONGEST]
    )
    terms: list[Term] = []
    hints: list[Hint] = []
    if len(typed) > LONGEST:
        hints.append(Hint((LONGEST, len(typed)), f"检索词过长，只用了前 {LONGEST} 个字符"))
    quotes = [offset for offset, char in enumerate(text) if char in _QUOTES]
    if len(quotes) % 2:
        stray = quotes.pop()
        hints.append(_hint(text, (stray, stray + 1), "引号没有配对，其后的文字按普通词检索"))
        text = text[:stray] + " " + text[stray + 1 :]
    start = 0
    for opening, closing in zip(quotes[::2], quotes[1::2], strict=True):
        _words(text, start, opening, terms, hints)
        _phrase(text, opening, closing, terms, hints)
        start = closing + 1
    _words(text, start, len(text), terms, hints)
    if len(terms) > MOST_TERMS:
        dropped = terms[MOST_TERMS]
        hints.append(_hint(text, dropped.span, f"检索词过多，从这里起不再使用（最多 {MOST_TERMS} 个）"))
        del terms[MOST_TERMS:]
    query = Query(readable, tuple(terms), tuple(sorted(hints, key=lambda hint: hint.span)))
    if query.unsearchable and not query.hints:
        return Query(readable, (), (Hint((0, len(readable)), "没有可以检索的文字"),))
    return query


def _hint(text: str, span: Span, message: str) -> Hint:
    return Hint(span, f"第 {span[0] + 1} 个字符“{text[span[0] : span[1]].strip()}”：{message}")


def _phrase(text: str, opening: int, closing: int, terms: list[Term], hints: list[Hint]) -> None:
    inner = text[opening + 1 : closing]
    folded = fold(inner)
    if folded:
        terms.append(Term("phrase", inner, (opening, closing + 1), (folded,)))
    else:
        hints.append(_hint(text, (opening, closing + 1), "引号里没有文字，已略过"))


def _words(text: str, start: int, end: int, terms: list[Term], hints: list[Hint]) -> None:
    for chunk in re.compile(r"\S+").finditer(text, start, end):
        word, offset = chunk.group(), chunk.start()
        if word.upper() in _OPERATOR_WORDS:
            hints.append(_hint(text, chunk.span(), "按普通词检索；多个词之间用空格隔开，须同时出现"))
        elif field := _FIELD.match(word):
            colon = offset + field.end() - 1
            hints.append(_hint(text, (colon, colon + 1), "按普通词检索；要限定单位、地区、年份等，请用筛选条件"))
        for mark in _OPERATORS.finditer(word):
            span = (offset + mark.start(), offset + mark.end())
            hints.append(_hint(text, span, "不是运算符，按普通文字检索；要找原样的词句，请加引号"))
        plain = _OPERATORS.sub("", word)
        if folded := fold(plain or word):
            terms.append(Term("word", plain or word, chunk.span(), needles(folded)))
