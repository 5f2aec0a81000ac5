"""Marks that lists carry at a name (*市科技局、市财政局★) where no sentence of the document says what they mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from extract.models import Notice
from extract.owners.document_rules import UnitRule
from extract.owners.unit_lists import UnitList

_LEADING = "*＊☆★▲△※◎#"
"""Signs that mark one of several; ●■◆○ mostly stand before every line."""
_ALIKE = str.maketrans("＊", "*")


def unexplained_mark(folded: str, readings: Iterable[UnitList], rules: Iterable[UnitRule]) -> UnitRule | None:
    """The rule that a mark without a legend stands for: the marked ones lead.

    （责任单位：*区人社局、区科技局） → mark *, not stated. None where the document says who leads in another way, says what
    the mark means (带*的为新增事项), or marks every name of its lists.
    """
    if any(rule.kind in ("first", "separator", "order", "mark", "bold") for rule in rules):
        return None
    signs: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    told = plain = False
    for reading in readings:
        marked = [named for named in reading.units if named.marked and named.marked in _LEADING]
        plain = plain or (bool(marked) and len(marked) < len(reading.units))
        told = told or (bool(marked) and any(named.role == "lead" for named in reading.units))
        for named in marked:
            sign = (named.marked or "").translate(_ALIKE)
            signs[sign] += 1
            first.setdefault(sign, named.span)
    if told or not plain or len(signs) != 1:
        return None
    sign = next(iter(signs))
    return None if _explained(folded, sign) else UnitRule("mark", first[sign], sign, stated=False)


def _explained(folded: str, sign: str) -> bool:
    """Whether a sentence says what the mark is for: 带*的为约束性指标."""
    form = "[*＊]" if sign == "*" else re.escape(sign)
    return (
        re.search(
            rf"[“（]?{form}[”）]?(?:号|标记|标识)?(?:的|者)?[^，。；、\n*]{{0,8}}(?:为|表示|代表|指|系|是)", folded
        )
        is not None
    )


def unseen_notice(rule: UnitRule) -> Notice:
    """What is said of a document whose leaders are told by a type that the file does not show."""
    return Notice("mark-unexplained", f"文件以“{rule.sign}”标明牵头单位，但读不出字体，请对照原文核对", rule.span)


def mark_notice(rule: UnitRule) -> Notice:
    """What is said once of a document whose mark was taken for that of a leader."""
    return Notice("mark-unexplained", f"单位名称旁的“{rule.sign}”没有说明，按牵头单位处理，请核对", rule.span)
