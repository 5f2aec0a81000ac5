"""Quantities: a figure with its unit of measurement and the words beside it that compare.

Read on characters, never on tokens: a segmenter glues value, multiplier and uom (万人, 13.5%). Everything here looks at
folded text (`extract.text.characters.fold`), whose offsets are those of the stored one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extract.models import Op, Per, Span, Value
from extract.rulefiles import alternatives, load_csv
from extract.text.characters import UNREAD, fold
from extract.text.numerals import DIGITS, HAN, parse_number

UOM_COLUMNS = ("uom", "class", "not_before", "examples")
UOM_CLASSES = ("count", "person", "size", "money", "share", "ratio", "time")
COMPARATOR_COLUMNS = ("word", "place", "op", "examples")
OPS: dict[str, Op] = {">=": ">=", ">": ">", "<=": "<=", "<": "<", "~": "~"}

_DASH = r"\s?(?:-{1,2}|—{1,2}|～|至|到)\s?"  # fold makes every long dash a —
# a multiplier that is written as part of the uom (1.5万亿元 is 1.5 万亿元), and one that is read as part of the figure (3千户)
_MYRIADS = "万亿|千亿|百亿|十亿|千万|百万|十万|亿|万"
_SMALL = {"千": 1000, "百": 100}
_PER = "日|年|月|天|次|人次|学年|季|季度|人|户|小时|时|公里|平方米"
EACH_UNIT = rf"每(?:{_PER}|千瓦时|度|吨公里|吨|立方米|亩|公斤|斤|件|台|辆|户|公顷|万人|千人|百人|万元|亿元|标箱)"
_EACH_BEFORE = re.compile(f"{EACH_UNIT}$")
_AMOUNT_NEXT = re.compile(r"\s?(?:产业|企业|园区|集群|大关|台阶|规模|量级|级|以上|左右|以内|元|[^\w\s])|\s?$")
# figures told in words that are no numeral: value, uom, class
_SAID: dict[str, tuple[Decimal, str | None, str]] = {
    "半数": (Decimal(50), "%", "share"),
    "一半": (Decimal(50), "%", "share"),
    "数以百计": (Decimal(100), None, "count"),
    "数以千计": (Decimal(1000), None, "count"),
    "数以万计": (Decimal(10000), None, "count"),
}
# behind these a comparing word is part of another: 签约10家, 通过10家
_OTHER_WORD = {"约": "签预邀节制契", "破": "突爆打侦攻", "过": "通经越", "近": "附最靠临邻", "达": "抵通直发"}
_BETTER = "优于"
"""Better is smaller (误差优于2厘米), but of a share it is more."""
_TENTHS = "成"
_HALF_TENTH = re.compile("[五半](?=[以左的]|[^\u4e00-\u9fff]|$)")
"""Behind 成: 九成五 and 九成半 are 95 %."""
_POINTS = "个百分点"
COMPOUNDS = {"次": ("级", "要", "中", "品", "生"), "份": ("额",)}
"""What may stand behind any measure word of one character, and before what it does not: 户次, 人份; not 5个次中心."""
_JOINTS = ("、", "和", "及", "与")
_BEFORE_NUMBER = "。；：\n（ "
_MULTIPLES = frozenset((None, *_MYRIADS.split("|")))
_MULTIPLE = re.compile(f"^(?:{_MYRIADS})")
_MORE_THAN_HALF = "过半"
_FRACTIONS = {"百": "%", "千": "‰", "万": "‱"}
_HUNDRED = 100
# a single character behind a count may be a measure word that the table does not hold (1200枪); these never are one
_NO_MEASURE = (
    "月日号版后强届章条款页线网环轴链园区县市镇乡村城省国路层世代时点秒年前中内外上下的和与及或等为是在"
    "到至余多来几第元分倍番成大高新全各将已被其不均可亿万千百十级型股厅局委办院校店馆岁化工业性率度底初末"
)
_UNLISTED = re.compile(
    rf"(?P<uom>(?P<each>/\s?(?:10{{1,5}}|[十百])?[万千](?![元吨亩]))|(?![{_NO_MEASURE}以左之或且])[\u4e00-\u9fff]{{2,4}}?(?:/[\u4e00-\u9fff]{{1,4}})?)"
    r"(?=(?:以上|左右|以内|以下)?(?:[，。；、）和及]|$))"
)
"""Behind a comparing word the rest of a clause is a uom, whether the table holds it or not; as is /10万 anywhere."""
_SIGNS = "≥≤＞＜><≈"
_POWER = re.compile(r"\d+[⁰¹²³⁴⁵⁶⁷⁸⁹⁻^]")
_UNREAD_NUMBER = rf"\d[\d.,]*{UNREAD}[\d.,{UNREAD}]*\d"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as written: `span` with the comparing words beside it, `figure` from number to uom.

    不少于1.5万亿元 → value 1.5, uom 万亿元, op >=, kind money. `op` is None where no word compares. `kind` is the class of
    the uom, "" where there is none. `han`: the number is written in characters. `level`: it grades a thing (千亿级).
    `unclear`: a character of the number could not be read, so that its value is not known.
    """

    span: Span
    figure: Span
    value: Value
    uom: str | None
    op: Op | None
    kind: str
    han: bool = False
    level: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """What a cell that holds one figure says; `per` where it says 年均, 累计 or 每年."""

    value: Value
    op: Op
    uom: str | None
    per: Per | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    quantity: re.Pattern[str]
    kinds: dict[str, str]
    before: dict[str, Op]
    after: re.Pattern[str]
    after_ops: dict[str, Op]
    longest: int


