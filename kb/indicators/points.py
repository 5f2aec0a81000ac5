"""Targets and values of tables → figures that can be compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from kb.deadline import LATEST
from kb.indicators.concepts import Concepts, Wording, measure_of
from kb.indicators.models import Concept, IndicatorPoint, IndicatorSeries, Measure
from kb.models import DocumentEntry
from kb.shown_names import doubt_reasons
from kb.store.document_entries import cell_id, doubts_of
from kb.target_fields import TargetFields
from kb.text.folding import fold

Row = Mapping[Any, Any]

_SIGNS = {">=": "≥ ", ">": "＞ ", "<=": "≤ ", "<": "＜ ", "~": "约 "}
_STRIVING = frozenset({"力争", "争取", "努力", "奋力", "力促", "争"})
"""How it is said that a figure is striven for; 确保 and 保证 promise it."""
_FIELDS = tuple(TargetFields.__dataclass_fields__)
_WHOLE_PLACE = frozenset({"全市", "全省", "全区", "全县", "全州", "全盟", "全旗", "全域"})
_PLACE_LEVELS = "省市县区州盟旗"


def target_points(
    rows: Iterable[Row],
    documents: Mapping[int, DocumentEntry],
    concept: Concept,
    regions: Collection[str],
    known: Concepts,
) -> Iterator[IndicatorPoint]:
    """The figures of targets that are of the concept, and those of what they start from (基期2025年 3.1: actual)."""
    for row in rows:
        wording = known.read(row["indicator"], grows=row["kind"] == "growth", added=bool(row["increment"]))
        if wording.concept.name == concept.name and row["version"] in documents:
            target = TargetFields(**{name: row[name] for name in _FIELDS})
            document = documents[row["version"]]
            measure = measure_of(
                wording, kind=row["kind"], uom=row["uom"], direction=row["direction"], added=bool(row["increment"])
            )
            yield _target_point(row, target, document, measure, regions)
            if target.baseline is not None and measure == "level":
                yield _baseline_point(row, target, document, regions)


def cell_points(
    rows: Iterable[Row],
    documents: Mapping[int, DocumentEntry],
    concept: Concept,
    regions: Collection[str],
    known: Concepts,
) -> Iterator[IndicatorPoint]:
    """The values of tables that are of the concept."""
    for row in rows:
        wording = known.read(row["indicator"])
        if wording.concept.name == concept.name and row["version"] in documents:
            yield _cell_point(row, wording, documents[row["version"]], regions)


def series_of(points: Iterable[IndicatorPoint]) -> tuple[IndicatorSeries, ...]:
    """The figures by what can be compared: of one measure, for one period, in one unit of measurement; most first."""
    found: dict[tuple[Measure, str | None, str], list[IndicatorPoint]] = {}
    for point in points:
        found.setdefault((point.measure, point.per, fold(point.uom or "")), []).append(point)
    ordered = sorted(found.values(), key=lambda same: -len(same))
    return tuple(
        IndicatorSeries(
            same[0].measure,
            same[0].per,
            same[0].uom,
            tuple(sorted(same, key=_order)),
        )
        for same in ordered
    )


def _order(point: IndicatorPoint) -> tuple[str, int, str, Decimal, str]:
    return point.where, point.year or LATEST, point.source, point.low or Decimal(0), point.document.path


def _target_point(
    row: Row, target: TargetFields, document: DocumentEntry, measure: Measure, regions: Collection[str]
) -> IndicatorPoint:
    low, high = _ends(target.value)
    place, part = whose(row["scope"], document.facts.region, regions)
    said = target.value is None or measure in ("relative", "first")
    figure = f"{target.manner} {target.value or ''}".strip() if said else _SIGNS.get(target.op, "") + str(target.value)
    stretch = target.modality in _STRIVING
    return IndicatorPoint(
        indicator=row["indicator"],
        place=place,
        scope=part,
        year=target.year,
        measure=measure,
        per=_period(measure, target.per),
        uom=target.uom,
        nature="target",
        source="text",
        op=target.op,
        value=target.value,
        low=low,
        high=high,
        shown=f"{target.modality} {figure}" if stretch else figure,
        quote=row["text"],
        document=document,
        at=row["id"],
        page=row["page"],
        attribute=target.attribute,
        doubts=doubt_reasons(doubts_of(row["doubts"])),
        stretch=stretch,
    )


def _baseline_point(
    row: Row, target: TargetFields, document: DocumentEntry, regions: Collection[str]
) -> IndicatorPoint:
    low, high = _ends(target.baseline)
    place, part = whose(row["scope"], document.facts.region, regions)
    return IndicatorPoint(
        indicator=row["indicator"],
        place=place,
        scope=part,
        year=target.baseline_year,
        measure="level",
        per=None,
        uom=target.uom,
        nature="actual",
        source="text",
        op=None,
        value=target.baseline,
        low=low,
        high=high,
        shown=str(target.baseline),
        quote=row["text"],
        document=document,
        at=row["id"],
        page=row["page"],
        doubts=doubt_reasons(doubts_of(row["doubts"])),
    )


def _cell_point(row: Row, wording: Wording, document: DocumentEntry, regions: Collection[str]) -> IndicatorPoint:
    low, high = _ends(row["value"])
    place, part = whose(row["scope"], document.facts.region, regions)
    measure = measure_of(wording, kind=None, uom=row["uom"], direction=None)
    figure = _SIGNS.get(row["op"] or "", "") if row["nature"] == "target" else ""
    return IndicatorPoint(
        indicator=row["indicator"],
        place=place,
        scope=part,
        year=row["year"],
        measure=measure if row["value"] is not None else "relative",
        per=_period(measure, row["per"]),
        uom=row["uom"],
        nature=row["nature"],
        source="table",
        op=row["op"],
        value=row["value"],
        low=low,
        high=high,
        shown=row["text"] or "" if row["value"] is None else figure + row["value"],
        quote="，".join(part for part in (row["table_title"], row["indicator"]) if part),
        document=document,
        at=None if row["start"] is None else cell_id(document.id, row),
        page=row["page"],
        attribute=row["attribute"],
        doubts=doubt_reasons(doubts_of(row["doubts"])),
    )


def whose(scope: str | None, region: str | None, regions: Collection[str]) -> tuple[str | None, str | None]:
    """Whose a figure is: the place, and the part of it. `regions` are the places that have documents.

    全市 of a document of 慈溪市 → 慈溪市, None   市本级 → 慈溪市, 市本级   慈溪市 in a table of 宁波市 → 慈溪市, None
    A word for all of a place means the document's own only where that is of its level: 全省 in one of 慈溪市 is a part.
    """
    if scope is None or scope == region:
        return region, None
    if scope in regions:
        return scope, None
    own = scope in _WHOLE_PLACE and (scope == "全域" or region is None or scope[-1] == _level(region))
    return region, None if own else scope


def _level(region: str) -> str:
    return region[-1] if region[-1] in _PLACE_LEVELS else "区" if region.endswith("自治区") else ""


def _period(measure: Measure, per: str | None) -> str | None:
    """What of 年均, 每年, 累计 parts figures: how much there is in all is so by itself."""
    return None if per == "累计" and measure == "level" else per


def _ends(value: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Both ends of a figure: 5.5 → 5.5, 5.5; 5–6 → 5, 6."""
    if value is None:
        return None, None
    first, _, last = value.partition("–")
    try:
        return Decimal(first), Decimal(last or first)
    except InvalidOperation:
        return None, None
