"""What one cell of a table holds, by its form: a figure, a date, bodies of government, names of persons, prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from extract.owners.owner_words import body_kind, looks_like_unit
from extract.owners.unit_lists import read_unit_list
from extract.tables.grid import says_ditto, says_nothing
from extract.tables.indicator_labels import is_uom
from extract.text.characters import fold
from extract.text.markers import numeral_value
from extract.text.numerals import HAN_ONES, HAN_TENS

CellKind = Literal[
    "running", "date", "figure", "uom", "bodies", "places", "actors", "offices", "persons", "prose", "name"
]
"""`running` is a number of a column that counts its rows; `actors` are firms and institutes; `offices` a body's own."""

NUMBERED_THINGS = "(?:重点|主要|工作|具体)?(?:任务|措施|举措|事项|项目|工作|行动|序号|编号)"
_FIGURE = re.compile(
    r"[（［≥≤＞＜><~≈³£约超±+-]*\d[\d.,]*[^\d。；，：]{0,8}(?:[-~—至]\d[\d.,]*[^。；，：]{0,8})?[）］]?(?:（.{1,8}）|［.{1,12}］)?"
)
_NUMERAL = re.compile(rf"[（(第]?(?P<n>\d{{1,3}}|[{HAN_TENS}]{{1,3}}|[①-⑳])[)）、.．项条]?")
_LISTED = re.compile(
    rf"(?:第|{NUMBERED_THINGS})(?:\d{{1,3}}|[{HAN_TENS}]{{1,3}})[项条]?(?:[、，；和及与至到—~～-]+(?:第|{NUMBERED_THINGS})?"
    rf"(?:\d{{1,3}}|[{HAN_TENS}]{{1,3}})[项条]?)*"
)
_WHEN = (
    rf"(?:(?:19|20)\d{{2}}年?|每年|今年|明年|全年|当年)?(?:第?[一二三四1-4]季度|[上下]半年|(?:\d{{1,2}}|[{HAN_TENS}]{{1,2}})月份?)?"
    r"(?:\d{1,2}日)?(?:年?[底末初中内]|[上中下]旬)?(?:之?前|以前)?(?:基本)?(?:完成|启动|建成|投用|开工|竣工|见效|投入运营|上线)?"
)
_DATE = re.compile(
    rf"(?=.{{2}}){_WHEN}(?:[-—~～至到、；]{_WHEN})?|(?:19|20)\d{{2}}[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?"
    rf"|(?:长期|持续|常态化?|年内|全年|每年|贯穿).{{0,6}}|立行立改|即知即改|规划期内?|[{HAN_ONES}\d]年内|(?:近|中|远)期|按.{{0,6}}时间节点.{{0,4}}"
)
_ITEM = re.compile(r"^\d{1,3}[.．、]\s*(?=[一-鿿]{2})")
_PARTS = re.compile(r"[、，；/\s]+")
_LINKED = re.compile(r"[、，；/\s和及与]+")
_LABEL = re.compile(r"^(?:牵头|主办|责任|负责|配合|协办|协同|协作|参与|参加)(?:责任|负责)?(?:单位|部门|方)?：")
_SAID_OF_UNITS = re.compile(r"（[^（）]*）|〔[^〔〕]*〕|等?(?:单位|部门)?(?:牵头|配合|负责|参与|按职责分工负责)$|等$")
_LONGEST_LIST = 300
_OFFICE = re.compile(r"(?![省市县区州])[^\d]{1,10}(?:处|科|室|股|组)(?<!办公室)")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳"
)
_PERSON = re.compile(
    rf"(?:[{_SURNAMES}][一-鿿]{{1,2}}|[{_SURNAMES}]?[×xX某]{{1,3}}|欧阳[一-鿿]{{1,2}})(?:同志)?(?:负责|牵头)?"
)
_LONGEST_NAME = 24


def is_figure(text: str) -> bool:
    """Whether a cell's text is a figure with its marks and unit of measurement, and no sentence: "≥95%"; "[20]"."""
    return _FIGURE.fullmatch(text) is not None


def is_bare_value(text: str) -> bool:
    """Whether a cell's text is a figure that measures something: "≥95%" → True, "6月底前完成" → False."""
    return is_figure(text) and not (_DATE.fullmatch(text) and not text.isdecimal())


