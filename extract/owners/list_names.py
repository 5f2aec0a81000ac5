"""From one piece of a list to the names in it: marks, numbers, remarks and 等 off, A和B parted, 市 财 政 局 whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.models import Role, Span
from extract.owners.name_proof import begins_with_level, could_be_name, names_field
from extract.owners.owner_words import MARKS, body_kind, looks_like_unit, role_note, role_of_word
from extract.text.numerals import HAN_TENS

_OPENERS, _CLOSERS = "（〔［【｛〈", "）〕］】｝〉"
_KINDS_OF_ACTORS = (
    r"(?:[市省县区州]属|国有|国资|重点|骨干|龙头|驻[市省县区]|在[市省县区]|金融|医疗|科研|通信|电信|试点|示范)*"
    r"(?:企业|国企|央企|公司|集团|银行|运营商|医院|高校|院校|学校|中小学|大学|学院|幼儿园|院所|协会|商会|园区|景区|场馆|乡镇|镇街|街镇|街道|社区|县区|区县|镇|乡|县|区)"
)
"""What a list of bodies of one sort ends in: 溯川一中、溯川二中等|学校."""
_OPEN_LIST = re.compile(
    rf"等(?:[市省县区州](?:级|直|属)?|国务院|中央|国家|有关|相关|各|各个|多个?|其他|[\d{HAN_TENS}]+[个家所]"
    r"|成员|职能|行业|主管|业务|责任|职责|涉及|党政|政府|直属|组成)*(?:部门|单位|部委|机构|委办局|机关|方面|地区|领导小组成员单位"
    rf"|(?:(?<=[{HAN_TENS}附]中等)|(?<![高初中同平]等)){_KINDS_OF_ACTORS})?"
    r"(?:(?<=[门位构])(?:和|及|、)(?:有关|相关)?(?:单位|部门|机构|地方|地区))?$"
)
_REMARK = re.compile(
    r"[（〔［【〈](?:含|包括|不含|以下|下同|简称|排名|按职责|按分工|以.{1,12}为主|[^（〔［【〈）〕］】〉]*(?:[：，。]|\d{5})).{0,80}?[）〕］】〉]$"
)
_LAST_BRACKET = re.compile(rf"[{_OPENERS}](?P<inside>[一-鿿“”]{{3,12}})[{_CLOSERS}]$")
_LEAD_IN = re.compile(
    r"(?:其中|还包括|包括|涉及|另由|主要由|具体由|请|以及|及|会同)(?=[一-鿿]{2})|(?:(?:以上|上述|[本该此][项条])(?:各项|任务|工作|事项|措施|内容)*)?由(?=[一-鿿“])"
)
_NUMBER = re.compile(r"\d{1,2} *(?:[.．）]|(?= )) *|[①-⑳]|（\d{1,2}）")
_CONJUNCTION = re.compile(r"以及|联合|和|及|与|暨|商")
_GLUED = re.compile(r"(?<=[局委办厅部院署会室心所站府司团联队])(?=(?P<level>[市省区县州各]))")
_PLACE_OF_GLUED = re.compile(r"[市省区县州](?:人民)?政府|各")
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_NAME_OF_PERSON = re.compile(rf" +[{_SURNAMES}][一-鿿]{{1,2}}$")
"""The person beside a body: 市文旅局 赵六."""
_PERSON_FIRST = re.compile(rf"[{_SURNAMES}][一-鿿]{{1,2}} +(?P<named>[^ ]+)")
"""The person before a body: 赵六 市文旅局."""
LONGEST_PIECE = 400
"""What runs on for longer without a separator is no name and is not looked into."""


@dataclass(frozen=True, slots=True)
class Named:
    """One unit of a list: its name as it stands in the text and the role that a word at the name gives.

    `carries_out` says that its verb makes it responsible beside a leader too (各区抓好落实), `marked` is the sign at the
    name, `commas` and `semicolons` count those before it in the list.
    """

    span: Span
    role: Role | None = None
    open_list: bool = False
    carries_out: bool = False
    marked: str | None = None
    commas: int = 0
    semicolons: int = 0


def trim(folded: str, span: Span) -> Span:
    """The span without blanks, stops and brackets that have no partner at its ends."""
    start, end = span
    while True:
        while start < end and (
            folded[start] in " 。.·—-" or (folded[start] == "“" and _lone_quote(folded, start, end))
        ):
            start += 1
        while end > start and (
            folded[end - 1] in " 。." or (folded[end - 1] == "”" and _lone_quote(folded, start, end))
        ):
            end -= 1
        if start >= end or end - start > LONGEST_PIECE:
            return start, end
        first, last = folded[start], folded[end - 1]
        if first in _CLOSERS or (first in _OPENERS and not _closes(folded, start, end)):
            start += 1
        elif last in _OPENERS or (last in _CLOSERS and not _opens(folded, start, end)):
            end -= 1
        else:
            return start, end


def _lone_quote(folded: str, start: int, end: int) -> bool:
    """Whether a quote at an end has no partner, or the quotes hold the whole of it: “七江三桥”指挥部 keeps its own."""
    inside = folded[start:end]
    whole = inside[0] == "“" and inside.find("”") == len(inside) - 1
    return inside.count("“") != inside.count("”") or whole


def _closes(folded: str, start: int, end: int) -> bool:
    return any(char in _CLOSERS for char in folded[start + 1 : end])


def _opens(folded: str, start: int, end: int) -> bool:
    inside = folded[start:end]
    return sum(inside.count(char) for char in _OPENERS) >= sum(inside.count(char) for char in _CLOSERS)


def names_in(folded: str, span: Span) -> Iterator[Named]:
    """The names in a piece of a list that holds no separator.

    "1.*市科技局（牵头）" → 市科技局, lead, marked *; "市科技局和财政局等" → 市科技局, 财政局, both of an open list
    """
    start, end = trim(folded, span)
    if end - start > LONGEST_PIECE:
        yield Named((start, end))
        return
    for pattern in (_NUMBER, _LEAD_IN):
        head = pattern.match(folded, start, end)
        if head and head.end() < end:
            start = head.end()
    beside = _PERSON_FIRST.match(folded, start, end)
    if beside and looks_like_unit(beside["named"]):
        start = beside.start("named")
    person = _NAME_OF_PERSON.search(folded, start, end)
    if person and looks_like_unit(folded[start : person.start()]) and not looks_like_unit(folded[start:end]):
        end = person.start()
    parts = _parted(folded, start, end)
    opened = any(_is_open(folded, *part) for part in parts)
    for part in parts:
        first, last, role = _without_notes(folded, *part)
        named = _marked(folded, first, last)
        if named is not None:
            yield replace(named, role=role, open_list=opened)


def _is_open(folded: str, start: int, end: int) -> re.Match[str] | None:
    """Where the name is followed by 等 or 等有关部门."""
    return _OPEN_LIST.search(folded, max(start + 1, end - 40), end)


def _without_notes(folded: str, start: int, end: int) -> tuple[int, int, Role | None]:
    """The piece without 等 and the brackets that are no part of its name, and the role that one of them says."""
    role: Role | None = None
    while True:
        start, end = trim(folded, (start, end))
        opened = _is_open(folded, start, end)
        if opened:
            end = opened.start()
            continue
        tail = max(start, end - 120)
        note = role_note().search(folded, tail, end)
        remark = note or _REMARK.search(folded, tail, end) or _duty(folded, start, end)
        if remark is None or remark.start() <= start:
            return start, end, role
        if note:
            role = role_of_word(note.group("role"))
        end = remark.start()


def _duty(folded: str, start: int, end: int) -> re.Match[str] | None:
    """The bracket behind a body that says what it answers for: 市住建局（工地扬尘）, not 市水利局（河长办）, 县政府办（金融）."""
    match = _LAST_BRACKET.search(folded, start + 3, end)
    if match is None or body_kind(folded[start : match.start()]) != "body" or folded[start] == "各":
        return None
    return None if looks_like_unit(match["inside"]) else match


def _parted(folded: str, start: int, end: int) -> list[Span]:
    """Several names without a separator: parted by blanks, by 和, or by nothing at all (市科技局市财政局)."""
    blanks = _at_blanks(folded, start, end)
    if len(blanks) > 1:
        return [part for blank in blanks for part in _parted(folded, *blank)]
    for conjunction in _CONJUNCTION.finditer(folded, start + 2, end - 1):
        left, right = folded[start : conjunction.start()], folded[conjunction.end() : end]
        if _balanced(left) and _joins(left, conjunction.group(), right):
            return [*_parted(folded, start, conjunction.start()), *_parted(folded, conjunction.end(), end)]
    for seam in _GLUED.finditer(folded, start + 3, end - 3):
        left, right = folded[start : seam.start()], folded[seam.start() : end]
        alike = seam.group("level") in (left[0], "各") and not _PLACE_OF_GLUED.fullmatch(left)
        if alike and _balanced(left) and looks_like_unit(left) and looks_like_unit(right):
            return [(start, seam.start()), *_parted(folded, seam.start(), end)]
    return [(start, end)]


def _at_blanks(folded: str, start: int, end: int) -> list[Span]:
    if folded.find(" ", start, end) < 0:
        return [(start, end)]
    parts = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^ ]+", folded[start:end])]
    names = [folded[first:last] for first, last in parts]
    shaped = [len(name) >= (2 if name[0] == "各" else 3) and looks_like_unit(name) for name in names]
    unknown = len(shaped) - sum(shaped)
    whole = 2 * unknown < len(shaped) and all(
        is_name or could_be_name(n) for is_name, n in zip(shaped, names, strict=True)
    )
    return parts if whole else [(start, end)]


def _balanced(left: str) -> bool:
    return sum(left.count(char) for char in _OPENERS) == sum(left.count(char) for char in _CLOSERS)


_TELLING = re.compile(r"[市省县区州盟旗各国中驻]|相关|有关|人民|全国")


def _joins(left: str, word: str, right: str) -> bool:
    """Whether 和 stands between two names and not inside of one (发展和改革委员会, 各部门和单位)."""
    left, right = _OPEN_LIST.sub("", left[-60:]), _OPEN_LIST.sub("", right[:60]).strip()
    if len(right) < 3:
        return False
    sure = looks_like_unit(left), looks_like_unit(right)
    if sure == (True, False) and word not in ("商", "联合"):  # 市教育局和溯川一中
        return body_kind(left) == "body" and begins_with_level(left) and could_be_name(right)
    if sure == (False, True) and word not in ("商", "联合"):  # 溯川一中和市教育局, but 人力资源和社会保障局
        return _TELLING.match(right) is not None and could_be_name(left) and not names_field(left.lstrip("市省县区州"))
    if not all(sure):
        return False
    if word in ("商", "联合"):
        return body_kind(left) == "body" and _TELLING.match(right) is not None
    # 市工业园区和企业服务中心: a place proves no name of its own unless what follows begins like a name
    return body_kind(left) != "place" or _TELLING.match(right) is not None or right.endswith("管委会")


def _marked(folded: str, start: int, end: int) -> Named | None:
    mark: str | None = None
    if start < end and folded[start] in MARKS:
        mark = folded[start]
        start, end = trim(folded, (start + 1, end))
    if start < end and folded[end - 1] in MARKS:
        mark = folded[end - 1]
        start, end = trim(folded, (start, end - 1))
    if end - start > 4 and folded[end - 1] in _CLOSERS and folded[end - 2] in MARKS and folded[end - 3] in _OPENERS:
        mark, end = folded[end - 2], end - 3  # 区财政局（★）
    return Named((start, end), marked=mark) if start < end else None
