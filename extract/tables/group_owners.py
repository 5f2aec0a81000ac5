"""Rows that group those below them and name who answers for them: 一、市教育局牵头事项, 市科技局（3项）."""

from __future__ import annotations

from dataclasses import replace

from extract.models import Role, TableCell
from extract.owners.group_headings import group_owner_span
from extract.tables.cell_kinds import cell_kind
from extract.text.characters import fold
from extract.text.markers import read_marker


def group_owner(cell: TableCell) -> tuple[Role, TableCell] | None:
    """The role and the cell cut down to the units that a group row names; None where it names none.

    "一、市教育局牵头事项" → lead, 市教育局; "市科技局（12项中的3项）" → responsible, 市科技局;
    "市教育局（牵头）" → lead
    """
    folded = fold(cell.text)
    marker = read_marker(folded)
    found = group_owner_span(folded, marker.end if marker else 0, len(folded))
    if found is None or cell_kind(folded[slice(*found[1])].strip()) != "bodies":
        return None
    role, (begin, end) = found
    start = cell.span[0]
    return role, replace(cell, text=cell.text[begin:end], span=(start + begin, start + end))
