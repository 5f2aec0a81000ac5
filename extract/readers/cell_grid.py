"""Rows of cells with extents to a grid: what the table code of every reader shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.models import Block, TableCell
from extract.readers.line_ends import join_lines

_CAPTION_LENGTH = 80
_TITLE_LENGTH = 60
_BODY_BEGINS = re.compile(
    r"[省市县区州盟旗镇乡各]|国家|人民银行|人行|金融监管|税务|团[省市县区州]委|[一-鿿]{2,4}(?:街道|镇|乡|海关)(?:[、（]|$)"
)
_BODY_ENDS = re.compile(
    r"[局委办厅部院署处](?:[（(〔][^（）()〔〕]*[）)〕])?$"
    r"|(?:中心|政府|公司|集团|委员会|联合会|管委会|总工会|办公室|[分支]行|街道|海关|[总支大]队|专班|指挥部"
    r"|供销社|妇联|残联|团[省市县区州]委)$|(?<!各)(?<!、)(?:镇|乡)$"
)
_ROLE_LABEL = re.compile(
    r"(?:牵头|主办|责任|负责|配合|协办|协同|协作|参与|参加|指导)(?:责任|负责)?(?:单位|部门|方)?\s*[：:]"
)

_ITEM = re.compile(r"(?:\d{1,2}[.．、]|[（(]\d{1,2}[)）]|[①-⑳])\s*[一-鿿“]{2}")


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as a format gives it: its text (line feeds between lines) and how far it reaches."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None


def lay_rows(rows: Iterable[Sequence[RawCell]]) -> tuple[TableCell, ...]:
    """Cells with their place, as a web browser places them: a cell goes to the first place no merged cell covers.

    Extents are cut where they reach beyond the last row.
    """
    table = [list(row) for row in rows]
    taken: set[tuple[int, int]] = set()
    cells = []
    for r, row in enumerate(table):
        c = 0
        for raw in row:
            while (r, c) in taken:
                c += 1
            rowspan = min(max(raw.rowspan, 1), len(table) - r)
            colspan = min(max(raw.colspan, 1), 1000)
            taken.update((r + i, c + j) for i in range(rowspan) for j in range(colspan) if i or j)
            cells.append(TableCell(join_cell(raw.text.split("\n")), r, c, rowspan, colspan, raw.page))
            c += colspan
    return tuple(cells)


def join_cell(lines: Iterable[str]) -> str:
    """The lines of a cell as one; names of bodies that stand on lines of their own are parted by a mark.

    ["市科技局", "市财政局"] → 市科技局、市财政局; ["牵头：市科技局", "配合：市财政局"] → 牵头：市科技局；配合：市财政局;
    ["1.修路", "2.建桥"] → 1.修路；2.建桥; ["研发经费", "占比（%）"] → 研发经费占比（%）
    """
    text = ""
    for line in lines:
        part = line.strip()
        if text and text[-1] not in "；;，,。：:、（(" and (_ROLE_LABEL.match(part) or _ITEM.match(part)):
            text += "；"
        listed = _BODY_ENDS.search(text) and _BODY_BEGINS.match(part) and _BODY_ENDS.search(part.split("、")[0])
        text = join_lines([f"{text}、" if listed else text, part])
    return text


def width(cells: Iterable[TableCell]) -> int:
    """How many columns the cells reach over."""
    return max((cell.col + cell.colspan for cell in cells), default=0)


def stretch_rows(cells: tuple[TableCell, ...]) -> tuple[TableCell, ...]:
    """Where a row has fewer cells than the table, its last cell reaches to the right edge (text keeps no extents)."""
    columns = width(cells)
    last = {cell.row: cell for cell in cells}
    return tuple(
        replace(cell, colspan=columns - cell.col) if last[cell.row] is cell and cell.text else cell for cell in cells
    )


def continue_blanks(cells: tuple[TableCell, ...]) -> tuple[TableCell, ...]:
    """Empty cells at the left of a row continue the label above them: one cell over both rows.

    1|研发投入|全市|3.9 / ␣|␣|市级|3.4 → the cells 1 and 研发投入 reach over two rows.
    """
    at = {(cell.row, cell.col): cell for cell in cells}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    filled: set[int] = set()
    for placed in cells:
        owner.update({(placed.row + i, placed.col): (placed.row, placed.col) for i in range(placed.rowspan)})
        if placed.text:
            filled.add(placed.row)
    for row in sorted(filled):
        column = 0
        while True:
            if (row, column) not in at and (row, column) in owner:  # covered from above already
                column += at[owner[row, column]].colspan
                continue
            cell = at.get((row, column))
            above = at.get(owner.get((row - 1, column), (-1, -1)))
            if cell is None or cell.text or above is None or not above.text or above.colspan != cell.colspan:
                break
            if above.row + above.rowspan != row:
                break
            grown = replace(above, rowspan=above.rowspan + cell.rowspan)
            at[above.row, above.col] = grown
            del at[row, column]
            owner.update({(row + i, column): (above.row, above.col) for i in range(cell.rowspan)})
            column += cell.colspan
    return tuple(at[key] for key in sorted(at))


def table_block(cells: tuple[TableCell, ...], *, page: int | None = None, caption: str = "") -> Block:
    """A table, its caption taken out of the first row where that row is one cell over the whole width."""
    first = [cell for cell in cells if cell.row == 0]
    if not caption and len(first) == 1 and first[0].rowspan == 1 and first[0].colspan == width(cells) > 1:
        rest = tuple(replace(cell, row=cell.row - 1) for cell in cells if cell.row)
        if rest and 0 < len(first[0].text) <= _CAPTION_LENGTH:
            return Block("table", first[0].text, page=page, cells=continue_blanks(rest))
    return Block("table", caption, page=page, cells=continue_blanks(cells))


def box_block(blocks: Sequence[Block], *, page: int | None = None) -> Block:
    """What stands in one frame; a short first paragraph is its title.

    专栏1 重点工程 / ——交通。…… → box 专栏1 重点工程 with one paragraph
    """
    first = blocks[0] if blocks else None
    if first and len(blocks) > 1 and first.kind in ("paragraph", "heading") and _is_title(first.text):
        return Block("box", first.text, page=page, blocks=tuple(blocks[1:]))
    return Block("box", page=page, blocks=tuple(blocks))


def _is_title(text: str) -> bool:
    return len(text) <= _TITLE_LENGTH and not text.rstrip().endswith(("。", "；", "！", "，"))


def plain_text(blocks: Iterable[Block]) -> str:
    """All text of blocks, a line each: what a table cell holds."""
    lines: list[str] = []
    for block in blocks:
        lines.append(block.text)
        lines.append(plain_text(block.blocks))
        lines.extend(cell.text for cell in block.cells)
    return "\n".join(line for line in lines if line)
