"""Word files: automatic numbers, headings, merged cells, boxes, text boxes, tracked changes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from extract.errors import ReadError
from extract.models import Block
from extract.readers import read_blocks
from extract.readers.word.numbering import chinese

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(document: Any) -> tuple[Block, ...]:
    data = io.BytesIO()
    document.save(data)
    return read_blocks(Path("规划.docx"), data.getvalue()).blocks


def texts(document: Any) -> list[str]:
    return [block.text for block in read(document)]


def rows(block: Block) -> list[list[tuple[str, int, int]]]:
    found: dict[int, list[tuple[str, int, int]]] = {}
    for cell in block.cells:
        found.setdefault(cell.row, []).append((cell.text, cell.rowspan, cell.colspan))
    return [found[row] for row in sorted(found)]


def level(depth: int, number_format: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(*levels: str, override: str = "") -> Any:
    """A document with one list (numId 1), and the same list begun anew (numId 2)."""
    document = docx.Document()
    part = document.part.numbering_part.element
    for child in list(part):
        part.remove(child)
    part.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {W} w:numId="1"><w:abstractNumId w:val="0"/></w:num>'))
    part.append(parse_xml(f'<w:num {W} w:numId="2"><w:abstractNumId w:val="0"/>{override}</w:num>'))
    return document


def add(document: Any, text: str, depth: int = 0, num: int = 1) -> Any:
    paragraph = document.add_paragraph(text)
    numbering = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(numbering))
    return paragraph


@pytest.mark.parametrize(
    ("number_format", "text", "expected"),
    [
        ("chineseCounting", "%1、", ["一、甲", "二、甲", "三、甲"]),
        ("chineseCountingThousand", "第%1章", ["第一章 甲", "第二章 甲", "第三章 甲"]),
        ("japaneseCounting", "（%1）", ["（一）甲", "（二）甲", "（三）甲"]),
        ("decimal", "%1.", ["1.甲", "2.甲", "3.甲"]),
        ("decimal", "%1．", ["1．甲", "2．甲", "3．甲"]),
        ("decimalEnclosedCircle", "%1", ["①甲", "②甲", "③甲"]),
        ("decimalFullWidth", "%1、", ["１、甲", "２、甲", "３、甲"]),
        ("upperRoman", "%1.", ["I.甲", "II.甲", "III.甲"]),
        ("lowerLetter", "%1)", ["a)甲", "b)甲", "c)甲"]),
        ("ideographTraditional", "%1、", ["甲、甲", "乙、甲", "丙、甲"]),
        ("chineseLegalSimplified", "%1、", ["壹、甲", "贰、甲", "叁、甲"]),
        ("bullet", "—", ["—甲", "—甲", "—甲"]),
        ("bullet", "\uf0b7", ["甲", "甲", "甲"]),
        ("none", "", ["甲", "甲", "甲"]),
    ],
)
def test_automatic_numbers(number_format: str, text: str, expected: list[str]) -> None:
    document = numbered(level(0, number_format, text))
    for _ in range(3):
        add(document, "甲")
    assert texts(document) == expected


def test_deeper_levels_begin_anew() -> None:
    document = numbered(
        level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"), level(2, "decimal", "（%3）")
    )
    for depth in (0, 1, 1, 2, 0, 2, 1):
        add(document, "甲", depth)
    assert texts(document) == ["一、甲", "1.1 甲", "1.2 甲", "（1）甲", "二、甲", "（1）甲", "2.1 甲"]


def test_lists_go_on_over_other_paragraphs_and_begin_anew_where_told() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    document = numbered(level(0, "decimal", "%1."), override=override)
    add(document, "甲")
    document.add_paragraph("正文。")
    add(document, "乙")
    add(document, "丙", num=2)
    add(document, "丁", num=2)
    assert texts(document) == ["1.甲", "正文。", "2.乙", "5.丙", "6.丁"]


def test_an_empty_numbered_paragraph_counts_but_is_no_text() -> None:
    document = numbered(level(0, "decimal", "%1."))
    for text in ("甲", "", "丙"):
        add(document, text)
    assert texts(document) == ["1.甲", "3.丙"]


def test_numbers_come_from_styles_too() -> None:
    document = numbered(
        level(0, "chineseCounting", "第%1章　", '<w:pStyle w:val="Heading1"/>'),
        level(1, "chineseCounting", "第%2节　", '<w:pStyle w:val="Heading2"/>'),
    )
    for name in ("Heading 1", "Heading 2"):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {W}><w:numId w:val="1"/></w:numPr>'))
    for text, depth in (("总则", 1), ("目的", 2), ("范围", 2), ("任务", 1)):
        document.add_heading(text, depth)
    found = [(block.kind, block.text, block.level) for block in read(document)]
    assert found == [
        ("heading", "第一章　总则", 1),
        ("heading", "第一节　目的", 2),
        ("heading", "第二节　范围", 2),
        ("heading", "第二章　任务", 1),
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
    ],
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese(number) == text


def test_only_declared_headings_are_headings() -> None:
    document = docx.Document()
    document.add_heading("第一章 总则", 1)
    outlined = document.add_paragraph("一、目的")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="2"/>'))
    document.add_paragraph("二、范围")
    document.add_heading("（一）扩大内需。落实各项政策，促进消费。", 2)
    found = [(block.kind, block.level) for block in read(document)]
    assert found == [("heading", 1), ("heading", 3), ("paragraph", None), ("paragraph", None)]


def test_merged_cells_stand_once() -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=4)
    for r, row in enumerate(["指标 单位 目标 -", "- - 2025年 2030年", "专利 件 10 20", "企业 - 见附件 -"]):
        for c, text in enumerate(row.split()):
            table.cell(r, c).text = "" if text == "-" else text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(3, 2).merge(table.cell(3, 3))
    (block,) = read(document)
    assert rows(block) == [
        [("指标", 2, 1), ("单位", 2, 1), ("目标", 1, 2)],
        [("2025年", 1, 1), ("2030年", 1, 1)],
        [("专利", 1, 1), ("件", 1, 1), ("10", 1, 1), ("20", 1, 1)],
        [("企业", 1, 1), ("", 1, 1), ("见附件", 1, 2)],
    ]


def test_a_numbered_column_shows_its_numbers() -> None:
    document = numbered(level(0, "decimal", "%1."))
    table = document.add_table(rows=3, cols=2)
    for r, text in enumerate(("事项", "修路", "建桥")):
        table.cell(r, 1).text = text
        if r:
            numbering = f'<w:numPr {W}><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
            table.cell(r, 0).paragraphs[0]._p.get_or_add_pPr().append(parse_xml(numbering))
        else:
            table.cell(r, 0).text = "序号"
    (block,) = read(document)
    assert [[text for text, _, _ in row] for row in rows(block)] == [["序号", "事项"], ["1", "修路"], ["2", "建桥"]]


def test_a_one_cell_table_is_a_box() -> None:
    document = docx.Document()
    document.add_paragraph("前文。")
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "专栏1 重点工程"
    cell.add_paragraph("1.修路。")
    cell.add_paragraph("2.建桥。")
    _, box = read(document)
    assert (box.kind, box.text, [b.text for b in box.blocks]) == ("box", "专栏1 重点工程", ["1.修路。", "2.建桥。"])


def test_a_title_row_over_the_whole_table_is_the_caption() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for r, row in enumerate((("专栏2 主要指标", ""), ("指标", "2030年"), ("专利", "20"))):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    (block,) = read(document)
    assert (block.kind, block.text, block.cells[0].text) == ("table", "专栏2 主要指标", "指标")


def paragraph(inner: str, properties: str = "") -> Any:
    document = docx.Document()
    body = document.element.body
    body.insert(0, parse_xml(f"<w:p {W}>{properties}{inner}</w:p>"))
    body.insert(1, parse_xml(f"<w:p {W}><w:r><w:t>后文。</w:t></w:r></w:p>"))
    return document


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (f'{run("保留")}<w:ins w:id="1" w:author="a">{run("新增")}</w:ins>', ["保留新增", "后文。"]),
        (
            f'{run("保留")}<w:del w:id="1" w:author="a"><w:r><w:delText>删去</w:delText></w:r></w:del>',
            ["保留", "后文。"],
        ),
        (f'<w:moveFrom w:id="1" w:author="a">{run("移走")}</w:moveFrom>{run("留下")}', ["留下", "后文。"]),
        (f"<w:hyperlink>{run('链接')}</w:hyperlink>{run('文字')}", ["链接文字", "后文。"]),
        (f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", ["控件", "后文。"]),
        (f"{run('一、总则')}<w:r><w:br/></w:r>{run('坚持改革。')}", ["一、总则", "坚持改革。", "后文。"]),
        (f"{run('关于促进和')}<w:r><w:br/></w:r>{run('发展的意见')}", ["关于促进和发展的意见", "后文。"]),
        (f'{run("甲")}<w:r><w:br w:type="page"/></w:r>{run("乙")}', ["甲乙", "后文。"]),
        (f"{run('一、总则')}<w:r><w:tab/></w:r>{run('3')}", ["一、总则……3", "后文。"]),
        (f'{run("指标")}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{run("5%")}', ["指标≥5%", "后文。"]),
        (f"{run('2025')}<w:r><w:noBreakHyphen/></w:r>{run('2030')}", ["2025-2030", "后文。"]),
        (f"{run('看得见')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>", ["看得见", "后文。"]),
        (f"{run('正文')}<w:r><w:instrText> PAGE </w:instrText></w:r>", ["正文", "后文。"]),
        (f'{run("正文")}<w:r><w:footnoteReference w:id="2"/></w:r>', ["正文", "后文。"]),
    ],
)
def test_what_a_reader_of_the_page_sees(inner: str, expected: list[str]) -> None:
    assert texts(paragraph(inner)) == expected


def test_a_deleted_paragraph_end_joins_it_to_the_next() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    assert texts(paragraph(run("前文，"), mark)) == ["前文，后文。"]


def text_box(inner: str) -> str:
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent {spaces}><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{content}"
        f"</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_are_read_once() -> None:
    one = f"<w:p>{run('某政发〔2026〕3号')}</w:p>"
    assert texts(paragraph(run("正文。") + text_box(one))) == ["正文。", "某政发〔2026〕3号", "后文。"]
    many = "".join(f"<w:p>{run(text)}</w:p>" for text in ("专栏1 工程", "1.修路。", "2.建桥。"))
    box = read(paragraph(run("正文。") + text_box(many)))[1]
    assert (box.kind, box.text, len(box.blocks)) == ("box", "专栏1 工程", 2)


def damaged(name: str) -> bytes:
    """A Word file one of whose parts is cut short."""
    source = io.BytesIO()
    docx.Document().save(source)
    result = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(result, "w") as new:
        for item in old.namelist():
            content = old.read(item)
            new.writestr(item, content[: len(content) // 2] if item == name else content)
    return result.getvalue()


def whole() -> bytes:
    document = docx.Document()
    document.add_paragraph("正文。")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        (whole()[:-200], "已损坏", "另存为 .docx"),
        (damaged("word/document.xml"), "已损坏", "另存为 .docx"),
        (damaged("word/styles.xml"), "已损坏", "另存为 .docx"),
        (OLE + b"\x00" * 600 + "WordDocument".encode("utf-16-le"), "旧版", "另存为 .docx"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码", "取消密码"),
        (b"PK\x03\x04" + b"xl/workbook.xml" * 20, "压缩包", "另存为 .docx"),
        ("一、总体要求。".encode(), "不是有效的 DOCX", "后缀"),
        (b"{\\rtf1 abc}", "RTF", "另存为 .docx"),
    ],
)
def test_bad_files_are_refused_with_the_remedy(data: bytes, reason: str, remedy: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_blocks(Path("规划.docx"), data)
    assert reason in caught.value.reason
    assert remedy in caught.value.remedy