def row_number(text: str) -> int | None:
    """What a cell says that only numbers its row: "（三）" → 3, "12." → 12, "建设平台" → None."""
    match = _NUMERAL.fullmatch(text)
    return numeral_value(match["n"]) if match else None


def lists_units(text: str) -> bool:
    """Whether a cell lists bodies of government: "市甲局、市乙委" (most of its parts have the shape of a name)."""
    return len(text) <= _LONGEST_LIST and (max(_share(text, by) for by in (_PARTS, _LINKED)) >= 0.7 or _labelled(text))


def _labelled(text: str) -> bool:
    """Whether a cell says itself who leads and who assists: 牵头单位：市甲局配合单位：市乙局."""
    folded = fold(text)
    if "：" not in folded:
        return False
    found = read_unit_list(folded, 0, len(folded))
    return found.labelled and bool(found.units) and not found.unread


@lru_cache(maxsize=4096)
def cell_kind(text: str) -> CellKind | None:
    """The kind of one cell's plain text; None where it says nothing.

    "市甲局、市乙委" → bodies; "2027年6月底前" → date; "≥95%" → figure; "王伟" → persons; "建设统一平台" → name
    """
    if says_nothing(text) or says_ditto(text):
        return None
    if row_number(text) is not None or _LISTED.fullmatch(text):
        return "running"
    if _DATE.fullmatch(text):
        return "date"
    if is_uom(text):
        return "uom"
    text = _ITEM.sub("", text)
    if is_figure(text):
        return "figure"
    parts = [part for part in re.split(r"[、，；/\s]+", text) if part]
    if all(_PERSON.fullmatch(part) for part in parts):
        return "persons"
    if lists_units(text):
        return "bodies" if _labelled(text) else _bodies(text)
    if parts and all(_OFFICE.fullmatch(part) for part in parts):
        return "offices"
    return "prose" if len(text) > _LONGEST_NAME or re.search(r"[。；]", text) or text.count("，") > 1 else "name"


def contents(texts: Sequence[str]) -> Mapping[CellKind, float]:
    """The share of each kind among a column's cells, blank ones left out; numbers that do not count up are figures."""
    kinds = Counter(kind for text in texts if (kind := cell_kind(text)) is not None)
    total = kinds.total()
    if kinds["running"] and not _counts_up(texts):
        kinds["figure"] += kinds.pop("running")
    return {kind: count / total for kind, count in kinds.items() if count}


def _counts_up(texts: Sequence[str]) -> bool:
    """Whether most of a column's numbers follow the one before (1, 2, 3, 1, 2 …)."""
    written = [text for text in texts if row_number(text) is not None]
    if not any(text.isdecimal() for text in written):  # （一）, 第三条
        return True
    numbers = [number for text in written if (number := row_number(text)) is not None]
    steps = [b for a, b in zip([0, *numbers], numbers, strict=False) if b in (a + 1, 1) or (b == a and b < 3)]
    return numbers[:1] == [1] and len(steps) >= 0.8 * len(numbers)


def _bodies(text: str) -> CellKind:
    kinds = Counter(body_kind(part) for part in _names(text, _PARTS))
    most = kinds.most_common(1)[0][0]
    if most == "place":
        return "places"
    offices = [part for part in _names(text, _PARTS) if _OFFICE.fullmatch(part)]
    if offices and len(offices) == kinds.total():
        return "offices"
    return "actors" if kinds["actor"] > kinds["body"] + kinds["place"] else "bodies"


def _names(text: str, by: re.Pattern[str]) -> list[str]:
    plain = (_SAID_OF_UNITS.sub("", _LABEL.sub("", part)) for part in re.split(r"；", _SAID_OF_UNITS.sub("", text)))
    return [part for piece in plain for part in by.split(_LABEL.sub("", piece)) if part]


def _share(text: str, by: re.Pattern[str]) -> float:
    """How many of a text's parts are shaped like names of bodies; 新建学校3所 ends so too, but counts things."""
    parts = _names(text, by)
    return sum(looks_like_unit(part) and not part[-2:-1].isdecimal() for part in parts) / len(parts) if parts else 0.0
