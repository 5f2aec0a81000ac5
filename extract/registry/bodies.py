"""The tables of bodies: which official name each written pattern stands for, by level of place and year.

A pattern is a written name with its place taken out: 市科技局, 慈溪市科技局 → {P}科技局; 宁波海关 → {S}海关 ({S} stands
only for a place's short name). The tables are `extract/rules/units*.csv`; they are read once a process.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.places.divisions import NATIONAL_COLUMNS, Place, find_place
from extract.rulefiles import Row, load_csv

KINDS = frozenset(
    {
        "government",
        "party",
        "congress",
        "court",
        "organisation",
        "institute",
        "enterprise",
        "local-office",
        "leading-group",
        "zone",
    }
)
_SHORT_FORMS = {"委员会": ("委员会", "委"), "办公室": ("办公室", "办")}
_LETTERS = {"p": "pg", "m": "mg", "c": "cd"}
"""Levels as the plain tables write them; a municipality under the central government has bodies of both upper kinds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One official name and when and where it is used; `official` is a template with {P}, {S}, {A} or {B}."""

    official: str
    levels: str
    kind: str
    since: int | None = None
    until: int | None = None
    successor: str | None = None

    def fits(self, place: Place) -> bool:
        """Whether a place of that level has such a body; branches of a prefecture's bureau need a prefecture above."""
        branch = "{A}" in self.official or "{B}" in self.official
        return level_letter(place) in self.levels and (
            not branch or (place.parent is not None and place.parent.level == "prefecture")
        )

    def named(self, place: Place) -> str:
        """The official name of that place's body: {P}科学技术局, 慈溪市 → 慈溪市科学技术局."""
        above = place.parent or place
        party = place.title + "党" if place.name.endswith("自治区") else place.title
        filled = self.official.replace("{PARTY}", party).replace("{P}", place.title).replace("{S}", place.short)
        return filled.replace("{A}", above.title).replace("{B}", above.short)


def level_letter(place: Place) -> str:
    """p province, g municipality of that rank, m prefecture, c county, d district, z zone, n country."""
    if place.level == "province":
        return "g" if place.name.endswith("市") else "p"
    if place.level == "county":
        return "d" if place.name.endswith("区") else "c"
    return {"prefecture": "m", "zone": "z", "country": "n"}[place.level]


def _year(row: Row, column: str) -> int | None:
    if not row[column]:
        return None
    if not (row[column].isdigit() and 1900 < int(row[column]) < 2100):
        raise row.error(f"{row[column]} in the column {column} is no year")
    return int(row[column])


def _kind(row: Row) -> str:
    if row["kind"] not in KINDS:
        raise row.error(f"{row['kind']} is no kind of {', '.join(sorted(KINDS))}")
    return row["kind"]


UNIT_COLUMNS = ("stem", "short", "forms", "also", "kind", "since", "until", "successor", "example")
PARTY_COLUMNS = ("name", "aliases", "bare", "levels", "example")
SPECIAL_COLUMNS = ("official", "patterns", "levels", "kind", "since", "until", "successor", "example")
PLACE_COLUMNS = ("place", "name", "official", "since", "example")


@dataclass(frozen=True, slots=True)
class Tables:
    """`patterns`: what a written pattern may stand for; `national`, `national_bare`: central bodies by their forms.

    `officials`: all entries of an official template; `local_names`: places' own official tails.
    """

    patterns: dict[str, tuple[Entry, ...]]
    national: dict[str, Entry]
    national_bare: dict[str, Entry]
    officials: dict[str, tuple[Entry, ...]]
    local_names: dict[str, tuple[tuple[Place, str, str, int | None], ...]]


@cache
def tables() -> Tables:
    """All tables, read and checked; a bad row is a RuleError with its line."""
    patterns: dict[str, tuple[Entry, ...]] = {}
    officials: dict[str, tuple[Entry, ...]] = {}
    for entry, written in (*_special(), *_party(), *_plain()):
        officials[entry.official] = (*officials.get(entry.official, ()), entry)
        for pattern in dict.fromkeys((*written, entry.official)):
            known = patterns.get(pattern, ())
            if entry not in known:
                patterns[pattern] = (*known, entry)
    national, bare = _national()
    for entry in (*(e for group in officials.values() for e in group), *national.values()):
        if entry.successor is not None and entry.successor not in officials and entry.successor not in national:
            raise load_csv("units.csv", UNIT_COLUMNS)[0].error(f"no body is called {entry.successor}")
    return Tables(patterns, national, bare, officials, _local_names())


