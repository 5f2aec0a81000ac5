"""Which brackets of running text say who answers, and which explain a word, give examples or list members."""

from __future__ import annotations

import re

from extract.models import Span
from extract.owners.document_rules import read_list
from extract.owners.name_proof import could_be_name
from extract.owners.owner_words import label_role, looks_like_unit, says_otherwise, verb_ending
from extract.owners.unit_lists import UnitList, read_unit_list
from extract.registry.official_names import registered_kind
from extract.text.sentences import bracket_end

_DEADLINE_OF_TASK = re.compile(r"[完办推整]")
_LONGEST_LINE = 300
_OPENERS, _CLOSERS = "（〔［【〈", "）〕］】〉"
_CUE = re.compile(
    r"单位|部门|负责|牵头|配合|落实|主办|协办|会同|分工|[局委办厅部署府会院心室组班区县市]\s*(?:[、，；等）〕］】〉〔（]|$)"
)
_OFFICES = re.compile(r"[科处股站队司]\s*(?:[、，；]|$)")
"""（生态修复科、国有林场工作站） owns behind a full stop; 设置专科（内科、外科） explains."""
_COMPOSED = re.compile(r"由.{2,20}组成")
_MEMBERS = re.compile(r"组长|召集人|召集单位|[为任]成员|成员(?:单位)?(?:[：为包有]|由|(?=[市省县区]))|组成")
_ANSWERS = re.compile(r"牵头|责任|配合|负责|主办|落实")
_GENERIC = re.compile(r"[省市县区乡镇村]级(?!各|有关|相关|部门|单位|机关|党|行业|主管)")
"""市级综合服务中心、县级服务站 are kinds of things."""
_TELLING = re.compile(r"[市省县区州盟旗国](?![、，）]|$)|各|自治区|中央")
_THEN_OWNERS = re.compile(r"不(?:含|包括|包含)[^；。]{2,60}[；。].*(?:负责|牵头|落实|主办)")
"""（不含市供销社；市商务局负责）: what is left out, then who answers."""
_STATES = re.compile(r"(?:牵头|负责|主办|承办|协办|配合|分工落实|分工)$")
_LONGEST_OWN_NAME = 12
_CLOSING_BRACKET = re.compile(r"(?<![。；！？])[（〔](?P<inside>[^（）〔〕]+)[）〕](?=[；。]|$)")
_STRONG_VERB = re.compile(r"牵头|负责|落实|配合|主办|主责|主抓")


def members_end(folded: str, opened: int, paragraph: Span) -> int | None:
    """Where a bracket behind a word ends that says who sits in a body: 领导小组（组长：……；成员单位：……）."""
    if folded[opened] not in _OPENERS or opened == paragraph[0] or folded[opened - 1] in "。；！？":
        return None
    closed = bracket_end(folded, opened, paragraph[1])
    if closed is None or not _MEMBERS.search(folded, opened, closed) or _ANSWERS.search(folded, opened, closed):
        return None
    return closed


