"""What the head of a column of figures says: year, whose figure, over what time, unit of measurement, scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from extract.models import Attribute, Nature, Per
from extract.owners.owner_words import body_kind
from extract.places.divisions import find_place
from extract.tables.indicator_labels import is_uom, read_label
from extract.tables.table_words import longest_word, words_of
from extract.text.periods import PLAN, YEAR, last_plan

_WHOLE_PERIOD = re.compile(r"规划期|期末|[五三53]年(?!级)|期内")
_YEARS = re.compile(r"(?:(?:19|20)\d{2}\s?(?:[-~—至]\s?)?)+(?:年度?|\.\d{1,2}月?)?(?:底|末|初)?")
_BRACKETS = re.compile(r"[（［【〔]([^（）［］【】〔〕]*)[）］】〕]")
_COMPARED = re.compile(r"(?:比|较|与)(?:上年|(?:19|20)\d{2}年?底?)(?:相比)?")
_GROWTH = re.compile(r"增长|增速|增幅")
_LONGEST_TIME = 16
_AREA = re.compile(r"[一-鿿]{1,8}(?:[县市区州盟旗镇乡村]|街道|苏木|新城|科技城)")
_NO_AREA = re.compile(
    r"级|示范|试点|重点|达标|先进|特色|行政村|自然村|中心|[景小社城牧学院厂校矿库片]区$|(?:^|[^江河])[超夜门集股]市$"
)
_FILLER = re.compile(
    r"[“”\"'：，、；/\s（）［］]|时期|期间|期末|年末|年底|末|值(?!班)|数(?![据字控])|情况|水平|全年|年度|年(?=$)|主要|近期|远期|中期|绝对|%"
)


@dataclass(frozen=True, slots=True)
class Head:
    """`rest` is what is left of the head: a scope or, where the rows name no indicators, an indicator."""

    year: int | None = None
    nature: Nature | None = None
    per: Per | None = None
    uom: str | None = None
    rest: str = ""
    attribute: Attribute | None = None


def read_head(texts: tuple[str, ...], period: tuple[int, int] | None) -> Head:
    """Reads the heads of one column, top to bottom; the lower one counts where two say the same.

    (“十四五”目标, 2025年) → year 2025, nature target; (年均增速（%）,) → per 年均, uom %
    `period` (the document's years) resolves 规划期末 and 五年累计.
    """
    texts = tuple(_COMPARED.sub("", text) for text in texts)
    whole = "".join(texts)
    years = [int(year) for text in reversed(texts) for year in reversed(YEAR.findall(text))]
    plan = last_plan(whole)
    per = cast("Per | None", next((word for text in reversed(texts) if (word := _per(text))), None))
    year = years[0] if years else plan[1] if plan else None
    if year is None and period and _WHOLE_PERIOD.search(whole):
        year = period[1]
    nature = cast(
        "Nature | None", next((word for text in reversed(texts) if (word := longest_word("nature", text))), None)
    )
    uom = next((word for text in reversed(texts) if (word := _uom(text))), None)
    if uom is None and texts and _GROWTH.search(texts[-1]):
        uom = "%"
    rest = "".join(dict.fromkeys(_rest(text) for text in texts))
    return Head(year, nature, per, uom, rest, cast("Attribute | None", longest_word("attribute", whole)))


def read_time(text: str, period: tuple[int, int] | None = None) -> Head | None:
    """What a label says that is nothing but a time and whose figure it is; None where it says more.

    2025年（基期） → year 2025, nature actual; “十五五”累计 → year 2030, per 累计; 2025年GDP → None
    """
    head = read_head((text,), period) if len(text) <= _LONGEST_TIME else None
    return head if head and (head.year is not None or head.nature) and not head.rest and not head.uom else None


def is_scope(text: str) -> bool:
    """Whether a text names whom a figure holds for: 全市, 市本级, a place, several places (甲县、乙县)."""
    if not text:
        return False
    if text in words_of("scope"):
        return True
    parts = [part for part in re.split(r"[、和]", text) if part]
    return len(text) >= 2 and all(part in words_of("scope") or find_place(part) is not None for part in parts)


def are_areas(texts: Sequence[str]) -> bool:
    """Whether the heads beside each other are places, known or not: 东县, 西县 → True; A级景区, 示范县 → False."""
    names = [text for text in texts if text]
    return len(set(names)) >= 2 and len(names) == len(texts) and all(is_scope(t) or _is_area(t) for t in names)


def _is_area(text: str) -> bool:
    return _AREA.fullmatch(text) is not None and _NO_AREA.search(text) is None and body_kind(text) == "place"


def _per(text: str) -> str | None:
    """年均［累计］ and 年均/累计 are 年均: the bracketed figures of such a column are 累计, and say so themselves."""
    bare = _BRACKETS.sub("", text)
    return "年均" if "年均" in bare else longest_word("per", bare) or longest_word("per", text)


def _uom(text: str) -> str | None:
    for inside in reversed(_BRACKETS.findall(text)):
        for part in re.split(r"[，、；：]", inside):
            if is_uom(part):
                return part
    return read_label(text).uom


def _rest(text: str) -> str:
    """The head without year, plan, nature, per and uom."""
    text = _BRACKETS.sub(lambda m: "" if _known(m[1]) else m[0], text)
    text = PLAN.sub("", _YEARS.sub("", text))
    for kind in ("nature", "per", "attribute"):
        for word in sorted(words_of(kind), key=len, reverse=True):
            text = text.replace(word, "")
    return _FILLER.sub("", text)


def _known(inside: str) -> bool:
    return bool(
        any(is_uom(part) for part in re.split(r"[，、；：]", inside))
        or longest_word("nature", inside)
        or longest_word("per", inside)
        or YEAR.search(inside)
        or PLAN.search(inside)
    )
