"""What the label of an indicator says beside the name: unit of measurement, 累计, 约束性, and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from extract.models import Attribute, Per
from extract.rulefiles import alternatives, load_csv
from extract.tables.grid import says_nothing
from extract.tables.table_words import words_of
from extract.text.markers import read_marker
from extract.text.quantities import COMPOUNDS, UOM_COLUMNS

_BRACKET_AT_END = re.compile(r"[（［【〔]([^（）［］【】〔〕]*)[）］】〕]$")
_PARTS = re.compile(r"[，；、：]")
_FOOTNOTE = re.compile(r"(?:[①-⑳¹²³⁴-⁹*※]|［(?:注|\d)\d?］|（注\d?）|(?<=[一-鿿]{4})\d)+$")
_CHILD = re.compile(r"^(?:#|＃|其中)[：、，]?")
_MULTIPLIERS = "万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百"
_PER_IN_NAME = re.compile(r"年均(?=增|提|下|降|新)|累计|每年|年新增")
_UNIT_WORD = re.compile(r"^(?:(?:计量)?单位|按)[：]?")


@dataclass(frozen=True, slots=True)
class Label:
    """An indicator's label taken apart. `child`: it began with 其中, so that it stands under the indicator before."""

    name: str
    uom: str | None = None
    per: Per | None = None
    attribute: Attribute | None = None
    number: str | None = None
    child: bool = False


def read_label(text: str) -> Label:
    """Takes a label apart; the text is folded and without white space.

    "3.高新技术企业数（家，累计）" → name 高新技术企业数, uom 家, per 累计; "其中：市本级" → child
    A bracket that holds none of these is part of the name: "企业工程（技术）中心".
    """
    marker = read_marker(text)
    number = marker.number if marker else None
    name = text[marker.end :] if marker else text
    name, child = _CHILD.subn("", name)
    label = Label(name, number=number, child=bool(child))
    while True:
        rest = _FOOTNOTE.sub("", label.name).rstrip("：，；")
        bracket = _BRACKET_AT_END.search(rest)
        said = _read_parts(bracket[1]) if bracket else None
        if bracket and said is not None:
            rest = rest[: bracket.start()]
        elif not bracket:
            said, rest = _read_tail(rest)
        if said is None or not rest:
            name = rest or label.name
            break
        label = Label(
            rest, label.uom or said.uom, label.per or said.per, label.attribute or said.attribute, number, label.child
        )
    said_in_name = _PER_IN_NAME.search(name)
    per = label.per or cast("Per | None", words_of("per")[said_in_name[0]] if said_in_name else None)
    return Label(name, label.uom, per, label.attribute, number, label.child)


def read_uom(text: str) -> tuple[str | None, Per | None]:
    """What a cell of the uom column says: "累计，家" → (家, 累计); "/" → (None, None)."""
    if says_nothing(text):
        return None, None
    parts = [part for part in _PARTS.split(text.strip("（）［］")) if part]
    per = next((words_of("per")[part] for part in parts if part in words_of("per")), None)
    kept = [part for part in parts if part not in words_of("per")]
    uom = kept[0] if kept else None
    if uom:
        uom = _BRACKET_AT_END.sub(lambda m: "" if m[1] in words_of("per") else m[0], uom)
    return uom or None, cast("Per | None", per)


def is_uom(text: str) -> bool:
    """Whether a text is a unit of measurement: 家, 万人次, 件/万人, 吨标准煤/万元, %."""
    return _uom().fullmatch(text) is not None


def table_uom(text: str) -> str | None:
    """The uom that a caption or a line above gives a whole table: "（单位：万元）" → 万元; "单位：亿元、%" → None."""
    match = re.search(r"单位[：](?P<uom>[^（）［］，、；：]+)[）］]?$", text)
    return match["uom"] if match and is_uom(match["uom"]) else None


def _read_parts(inside: str) -> Label | None:
    """A bracket's content, None where nothing in it is known (then it is part of the name)."""
    uom = per = attribute = None
    for part in filter(None, (_UNIT_WORD.sub("", part) for part in _PARTS.split(inside))):
        if part in words_of("per"):
            per = per or words_of("per")[part]
        elif part in words_of("attribute"):
            attribute = attribute or words_of("attribute")[part]
        elif uom is None and is_uom(part):
            uom = part
        elif uom is None and (match := _per_and_uom().fullmatch(part)):
            per, uom = per or words_of("per")[match["per"]], match["uom"]
    if uom is None and per is None and attribute is None:
        return None
    return Label("", uom, cast("Per | None", per), cast("Attribute | None", attribute))


def _read_tail(text: str) -> tuple[Label | None, str]:
    """A uom behind a comma or without any bracket: "覆盖率，%"; "增长%"."""
    head, comma, tail = text.rpartition("，")
    if comma and is_uom(tail):
        return Label("", tail), head
    if len(text) > 2 and text[-1] in "%‰" and "一" <= text[-2] <= "鿿":
        return Label("", text[-1]), text[:-1]
    return None, text


@cache
def _uom() -> re.Pattern[str]:
    rows = [row["uom"] for row in load_csv("uom.csv", UOM_COLUMNS, unique="uom")]
    known = rf"(?:{alternatives(uom for uom in rows if len(uom) == 1)})[{''.join(COMPOUNDS)}]|{alternatives(rows)}"
    one = rf"(?:{_MULTIPLIERS})?(?:{known})|{_MULTIPLIERS}"
    return re.compile(
        rf"(?:{one})(?:（(?:{one})）)?(?:[/每·](?:{_MULTIPLIERS})?[\w平方立元·]{{1,8}})*|以?\d{{4}}年[为=]100"
    )


@cache
def _per_and_uom() -> re.Pattern[str]:
    return re.compile(rf"(?P<per>{alternatives(words_of('per'))})(?P<uom>{_uom().pattern})")
