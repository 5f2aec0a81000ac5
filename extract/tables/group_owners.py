"""Rows that group those below them and name who answers for them: 一、市教育局牵头事项, 二、提升效能（牵头单位：市数据局）."""

from __future__ import annotations

from dataclasses import replace

from extract.models import Role, Span, TableCell
from extract.owners.group_headings import bracket_owners, group_owner_span
from extract.tables.cell_kinds import cell_kind
from extract.text.characters import fold
from extract.text.markers import read_marker


def group_owner(cell: TableCell) -> tuple[Role, TableCell] | None:
    """The role and the cell cut down to the units that a group row names; None where it names none.

    "一、市教育局牵头事项" → lead, 市教育局; "市科技局（12项中的3项）" → responsible, 市科技局;
    "市教育局（牵头）" → lead; of "提升效能（牵头单位：市数据局）" what the bracket says, its words give the role
    """
    folded = fold(cell.text)
    told = bracket_owners(folded, 0, len(folded))
    return ("responsible", _cut(cell, told)) if told is not None else owner_named(cell)


def owner_named(cell: TableCell) -> tuple[Role, TableCell] | None:
    """The same where the row is the name of the units, with words for what they have to do and nothing else."""
    folded = fold(cell.text)
    marker = read_marker(folded)
    found = group_owner_span(folded, marker.end if marker else 0, len(folded))
    if found is None or cell_kind(folded[slice(*found[1])].strip()) != "bodies":
        return None
    return found[0], _cut(cell, found[1])


def _cut(cell: TableCell, part: Span) -> TableCell:
    start = cell.span[0]
    return replace(cell, text=cell.text[slice(*part)], span=(start + part[0], start + part[1]))
