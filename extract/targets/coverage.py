"""One coverage for a list of things: 企业设立机构、开展活动、增加投入“三个全覆盖”."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.models import Span
from extract.targets.clause import Clause, TargetDraft
from extract.targets.coordination import items
from extract.targets.indicator_wording import as_written, strip_head
from extract.targets.target_words import words
from extract.text.numerals import parse_number
from extract.text.quantities import Quantity

_COVERED = re.compile(r"(?:等|的)?[“\"]?(?P<count>[两二三四五六七八])(?:个|项|大)?全覆盖[”\"]?")


def read_covered_list(clause: Clause, quantities: list[Quantity]) -> tuple[list[TargetDraft], Span] | None:
    """A target a thing that is done, where as many are listed as the words count, each with the subject of the first.

    企业设立机构、开展活动“两个全覆盖” → 企业设立机构 100 %, 企业开展活动 100 %
    """
    match = _COVERED.search(clause.folded, clause.start, clause.end)
    number = parse_number(match["count"]) if match is not None else None
    if match is None or number is None:
        return None
    stop = match.start()
    head = strip_head(clause.folded, clause.masked, clause.start, stop, clause.marks, among=clause.among, verbs="all")
    spans = items(clause.masked, head.start, stop, int(number))
    if len(spans) != number:
        return None
    names = [as_written(clause.text, *span) for span in spans]
    subject = _subject(names[0])
    if subject and all(words().makes.at_start(name, 0, len(name)) for name in names[1:]):
        names = [names[0], *(subject + name for name in names[1:])]
    else:
        names = [as_written(clause.text, head.start, stop)]
    quote = (head.start, match.end())
    drafts = [
        TargetDraft(quote, name, ">=", Decimal(100), "%", "coverage", stop, "coverage-list", scope=head.scope)
        for name in names
    ]
    return drafts, quote


def _subject(name: str) -> str:
    """What stands before the first verb of a thing: 企业 of 企业设立机构."""
    makes = words().makes
    for at in range(2, len(name) - 2):
        verb = makes.at_start(name, at, len(name))
        if verb is not None and len(verb) > 1 and makes.kinds[verb] == "make":
            return name[:at]
    return ""
