"""Places: the administrative divisions of the PRC, functional areas, and what an overlay file adds.

The tables stand in `extract/data/` (`divisions.csv` from a package, `divisions_history.csv` for names of before,
`divisions_zones.csv` for new areas and development zones, `places_overlay.csv` for places that no table knows).
They are read once a process, on first use. A name that several places share is never resolved by guessing: it needs
its parent before it (南京市鼓楼区) or the place that the document is about (`within`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from extract.rulefiles import Row, load_csv
from extract.text.characters import fold

Level = Literal["country", "province", "prefecture", "county", "zone"]
LEVELS: tuple[Level, ...] = ("country", "province", "prefecture", "county", "zone")
_WORD = re.compile(r"(?:自治区|特别行政区|(?:自治)?(?:州|县|旗)|地区|[新林]?区|省|市|盟)$")
_NOT_AFTER = {"市": "场", "区": "域块间位", "县": "域", "州": "", "省": "略"}
"""A character after a place's last one that shows another word: 新建区|域 is 新建 + 区域."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with a government or a committee of its own.

    `short` is the name without 省, 市, 县 …; `until` the last year (as far as tables tell) in which the name was
    official, None where it still is; `successor` the place that took its place.
    """

    name: str
    level: Level
    parent: Place | None = None
    short: str = ""
    until: int | None = None
    successor: Place | None = field(default=None, repr=False)

    @property
    def ancestors(self) -> tuple[Place, ...]:
        """The places above, nearest first: 慈溪市 → (宁波市, 浙江省)."""
        return () if self.parent is None else (self.parent, *self.parent.ancestors)

    @property
    def word(self) -> str:
        """The word that stands for it in its own documents: 浙江省 → 省, 延边朝鲜族自治州 → 州."""
        found = _WORD.search(self.name)
        word = found.group() if found else ""
        return word if word in {"自治区", "特别行政区", "地区"} else word[-1:]

    @property
    def path(self) -> str:
        """The name that no other place has: 慈溪市 → 浙江省宁波市慈溪市."""
        return "".join(place.name for place in (*reversed(self.ancestors), self))

    @property
    def title(self) -> str:
        """The name, with its parent's where others share it: 慈溪市 → 慈溪市, 鼓楼区 in 南京市 → 南京市鼓楼区."""
        shared = self.parent is not None and len(_gazetteer().full.get(self.name, ())) > 1
        return f"{self.parent.title}{self.name}" if shared and self.parent else self.name


COUNTRY = Place("全国", "country", None, "全国")
_COUNTRY_NAMES = frozenset({"全国", "国家", "中国", "中华人民共和国", "我国", "中央"})


class _Gazetteer:
    """All places by full name, by short name and, for names of before, apart."""

    def __init__(self) -> None:
        self.full: dict[str, tuple[Place, ...]] = {}
        self.short: dict[str, tuple[Place, ...]] = {}
        self.past_full: dict[str, tuple[Place, ...]] = {}
        self.past_short: dict[str, tuple[Place, ...]] = {}
        self._read()
        self.named: dict[str, tuple[Place, ...]] = {}
        """What a name may be: the full name, else the full one of before, else the short one, else that of before."""
        for table in (self.past_short, self.short, self.past_full, self.full):
            self.named.update(table)
        self.longest = max(map(len, self.named))
        self.starts = frozenset(name[:2] for name in self.named)
        self.ends = frozenset(name[-2:] for name in self.named)

    def _read(self) -> None:
        by_code: dict[str, Place] = {}
        for row in load_csv(
            "divisions.csv", ("code", "name", "short", "level", "parent"), unique="code", folder="data"
        ):
            by_code[row["code"]] = self._add(row, _coded(row, by_code, "parent"))
        columns = ("name", "short", "level", "parent", "until", "successor")
        for row in load_csv("divisions_history.csv", columns, folder="data"):
            until, successor = int(row["until"]), _coded(row, by_code, "successor")
            place = Place(row["name"], _level(row), _coded(row, by_code, "parent"), row["short"], until, successor)
            _file(self.past_full, place.name, place)
            _file(self.past_short, place.short, place)
        for row in load_csv("divisions_zones.csv", ("name", "aliases", "parent"), unique="name", folder="data"):
            aliases = row.many("aliases")
            zone = Place(row["name"], "zone", self._parent(row), aliases[0] if aliases else row["name"])
            for name in {zone.name, *aliases}:
                _file(self.full, name, zone)
        for row in load_csv("places_overlay.csv", ("name", "level", "parent", "short"), folder="data"):
            self._add(row, self._parent(row))

    def _add(self, row: Row, parent: Place | None) -> Place:
        place = Place(row["name"], _level(row), parent, row["short"])
        for name in {place.name, place.short + place.word} if len(place.short) > 1 else {place.name}:
            _file(self.full, name, place)  # 延边朝鲜族自治州 is written 延边州 too
        if place.short != place.name:
            _file(self.short, place.short, place)
        return place

    def _parent(self, row: Row) -> Place | None:
        found: Place | None = None
        for name in row["parent"].split("/") if row["parent"] else ():
            options = [place for place in self.full.get(name, ()) if found is None or found in place.ancestors]
            if len(options) != 1:
                raise row.error(f"{name} in the column parent names {len(options)} places, not one")
            found = options[0]
        return found


