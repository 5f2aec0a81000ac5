"""The place a document governs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from extract.places.divisions import COUNTRY, Place, chain_at, find_place, places_named, region_of
from extract.registry.official_names import registered_kind
from extract.rulefiles import load_csv
from extract.text.characters import fold
from extract.text.numerals import HAN_ONES

_LONGEST = 20_000
"""So many characters are searched for names where neither title nor issuer names the place."""
_LONGEST_NAME = 12
_FEWEST = 3
_IN_TEXT = re.compile(
    r"(?:^|[，。；：、！”》\n]|结合|推进|推动|加快|促进|提升|按照|根据)(?P<name>[一-鿿]{2,3}(?:省|市(?![场民级直属域内])|县(?![域级城直])|区(?![域位块间级])))"
)
_HAN = re.compile("[一-鿿]+")
_ENDS = re.compile("[省市县区州盟旗]")
_OWN = re.compile("[全我本]([省市县区州盟旗])")
_PLACE_OF_BODY = re.compile(
    r"(?:中共|民[革盟建进]|农工党|致公党|九三学社|台盟|关于印发《?|《)?(?P<name>(?!民[革盟建进])(?![全我各本某一]|自治|直辖)[一-鿿]{2,5}?(?:省|(?<!城)市|(?<!型)县|州|旗|(?<![小业园保发范验社景地新技城])区))"
    rf"(?=人民政府|政府(?:办|工作|关于)|委员会|委(?![托派])|国民经济|“|\"|\d{{4}}|十[{HAN_ONES}]五|[一-鿿]{{2,10}}[局厅]关于)"
)
"""A name with the words of a level, right before those of a body or a plan."""
_ZONE = (
    "(?:高新技术产业|高新技术|经济技术|经济)开发区|(?:旅游|风景)度假区|综合保税区|[高经][新开]区|[新湾]区|开发区|度假区"
)
_PLAIN_ZONES = ("新区", "湾区", "开发区", "度假区")
_WRITTEN = re.compile(
    rf"(?P<zone>{_ZONE})(?![域间位])|(?P<word>自治[县州旗]|省(?!长)|市(?![场民级直属域内值容长])|县(?![域级城直乡镇区长])|州(?![县长])|盟|旗(?!下)|镇(?![村街域长])"
    "|乡(?![村镇域土贤愁风])|街道|区(?![域位块间级直长]))"
)
_LEVEL_BEFORE = re.compile(r"[一-鿿]{2,}?(?:省|市|自治[区县州]|州|盟|县)(?=[一-鿿]{2})")
_NO_STEM = re.compile(
    r"[全各本我某该一两三多在于对为以向由年月日第]|中共|中国|按照|根据|确保|结合|围绕|.*[全各我本]|民[革盟建进]|关于|印发|.*级$|.*自治|直辖|.*人民|.*政府|.*代表|.*大会|.*委员|.*(?:[、的和与及]|城市|城镇|小镇|乡镇|农村|县域|城区|园区|社区|片区|街区|景区|库区|山区|地区|辖区|校区|小区|示范|试验|中心|特色|产业|工业|经济|开发|批发|老旧|重点"
    r"|文明|健康|平安|法治|数字|智慧|美丽|创新|先行|功能|保护|保障|发展|服务|建设|振兴|高新|经开|革命|民族|传统|专业|[集超夜闹街菜楼股上门都大小强老新城旧主郊园社景片校]$)"
)
"""What before 市, 县 or 区 shows that no place is named: 城市, 示范县, 产业园区."""
_NAMES_PLACE = re.compile(r"^|中国共产党|中共|关于|印发|《|^\d{4}年")
_GOES_ON = re.compile(
    "(?:县(?![域级城镇村乡区直内市])|市(?![场民级直属域内县区值容])|(?![高创更])[一-鿿]新区|(?![小古集强城各全县中市区新大乡村])[一-鿿](?:镇(?![村街域长])|县(?![域级城乡区市])))"
)
"""What makes a longer name of a short one before it; 宁波高新区, 宁波古镇 are of 宁波."""
_BEGINS = re.compile("[，。；：、！”》\n]|^")


def find_region(said: Iterable[str | None], folded: str, source_name: str) -> str | None:
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
        if (own := _named_and_meant(fragment, folded)) is not None:
            return own
        if _only_begins_like_a_place(fragment):
            return None  # which place that is no table knows, and those the text names most are as false
        if (place := region_of(fragment)) is not None:
            break
    if place is None:
        shown = folded[:_LONGEST]
        most = _most_named(shown)
        # a name that several places share is the one near the place that the text speaks of
        near = (found for fragment in fragments if most and (found := region_of(fragment, within=most)) is not None)
        file_name = re.sub(r"\.\w+$|[-_\d]", " ", source_name).strip()
        own = _most_named_unlisted(shown) or _named_and_meant(file_name, folded)
        if own is not None and (most is None or shown.count(own[:-1]) > shown.count(most.short or most.name)):
            return own
        place = next(near, most) or region_of(file_name)
    return place.title if place is not None else None


def _unlisted(fragment: str) -> str | None:
    """The name of a place that no table knows, where the fragment begins with it: 某某市人民政府关于…… → 某某市."""
    match = _PLACE_OF_BODY.match(fold(fragment).replace(" ", ""))
    if match is None or match["name"][:2] in _verbs():
        return None
    name = _last_named(match["name"])
    return None if places_named(name) or find_place(name) is not None else name


def _named_and_meant(fragment: str, folded: str) -> str | None:
    """The name of a place that no table knows, where the fragment begins with it and more than its form shows that it is one.

    What follows is the rest of a body's name (临溪县|发展和改革局), or the text speaks of its own 全县, 县教育局.
    """
    text = fold(fragment).replace(" ", "")
    found = None
    for opened in {match.end() for match in _NAMES_PLACE.finditer(text)}:
        for match in _WRITTEN.finditer(text, opened + 2, opened + 2 * _LONGEST_NAME):
            word, written = match.group(), text[opened : match.end()]
            name = _last_named(written)
            stem = name.removesuffix(word)
            if (
                not 2 <= len(stem) <= 4
                or not _HAN.fullmatch(written)
                or _NO_STEM.match(stem)
                or any(stem.startswith(verb) for verb in _verbs())
            ):
                continue
            if places_named(name) or any(find_place(n) for n in (name, written, *([stem] if match["zone"] else ()))):
                return None  # the tables know it: region_of tells which one it is
            if _is_own_body(text, match) or _speaks_of_own(match, folded):
                found = name
        if found is not None:
            return found
    return None


def _last_named(written: str) -> str:
    """The last place of a chain: 岚泽省栖州市青岚区 → 青岚区."""
    while (above := _LEVEL_BEFORE.match(written)) and len(written) - above.end() > 2:
        written = written[above.end() :]
    return written


def _is_own_body(text: str, name: re.Match[str]) -> bool:
    """Whether the rest of a fragment, up to 关于, is a body of the place before it."""
    about = text.find("关于", name.end())
    rest = text[name.end() : about if about > 0 else len(text)].removesuffix("文件")
    if name["zone"]:
        return name["zone"] not in _PLAIN_ZONES or rest.startswith(("管委会", "管理委员会", "党工委"))
    if rest.startswith(("人民政府", "政府", "委员会")):
        return True
    own = name["word"][-1]  # 栖州市|教育局2027年工作要点
    return any(registered_kind(own + rest[:stop]) is not None for stop in range(2, min(len(rest), _LONGEST_NAME) + 1))


def _speaks_of_own(name: re.Match[str], folded: str) -> bool:
    """Whether a text has words for the place that it is of: 全县, 我市, 区民政局."""
    word = "区" if name["zone"] else name["word"][-1]
    if name["zone"] and ("管委会" in folded or "管理委员会" in folded):
        return True
    if word == "道":
        return re.search(r"全街道|本街道|街道办|党工委", folded) is not None
    return (
        re.search(rf"[全我本]{word}(?![面])|(?<![一-鿿]){word}[一-鿿]{{1,9}}(?:局|委|办|部|厅|中心|政府)", folded)
        is not None
    )


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


def _most_named_unlisted(folded: str) -> str | None:
    """The place that no table knows and that a text names again and again: 结合东陵市实际 … 东陵市 …."""
    counts: Counter[str] = Counter()
    for match in _IN_TEXT.finditer(folded):
        name = match["name"]
        if not (_NO_STEM.match(name) or _NO_STEM.match(name[:-1])) and not any(
            name.startswith(verb) for verb in _verbs()
        ):
            counts[name] += 1
    name, count = counts.most_common(1)[0] if counts else ("", 0)
    own = _WRITTEN.search(name, max(len(name) - 1, 0))
    known = own is None or places_named(name) or find_place(name) is not None
    return name if count >= _FEWEST and own is not None and not known and _speaks_of_own(own, folded) else None


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
        longer = named is not None and _GOES_ON.match(folded, named[0])
        if named is not None and not longer and named[1] != COUNTRY and folded[match.end() : named[0]] not in _common():
            yield named[1]


@cache
def _verbs() -> frozenset[str]:
    return frozenset(row["word"] for row in load_csv("action_verbs.csv", ("word", "kind", "example"), unique="word"))


@cache
def _common() -> frozenset[str]:
    return frozenset(row["short"] for row in load_csv("places_common.csv", ("short",), folder="data"))
