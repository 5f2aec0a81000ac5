"""The title of a document, split over lines or given by the notice that wraps it, and the kind it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import cast, get_args

from extract.facts.head_lines import BODY, HeadLine
from extract.models import DocumentKind
from extract.rulefiles import alternatives, load_csv
from extract.text.characters import fold

KIND_COLUMNS = ("ending", "kind", "binds", "example")
_CONNECTS = re.compile(r"^(?:和|及|与|暨|的|（|〔|“|—)")
_BRACKET_AT_END = re.compile(r"[（［【〔][^（）［］【】〔〕]*[）］】〕]$")
_DATED_BRACKET = re.compile(r"\s*[（(][^（）()]*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日[^（）()]*[）)]$")
_STATUS_BRACKET = re.compile(
    r"\s*[（(〔\[](?:公开)?(?:征求意见稿?|讨论稿|送审稿|审议稿|草案|代拟稿|初稿)[^）)〕\]]*[）)〕\]]"
)
_WRAPS = re.compile(
    r"(?:关于(?:\S{0,10}?公开)?|(?=\S{2}《))(?:批转|印发|转发|发布|下达|公布|颁发|征求)(?P<name>.+?)"
    r"(?:的|(?<=》)意见的)(?:紧急)?(?:通知|函|公告)$"
)
_HANDED_OUT = re.compile(
    r"《(?P<name>[^《》]*(?:《[^《》]*》[^《》]*)*)》[^。《》]{0,60}(?:印发|转发|下发|发布|公布|颁布)"
)
_TO_CONGRESS = re.compile(
    r"向大会(?:作|报告)|各位代表[，：！]|日在[^。\n]{4,30}人(?:民代表)?大(?:会)?[^。\n]{0,10}会议上"
)
_REPLY = re.compile(
    r"(?:建议|提案|议案)[^，。]{0,12}(?:答复|回复|复函|(?:协办|会办|主办|办理)(?:意见|情况))(?!的?(?:综述|总结|[通公]报|公示|汇总)).{0,4}$"
)
_ANSWERS = re.compile(r"(?:建议|提案|议案).{0,80}?(?:答复|回复|办理情况|办理意见|协办意见)(?:情况)?(?:反馈)?如下")
_CALLS = frozenset(("通知", "公告", "决定", "决议", "通报", "批复"))
_CALLED = re.compile(
    r"关于(?:举办|召开|举行|表彰|奖励|授予|批准|任命|任免|免去|通报表扬|给予)|(?:申报|评选|评审|推荐|征集|招聘|报名|遴选|竞赛|大赛|比赛|培训班)(?:工作|活动)?的(?:通知|公告)$"
)
_AHEAD_TOO = re.compile(
    r"(?:和|及|与|暨|、).*(?:计划|安排|打算|草案|思路|部署|谋划|举措|任务)|(?:安排|部署|计划|编制)情况"
)
_REPORTS = re.compile(
    r"现将(?![^。]{0,40}(?:安排|计划|打算|方案|任务分工|建议))[^。，]{2,40}(?:情况|总结)[^。，]{0,16}(?:报告|汇报|通报|总结)如下"
)
_NEWS = re.compile(
    r"(?m)^[　 ]*(?:本[报网台刊社]|[\u4e00-\u9fff]{2,6})讯(?:[（ 　]|$)"
    r"|^[　 ]*[^\n。]{0,12}（(?:全媒体|本报|本网|见习)?(?:记者|通讯员)[ 　：]?[^）\n]{2,20}）"
    r"|告诉记者|记者(?:获悉|了解到|从[^，。\n]{2,20}获悉)"
)
_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Title:
    """`text`: the title; `notice`: that of a notice around it; `wrapped`: there is one; `start`: its first line."""

    text: str | None
    notice: str | None = None
    wrapped: bool = False
    start: int | None = None


def find_title(head: Sequence[HeadLine]) -> Title:
    """The title among the lines of a document's head, that of the attached document where a notice wraps it.

    国务院关于加快…和 / 农机装备…指导意见 → both joined; 关于印发《某计划》的通知 … 某计划 → 某计划; no title → None
    """
    body = next((i for i, line in enumerate(head) if line.kind in BODY), len(head))
    own = _last_title(head, 0, body)
    notice = own[1] if own else None
    handed = _handed_out(notice, head[body:])
    if handed is None:
        return Title(_cleaned(notice) if notice else None, start=own[0] if own else None)
    attached = _find_named(head, body, handed)
    if attached is not None:
        return Title(_cleaned(attached[1]), notice, True, attached[0])
    if notice is not None and kind_of_title(handed) in (None, "其他"):
        return Title(_cleaned(notice))  # it hands out a table or list that has no title of its own here
    return Title(_cleaned(handed), notice, True)


def kind_of_title(title: str) -> DocumentKind | None:
    """The kind by the end of a title: "某市三年行动计划（2023—2025年）" → 计划; None where it ends otherwise."""
    bare = _bare(title)
    if _REPLY.search(bare):
        return "复函"
    match = _ending().search(bare)
    return None if match is None else _kinds()[match[0]]


def binds_owned_only(title: str) -> bool:
    """Whether a document with this title promises only where owners are named: "某资金管理办法" → True; "某市行动方案" → False.

    So does one that calls for entries, honours or approves: "关于开展某项申报工作的通知", "关于表彰先进集体的决定" → True
    """
    bare = _bare(title)
    match = _ending().search(bare)
    if match is None:
        return False
    return match[0] in _binding("owned") or calls(title)


def binds_answered_only(title: str) -> bool:
    """Whether figures bind only where somebody answers for them: "市政府第12次常务会议纪要" → True."""
    match = _ending().search(_bare(title))
    return match is not None and match[0] in _binding("answered")


def calls(title: str) -> bool:
    """Whether a document calls for entries, honours or approves by its title: "关于举办技能大赛的通知" → True."""
    bare = _bare(title)
    match = _ending().search(bare)
    return match is not None and match[0] in _CALLS and _CALLED.search(bare) is not None


def sets_rules_or_tells_news(text: str) -> bool:
    """Whether the first paragraphs say that the document sets rules or tells news, and so promises nothing itself.

    "为规范…，制定本导则。", "本规程适用于……", "本网讯（记者 王芳）……" → True
    """
    folded = fold(text)
    return _rules_themselves().search(folded) is not None or _NEWS.search(folded) is not None


def reports_results(title: str, text: str) -> bool:
    """Whether a document tells what was done by its title or its first paragraphs, but for what it says of the time ahead.

    "某局2024年工作总结", "关于某项工作情况的报告" → True; "2024年工作总结和2025年工作计划" → False
    """
    bare = _bare(title).replace("国民经济和社会发展", "")
    kind = kind_of_title(bare)
    match = _ending().search(bare)
    if kind == "复函" or _AHEAD_TOO.search(bare):
        return False
    if match is not None and match[0] in _binding("past"):
        return True
    return kind in (None, "报告") and not bare.endswith("工作报告") and _REPORTS.search(fold(text)) is not None


def kind_of_text(text: str, *, speech: bool = False) -> DocumentKind | None:
    """The kind that the first paragraphs say of themselves: "…，制定本实施意见。" → 意见.

    `speech` looks only for the address of a report to the congress (各位代表！), which may stand anywhere.
    """
    folded = fold(text)
    found = None if speech else _self().search(folded)
    if found is not None:
        return _kinds()[found["word"]]
    if not speech and _ANSWERS.search(folded):
        return "复函"
    return "报告" if _TO_CONGRESS.search(folded) else None


def _last_title(head: Sequence[HeadLine], start: int, end: int) -> tuple[int, str] | None:
    """The last run of lines in head[start:end] that makes a title."""
    found: tuple[int, str] | None = None
    parts: list[str] = []
    begin = start
    for index in range(start, end + 1):
        line = head[index] if index < end else None
        if line is not None and parts and _goes_on(parts, line):
            parts.append(line.text)
            continue
        if _complete(parts):
            found = (begin, _joined(parts))
        if line is None:
            break
        parts, begin = [], index
        if line.kind == "title" or (line.kind == "bodies" and _opens_title(head, index, end)):
            parts = [line.text]
    return found


def _opens_title(head: Sequence[HeadLine], index: int, end: int) -> bool:
    """Whether names of bodies open a title: 中共某县委 某县人民政府 / 关于…的意见."""
    following = next((line for line in head[index + 1 : end] if line.kind != "bodies"), None)
    return following is not None and following.kind == "title" and following.plain.startswith("关于")


def _goes_on(parts: list[str], line: HeadLine) -> bool:
    if line.kind == "bodies":
        return not _complete(parts) and len(parts) < _MOST_LINES and "关于" not in parts[-1]
    if line.kind != "title" or len(parts) >= _MOST_LINES:
        return False
    whole = fold("".join(parts))
    if whole.count("《") > whole.count("》") or whole.count("（") > whole.count("）"):
        return True
    return not _complete(parts) or _CONNECTS.match(line.plain) is not None


def _complete(parts: list[str]) -> bool:
    return bool(parts) and kind_of_title("".join(parts)) is not None


def _joined(parts: list[str]) -> str:
    return re.sub(r"\s+$", "", "".join(parts))


def _handed_out(notice: str | None, body: Sequence[HeadLine]) -> str | None:
    """The name of the document that a notice hands out, None where there is no such notice."""
    name = None
    if notice is not None:
        plain = re.sub(r"\s+", "", fold(notice))
        match = _WRAPS.search(plain[1:-1] if plain.startswith("《") and plain.endswith("》") else plain)
        if match is None:
            return None
        name = match["name"].strip("《》〈〉")
    for line in body[:4]:
        match = _HANDED_OUT.search(line.plain)
        if match and line.kind in ("text", "title") and (name is None or _near(match["name"], name)):
            return match["name"]
    return name


def _find_named(head: Sequence[HeadLine], start: int, name: str) -> tuple[int, str] | None:
    """The lines, one or several, that are the title `name` of the attached document."""
    for index in range(start, len(head)):
        joined = ""
        for line in head[index : index + _MOST_LINES]:
            if line.kind in ("text", "date", "addressee"):
                break
            joined += line.text
            if _alike(joined, name):
                return index, joined
    return None


def _alike(one: str, other: str) -> bool:
    a, b = (re.sub(r"[\s“”\"《》〈〉()（）—–~～-]", "", _STATUS_BRACKET.sub("", fold(text))) for text in (one, other))
    return a == b


def _near(one: str, other: str) -> bool:
    """Whether two names are one that the head of a print has cut short."""
    return SequenceMatcher(None, re.sub(r"\s", "", fold(one)), fold(other), autojunk=False).ratio() >= 0.7


def _cleaned(title: str) -> str:
    return _STATUS_BRACKET.sub("", _DATED_BRACKET.sub("", title)).strip(" *")


def _bare(title: str) -> str:
    """The title without closing brackets and quotes: 某计划（2025—2027年）（征求意见稿） → 某计划."""
    bare = re.sub(r"\s+", "", fold(title))
    while _BRACKET_AT_END.search(bare):
        bare = _BRACKET_AT_END.sub("", bare)
    return bare.rstrip('》”"')


@cache
def _kinds() -> dict[str, DocumentKind]:
    kinds: dict[str, DocumentKind] = {}
    for row in load_csv("document_kinds.csv", KIND_COLUMNS, unique="ending"):
        if row["kind"] not in get_args(DocumentKind):
            raise row.error(f"{row['kind']} is no kind of document")
        kinds[row["ending"]] = cast(DocumentKind, row["kind"])
    return kinds


@cache
def _binding(how: str) -> frozenset[str]:
    """The endings of titles of documents that bind in this way."""
    found = set()
    for row in load_csv("document_kinds.csv", KIND_COLUMNS, unique="ending"):
        if row["binds"] not in ("", "owned", "answered", "past"):
            raise row.error(f"binds {row['binds']} is none of owned, answered and past, nor empty")
        if row["binds"] == how:
            found.add(row["ending"])
    return frozenset(found)


@cache
def _rules_themselves() -> re.Pattern[str]:
    words = alternatives(_binding("owned") - {"决定", "公告", "通告"})
    return re.compile(rf"(?:制定|编制|制订|订立)了?本(?:{words})(?=[。，；])|本(?:{words})(?:适用于|所称)")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(_kinds())})$")


@cache
def _self() -> re.Pattern[str]:
    words = alternatives(_kinds())
    return re.compile(
        rf"(?:制定|编制|制订|提出|拟定|拟订|形成|作出|出台)了?(?:本|如下|以下|此|该)[一-鿿]{{0,6}}?(?P<word>{words})(?=[。，：；]|$)"
    )
