"""Wordings of one figure are joined, those of two never."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extract.errors import RuleError
from extract.rulefiles import parse_csv
from kb.indicators import concepts as module
from kb.indicators.concepts import (
    ADDED,
    AFFIX_COLUMNS,
    COLUMNS,
    Concepts,
    measure_of,
    table_concepts,
)
from kb.rule_tables import rows

read_wording, concept_named = Concepts().read, Concepts().named
TABLE = rows("indicators.csv", COLUMNS, unique="concept")
AFFIXES = rows("indicator_affixes.csv", AFFIX_COLUMNS)


def near_misses() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("near_misses.csv").read_text("utf-8").splitlines()
    return [(row["a"], row["b"]) for row in csv.DictReader(line for line in lines if not line.startswith("#"))]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["concept"])
def test_every_wording_of_the_table_means_its_concept(row: object) -> None:
    named = [row["concept"], *row.many("aliases"), row["example"]]  # type: ignore[index, attr-defined]
    assert {read_wording(name).concept.name for name in named} == {row["concept"]}  # type: ignore[index]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["concept"])
def test_what_the_table_keeps_apart_is_apart(row: object) -> None:
    joined = [n for n in row.many("not_same") if read_wording(n).concept.name == row["concept"]]  # type: ignore[index, attr-defined]
    assert joined == []


@pytest.mark.parametrize("row", AFFIXES, ids=lambda row: row["example"])
def test_an_affix_does_what_its_example_says(row: object) -> None:
    written, _, concept = row["example"].partition("=")  # type: ignore[index]
    assert read_wording(written).concept.name == concept


UOM_ALONE = ("老旧小区改造（个）", "老旧小区改造（万户）")
"""Told apart by the unit of measurement alone: one concept, never one series."""


@pytest.mark.parametrize(("a", "b"), near_misses())
def test_near_misses_are_not_joined(a: str, b: str) -> None:
    assert (read_wording(a).concept.name == read_wording(b).concept.name) is ((a, b) == UOM_ALONE)


def test_there_are_enough_near_misses() -> None:
    assert len(near_misses()) >= 37
    assert UOM_ALONE in near_misses()


@pytest.mark.parametrize(
    ("written", "grows", "added", "concept", "says"),
    [
        ("全市规上工业增加值增速", False, False, "规模以上工业增加值", "growth"),
        ("规模以上工业增加值", True, False, "规模以上工业增加值", None),
        ("ＧＤＰ", False, False, "地区生产总值", None),
        ("宁波市地区生产总值", False, False, "地区生产总值", None),
        ("高新技术企业", False, True, "高新技术企业数" + ADDED, "increment"),
        ("新增高新技术企业", False, True, "高新技术企业数" + ADDED, "increment"),
        ("新增5G基站", False, False, "5G基站" + ADDED, "increment"),
        ("城镇就业", False, True, "城镇新增就业", "increment"),
        ("全社会研发经费投入", True, False, "全社会研发经费投入增长", None),
        ("全社会研发经费投入", False, False, "全社会研发经费投入", None),
        ("星河指数", False, False, "星河指数", None),
        ("全市星河指数", False, False, "星河指数", None),
        ("星河产业增加值增速", False, False, "星河产业增加值", "growth"),
        ("新增星河企业", False, False, "星河企业" + ADDED, "increment"),
        ("全国重点实验室", False, False, "全国重点实验室", None),
        ("年轻干部", False, False, "年轻干部", None),
        ("", False, False, "", None),
    ],
)
def test_a_wording_is_read(written: str, grows: bool, added: bool, concept: str, says: str | None) -> None:
    wording = read_wording(written, grows=grows, added=added)
    assert (wording.concept.name, wording.says) == (concept, says)


@pytest.mark.parametrize("name", ["地区生产总值", "高新技术企业数（新增）", "星河指数", "星河企业（新增）"])
def test_a_concept_is_found_by_its_name(name: str) -> None:
    concept = concept_named(name)
    assert concept.name == name
    assert (concept.measures == ("increment",)) is name.endswith(ADDED)


@pytest.mark.parametrize(
    ("written", "kind", "uom", "direction", "added", "measure"),
    [
        ("地区生产总值", None, "%", None, False, "growth"),
        ("地区生产总值", None, "亿元", None, False, "level"),
        ("地区生产总值", "level", "%", None, False, "growth"),
        ("常住人口城镇化率", "level", "%", None, False, "level"),
        ("单位GDP能耗降低", None, "%", None, False, "decline"),
        ("PM2.5浓度", "level", "微克/立方米", None, False, "level"),
        ("PM2.5浓度", "growth", "%", "down", False, "decline"),
        ("高新技术企业", "level", "家", None, True, "increment"),
        ("高新技术企业", "growth", "%", "up", False, "growth"),
        ("高新技术企业", "multiple", "倍", None, False, "multiple"),
        ("星河指数", None, "%", None, False, "level"),
        ("星河产业增加值增速", None, "%", None, False, "growth"),
        ("星河产业增加值增长", None, "亿元", None, False, "level"),
        ("居民消费价格涨幅", "level", "%", None, False, "growth"),
    ],
)
def test_how_a_figure_is_meant(
    written: str, kind: str | None, uom: str | None, direction: str | None, added: bool, measure: str
) -> None:
    wording = read_wording(written, grows=kind == "growth", added=added)
    assert measure_of(wording, kind=kind, uom=uom, direction=direction, added=added) == measure


def test_the_table_says_which_way_is_good() -> None:
    assert table_concepts()["城镇调查失业率"].good == "down"
    assert table_concepts()["地区生产总值"].good == "up"


def test_a_wording_of_two_concepts_is_a_slip(monkeypatch: pytest.MonkeyPatch) -> None:
    text = ",".join(COLUMNS) + "\n甲指标,共有写法,level,,up,,,甲\n乙指标,共有写法,level,,up,,,乙\n"
    table = parse_csv("indicators.csv", text, COLUMNS)
    monkeypatch.setattr(module, "rows", lambda name, *_, **__: table if name == "indicators.csv" else AFFIXES)
    module.table_concepts.cache_clear()
    try:
        with pytest.raises(RuleError, match=r"^indicators\.csv:3: 共有写法"):
            module._table_forms.__wrapped__()
    finally:
        module.table_concepts.cache_clear()