def _plain() -> Iterator[tuple[Entry, tuple[str, ...]]]:
    rows = load_csv("units.csv", UNIT_COLUMNS, unique="stem")
    forms = {row["stem"]: _forms(row) for row in rows}
    for row in rows:
        stems = (row["stem"], *row.many("short"))
        also = dict(_also(row))
        for form, levels in forms[row["stem"]].items():
            successor = row["successor"] or None
            if successor is not None:
                if successor not in forms:
                    raise row.error(f"the successor {successor} is no stem of this table")
                successor = "{P}" + successor + (form if form in forms[successor] else next(iter(forms[successor])))
            official = row["stem"] + form
            entry = Entry(
                "{P}" + official,
                "".join(_LETTERS[letter] for letter in levels),
                _kind(row),
                _year(row, "since"),
                _year(row, "until"),
                successor,
            )
            written = [stem + ending for stem in stems for ending in _SHORT_FORMS.get(form, (form,))]
            written += [alias for alias, meant in also.items() if meant == official]
            yield entry, tuple("{P}" + name for name in written)


def _forms(row: Row) -> dict[str, str]:
    forms: dict[str, str] = {}
    for part in row.many("forms"):
        form, colon, levels = part.partition(":")
        if not colon or not levels or set(levels) - set(_LETTERS):
            raise row.error(f"{part} in the column forms is not form:levels")
        forms[form] = levels
    if not forms:
        raise row.error("the column forms is empty")
    return forms


def _also(row: Row) -> Iterator[tuple[str, str]]:
    officials = {row["stem"] + form for form in _forms(row)}
    for part in row.many("also"):
        alias, _, meant = part.partition("=")
        if meant not in officials:
            raise row.error(f"{part} in the column also names no official form of the row")
        yield alias, meant


def _party() -> Iterator[tuple[Entry, tuple[str, ...]]]:
    for row in load_csv("units_party.csv", PARTY_COLUMNS, unique="name"):
        names = (row["name"], *row.many("aliases"))
        heads = ("{P}委", "{P}党委", "中共{P}委", "中共{P}党委", "中共{P}委员会")
        written = [head + name for head in heads for name in names] + ["{P}" + name for name in row.many("bare")]
        levels = "".join(_LETTERS[letter] for letter in row["levels"])
        yield Entry("中共{PARTY}委" + row["name"], levels, "party"), tuple(written)


def _special() -> Iterator[tuple[Entry, tuple[str, ...]]]:
    for row in load_csv("units_special.csv", SPECIAL_COLUMNS):
        if not row["levels"] or set(row["levels"]) - set("pgmcdz"):
            raise row.error(f"{row['levels']} in the column levels is not made of p, g, m, c, d, z")
        since, until = _year(row, "since"), _year(row, "until")
        entry = Entry(row["official"], row["levels"], _kind(row), since, until, row["successor"] or None)
        yield entry, row.many("patterns")


def _national() -> tuple[dict[str, Entry], dict[str, Entry]]:
    named: dict[str, Entry] = {}
    bare: dict[str, Entry] = {}
    rows = load_csv("units_national.csv", NATIONAL_COLUMNS, unique="official")
    for row in rows:
        since, until = _year(row, "since"), _year(row, "until")
        entry = Entry(row["official"], "n", _kind(row), since, until, row["successor"] or None)
        for table, names in ((named, (row["official"], *row.many("aliases"))), (bare, row.many("bare"))):
            for name in names:
                if name in table:
                    raise row.error(f"{name} means {table[name].official} already")
                table[name] = entry
    return named, bare


def _local_names() -> dict[str, tuple[tuple[Place, str, str, int | None], ...]]:
    found: dict[str, tuple[tuple[Place, str, str, int | None], ...]] = {}
    for row in load_csv("units_places.csv", PLACE_COLUMNS):
        name, _, levels = row["place"].partition("/")
        place = find_place(name)
        if place is None:
            raise row.error(f"{name} is no place")
        letters = "".join(_LETTERS[letter] for letter in levels)
        known = found.get(row["name"], ())
        found[row["name"]] = (*known, (place, letters, row["official"], _year(row, "since")))
    return {name: tuple(sorted(rules, key=lambda rule: bool(rule[1]))) for name, rules in found.items()}


def own_name(place: Place, official: str, year: int | None) -> str:
    """What the place itself calls the body: 文化和旅游局 of 宁波市 → 文化广电旅游局."""
    tail = official.removeprefix("{P}")
    for where, letters, own, since in tables().local_names.get(tail, ()):
        applies = level_letter(place) in letters and where in (*place.ancestors, place) if letters else place == where
        if applies and (year is None or since is None or year >= since):
            return own if "{" in own else "{P}" + own
    return official
