"""The words that lists of responsible units are made of: labels, verbs, and how the names of bodies end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Literal

from extract.models import Role
from extract.places.divisions import is_common_word, place_at
from extract.registry.official_names import registered_kind
from extract.rulefiles import alternatives, load_csv, written_out

LabelRole = Literal["lead", "assist", "responsible", "due", "person"]
VerbRole = Literal["lead", "assist", "responsible", "carries-out"]
BodyKind = Literal["body", "actor", "place", "not"]

MARKS = "*＊☆★▲△#※●■◆○◎"
"""Signs at a name that a document may use to mark who leads."""
ROLES: Mapping[str, Role] = {"lead": "lead", "assist": "assist", "responsible": "responsible"}
_LONGEST_NAME = 40
_COLLECTIVE = re.compile(r"各|有关|相关|其他|属地")
_QUOTED = re.compile(r"[“\"「][^“”\"「」，。；：！？《》]{1,16}[”\"」]|《[^《》]{2,10}》(?=社|编辑部|杂志社)")
"""What a name may quote: 市“放管服”办."""
_OFFICE_OF = re.compile(r"[市省县区州旗](?:委|政府).{2,12}办$")
"""An office of a committee whatever its last two characters mean elsewhere: 市委统筹办 is no 筹办."""
_NOT_GOVERNING = frozenset({"enterprise", "institute"})
_NO_NAME = re.compile(
    r"[，。；：“”《》！？]|进行|按照|根据|按规定|会同|(?<!自)由|(?<=.)(?:负责|牵头|配合)(?!人|制|部门|单位)(?=..)|\d{4}年|应当|必须|不得|予以|的"
)
_OPENERS, _CLOSERS = "（〔［【｛〈", "）〕］】｝〉"
_LAST_BRACKET = re.compile(rf"[{_OPENERS}][^{_OPENERS}{_CLOSERS}]{{1,30}}[{_CLOSERS}]$")


@cache
def _rows() -> tuple[Mapping[str, LabelRole], Mapping[str, VerbRole], tuple[str, ...]]:
    labels: dict[str, LabelRole] = {}
    verbs: dict[str, VerbRole] = {}
    any_of: dict[str, tuple[str, ...]] = {}
    others: list[str] = []
    for row in load_csv("responsibility.csv", ("kind", "role", "word", "example")):
        if row["kind"] == "any":
            any_of[row["role"]] = row.many("word")
        elif row["kind"] == "bracket" and row["role"] == "none":
            others.append(row["word"])
        elif row["kind"] == "label" and row["role"] in (*ROLES, "due", "person"):
            try:
                words = written_out(row["word"], any_of)
            except KeyError as error:
                raise row.error(f"no row of kind any is named {error.args[0]}") from error
            for word in words:
                labels.setdefault(word, row["role"])  # type: ignore[arg-type]
        elif row["kind"] == "verb" and row["role"] in (*ROLES, "carries-out"):
            verbs[row["word"]] = row["role"]  # type: ignore[assignment]
        else:
            raise row.error(f"{row['kind']} {row['role']} is unknown")
    return labels, verbs, tuple(others)


def says_otherwise(inside: str) -> bool:
    """Whether what a bracket begins with shows that it says something else: 其中……, 抄送……; not 如东县发改委, 指挥部."""
    place = place_at(inside, 0)
    named = inside.startswith("指挥") or (place is not None and not is_common_word(inside[: place[0]]))
    return inside.startswith(_rows()[2]) and not named


def label_role(label: str) -> LabelRole:
    """What a label of the rule file says of the names behind it: 牵头单位 → lead, 完成时限 → due."""
    return _rows()[0][label]


_OR = r"(?: *[/、及和与或](?:责任|牵头|配合|负责|落实|承办)?(?:单位|部门|地区|主体|科室|处室))?"
"""The other word of a head that names two: 责任部门/单位."""
_LEVEL = (
    r"(?:第[二三四五]|[该本此]项?(?:工作|任务|事项|措施)的?|[市省县区州盟旗镇乡](?:级|直|属)?|国家|中央|本级|具体|总)??"
)


@cache
def label() -> re.Pattern[str]:
    """Matches a label (group `label`) with what ends it: 牵头单位： · 责任单位（排第一者牵头）： · 责任单位为."""
    words = alternatives(_rows()[0])
    return re.compile(
        rf"{_LEVEL}(?P<label>{words}){_OR}(?P<note>（[^（）：\n]{{1,30}}）)? *(?P<end>：|[为是](?=[^主了\s]))"
    )


@cache
def bare_label() -> re.Pattern[str]:
    """Matches a label that a blank ends, or a line's end: 责任单位 市科技局."""
    words = alternatives(
        word for word, role in _rows()[0].items() if role != "person" and (len(word) > 3 or word == "责任")
    )
    return re.compile(rf"{_LEVEL}(?P<label>{words})(?P<note>)(?P<end>[ \n]+(?=\S))")


