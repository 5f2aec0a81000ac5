"""What the readers of a clause hand on: a target before it has a year, a task and an id."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extract.models import Op, Per, Span, TargetKind, Value


@dataclass(slots=True)
class Draft:
    """One promise as read in its clause.

    `at` is where its figure (or the word that stands for one) begins: the year is the last one named before it.
    """

    quote: Span
    indicator: str
    op: Op
    value: Value | None
    uom: str | None
    kind: TargetKind
    at: int
    rule: str
    scope: str | None = None
    baseline: Decimal | None = None
    baseline_year: int | None = None
    reference: str | None = None
    direction: Literal["up", "down"] | None = None
    per: Per | None = None
    modality: str | None = None
    year: int | None = None
    certain: bool = True
