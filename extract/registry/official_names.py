"""Who is who: from a body's name as written to its place and official name.

市科技局 in a document of 慈溪市 → 慈溪市科学技术局. The names are data (`extract/rules/units*.csv`, see `unit_tables`);
what they do not settle is None, never a guess: collectives (各县（市、区）政府), short names of companies, bureaus that
no table knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extract.places.divisions import COUNTRY, Place, chain_at, find_place, place_at
from extract.places.place_words import PLACE_WORDS, meant_place_at, place_of_word, region_named, unlisted_places
from extract.registry.bodies import Entry, level_letter, own_name, tables
from extract.registry.unlisted_bodies import ending_of, known_endings, unlisted
from extract.text.characters import fold

_MARKS = "*＊☆★▲△#※●■◆○◎"
_QUOTES = str.maketrans("", "", '“”"「」『』')
_LAST_BRACKET = re.compile(r"[（〔［〈【][^（〔［〈【）〕］〉】]*[）〕］〉】]$")
_AND_OTHERS = re.compile(r"等(?:有关|相关|多个)?(?:部门|单位|机构)?$")
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
    place = region_named(region) if region else None
    places = unlisted_places(region) if region and place is None else ()
    for meant in places or (place,):
        for form in _forms(name):
            found = _resolve(form, meant, year, inherited_place)
            if found is not None:
                return found
    return None


def place_prefix(name: str) -> str | None:
    """The place that a name begins with and that a name after it in the list may lean on.

    省工业和信息化厅 → 省, 自治区党委宣传部 → 自治区, 慈溪市财政局 → 慈溪市, 财政局 → None
    """
    plain = normal_form(name)
    if plain in tables().national or "{P}" + plain in tables().patterns:
        return None  # 市 of 市场监管局 is no place
    word = PLACE_WORDS.match(plain)
    if word:
        return word.group()
    named = place_at(plain, 0)
    return plain[: named[0]] if named and named[0] < len(plain) else None


@lru_cache(maxsize=65536)
def place_of_body(official: str) -> str | None:
    """The place that a canonical name belongs to, wherever in the name it stands; None where it names none.

    国家税务总局慈溪市税务局 → 慈溪市, 宁波市生态环境局慈溪分局 → 慈溪市, 教育部 → 全国
    """
    if official in tables().national:
        return COUNTRY.name
    for pattern, place in _patterns(official, None, None):
        if place is not None and any(entry.fits(place) for entry in tables().patterns.get(pattern, ())):
            return place.title
    named = chain_at(official, 0)
    return named[1].title if named is not None and named[0] < len(official) else None


def unit_kind(name: str) -> str | None:
    """What kind of body a name denotes, wherever it may be: government, party, …; None where no table knows it.

    市委组织部 → party, 宁波海关 → local-office, 市某某局 → None
    """
    registered = registered_kind(name)
    if registered is not None:
        return registered
    for form in _forms(name):
        ending = ending_of(form)
        if ending is not None and PLACE_WORDS.match(form):
            return known_endings()[ending].kind
    return None


@lru_cache(maxsize=65536)
def registered_kind(name: str) -> str | None:
    """The kind of a body that a table lists by name, wherever it may be; its ending alone proves nothing here.

    供销合作总社 → organisation, 市科技局 → government, 市某某服务中心 → None
    """
    for form in _forms(name):
        if form in _VAGUE:
            continue
        national = tables().national.get(form) or tables().national_bare.get(form)
        if national is not None:
            return national.kind
        for pattern, _ in _patterns(form, None, None):
            if pattern in tables().patterns:
                return tables().patterns[pattern][0].kind
    return None


def is_unit(name: str) -> bool:
    """Whether a name is that of a body that the tables know: 市科技局 → True, 科技部门 → False."""
    return unit_kind(name) is not None


def _forms(name: str) -> Iterator[str]:
    """The name as compared, then without what may stand at its ends: 等, a bracket with a second name."""
    plain = _AND_OTHERS.sub("", normal_form(name)).removeprefix("中华人民共和国").removeprefix("原")
    while plain:
        yield plain
        if (bare := plain.translate(_QUOTES)) != plain:
            yield bare  # 市"两新"组织党工委: the tables write no quotes, or curly ones
        bracket = _LAST_BRACKET.search(plain)
        if bracket is None:
            return
        plain = plain[: bracket.start()]


# --- from a form to a body -----------------------------------------------------------------------------------------


def _resolve(form: str, region: Place | None, year: int | None, inherited: str | None) -> str | None:
    national = tables().national.get(form)
    if national is None and region is COUNTRY:
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
    return unlisted(form, region)


def _patterns(form: str, region: Place | None, inherited: str | None) -> Iterator[tuple[str, Place | None]]:
    """Every way to take a place out of a name, with the place: 市科技局 → ({P}科技局, 慈溪市)."""
    for start in range(len(form)):
        named = meant_place_at(form, start, region)
        if named is not None:
            stop, place = named
            head, tail, written = form[:start], form[stop:], form[start:stop]
            yield from _branches(head, tail, place)
            if written == place.short or place.level == "zone":
                yield f"{head}{{S}}{tail}", place
            yield f"{head}{{P}}{tail}", place
            yield f"{head}{{P}}{tail.replace(written, '{P}')}", place
        word = PLACE_WORDS.match(form, start)
        if word:
            place_meant = place_of_word(word.group(), region)
            head, tail = form[:start], form[word.end() :]
            yield from _zones(head, tail, place_meant)
            yield f"{head}{{P}}{tail}", place_meant
            yield f"{head}{{P}}{tail.replace(word.group(), '{P}')}", place_meant
            if tail.startswith("政府"):  # 市政府口岸办, 市政府金融办
                yield f"{head}{{P}}{tail[2:]}", place_meant
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


def _zones(head: str, tail: str, place: Place | None) -> Iterator[tuple[str, Place | None]]:
    """市高新区管委会: the high-tech zone of the place, where the tables know just one."""
    word = PLACE_WORDS.match(tail)
    if word and len(word.group()) > 1 and place is not None:
        yield f"{head}{{P}}{tail[word.end() :]}", place_of_word(word.group(), place)


def _bare(form: str, region: Place | None, inherited: str | None) -> Iterator[tuple[str, Place | None]]:
    """A name without a place: it leans on the one before it in the list, else it is the document's own."""
    pattern = "{P}" + form
    place = None
    if inherited is not None:
        word = PLACE_WORDS.fullmatch(inherited)
        place = place_of_word(inherited, region) if word else find_place(inherited, within=region)
    if place is not None:
        yield pattern, place
    elif len(form) > 2:
        yield pattern, region
    if form.endswith("厅") and region is not None:  # only a province has one
        yield from ((pattern, above) for above in region.ancestors)


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
