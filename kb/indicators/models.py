"""What is told of an indicator. All frozen; figures are exact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extract.models import Nature
from kb.models import DocumentEntry

Measure = Literal["level", "growth", "decline", "increment", "multiple", "rank", "relative", "first"]
MEASURE_LABELS: dict[Measure, str] = {
    "level": "水平",
    "growth": "增长",
    "decline": "下降",
    "increment": "新增",
    "multiple": "倍数",
    "rank": "位次",
    "relative": "比较",
    "first": "突破",
}
NATURE_LABELS: dict[Nature, str] = {"actual": "实际", "estimate": "预计", "target": "目标"}


@dataclass(frozen=True, slots=True)
class Concept:
    """One figure that documents word in several ways.

    known     whether the table of concepts has it; else it is the wording itself
    measures  how its figure may be meant, the first where nothing says
    good      whether more (up) or less (down) is better; "" where that is not known
    not_same  wordings close by that mean another figure
    """

    name: str
    known: bool = False
    aliases: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    uoms: tuple[str, ...] = ()
    good: str = ""
    nature: str = ""
    not_same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """A concept with how much the documents say of it: targets of the text, values of tables, in how many places."""

    concept: Concept
    wordings: tuple[str, ...]
    targets: int
    cells: int
    places: int

    @property
    def total(self) -> int:
        """How many figures there are."""
        return self.targets + self.cells


@dataclass(frozen=True, slots=True)
class IndicatorPoint:
    """One figure of one document.

    place    whose it is: where the document governs, or the place that its table names; `scope` a part of it (市本级)
    value    exact decimal text, for a range `lo–hi` (low and high are its ends); None where only words say it (`shown`)
    shown    the figure as a person reads it, without its unit of measurement: ≥ 3.7, 力争 ≥ 4, 约 7, 高于全省平均
    stretch  whether it is but striven for (力争达到): it may stand beside a figure that is promised
    at       where it stands, for the address of its document; None where nothing tells
    """

    indicator: str
    place: str | None
    scope: str | None
    year: int | None
    measure: Measure
    per: str | None
    uom: str | None
    nature: Nature
    source: Literal["text", "table"]
    op: str | None
    value: str | None
    low: Decimal | None
    high: Decimal | None
    shown: str
    quote: str
    document: DocumentEntry
    at: str | None
    page: int | None
    attribute: str | None = None
    doubts: tuple[str, ...] = ()
    stretch: bool = False

    @property
    def where(self) -> str:
        """Place and part: 宁波市 · 市本级."""
        return " · ".join(part for part in (self.place or "未写明地区", self.scope) if part)


@dataclass(frozen=True, slots=True)
class IndicatorSeries:
    """Figures that can be compared: of one measure, for one period, in one unit of measurement."""

    measure: Measure
    per: str | None
    uom: str | None
    points: tuple[IndicatorPoint, ...]

    @property
    def label(self) -> str:
        """水平（%）, 年均增长（%）, 新增（家，每年）."""
        per = self.per or ""
        named = MEASURE_LABELS[self.measure]
        if self.measure in ("growth", "decline"):
            return f"{per}{named}" + (f"（{self.uom}）" if self.uom else "")
        noted = "，".join(part for part in (self.uom, per) if part)
        return f"{named}（{noted}）" if noted else f"{named}（未写明单位）"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures that contradict one another: one place, one year, one series, one nature, and not the same figure.

    What is promised and what is striven for may both hold: 超过2.8%，力争达到3.0%.

    `within` one document (its text says 45 %, its table 46 %), or between documents. More than 45 % and 45 % are one figure.
    """

    series: str
    where: str
    year: int
    nature: Nature
    within: bool
    points: tuple[IndicatorPoint, ...]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """All that documents say of a concept: its series, most figures first, and what contradicts itself in them.

    `wordings` are the ways it is written here, with how often; `near` the concepts that are close by and not the same.
    """

    concept: Concept
    wordings: tuple[tuple[str, int], ...]
    series: tuple[IndicatorSeries, ...]
    contradictions: tuple[Contradiction, ...]
    near: tuple[str, ...]
