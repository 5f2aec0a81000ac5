"""The words of a target's grammar, from the rule files, in the forms the readers look them up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extract.rulefiles import alternatives, load_csv

WORD_COLUMNS = ("word", "kind", "example")
WORD_KINDS = (
    "make",
    "make-noun",
    "advance",
    "reach",
    "reach-down",
    "grow",
    "fall",
    "rate",
    "modal",
    "adverb",
    "lead",
    "manner",
)
_TO = ("到", "至")
"""Behind a word that says by how much these make one that says to what: 提高10%, 提高到70%."""
DECOY_COLUMNS = ("word", "kind", "unless", "example")
DECOY_KINDS = ("subsidy", "spending", "condition", "thing", "name", "summary", "people", "existing", "named", "term")


class Lexicon:
    """Words of some kinds, found at the end or the start of a stretch of text, longest first."""

    def __init__(self, kinds: dict[str, str]) -> None:
        self.kinds = kinds
        self.longest = max(map(len, kinds), default=0)
        self._from = _lengths(kinds, 0)
        self._to = _lengths(kinds, -1)

    def at_end(self, text: str, start: int, end: int) -> str | None:
        """The word that text[start:end] ends with."""
        for length in self._to.get(text[end - 1], ()) if start < end else ():
            if length <= end - start and (word := text[end - length : end]) in self.kinds:
                return word
        return None

    def at_start(self, text: str, start: int, end: int) -> str | None:
        """The word that text[start:end] begins with."""
        for length in self._from.get(text[start], ()) if start < end else ():
            if length <= end - start and (word := text[start : start + length]) in self.kinds:
                return word
        return None


def _lengths(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    """How long the words with each character at an end are, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[at], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


@dataclass(frozen=True, slots=True)
class Words:
    """All of them. `makes`: verbs with an object; `tails`: what may stand between an indicator and its figure."""

    makes: Lexicon
    tails: Lexicon
    openers: Lexicon
    manners: Lexicon
    rates: tuple[str, ...]
    modals: frozenset[str]
    subsidy: re.Pattern[str]
    spending: re.Pattern[str]
    condition: re.Pattern[str]
    things: re.Pattern[str]
    existing: re.Pattern[str]
    name: re.Pattern[str]
    named: re.Pattern[str]
    summary: re.Pattern[str]
    people: re.Pattern[str]
    term: re.Pattern[str]


@cache
def words() -> Words:
    """The rule files, read once."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in WORD_KINDS}
    for row in load_csv("target_words.csv", WORD_COLUMNS):
        if row["kind"] not in by_kind:
            raise row.error(f"kind {row['kind']} is none of {', '.join(WORD_KINDS)}")
        by_kind[row["kind"]].append(row["word"])
    decoys: dict[str, list[str]] = {kind: [] for kind in DECOY_KINDS}
    for row in load_csv("target_decoys.csv", DECOY_COLUMNS):
        if row["kind"] not in decoys:
            raise row.error(f"kind {row['kind']} is none of {', '.join(DECOY_KINDS)}")
        unless = row.many("unless")
        decoys[row["kind"]].append(re.escape(row["word"]) + (f"(?!{alternatives(unless)})" if unless else ""))

    for by_how_much, to_what in (("grow", "reach"), ("fall", "reach-down")):
        by_kind[to_what] += [word + to for word in by_kind[by_how_much] for to in _TO]

    def lexicon(kinds: Iterable[str]) -> Lexicon:
        return Lexicon({word: kind for kind in kinds for word in by_kind[kind]})

    def pattern(kind: str, *, at_end: bool = False) -> re.Pattern[str]:
        return re.compile(f"(?:{'|'.join(decoys[kind])})" + (r"[ 。；，、]*$" if at_end else ""))

    return Words(
        makes=lexicon(("advance", "make-noun", "make")),
        tails=lexicon(("adverb", "modal", "fall", "grow", "reach", "reach-down")),
        openers=lexicon(("lead", "modal")),
        manners=lexicon(("manner",)),
        rates=tuple(by_kind["rate"]),
        modals=frozenset(by_kind["modal"]),
        subsidy=pattern("subsidy"),
        spending=pattern("spending", at_end=True),
        condition=pattern("condition"),
        things=pattern("thing", at_end=True),
        existing=pattern("existing", at_end=True),
        name=pattern("name"),
        named=pattern("named", at_end=True),
        summary=pattern("summary"),
        term=pattern("term"),
        people=re.compile(r"[\u4e00-\u9fff]{0,4}?" + pattern("people").pattern),
    )
