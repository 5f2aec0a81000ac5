"""PDF files: paragraphs over lines and pages, page furniture, tables, boxes, columns, bad files."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_pages import LEFT, Pages
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from extract.errors import ReadError
from extract.models import Block, FileContent
from extract.readers import read_blocks
from extract.readers.pdf.furniture import is_page_number

BODY = "推进规上企业智能化改造，组织诊断服务机构入企开展免费诊断，新增智能工厂五十五家，落实金融机构对接帮扶。"
OTHER = "深化重点领域和关键环节改革，健全常态化工作机制，推动各类开放平台提质增效，全年进出口总额保持稳定增长。"


def read(pages: Pages, foot: str = "— {} —") -> FileContent:
    return read_blocks(Path("方案.pdf"), pages.bytes(foot))


def texts(pages: Pages) -> list[str]:
    return [block.text for block in read(pages).blocks]


def rows(block: Block) -> list[list[tuple[str, int, int]]]:
    found: dict[int, list[tuple[str, int, int]]] = {}
    for cell in block.cells:
        found.setdefault(cell.row, []).append((cell.text, cell.rowspan, cell.colspan))
    return [found[row] for row in sorted(found)]


def test_lines_become_paragraphs() -> None:
    pages = Pages()
    pages.title("关于加快产业数字化", "转型的实施意见")
    pages.text("各县（市、区）人民政府：")
    pages.paragraph("一、总体要求")
    pages.paragraph(BODY)
    pages.paragraph("（一）主要目标。" + OTHER * 2)
    assert texts(pages) == [
        "关于加快产业数字化转型的实施意见",
        "各县（市、区）人民政府：",
        "一、总体要求",
        BODY,
        "（一）主要目标。" + OTHER * 2,
    ]


def test_a_paragraph_over_a_page_is_one_with_its_break() -> None:
    pages = Pages()
    for _ in range(6):
        pages.paragraph(OTHER)
    pages.paragraph(BODY * 12)
    pages.paragraph(OTHER)
    reading = read(pages)
    assert reading.pages == 2
    assert [block.text for block in reading.blocks] == [OTHER] * 6 + [BODY * 12, OTHER]
    long = reading.blocks[6]
    assert long.page == 1
    ((offset, page),) = long.breaks
    assert page == 2
    assert offset % 28 == 26  # whole lines stand before it, the first of them indented by two characters
    assert reading.blocks[7].page == 2


@pytest.mark.parametrize("foot", ["— {} —", "-{}-", "第 {} 页 共 3 页", "{}", "· {} ·", "某市人民政府公报 {}"])
def test_page_numbers_and_running_heads_are_dropped(foot: str) -> None:
    pages = Pages()
    bodies = [(BODY, OTHER), (OTHER, BODY), (BODY, BODY)]
    for k, (first, second) in enumerate(bodies):
        pages.canvas.setFont("STSong-Light", 9)
        pages.canvas.drawCentredString(297, 800, "某市“十五五”规划")
        pages.paragraph(f"第{k}条。{first}")
        pages.paragraph(second)
        if k < 2:
            pages.new_page(foot)
    found = [block.text for block in read(pages, foot).blocks]
    assert found == [text for k, (first, second) in enumerate(bodies) for text in (f"第{k}条。{first}", second)]


def test_heads_that_name_the_chapter_are_dropped() -> None:
    pages = Pages()
    for k, chapter in enumerate("一二三四五六"):
        pages.canvas.setFont("STSong-Light", 9)
        pages.canvas.drawCentredString(297, 800, f"第{chapter}章 发展任务之{chapter}")
        pages.paragraph(f"第{k}条。{BODY}")
        if k < 5:
            pages.new_page()
    assert texts(pages) == [f"第{k}条。{BODY}" for k in range(6)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("— 12 —", True),
        ("-3-", True),
        ("第3页 共9页", True),
        ("5/9", True),
        ("7", True),
        ("— iv —", True),
        ("2026年", False),
        ("—— —", False),
        ("3.5", False),
    ],
)
def test_page_number(text: str, expected: bool) -> None:
    assert is_page_number(text) is expected


def test_a_table_of_contents_keeps_its_lines() -> None:
    pages = Pages()
    lines = [f"{text}{'.' * (52 - 2 * len(text))}{k}" for k, text in enumerate(("一、总则", "二、任务", "三、保障"), 1)]
    for line in lines:
        pages.text(line)
    for text in (BODY, OTHER, BODY):
        pages.paragraph(text)
    assert texts(pages) == [*lines, BODY, OTHER, BODY]


def test_a_letterhead_keeps_its_lines() -> None:
    pages = Pages()
    pages.canvas.setFillColorRGB(1, 0, 0)
    pages.title("某省经济和信息化厅", "某省发展和改革委员会", size=34)
    pages.canvas.setFillColorRGB(0, 0, 0)
    pages.paragraph(BODY)
    assert texts(pages) == ["某省经济和信息化厅", "某省发展和改革委员会", BODY]


def test_two_columns_are_read_one_after_the_other() -> None:
    pages = Pages()
    top = pages.y
    for _ in range(4):
        pages.paragraph(BODY, size=10, left=60, width=22)
    pages.y = top
    for _ in range(4):
        pages.paragraph(OTHER, size=10, left=310, width=22)
    assert texts(pages) == [BODY] * 4 + [OTHER] * 4


def test_a_table_keeps_merged_cells_and_its_text_is_no_paragraph() -> None:
    pages = Pages()
    pages.paragraph(BODY)
    pages.grid(
        [
            ["类别", "指标", "目标>", ""],
            [None, None, "2025年", "2030年"],
            ["创新", "专利", "10", "20"],
            [None, "企业", "40", ""],
        ],
        [80, 120, 80, 80],
    )
    pages.paragraph(OTHER)
    before, table, after = read(pages).blocks
    assert (before.text, after.text) == (BODY, OTHER)
    assert (table.kind, table.page) == ("table", 1)
    assert rows(table) == [
        [("类别", 2, 1), ("指标", 2, 1), ("目标", 1, 2)],
        [("2025年", 1, 1), ("2030年", 1, 1)],
        [("创新", 2, 1), ("专利", 1, 1), ("10", 1, 1), ("20", 1, 1)],
        [("企业", 1, 1), ("40", 1, 1), ("", 1, 1)],
    ]


HEADER = ["序号", "分类", "任务", "单位"]


@pytest.mark.parametrize("header", [True, False], ids=["header repeated", "header once"])
def test_a_table_over_pages_is_one(header: bool) -> None:
    pages = Pages()
    widths = [40, 80, 200, 90]
    pages.grid(
        [HEADER, ["1", "甲类", "修路一百公里，力争提前", "市交通局"], ["2", None, "建桥三座", "市交通局"]], widths
    )
    pages.new_page()
    rest = [["3", "", "种树", "市林业局"], ["4", None, "治水", "市水利局"], ["5", "乙类", "办学", "市教育局"]]
    pages.grid([HEADER, *rest] if header else rest, widths)
    pages.paragraph(BODY)
    table, after = read(pages).blocks
    assert after.text == BODY
    assert rows(table) == [
        [("序号", 1, 1), ("分类", 1, 1), ("任务", 1, 1), ("单位", 1, 1)],
        [("1", 1, 1), ("甲类", 4, 1), ("修路一百公里，力争提前", 1, 1), ("市交通局", 1, 1)],
        [("2", 1, 1), ("建桥三座", 1, 1), ("市交通局", 1, 1)],
        [("3", 1, 1), ("种树", 1, 1), ("市林业局", 1, 1)],
        [("4", 1, 1), ("治水", 1, 1), ("市水利局", 1, 1)],
        [("5", 1, 1), ("乙类", 1, 1), ("办学", 1, 1), ("市教育局", 1, 1)],
    ]
    assert [cell.page for cell in table.cells if cell.col == 0] == [1, 1, 1, 2, 2, 2]


def test_a_row_cut_by_the_page_break_is_put_together() -> None:
    pages = Pages()
    widths = [40, 80, 200, 90]
    pages.grid([HEADER, ["1", "甲类", "修路一百公里，力争", "市交通局"]], widths)
    pages.new_page()
    pages.grid([["", "", "提前通车", ""], ["2", "乙类", "建桥", "市交通局"]], widths)
    (table,) = read(pages).blocks
    assert rows(table)[1][2] == ("修路一百公里，力争提前通车", 1, 1)
    assert [row[0][0] for row in rows(table)] == ["序号", "1", "2"]


def test_tables_of_one_page_stay_apart() -> None:
    pages = Pages()
    for unit in ("市交通局", "市水利局"):
        pages.grid([["事项", "单位"], ["修路", unit]], [100, 100])
    assert [block.kind for block in read(pages).blocks] == ["table", "table"]


def test_a_table_without_side_borders_has_all_its_columns() -> None:
    pages = Pages()
    pages.paragraph(BODY)
    for r in range(4):
        pages.canvas.line(LEFT, pages.y - 20 * r, LEFT + 300, pages.y - 20 * r)
    for x in (LEFT + 100, LEFT + 200):
        pages.canvas.line(x, pages.y, x, pages.y - 60)
    for r, row in enumerate((("指标", "2025年", "2030年"), ("专利", "10", "20"), ("企业", "40", "50"))):
        for c, text in enumerate(row):
            pages.canvas.setFont("STSong-Light", 10)
            pages.canvas.drawString(LEFT + 100 * c + 4, pages.y - 20 * r - 14, text)
    _, table = read(pages).blocks
    assert [[text for text, _, _ in row] for row in rows(table)] == [
        ["指标", "2025年", "2030年"],
        ["专利", "10", "20"],
        ["企业", "40", "50"],
    ]


def test_a_table_of_three_rules_is_a_table() -> None:
    pages = Pages()
    pages.paragraph(BODY)
    top = pages.y
    for offset in (0, 20, 62):
        pages.canvas.line(LEFT, top - offset, LEFT + 400, top - offset)
    for r, row in enumerate((("指标", "2025年", "2030年"), ("专利", "10", "20"), ("企业", "40", "50"))):
        for c, text in enumerate(row):
            pages.canvas.setFont("STSong-Light", 10)
            pages.canvas.drawString(LEFT + 150 * c + 4, top - 20 * r - 14, text)
    pages.y = top - 100
    pages.paragraph(OTHER)
    _, table, after = read(pages).blocks
    assert after.text == OTHER
    assert [[text for text, _, _ in row] for row in rows(table)] == [
        ["指标", "2025年", "2030年"],
        ["专利", "10", "20"],
        ["企业", "40", "50"],
    ]


def framed(pages: Pages, title: str, *paragraphs: str) -> None:
    top = pages.y + 20
    pages.text(title, x=LEFT + 100)
    for text in paragraphs:
        pages.paragraph(text, left=LEFT + 6, width=26)
    pages.canvas.rect(LEFT, pages.y + 10, 400, top - pages.y - 10)
    pages.y -= 20


def test_a_frame_with_paragraphs_is_a_box() -> None:
    pages = Pages()
    pages.paragraph(BODY)
    framed(pages, "专栏1 重点工程", "1.工业互联网。" + BODY, "2.算力网络。" + OTHER)
    pages.paragraph(OTHER)
    before, box, after = read(pages).blocks
    assert (before.text, after.text) == (BODY, OTHER)
    assert (box.kind, box.text, box.page) == ("box", "专栏1 重点工程", 1)
    assert [block.text for block in box.blocks] == ["1.工业互联网。" + BODY, "2.算力网络。" + OTHER]


def test_a_box_over_pages_is_one() -> None:
    pages = Pages()
    framed(pages, "专栏1 重点工程", "1.工业互联网。" + BODY)
    pages.new_page()
    framed(pages, "2.算力网络。", OTHER)
    pages.new_page()
    framed(pages, "专栏2 重大平台", BODY)
    one, other = read(pages).blocks
    assert [one.text, other.text] == ["专栏1 重点工程", "专栏2 重大平台"]
    assert len(one.blocks) == 3


def test_white_ground_and_coloured_lines_are_no_frames() -> None:
    pages = Pages()
    pages.canvas.setFillColorRGB(1, 1, 1)
    pages.canvas.rect(60, 300, 480, 500, stroke=0, fill=1)
    pages.canvas.setFillColorRGB(0.9, 0.9, 0.6)
    pages.canvas.rect(LEFT, pages.y - 4, 400, 22, stroke=0, fill=1)
    pages.canvas.setFillColorRGB(0, 0, 0)
    pages.paragraph("一、总体要求")
    pages.paragraph(BODY)
    assert [(block.kind, block.text) for block in read(pages).blocks] == [
        ("paragraph", "一、总体要求"),
        ("paragraph", BODY),
    ]


def test_a_footnote_does_not_cut_the_paragraph_above_it() -> None:
    pages = Pages()
    for _ in range(6):
        pages.paragraph(OTHER)
    pages.text("推进规上企业智能化改造，组织诊断服务机构入企开展免费", x=LEFT + 28)
    pages.y = 90
    pages.text("①智能工厂是指达到评价标准的工厂。", size=9)
    pages.new_page()
    pages.text("诊断，新增智能工厂五十五家。")
    pages.paragraph(OTHER)
    found = texts(pages)
    assert "推进规上企业智能化改造，组织诊断服务机构入企开展免费诊断，新增智能工厂五十五家。" in found
    assert found[-1] == "①智能工厂是指达到评价标准的工厂。"


def test_rotated_text_is_reported() -> None:
    pages = Pages()
    pages.paragraph(BODY)
    pages.canvas.saveState()
    pages.canvas.rotate(45)
    pages.canvas.drawString(400, 100, "内部资料注意保存")
    pages.canvas.restoreState()
    reading = read(pages)
    assert [block.text for block in reading.blocks] == [BODY]
    assert [(notice.code, notice.message[:5]) for notice in reading.warnings] == [("rotated-text", "第 1 页")]


def picture() -> ImageReader:
    return ImageReader(Image.new("RGB", (60, 60), "grey"))


def image_page(pages: Pages) -> None:
    pages.canvas.drawImage(picture(), 100, 300, 300, 300)
    pages.canvas.showPage()
    pages.number += 1


def test_a_page_of_images_is_reported_and_a_file_of_them_refused() -> None:
    pages = Pages()
    pages.paragraph(BODY)
    pages.new_page()
    image_page(pages)
    pages.paragraph(OTHER)
    reading = read(pages)
    assert [block.text for block in reading.blocks] == [BODY, OTHER]
    assert [(notice.code, notice.message[:5]) for notice in reading.warnings] == [("no-text-layer", "第 2 页")]
    scan = Pages()
    image_page(scan)
    scan.canvas.save()
    with pytest.raises(ReadError) as caught:
        read_blocks(Path("扫描件.pdf"), scan._data.getvalue())
    assert caught.value.reason == "没有文字层（扫描图像）"
    assert "OCR" in caught.value.remedy


def test_a_scan_with_a_stamp_is_a_scan_and_a_cover_with_a_picture_is_text() -> None:
    scan = Pages()
    scan.canvas.drawImage(picture(), 0, 0, 595, 842)
    scan.text("扫描全能王创建", x=400)
    with pytest.raises(ReadError, match="没有文字层"):
        read(scan, "")
    plan = Pages()
    plan.canvas.drawImage(picture(), 0, 0, 595, 842)
    plan.title("某市发展规划")
    plan.new_page("")
    plan.paragraph(BODY)
    reading = read(plan, "")
    assert [block.text for block in reading.blocks] == ["某市发展规划", BODY]
    assert reading.warnings == ()


def encrypted() -> bytes:
    data = io.BytesIO()
    page = canvas.Canvas(data, encrypt=StandardEncryption("secret"))
    page.drawString(100, 100, "text")
    page.save()
    return data.getvalue()


def plain() -> bytes:
    pages = Pages()
    pages.paragraph(BODY)
    return pages.bytes()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (encrypted, "密码"),
        (lambda: plain()[:300], "已损坏"),
        (lambda: b"%PDF-1.7\n" + b"\x00\xff" * 300, "已损坏"),
        (lambda: "一、总体要求。".encode(), "不是有效的 PDF"),
    ],
)
def test_bad_files_are_refused(data: Callable[[], bytes], reason: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        read_blocks(Path("方案.pdf"), data())
    assert "\n" not in str(caught.value)
    assert caplog.text == ""