def _level(row: Row) -> Level:
    for level in LEVELS[1:]:
        if row["level"] == level:
            return level
    raise row.error(f"{row['level']!r} is no level of {', '.join(LEVELS[1:])}")


def _coded(row: Row, by_code: dict[str, Place], column: str) -> Place | None:
    if not row[column]:
        return None
    if row[column] not in by_code:
        raise row.error(f"{row[column]} in the column {column} is no code of a division above")
    return by_code[row[column]]


def _file(table: dict[str, tuple[Place, ...]], name: str, place: Place) -> None:
    table[name] = (*table.get(name, ()), place)


@cache
def _gazetteer() -> _Gazetteer:
    return _Gazetteer()


def places_named(name: str) -> tuple[Place, ...]:
    """All places of that full name; where there is none, of that name of before, or of that short name.

    朝阳区 → (朝阳区 of 北京市, 朝阳区 of 长春市); 慈溪 → (慈溪市,); 江干区 → (江干区, until 2020)
    """
    if name in _COUNTRY_NAMES:
        return (COUNTRY,)
    return _gazetteer().named.get(name, ())


@cache
def zones_of(place: Place) -> tuple[Place, ...]:
    """The functional areas that lie right in a place: 泰安市 → (泰安高新技术产业开发区,)."""
    found = {zone: None for zones in _gazetteer().full.values() for zone in zones if zone.level == "zone"}
    return tuple(zone for zone in found if zone.parent == place)


@cache
def places_in(place: Place, level: Level) -> tuple[Place, ...]:
    """The places of a level that lie in a place today, as the table lists them: 宁波市, county → 海曙区, 江北区, …, 慈溪市."""
    found = {inside: None for places in _gazetteer().full.values() for inside in places if inside.level == level}
    return tuple(inside for inside in found if place in (*inside.ancestors, COUNTRY))


def find_place(name: str, *, within: Place | None = None) -> Place | None:
    """The one place that a name means, full or short, alone or after its parent's; None where it may be several.

    `within` is the place that the text is about: a namesake in it, or else in what it is part of, is preferred.
    A short name that a province or prefecture shares with counties means the former (吉林 → 吉林省).
    慈溪 → 慈溪市, 宁波市鄞州区 → 鄞州区, 鼓楼区 → None, 鼓楼区 within 南京市 → 鼓楼区 of 南京市
    """
    name = fold(name).replace(" ", "")
    found = _choose(places_named(name), within)
    if found is not None:
        return found
    for cut in range(len(name) - 1, 1, -1):
        for above in places_named(name[:cut]):
            below = find_place(name[cut:], within=above)
            if below is not None and above in below.ancestors:
                return below
    return None


def _choose(places: tuple[Place, ...], within: Place | None) -> Place | None:
    if len(places) == 1:
        return places[0]
    if within is not None:
        for scope in (within, *within.ancestors):
            inside = [place for place in places if scope == place or scope in place.ancestors]
            if len(inside) == 1:
                return inside[0]
    if not places:
        return None
    levels = [LEVELS.index(place.level) for place in places]
    highest = min(levels)
    county = LEVELS.index("county")
    return places[levels.index(highest)] if highest < county and levels.count(highest) == 1 else None


