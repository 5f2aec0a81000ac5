"""Scores extracted documents against annotations and holds the result against a pinned baseline.

`score_document` compares one document with its annotation, `Baseline` keeps what was reached, `evaluate` does both for
a folder of annotations. An annotation file has the form that `tests/golden/` shows.
"""

from __future__ import annotations

from evaluation.baseline import Baseline, Comparison
from evaluation.run import Evaluation, evaluate
from evaluation.score import MEASURES, Slip, Tally, score_document

__all__ = ["MEASURES", "Baseline", "Comparison", "Evaluation", "Slip", "Tally", "evaluate", "score_document"]
