"""Figures that contradict one another: the text of a plan says 45 %, its table 46 %."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, groupby

from kb.indicators.models import Contradiction, IndicatorPoint, IndicatorSeries

_Claim = tuple[Decimal | None, Decimal | None, str]
_BOUNDS = {">=": "at least", ">": "at least", "<=": "at most", "<": "at most"}


def contradictions_of(series: Iterable[IndicatorSeries]) -> tuple[Contradiction, ...]:
    """What contradicts itself: within one document first, then between documents of one place; the late years first."""
    found = [contradiction for one in series for contradiction in _of_series(one)]
    return tuple(sorted(found, key=lambda one: (not one.within, -one.year, one.where)))


def _of_series(series: IndicatorSeries) -> Iterator[Contradiction]:
    dated = [point for point in series.points if point.year is not None and point.low is not None]
    dated.sort(key=_place)
    for (where, year, nature), points in groupby(dated, key=_place):
        same = _of_one_thing(list(points))
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


def _of_one_thing(points: Sequence[IndicatorPoint]) -> list[IndicatorPoint]:
    """Without those that one sentence gives several figures of: 三次产业增加值分别增长2%、6.5%和7.5% tells of three things."""
    said: dict[tuple[str, str], set[object]] = {}
    for point in points:
        said.setdefault((point.document.id, point.quote), set()).add(_claim(point))
    return [point for point in points if point.source == "table" or len(said[point.document.id, point.quote]) == 1]


def _claim(point: IndicatorPoint) -> _Claim:
    """What a figure claims: 45, 45.0 are one, more than 45 is another. What was measured has no bound."""
    return point.low, point.high, _BOUNDS.get(point.op or "", "") if point.nature == "target" else ""


def _differ(points: Sequence[IndicatorPoint]) -> bool:
    """Whether some that are promised, or some that are striven for, do not agree."""
    promised = {_claim(point) for point in points if not point.stretch}
    striven = {_claim(point) for point in points if point.stretch}
    return any(not _agree(*two) for claims in (promised, striven) for two in combinations(claims, 2))


def _agree(one: _Claim, other: _Claim) -> bool:
    """Whether two say the same figure: ＞45 and 45以上 do, 45 and 45–50, 47 and 45–50; 45 and 46 do not, nor ≥ 45 and ≤ 45."""
    if {one[2], other[2]} == {"at least", "at most"}:
        return False
    if one[:2] == other[:2]:
        return True
    (low, high, _), (figure, same, bound) = sorted((one, other), key=lambda claim: claim[0] == claim[1])
    if low is None or high is None or figure is None or low == high or figure != same:
        return False
    return figure == {"at least": low, "at most": high}[bound] if bound else low <= figure <= high


def _each_once(points: Sequence[IndicatorPoint]) -> tuple[IndicatorPoint, ...]:
    """Of those that claim the same in one document and source the first."""
    found: dict[object, IndicatorPoint] = {}
    for point in points:
        found.setdefault((_claim(point), point.document.id, point.source), point)
    return tuple(found.values())
