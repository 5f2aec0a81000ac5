"""Walks a document's passages and gathers its targets: years and scopes carried over, history and decoys left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extract.characters import fold
from extract.models import Passage, Span, Target
from extract.periods import Clock, YearMark, find_years
from extract.quantities import Quantity, find_quantities
from extract.sentences import sentence_spans
from extract.targets.actions import acts
from extract.targets.clause import Clause, Draft
from extract.targets.decoys import pays, without_decoys
from extract.targets.figures import read_figures
from extract.targets.masking import HIDDEN, mask
from extract.targets.naming import topic_of, with_subject
from extract.targets.promises import read_promises
from extract.targets.respective import read_respective, share_out
from extract.targets.scopes import scope_at
from extract.targets.tense import Tense, document_clock, heading_tense, heading_year, line_tense, sentence_past

_TRIGGER = re.compile(
    r"[\d%零十百千万亿]|全覆盖|倍增|翻倍|番|第[一二三]|同步|持平|高于|快于|优于|好于|超过|低于|清零|前[一二三四五六七八九]"
    r"|[一二三四五六七八九]年|[一二两三四五六七八九]个?(?:工作日|天|日|小时)|今年|年底|期末|规划期|全年|明年"
)
_GOALS = re.compile(r"目标|指标")
_AMONG = re.compile(r"[（ ，]*其中[：，]?")
_SCOPE_LEAD = re.compile(r"[（ ，、—]*(?:力争|确保|争取|努力|届时)*[，：]?")
_LIST_LABEL = re.compile(r"[^，。；]{0,8}(?:目标|指标)(?:是|为)?[：:]")
_PAST_OPENING = re.compile(r"[“\"\d过近五一]")
_GLOSSARY = re.compile(r"(?:名词|术语|用语)[^，。]{0,6}(?:解释|注释|说明)[）》]?$|注释$")
_STOPS = "，。；：！？"


@dataclass(slots=True)
class _Passage:
    """What a sentence takes over from the ones before it: the year of the list it continues, or that of the heading."""

    year: int | None = None
    default: int | None = None
    goals: bool = False
    listed: bool = False


@dataclass(slots=True)
class _Sentence:
    """What a clause takes over from the ones before it, up to the full stop."""

    scope: str | None = None
    last: str | None = None
    topic: str | None = None
    expects: bool = False
    marks: list[YearMark] = field(default_factory=list)
    past: list[Span] = field(default_factory=list)
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
    # a paragraph behind a section's children belongs to the section: the order is that of the text, not of the tree
    paragraphs = [
        (paragraph, at) for at, passage in enumerate(passages) for paragraph in passage.paragraphs if paragraph
    ]
    for paragraph, at in sorted(paragraphs, key=lambda item: item[0][0]):
        reader.read(paragraph, at, passages[at])
    return tuple(reader.targets)


class _Reader:
    """Reads the passages of one document in their order."""

    def __init__(self, text: str, folded: str, clock: Clock) -> None:
        self.text, self.folded, self.masked = text, folded, mask(folded)
        self.clock = clock
        self.targets: list[Target] = []
        self.ids: set[str] = set()
        self.lists: dict[tuple[str, ...], int] = {}
        self.states: dict[int, _Passage] = {}
        self.told_past = False
        self.past_sections: set[tuple[str, ...]] = set()
        self.glossary: tuple[str, ...] | None = None

    def read(self, sentences: tuple[Span, ...], number: int, passage: Passage) -> None:
        """Adds the targets of one paragraph of the passage with this number."""
        headings = passage.headings
        tenses = [heading_tense(title, self.clock.now) for title in headings]
        if any(tenses):
            self.told_past = False
        elif len(sentences) == 1:
            announced = line_tense(self.folded, *sentences[0])
            self.told_past = self.told_past if announced is None else announced == "past"
        if self._opens_past(sentences, headings, tenses):
            self.past_sections.add(headings)
        inside = any(headings[:depth] in self.past_sections for depth in range(1, len(headings) + 1))
        if len(sentences) == 1 and _GLOSSARY.search(self.folded, *sentences[0]):
            self.glossary = headings[:1]
        if self.glossary is not None and headings[:1] != self.glossary and "future" in tenses:
            self.glossary = None
        if self.glossary is not None:
            return
        if "past" in tenses or self.told_past or (inside and "future" not in tenses):
            return
        state = self.states.get(number)
        if state is None:
            above = (headings[:depth] for depth in range(len(headings), 0, -1))
            inherited = next((self.lists[path] for path in above if path in self.lists), None)
            goals = any(_GOALS.search(title) for title in headings[-2:])
            state = _Passage(inherited, heading_year(headings), goals, inherited is not None)
            self.states[number] = state
        self._read_paragraph(sentences, state, passage)

    def _opens_past(self, sentences: tuple[Span, ...], headings: tuple[str, ...], tenses: list[Tense | None]) -> bool:
        """Whether a paragraph that opens with a past year or plan (“十三五”时期，…) makes its whole section a look back."""
        start, end = sentences[0]
        if not headings or any(tenses) or not _PAST_OPENING.match(self.folded, start, end):
            return False
        marks = find_years(self.folded, start, min(end, start + 24), self.clock)
        return bool(marks) and marks[0].span[0] <= start + 1 and marks[0].role == "past"

    def _read_paragraph(self, sentences: tuple[Span, ...], state: _Passage, passage: Passage) -> None:
        if not (state.listed or state.goals):
            state.year = None
        before = _Sentence()
        for span in sentences:
            before = self._read_sentence(span, state, before, passage.task_id)
        if state.year is not None and (state.goals or self.folded[sentences[-1][1] - 1] in "：:"):
            state.listed = True
            self.lists[passage.headings] = state.year

    def _read_sentence(self, span: Span, state: _Passage, before: _Sentence, task_id: str | None) -> _Sentence:
        start, end = span
        # a sentence that ends in ； is one with the next: scope, indicator and expectation go on
        joined = self.folded[max(0, start - 2) : start].rstrip().endswith("；")
        sentence = _Sentence(before.scope, before.last, before.expects) if joined else _Sentence()
        if _TRIGGER.search(self.folded, start, end) is None:
            self._drop_year(state, start, end, joined=joined)
            return sentence
        sentence.marks = [
            mark for mark in find_years(self.folded, start, end, self.clock) if HIDDEN not in self._ends(mark.span)
        ]
        sentence.past = sentence_past(self.folded, start, end)
        if state.goals or state.listed or state.year is not None or state.default is not None:
            sentence.expects = True
        quantities = [
            q
            for q in find_quantities(self.folded, start, end)
            if not any(m.span[0] < q.figure[1] and q.figure[0] < m.span[1] for m in sentence.marks)
        ]
        if pays(self.masked, start, end):
            return sentence
        for clause_start, clause_end in sentence_spans(self.folded, start, end, stops=_STOPS):
            self._read_clause(clause_start, clause_end, quantities, sentence)
        settled = [self._settle(draft, sentence, state, task_id) for draft in sentence.drafts]
        kept = [target for target in settled if target is not None]
        self.targets.extend(kept)
        due = [mark.year for mark in sentence.marks if mark.role == "due" and mark.year is not None]
        if due:
            state.year = due[-1]
            state.listed = state.listed or _LIST_LABEL.match(self.folded, start, end) is not None
        elif not kept:
            self._drop_year(state, start, end, joined=joined)
        return sentence

    def _drop_year(self, state: _Passage, start: int, end: int, *, joined: bool) -> None:
        """A sentence that acts and promises nothing ends the list whose year would go on."""
        if state.year is not None and not (state.goals or state.listed or joined):
            state.year = None if acts(self.masked, start, end, promised=False) else state.year

    def _ends(self, span: Span) -> str:
        return self.masked[span[1] - 1] if self.masked[span[0]] == HIDDEN else ""

    def _read_clause(self, start: int, end: int, quantities: list[Quantity], sentence: _Sentence) -> None:
        while end > start and self.folded[end - 1] in _STOPS:
            end -= 1
        among = _AMONG.match(self.folded, start, end)
        begin = among.end() if among else start
        clause = Clause(
            self.text, self.folded, self.masked, begin, end, sentence.marks, among is not None, sentence.last
        )
        clause.topic, sentence.topic = sentence.topic, topic_of(clause)
        # 其中 inside a sentence speaks of one figure; at its start, of all that follow
        local = among is not None and bool(sentence.drafts)
        scope = sentence.scope
        self._note_scope(clause, sentence)
        if any(mark.role == "due" and begin <= mark.span[0] < end for mark in sentence.marks):
            sentence.expects = True
        inside = [q for q in quantities if begin <= q.figure[0] < end and self.masked[q.figure[0]] != HIDDEN]
        drafts, taken = read_promises(clause, inside)
        if drafts:
            clause.last = drafts[-1].indicator
        inside = [q for q in inside if not any(a < q.figure[1] and q.figure[0] < b for a, b in taken)]
        inside = without_decoys(self.folded, self.masked, begin, end, inside)
        for part, figures in _free_parts(clause, taken, inside):
            drafts += read_respective(part, figures) or [
                shared for draft in read_figures(part, figures) for shared in share_out(part, draft)
            ]
        for draft in sorted(drafts, key=lambda draft: draft.at):
            if draft.kind == "relative":
                draft.indicator = with_subject(draft.indicator, last=sentence.last, topic=None)
            if draft.per is None and draft.kind != "growth" and _every_year(clause, draft):
                draft.per = "每年"
            if draft.modality or draft.certain:
                sentence.expects = True
            if not sentence.expects:
                continue
            sentence.scope = draft.scope = draft.scope or sentence.scope
            sentence.last = draft.indicator
            sentence.drafts.append(draft)
        if local:
            sentence.scope = scope

    def _note_scope(self, clause: Clause, sentence: _Sentence) -> None:
        """A scope at the start of a clause holds for the rest of the sentence, with or without a figure beside it."""
        at = clause.start
        for mark in clause.marks:
            if mark.span[0] <= at + 1 and at < mark.span[1] <= clause.end:
                at = mark.span[1]
        lead = _SCOPE_LEAD.match(self.masked, at, clause.end)
        found = scope_at(self.folded, lead.end() if lead else at, clause.end, among=clause.among)
        if found is not None:
            sentence.scope = self.folded[slice(*found)]

    def _settle(self, draft: Draft, sentence: _Sentence, state: _Passage, task_id: str | None) -> Target | None:
        """The target of a draft, with its year; None where the figure is history."""
        marks = [mark for mark in sentence.marks if mark.role != "baseline" and mark.span[0] <= draft.at]
        dated = [mark for mark in marks if mark.role in ("due", "past")]
        if (dated and dated[-1].role == "past") or self.folded[draft.at - 1] == "了":
            return None
        for begin, stop in sentence.past:
            if begin <= draft.at < stop and not any(m.role == "due" and begin <= m.span[0] for m in dated):
                return None
        if draft.baseline_year is None and draft.baseline is None:
            compared = [
                m for m in sentence.marks if m.role == "baseline" and draft.quote[0] <= m.span[0] < draft.quote[1]
            ]
            draft.baseline_year = compared[-1].year if compared else None
        quote = self.text[slice(*draft.quote)]
        return Target(
            id=self._identify(draft, quote),
            quote=quote,
            span=draft.quote,
            indicator=draft.indicator,
            op=draft.op,
            value=draft.value,
            uom=draft.uom,
            year=self._year(draft, dated, sentence, state),
            scope=draft.scope,
            kind=draft.kind,
            task_id=task_id,
            baseline=draft.baseline,
            baseline_year=draft.baseline_year,
            reference=draft.reference,
            direction=draft.direction,
            per=draft.per,
            modality=draft.modality,
            rule=draft.rule,
        )

    def _year(self, draft: Draft, dated: list[YearMark], sentence: _Sentence, state: _Passage) -> int | None:
        """Its own, the last one named before it, one named behind it in its clause, that of its list, that of the heading."""
        if draft.year is not None or dated:
            return draft.year if draft.year is not None else dated[-1].year
        behind = (m.year for m in sentence.marks if m.role == "due" and draft.quote[0] <= m.span[0] < draft.quote[1])
        year = next(behind, state.year)
        return state.default if year is None and draft.per not in ("每年", "年均") else year

    def _identify(self, draft: Draft, quote: str) -> str:
        key = f"{draft.quote[0]}|{quote}|{draft.indicator}|{draft.value}|{draft.year}"
        digest = "t" + hashlib.sha256(key.encode()).hexdigest()[:10]
        unique, number = digest, 1
        while unique in self.ids:
            number += 1
            unique = f"{digest}-{number}"
        self.ids.add(unique)
        return unique


def _free_parts(
    clause: Clause, taken: list[Span], quantities: list[Quantity]
) -> Iterator[tuple[Clause, list[Quantity]]]:
    """The parts of a clause that no promise in words takes up, each with its figures."""
    begin = clause.start
    for start, end in [*sorted(taken), (clause.end, clause.end)]:
        stop = start
        while start < clause.end and stop > begin and clause.masked[stop - 1] in "、和及与并且 ":
            stop -= 1
        inside = [q for q in quantities if begin <= q.figure[0] < stop]
        if inside:
            yield replace(clause, start=begin, end=stop), inside
        begin = max(begin, end)


def _every_year(clause: Clause, draft: Draft) -> bool:
    """Whether the last year named before a figure in its clause is 每年."""
    marks = [m for m in clause.marks if m.role != "baseline" and clause.start <= m.span[0] < draft.at]
    return bool(marks) and marks[-1].role == "each"
