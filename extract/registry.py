"""Who is who: from a body's name as written to its place and official name.

市科技局 in a document of 慈溪市 → 慈溪市科学技术局. The names are data (`extract/rules/units*.csv`, see `unit_tables`);
what they do not settle is None, never a guess: collectives (各县（市、区）政府), short names of companies, bureaus that
no table knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extract.characters import fold
from extract.divisions import COUNTRY, Place, chain_at, find_place, is_common_word, place_at
from extract.rulefiles import load_csv
from extract.unit_tables import KINDS, Entry, level_letter, own_name, tables

_WORDS = re.compile(r"自治区|自治州|地区|(?:高新|开发|经开|新)区|[我本全]?[省市区县州盟旗]")
_MARKS = "*＊☆★▲△#※●■◆○◎"
_LAST_BRACKET = re.compile(r"[（〔［〈【][^（〔［〈【）〕］〉】]*[）〕］〉】]$")
_AND_OTHERS = re.compile(r"等(?:有关|相关|多个)?(?:部门|单位|机构)?$")
_TOWN = re.compile(r"[一-鿿]{2,6}?(?P<rank>镇|乡|街道)(?:人民政府|政府|办事处|办)?")
_VAGUE = frozenset({"政府", "党委", "人民政府", "党校", "人大", "办公室", "委员会"})
"""Names that say nothing without a place before them."""


def normal_form(name: str) -> str:
    """The form in which names are compared: folded, without spaces and marks of a lead.

    "☆ 省委网信办" → "省委网信办"
    """
    return "".join(fold(name).split()).lstrip(_MARKS).rstrip(_MARKS)


@lru_cache(maxsize=65536)
def canonical(
    name: str, *, region: str | None, year: int | None = None, inherited_place: str | None = None
) -> str | None:
    """Place and official name of the body that a document of `region` (慈溪市, 全国) calls `name`; None if unresolved.

    `year` is the document's: a name that was official then is kept, with no year today's is given. `inherited_place` is
    the place that a name earlier in the list carries over (省工业和信息化厅、科技厅 → 省).
    市科技局 in 慈溪市 → 慈溪市科学技术局, 发展改革委 in 全国 → 国家发展和改革委员会, 各县（市、区）政府 → None
    """
    place = find_place(region) if region else None
    for form in _forms(name):
        found = _resolve(form, place, year, inherited_place)
        if found is not None:
            return found
    return None


def place_prefix(name: str) -> str | None:
    """The place that a name begins with and that a name after it in the list may lean on.

    省工业和信息化厅 → 省, 自治区党委宣传部 → 自治区, 慈溪市财政局 → 慈溪市, 财政局 → None
    """
    plain = normal_form(name)
    word = _WORDS.match(plain)
    if word:
        return word.group()
    named = place_at(plain, 0)
    return plain[: named[0]] if named and named[0] < len(plain) else None


def unit_kind(name: str) -> str | None:
    """What kind of body a name denotes, wherever it may be: government, party, …; None where no table knows it.

    市委组织部 → party, 宁波海关 → local-office, 市某某局 → None
    """
    for form in _forms(name):
        national = tables().national.get(form) or tables().national_bare.get(form)
        if national is not None:
            return national.kind
        for pattern, _ in _patterns(form, None, None):
            if pattern in tables().patterns:
                return tables().patterns[pattern][0].kind
        ending = _known_ending(form)
        if ending is not None and _WORDS.match(form):
            return _endings()[ending][1]
    return None


def is_unit(name: str) -> bool:
    """Whether a name is that of a body that the tables know: 市科技局 → True, 科技部门 → False."""
    return unit_kind(name) is not None


def _forms(name: str) -> Iterator[str]:
    """The name as compared, then without what may stand at its ends: 等, a bracket with a second name."""
    plain = _AND_OTHERS.sub("", normal_form(name)).removeprefix("中华人民共和国").removeprefix("原")
    while plain:
        yield plain
        bracket = _LAST_BRACKET.search(plain)
        if bracket is None:
            return
        plain = plain[: bracket.start()]


# --- from a form to a body -----------------------------------------------------------------------------------------


def _resolve(form: str, region: Place | None, year: int | None, inherited: str | None) -> str | None:
    national = tables().national.get(form)
    if national is None and region is COUNTRY and inherited is None:
        national = tables().national_bare.get(form)
    if national is not None:
        return _today(national, COUNTRY, year).official
    own = tables().patterns.get(form)
    if own is not None:
        return own[0].official
    for pattern, place in _patterns(form, region, inherited):
        found = _pick(pattern, place, year) if place is not None else None
        if found is not None and place is not None:
            return found.named(place)
    return _government(form, region) or _town(form, region) or _by_ending(form, region)


def _patterns(form: str, region: Place | None, inherited: str | None) -> Iterator[tuple[str, Place | None]]:
    """Every way to take a place out of a name, with the place: 市科技局 → ({P}科技局, 慈溪市)."""
    for start in range(len(form)):
        named = chain_at(form, start, within=region)
        if named is not None:
            stop, place = named
            head, tail, written = form[:start], form[stop:], form[start:stop]
            yield from _branches(head, tail, place)
            if written == place.short or place.level == "zone":
                yield f"{head}{{S}}{tail}", place
            yield f"{head}{{P}}{tail}", place
            yield f"{head}{{P}}{tail.replace(written, '{P}')}", place
        word = _WORDS.match(form, start)
        if word:
            place_meant = place_of_word(word.group(), region)
            head, tail = form[:start], form[word.end() :]
            yield f"{head}{{P}}{tail}", place_meant
            yield f"{head}{{P}}{tail.replace(word.group(), '{P}')}", place_meant
    if form not in _VAGUE:
        yield from _bare(form, region, inherited)


def _branches(head: str, tail: str, above: Place) -> Iterator[tuple[str, Place]]:
    """A branch names two places: 宁波市生态环境局慈溪分局 → ({A}生态环境局{S}分局, 慈溪市)."""
    for start in range(1, len(tail) - 1):
        named = chain_at(tail, start, within=above)
        if named is not None and above in named[1].ancestors:
            stop, place = named
            slot = "{S}" if tail[start:stop] == place.short else "{P}"
            yield f"{head}{{A}}{tail[:start]}{slot}{tail[stop:]}", place


def _bare(form: str, region: Place | None, inherited: str | None) -> Iterator[tuple[str, Place | None]]:
    pattern = "{P}" + form
    if inherited is not None:
        word = _WORDS.fullmatch(inherited)
        yield pattern, place_of_word(inherited, region) if word else find_place(inherited, within=region)
    elif region is not None and len(form) > 2:
        yield pattern, region
        if form.endswith("厅"):  # only a province has one
            yield from ((pattern, place) for place in region.ancestors)
    else:
        yield pattern, None


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
    if kind == "区":  # 区党委 in an autonomous region
        return next((place for place in (region, *region.ancestors) if place.name.endswith("自治区")), None)
    return None


def _pick(pattern: str, place: Place, year: int | None) -> Entry | None:
    """The entry that the pattern means at that level in that year, today's name where it is no longer official."""
    fitting = [entry for entry in tables().patterns.get(pattern, ()) if entry.fits(place)]
    if not fitting:
        return None
    best = min(fitting, key=lambda entry: not _valid(entry, year))
    own = own_name(place, _today(best, place, year).official, year)
    if own == best.official:
        return best
    return next((entry for entry in tables().officials.get(own, ()) if entry.fits(place)), None) or _renamed(best, own)