@cache
def _rules() -> _Rules:
    kinds: dict[str, str] = {}
    patterns = []
    for row in load_csv("uom.csv", UOM_COLUMNS, unique="uom"):
        if row["class"] not in UOM_CLASSES:
            raise row.error(f"class {row['class']} is none of {', '.join(UOM_CLASSES)}")
        words = {row["uom"]: row.many("not_before")}
        if len(row["uom"]) == 1 and row["class"] in ("count", "person", "size"):
            words |= {row["uom"] + end: barred for end, barred in COMPOUNDS.items()}
        for word, barred in words.items():
            kinds.setdefault(word, row["class"])
            patterns.append((word, re.escape(word) + (f"(?!{alternatives(barred)})" if barred else "")))
    uom = "|".join(pattern for _, pattern in sorted(patterns, key=lambda item: (-len(item[0]), item[0])))
    compared: dict[str, dict[str, Op]] = {"before": {}, "after": {}}
    for row in load_csv("comparators.csv", COMPARATOR_COLUMNS):
        if row["op"] not in OPS or row["place"] not in compared:
            raise row.error("place must be before or after, op one of >= > <= < ~")
        compared[row["place"]][row["word"]] = OPS[row["op"]]
    han = f"{HAN}+(?:点{HAN}+)?"
    unlisted = rf"(?:(?<=\d)|(?<=\d万))(?![{_NO_MEASURE}])[\u4e00-\u9fff](?=(?:以上|左右|以内)?(?:[，。；、）]|$))"
    said = "".join(sorted({word[0] for word in (*_SAID, _MORE_THAN_HALF)}))
    quantity = re.compile(
        rf"(?=[\d{HAN[1:-1]}万半{said}])"  # any of these begins one: a search passes over all else quickly
        rf"(?:(?<!另)(?P<said>{alternatives(_SAID)})|(?P<half>{_MORE_THAN_HALF})(?!数)"
        r"|(?<![零〇一二两三四五六七八九十百千万亿第数几半每\d])(?P<parts>[二三四五])分之(?P<share>[一二三四])"
        r"(?=以上|以下|以内|左右|[，。；、）]|$)"
        r"|(?<=[到占达于过约为])(?P<above>[1-9])/(?P<below>10|[2-9])(?=以上|以下|以内|左右|[，。；、）]|$)"
        rf"|(?:(?P<of>[百千万])分之(?P<percent>{DIGITS}|{han})"
        rf"|(?<![\d.A-Za-z第每〔+#])(?P<low>{_UNREAD_NUMBER}|{DIGITS})"
        rf"(?:\s?(?P<low_uom>(?:{_MYRIADS})?(?:{uom})?){_DASH}(?P<high>{DIGITS})(?![\d.]))?"
        rf"|(?<![零〇一二两三四五六七八九十百千万亿第数几半每+])(?P<han>{han})(?:{_DASH}(?P<han_high>{han}))?"
        r"|(?<![\d个上下前后大多一两年])(?P<half_of>半)(?=个?(?:小时|工作日|月)|天|日(?!游)|年(?!度|报|来|多))"
        rf"|(?<![零〇一二两三四五六七八九十百千万亿第数几半每\d])(?P<bare>万亿|万))"
        rf"\s?(?P<more>多|余)?\s?(?P<multiplier>{_MYRIADS}|千(?![瓦米克伏卡赫兆字帕周])|百(?!分))?(?P<more2>多|余)?\s?"
        rf"(?P<uom>(?:{uom})(?:[/每·](?:{_MYRIADS})?(?:{uom}|{_PER}))*(?:（(?:{uom})）)?|{unlisted})?"
        r"(?P<level>级(?!别)(?:规模)?|规模(?![以化企工])|量级)?)"
    )
    after = re.compile(rf"\s?(?P<word>{alternatives(compared['after'])})")
    return _Rules(quantity, kinds, compared["before"], after, compared["after"], max(map(len, compared["before"])))


