"""Names of persons beside the units of a cell, which answer for nothing here: 市水利局 王涛, 市工信局（李娜）."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.models import TableCell
from extract.owners.owner_words import looks_like_unit
from extract.places.divisions import find_place
from extract.tables.cell_kinds import cell_kind

_BEHIND = re.compile(
    r"(?<=[局委办厅部会院府心司团队站所室处科])(?:[（(](?P<inside>[一-鿿]{2,4})[）)]|\s+(?P<after>[一-鿿]{2,4})(?=$|[、，；。\s]))"
)


def without_persons(cell: TableCell) -> tuple[TableCell, ...]:
    """The parts of a unit cell that are left without the persons named behind units; the cell itself where there are none.

    市水利局 王涛、市财政局 李娜 → 市水利局, 、市财政局; 市科技局（高新区） stays
    """
    parts, begin = [], 0
    for match in _BEHIND.finditer(cell.text):
        name = match["inside"] or match["after"]
        if cell_kind(name) == "persons" and not looks_like_unit(name) and find_place(name) is None:
            parts.append((begin, match.start()))
            begin = match.end()
    if not parts:
        return (cell,)
    rest = [*parts, (begin, len(cell.text))]
    start = cell.span[0]
    return tuple(
        replace(cell, text=cell.text[first:stop], span=(start + first, start + stop))
        for first, stop in rest
        if cell.text[first:stop].strip("、，；。 \n")
    )