def _renamed(entry: Entry, official: str) -> Entry:
    return Entry(official, entry.levels, entry.kind)


def _valid(entry: Entry, year: int | None) -> bool:
    if year is None:
        return entry.until is None
    return (entry.since is None or entry.since <= year) and (entry.until is None or year <= entry.until)


def _today(entry: Entry, place: Place, year: int | None) -> Entry:
    """The entry, or what took its place where it had ended by that year: 工商行政管理局 → 市场监督管理局."""
    while entry.successor is not None and entry.until is not None and (year is None or year > entry.until):
        if place is COUNTRY:
            entry = tables().national[entry.successor]
            continue
        heirs = _heirs(entry.successor, place)
        if not heirs:
            return entry
        entry = heirs[0]
    return entry


@cache
def _heirs(official: str, place: Place) -> tuple[Entry, ...]:
    """The bodies of that name, else of that stem, that the place's level has; a province has its 厅 first."""
    stem = re.sub(r"(?:厅|局|委员会|办公室)$", "", official)
    forms = [official, *(stem + form for form in ("厅", "局", "委员会", "办公室"))]
    if level_letter(place) == "p":
        forms.insert(0, stem + "厅")
    return tuple(entry for form in forms for entry in tables().officials.get(form, ()) if entry.fits(place))


# --- bodies that no table lists ------------------------------------------------------------------------------------


def _government(form: str, region: Place | None) -> str | None:
    """A place listed like a body stands for its government: 越秀区 → 广州市越秀区人民政府, 前湾新区 → its committee."""
    place = find_place(form, within=region)
    if place is None or place is COUNTRY or is_common_word(form):
        return None
    if form == place.short and (region is None or region is COUNTRY or place.path[:2] != region.path[:2]):
        return None
    return place.title + ("管理委员会" if place.level == "zone" else "人民政府")


def _town(form: str, region: Place | None) -> str | None:
    named = chain_at(form, 0, within=region)
    county = named[1] if named and named[0] < len(form) else region
    town = _TOWN.fullmatch(form[named[0] :] if named and county is named[1] else form)
    if county is None or county.level != "county" or town is None:
        return None
    return county.title + town.string[: town.end("rank")] + ("办事处" if town["rank"] == "街道" else "人民政府")


@cache
def _endings() -> dict[str, tuple[str, str, str]]:
    """Ending → (what it stands for, kind, and how much of a name with it is fixed: nothing, "yes", "alone")."""
    found = {}
    for row in load_csv("unit_forms.csv", ("ending", "meant", "kind", "fixed", "example"), unique="ending"):
        if row["kind"] not in KINDS or row["fixed"] not in ("", "yes", "alone"):
            raise row.error(f"{row['kind']} is no kind, or the column fixed is neither empty nor yes nor alone")
        found[row["ending"]] = (row["meant"] or row["ending"], row["kind"], row["fixed"])
    return found


def _known_ending(form: str) -> str | None:
    return next((form[start:] for start in range(1, len(form)) if form[start:] in _endings()), None)


def _by_ending(form: str, region: Place | None) -> str | None:
    """A name whose ending shows that it is written in full: its place is filled in, the rest stays."""
    ending = _known_ending(form)
    if ending is None or form.startswith(("各", "有关", "相关")):
        return None
    meant, kind, fixed = _endings()[ending]
    full = form.removesuffix(ending) + meant
    own_part = len(form) - len(ending) + (kind == "institute")  # 市博物馆 says enough, 市领导小组 does not
    named = chain_at(form, 0, within=region)
    if named is not None and named[0] < own_part:
        stop, place = named
        return full if fixed and form[:stop] != place.name else place.title + full[stop:]
    word = _WORDS.match(form)
    if word and word.end() < own_part:
        place_meant = place_of_word(word.group(), region)
        return None if place_meant is None else place_meant.title + full[word.end() :]
    national = form.startswith(("国家", "国务院", "全国", "中央"))
    return full if national or (fixed == "alone" and len(full) > len(meant) + 1) else None
