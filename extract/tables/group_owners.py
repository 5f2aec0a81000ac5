"""Rows that group those below them and name who answers for them: 一、市教育局牵头事项, 市科技局（3项）."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.models import Role, TableCell
from extract.tables.cell_kinds import cell_kind
from extract.text.characters import fold
from extract.text.markers import read_marker
from extract.text.numerals import HAN_TENS

_OWNER = re.compile(
    r"(?P<units>[^（）]+?)(?P<role>牵头|主办|主责|承办|负责)?(?:承担|办理|落实|推进|实施)?的?(?:重点|主要|年度|责任)*(?:事项|任务|工作|项目|清单|目标)*"
    rf"(?:（(?P<said>牵头|主办|主责|承办|负责)(?:单位|部门)?）)?(?:（[^（）]*[\d{HAN_TENS}]+[项个条件][^（）]*）)?：?"
)


def group_owner(cell: TableCell) -> tuple[Role, TableCell] | None:
    """The role and the cell cut down to the units that a group row names; None where it names none.

    "一、市教育局牵头事项" → lead, 市教育局; "市科技局（12项中的3项）" → responsible, 市科技局;
    "市教育局（牵头）" → lead
    """
    folded = fold(cell.text)
    marker = read_marker(folded)
    match = _OWNER.fullmatch(folded, marker.end if marker else 0)
    if match is None or cell_kind(match["units"].strip()) != "bodies":
        return None
    begin, end = match.span("units")
    role: Role = "lead" if (match["role"] or match["said"]) in ("牵头", "主办", "主责") else "responsible"
    start = cell.span[0]
    return role, replace(cell, text=cell.text[begin:end], span=(start + begin, start + end))
