"""The place a document governs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from extract.places.divisions import COUNTRY, Place, chain_at, find_place, places_named, region_of
from extract.rulefiles import load_csv
from extract.text.characters import fold
from extract.text.numerals import HAN_ONES

_LONGEST = 20_000
"""So many characters are searched for names where neither title nor issuer names the place."""
_LONGEST_NAME = 12
_FEWEST = 3
_ENDS = re.compile("[省市县区州盟旗]")
_OWN = re.compile("[全我本]([省市县区州盟旗])")
_PLACE_OF_BODY = re.compile(
    r"(?:中共|民[革盟建进]|农工党|致公党|九三学社|台盟|关于印发《?|《)?(?P<name>(?!民[革盟建进])(?![全我各本某一]|自治|直辖)[一-鿿]{2,5}?(?:省|(?<!城)市|(?<!型)县|州|旗|(?<![小业园保发范验社景地新技城])区))"
    rf"(?=人民政府|政府(?:办|工作|关于)|委员会|委(?![托派])|国民经济|“|\"|\d{{4}}|十[{HAN_ONES}]五|[一-鿿]{{2,10}}[局厅]关于)"
)
"""A name with the words of a level, right before those of a body or a plan."""
_NAMES_PLACE = re.compile("^|中共|关于|印发|《")
_GOES_ON = re.compile(
    "(?:县(?![域级城镇村乡区直内市])|(?![高创更])[一-鿿]新区|(?![小古集强城各全县中市区新大乡村])[一-鿿](?:镇(?![村街域])|县(?![域级城乡区市])))"
)
"""What makes a longer name of a short one before it; 宁波高新区, 宁波古镇 are of 宁波."""
_BEGINS = re.compile("[，。；：、！”》\n]|^")


def find_region(said: Iterable[str | None], text: str, source_name: str) -> str | None:
    """The full name of the place a document governs (with its parent's where others share it), None where none is said.

    `said` are the texts that name it, the surest first (issuer, title, addressee …); behind them count the places that
    the text names most, and last the file's name.
    """
    fragments = [fragment for fragment in said if fragment]
    unlisted = next((name for fragment in fragments if (name := _unlisted(fragment))), None)
    if unlisted is not None:
        return unlisted
    place = None
    for fragment in fragments:
        if _only_begins_like_a_place(fragment):
            return None  # which place that is no table knows, and those the text names most are as false
        if (place := region_of(fragment)) is not None:
            break
    if place is None:
        most = _most_named(fold(text[:_LONGEST]))
        # a name that several places share is the one near the place that the text speaks of
        near = (found for fragment in fragments if most and (found := region_of(fragment, within=most)) is not None)
        place = next(near, most) or region_of(re.sub(r"\.\w+$|[-_\d]", " ", source_name))
    return place.title if place is not None else None


def _unlisted(fragment: str) -> str | None:
    """The name of a place that no table knows, where the fragment begins with it: 某某市人民政府关于…… → 某某市."""
    match = _PLACE_OF_BODY.match(fold(fragment).replace(" ", ""))
    if match is None or match["name"][:2] in _verbs():
        return None
    name = match["name"]
    return None if places_named(name) or find_place(name) is not None else name


def _only_begins_like_a_place(fragment: str) -> bool:
    """Whether a fragment names a place whose longer name begins with a known one: 松原|县 is not 松原市, 青浦|湾新区 not 青浦区."""
    text = fold(fragment).replace(" ", "")
    for start in {match.end() for match in _NAMES_PLACE.finditer(text)}:
        named = chain_at(text, start)
        if (
            named is not None
            and not text[: named[0]].endswith(named[1].name)
            and text[: named[0]].endswith(named[1].short)
        ):
            return _GOES_ON.match(text, named[0]) is not None
    return False


def _most_named(folded: str) -> Place | None:
    """The place named most among those of the text's own level (全市 … of a city), above what lies in it.

    A text names the place above its own too: 慈溪 eleven times beside 宁波 thirteen times is one of 慈溪市.
    """
    named = _fully_named(folded)
    named.update(above for place in tuple(named) for above in place.ancestors if above != COUNTRY)
    named = named or set(_shortly_named(folded))
    counts = {place: folded.count(place.short or place.name) for place in named}
    words = Counter(_OWN.findall(folded)).most_common(1)
    level = {place: n for place, n in counts.items() if words and place.word.endswith(words[0][0])}
    counts = level or counts
    place = max(counts, key=lambda p: (counts[p], p.name), default=None)
    if place is None or counts[place] < _FEWEST:
        return None
    inside = [p for p in counts if place in p.ancestors and 2 * counts[p] >= counts[place]]
    return max(inside, key=lambda p: (counts[p], p.name)) if inside else place


def _fully_named(folded: str) -> set[Place]:
    """The places whose full names a text holds; a name that several places have counts for none."""
    found = set()
    for match in _ENDS.finditer(folded):
        for start in range(max(match.end() - _LONGEST_NAME, 0), match.end() - 1):
            place = find_place(folded[start : match.end()])
            if place is not None and folded.endswith(place.name, start, match.end()):
                found.add(place)
                break
    return found


def _shortly_named(folded: str) -> Iterator[Place]:
    """The places that a text names by their short names, where a clause begins: 内蒙古, 西藏."""
    for match in _BEGINS.finditer(folded):
        named = chain_at(folded, match.end())
        if named is not None and named[1] != COUNTRY and folded[match.end() : named[0]] not in _common():
            yield named[1]


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["word"] for row in load_csv("action_verbs.csv", ("word", "kind", "example"), unique="word"))


@cache
def _common() -> frozenset[str]:
    return frozenset(row["short"] for row in load_csv("places_common.csv", ("short",), folder="data"))
