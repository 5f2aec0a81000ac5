"""What a document says of itself (title, place, kind, date, years) as people corrected it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extract.models import Facts
from kb.models import Review
from kb.records.contents import content_of, shown_change, shown_content, with_content
from kb.records.models import STATES, Conflict, Correction


@dataclass(frozen=True, slots=True)
class CorrectedFacts:
    """The facts with what people said of them, the records that hold, and those that no longer fit."""

    facts: Facts
    review: Review | None = None
    applied: tuple[int, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def corrected_facts(read: Facts, corrections: Iterable[Correction], *, text_key: str) -> CorrectedFacts:
    """Apply records of facts in their order; those of other items and those that are undone are left out.

    A record holds where what was read is what was read then; with another text, where it was read otherwise, it is a
    conflict.
    """
    done = CorrectedFacts(read)
    for correction in sorted(corrections, key=lambda one: one.id):
        if correction.kind == "facts" and correction.undone is None:
            done = _applied(done, correction, text_key)
    return done


def _applied(done: CorrectedFacts, correction: Correction, text_key: str) -> CorrectedFacts:
    now = content_of(done.facts)
    fields = correction.after or now
    moved = {name: now[name] for name in fields if now[name] not in (correction.before.get(name), fields[name])}
    if moved and correction.text_key != text_key:
        reason = "文件内容已改变，现在读出的与当时不同"
        clash = Conflict(correction, reason, shown_change(correction), shown_content("facts", moved))
        return CorrectedFacts(done.facts, done.review, done.applied, (*done.conflicts, clash))
    facts = with_content(done.facts, correction.after, lambda _: None)
    review = Review(STATES[correction.action], correction.editor, correction.time, (), correction.id)
    return CorrectedFacts(facts, review, (*done.applied, correction.id), done.conflicts)
