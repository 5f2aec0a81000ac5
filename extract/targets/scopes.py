"""For whom a figure holds: 全市, 市本级, 各县（市、区）, 其中市级."""

from __future__ import annotations

import re
from functools import cache

from extract.models import Span
from extract.places.divisions import place_at
from extract.rulefiles import alternatives, load_csv
from extract.text.quantities import Quantity

SCOPE_COLUMNS = ("word", "kind", "unless", "example")
SCOPE_KINDS = ("start", "among", "place", "zone")

_NEAR = 4
_EVERY = re.compile(r"[各每]|全[国省市县区州盟旗域镇]")
_ACTORS = "管委会|人民政府|政府|部门|党委|单位|局"
_NAME_GOES_ON = re.compile(r"[级的等、和及与或（]|内(?![生河需])|外(?![贸资商来籍汇向])|管委会|政府|建设|范围")
_COMMON = re.compile(
    r"国家|省|市|县|亩|级|全|各|个|类|批|大|该|本|重点|特色|城|园|产业|新兴|经济|高新|综合|创新|[在对向为于推支促建]"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    kinds: dict[str, list[str]] = {kind: [] for kind in SCOPE_KINDS}
    for row in load_csv("scopes.csv", SCOPE_COLUMNS):
        if row["kind"] not in kinds:
            raise row.error(f"kind {row['kind']} is none of {', '.join(SCOPE_KINDS)}")
        unless = row.many("unless")
        kinds[row["kind"]].append(re.escape(row["word"]) + (f"(?!{alternatives(unless)})" if unless else ""))
    for words in kinds.values():
        words.sort(key=lambda word: (-len(word), word))
    places = "|".join(kinds["place"])
    # 各集聚区, 每个乡镇, 各县（市、区）, 山区县（市、区）
    each = (
        rf"(?:各|每个?)(?!级|类|项|亩|户|人|吨|万|千|百|平方|立方|公里)[^，。；、的（）\d]{{0,6}}?(?:{places})(?:卫生院|卫生室|文化站|中小学|学校)?(?:（[^（）]{{1,12}}）)?"
        rf"(?!{_ACTORS}|[、和及民级市区县镇乡村州场域（])"
    )
    bracketed = r"(?:(?![每各在对向为支推])[\u4e00-\u9fff]){0,6}(?:县|区|市)（[县市区旗州]、[县市区旗州、]{1,5}）"
    start = rf"(?:{'|'.join(kinds['start'])})(?:范围内?)?|{each}|{bracketed}"
    among = "|".join(sorted(kinds["among"] + kinds["start"], key=lambda word: (-len(word), word)))
    zone = rf"(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:{'|'.join(kinds['zone'])})"
    return re.compile(start), re.compile(f"(?:{among})|{start}"), re.compile(zone)


def scope_at(folded: str, at: int, end: int, *, among: bool) -> Span | None:
    """The scope that begins at an offset; `among` (behind 其中) lets 市级 be one, which elsewhere says what is counted.

    全市高新技术企业 → 全市; 各县（市、区）新建学校 → 各县（市、区）
    """
    match = _patterns()[among].match(folded, at, end)
    return None if match is None else match.span()


def counts_places(folded: str, scope: Span, quantities: list[Quantity]) -> bool:
    """Whether what looks like a scope is what a figure counts: 示范县（市、区）不少于12个, not 各县（市、区）达到60%."""
    if folded[scope[1] - 1] != "）" or _EVERY.match(folded, scope[0]):
        return False
    return any(q.span[0] - scope[1] <= _NEAR and q.kind == "count" and q.span[0] >= scope[1] for q in quantities)


def named_scope_at(folded: str, at: int, end: int) -> Span | None:
    """A place that begins at an offset and has its indicator behind it: 慈溪市高新技术企业 → 慈溪市; 宁波市级中心 → None."""
    match = _patterns()[2].match(folded, at, end)
    stop: int | None = None
    if match is not None and _COMMON.search(match["name"]) is None:
        stop = match.end()
    elif (found := place_at(folded, at, end)) is not None and folded[found[0] - 1] in "省市县区州盟旗":
        stop = found[0]
    if stop is None or stop - at < 3 or end - stop < 3 or _NAME_GOES_ON.match(folded, stop, end):
        return None
    return at, stop


def is_zone(folded: str, start: int, end: int) -> bool:
    """Whether a stretch is the name of an area and no more: 东江经开区."""
    match = _patterns()[2].fullmatch(folded, start, end)
    return match is not None and _COMMON.search(match["name"]) is None