def find_quantities(folded: str, start: int, end: int) -> list[Quantity]:
    """The quantities between two offsets of a folded text, in order; years, dates, ordinals and numbers in names are none.

    新增3-5家、占比超过4.35% → (3, 5) 家; 4.35 % op >. Linear in the length.
    """
    rules = _rules()
    found = (_read(match, folded, start, end, rules) for match in rules.quantity.finditer(folded, start, end))
    quantities: list[Quantity] = []
    for quantity in found:
        if quantity is not None and (not quantities or quantities[-1].figure[1] <= quantity.figure[0]):
            quantities.append(quantity)  # the 10万 of 9/10万 is none
    for at in range(len(quantities) - 2, -1, -1):
        left, right = quantities[at], quantities[at + 1]
        first = left.figure[0]
        numbers = left.uom is None and (first == start or folded[first - 1] in _BEFORE_NUMBER)  # 1、5家企业上市
        joint = folded[left.span[1] : right.span[0]]
        if joint in _JOINTS and not numbers and (shared := _shared_uom(left, right)):
            quantities[at] = replace(left, uom=shared, kind=right.kind)
    return quantities


def _shared_uom(left: Quantity, right: Quantity) -> str | None:
    """The uom of a figure whose neighbour tells it for both: 3个和5个百分点, 80万和60万平方米; None where it has its own."""
    if left.uom == "个" and right.uom == _POINTS:
        return right.uom
    if left.uom not in _MULTIPLES or right.uom is None or right.uom in _MULTIPLES:
        return None
    return right.uom if left.uom is None else left.uom + _MULTIPLE.sub("", right.uom, count=1)


def op_of(word: str) -> Op | None:
    """What a word before a figure says, None where it compares nothing: 不低于 → >=."""
    return _rules().before.get(word)


