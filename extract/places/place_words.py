"""What place a document means where it writes 市, 省, 区 or a short name: it depends on the place it is about."""

from __future__ import annotations

import re

from extract.places.divisions import Level, Place, chain_at, find_place, is_common_word, places_named, zones_of

_LAST_WORD = re.compile(r"(?:自治[州县旗]|开发区|高新区|经开区|度假区|保税区|新区|[省市州盟县旗区])$")
_ZONES: tuple[Level, ...] = ("zone",)
_LEVELS_OF: dict[str, tuple[Level, ...]] = {
    **dict.fromkeys(("开发区", "高新区", "经开区", "度假区", "保税区", "新区"), _ZONES),
    "省": ("province",),
    "市": ("prefecture", "county"),
    **dict.fromkeys("州盟", ("prefecture",)),
    **dict.fromkeys("县旗区", ("county",)),
}
PLACE_WORDS = re.compile(r"自治区|自治州|地区|(?:高新|开发|经开|新)区|[我本全]?[省市区县州盟旗]")


def place_of_word(word: str, region: Place | None) -> Place | None:
    """The place that a document of `region` means by 省, 市, 县 …: 市 in 慈溪市 → 慈溪市, in 鄞州区 → 宁波市."""
    if region is None:
        return None
    kind = word.lstrip("我本全")
    for place in (region, *region.ancestors):
        if place.word == kind or (place.level == "zone" and kind.endswith("区") and place.name.endswith(kind)):
            return place
        if place.name.endswith("自治州") and kind == "自治州":
            return place
    if kind in ("高新区", "经开区"):
        return _only_zone(kind, region)
    if kind == "区":  # 区党委 in an autonomous region
        return next((place for place in (region, *region.ancestors) if place.name.endswith("自治区")), None)
    return None


def _only_zone(kind: str, region: Place) -> Place | None:
    """The zone of the region whose short name ends so (高新区); None where it has none or several."""
    zones = [zone for zone in zones_of(region) if zone.short.endswith(kind)]
    return zones[0] if len(zones) == 1 else None


def meant_place_at(form: str, start: int, region: Place | None) -> tuple[int, Place] | None:
    """The place named at `start` and where its name ends.

    A short name that is an ordinary word too counts only for the region itself: 公安分局 names no 公安县.
    """
    named = chain_at(form, start, within=region)
    if named is None and region is not None and form.startswith(region.name, start):
        return start + len(region.name), region
    return None if named and named[1] != region and is_common_word(form[start : named[0]]) else named


def region_named(name: str) -> Place | None:
    """The place that a document is about, from its name; namesakes of one level give the name without what is above.

    慈溪市 → 慈溪市 in 宁波市, 鼓楼区 → 鼓楼区, in which 区科技局 has a name but 市科技局 has none
    """
    place = find_place(name)
    if place is not None:
        return place
    namesakes = places_named(name)
    if not namesakes or len({(namesake.name, namesake.level) for namesake in namesakes}) > 1:
        return None
    return Place(namesakes[0].name, namesakes[0].level, None, namesakes[0].short)


def unlisted_places(name: str) -> tuple[Place, ...]:
    """The places that a name no table knows may be, by its last word: 栖州市 is a prefecture or a county, 临溪县 a county."""
    word = _LAST_WORD.search(name)
    if word is None or len(name) - len(word.group()) < 2 or places_named(name):
        return ()
    levels = _LEVELS_OF[word.group() if word.group() in _LEVELS_OF else word.group()[-1]]
    return tuple(Place(name, level, None, name.removesuffix(word.group())) for level in levels)


def related(place: Place, region: Place | None) -> bool:
    """Whether a document of `region` has to do with the place: it is the region, above it or in it."""
    return region is not None and (place in (region, *region.ancestors) or region in place.ancestors)
