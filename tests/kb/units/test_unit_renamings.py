"""Bodies of before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from kb.errors import BadFilter
from kb.rule_tables import rows
from kb.store import UnitRow
from kb.units.unit_lookup import unit_match
from kb.units.unit_renamings import COLUMNS, is_body, official_names


def unit_keys(typed: str, rows: Sequence[UnitRow], **options: Any) -> frozenset[str]:
    """The keys of what a typed name means."""
    return unit_match(typed, rows, **options).keys


ROWS = rows("unit_renamings.csv", COLUMNS)


def canonical(name: str, *, region: str | None, year: int | None = None) -> str | None:
    from extract.registry.official_names import canonical as registry

    return registry(name, region=region)


def row(name: str, region: str, official: str | None) -> UnitRow:
    return UnitRow(official or f"{name}@{region}", name, official, region, "lead", 1, 1)


def test_every_row_does_what_its_example_says() -> None:
    for one in ROWS:
        region, _, example = one["example"].partition("@")
        typed, _, finds = example.partition("=")
        found = official_names(typed, region)
        assert finds in found.own | found.renamed, one.error(f"{typed} does not mean {finds}: {found}")


@pytest.mark.parametrize(
    ("typed", "region", "own", "renamed", "never"),
    [
        ("市科技局", "慈溪市", "慈溪市科学技术局", "慈溪市科技和信息化局", "慈溪市经济和信息化局"),
        ("市科委", "慈溪市", "慈溪市科学技术委员会", "慈溪市科学技术局", "慈溪市科技和信息化局"),
        ("市经委", "慈溪市", "慈溪市经济和信息化局", "", "慈溪市科学技术局"),
        ("市环保局", "宁波市", "宁波市环境保护局", "宁波市生态环境局", "宁波市水利局"),
        ("市卫生局", "慈溪市", "慈溪市卫生局", "慈溪市卫生健康局", "慈溪市医疗保障局"),
        ("市生态环境局", "宁波市", "宁波市生态环境局", "宁波市环境保护局", ""),
        ("市规划局", "慈溪市", "慈溪市规划局", "", "慈溪市国土资源局"),
        ("市资规局", "慈溪市", "慈溪市自然资源和规划局", "慈溪市国土资源局", ""),
        ("市数据局", "慈溪市", "慈溪市数据局", "慈溪市大数据发展管理局", "慈溪市大数据中心"),
        ("市大数据发展管理局", "慈溪市", "慈溪市大数据发展管理局", "慈溪市数据局", "慈溪市统计局"),
        ("省科委", "浙江省", "浙江省科学技术厅", "", "浙江省科学技术局"),
        ("科委", "浙江省", "浙江省科学技术厅", "", "浙江省科学技术局"),
        ("科委", "慈溪市", "慈溪市科学技术委员会", "慈溪市科学技术局", "浙江省科学技术厅"),
        ("科委", "宁波市", "宁波市科学技术委员会", "宁波市科学技术局", "浙江省科学技术厅"),
        ("经委", "慈溪市", "慈溪市经济和信息化局", "", "浙江省经济和信息化厅"),
        ("教委", "慈溪市", "慈溪市教育局", "", "浙江省教育厅"),
        ("市教委", "宁波市", "宁波市教育委员会", "宁波市教育局", "浙江省教育厅"),
        ("教委", "上海市", "上海市教育委员会", "", "上海市科学技术委员会"),
        ("市教育局", "慈溪市", "慈溪市教育局", "慈溪市教育委员会", ""),
        ("卫生健康委", "全国", "国家卫生健康委员会", "卫生部", ""),
        ("工业和信息化部", "全国", "工业和信息化部", "信息产业部", ""),
    ],
)
def test_a_name_means(typed: str, region: str, own: str, renamed: str, never: str) -> None:
    found = official_names(typed, region)
    assert own in found.own
    assert not renamed or renamed in found.renamed
    assert never not in found.own | found.renamed


@pytest.mark.parametrize(("typed", "region"), [("各有关部门", "慈溪市"), ("", None), ("@", "慈溪市"), ("某事", None)])
def test_what_is_no_body_means_none(typed: str, region: str | None) -> None:
    assert not official_names(typed, region).own


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("市科技局", True),
        ("科技局", True),
        ("市经委", True),
        ("科委", True),
        ("医院", False),
        ("党委", False),
        ("慈溪市财政局", True),
        ("现代化社会", False),
        ("提高", False),
    ],
)
def test_whether_a_word_names_a_body(name: str, known: bool) -> None:
    assert is_body(name) is known


NEW = row("市数据局", "慈溪市", "慈溪市数据局")
OLD = row("市大数据发展管理局", "慈溪市", "慈溪市大数据发展管理局")
SHORT = row("市科委", "慈溪市", None)
NOW = row("市科技局", "慈溪市", "慈溪市科学技术局")
STATS = row("市统计局", "慈溪市", "慈溪市统计局")
ROWS_HERE = [NEW, OLD, SHORT, NOW, STATS]


@pytest.mark.parametrize(
    ("typed", "keys", "renamed"),
    [
        ("市数据局", {NEW.key, OLD.key}, ("慈溪市大数据发展管理局",)),
        ("数据局", {NEW.key, OLD.key}, ("慈溪市大数据发展管理局",)),
        ("市大数据局", {NEW.key, OLD.key}, ("慈溪市数据局",)),
        ("市科技局", {NOW.key, SHORT.key}, ("市科委",)),
        ("科技局", {NOW.key, SHORT.key}, ("市科委",)),
        ("市科学技术局", {NOW.key, SHORT.key}, ("市科委",)),
        ("慈溪市科技局", {NOW.key, SHORT.key}, ("市科委",)),
        ("市科技和信息化局", {NOW.key}, ("慈溪市科学技术局",)),
        ("市科委", {NOW.key, SHORT.key}, ("慈溪市科学技术局",)),
        ("市统计局", {STATS.key}, ()),
    ],
)
def test_a_typed_name_finds_what_went_by_another(typed: str, keys: set[str], renamed: tuple[str, ...]) -> None:
    found = unit_match(typed, ROWS_HERE, canonical=canonical)
    assert (found.keys, found.renamed) == (keys, renamed)


def test_the_new_name_alone_finds_the_old_body() -> None:
    assert unit_match("市数据局", [OLD, STATS], canonical=canonical).keys == {OLD.key}
    with pytest.raises(BadFilter):
        unit_match("市数据局", [OLD, STATS], canonical=canonical, renamed=False)


def test_a_unit_picked_from_a_list_is_that_alone_a_typed_one_is_not() -> None:
    assert unit_match(NEW.key, ROWS_HERE, canonical=canonical).keys == {NEW.key}
    typed = unit_match(NEW.key, ROWS_HERE, canonical=canonical, listed=False)
    assert typed.keys == {NEW.key, OLD.key} and typed.renamed == ("慈溪市大数据发展管理局",)


@pytest.mark.parametrize(("typed", "keys"), [("市数据局", {NEW.key}), ("市科技局", {NOW.key}), ("市科委", {SHORT.key})])
def test_without_renamings_a_name_is_what_it_says(typed: str, keys: set[str]) -> None:
    assert unit_keys(typed, ROWS_HERE, canonical=canonical, renamed=False) == keys
