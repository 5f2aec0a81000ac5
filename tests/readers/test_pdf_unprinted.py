"""PDF pages: watermarks, white ink, cropped and struck text, comments beside the page, small figures, short columns."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.readers import read_blocks

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
LINES = (
    "一、主要目标",
    "到2028年，全市数字经济核心产业增加值占地区生产总值比",
    "重达到12%，新增数字工厂60家。",
    "二、重点任务",
    "1.统筹算力布局。推进算力中心建设。（责任单位：市数据局）",
)
TEXT = [LINES[0], LINES[1] + LINES[2], *LINES[3:]]
Draw = Callable[[Canvas], None]


def texts(draw: Draw, crop: tuple[int, int, int, int] | None = None) -> list[str]:
    """The blocks of a page of LINES with more drawn on it."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    if crop is not None:
        canvas.setCropBox(crop)
    for number, line in enumerate(LINES):
        put(canvas, 90, 740 - 24 * number, line)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return [block.text for block in read_blocks(Path("规划.pdf"), data.getvalue()).blocks]


def put(canvas: Canvas, x: float, y: float, text: str, size: float = 14, grey: float = 0) -> float:
    """Writes text and gives the x where it ends."""
    canvas.setFillGray(grey)
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, text)
    canvas.setFillGray(0)
    return x + float(pdfmetrics.stringWidth(text, FONT, size))


def white(canvas: Canvas) -> None:
    put(canvas, 90, 560, "2.另建平台90个。", grey=1)


def large(canvas: Canvas) -> None:
    put(canvas, 150, 690, "内部资料", 60, 0.85)


def dark(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.2)
    put(canvas, 150, 700, "征求意见", 70, 0.3)


def tiles(canvas: Canvas) -> None:
    for y in range(47, 800, 60):
        for x in (40, 240, 440):
            put(canvas, x, y, "溯川政务 8861", 12, 0.6)


def comments(canvas: Canvas) -> None:
    put(canvas, 470, 745, "批注 [张1]: 请核对", 8)
    put(canvas, 470, 730, "删除的内容: 80家", 8)


@pytest.mark.parametrize("draw", [white, large, dark, tiles, comments])
def test_what_is_no_text_of_the_page_is_left_out(draw: Draw) -> None:
    assert texts(draw) == TEXT


def test_what_lies_outside_the_crop_box_is_left_out() -> None:
    assert texts(lambda canvas: put(canvas, 90, 805, "裁去：建平台90个。") and None, (40, 100, 595, 780)) == TEXT


def test_white_ink_on_coloured_ground_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(90, 500, 300, 20, fill=1, stroke=0)
        put(canvas, 95, 504, "重要提示：请于年底前报送", grey=1)

    assert texts(draw) == [*TEXT, "重要提示：请于年底前报送"]


def test_struck_text_is_left_out_and_underlined_text_is_not() -> None:
    def draw(canvas: Canvas) -> None:
        begin = put(canvas, 90, 560, "2.新增")
        end = put(canvas, begin, 560, "30家")
        canvas.line(begin, 564.5, end, 564.5)
        canvas.line(end, 558, put(canvas, end, 560, "40家。"), 558)

    assert texts(draw) == [*TEXT, "2.新增 40家。"]


def test_small_figures_above_the_line_are_marks_or_powers() -> None:
    def draw(canvas: Canvas) -> None:
        end = put(canvas, 90, 560, "2.占地5000m")
        end = put(canvas, put(canvas, end, 566, "2", 8), 560, "，处理10")
        end = put(canvas, put(canvas, end, 566, "8", 8), 560, "条，建成60")
        put(canvas, put(canvas, end, 566, "1", 8), 560, "家。")
        put(canvas, 90, 80, "1 指通过评定的企业。", 9)

    assert texts(draw) == [*TEXT, "2.占地5000m2，处理10⁸条，建成60家。", "¹指通过评定的企业。"]


def test_columns_of_short_paragraphs_are_read_one_after_the_other() -> None:
    def item(number: int) -> list[str]:
        return [
            f"{number}.开展第{number}批创建。支持街道改造设",
            "施，完善机制，新增示范点。（责任单",
            "位：县民政局）",
        ]

    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    for column, numbers in enumerate((range(1, 8), range(8, 15))):
        lines = [line for number in numbers for line in item(number)]
        for row, line in enumerate(lines[: 21 - column]):
            indent = 20 if line[0].isdigit() else 0
            put(canvas, 60 + 260 * column + indent, 760 - 16 * (row + column), line, 10)
    canvas.showPage()
    canvas.save()
    found = [block.text for block in read_blocks(Path("规划.pdf"), data.getvalue()).blocks]
    assert [text[: text.index(".")] for text in found] == [str(number) for number in range(1, 15)]
    assert found[0] == "".join(item(1))
