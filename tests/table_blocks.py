"""Tables for tests, drawn as text."""

from __future__ import annotations

from extract.models import Block, TableCell
from extract.text.layout import lay_out


def draw(rows: str, *, caption: str = "") -> tuple[str, Block]:
    """The text and the laid-out block of a table drawn as lines of cells.

    `<` continues the cell to the left, `^` the cell above, an empty field is an empty cell, `.` is no cell at all.
    """
    fields = [[field.strip() for field in line.split("|")] for line in rows.strip().splitlines()]
    cells = []
    for r, line in enumerate(fields):
        for c, field in enumerate(line):
            if field in ("<", "^", "."):
                continue
            colspan = 1
            while c + colspan < len(line) and line[c + colspan] == "<":
                colspan += 1
            rowspan = 1
            while r + rowspan < len(fields) and c < len(fields[r + rowspan]) and fields[r + rowspan][c] == "^":
                rowspan += 1
            cells.append(TableCell(field, r, c, rowspan, colspan))
    text, blocks = lay_out([Block("table", caption, cells=tuple(cells))])
    return text, blocks[0]
