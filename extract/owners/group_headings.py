"""Headings that name who answers for what stands below them: 市教育局：, （二）市科技局（3项）, 一、市教育局牵头事项."""

from __future__ import annotations

import re

from extract.models import Role, Span
from extract.owners.owner_words import ROLES, label, label_role, role_of_word
from extract.owners.unit_lists import read_unit_list
from extract.text.numerals import HAN

_GROUP_OWNER = re.compile(
    r"[【〔［]?(?P<units>[^【】〔〕［］]+?)(?P<role>牵头|主办|主责|承办|负责)?(?:承担|办理|落实|推进|实施)?的?"
    r"(?:重点|主要|年度|责任)*(?:事项|任务|工作|项目|清单|目标)*[】〕］]?(?:（(?P<said>牵头|主办|主责|承办|负责)(?:单位|部门)?）)?"
    rf"(?:（(?:(?=[^（）]*(?P<counted>牵头|主办|主责))(?![^（）]*[配协会]))?[^（）]*(?:\d|{HAN})+[项个条件][^（）]*）)?：?"
)
_PART = re.compile(
    r"(?P<role>牵头|主办|主责|主抓|负责|承办|配合|协办|协助|参与)(?:负责|承担|办理|落实|推进|实施)?的?(?:重点|主要|年度)*(?:事项|任务|工作|项目|清单)+"
    r"(?:（[^（）]*）)?：?"
)
_LAST_BRACKET = re.compile(r"[（〔【](?P<inside>(?:[^（）〔〕【】]|（[^（）]*）)+)[）〕】]：?$")
_NO_GROUP = re.compile(r"各|有关|相关|其他|人民政府[，、：]")
"""What only an address says (各县（市、区）人民政府：), or what is no one's own list."""


def part_role(folded: str, start: int, end: int) -> Role | None:
    """The role that a heading gives who is named above it: （一）牵头事项 → lead, 配合事项（1项） → assist; None for others."""
    match = _PART.fullmatch(folded, start, end)
    return role_of_word(match["role"]) if match else None


def group_owner_span(folded: str, start: int, end: int) -> tuple[Role, Span] | None:
    """The role and the span of what stands before the words of such a heading, whatever it is; None for other wordings.

    "市教育局牵头事项" → lead, 市教育局; "市科技局（12项中的3项）" → responsible, 市科技局; "市科技局（牵头3项）" → lead
    """
    match = _GROUP_OWNER.fullmatch(folded, start, end)
    if match is None:
        return None
    return (
        "lead" if (match["role"] or match["said"] or match["counted"]) in ("牵头", "主办", "主责") else "responsible"
    ), match.span("units")


def group_owners(folded: str, start: int, end: int, *, collective: bool = False) -> tuple[Role, Span] | None:
    """The role and the span of the bodies that folded[start:end] names and nothing else; None where it says more.

    `collective`: names of many (各镇街) count too, which alone may be an address.
    "市教育局、市体育局：" → responsible, 市教育局、市体育局; "牵头单位：市教育局" → the same; "完善服务机制" → None
    """
    found = group_owner_span(folded, start, end)
    if is_owner_line(folded, start, end):
        return "responsible", (start, end)  # its own words say the roles
    if found is None or (not collective and _NO_GROUP.search(folded, start, end)):
        return None
    reading = read_unit_list(folded, *found[1])
    proven = reading.strict and reading.units and not (reading.labelled or reading.unread or reading.due)
    return found if proven else None


def bracket_owners(folded: str, start: int, end: int) -> Span | None:
    """The span inside the last bracket of a heading, where it says who answers: 提升效能（牵头单位：市数据局） → 牵头单位：市数据局.

    None where it holds names alone, which may be other names of a body: 市教育局（市委教育工委）.
    """
    match = _LAST_BRACKET.search(folded, start, end)
    if match is None:
        return None
    reading = read_unit_list(folded, *match.span("inside"))
    said = (reading.labelled or reading.verbs) and reading.likely
    return match.span("inside") if said and reading.units and not reading.unread else None


def is_owner_line(folded: str, start: int, end: int) -> bool:
    """Whether a line is a label with its units: 牵头单位：市教育局."""
    opened = label().match(folded, start, end)
    if opened is None or label_role(opened["label"]) not in ROLES:
        return False
    reading = read_unit_list(folded, start, end)
    return bool(reading.units) and not reading.unread
