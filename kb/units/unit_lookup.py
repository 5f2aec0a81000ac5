"""What a unit's name, as a person types it, means among the units of the knowledge base."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from kb.errors import AmbiguousUnit, BadFilter, UnitPlace
from kb.store import UnitRow
from kb.text.folding import fold
from kb.units.unit_renamings import OfficialNames, official_names


class Canonical(Protocol):
    """The registry: a name as written and the place of the document → its official name with its place, or None."""

    def __call__(self, name: str, *, region: str | None, year: int | None = None) -> str | None:
        """The official name, in the year of the document where that is told."""


_LEVELS = "省市区县州旗盟镇乡"


def named_by(key: str) -> UnitRow:
    """The unit that a key stands for, as far as the key says: 各有关部门@慈溪市 → 各有关部门 in documents of 慈溪市."""
    name, at, region = key.rpartition("@")
    if at:
        return UnitRow(key, name, None, region or None, "", 0, 0)
    return UnitRow(key, key, key, None, "", 0, 0)


def place_of(row: UnitRow, regions: Collection[str]) -> str | None:
    """The place of a unit: the region that its official name names, or that of the document where it has none.

    慈溪市科学技术局 → 慈溪市   国家税务总局慈溪市税务局 → 慈溪市   慈溪海关 → 慈溪市
    None where the official name names no region that the knowledge base has documents of: 工业和信息化部
    """
    official = row.canonical
    if official is None:
        return row.region
    named = [region for region in regions if region in official]
    if named:
        return max(named, key=lambda region: (official.startswith(region), len(region)))
    shortly = [region for region in regions if len(region) > 2 and region[:-1] in official]
    return shortly[0] if len(shortly) == 1 else None


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """The keys of the units that a name means, and which of them went by another name before or after it."""

    keys: frozenset[str]
    renamed: tuple[str, ...] = ()


def unit_match(
    typed: str,
    rows: Sequence[UnitRow],
    *,
    canonical: Canonical,
    region: str | None = None,
    renamed: bool = True,
    listed: bool = True,
) -> UnitMatch:
    """The units that `typed` means among `rows`, by any name; with `renamed` those that it was before or became, too.

    市科技局 (only 慈溪 documents in rows) → {慈溪市科学技术局}; 市科技局@慈溪市 names the place as well.
    市数据局 → {慈溪市数据局, 慈溪市大数据发展管理局}, renamed 慈溪市大数据发展管理局.
    A key or official name that the rows have means, with `listed`, that unit alone: it was picked from a list, which
    said how much it has. Raises BadFilter where no unit is called so, AmbiguousUnit where units of several places are.
    `region` says whose units are meant where the rows are those of one region's documents.
    """
    exact = frozenset(row.key for row in rows if typed in (row.key, row.canonical))
    if exact and listed:
        return UnitMatch(exact)
    name, _, place = typed.strip().rpartition("@") if "@" in typed else (typed.strip(), "", "")
    regions = {row.region for row in rows if row.region}
    asked = [place] if place else [region] if region else sorted(regions)
    matching, others = unit_rows(name, rows, canonical=canonical, regions=asked)
    if exact:
        matching = [row for row in rows if row.key in exact]
    if not renamed:
        others = []
    places: dict[str, list[UnitRow]] = defaultdict(list)
    for row in dict.fromkeys((*matching, *others)):
        places[place_of(row, regions) or (row.canonical if row.canonical else "")].append(row)
    if exact:
        places = {"": [row for found in places.values() for row in found]}
    elif place:
        places = {at: found for at, found in places.items() if at == place}
    elif region in places:
        places = {region: places[region]}
    if not places:
        raise BadFilter(_unknown(typed, rows))
    if len(places) > 1:
        raise AmbiguousUnit(typed, tuple(_place(at, found, regions) for at, found in sorted(places.items())))
    found = [row for rows_there in places.values() for row in rows_there]
    direct = {row.key for row in matching}
    said = dict.fromkeys(row.canonical or row.name for row in found if row.key not in direct)
    return UnitMatch(frozenset(row.key for row in found), tuple(said))


def unit_rows(
    name: str, rows: Sequence[UnitRow], *, canonical: Canonical, regions: Sequence[str] | None = None
) -> tuple[list[UnitRow], list[UnitRow]]:
    """The rows of the bodies called so, wherever they are, and of those that they were before or became.

    `regions` are the places where the name may have been meant (None: all of the rows).
    """
    at_places: list[str | None] = [
        *(sorted({row.region for row in rows if row.region}) if regions is None else regions)
    ]
    times = [(at, official_names(name, at)) for at in at_places or [None]]
    own = {name for _, known in times for name in known.own}
    other = {name for _, known in times for name in known.renamed}
    matching = _matching(name, rows, {canonical(name, region=at) for at, _ in times} - other | own)
    called = set(matching)
    return matching, [row for row in _renamed(rows, times) if row not in called]


def _renamed(rows: Sequence[UnitRow], times: Sequence[tuple[str | None, OfficialNames]]) -> list[UnitRow]:
    """The rows of bodies of before and after: by official name, or as written in documents of their place."""
    names = {name for _, at_place in times for name in at_place.renamed}
    if not names:
        return []
    written = {(at, bare_name(name, at)) for at, at_place in times for name in at_place.renamed}
    return [
        row
        for row in rows
        if row.canonical in names
        or (row.canonical is None and (row.region, bare_name(row.name, row.region)) in written)
    ]


def bare_name(name: str, place: str | None) -> str:
    """A name without its place or the word for its level: 慈溪市科委, 市科委 → 科委."""
    bare = fold(name).removeprefix(place or "")
    return bare[1:] if len(bare) > 2 and bare[0] in _LEVELS else bare


def _matching(name: str, rows: Iterable[UnitRow], official: Collection[str | None]) -> list[UnitRow]:
    """The rows that are officially what the name means, or are written so but for the word for their level.

    科技局 finds 市科技局; 市科技局 finds 科技局 only where that is not known to be another's, and never 区科技局
    """
    wanted = fold(name)
    bare = _without_level(wanted)
    found = []
    for row in rows:
        written = fold(row.name)
        same = written == wanted or _without_level(written) == wanted or (row.canonical is None and written == bare)
        if same or (row.canonical is not None and row.canonical in official):
            found.append(row)
    return found


def _without_level(name: str) -> str:
    """市科技局 → 科技局."""
    return name[1:] if len(name) > 3 and name[0] in _LEVELS else name


def _place(at: str, rows: Sequence[UnitRow], regions: Collection[str]) -> UnitPlace:
    main = max(rows, key=lambda row: (row.canonical is not None, row.tasks))
    name = main.canonical or main.name
    known = place_of(main, regions)
    value = main.canonical or main.key
    tasks = sum(row.tasks for row in rows)
    return UnitPlace(value if len({row.key for row in rows}) == 1 else f"{main.name}@{at}", name, known, tasks)


def _unknown(typed: str, rows: Iterable[UnitRow]) -> str:
    names = sorted({row.name for row in rows} | {row.canonical for row in rows if row.canonical})
    close = get_close_matches(typed, names, n=3, cutoff=0.5) or [name for name in names if typed in name][:3]
    hint = f"；相近的有：{'、'.join(close)}" if close else ""
    return f"没有名为“{typed}”的责任单位{hint}。全部单位见 python -m kb units"
