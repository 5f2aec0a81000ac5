"""One indicator over documents: what can be compared stands together, what contradicts itself is listed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kb_samples import built

import kb
from kb.indicators.points import whose

PLAN = """@ 丰安市科技规划|丰安市|规划
G 高新技术企业|>=|200|家|2025|高新技术企业达到200家
G 高新技术企业|+>=|30|家|2025|新增高新技术企业30家
G 高新技术企业|>=|1.5|万家|2030|高新技术企业达到1.5万家
G 地区生产总值|>=|2000|亿元|2025|地区生产总值达到2000亿元
G GDP|~|6|%|2025|GDP增长6%左右
G 全社会研发投入占GDP比重|>=|3.2|%|2026|全社会研发投入占GDP比重达到3.2%
G 生活垃圾回收利用率|>=|45|%|2025|生活垃圾回收利用率达到45%
G 生活垃圾回收利用率|>=|45.0|%|2025|生活垃圾回收利用率要达到45%
C 全社会R&D经费支出占GDP比重|2026|3.2
C 研发投入强度|2024|3.0
C 生活垃圾回收利用率|2025|46
"""
REPORT = """@ 丰安市工作报告|丰安市|报告
G 国家高新技术企业数量|>=|220|家|2025|国家高新技术企业数量达到220家
"""
STRIVING = """@ 云溪市创新规划|云溪市|规划
G 森林覆盖率|>|60|%|2025|森林覆盖率超过60%
G 森林覆盖率|>=|62|%|2025|力争森林覆盖率达到62%
G 三次产业增加值|>=|2|%|2025|三次产业增加值分别增长2%、6%
G 三次产业增加值|>=|6|%|2025|三次产业增加值分别增长2%、6%
G 人均预期寿命|>=|80|岁|2025|力争人均预期寿命达到80岁
G 人均预期寿命|>=|81|岁|2025|力争人均预期寿命达到81岁
"""
ELSEWHERE = """@ 云溪市科技规划|云溪市|规划
G 高新技术企业总数|>=|90|家|2025|高新技术企业总数达到90家
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    files = {"规划": PLAN, "规划副本": PLAN, "报告": REPORT, "云溪": ELSEWHERE, "力争": STRIVING}
    with built(tmp_path_factory.mktemp("indicators"), **files) as opened:
        yield opened


def shown(view: kb.IndicatorView) -> dict[str, list[tuple[str, int | None, str, str]]]:
    return {s.label: [(p.where, p.year, p.shown, p.source) for p in s.points] for s in view.series}


def test_wordings_are_joined_increments_and_units_of_measurement_are_not(base: kb.KnowledgeBase) -> None:
    assert shown(base.indicators.one("高新技术企业数")) == {
        "水平（家）": [
            ("丰安市", 2025, "≥ 200", "text"),
            ("丰安市", 2025, "≥ 220", "text"),
            ("云溪市", 2025, "≥ 90", "text"),
        ],
        "水平（万家）": [("丰安市", 2030, "≥ 1.5", "text")],
    }
    assert shown(base.indicators.one("高新技术企业数（新增）")) == {"新增（家）": [("丰安市", 2025, "≥ 30", "text")]}


def test_a_level_and_its_growth_are_apart(base: kb.KnowledgeBase) -> None:
    assert shown(base.indicators.one("GDP")) == {
        "增长（%）": [("丰安市", 2025, "约 6", "text")],
        "水平（亿元）": [("丰安市", 2025, "≥ 2000", "text")],
    }


def test_text_and_table_stand_together_and_are_told_apart(base: kb.KnowledgeBase) -> None:
    assert shown(base.indicators.one("研发投入强度")) == {
        "水平（%）": [
            ("丰安市", 2024, "≥ 3.0", "table"),
            ("丰安市", 2026, "≥ 3.2", "table"),
            ("丰安市", 2026, "≥ 3.2", "text"),
        ]
    }


def test_every_figure_leads_to_its_place(base: kb.KnowledgeBase) -> None:
    for entry in base.indicators.all():
        for series in base.indicators.one(entry.concept.name).series:
            for point in series.points:
                if point.source == "text":
                    assert point.at is not None
                    marked = base.documents.one(point.document.id).commitment(point.at)
                    assert marked is not None
                    assert point.quote in base.documents.one(point.document.id).text
                assert not point.document.copy


