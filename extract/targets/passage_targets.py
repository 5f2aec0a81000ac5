"""Walks a document's passages and gathers its targets; a year is carried over the list that it opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.models import Passage, Span, Target
from extract.targets.actions import acts
from extract.targets.clause import Clause
from extract.targets.draft_targets import Settler
from extract.targets.indicator_names import named_thing
from extract.targets.look_back import LookBack
from extract.targets.masks import HIDDEN, mask
from extract.targets.offers import paid_until, requires
from extract.targets.sentence_drafts import Page, Sentence, read_clauses
from extract.targets.tense import as_completed, document_clock, heading_year, sentence_past, title_tense
from extract.text.characters import Text, fold
from extract.text.deadlines import due_year
from extract.text.numerals import HAN_ONES
from extract.text.periods import Clock, YearMark, find_years, plan_years
from extract.text.quantities import find_quantities

_TRIGGER = re.compile(
    rf"[\d%零十百千万亿]|全覆盖|倍增|翻倍|番|第[一二三]|同步|持平|高于|快于|优于|好于|超过|低于|清零|归零|半[天日]|半个?小时|[{HAN_ONES}]成|过半|一半|半数|分之|前[{HAN_ONES}]"
    rf"|至少[^，。；]{{0,6}}[{HAN_ONES}两]|[{HAN_ONES}两]次|[{HAN_ONES}]年|[{HAN_ONES}两]个?(?:工作日|天|日|小时)|今年|年底|期末|规划期|全年|明年"
)
"""Nothing else can make a target or name a year; a sentence without any of these is not read further."""
_LONGEST_PIECE = 2000
_AFTERTHOUGHT = re.compile(
    r"[底末前初]{0,2}(?:全部|全面|正式|基本)?(?:建成|投用|投入使用|投产|投运|运营|完工|竣工|完成|通车|启用|交付)+[。；]?$"
)
"""What stands behind a year that dates the figures before it alone: 新增床位300张，2027年6月底前投用。"""
_OF_ROW = "subject"
_GOALS = re.compile(r"目标|指标")
_STAGE = re.compile(r"[^，。；：（）]{0,14}(?:阶段|期|目标|步)（(?P<when>[^（），]{4,24})）(?=[，：。])")
_PLAN_AHEAD = re.compile(rf"十[{HAN_ONES}]五[”\"]?(?:时期|期间|发展|主要|奋斗|目标|重点)(?!.*(?:19|20)\d\d)")
_FIVE_YEARS = re.compile(r"(?:今后|未来)五年(?!.*(?:20\d\d|今年))")
_PART = re.compile(r"其中[：，]?[^，。；]{0,4}$")
_LIST_LABEL = re.compile(r"[^。；：]{0,30}(?:目标|指标)(?:是|为)?[：:]")


@dataclass(slots=True)
class _List:
    """The year that the sentences of a passage share, and whether its paragraphs (`whole`) continue one list of goals.

    `default` is the year that a deadline or a heading sets, `fallback` the end of the span that a heading looks ahead to:
    it dates what is promised and makes no bare figure a promise.
    """

    year: int | None
    default: int | None
    goals: bool
    whole: bool
    fallback: int | None = None

    @property
    def lasting(self) -> bool:
        return self.goals or self.whole


def find_targets(
    text: Text, passages: Iterable[Passage], *, period: tuple[int, int] | None, report: bool = False
) -> tuple[Target, ...]:
    """The targets that the running text commits to, in order; `page` is left open.

    到2026年，全市技术交易额达到80亿元。 → indicator 技术交易额, op >=, value 80, uom 亿元, year 2026, scope 全市
    `period` gives 五年内 and 规划期内 their year and tells which years are past. `report`: the document tells
    what was done. Linear in the length of the text.
    """
    passages = tuple(passages)
    folded = text.folded
    page = Page(text.stored, folded, mask(folded), mask(folded, brackets=False))
    reader = _Reader(
        page, passages, document_clock(folded, [passage.headings for passage in passages], period), report=report
    )
    # a paragraph behind a section's children belongs to the section: the order is that of the text, not of the tree
    paragraphs = [(part, at) for at, passage in enumerate(passages) for part in passage.paragraphs if part]
    for paragraph, at in sorted(paragraphs, key=lambda item: item[0][0]):
        reader.read(paragraph, at, passages[at])
    return tuple(reader.targets)


def without_repeats(targets: Iterable[Target]) -> Iterator[Target]:
    """The targets without figures alone in a row that another of its cells tells in full: 新建食堂6个 | 建成6个."""
    targets = tuple(targets)
    told = {_promise(target) for target in targets if target.rule != _OF_ROW}
    for target in targets:
        if target.rule != _OF_ROW or target.task_id is None or _promise(target) not in told:
            yield target
            told.add(_promise(target))


def _promise(target: Target) -> tuple[object, ...]:
    return target.task_id, target.value, target.uom, target.year


class _Reader:
    """Reads the paragraphs of one document in their order."""

    def __init__(self, page: Page, passages: tuple[Passage, ...], clock: Clock, *, report: bool) -> None:
        self.targets: list[Target] = []
        self._page, self._clock = page, clock
        self._yearly = clock.last if clock.first == clock.last else None
        # the rows of a task table promise, however many of them say 达到
        told = (passage for passage in passages if passage.subject is None)
        self._look_back = LookBack(page.folded, told, clock, report=report)
        self._settler = Settler(page, self._yearly)
        self._lists: dict[int, _List] = {}
        self._totals: tuple[int, dict[str | None, str]] = (-1, {})
        self._opened: dict[tuple[str, ...], int] = {}

    def read(self, sentences: tuple[Span, ...], number: int, passage: Passage) -> None:
        """Adds the targets of one paragraph of the passage with this number."""
        sentences = sentences if passage.subject is not None else self._look_back.ahead(sentences)
        if not sentences:
            return
        if number not in self._lists:
            self._lists[number] = self._open_list(passage, sentences[0][0])
        current = self._lists[number]
        if not (current.lasting or (passage.task_id is None and self._goes_on(sentences[0][0]))):
            current.year = None
        before = Sentence(totals=self._totals[1] if self._totals[0] == number else {})
        for sentence in sentences:
            for span in self._pieces(sentence):
                before = self._read_sentence(span, current, before, passage)
        self._totals = number, before.totals
        announces = self._page.folded.endswith(("：", "如下。"), *sentences[-1])
        if current.year is not None and (current.goals or announces):
            current.whole = True
            self._opened[passage.headings] = current.year

    def _goes_on(self, start: int) -> bool:
        """Whether a paragraph goes on with a list: the one before it ends with ；."""
        return self._page.folded[max(0, start - 8) : start].rstrip(" \n\t-—•·●■").endswith("；")

    def _pieces(self, span: Span) -> Iterator[Span]:
        """A sentence in pieces of bounded length, cut behind a comma: the cost of one grows with its square."""
        start, end = span
        while end - start > _LONGEST_PIECE:
            comma = self._page.folded.rfind("，", start, start + _LONGEST_PIECE) + 1
            stop = comma or start + _LONGEST_PIECE
            yield start, stop
            start = stop
        yield start, end

    def _open_list(self, passage: Passage, start: int) -> _List:
        """The list that a passage continues: one that a section above it opened; a deadline of its own goes before."""
        headings = passage.headings
        goals = passage.goal or any(_GOALS.search(title) for title in headings[-2:])
        if passage.due is not None:
            return _List(None, passage.due, goals, False)
        above = (headings[:depth] for depth in range(len(headings), -1, -1))
        year = next((self._opened[path] for path in above if path in self._opened), None)
        said = heading_year(headings, self._clock.now) or self._look_back.year_at(start)
        return _List(year, said, goals, year is not None, _span_ahead(headings, self._clock.now))

    def _read_sentence(self, span: Span, current: _List, before: Sentence, passage: Passage) -> Sentence:
        start, end = span
        folded = self._page.folded
        # a sentence that ends in ； is one with the next: scope, indicator and expectation go on
        joined = folded[max(0, start - 2) : start].rstrip().endswith(("；", "，"))
        sentence = Sentence(totals=dict(before.totals), subject=self._subject(passage))
        if joined:
            sentence.scope, sentence.last, sentence.expects = before.scope, before.last, before.expects
        start = paid_until(self._page.masked, start, end)
        if start == end or _TRIGGER.search(folded, start, end) is None or requires(self._page.masked, start, end):
            self._pass_over(span, current, joined=joined)
            return sentence
        stage = self._stage(start, end)
        if stage is not None:
            sentence.marks.append(stage)
        for mark in find_years(folded, start, end, self._clock):
            if stage is None or mark.span[0] >= stage.span[1]:
                (sentence.hidden if self._is_hidden(mark.span) else sentence.marks).append(mark)
        years = sentence.marks
        sentence.marks = as_completed(years, folded, start, end)
        sentence.past = sentence_past(folded, start, end, planned=self._look_back.plans_at(start))
        if joined and before.told_past and not any(first == start for first, _ in sentence.past):
            ahead = min((mark.span[0] for mark in sentence.marks if mark.role == "due"), default=end)
            sentence.past.append((start, ahead))
        dated = [mark for mark in sentence.marks if mark.role in ("due", "past")]
        sentence.told_past = dated[-1].role == "past" if dated else any(last == end for _, last in sentence.past)
        label = _LIST_LABEL.match(folded, start, end)
        if self._yearly is not None and label is not None and (current.year is None or "预期" in label[0]):
            current.year = self._yearly  # 主要预期目标是：… of a document for one year
        sentence.expects |= current.lasting or current.year is not None or current.default is not None
        sentence.owned = passage.owned and not sentence.past
        quantities = [
            q
            for q in find_quantities(folded, start, end)
            if not any(mark.span[0] < q.figure[1] and q.figure[0] < mark.span[1] for mark in (*years, *sentence.hidden))
        ]
        read_clauses(self._page, (start, end), quantities, sentence)
        due = [mark for mark in sentence.marks if mark.role == "due" and mark.year is not None]
        after = due[-1].span if due and all(draft.at < due[-1].span[0] for draft in sentence.drafts) else None
        done = after is not None and sentence.drafts and _AFTERTHOUGHT.match(folded, after[1], end)
        afterthought = due[-1].year if done else None
        count = len(self.targets)
        history: set[int] = set()
        for draft in sentence.drafts:
            if draft.part_of is not None and id(draft.part_of) in history:
                continue
            target = self._settler.settle(
                draft,
                sentence,
                year=afterthought or current.year,
                default=current.default or current.fallback,
                task_id=passage.task_id,
            )
            if target is not None:
                self.targets.append(target)
            else:
                history.add(id(draft))
        if due and afterthought is None:
            current.year = self._year_left(start, due)
            current.whole = current.whole or label is not None
        elif len(self.targets) == count:
            self._pass_over(span, current, joined=joined)
        if label is not None and current.year is not None:
            self._end_other_lists(passage.headings, current.year)
        return sentence

    def _year_left(self, start: int, due: list[YearMark]) -> int | None:
        """The year that holds on behind a sentence: the last one it promises for, but for one that parts a figure (其中2026年)."""
        whole = [mark for mark in due if not _PART.search(self._page.folded, start, mark.span[0])]
        return (whole or due)[-1].year

    def _stage(self, start: int, end: int) -> YearMark | None:
        """The deadline in a bracket behind the name of a stage that opens a sentence: 第一阶段（2026—2027年）：…"""
        match = _STAGE.match(self._page.folded, start, end)
        year = due_year(match["when"], self._clock) if match is not None else None
        if match is None or year is None or (self._clock.now is not None and year < self._clock.now):
            return None
        return YearMark(match.span("when"), "due", year)

    def _subject(self, passage: Passage) -> str | None:
        """What the row that a passage describes names: 改造管网 → 管网; None where its name counts things itself."""
        if passage.subject is None:
            return None
        start, end = passage.subject
        named = named_thing(Clause(self._page.text, self._page.folded, self._page.masked, start, end, []))
        return named if named is not None and not any(map(str.isdecimal, named)) else None

    def _end_other_lists(self, headings: tuple[str, ...], year: int) -> None:
        """A list with a year of its own ends one for another year that a section above opened (今后五年…; 今年预期目标是：…)."""
        for depth in range(len(headings) + 1):
            if self._opened.get(headings[:depth], year) != year:
                del self._opened[headings[:depth]]

    def _pass_over(self, span: Span, current: _List, *, joined: bool) -> None:
        """A sentence that acts and promises nothing ends the list whose year would go on."""
        if (
            current.year is not None
            and not (current.lasting or joined)
            and acts(self._page.masked, *span, promised=False)
        ):
            current.year = None

    def _is_hidden(self, span: Span) -> bool:
        """Whether a year stands inside a bracket or quote; “十四五” brings its own quotes and stands free."""
        masked, folded = self._page.masked, self._page.folded
        return masked[span[0]] == HIDDEN and masked[span[1] - 1] == HIDDEN and folded[span[0]] not in '“"'


def _span_ahead(headings: tuple[str, ...], now: int | None) -> int | None:
    """The last year of the span that the innermost heading with one looks ahead to.

    “十五五”时期主要目标 → 2030; 今后五年的工作 in 2026 → 2030
    """
    for title in reversed(headings):
        plain = fold(title).replace(" ", "")
        if title_tense(title, now) == "past":
            return None
        if _PLAN_AHEAD.search(plain) and (now is None or plan_years(plain)[-1] >= now):
            return plan_years(plain)[-1]
        if now is not None and _FIVE_YEARS.search(plain):
            return now + 4
    return None