@cache
def lone_label() -> re.Pattern[str]:
    """Matches a line that is a label and nothing else, the names below it: 责任单位."""
    words = alternatives(
        word for word, role in _rows()[0].items() if role in ROLES and (len(word) > 3 or word == "责任")
    )
    return re.compile(rf"{_LEVEL}(?:{words})")


@cache
def framed_label() -> re.Pattern[str]:
    """Matches a label in brackets of its own: 【责任单位】."""
    words = alternatives(_rows()[0])
    return re.compile(rf"[{_OPENERS}] *{_LEVEL}(?P<label>{words})(?P<note>)(?P<end> *：? *[{_CLOSERS}]：?)")


@cache
def joined_label() -> re.Pattern[str]:
    """Matches a label that its first name follows without a mark: 牵头单位|市科技局配合单位|市财政局."""
    rows = _rows()[0].items()
    words = alternatives(w for w, role in rows if role in ROLES and (w[-2:] in ("单位", "部门") or w in _SHORT_LABELS))
    return re.compile(
        rf"{_LEVEL}(?P<label>{words})(?P<note>)(?P<end> *(?=[市省县区州盟旗各国团])|(?<=单位|部门)(?=[一-鿿“]))"
    )


_SHORT_LABELS = ("牵头", "配合", "主办", "协办", "会办", "主责", "主抓", "协助")
_DUTY = r"(?:各自|自身|本|有关|相关|部门|单位|工作|法定|职能|行业|领域|管辖|辖区|属地|区域|行政区域|三定)*"
_DUTIES = r"(?:职责|职能|职权|分工|实际|任务|要求|权限|规定|程序)"
_MANNER = (
    r"(?:均|都|予以|给予|共同|分别|各自|分头|分级|具体|联合|统一|统筹|密切|积极|全力|主动|认真|切实|通力|及时"
    r"|视情况?|酌情|主体|主要|全面|总体|全程|根据(?:工作)?需要|结合(?:各自|本地|自身|工作)?实际"
    rf"|(?:按照|按|依照|依据|依|根据|对照|围绕){_DUTY}{_DUTIES}(?:和|与)?{_DUTIES}*(?:范围)?(?:内)?"
    rf"|在{_DUTY}(?:职责|职权|权限|职能|区域|领域)(?:范围)?内)*"
)
_AFTERMATH = r"(?:相关|有关|具体|各项)?(?:工作|实施|推进|推动|落实|完成|到位|任务)?"
_LONGEST_ENDING = 60


@cache
def _verb() -> re.Pattern[str]:
    words = alternatives(_rows()[1])
    return re.compile(rf"{_MANNER}(?P<verb>{words}){_AFTERMATH}$")


def verb_ending(folded: str, start: int, end: int) -> tuple[VerbRole, int] | None:
    """The role that a verb at the end of folded[start:end] gives the names before it, and where its phrase begins.

    "市财政局、市商务局按职责分工负责" → responsible, 8; 各区抓好落实 → carries-out (but 按职责分工落实 is as 负责)
    """
    first = max(start, end - _LONGEST_ENDING)
    match = _verb().search(folded, first, end)
    if match is None:
        return None
    role = _rows()[1][match.group("verb")]
    return ("responsible" if role == "carries-out" and "分工" in match.group() else role), match.start()


