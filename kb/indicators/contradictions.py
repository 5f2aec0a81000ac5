"""Figures that cannot all hold: the text of a plan says 45 %, its table more than 45 %."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kb.indicators.models import Contradiction, IndicatorPoint, IndicatorSeries


def contradictions_of(series: Iterable[IndicatorSeries]) -> tuple[Contradiction, ...]:
    """What contradicts itself: within one document first, then between documents of one place; the late years first."""
    found = [contradiction for one in series for contradiction in _of_series(one)]
    return tuple(sorted(found, key=lambda one: (not one.within, -one.year, one.where)))


def _of_series(series: IndicatorSeries) -> Iterator[Contradiction]:
    dated = [point for point in series.points if point.year is not None and point.low is not None]
    dated.sort(key=_place)
    for (where, year, nature), points in groupby(dated, key=_place):
        same = list(points)
        per_document: dict[str, list[IndicatorPoint]] = {}
        for point in same:
            per_document.setdefault(point.document.id, []).append(point)
        within = [some for some in per_document.values() if _differ(some)]
        for some in within:
            yield Contradiction(series.label, where, year, nature, True, _each_once(some))  # type: ignore[arg-type]
        if not within and _differ(same):
            yield Contradiction(series.label, where, year, nature, False, _each_once(same))  # type: ignore[arg-type]


def _place(point: IndicatorPoint) -> tuple[str, int, str]:
    return point.where, point.year or 0, point.nature


def _claim(point: IndicatorPoint) -> tuple[object, object, str | None]:
    """What a figure claims: 45, 45.0 are one; 45 and more than 45 are two. What was measured has no bound."""
    return point.low, point.high, point.op if point.nature == "target" else None


def _differ(points: Sequence[IndicatorPoint]) -> bool:
    return len({_claim(point) for point in points}) > 1


def _each_once(points: Sequence[IndicatorPoint]) -> tuple[IndicatorPoint, ...]:
    """Of those that claim the same in one document and source the first."""
    found: dict[object, IndicatorPoint] = {}
    for point in points:
        found.setdefault((_claim(point), point.document.id, point.source), point)
    return tuple(found.values())