def _read(match: re.Match[str], folded: str, start: int, end: int, rules: _Rules) -> Quantity | None:
    if match["half"]:
        return Quantity(match.span(), match.span(), Decimal(50), "%", ">", "share", True)
    if match["said"]:
        said, uom_said, kind_said = _SAID[match["said"]]
        span, compared = _compared(folded, start, end, match.span(), rules)
        told = compared or (None if kind_said == "share" else ">=")
        return Quantity(span, match.span(), said, uom_said, told, kind_said, True)
    if match["parts"] or match["below"]:
        parted = _part(match["share"] or match["above"], match["parts"] or match["below"])
        span, compared = _compared(folded, start, end, match.span(), rules)
        return None if parted is None else Quantity(span, match.span(), parted, "%", compared, "share", True)
    low = match["percent"] or match["low"] or match["han"] or match["bare"] or match["half_of"]
    high = match["high"] or match["han_high"]
    multiplier, uom, level = match["multiplier"] or "", match["uom"] or "", match["level"] or ""
    han = match["low"] is None
    if match["percent"]:
        multiplier, uom, level = "", _FRACTIONS[match["of"]], ""
    if match["bare"] == "万亿":
        low, multiplier = "一", "万亿"  # 万亿级 is 1 万亿元, as 1.5万亿元 is 1.5; but 万名 is 10000 名
    if match["low"] and _in_formula(folded, match.start("low"), match.end("low")):
        return None
    unclear = UNREAD in low or (match["low"] is not None and UNREAD in _beside(folded, *match.span("low")))
    value = Decimal(0) if unclear else _value(low, high, multiplier)
    if value is None or (_is_year(value) and (not uom or uom == "年")):
        return None
    stop = match.end() if match["percent"] is None else match.end("percent")
    if uom == _TENTHS and not multiplier:
        uom, value = "%", (value[0] * 10, value[1] * 10) if isinstance(value, tuple) else value * 10  # 九成 is 90 %
        if not isinstance(value, tuple) and _HALF_TENTH.match(folded, stop, end):
            value, stop = value + 5, stop + 1
    if multiplier in _SMALL:
        multiplier = ""
    if not uom and not level and not han and (unlisted := _UNLISTED.match(folded, stop, end)) is not None:
        left = _compared(folded, start, end, (match.start(), stop), rules)[0][0]
        if left < match.start() or unlisted["each"]:
            uom, stop = unlisted["uom"], unlisted.end("uom")  # 照度不低于12勒克斯, 孕产妇死亡率9/10万
    kind = rules.kinds.get(re.split(r"[/每·（]", uom)[0], "count" if len(uom) == 1 else "")
    if not uom and multiplier.endswith("亿") and (level or _AMOUNT_NEXT.match(folded, stop, end)):
        uom, kind = "元", "money"
    op: Op | None = ">" if match["more"] or match["more2"] else None
    span, compared = _compared(folded, start, end, (match.start(), stop), rules)
    if kind == "share" and folded.startswith(_BETTER, span[0]):
        compared = ">"
    if not uom and (level or not _stands_alone(folded, stop, end, multiplier, rules)):
        return None
    if not uom and han and not (compared == ">" and not isinstance(value, tuple) and value >= _HUNDRED):
        return None  # a number in characters without a uom counts nothing, but 录取破百 does
    return Quantity(
        span,
        (match.start(), stop),
        value,
        multiplier + uom or None,
        compared or op,
        kind,
        han,
        bool(level),
        unclear,
    )


def _beside(folded: str, first: int, end: int) -> str:
    """The characters that touch a number: one that could not be read may be a digit of it."""
    return folded[max(first - 1, 0) : first] + folded[end : end + 1]


def _in_formula(folded: str, first: int, end: int) -> bool:
    """Whether a number is but a part of a formula: the 3 of 1/3 and of 3×10⁸, the 10 of 10⁸, the 2 of √2."""
    before, after = folded[max(first - 2, 0) : first], folded[end : end + 2]
    if before[-1:] == "√" or after[:1] in tuple("⁰¹²³⁴⁵⁶⁷⁸⁹⁻^"):
        return True
    return (before[-1:] == "/" and before[:1].isdigit()) or (
        after[:1] == "×" and after[1:].isdigit() and _POWER.match(folded, end + 1) is not None
    )


def _part(share: str, parts: str) -> Decimal | None:
    """The percentage of a part: 四分之一 → 25; 2/3 → 66.67."""
    number, whole = parse_number(share), parse_number(parts)
    if number is None or whole is None or number >= whole:
        return None
    exact = _HUNDRED * number / whole
    rounded = exact.quantize(Decimal("0.01"))
    return Decimal(int(rounded)) if rounded == int(rounded) else rounded


def _value(low: str, high: str | None, multiplier: str) -> Value | None:
    first = None if low.startswith("00") else parse_number(low)
    if first is None or high is None:
        return None if first is None else first * _SMALL.get(multiplier, 1)
    last = parse_number(high)
    if last is None or last <= first:
        return None
    return first * _SMALL.get(multiplier, 1), last * _SMALL.get(multiplier, 1)


