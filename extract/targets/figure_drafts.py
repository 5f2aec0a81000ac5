"""Makes the draft of a figure: its kind, its comparison, the year of its baseline."""

from __future__ import annotations

import re

from extract.models import Op, Span, TargetKind
from extract.targets.clause import Clause, TargetDraft
from extract.targets.increments import is_added
from extract.targets.indicator_wording import Head, Tail
from extract.targets.target_words import words
from extract.text.quantities import Quantity

_PEOPLE = re.compile(r"(?:人次|人数|总数|数量|户数|数|人口|用户)$")
_REACHED = ("到", "至", "为", "达")
_FALLS = ("压减", "削减", "减少", "压缩", "缩减", "降低")


def make_draft(
    clause: Clause, ends: tuple[Head, Tail], q: Quantity, indicator: str, quote: Span, rule: str, *, certain: bool
) -> TargetDraft:
    """The draft of a figure and its indicator, with what the words between them say of its kind."""
    head, tail = ends
    kind, down = _kind(indicator, q, head, tail)
    uom = q.uom
    if q.kind == "money" and uom and uom.endswith("元") and _PEOPLE.search(indicator):
        uom = uom if "元" in clause.folded[slice(*q.figure)] else uom[:-1]  # 旅游总人次突破1亿
    op: Op = "range" if isinstance(q.value, tuple) else q.op or ("<=" if tail.kind == "reach-down" else ">=")
    base_year = None
    if tail.base is not None:
        base = tail.base
        base_year = next((m.year for m in clause.marks if m.span[0] < base[1] and base[0] < m.span[1]), None)
    value = None if q.unclear else q.value
    if kind == "multiple" and tail.kind == "grow" and not isinstance(q.value, tuple) and value is not None:
        reached = clause.masked.endswith(_REACHED, clause.start, q.span[0])
        value = q.value if reached else q.value + 1  # 增长1倍 is twice as much, 增长到2倍 too
    return TargetDraft(
        quote=quote,
        indicator=indicator,
        op=op,
        value=value,
        uom=uom,
        kind=kind,
        at=q.span[0],
        rule=rule,
        scope=head.scope,
        baseline_year=base_year,
        direction="down" if down else None,
        per=tail.per or head.per,
        modality=tail.modality or head.modality,
        certain=certain,
        increment=kind == "level" and is_added(clause.masked, clause.start, quote[0], q),
        doubts=("figure-unclear",) if q.unclear else (),
    )


def _kind(indicator: str, q: Quantity, head: Head, tail: Tail) -> tuple[TargetKind, bool]:
    """The kind of a target with a figure, and whether it is a decline."""
    if q.kind == "ratio":
        return "multiple", False
    if tail.kind in ("grow", "fall"):
        return "growth", tail.kind == "fall"
    if head.verb in _FALLS:
        return "growth", True
    if q.kind == "share" and indicator.endswith(words().rates):
        return "growth", indicator.endswith(("降幅", "下降率"))
    return "level", False
