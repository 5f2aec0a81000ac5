"""Reads the clauses of one sentence to drafts, in order; what one clause says holds for the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.models import Span
from extract.targets.bracket_shares import bracket_behind, shares_in
from extract.targets.clause import Clause, TargetDraft
from extract.targets.decoys import without_decoys
from extract.targets.figures import read_figures
from extract.targets.indicator_names import with_subject
from extract.targets.indicator_wording import acting_zone_at
from extract.targets.masks import HIDDEN
from extract.targets.promises import read_promises
from extract.targets.respective import read_respective, share_out
from extract.targets.scopes import counts_places, scope_at
from extract.text.numerals import HAN, HAN_TENS
from extract.text.periods import YearMark
from extract.text.quantities import Quantity
from extract.text.sentences import sentence_spans

_AMONG = re.compile(r"[（ ，]*其中[：，]?")
_SCOPE_LEAD = re.compile(r"[（ ，、—]*(?:力争|确保|争取|努力|届时)*[，：]?")
_NUMBER = re.compile(rf"[（(]\d{{1,3}}[）)]|[①-⑳]|\d{{1,3}}[.．、](?!\d)|[{HAN_TENS}]{{1,2}}是")
_FLOOR = re.compile(
    r"[^，；\d]{0,6}?在(?:继续|进一步|切实|坚决)*(?:保障|确保|保证|巩固|落实|保持|稳定)+好?(?P<floor>.*\d.*?)的?基础上$"
)
_AIMED = re.compile(r"锚定|咬定")
_REMOTE = re.compile(r"[紧牢]*(?:围绕|锚定|瞄准|咬定|朝着|向着)")
_EVERY_FEW = re.compile(rf"每隔?(?:{HAN}|半|[2-9])年")
_STOPS = "，。；：！？"
_JOINTS = "、和及与并且 "


@dataclass(frozen=True, slots=True)
class Page:
    """The text a document's readers share: as stored, folded, with brackets and quotes hidden, with quotes alone hidden."""

    text: str
    folded: str
    masked: str
    opened: str


@dataclass(slots=True)
class Sentence:
    """What a clause takes over from the ones before it, up to the full stop; `totals` go on to the next.

    `expects`: something said so far (a year, 力争, a target, the heading) makes a bare figure a promise. `owned`: somebody
    answers for it, which makes shares and counts promises, but not what describes a project (占地300亩). `told_past`: it
    ended in history, which goes on behind a ；. `hidden`: the years inside its brackets.
    """

    scope: str | None = None
    last: str | None = None
    before: Clause | None = None
    totals: dict[str | None, str] = field(default_factory=dict)
    expects: bool = False
    owned: bool = False
    told_past: bool = False
    marks: list[YearMark] = field(default_factory=list)
    hidden: list[YearMark] = field(default_factory=list)
    past: list[Span] = field(default_factory=list)
    drafts: list[TargetDraft] = field(default_factory=list)
    subject: str | None = None
    told: list[str] = field(default_factory=list)


def read_clauses(page: Page, span: Span, quantities: list[Quantity], sentence: Sentence) -> None:
    """Adds the drafts of every clause to the sentence."""
    for start, end in sentence_spans(page.folded, *span, stops=_STOPS):
        while end > start and page.folded[end - 1] in _STOPS:
            end -= 1
        _read_clause(page, start, end, quantities, sentence)


def _read_clause(page: Page, start: int, end: int, quantities: list[Quantity], sentence: Sentence) -> None:
    among = _AMONG.match(page.folded, start, end)
    number = _NUMBER.match(page.folded, start, end)
    begin = among.end() if among else number.end() if number else start
    floor = _FLOOR.match(page.folded, begin, end)
    if floor is not None:  # 在保障投入增长3%的基础上: what is kept is promised too
        begin, end = floor.span("floor")
    clause = Clause(
        page.text,
        page.folded,
        page.masked,
        begin,
        end,
        sentence.marks,
        among is not None,
        sentence.last,
        sentence.before,
        sentence.totals,
        sentence.subject,
        tuple(sentence.told),
    )
    remote, aimed = (cue.match(page.folded, begin, end) is not None for cue in (_REMOTE, _AIMED))
    # 其中 inside a sentence speaks of one figure; at its start, of all that follow
    local = among is not None and bool(sentence.drafts)
    outer = sentence.scope
    _note_scope(clause, sentence, quantities)
    if any(mark.role == "due" and begin <= mark.span[0] < end for mark in sentence.marks):
        sentence.expects = True
    counted = {q.figure[0]: q.kind for q in quantities}
    for draft in _drafts(page, clause, quantities):
        if draft.kind == "relative":
            draft.indicator = with_subject(draft.indicator, last=sentence.last, before=None)
        before = sentence.drafts[-1] if sentence.drafts else None
        if draft.rule == "stretch" and draft.uom == "%" and draft.kind == "level" and before and before.uom == "%":
            draft.kind, draft.direction = before.kind, before.direction  # 增长6%以上、力争8%
        if draft.per is None and draft.kind != "growth" and _every_year(clause, draft):
            draft.per = "每年"
        if draft.modality or draft.certain or aimed:
            sentence.expects = True
        sentence.last = draft.indicator
        sentence.told.append(draft.indicator)
        if not sentence.expects and not (sentence.owned and counted.get(draft.at) in ("share", "count", "person")):
            continue  # 现有企业120家，到2026年达到200家: what the 200 are
        draft.scope = draft.scope or sentence.scope
        if draft.kind != "coverage":  # where all is covered is said of that alone
            sentence.scope = draft.scope
        draft.remote = remote
        if draft.rule != "share-of-total":
            sentence.totals[draft.uom] = draft.indicator
        sentence.drafts.append(draft)
        sentence.drafts += _shared_out(page, clause, draft, quantities, sentence)
    if local:
        sentence.scope = outer
    clause.before = None  # a clause looks at the one before it, no further
    if not any(mark.span[0] <= start + 1 and end <= mark.span[1] for mark in sentence.marks):
        sentence.before = clause  # 建好甲园、乙园，到2028年，产值分别达到…


