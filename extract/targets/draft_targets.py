"""Makes a target of a draft: its year, what it is compared with, its id; none of a figure that is history."""

from __future__ import annotations

import hashlib
import re
from typing import get_args

from extract.models import Attribute, Target
from extract.targets.clause import TargetDraft
from extract.targets.sentence_drafts import Page, Sentence
from extract.text.periods import YearMark

_ATTRIBUTE = re.compile(r"约束性|预期性")
_DONE = re.compile(r"(?<![为除])了")
_FROM_THEN = re.compile(r"(?:起|开始|以后)$")
_NEAR = 8


class Settler:
    """Settles the drafts of one document; its ids are unique there. `yearly` is the one year that it plans, if it does."""

    def __init__(self, page: Page, yearly: int | None) -> None:
        self._page, self._yearly = page, yearly
        self._ids: set[str] = set()

    def settle(
        self, draft: TargetDraft, sentence: Sentence, *, year: int | None, default: int | None, task_id: str | None
    ) -> Target | None:
        """The target of a draft; None where the figure is history.

        `year` is that of the list which the sentence continues, `default` that of the headings.
        """
        if draft.remote:
            year = default = None
        named = [mark for mark in sentence.marks if mark.span[0] <= draft.at and mark.role in ("due", "past")]
        if _is_history(self._page.folded, draft, sentence, named):
            return None
        begun = [
            mark
            for mark in sentence.marks
            if mark.role == "each" and mark.span[0] <= draft.at and _FROM_THEN.search(self._page.folded, *mark.span)
        ]
        if named and begun and begun[-1].span[0] > named[-1].span[0]:
            named, year, default = [], None, None  # 2026年新增80家，2027年起每年新增100家
        quote = self._page.text[slice(*draft.quote)]
        inside = [mark for mark in sentence.marks if draft.quote[0] <= mark.span[0] < draft.quote[1]]
        baseline_year = draft.baseline_year
        if baseline_year is None and draft.baseline is None:
            baseline_year = next((mark.year for mark in reversed(inside) if mark.role == "baseline"), None)
        return Target(
            id=self._identify(draft, quote),
            quote=quote,
            span=draft.quote,
            indicator=draft.indicator,
            op=draft.op,
            value=draft.value,
            uom=draft.uom,
            year=self._year(draft, named, inside, year, default),
            scope=draft.scope,
            kind=draft.kind,
            task_id=task_id,
            baseline=draft.baseline,
            baseline_year=baseline_year,
            reference=draft.reference,
            direction=draft.direction,
            attribute=self._attribute(draft),
            per=draft.per,
            modality=draft.modality,
            increment=draft.increment,
            rule=draft.rule,
            doubts=draft.doubts,
        )

    def _attribute(self, draft: TargetDraft) -> Attribute | None:
        """约束性 or 预期性, where it stands in the quote or in a bracket right behind it."""
        start, end = draft.quote
        stop = end + _NEAR if self._page.folded[end : end + 1] == "（" else end
        match = _ATTRIBUTE.search(self._page.folded, start, stop)
        return next((word for word in get_args(Attribute) if match is not None and word == match[0]), None)

    def _year(
        self, draft: TargetDraft, named: list[YearMark], inside: list[YearMark], year: int | None, default: int | None
    ) -> int | None:
        """Its own; the last one named before it; one named behind it in its quote; that of its list; that of the headings."""
        if draft.year is not None or named:
            return draft.year if draft.year is not None else named[-1].year
        found = next((mark.year for mark in inside if mark.role == "due"), year)
        if draft.per in ("每年", "年均"):
            return None if found == self._yearly else found  # what is done every year is not due in this one
        return default if found is None else found

    def _identify(self, draft: TargetDraft, quote: str) -> str:
        key = f"{draft.quote[0]}|{quote}|{draft.indicator}|{draft.value}|{draft.year}"
        digest = "t" + hashlib.sha256(key.encode()).hexdigest()[:10]
        unique, number = digest, 1
        while unique in self._ids:
            number += 1
            unique = f"{digest}-{number}"
        self._ids.add(unique)
        return unique


def _is_history(folded: str, draft: TargetDraft, sentence: Sentence, named: list[YearMark]) -> bool:
    if (named and named[-1].role == "past") or _DONE.search(folded, draft.quote[0], draft.at) is not None:
        return True
    return any(
        start <= draft.at < end and not any(mark.role == "due" and start <= mark.span[0] for mark in named)
        for start, end in sentence.past
    )