@cache
def role_note() -> re.Pattern[str]:
    """Matches a bracket behind a name that only says its role: （牵头）, （配合单位）."""
    labels, verbs, _ = _rows()
    words = alternatives([*(word for word, role in labels.items() if role in ROLES), *verbs])
    return re.compile(rf"[{_OPENERS}](?:共同|联合|均|总)?(?P<role>{words}){_AFTERMATH}[{_CLOSERS}]$")


@cache
def named_role() -> re.Pattern[str]:
    """Matches the end of 市科技局为牵头单位."""
    words = alternatives(word for word, role in _rows()[0].items() if role in ROLES and len(word) > 3)
    return re.compile(rf"(?:均|分别|共同)?(?:为|是|作为|担任)(?:该项|本项|此项)?(?:工作|任务)?的?(?P<role>{words})$")


def is_role_word(word: str) -> bool:
    """Whether a label or a verb of the rule file gives a role by this word: 配合单位 → True, 完成时限 → False."""
    labels, verbs, _ = _rows()
    return labels.get(word) in ROLES or word in verbs


def role_of_word(word: str) -> Role:
    """The role that a label or a verb of the rule file gives."""
    labels, verbs, _ = _rows()
    return ROLES[labels[word]] if word in labels else ROLES.get(verbs[word], "responsible")


@cache
def _endings() -> tuple[Mapping[str, BodyKind], int]:
    kinds: dict[str, BodyKind] = {}
    for row in load_csv("unit_endings.csv", ("ending", "kind", "example"), unique="ending"):
        if row["kind"] not in ("body", "actor", "place", "not"):
            raise row.error(f"{row['kind']} is no kind of ending")
        kinds[row["ending"]] = row["kind"]  # type: ignore[assignment]
    return kinds, max(map(len, kinds))


@lru_cache(maxsize=4096)
def body_kind(name: str) -> BodyKind | None:
    """What a name is: the tables of bodies are asked first, then its ending; a bracket at its end is left out.

    供销合作总社, 市科技局 → body, 市城投集团 → actor, 越秀区 → place, 各区 → body (a collective), 新格局 → not, 具体办法 → None
    """
    plain = name.replace(" ", "").strip(MARKS)
    registered = _registered(plain)
    if registered is not None and registered not in _NOT_GOVERNING:
        return "body"
    while bracket := _LAST_BRACKET.search(plain):
        plain = plain[: bracket.start()]
    kinds, longest = _endings()
    kind = next((kinds[plain[-n:]] for n in range(min(longest, len(plain)), 0, -1) if plain[-n:] in kinds), None)
    if kind == "not" and _OFFICE_OF.match(plain):
        return "body"
    if registered is not None and kind in (None, "not"):
        return "actor"
    return "body" if kind in ("place", "not") and _COLLECTIVE.match(plain) else kind


def _registered(plain: str) -> str | None:
    """The kind that the tables give a name; what is too long or is no word of Chinese is not looked up."""
    return registered_kind(plain) if 2 <= len(plain) <= _LONGEST_NAME and not plain.isascii() else None


@lru_cache(maxsize=4096)
def looks_like_unit(name: str) -> bool:
    """Whether a piece of a list has the shape of a body's name.

    "市科技局", "各县（市、区）", "市委组织部〔市委人才办〕" → True; "具体办法另行制定", "新发展格局" → False
    """
    plain = name.replace(" ", "").strip(MARKS)
    if not 2 <= len(plain) <= _LONGEST_NAME or _NO_NAME.search(_QUOTED.sub("", plain)):
        return False
    return body_kind(plain) not in (None, "not")


_SENTENCE = re.compile(
    r"[，。；：！？“”《》]|的|进行|按照?|根据|(?:负责|牵头|配合)(?!人|制|部门|单位)(?=..)|做好|加强|推进|开展|完善|健全|制定|确保|积极|实现|达到|提高|提升|鼓励|不断|要|应当|由于|为了"
)
_LONGEST_OWN_WORDING = 20


def may_be_unit(name: str) -> bool:
    """Whether a piece behind a label can be a name, known ending or not: 市供水保障专区 may, 按要求做好工作 may not."""
    plain = name.replace(" ", "").strip(MARKS)
    if looks_like_unit(plain):
        return True
    bare = _QUOTED.sub("", plain)
    return 2 <= len(plain) <= _LONGEST_OWN_WORDING and not _SENTENCE.search(bare) and not bare.isascii()
