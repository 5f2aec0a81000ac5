"""Only figures that contradict one another are listed: the same one with another bound does not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.models import Facts
from kb.indicators.contradictions import contradictions_of
from kb.indicators.models import IndicatorPoint, IndicatorSeries
from kb.models import DocumentEntry

AGREE = ["＞45 ≥45", "≥45 45", "＞45 45", "45 45.0", "约45 ≥45", "45-50 ≥45", "45-50 47", "45-50 ≤50", "≤45 ＜45"]
CONTRADICT = ["45 46", "≥200 ≥220", "≥45 ≤45", "45-50 ≥50", "45-50 ≥46", "45-50 45-55", "45-50 51", "＞45 ≥46"]
DOCUMENT = DocumentEntry(
    "d", "a.txt", "a.txt", "docs", Facts("方案", "丰安市", None, "方案", "正式", None), "txt", None, 0, 0, 1, 0
)
OPS = {"≥": ">=", "＞": ">", "≤": "<=", "＜": "<", "约": "~"}


def point(figure: str) -> IndicatorPoint:
    op = OPS.get(figure[0])
    low, _, high = figure.lstrip("".join(OPS)).partition("-")
    return IndicatorPoint(
        indicator="生活垃圾回收利用率",
        place="丰安市",
        scope=None,
        year=2025,
        measure="level",
        per=None,
        uom="%",
        nature="target",
        source="text",
        op=op,
        value=low,
        low=Decimal(low),
        high=Decimal(high or low),
        shown=figure,
        quote=figure,
        document=DOCUMENT,
        at=None,
        page=None,
    )


def contradict(figures: str) -> bool:
    series = IndicatorSeries("level", None, "%", tuple(map(point, figures.split())))
    return bool(contradictions_of([series]))


@pytest.mark.parametrize("figures", AGREE)
def test_one_figure_with_another_bound_is_no_contradiction(figures: str) -> None:
    assert not contradict(figures)


@pytest.mark.parametrize("figures", CONTRADICT)
def test_other_figures_and_opposite_bounds_are(figures: str) -> None:
    assert contradict(figures)
