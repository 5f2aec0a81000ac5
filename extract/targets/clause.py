"""A clause as the readers see it, and what they hand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from extract.models import Doubt, Op, Per, Span, TargetKind, Value
from extract.targets.indicator_wording import WE, Head
from extract.targets.target_words import words
from extract.text.periods import YearMark


@dataclass(slots=True)
class Clause:
    """One clause: offsets into the document, the marks of years in its sentence, what came before it.

    `among`: it stands behind 其中. `last`: the indicator of the target before it in the sentence. `before`: the clause
    before it. `totals`: the indicator of a figure told before, maybe in the sentence before, by its uom: places may share it.
    `subject`: what the row of a table names that the clause describes. `told`: the indicators of its sentence so far.
    """

    text: str
    folded: str
    masked: str
    start: int
    end: int
    marks: list[YearMark]
    among: bool = False
    last: str | None = None
    before: Clause | None = None
    totals: Mapping[str | None, str] = field(default_factory=dict)
    subject: str | None = None
    told: tuple[str, ...] = ()

    @property
    def listed(self) -> tuple[str, ...]:
        """The indicators of the clause before it."""
        return self.told[len(self.before.told) :] if self.before is not None else ()


@dataclass(slots=True)
class TargetDraft:
    """One promise as read in its clause, before it has a year, a task and an id.

    `at` is where its figure (or the word that stands for one) begins: the year is the last one named before it.
    `certain`: its words alone make it a promise; else something around it must. `remote`: it is what is aimed at in the
    long run (围绕打造…), not due in the year of the list. `part_of`: the draft of the total that it is a share of.
    """

    quote: Span
    indicator: str
    op: Op
    value: Value | None
    uom: str | None
    kind: TargetKind
    at: int
    rule: str
    scope: str | None = None
    baseline: Decimal | None = None
    baseline_year: int | None = None
    reference: str | None = None
    direction: Literal["up", "down"] | None = None
    per: Per | None = None
    modality: str | None = None
    year: int | None = None
    certain: bool = True
    increment: bool = False
    doubts: tuple[Doubt, ...] = ()
    remote: bool = False
    part_of: TargetDraft | None = None


def quote_start(clause: Clause, start: int, stop: int, head: Head) -> int:
    """Where the quote begins: it keeps scope and verb, but not the year and the modal words before them."""
    at = start
    for mark in clause.marks:
        if start <= mark.span[0] <= head.start and mark.span[1] <= stop and mark.role in ("due", "each"):
            at = max(at, mark.span[1])
    openers = words().openers
    while at < stop:
        if clause.masked[at] in " 、，,：:；;":
            at += 1
            continue
        we = WE.match(clause.masked, at, stop)
        if we is not None:
            at = we.end()
            continue
        word = openers.at_start(clause.masked, at, stop)
        if word is None or openers.kinds[word] == "adverb" or at + len(word) > max(head.start, at + 1):
            return at
        at += len(word)
    return start
