"""The sentences of a task that say what will be done."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from extract.models import Measure, Span, Target
from extract.targets import is_context, states_only_targets


def find_measures(text: str, sentences: Iterable[Span], targets: Sequence[Target]) -> tuple[Measure, ...]:
    """The sentences that act, with or without a target beside it; those that only state targets or praise are left out.

    "支持企业建设研发机构。到2026年，研发机构达到400家。" → "支持企业建设研发机构。"
    """
    found = []
    ordered = sorted(targets, key=lambda target: target.span)
    starts = [target.span[0] for target in ordered]  # a chapter that lost its breaks has thousands of either
    for sentence in sentences:
        inside = ordered[bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])]
        if states_only_targets(text, sentence, inside) or is_context(text, sentence):
            continue
        found.append(Measure(text[slice(*sentence)], sentence, rule="measure with a target" if inside else "measure"))
    return tuple(found)
