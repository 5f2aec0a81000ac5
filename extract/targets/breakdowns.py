"""A total told before, shared out over places: 筹集住房1500套。市本级筹集400套，甲、乙区各筹集200套。"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.targets.clause import Clause
from extract.targets.scopes import is_zone
from extract.targets.target_words import words
from extract.text.quantities import Quantity

_PLACES = re.compile(
    r"[\u4e00-\u9fff、（）]{1,40}?(?:[省市县旗州盟]|(?<![小户社园景库厂矿])区|本级|街道|（[县市区旗州、]{1,7}）)"
)
_OTHERS = re.compile(r"其他|其余")
_AT_LEAST = re.compile(r"(?:至少|最少)$")
_EACH = re.compile(r"(?:分别|各自|各|均)$")


@dataclass(frozen=True, slots=True)
class Share:
    """For which places a figure holds, and what the total before it was about."""

    indicator: str
    scope: str


def places_only(clause: Clause, start: int, q: Quantity) -> Share | None:
    """The share of places in a total of the same uom, where a clause says no more than places and a verb; else None.

    住房1500套 before, then 甲、乙区各筹集200套 → indicator 住房, scope 甲、乙区; 覆盖率70%, 其他县60% → scope 其他县;
    营业收入40亿元, 其中东江经开区突破12亿元 → scope 东江经开区
    """
    if q.uom not in clause.totals:
        return None
    masked, end = clause.masked, q.span[0]
    verb = words().makes.at_end(masked, start, end)
    each = _EACH.search(masked, start, end - len(verb or ""))
    others = _OTHERS.match(clause.folded, start, end) or is_zone(clause.folded, start, end)
    if (verb is None and each is None and not others) or (verb and words().makes.kinds[verb] != "make"):
        return None
    stop = each.start() if each is not None else end - len(verb or "")
    least = _AT_LEAST.search(masked, start, stop)
    stop = least.start() if least is not None else stop
    begin = next((mark.span[1] for mark in reversed(clause.marks) if start <= mark.span[0] < stop), start)
    if _PLACES.fullmatch(clause.folded, begin, stop) is None:
        return None
    return Share(clause.totals[q.uom], clause.text[begin:stop])