def is_statement(folded: str, outer: Span, paragraph: Span, labelled: re.Match[str] | None) -> bool:
    """Whether the bracket at `outer` says who answers; `labelled` is the label that it begins with.

    建设平台（市科技局、市财政局）。 → True; 整合设施（包括备份中心、调度中心）。 → False
    """
    inner = (outer[0] + 1, outer[1] - 1)
    content = folded[slice(*inner)]
    if labelled:
        due = label_role(labelled.group("label")) == "due" and not _DEADLINE_OF_TASK.match(labelled.group("label"))
        return not due or bool(read_list(folded, inner).units)
    before = folded[outer[0] - 1] if outer[0] > paragraph[0] else "。"
    stops = before in "。；！？"
    if (says_otherwise(content) or _COMPOSED.match(content)) and not _THEN_OWNERS.match(content):
        return False
    if not (
        _CUE.search(content)
        or (stops and _OFFICES.search(content))
        or verb_ending(content, 0, len(content))
        or _registered(content)
    ):
        return False
    after = folded[outer[1] : min(outer[1] + 4, paragraph[1])].lstrip()[:1]
    closes = after in ("", "。", "；") or (after in _OPENERS and before in "。；！？")
    if not closes and before not in "。；！？" and not (after in ("，", "：") and _STRONG_VERB.search(content)):
        return False
    if after not in ("", "。", "；", "，", "：", *_OPENERS) and before not in "。；！？":
        return False
    reading = read_list(folded, inner)
    if not reading.units or ("：" in content and not reading.labelled):
        return False  # （来源：市科技局）
    if not (reading.likely if reading.verbs else reading.mostly_proven):
        return before in "。；！？" and closes and _own_names(folded, content, reading)
    # a bare list is taken behind a full stop or at the end of its paragraph: elsewhere it explains a word
    if reading.verbs or before in "。；！？）〕":
        return True
    if any(_GENERIC.match(folded, *named.span) for named in reading.units):
        return False
    if after in ("。", "；") and not _last_bracket_alike(folded, outer, paragraph):
        return after == "；" and len(reading.units) > 1 and _other_clauses_say_who(folded, outer, paragraph)
    return after in ("", "。", "；") and (len(reading.units) > 1 or _stands_for_owner(folded, outer, paragraph))


def _own_names(folded: str, content: str, reading: UnitList) -> bool:
    """Whether a list with a verb holds nothing but names of a place's own: （溯川文旅、青岚融媒按职责分工负责）."""
    names = [folded[slice(*named.span)] for named in reading.units]
    return (
        _STATES.search(content) is not None
        and all(map(could_be_name, names))
        and not all(map(looks_like_unit, names))
        and max(map(len, names)) <= _LONGEST_OWN_NAME
        and (len(names) > 1 or len(names[0]) > 3)
    )


def _registered(content: str) -> bool:
    """Whether a short list holds a name of the tables whose ending tells nothing: 共青团中央、新华社."""
    return len(content) <= _LONGEST_LINE and any(registered_kind(part) for part in re.split("[、，；]", content))


def _last_bracket_alike(folded: str, outer: Span, paragraph: Span) -> bool:
    """Whether the bare bracket of a sentence ends its paragraph, or the paragraph ends in one of the same form.

    建设平台（市科技局）。优化服务（市财政局）。 has two owners; 使用规范简称（市委网信办、市国资委）。加强审核。 has none
    """
    rest = folded[outer[1] : paragraph[1]].strip("。； ")
    if not rest:
        return True
    if rest[-1] not in _CLOSERS:
        return False
    opened = max(rest.rfind(char) for char in _OPENERS)
    inner = rest[opened + 1 : -1]
    bare = opened > 0 and rest[opened - 1] not in "。；！？" and not _STRONG_VERB.search(inner) and "：" not in inner
    return bare and read_unit_list(inner, 0, len(inner)).mostly_proven


def _other_clauses_say_who(folded: str, outer: Span, paragraph: Span) -> bool:
    """Whether another clause of the paragraph closes with a bracket that a verb marks: ……（市科技局牵头）；……（甲、乙）；……"""
    return any(
        match.start() != outer[0] and _STRONG_VERB.search(match["inside"]) and _CUE.search(match["inside"])
        for match in _CLOSING_BRACKET.finditer(folded, *paragraph)
    )


def _stands_for_owner(folded: str, outer: Span, paragraph: Span) -> bool:
    """Whether one name in a bracket that ends a paragraph owns it: 建设平台（市科技局）, not 市数据局（市政务办）."""
    before = folded[max(paragraph[0], outer[0] - 12) : outer[0]]
    return (
        outer[0] - paragraph[0] >= 4
        and _TELLING.match(folded, outer[0] + 1) is not None
        and not any(looks_like_unit(before[-n:]) for n in (2, 3, 4))
        and re.search(r"[》”」\d]$", before) is None
    )
