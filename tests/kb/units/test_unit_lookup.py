"""What a typed unit name means among the units of a knowledge base."""

from collections.abc import Sequence
from typing import Any

import pytest
from kb_samples import canonical

from kb.errors import AmbiguousUnit, BadFilter
from kb.store import UnitRow
from kb.units.unit_lookup import place_of, unit_match


def unit_keys(typed: str, rows: Sequence[UnitRow], **options: Any) -> frozenset[str]:
    """The keys of what a typed name means."""
    return unit_match(typed, rows, **options).keys


def row(name: str, region: str | None, official: str | None = None, tasks: int = 1) -> UnitRow:
    return UnitRow(official or f"{name}@{region or ''}", name, official, region, "lead", tasks, 1)


FENGAN = row("市科技局", "丰安市", "丰安市科学技术局")
YUNXI = row("市科技局", "云溪市", "云溪市科学技术局")
ABOVE = row("丰安市科技局", "云溪市", "丰安市科学技术局")
ALL_1 = row("各有关部门", "丰安市")
ALL_2 = row("各有关部门", "云溪市")
DISTRICT = row("区科技局", "云溪市")
NOWHERE = row("市教育局", None)
ROWS = [FENGAN, YUNXI, ABOVE, ALL_1, ALL_2, DISTRICT, NOWHERE]


@pytest.mark.parametrize(
    ("typed", "region", "keys"),
    [
        ("丰安市科学技术局", None, {"丰安市科学技术局"}),
        ("丰安市科技局", None, {"丰安市科学技术局"}),
        ("市科技局", "丰安市", {"丰安市科学技术局"}),
        ("科技局", "丰安市", {"丰安市科学技术局"}),
        ("市科技局@云溪市", None, {"云溪市科学技术局"}),
        ("科学技术局@丰安市", None, {"丰安市科学技术局"}),
        ("各有关部门@云溪市", None, {"各有关部门@云溪市"}),
        ("各有关部门", "丰安市", {"各有关部门@丰安市"}),
        ("区科技局", None, {"区科技局@云溪市"}),
        ("市教育局", None, {"市教育局@"}),
        ("教育局", None, {"市教育局@"}),
        ("市教育局@", None, {"市教育局@"}),
    ],
)
def test_a_name_means(typed: str, region: str | None, keys: set[str]) -> None:
    assert unit_keys(typed, ROWS, canonical=canonical, region=region) == keys


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("市科技局", ["丰安市", "云溪市"]),
        ("各有关部门", ["丰安市", "云溪市"]),
    ],
)
def test_a_name_of_several_places_lists_them(typed: str, places: list[str]) -> None:
    with pytest.raises(AmbiguousUnit) as raised:
        unit_keys(typed, ROWS, canonical=canonical)
    assert sorted(place.place or "" for place in raised.value.places) == sorted(places)
    for place in raised.value.places:
        assert unit_keys(place.value, ROWS, canonical=canonical)


def test_a_level_written_is_meant() -> None:
    assert unit_keys("市科技局", [FENGAN, DISTRICT], canonical=canonical) == {FENGAN.key}


def test_an_unknown_name_is_refused_with_what_is_near() -> None:
    with pytest.raises(BadFilter, match="市教育局"):
        unit_keys("市教育厅", ROWS, canonical=canonical)


@pytest.mark.parametrize("typed", ["", "@", "@丰安市", "   ", "市教育局@丰安市"])
def test_what_names_no_unit_is_refused(typed: str) -> None:
    with pytest.raises(BadFilter):
        unit_keys(typed, ROWS, canonical=canonical)


@pytest.mark.parametrize(
    ("official", "place"),
    [
        ("云溪市科学技术局", "云溪市"),
        ("中共云溪市委组织部", "云溪市"),
        ("国家税务总局云溪市税务局", "云溪市"),
        ("云溪海关", "云溪市"),
        ("工业和信息化部", None),
        ("浙江省科学技术厅", None),
    ],
)
def test_the_place_is_the_region_in_the_official_name(official: str, place: str | None) -> None:
    assert place_of(row("x", "丰安市", official), {"云溪市", "丰安市"}) == place


def test_the_place_is_the_longest_region() -> None:
    official = row("x", "云溪市", "云溪市新区管委会")
    assert place_of(official, {"云溪市", "云溪市新区", "丰安市"}) == "云溪市新区"
    assert place_of(row("x", "云溪市", "国家数据局"), {"云溪市"}) is None
    assert place_of(row("x", "云溪市"), {"云溪市"}) == "云溪市"
