"""When two wordings say the same thing, and which found item answers to which annotated one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

Item = dict[str, Any]
Test = Callable[[Item, Item], bool]

_ONE_QUOTE = str.maketrans(dict.fromkeys("“”„", '"') | dict.fromkeys("〔［[", "(") | dict.fromkeys("〕］]", ")"))


def plain(value: object) -> str:
    """Width, blanks, kinds of quotes and brackets and a closing mark do not count: "Ｒ＆Ｄ 经费。" → "R&D经费"."""
    folded = unicodedata.normalize("NFKC", "" if value is None else str(value)).translate(_ONE_QUOTE)
    return re.sub(r"\s", "", folded).rstrip("。.;:")


def alike(one: object, other: object, least: float) -> bool:
    """Whether two wordings are the same to the ratio `least`, or one holds the other and is not much longer."""
    a, b = plain(one), plain(other)
    if not a or not b or a == b:
        return a == b
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) >= 0.8 * len(long) and short in long:
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= least


def same_indicator(annotated: Item, found: Item) -> bool:
    """Whether the indicator is an annotated wording, or shares its head noun with modifiers dropped or kept."""
    name = plain(found.get("indicator"))
    for wording in (annotated.get("indicator"), *annotated.get("also", ())):
        if alike(wording, name, 0.75):
            return True
        short, long = sorted((plain(wording), name), key=len)
        if short and long.endswith(short) and (2 * len(short) >= len(long) or (short == name and len(short) >= 4)):
            return True
    return False


def figure(value: object) -> object:
    """A value for comparison: numbers rounded, ranges as tuples."""
    if isinstance(value, list | tuple):
        return tuple(figure(part) for part in value)
    if isinstance(value, bool) or value is None:
        return value
    try:
        return round(float(str(value)), 6)
    except ValueError:
        return str(value)


def uom(item: Item) -> str:
    """The unit of measurement for comparison; 百分点 and 个百分点 are one."""
    return re.sub(r"个?百分点", "个百分点", plain(item.get("uom")))


def assign(
    annotated: Iterable[Item], found: Iterable[Item], tests: Sequence[Test]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Pairs each annotated item with at most one found item, by the strictest test first: (pairs, missed, spurious)."""
    missed, spare = list(annotated), list(found)
    pairs: list[tuple[Item, Item]] = []
    for test in tests:
        still: list[Item] = []
        for item in missed:
            position = next((i for i, other in enumerate(spare) if test(item, other)), None)
            if position is None:
                still.append(item)
            else:
                pairs.append((item, spare.pop(position)))
        missed = still
    return pairs, missed, spare
