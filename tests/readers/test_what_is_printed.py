"""What is printed, and only that: marks of notes, powers, formulas, entities, private characters, in every format."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from extract.readers import read_blocks
from extract.readers.formula_marks import latex_text, ringed
from extract.readers.line_ends import join_lines
from extract.readers.printed import as_printed
from extract.readers.raised import raised, settle

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def texts(name: str, content: str | bytes) -> list[str]:
    data = content if isinstance(content, bytes) else content.encode()
    return [block.text for block in read_blocks(Path(name), data).blocks]


def word(tmp_path: Path, body: str) -> list[str]:
    """The paragraphs of a Word file with one paragraph of that markup."""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {W} {M}>{body}</w:p>"))
    path = tmp_path / "规划.docx"
    document.save(path)
    return [block.text for block in read_blocks(path).blocks]


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("before", "small", "after", "expected"),
    [
        ("比重达到12", "1", "%", "比重达到12%"),
        ("工厂60", "[2]", "家", "工厂60家"),
        ("工厂60", "（3）", "家", "工厂60家"),
        ("占GDP", "4", "比重", "占GDP比重"),
        ("R&D", "1", "经费", "R&D经费"),
        ("增长8%", "1,2", "。", "增长8%。"),
        ("达到5", "①", "个", "达到5个"),
        ("达到5", "*", "个", "达到5个"),
        ("市科技局", "*", "、市财政局", "市科技局*、市财政局"),
        ("占地5000m", "2", "。", "占地5000m2。"),
        ("蓄水30万m", "3", "。", "蓄水30万m3。"),
        ("处理10", "8", "条", "处理10⁸条"),
        ("发电3×10", "4", "千瓦时", "发电3×10⁴千瓦时"),
        ("新增10", "1", "家", "新增10家"),
        ("", "1", "按国家统计口径。", "¹按国家统计口径。"),
    ],
)
def test_a_small_figure_is_a_mark_or_a_power(before: str, small: str, after: str, expected: str) -> None:
    assert settle(f"{before}{raised(small)}{after}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达到12¹%，新增60²家。", "达到12%，新增60家。"),
        ("达到70[1]%，85［2］个。", "达到70%，85个。"),
        ("浓度30μg/m³，绿地5km²。", "浓度30μg/m³，绿地5km²。"),
        ("达到$\\geq 85\\%$以上", "达到≥85%以上"),
        ("处理$10^{8}$条，10^8条", "处理10⁸条，10⁸条"),
        ("占\\(\\frac{1}{3}\\)以上", "占1/3以上"),
        ("投资US$5万至US$8万", "投资US$5万至US$8万"),
        ("&nbsp;&nbsp;达到&ge;85%，R&D", "  达到≥85%，R&D"),
        ("&amp;nbsp;一、总则", " 一、总则"),
        ("\uf0b7 加快建设", " 加快建设"),
        ("达到1\uf6312万亿元", "达到1\ufffd2万亿元"),
        ("比重达到\ue0018%", "比重达到\ufffd8%"),
    ],
)
def test_a_text_as_it_is_printed(text: str, expected: str) -> None:
    assert as_printed(text) == expected


def test_formulas_are_one_line() -> None:
    assert latex_text("\\text{PM}_{2.5} \\le 30\\,\\mu g/m^3") == "PM2.5≤30 μg/m³"
    assert latex_text("\\frac{a+b}{2} \\approx \\sqrt{x}") == "(a+b)/2≈√x"
    assert [ringed("1"), ringed("21"), ringed("三"), ringed("甲")] == ["①", "㉑", "㊂", "甲"]


@pytest.mark.parametrize(
    "page",
    [
        "<p>达到12<sup>1</sup>%，60<sup>[2]</sup>家。</p>",
        "<p>达到12<span style='vertical-align:super'>1</span>%，60<a href='#n'><sup>2</sup></a>家。</p>",
        "<style>.fn{vertical-align:super;font-size:8pt}</style><p>达到12<i class=fn>1</i>%，60<i class=fn>2</i>家。</p>",
        "<p>达到12%，<del>50</del><s>40</s>60家。</p>",
        "<p>达到12%，<span style='text-decoration: line-through'>50</span>60家。</p>",
        "<p>达到12%，60家。</p><p style='visibility:hidden'>旧</p><p style='font-size:0px'>旧</p>",
        "<style>#old, p.gone { display : none }</style><p>达到12%，60家。</p><p id=old>旧</p><p class='x gone'>旧</p>",
        "<p>达到12%，60家。</p><p style='color:#fff'>旧</p><p style='opacity:0'>旧</p><p hidden>旧</p>",
        "<p>达到12%，60<ruby>家<rp>(</rp><rt>jia</rt><rp>)</rp></ruby>。</p>",
        "<p>达到12%，60家&#xFE00;。</p>",
    ],
)
def test_what_a_web_page_does_not_show_is_not_read(page: str) -> None:
    assert texts("a.html", f"<html><body>{page}</body></html>") == ["达到12%，60家。"]


def test_what_a_web_page_shows_is_read() -> None:
    page = "<table><tr><td bgcolor='#003399'><font color='#ffffff'>一、总则</font></td><td>二</td></tr></table>"
    assert [c.text for c in read_blocks(Path("a.html"), page.encode()).blocks[0].cells] == ["一、总则", "二"]
    small = "<style>@media (max-width:600px){.pc{display:none}}</style><p class=pc>正文。</p>"
    assert texts("a.html", small) == ["正文。"]
    assert texts("a.html", "<div style='display:none'><p>由脚本显示的正文。</p></div>") == ["由脚本显示的正文。"]
    symbol = "<p>达到<font face='Symbol'>³</font>85%</p>"
    assert texts("a.html", symbol) == ["达到≥85%"]
    mathml = (
        "<p>占<math><mfrac><mn>1</mn><mn>3</mn></mfrac></math>，<math><msup><mn>10</mn><mn>8</mn></msup></math>条</p>"
    )
    assert texts("a.html", mathml) == ["占1/3，10⁸条"]


@pytest.mark.parametrize(
    "text",
    [
        "达到12<sup>1</sup>%，60^2^家。",
        "达到12[^1]%，60家。",
        "达到12%，~~50~~60家。",
        "达到12%，<del>50</del>60家。",
        "达到12%，<span style='display:none'>50</span>60家。",
        "达到$12\\%$，60家。",
        "达到12%，60<ruby>家<rt>jia</rt></ruby>。",
    ],
)
def test_what_markdown_does_not_show_is_not_read(text: str) -> None:
    assert texts("a.md", text) == ["达到12%，60家。"]


@pytest.mark.parametrize(
    "body",
    [
        run("达到12") + run("1", '<w:vertAlign w:val="superscript"/>') + run("%，60家。"),
        run("达到12") + run("1", '<w:position w:val="8"/><w:sz w:val="16"/>') + run("%，60家。"),
        run("达到12%，") + run("50", "<w:strike/>") + run("40", "<w:dstrike/>") + run("60家。"),
        run("达到12%，") + run("50", "<w:vanish/>") + run("60家。"),
        run("达到12%，") + run("50", '<w:color w:val="FFFFFF"/>') + run("60家。"),
        run("达到12%，") + f'<w:del w:id="1" w:author="a">{run("50")}</w:del>' + run("60家。"),
        run("达到12%，60家。") + run("\U000e0104"),
    ],
)
def test_what_word_does_not_show_is_not_read(tmp_path: Path, body: str) -> None:
    assert word(tmp_path, body) == ["达到12%，60家。"]


def test_what_word_shows_is_read(tmp_path: Path) -> None:
    shaded = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="003366"/>'
    assert word(tmp_path, run("一、总则", shaded)) == ["一、总则"]
    symbol = '<w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>\uf0b3</w:t></w:r>'
    assert word(tmp_path, run("达到") + symbol + run("85%")) == ["达到≥85%"]
    picture = '<w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>'
    assert word(tmp_path, picture + run("加快建设")) == ["加快建设"]
    assert word(tmp_path, run("达到1") + picture + run("2万亿元")) == ["达到1\ufffd2万亿元"]


def test_formulas_and_rings_of_word_are_read(tmp_path: Path) -> None:
    third = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>"
    least = "<m:oMath><m:r><m:t>≥85%</m:t></m:r></m:oMath>"
    assert word(tmp_path, run("占") + third + run("，达到") + least) == ["占1/3，达到≥85%"]
    ring = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(○,</w:instrText></w:r>'
        '<w:r><w:instrText>1)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert word(tmp_path, ring + run("修路。")) == ["①修路。"]
    page = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert word(tmp_path, run("第") + page + run("页")) == ["第12页"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["推出线路1", "25条，"], "推出线路125条，"),
        (["到20", "27年，"], "到2027年，"),
        (["2026—20", "27年"], "2026—2027年"),
        (["达到12.", "5%"], "达到12.5%"),
        (["附件1", "2025年任务"], "附件1 2025年任务"),
        (["表2", "12个部门"], "表2 12个部门"),
        (["2025", "2027"], "2025 2027"),
    ],
)
def test_a_figure_goes_on_over_a_line_end(lines: list[str], expected: str) -> None:
    assert join_lines(lines) == expected


WRAPPED = (
    "1.打造精品线路。整合古镇、运河、茶园等资源，到2027⏎年，推出精品线路25条。（牵头单位：市文化广电旅游局，配⏎合单位：市交通运输局、市农业农村局）",
    "2.办好节庆活动。举办文化旅游节，每年开展惠民演出场⏎次400场以上。（责任单位：市文化广电旅游局、市总工会）",
    "3.改善交通条件。加密景区公交线路，到2027年，新增旅⏎游公交线路18条。（市交通运输局牵头，市公安局、市住房城⏎乡建设局配合）",
)


def test_printed_lines_are_joined_in_every_format(tmp_path: Path) -> None:
    expected = [text.replace("⏎", "") for text in WRAPPED]
    assert texts("a.html", "".join(f"<p>{text.replace('⏎', '<br>')}</p>" for text in WRAPPED)) == expected
    assert texts("a.md", "\n\n".join(text.replace("⏎", "\n") for text in WRAPPED)) == expected
    assert texts("a.txt", "\n".join(text.replace("⏎", "\n") for text in WRAPPED)) == expected
    document = docx.Document()
    for text in WRAPPED:
        document.add_paragraph(text.replace("⏎", "\n"))
    document.save(tmp_path / "a.docx")
    assert [block.text for block in read_blocks(tmp_path / "a.docx").blocks] == expected


STREWN = ("市人民政 府关于 加快数 字经济 发展的 意见", "一、主 要目标与 任务安 排", "到2028年 ，全市 新 增数字 工厂60家。",
          "1.统 筹算力 布局。推进云 汀算力 中心建 设。", "2.完 善数据 流通。建立公 共数据 授权机 制。",
          "（责任 单位：市数据 局、市发 展改革 委）")  # fmt: skip


def test_strewn_blanks_are_left_out_in_every_format(tmp_path: Path) -> None:
    expected = [text.replace(" ", "") for text in STREWN]
    assert texts("a.txt", "\n".join(STREWN)) == expected
    assert texts("a.md", "\n\n".join(STREWN)) == expected
    assert texts("a.html", "".join(f"<p>{text}</p>" for text in STREWN)) == expected
    document = docx.Document()
    for text in STREWN:
        document.add_paragraph(text)
    document.save(tmp_path / "a.docx")
    assert [block.text for block in read_blocks(tmp_path / "a.docx").blocks] == expected
    assert texts("b.txt", "姓 名\n单 位\n市科技局 市财政局 市商务局") == [
        "姓 名",
        "单 位",
        "市科技局 市财政局 市商务局",
    ]
