"""Names of bodies in running text: 由市科技局会同各县（市、区）政府 → 市科技局, 各县（市、区）政府.

Names are found by their ends (科技局, 人民政府) in one pass of an Aho-Corasick automaton over the registry's tables;
what stands before must then be a place, and what stands beside must not make another word of it (教育部门, 上市).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import ahocorasick

from extract.models import Span
from extract.places.divisions import NATIONAL_COLUMNS, is_common_word, place_at, place_before
from extract.places.place_words import PLACE_WORDS
from extract.registry.bodies import tables
from extract.registry.unlisted_bodies import known_endings
from extract.rulefiles import load_csv

_BODY_END = frozenset("局委办厅部署院会协联社台队处校馆司关行府团心室")
_EDGE = re.compile(r"[^一-鿿\w（）〔〕]|[由和与及同请经向]|成立|建立|组建|设立|依托|发挥|强化|明确|通过")
"""What may stand right before a name: no Chinese character, or a word that leads up to one."""
_CLAUSE = re.compile(r"[，。；：、！？\n\t “”‘’《》]")
_OPEN_KINDS = frozenset({"leading-group", "zone"})
_NO_OPEN_NAME = re.compile(r"[的为是]|打造|支持|推动")


@dataclass(frozen=True, slots=True)
class Mention:
    """A body's name in the text; `place` as written before or in it, `kind` as in `registry.unit_kind` or collective.

    `certain` is False for a name without a place, which means a body only where a list or a verb shows it (财政局).
    """

    span: Span
    kind: str
    place: str | None
    certain: bool


def find_unit_names(folded: str, start: int, end: int) -> list[Mention]:
    """The names of bodies in folded[start:end], in order, the leftmost and longest where they overlap.

    "由市科技局牵头，教育部门配合" → 市科技局
    """
    found = list(_found(folded, start, end))
    found.sort(key=lambda mention: (mention.span[0], -mention.span[1]))
    chosen: list[Mention] = []
    for mention in found:
        if not chosen or mention.span[0] >= chosen[-1].span[1]:
            chosen.append(mention)
    return chosen


# --- what is looked for --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Key:
    """A string of the automaton: the end of a name (`tail`), a whole one (`whole`), an open ending (`ending`), the
    head of a name with the place in its middle (`head`: 人民银行|泰安市|分行), with what may follow the place, or a
    word that a collective holds (`group`: 部门)."""

    role: str
    kind: str
    after: tuple[str, ...] = ()


@cache
def _automaton() -> ahocorasick.Automaton:
    keys: dict[str, dict[str, _Key]] = {}

    def add(text: str, key: _Key) -> None:
        known = keys.setdefault(text, {}).get(key.role)
        after = tuple(dict.fromkeys((*(known.after if known else ()), *key.after)))
        keys[text][key.role] = _Key(key.role, known.kind if known else key.kind, after)

    for pattern, entries in tables().patterns.items():
        parts = re.split(r"\{[PS]\}", pattern)
        kind = entries[0].kind
        if len(parts) != 2 or "{" in "".join(parts) or not parts[1] or parts[0].startswith("中共"):
            continue
        if not parts[0] and len(parts[1]) > 1 and parts[1][-1] in _BODY_END:
            add(parts[1], _Key("tail", kind))
        elif parts[0] == "团":
            for word in "省市区县州旗":
                add(f"团{word}{parts[1]}", _Key("whole", kind))
        elif parts[0]:
            add(parts[0], _Key("head", kind, (parts[1],)))
    for row in load_csv("units_national.csv", NATIONAL_COLUMNS):
        for name in (row["official"], *row.many("aliases")):
            add(name, _Key("whole", row["kind"]))
    for ending, meant in known_endings().items():
        if meant.kind in _OPEN_KINDS:  # 中心, 医院, 学院 of prose are mostly buildings
            add(ending, _Key("ending", meant.kind))
    for word in ("省", "市", "区", "县", "州", "自治区党"):
        add(f"{word}委", _Key("whole", "party"))
    for word in ("部门", "单位", "机构", "管委会", "委办局", "部委", "地区", "地方"):
        add(word, _Key("group", "collective"))
    automaton = ahocorasick.Automaton()
    for text, roles in keys.items():
        automaton.add_word(text, (len(text), tuple(roles.values())))
    automaton.make_automaton()
    return automaton


@cache
def _neighbours() -> tuple[dict[str, str], dict[str, str], dict[str, tuple[str, ...]]]:
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {"verb": (), "founds": ()}
    for row in load_csv("unit_neighbours.csv", ("side", "word", "forbidden", "example")):
        if row["side"] in words:
            words[row["side"]] += (row["word"],)
        elif row["side"] in ("before", "after"):
            (before if row["side"] == "before" else after)[row["word"]] = row["forbidden"]
        else:
            raise row.error(f"{row['side']} is no side of a name")
    return before, after, words


def words_before(side: Literal["verb", "founds"]) -> tuple[str, ...]:
    """The verbs whose object a body behind them is: 撤销, 申请; of those that make or mend one: 组建, 完善."""
    return _neighbours()[2][side]


@cache
def _collective() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The patterns that begin with 各, and the others."""
    patterns = [row["pattern"] for row in load_csv("units_collective.csv", ("pattern", "example"))]
    each = [pattern for pattern in patterns if pattern.startswith("各")]
    others = [pattern for pattern in patterns if not pattern.startswith("各")]
    return tuple(re.compile("|".join(f"(?:{p})" for p in some)) for some in (each, others))  # type: ignore[return-value]


