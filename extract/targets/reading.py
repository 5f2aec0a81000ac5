"""Walks the passages of a document and gathers its targets: years and scopes carried over, history and decoys left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from extract.characters import fold
from extract.models import Passage, Span, Target
from extract.periods import Clock, YearMark, find_years
from extract.quantities import Quantity, find_quantities
from extract.sentences import sentence_spans
from extract.targets.drafts import Draft
from extract.targets.figures import Clause, read_figures
from extract.targets.masking import HIDDEN, mask
from extract.targets.promises import read_promises
from extract.targets.tense import document_clock, heading_tense, heading_year, line_tense, sentence_past
from extract.targets.words import words

_TRIGGER = re.compile(
    r"[\d%零十百千万亿]|全覆盖|倍增|翻倍|翻番|同步|持平|高于|快于|优于|好于|超过|低于|清零|前[一二三四五六七八九]|五年|三年|今年|年底|期末|规划期|全年|明年"
)
_GOALS = re.compile(r"目标|指标")
_AMONG = re.compile(r"[（ ，]*其中[：，]?")
_SCOPE_LEAD = re.compile(r"[（ ，、—]*(?:其中|力争|确保|争取|努力|到时|届时)*[，：]?")
_INNER = re.compile(r"（(其中[^（）]*)）")


@dataclass(slots=True)
class _State:
    """What a sentence takes over from the ones before it."""

    year: int | None = None
    default: int | None = None
    goals: bool = False
    listed: bool = False


@dataclass(slots=True)
class _Sentence:
    """What a clause takes over from the ones before it in its sentence."""

    marks: list[YearMark]
    past: list[Span]
    scope: str | None = None
    last: str | None = None
    expects: bool = False
    modality: str | None = None
    drafts: list[Draft] = field(default_factory=list)


def find_targets(
    text: str, passages: Iterable[Passage], *, period: tuple[int, int] | None, region: str | None
) -> tuple[Target, ...]:
    """The targets that the running text commits to, in order; `page` is left open.

    到2026年，全市技术交易额达到80亿元。 → indicator 技术交易额, op >=, value 80, uom 亿元, year 2026, scope 全市
    `period` gives 五年内 and 规划期内 their year and tells which years are past. Linear in the length of the text.
    """
    passages = tuple(passages)
    folded = fold(text)
    reader = _Reader(text, folded, document_clock(folded, [p.headings for p in passages], period))
    for passage in passages:
        reader.read(passage)
    return tuple(reader.targets)


class _Reader:
    def __init__(self, text: str, folded: str, clock: Clock) -> None:
        self.text, self.folded, self.masked = text, folded, mask(folded)
        self.clock = clock
        self.targets: list[Target] = []
        self.ids: set[str] = set()
        self.lists: dict[tuple[str, ...], int] = {}
        self.announced_past = False

    def read(self, passage: Passage) -> None:
        tenses = [heading_tense(title, self.clock.now) for title in passage.headings]
        past = "past" in tenses
        if any(tenses):
            self.announced_past = False
        state = _State(
            default=heading_year(passage.headings),
            goals=bool(passage.headings) and any(_GOALS.search(title) for title in passage.headings[-2:]),
        )
        inherited = next(
            (
                self.lists[passage.headings[:depth]]
                for depth in range(len(passage.headings), 0, -1)
                if passage.headings[:depth] in self.lists
            ),
            None,
        )
        state.year = inherited
        state.listed = inherited is not None
        for sentences in passage.paragraphs:
            if not sentences:
                continue
            announced = line_tense(self.folded, sentences[0][0], sentences[-1][1]) if len(sentences) == 1 else None
            if announced is not None and not any(tenses):
                self.announced_past = announced == "past"
            if past or self.announced_past:
                continue
            if not (state.listed or state.goals):
                state.year = None
            for span in sentences:
                self._read_sentence(span, state, passage.task_id)
            if self.folded[sentences[-1][1] - 1] in "：:" or (state.goals and state.year is not None):
                state.listed = True
                if state.year is not None:
                    self.lists[passage.headings] = state.year

    def _read_sentence(self, span: Span, state: _State, task_id: str | None) -> None:
        start, end = span
        if _TRIGGER.search(self.folded, start, end) is None:
            if not (state.goals or state.listed):
                state.year = None
            return
        marks = [
            m
            for m in find_years(self.folded, start, end, self.clock)
            if self.masked[m.span[1] - 1] != HIDDEN or self.masked[m.span[0]] != HIDDEN
        ]
        sentence = _Sentence(marks, sentence_past(self.folded, start, end))
        sentence.expects = state.goals or state.listed or state.year is not None or state.default is not None
        quantities = [q for q in find_quantities(self.folded, start, end)]
        for clause_start, clause_end in sentence_spans(self.folded, start, end, stops="，。；：！？"):
            self._read_clause(clause_start, clause_end, quantities, sentence)
        due = [m.year for m in marks if m.role == "due" and m.year is not None]
        kept = [
            target for draft in sentence.drafts if (target := self._settle(draft, sentence, state, task_id)) is not None
        ]
        self.targets.extend(kept)
        if due:
            state.year = due[-1]
        elif not kept and not (state.goals or state.listed):
            state.year = None

    def _read_clause(self, start: int, end: int, quantities: list[Quantity], sentence: _Sentence) -> None:
        while end > start and self.folded[end - 1] in "，。；：！？":
            end -= 1
        among = _AMONG.match(self.folded, start, end)
        begin = among.end() if among else start
        clause = Clause(
            self.text, self.folded, self.masked, begin, end, sentence.marks, among is not None, sentence.last
        )
        self._note_scope(begin, end, sentence, among is not None)
        inside = [q for q in quantities if begin <= q.figure[0] < end and self.masked[q.figure[0]] != HIDDEN]
        if any(m.role == "due" and begin <= m.span[0] < end for m in sentence.marks):
            sentence.expects = True
        drafts, taken = read_promises(clause, inside)
        if drafts:
            clause.last = drafts[-1].indicator
        free = [q for q in inside if not any(a < q.figure[1] and q.figure[0] < b for a, b in taken)]
        free = self._without_decoys(begin, end, free)
        if free:
            drafts = drafts + read_figures(clause, free)
        for draft in drafts:
            if draft.modality:
                sentence.expects = True
            if not draft.certain and not sentence.expects:
                continue
            if draft.certain:
                sentence.expects = True
            if draft.scope is None:
                draft.scope = sentence.scope
            else:
                sentence.scope = draft.scope
            sentence.drafts.append(draft)
            sentence.last = draft.indicator
        for inner in _INNER.finditer(self.folded, start, end):
            if drafts and not _is_hidden_inner(self.masked, inner):
                continue

    def _note_scope(self, start: int, end: int, sentence: _Sentence, among: bool) -> None:
        at = start
        for mark in sentence.marks:
            if mark.span[0] <= at + 1 and at < mark.span[1] <= end:
                at = mark.span[1]
        lead = _SCOPE_LEAD.match(self.masked, at, end)
        at = lead.end() if lead else at
        rules = words()
        match = (rules.among if among else rules.scopes).match(self.masked, at, end)
        if match is not None:
            sentence.scope = match[0]

    def _without_decoys(self, start: int, end: int, quantities: list[Quantity]) -> list[Quantity]:
        if not quantities:
            return quantities
        rules = words()
        if rules.condition.match(self.masked, start, end):
            return []
        paid = rules.subsidy.search(self.masked, start, end) is not None
        kept = []
        for q in quantities:
            if paid and q.kind in ("money", "share", "ratio", "time"):
                continue
            if q.op in ("<=", "<") and q.kind in ("count", "person", "money"):
                continue
            kept.append(q)
        return kept

    def _settle(self, draft: Draft, sentence: _Sentence, state: _State, task_id: str | None) -> Target | None:
        """The target of a draft, with its year; None where the figure is history."""
        before = [m for m in sentence.marks if m.span[0] <= draft.at and m.role != "baseline"]
        dated = [m for m in before if m.role in ("due", "past")]
        if dated and dated[-1].role == "past":
            return None
        for begin, stop in sentence.past:
            if begin <= draft.at < stop and not any(
                m.role == "due" and begin <= m.span[0] <= draft.at for m in sentence.marks
            ):
                return None
        if self.folded[draft.at - 1] == "了":
            return None
        per = draft.per
        if before and before[-1].role == "each" and per is None and draft.kind != "growth":
            per = "每年"
        year = draft.year
        if year is None and dated:
            year = dated[-1].year
        elif year is None:
            later = [m for m in sentence.marks if m.role == "due" and draft.quote[0] <= m.span[0] < draft.quote[1]]
            year = later[0].year if later else state.year
            if year is None and per not in ("每年", "年均"):
                year = state.default
        if draft.baseline_year is None and draft.baseline is None:
            base = [
                m
                for m in sentence.marks
                if m.role == "baseline" and draft.quote[0] <= m.span[0] and m.span[1] <= draft.quote[1]
            ]
            draft.baseline_year = base[-1].year if base else None
        quote = self.text[slice(*draft.quote)]
        return Target(
            id=self._identify(draft, quote),
            quote=quote,
            span=draft.quote,
            indicator=draft.indicator,
            op=draft.op,
            value=draft.value,
            uom=draft.uom,
            year=year,
            scope=draft.scope,
            kind=draft.kind,
            task_id=task_id,
            baseline=draft.baseline,
            baseline_year=draft.baseline_year,
            reference=draft.reference,
            direction=draft.direction,
            per=per,
            modality=draft.modality,
            rule=draft.rule,
        )

    def _identify(self, draft: Draft, quote: str) -> str:
        key = f"{draft.quote[0]}|{quote}|{draft.indicator}|{_plain(draft.value)}|{draft.year}"
        digest = "t" + hashlib.sha256(key.encode()).hexdigest()[:10]
        unique, number = digest, 1
        while unique in self.ids:
            number += 1
            unique = f"{digest}-{number}"
        self.ids.add(unique)
        return unique


def _plain(value: Decimal | tuple[Decimal, Decimal] | None) -> str:
    return "" if value is None else str(value)


def _is_hidden_inner(masked: str, match: re.Match[str]) -> bool:
    return masked[match.start()] == HIDDEN