def place_at(text: str, start: int, end: int | None = None) -> tuple[int, tuple[Place, ...]] | None:
    """The longest place name that begins at `start`: where it ends and which places it may be.

    The text is folded; None where no place is named there. 宁波市慈溪市科技局, 0 → (3, (宁波市,))
    """
    gazetteer = _gazetteer()
    limit = len(text) if end is None else end
    if text[start : start + 2] not in gazetteer.starts:
        return None
    for stop in range(min(limit, start + gazetteer.longest), start + 1, -1):
        places = gazetteer.named.get(text[start:stop], ())
        if places and text[stop : stop + 1] not in _other_word(text[stop - 1]):
            return stop, places
    return None


def _other_word(last: str) -> tuple[str, ...]:
    return tuple(_NOT_AFTER.get(last, ""))


def chain_at(text: str, start: int, *, within: Place | None = None) -> tuple[int, Place] | None:
    """The place named at `start` with those written after it inside it: 浙江省宁波市慈溪市… → (9, 慈溪市)."""
    first = place_at(text, start)
    if first is None:
        return None
    stop, places = first
    below = chain_at(text, stop, within=places[0] if len(places) == 1 else within)
    if below is not None and any(place in below[1].ancestors for place in places):
        return below
    place = _choose(places, within)
    return None if place is None else (stop, place)


NATIONAL_COLUMNS = ("official", "aliases", "bare", "kind", "since", "until", "successor", "example")
"""Header of `units_national.csv`, the national bodies."""
_OPENS = "《“‘〈「『（〔【、，：；。 "
_LEADS_IN = re.compile(r"(?:中共|关于|支持|推进|推动|加快|促进|印发|发布|[年在我与和及由])$")


@cache
def _national_names() -> frozenset[str]:
    rows = load_csv("units_national.csv", NATIONAL_COLUMNS)
    return frozenset(name for row in rows for name in (row["official"], *row.many("aliases")))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(row["short"] for row in load_csv("places_common.csv", ("short",), folder="data"))


def is_common_word(name: str) -> bool:
    """Whether a place's short name is an ordinary word too: 公安 (县) → True, 慈溪 → False."""
    return name in _common_words()


def region_of(fragment: str, *, within: Place | None = None) -> Place | None:
    """The place that a title, an issuer or an addressee names first; `COUNTRY` for a national body; None for none.

    慈溪市科技局关于…的意见 → 慈溪市, 国务院关于… → 全国, 国家税务总局慈溪市税务局 → 慈溪市, 泰政办发〔2026〕1号 → None
    """
    text = fold(fragment).replace(" ", "")
    start = 0
    while start < len(text):
        body = _national_at(text, start)
        if body is not None:
            local = chain_at(text, body, within=within)
            return COUNTRY if local is None else local[1]
        named = chain_at(text, start, within=within)
        if named is not None and _stands_for_place(text, start, named[0]):
            return named[1]
        start += 1
    return None


def _national_at(text: str, start: int) -> int | None:
    """Where the national body that begins at `start` ends: 国务院办公厅… → 6; 全国 counts where a name may begin."""
    for stop in range(min(len(text), start + 20), start + 2, -1):
        if text[start:stop] in _national_names():
            return stop
    if _opens(text, start) and any(text.startswith(word, start) for word in ("全国", "国家")):
        return None if text.startswith("国家级", start) else start + 2
    return None


def _opens(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in _OPENS


def _stands_for_place(text: str, start: int, stop: int) -> bool:
    """Whether text[start:stop] is meant as a place: by its full name, or by its short one where a name may begin."""
    name = text[start:stop]
    gazetteer = _gazetteer()
    begins = _opens(text, start) or _LEADS_IN.search(text[:start]) is not None
    if name in gazetteer.short or name in gazetteer.past_short:
        return not is_common_word(name) and begins
    return len(name) > 2 or (name[-1] == "县" and begins)  # 示范县 names no 范县


def place_before(text: str, end: int, start: int = 0) -> int | None:
    """Where the place name begins that ends at `end`, its parents' names with it: 由慈溪市|科技局, 4 → 1."""
    gazetteer = _gazetteer()
    if text[max(start, end - 2) : end] not in gazetteer.ends:
        return None
    for begin in range(max(start, end - gazetteer.longest), end - 1):
        if text[begin:end] in gazetteer.named:
            above = place_before(text, begin, start)
            if above is None:
                return begin
            chained = chain_at(text[:end], above)
            return above if chained is not None and chained[0] == end else begin
    return None