def test_copies_count_once(base: kb.KnowledgeBase) -> None:
    entry = next(e for e in base.indicators.all("垃圾回收") if e.concept.name == "生活垃圾回收利用率")
    assert (entry.targets, entry.cells, entry.places) == (2, 1, 1)


def test_what_contradicts_itself_is_listed(base: kb.KnowledgeBase) -> None:
    (one,) = base.indicators.one("生活垃圾回收利用率").contradictions
    assert (one.where, one.year, one.nature, one.within) == ("丰安市", 2025, "target", True)
    assert sorted((p.shown, p.source) for p in one.points) == [("≥ 45", "text"), ("≥ 46", "table")]
    (between,) = base.indicators.one("高新技术企业数").contradictions
    assert (between.within, [p.shown for p in between.points]) == (False, ["≥ 200", "≥ 220"])
    assert base.indicators.one("全社会研发经费投入强度").contradictions == ()


def test_what_is_striven_for_stands_beside_what_is_promised(base: kb.KnowledgeBase) -> None:
    view = base.indicators.one("森林覆盖率")
    assert [(p.shown, p.stretch) for s in view.series for p in s.points] == [("＞ 60", False), ("力争 ≥ 62", True)]
    assert view.contradictions == ()
    (one,) = base.indicators.one("人均预期寿命").contradictions
    assert [p.shown for p in one.points] == ["力争 ≥ 80", "力争 ≥ 81"]


def test_figures_of_one_sentence_are_of_several_things(base: kb.KnowledgeBase) -> None:
    view = base.indicators.one("三次产业增加值")
    assert ([p.shown for s in view.series for p in s.points], view.contradictions) == (["≥ 2", "≥ 6"], ())


def test_close_by_and_not_the_same(base: kb.KnowledgeBase) -> None:
    assert base.indicators.one("高新技术企业数").near == ("高新技术企业数（新增）",)
    assert base.indicators.one("高新技术企业数（新增）").near == ("高新技术企业数",)


def test_what_no_document_has_is_said(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.BadFilter, match=r"没有指标“星河指数”$"):
        base.indicators.one("星河指数")
    with pytest.raises(kb.BadFilter, match="相近的有：生活垃圾回收利用率"):
        base.indicators.one("垃圾回收")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("gdp", "地区生产总值"),
        ("国家高新技术企业数量", "高新技术企业数"),
        ("高新 企业", "高新技术企业数"),
        ("shljhslyl", "生活垃圾回收利用率"),
        ("laji", "生活垃圾回收利用率"),
        ("研发强度", "全社会研发经费投入强度"),
    ],
)
def test_indicators_are_found(base: kb.KnowledgeBase, typed: str, first: str) -> None:
    assert base.indicators.all(typed)[0].concept.name == first


def test_nothing_is_found_by_what_nothing_is_called(base: kb.KnowledgeBase) -> None:
    assert base.indicators.all("xqzzzz") == ()
    assert base.indicators.all("星河") == ()


def test_known_concepts_stand_first(base: kb.KnowledgeBase) -> None:
    known = [entry.concept.known for entry in base.indicators.all()]
    assert known == sorted(known, reverse=True)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", 3),
        ("研发", 2),
        ("研发强度 2024年", 1),
        ("R&D经费投入强度", 2),
        ("垃圾 46", 1),
        ("丰安市", 3),
        ("丰安市 2023年", 0),
        ("yftrqd", 1),
    ],
)
def test_cells_are_found_by_words(base: kb.KnowledgeBase, words: str, found: int) -> None:
    assert len(base.indicators.cells(words)) == found


@pytest.mark.parametrize(
    ("scope", "region", "place", "part"),
    [
        (None, "慈溪市", "慈溪市", None),
        ("全市", "慈溪市", "慈溪市", None),
        ("全省", "慈溪市", "慈溪市", "全省"),
        ("全区", "广西壮族自治区", "广西壮族自治区", None),
        ("市本级", "慈溪市", "慈溪市", "市本级"),
        ("慈溪市", "慈溪市", "慈溪市", None),
        ("慈溪市", "宁波市", "慈溪市", None),
        ("余姚市", "宁波市", "宁波市", "余姚市"),
        ("全市", None, None, None),
        ("全域", "慈溪市", "慈溪市", None),
    ],
)
def test_whose_a_figure_is(scope: str | None, region: str | None, place: str | None, part: str | None) -> None:
    assert whose(scope, region, {"慈溪市", "宁波市"}) == (place, part)
