"""Which sentences of a task are measures, and that a long task is read in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from extract.tasks.measures import find_measures


@dataclass
class Promise:
    """Stands for a target, and counts how often it is looked at."""

    start: int
    looks: list[int]
    rule: str = "frequency"

    @property
    def span(self) -> tuple[int, int]:
        self.looks.append(self.start)
        return self.start, self.start + 1


def test_a_target_is_not_looked_at_for_every_sentence() -> None:
    """A chapter without a line break has thousands of sentences and as many targets."""
    sentence = "完善工作机制，加强统筹协调。"
    text = sentence * 200
    spans = [(at, at + len(sentence)) for at in range(0, len(text), len(sentence))]
    looks: list[int] = []
    promises = [Promise(start, looks) for start, _ in spans]
    found = find_measures(text, spans, cast("Any", promises))
    assert {measure.rule for measure in found} == {"measure with a target"}
    assert len(looks) < 10 * len(promises)
