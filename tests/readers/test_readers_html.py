"""Web pages: the article without page furniture, tables with extents, breaks, encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import ReadError
from extract.models import Block
from extract.readers import read_blocks

SENTENCE = "各级各部门要强化责任意识，把各项工作往前赶、往实里抓，确保各项目标任务圆满完成。"


def read(markup: str, *, encoding: str = "utf-8") -> tuple[Block, ...]:
    return read_blocks(Path("意见.html"), markup.encode(encoding)).blocks


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks]


def rows(block: Block) -> list[list[tuple[str, int, int]]]:
    found: dict[int, list[tuple[str, int, int]]] = {}
    for cell in block.cells:
        found.setdefault(cell.row, []).append((cell.text, cell.rowspan, cell.colspan))
    return [found[row] for row in sorted(found)]


def page(article: str, *, container: str = 'class="TRS_Editor"') -> str:
    """A page as the web sites of governments are built."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于加快发展的意见_某市人民政府</title>
<style>p {{color: red}}</style><script>var 正文 = "脚本";</script></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul>
<form><input value="搜索"><button>搜索</button></form></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/b">政策文件</a></div>
<div class="main"><h1>关于加快发展的意见</h1><div class="info">来源：市政府办公室 浏览次数：12</div>
<div {container}>{article}</div>
<div class="share">分享到：<a>微信</a></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="1">一图读懂</a></li><li><a href="2">解读</a></li></ul></div>
</div>
<div class="footer"><p>版权所有 某市人民政府办公室 网站标识码3300000001</p></div></body></html>"""


@pytest.mark.parametrize(
    "container",
    ['class="TRS_Editor"', 'id="UCAP-CONTENT"', 'id="zoom"', 'class="article-content"', "", 'class="abc x1"'],
)
def test_only_the_article_is_read(container: str) -> None:
    table = "<table><tr><td>指标</td><td>值</td></tr><tr><td>企业</td><td>40</td></tr></table>"
    article = f"<p>一、总体要求</p><p>{SENTENCE * 3}</p>{table}"
    found = read(page(article, container=container))
    shown = "".join(texts(found))
    assert [block.kind for block in found if "总体要求" in block.text or block.cells] == ["paragraph", "table"]
    assert texts(found)[0] == "关于加快发展的意见"
    assert SENTENCE * 3 in texts(found)
    assert not any(word in shown for word in ("首页", "搜索", "脚本", "微信", "版权所有", "一图读懂", "color"))


def test_an_article_with_misleading_names_is_kept() -> None:
    found = read(
        f'<body><div class="top"><p>{SENTENCE}</p><p>{SENTENCE}</p></div><div id="nav">{SENTENCE}</div></body>'
    )
    assert texts(found) == [SENTENCE, SENTENCE, SENTENCE]


def test_a_fragment_in_layout_cells_is_no_table() -> None:
    found = read(
        "<tbody><tr><td id='UCAP-CONTENT'><p>关于开放的</p><p>意见</p>"
        f"<p>{SENTENCE}</p></td></tr><tr><td></td></tr></tbody>"
    )
    assert [(block.kind, block.text) for block in found] == [
        ("paragraph", "关于开放的"),
        ("paragraph", "意见"),
        ("paragraph", SENTENCE),
    ]


def test_nested_tables_lay_out_the_page() -> None:
    inner = "<table><tr><td>指标</td><td>2025年</td></tr><tr><td>企业</td><td>40</td></tr></table>"
    found = read(f"<table><tr><td><p>{SENTENCE}</p>{inner}<p>{SENTENCE}</p></td></tr></table>")
    assert [block.kind for block in found] == ["paragraph", "table", "paragraph"]


def test_extents_are_kept() -> None:
    found = read(
        "<table><caption>表1 主要指标</caption><thead><tr><th rowspan=2>指标</th><th colspan='2'>目标</th></tr>"
        "<tr><th>2025年</th><th>2030年</th></tr></thead><tbody><tr><td><p>研发</p><p>投入</p></td><td>2.4</td><td>3.0</td></tr>"
        "<tr><td rowspan='9'>专利</td><td>10</td><td>&nbsp;</td></tr></tbody></table>"
    )
    assert found[0].text == "表1 主要指标"
    assert rows(found[0]) == [
        [("指标", 2, 1), ("目标", 1, 2)],
        [("2025年", 1, 1), ("2030年", 1, 1)],
        [("研发投入", 1, 1), ("2.4", 1, 1), ("3.0", 1, 1)],
        [("专利", 1, 1), ("10", 1, 1), ("", 1, 1)],
    ]


def test_one_filled_cell_is_a_box() -> None:
    before, box, after = read(
        "<p>前文。</p><table><tr><td><p>专栏1 重点工程</p><p>1.修路。</p><p>2.建桥。</p></td></tr></table>"
        f"<p>{SENTENCE}</p>"
    )
    assert (before.text, after.text) == ("前文。", SENTENCE)
    assert (box.kind, box.text, texts(box.blocks)) == ("box", "专栏1 重点工程", ["1.修路。", "2.建桥。"])


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>一、总体要求<br>坚持稳中求进。<br>　　二、任务</p>", ["一、总体要求", "坚持稳中求进。", "二、任务"]),
        ("<div>坚持稳中求进。<br><br>抓好落实</div>", ["坚持稳中求进。", "抓好落实"]),
        ("<p>关于促进农业机械化和<br>农机装备发展的意见</p>", ["关于促进农业机械化和农机装备发展的意见"]),
        ("<p>市人民政府<br>2026年1月1日</p>", ["市人民政府", "2026年1月1日"]),
        ("<p>责任单位：<span>市科技</span><b>局</b><a href=x>、市财政局</a></p>", ["责任单位：市科技局、市财政局"]),
        ("<p>增长<sub>约</sub>5%\n 左右</p>", ["增长约5% 左右"]),
        ("<div>前文<p>一段</p>后文</div>", ["前文", "一段", "后文"]),
        ("<ol start=3><li>修路</li><li><p>建桥</p></li></ol><ul><li>通车</li></ul>", ["3. 修路", "4. 建桥", "通车"]),
        ("<p>见<!-- 注 -->下<span style='display: none'>隐藏</span>表</p>", ["见下表"]),
        ("<pre>一、总则\n　　坚持改革。\n</pre>", ["一、总则", "坚持改革。"]),
        (
            "<div>前文<html><body><p>一段</p></body></html></div><p>后文</p></body></html><p>附件</p>",
            ["前文", "一段", "后文", "附件"],
        ),
        ("<font>甲<p>乙</p>丙</font>", ["甲", "乙", "丙"]),
    ],
)
def test_paragraphs(markup: str, expected: list[str]) -> None:
    assert texts(read(f"<html><body>{markup}</body></html>")) == expected


def test_headings_have_levels() -> None:
    found = read(f"<h1>规划<br>纲要</h1><h2>第一章 总则</h2><p>{SENTENCE}</p>")
    assert [(block.kind, block.text, block.level) for block in found[:2]] == [
        ("heading", "规划纲要", 1),
        ("heading", "第一章 总则", 2),
    ]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        (None, "gb18030"),
        (None, "utf-8"),
    ],
)
def test_charsets(declared: str | None, encoding: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    assert texts(read(f"<html><head>{meta}</head><body><p>{SENTENCE}</p></body></html>", encoding=encoding)) == [
        SENTENCE
    ]


def test_the_title_in_the_head_is_used_where_the_article_has_none() -> None:
    head = '<meta name="ArticleTitle" content="关于加快发展的意见">'
    found = read(f"<html><head>{head}</head><body><div id='zoom'><p>{SENTENCE}</p></div></body></html>")
    assert (found[0].kind, found[0].text) == ("heading", "关于加快发展的意见")


@pytest.mark.parametrize(
    "markup", ["<html><body></body></html>", "<html><script>正文</script></html>", "<!-- 无 -->", "<p></p>"]
)
def test_a_page_without_text_is_refused(markup: str) -> None:
    with pytest.raises(ReadError, match="没有正文"):
        read(markup)


def test_a_page_nested_without_end_is_refused_or_read() -> None:
    try:
        assert texts(read("<div>" * 5000 + SENTENCE)) == [SENTENCE]
    except ReadError as error:
        assert error.reason == "网页的结构嵌套过深"


def test_an_article_in_several_parts_is_kept_whole() -> None:
    parts = "".join(f'<div class="TRS_Editor"><p>第{k}部分。{SENTENCE * 3}</p></div>' for k in "一二三")
    footer = f'<div class="footer">{SENTENCE[:30]}。</div>'
    found = texts(
        read(
            f"<html><body><ul class='menu'><li><a>首页</a></li></ul>{parts}<p>附件。{SENTENCE}</p>{footer}</body></html>"
        )
    )
    assert found == [f"第{k}部分。{SENTENCE * 3}" for k in "一二三"] + [f"附件。{SENTENCE}"]