def _shared_out(
    page: Page, clause: Clause, total: TargetDraft, quantities: list[Quantity], sentence: Sentence
) -> list[TargetDraft]:
    """The drafts of a bracket behind a figure that tells of its parts: 60座（其中乡镇22座）."""
    bracket = bracket_behind(page.folded, page.masked, total, clause.end)
    found: list[TargetDraft] = []
    for start, end in shares_in(page.folded, bracket, total, quantities) if bracket is not None else ():
        years = [mark for mark in sentence.hidden if start <= mark.span[0] < end]
        part = replace(
            clause,
            masked=page.opened,
            start=start,
            end=end,
            marks=years,
            among=True,
            last=total.indicator,
            before=None,
            totals={total.uom: total.indicator},
        )
        for draft in _drafts(replace(page, masked=page.opened), part, quantities):
            named = [mark for mark in years if mark.span[0] <= draft.at]
            if not named or named[-1].role == "due":
                draft.year, draft.part_of = (named[-1].year if named else None), total
                draft.scope = draft.scope or total.scope
                draft.per = draft.per or total.per
                found.append(draft)
    return found


def _drafts(page: Page, clause: Clause, quantities: list[Quantity]) -> list[TargetDraft]:
    """The drafts of a clause: those told in words first, the figures that they leave free after them."""
    inside = [q for q in quantities if clause.start <= q.figure[0] < clause.end and page.masked[q.figure[0]] != HIDDEN]
    drafts, taken = read_promises(clause, inside)
    if drafts:
        clause.last = drafts[-1].indicator
    drafts = [part for draft in drafts for part in (share_out(clause, draft) if draft.kind == "multiple" else [draft])]
    inside = [q for q in inside if not any(a < q.figure[1] and q.figure[0] < b for a, b in taken)]
    inside = without_decoys(page.folded, page.masked, clause.start, clause.end, inside)
    for part, figures in _free_parts(clause, taken, inside):
        drafts += read_respective(part, figures) or [
            shared for draft in read_figures(part, figures) for shared in share_out(part, draft)
        ]
    return sorted(drafts, key=lambda draft: draft.at)


def _free_parts(
    clause: Clause, taken: list[Span], quantities: list[Quantity]
) -> Iterator[tuple[Clause, list[Quantity]]]:
    """The parts of a clause that no promise in words takes up, each with its figures."""
    begin = clause.start
    for start, end in [*sorted(taken), (clause.end, clause.end)]:
        stop = start
        while start < clause.end and stop > begin and clause.masked[stop - 1] in _JOINTS:
            stop -= 1
        inside = [q for q in quantities if begin <= q.figure[0] < stop]
        if inside:
            yield replace(clause, start=begin, end=stop), inside
        begin = max(begin, end)


def _note_scope(clause: Clause, sentence: Sentence, quantities: list[Quantity]) -> None:
    """A scope at the start of a clause holds for the rest of the sentence, with or without a figure beside it."""
    at = clause.start
    for mark in clause.marks:
        if mark.span[0] <= at + 1 and at < mark.span[1] <= clause.end:
            at = mark.span[1]
    lead = _SCOPE_LEAD.match(clause.masked, at, clause.end)
    begin = lead.end() if lead else at
    found = scope_at(clause.folded, begin, clause.end, among=clause.among)
    if found is None and clause.before is None:
        found = acting_zone_at(clause.folded, clause.masked, begin, clause.end)  # 东江新区重点发展新材料，产值达到…
    inside = [q for q in quantities if q.figure[1] <= clause.end]
    if found is not None and not counts_places(clause.folded, found, inside):
        sentence.scope = clause.folded[slice(*found)]


def _every_year(clause: Clause, draft: TargetDraft) -> bool:
    """Whether the last year named before a figure in its clause is 每年."""
    marks = [m for m in clause.marks if m.role != "baseline" and clause.start <= m.span[0] < draft.at]
    if not marks or marks[-1].role != "each":
        return False
    named = clause.folded[slice(*marks[-1].span)]
    if _EVERY_FEW.search(clause.folded, marks[-1].span[1], draft.at):
        return False
    return named not in draft.indicator  # PM2.5年均浓度 is one figure, for the year that is said
