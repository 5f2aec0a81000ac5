"""A text as one passage, and its targets in one line each."""

from __future__ import annotations

from extract.models import Passage, Target
from extract.targets import find_targets
from extract.text.characters import Text, fold
from extract.text.sentences import sentence_spans


def targets_of(
    text: str,
    *,
    headings: tuple[str, ...] = (),
    period: tuple[int, int] | None = (2022, 2026),
    task_id: str | None = None,
) -> tuple[Target, ...]:
    """The targets of a text whose lines are the paragraphs of one passage."""
    folded, paragraphs, at = fold(text), [], 0
    for line in text.split("\n"):
        paragraphs.append(tuple(sentence_spans(folded, at, at + len(line))))
        at += len(line) + 1
    return find_targets(Text.of(text), [Passage(tuple(paragraphs), headings, task_id)], period=period)


def value(target: Target) -> str:
    if isinstance(target.value, tuple):
        return f"{target.value[0]}..{target.value[1]}"
    return "" if target.value is None else str(target.value)


def shown(text: str, **options: object) -> list[str]:
    """Each target as `indicator op value uom @year`."""
    parts = (
        (t.indicator, t.op, value(t), t.uom or "", f"@{t.year}" if t.year else "")
        for t in targets_of(text, **options)  # type: ignore[arg-type]
    )
    return [" ".join(part for part in each if part) for each in parts]