def _is_year(value: Value) -> bool:
    first = value[0] if isinstance(value, tuple) else value
    return 1900 <= first < 2100 and first == int(first)


def _stands_alone(folded: str, stop: int, end: int, multiplier: str, rules: _Rules) -> bool:
    """A figure without uom counts only where nothing follows that it could be part of the name of (3315计划, 5G)."""
    if stop >= end or multiplier or rules.after.match(folded, stop, end):
        return True
    following = folded[stop]
    return not (following.isalnum() or following in "”’》+-_/%.＞〕")


def _compared(folded: str, start: int, end: int, figure: Span, rules: _Rules) -> tuple[Span, Op | None]:
    """The span with the comparing words that touch the figure, and what they say together (超过90%以上 is >)."""
    left, right = figure
    at = left - 1 if left - 1 > start and folded[left - 1] == " " else left
    each = _EACH_BEFORE.search(folded, max(start, at - 6), at)
    before: Op | None = None
    if each is not None and each.start() > start:
        (first, _), before = _compared(folded, start, each.start(), (each.start(), each.start()), rules)
        left = first if before is not None else left  # 不超过每吨500元
        at = start
    for length in range(min(rules.longest, at - start), 0, -1):
        word = folded[at - length : at]
        before = rules.before.get(word)
        if before is not None and folded[at - length - 1 : at - length] in tuple(_OTHER_WORD.get(word, "")):
            before = None
        if before is not None:
            left = at - length
            break
    if start < left < figure[0] and folded[left] in _SIGNS:  # 达到≥85%
        (left, _), _ = _compared(folded, start, left, (left, left), rules)
    match = rules.after.match(folded, right, end)
    if match is None:
        return (left, right), before
    after = rules.after_ops[match["word"]]
    if before is None or after == "~" or before == "~":
        return (left, match.end()), after
    return (left, match.end()), before


_CELL_BRACKETS = re.compile(r"[［〔（](?P<inner>[^［］〔〕（）]*)[］〕）]")
_CELL_WORDS = re.compile(
    r"(?P<per>年均|累计|每年|逐年|年)?(?:全年|力争|确保|努力|实现|完成|新增|新建|建成|增长|增加|提高|提升|下降|降低|降至|降到|"
    r"以[^，；\d]{1,6}为单位|保持在|稳定在|保持|稳定|为|到|至|在|[:：=]|\s)*"
)
_PER_WORDS: dict[str, Per] = {"年均": "年均", "累计": "累计", "每年": "每年", "逐年": "每年", "年": "每年"}


def parse_figure(text: str) -> Figure | None:
    """The one figure that a cell states, None where it states none or says more than that in words.

    3.77 → >= 3.77; >7 → > 7; 6.0左右 → ~ 6.0; [13] → >= 13, per 累计; 年新增450家 → >= 450 家, per 每年; 8–10 → range;
    高于工业投资增速 → None. A bare figure has op >=, as has a decline written -18.
    """
    folded = fold(text).strip()
    bracketed = _CELL_BRACKETS.fullmatch(folded)
    per: Per | None = "累计" if bracketed else None
    if bracketed:
        folded = bracketed["inner"].strip()
    lead = _CELL_WORDS.match(folded)
    start = lead.end() if lead else 0
    if lead and lead["per"]:
        per = _PER_WORDS[lead["per"]]
    negative = folded[start : start + 1] in ("-", "—")
    number = parse_number(folded[start + negative :])
    if number is not None:
        return Figure(-number if negative else number, ">=", None, per)
    found = find_quantities(folded, start + negative, len(folded))
    if len(found) != 1:
        return None
    quantity = found[0]
    if quantity.span != (start + negative, len(folded)):
        return None
    value = quantity.value
    if negative:
        value = (-value[1], -value[0]) if isinstance(value, tuple) else -value
    op: Op = "range" if isinstance(value, tuple) else quantity.op or ">="
    return Figure(value, op, quantity.uom, per)
