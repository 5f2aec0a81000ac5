"""Bodies that no table lists but whose written name says enough: governments, towns, 领导小组 and their like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.places.divisions import COUNTRY, Place, chain_at, find_place, is_common_word
from extract.places.place_words import PLACE_WORDS, meant_place_at, place_of_word, related
from extract.registry.bodies import KINDS
from extract.rulefiles import load_csv

_TOWN = re.compile(r"[一-鿿]{2,6}?(?P<rank>镇|乡|街道)(?:人民政府|政府|办事处|办)?")
_NATIONAL = ("国家", "国务院", "全国", "中央")
_NO_NAME = ("各", "有关", "相关")
_NOT_ONE_NAME = re.compile(r"[、，；。的各]")


@dataclass(frozen=True, slots=True)
class Ending:
    """What an ending stands for (管委会 → 管理委员会), of what kind, and how much of a name with it is fixed.

    `fixed`: "" the place before it is filled in; "yes" a short place stays (宁波大学); "alone" no place is needed.
    """

    meant: str
    kind: str
    fixed: str


FORM_COLUMNS = ("ending", "meant", "kind", "fixed", "example")


@cache
def known_endings() -> dict[str, Ending]:
    """The table `unit_forms.csv`."""
    found = {}
    for row in load_csv("unit_forms.csv", FORM_COLUMNS, unique="ending"):
        if row["kind"] not in KINDS or row["fixed"] not in ("", "yes", "alone"):
            raise row.error(f"{row['kind']} is no kind, or the column fixed is neither empty nor yes nor alone")
        found[row["ending"]] = Ending(row["meant"] or row["ending"], row["kind"], row["fixed"])
    return found


def ending_of(form: str) -> str | None:
    """The longest known ending of a name: 市科技领导小组办公室 → 领导小组办公室."""
    return next((form[start:] for start in range(1, len(form)) if form[start:] in known_endings()), None)


def unlisted(form: str, region: Place | None) -> str | None:
    """The full name of a body by its form alone; None where the form does not settle it."""
    return _government(form, region) or _town(form, region) or _by_ending(form, region)


def _government(form: str, region: Place | None) -> str | None:
    """A place listed like a body stands for its government: 越秀区 → 越秀区人民政府, 前湾新区 → its committee.

    A short name is taken only for places of the region's province.
    """
    place = find_place(form, within=region)
    if place is None or place is COUNTRY or is_common_word(form):
        return None
    province = (region, *region.ancestors)[-1] if region is not None else None
    if form == place.short and not related(place, province):
        return None
    return place.title + ("管理委员会" if place.level == "zone" else "人民政府")


def _town(form: str, region: Place | None) -> str | None:
    """A town of the document's own county: 某某街道 in 慈溪市 → 慈溪市某某街道办事处."""
    named = chain_at(form, 0, within=region)
    county, rest = region, form
    town = None
    if named is not None and named[1].level == "county":
        county, rest = named[1], form[named[0] :]
        town = _TOWN.fullmatch(rest)
    if town is None:  # 柳河镇 of 柳河县 begins with the county's short name
        county, rest = region, form
        town = _TOWN.fullmatch(rest)
    if county is None or county.level != "county" or town is None or form.startswith(_NO_NAME):
        return None
    return county.title + rest[: town.end("rank")] + ("办事处" if town["rank"] == "街道" else "人民政府")


def _by_ending(form: str, region: Place | None) -> str | None:
    """A name whose ending shows that it is written in full: its place is filled in, the rest stays."""
    written = ending_of(form)
    if (
        written is None
        or form.startswith(_NO_NAME)
        or _NOT_ONE_NAME.search(form)
        or form.count("（") != form.count("）")
    ):
        return None
    ending = known_endings()[written]
    full = form.removesuffix(written) + ending.meant
    own_part = len(form) - len(written) + (ending.kind == "institute")  # 市博物馆 says enough, 市领导小组 does not
    named = meant_place_at(form, 0, region)
    if named is not None and named[0] < own_part:
        stop, place = named
        if ending.fixed and form[:stop] != place.name:
            return full
        # 龙泉山 is not 龙泉 + 山: before an unknown name a short one must be of the document's own places
        return place.title + full[stop:] if form[:stop] == place.name or related(place, region) else None
    word = PLACE_WORDS.match(form)
    if word and word.end() < own_part:
        meant = place_of_word(word.group(), region)
        return None if meant is None else meant.title + full[word.end() :]
    alone = ending.fixed == "alone" and len(full) > len(ending.meant) + 1
    return full if alone or form.startswith(_NATIONAL) else None
