"""What a promise told in words is about: the noun phrase before it."""

from __future__ import annotations

from extract.models import Op, Span, TargetKind, Value
from extract.targets.clause import Clause, Draft
from extract.targets.wording import Verbs, as_written, strip_head, strip_tail

CLAUSE_END = r"(?=[ ■]*(?:$|[，。；、）”\"]|的?目标))"
"""Behind a promise told in words: nothing that it could be the attribute of (全覆盖行动计划)."""


def named_before(clause: Clause, end: int, *, verbs: Verbs) -> tuple[Span, str | None, str | None]:
    """Where the indicator stands in the clause before `end`, its scope, and the modal word with it."""
    tail = strip_tail(clause.masked, clause.start, end, clause.marks)
    head = strip_head(
        clause.folded, clause.masked, clause.start, tail.end, clause.marks, among=clause.among, verbs=verbs
    )
    return (head.start, max(head.start, tail.end)), head.scope, tail.modality or head.modality


def promise(
    clause: Clause,
    span: Span,
    rule: str,
    *,
    kind: TargetKind,
    op: Op,
    value: Value | None,
    uom: str | None = None,
    reference: str | None = None,
    verbs: Verbs = "all",
    fallback: str | None = None,
) -> Draft | None:
    """A draft for the words at `span`, its indicator before them; None where nothing stands there to measure."""
    name_span, scope, modality = named_before(clause, span[0], verbs=verbs)
    name = as_written(clause.text, *name_span)
    if len(name) < 2:
        if not fallback:
            return None
        name, name_span = fallback, span
    return Draft(
        quote=(name_span[0], span[1]),
        indicator=name,
        op=op,
        value=value,
        uom=uom,
        kind=kind,
        at=span[0],
        rule=rule,
        scope=scope,
        reference=reference,
        modality=modality,
    )