# --- how it is found -----------------------------------------------------------------------------------------------


def _found(folded: str, start: int, end: int) -> Iterator[Mention]:
    each, others = _collective()
    for match in each.finditer(folded, start, end):
        if _free_after(folded, match.end()):
            yield Mention(match.span(), "collective", None, True)
    for last, (length, keys) in _automaton().iter(folded, start, end):
        begin, stop = last + 1 - length, last + 1
        for key in keys:
            if key.role == "group":
                near = others.finditer(folded, max(start, begin - 14), min(end, stop + 8))
                group = next((match for match in near if match.start() <= begin and stop <= match.end()), None)
                if group is not None and _free_after(folded, group.end()):
                    yield Mention(group.span(), "collective", None, True)
                continue
            mention = _mention(folded, start, end, begin, stop, key)
            if mention is not None:
                yield mention


def _mention(folded: str, start: int, end: int, begin: int, stop: int, key: _Key) -> Mention | None:
    if key.role == "head":
        return _around_place(folded, end, begin, stop, key)
    if not _free_after(folded, stop):
        return None
    if key.role == "whole":
        free = key.kind != "party" or _free_before(folded, begin, start, folded[begin])
        return Mention((begin, stop), key.kind, None, True) if free else None
    if key.role == "ending":
        return _open_name(folded, start, begin, stop, key.kind)
    prefix = _prefix(folded, start, begin)
    if prefix is not None:
        place = folded[prefix:begin]
        if folded.startswith("中共", max(prefix - 2, start)):
            prefix -= 2
        branch = place_at(folded, stop, end)
        if branch is not None and folded.startswith("分局", branch[0]) and branch[0] + 2 <= end:
            stop = branch[0] + 2  # 宁波市生态环境局|慈溪|分局
        return Mention((prefix, stop), key.kind, place, True)
    if stop - begin > 2 and _clean_before(folded, start, begin):
        return Mention((begin, stop), key.kind, None, False)
    return None


def _prefix(folded: str, start: int, begin: int) -> int | None:
    """Where the place begins that stands before `begin`: a name, or a word as 市 that no other word has swallowed."""
    named = place_before(folded, begin, start)
    if named is not None and not is_common_word(folded[named:begin]):
        return named
    for length in (3, 2, 1):
        word = folded[max(start, begin - length) : begin]
        if len(word) == length and PLACE_WORDS.fullmatch(word):
            if word[0] == "全":  # 全市政府系统 is no one government
                return None
            return begin - length if _free_before(folded, begin - length, start, word) else None
    return None


def _around_place(folded: str, end: int, begin: int, stop: int, key: _Key) -> Mention | None:
    """A name with its place in the middle: 人民银行|泰安市|分行."""
    named = place_at(folded, stop, end)
    word = PLACE_WORDS.match(folded, stop, end)
    for after in (named[0] if named else None, word.end() if word else None):
        for tail in key.after if after is not None else ():
            if after is not None and folded.startswith(tail, after) and after + len(tail) <= end:
                if not _free_after(folded, after + len(tail)):
                    continue
                return Mention((begin, after + len(tail)), key.kind, folded[stop:after], True)
    return None


def _open_name(folded: str, start: int, begin: int, stop: int, kind: str) -> Mention | None:
    """A name that only its ending shows (市创新型城市工作领导小组): it begins at a place behind a clean edge."""
    left = max(start, begin - 40)
    for clause in _CLAUSE.finditer(folded, left, begin):
        left = clause.end()
    for first in (left, *(edge.end() for edge in _EDGE.finditer(folded, left, begin))):
        named, word = place_at(folded, first, begin), PLACE_WORDS.match(folded, first, begin)
        place_end = named[0] if named else word.end() if word else None
        if place_end is None or not 2 <= begin - place_end <= 25 or _NO_OPEN_NAME.search(folded, place_end, begin):
            continue
        return Mention((first, stop), kind, folded[first:place_end], True)
    return None


def _clean_before(folded: str, start: int, begin: int) -> bool:
    return begin == start or any(edge.end() == begin for edge in _EDGE.finditer(folded, max(start, begin - 2), begin))


def _free_before(folded: str, begin: int, start: int, word: str) -> bool:
    return begin == start or folded[begin - 1] not in _neighbours()[0].get(word[0], "")


def _free_after(folded: str, stop: int) -> bool:
    following = folded[stop : stop + 1]
    return not following or following not in _neighbours()[1].get(folded[stop - 1], "")
