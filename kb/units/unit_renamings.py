"""Bodies that went by another name: what took over from whom, at one place.

The registry knows the reorganisations that took effect everywhere (环境保护局 → 生态环境局); `kb/rules/unit_renamings.csv`
those that places made at times of their own (大数据局 → 数据局), and old short forms (科委).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.places.divisions import find_place
from extract.registry.bodies import tables
from extract.registry.official_names import canonical, is_unit, place_of_body, place_prefix
from kb.rule_tables import rows

COLUMNS = ("now", "before", "example")
_YEARS = (2005, 2012, 2016, 2022)
"""A year of each era between the reorganisations: what a name was official for then."""


@dataclass(frozen=True, slots=True)
class OfficialNames:
    """What a typed name means at a place: the bodies called so (`own`), and those of before and after (`renamed`)."""

    own: frozenset[str]
    renamed: frozenset[str] = frozenset()


@cache
def _table() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The names before of each name, and the names after, both without place."""
    before: dict[str, tuple[str, ...]] = {}
    after: dict[str, list[str]] = defaultdict(list)
    for row in rows("unit_renamings.csv", COLUMNS, unique="now"):
        if not row.many("before"):
            raise row.error("names no body of before")
        before[row["now"]] = row.many("before")
        for name in row.many("before"):
            after[name].append(row["now"])
    return before, {name: tuple(names) for name, names in after.items()}


def names_before(name: str) -> tuple[str, ...]:
    """What places called a body before, by its name without place: 科学技术局 → 科学技术委员会, 科委."""
    return _table()[0].get(name, ())


@lru_cache(maxsize=8192)
def official_names(typed: str, region: str | None) -> OfficialNames:
    """The official names that `typed` may stand for in documents of `region`, of today and of other times.

    市环保局 in 宁波市 → own 宁波市环境保护局, renamed 宁波市生态环境局
    市数据局 in 慈溪市 → own 慈溪市数据局, renamed 慈溪市大数据局, 慈溪市大数据发展管理局, …
    科委 in 慈溪市 is 市科委, in 浙江省 省科委
    Who types an old name finds that body and what took over from it, not the others that were merged into that.
    """
    typed = _with_level(typed, region)
    today = canonical(typed, region=region) or _by_short_form(typed, region)
    if today is None:
        return OfficialNames(frozenset())
    earlier, tail, title = _earlier(today)
    readings = {canonical(typed, region=region, year=year) for year in _YEARS}
    then = frozenset(name for name in readings if name in earlier)
    before, after = _table()
    titled = {title + name for name in after.get(tail, ())}
    if then or canonical(typed, region=region) is None:  # An old name.
        own = then or frozenset({today})
        titled.add(today)
    else:
        own = frozenset({today})
        titled |= {*earlier, *(title + name for name in before.get(tail, ()))}
    return OfficialNames(own, frozenset(titled) - own)


def former_names(official: str) -> tuple[str, ...]:
    """The bodies that one took over from in reorganisations that took effect everywhere, as the registry has them.

    慈溪市生态环境局 → 慈溪市环境保护局   慈溪市数据局 → (): places had theirs under names of their own
    """
    return tuple(sorted(_earlier(official)[0]))


def later_name(official: str) -> str | None:
    """What a body of before is called today by the registry: 慈溪市环境保护局 → 慈溪市生态环境局; None for one of today."""
    today = canonical(official, region=place_of_body(official))
    return None if today is None or today == official else today


@lru_cache(maxsize=8192)
def _earlier(official: str) -> tuple[frozenset[str], str, str]:
    """The bodies that this one took over from by the registry, its name without place, and its place."""
    title = place_of_body(official)
    place = find_place(title) if title else None
    if place is None or title is None:
        return frozenset(), official, ""
    ended = [e for group in tables().officials.values() for e in group if e.successor and e.until and e.fits(place)]
    ended += [e for e in tables().national.values() if e.successor and e.until and "{" not in e.official]
    named = {entry.named(place) for entry in ended}
    found = {name for name in named if name != official and canonical(name, region=title) == official}
    return frozenset(found), official.removeprefix(title), title if official.startswith(title) else ""


def _with_level(typed: str, region: str | None) -> str:
    """An old short form that stands without a place, at the level of the region: 科委 in 慈溪市 → 市科委."""
    if typed not in _table()[1] or not region or canonical(typed, region=region) is not None:
        return typed
    return ("自治区" if region.endswith("自治区") else region[-1]) + typed


def _by_short_form(typed: str, region: str | None) -> str | None:
    """The body of today for an old short form that no table knows: 市经委 → 慈溪市经济和信息化局."""
    prefix = place_prefix(typed) or ""
    for name in _table()[1].get(typed.removeprefix(prefix), ()):
        found = canonical(prefix + name, region=region)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=8192)
def is_body(name: str) -> bool:
    """Whether a word is the name of a body, of today or before: 市科技局, 经委 → True; 现代化社会, 社会 → False."""
    if len(name) == 2:
        return name in _table()[1]
    return is_unit(name) or name.removeprefix(place_prefix(name) or "") in _table()[1]


@lru_cache(maxsize=8192)
def names_its_place(name: str) -> bool:
    """Whether the name of a body says which place it is of: 慈溪市科技局 → True; 市科技局, 科技局, 慈溪市 → False."""
    place = place_prefix(name)
    return place is not None and len(place) > 2 and place != name and find_place(place) is not None
