"""Tables of a PDF without upright rules: shaded rows, three rules, white rules, or nothing but columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from pdf_pages import FONT, LEFT, Pages

from extract.models import Block
from extract.readers.pdf.pages import read_pdf

WIDTHS = (40, 100, 150, 85, 85)
HEADS = ("序号", "重点任务", "工作措施", "牵头单位", "配合单位")
# one cell of the first row stands on two lines
ROWS: tuple[tuple[str | tuple[str, str], ...], ...] = (
    ("1", "疏浚内河航道", "清理淤积河段，增设航标。", "市港航中心", ("市水利局、市交", "通运输局")),
    ("2", "整修渡口码头", "更换老旧趸船。", "市交通运输局", "市应急局"),
    ("3", "推广电动船舶", "建设岸电设施。", "市经信局", "市财政局"),
    ("4", "建设智慧船闸", "接入调度平台。", "市港航中心", "市数据局"),
)
HIGH = 22


def draw_texts(pages: Pages, *, middle: bool, near: bool = False, broken: bool = True) -> list[float]:
    """Draws the texts of the table; the edges of its rows from the top."""
    edges = [pages.y + 10]
    widths = (28, *WIDTHS[1:]) if near else WIDTHS
    for row in (HEADS, *ROWS):
        lines = [(cell if broken else "".join(cell),) if isinstance(cell, str) or not broken else cell for cell in row]
        height = HIGH + 12 * (max(map(len, lines)) - 1)
        for c, cell in enumerate(lines):
            pages.canvas.setFont(FONT, 9)
            above = (height - HIGH) / 2 - 6 * (len(cell) - 1) if middle else 0
            for k, text in enumerate(cell):
                x = LEFT - 40 + sum(widths[:c]) + 4
                pages.canvas.drawString(x, edges[-1] - 15 - above - 12 * k, text)
        edges.append(edges[-1] - height)
    return edges


def ground(pages: Pages, top: float, bottom: float, grey: float) -> None:
    pages.canvas.setFillGray(grey)
    pages.canvas.rect(LEFT - 40, bottom, sum(WIDTHS), top - bottom, stroke=0, fill=1)
    pages.canvas.setFillGray(0)


def level(pages: Pages, at: float) -> None:
    pages.canvas.line(LEFT - 40, at, LEFT - 40 + sum(WIDTHS), at)


def every_row_shaded(pages: Pages) -> None:
    edges = draw_texts(pages, middle=True)
    for k, (top, bottom) in enumerate(pairwise(edges)):
        ground(pages, top, bottom, 0.82 if k == 0 else 0.94 if k % 2 else 1.0)
    draw_texts(pages, middle=True)


def every_other_row_shaded(pages: Pages) -> None:
    edges = draw_texts(pages, middle=False)
    for k, (top, bottom) in enumerate(pairwise(edges)):
        if k % 2 == 0:
            ground(pages, top, bottom, 0.9)
    draw_texts(pages, middle=False)


def heads_shaded(pages: Pages) -> None:
    edges = draw_texts(pages, middle=False, broken=False)
    ground(pages, edges[0], edges[1], 0.8)
    draw_texts(pages, middle=False, broken=False)


def three_rules_centred(pages: Pages) -> None:
    edges = draw_texts(pages, middle=True)
    for at in (edges[0], edges[1], edges[-1]):
        level(pages, at)


def three_rules_heads_near(pages: Pages) -> None:
    edges = draw_texts(pages, middle=False, near=True)
    for at in (edges[0], edges[1], edges[-1]):
        level(pages, at)


def white_rules(pages: Pages) -> None:
    edges = draw_texts(pages, middle=True)
    ground(pages, edges[0], edges[-1], 0.9)
    pages.canvas.setStrokeGray(1)
    for at in edges:
        level(pages, at)
    for c in range(len(WIDTHS) + 1):
        x = LEFT - 40 + sum(WIDTHS[:c])
        pages.canvas.line(x, edges[0], x, edges[-1])
    draw_texts(pages, middle=True)


def no_rules(pages: Pages) -> None:
    draw_texts(pages, middle=False, near=True, broken=False)


def texts(block: Block) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in block.cells:
        found.setdefault(cell.row, []).append(cell.text)
    return list(found.values())


@pytest.mark.parametrize(
    "draw",
    [
        every_row_shaded,
        every_other_row_shaded,
        heads_shaded,
        three_rules_centred,
        three_rules_heads_near,
        white_rules,
        no_rules,
    ],
)
def test_open_tables(draw: Callable[[Pages], None]) -> None:
    pages = Pages()
    pages.title("溯川市内河航运任务表", size=16)
    pages.y -= 20
    draw(pages)
    whole: list[Sequence[str]] = [HEADS, *(tuple("".join(cell) for cell in row) for row in ROWS)]
    blocks = read_pdf("表.pdf", pages.bytes()).blocks
    tables = [block for block in blocks if block.kind == "table"]
    assert [texts(table) for table in tables] == [[list(row) for row in whole]]
    assert [block.text for block in blocks if block.kind != "table"] == ["溯川市内河航运任务表"]


@pytest.mark.parametrize(
    "form",
    ["—{}—", "- {} -", "{}", "第{}页", "— {} —", "·{}·"],
    ids=["dashes", "hyphens", "bare", "words", "wide", "dots"],
)
@pytest.mark.parametrize("wide", [False, True])
def test_page_numbers_far_from_the_edge(form: str, wide: bool) -> None:
    pages = Pages()
    body = "完善县乡村三级物流体系，支持快递网点共建共享，推动客货邮融合发展，"
    for number in (1, 2, 3):
        pages.paragraph(body * 3 if number < 3 else "降低农产品流通成本。", indent=2 if number == 1 else 0)
        pages.canvas.setFont(FONT, 10)
        text = form.format(number)
        text = text.translate(str.maketrans("123", "１２３")) if wide else text
        pages.canvas.drawCentredString(297, 190, text)
        if number < 3:
            pages.canvas.showPage()
            pages.y = 760.0
    pages.canvas.save()
    found = "".join(block.text for block in read_pdf("页码.pdf", pages._data.getvalue()).blocks)
    assert found == body * 6 + "降低农产品流通成本。"
