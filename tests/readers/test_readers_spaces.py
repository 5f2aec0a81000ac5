"""Spaces inside running text that only setting or copying has put there."""

from __future__ import annotations

import pytest

from extract.models import Block
from extract.readers.spaces import mend_spaces

TAIL = "推动各项工作落地见效，确保各项目标任务圆满完成，不断增强人民群众的获得感幸福感。"


def mended(*texts: str) -> list[str]:
    return [block.text for block in mend_spaces([Block("paragraph", text) for text in texts])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "总体来看，全市生产总值从 2015 年的 2.69 万亿元上升到 3.87 万亿元，占 3.2% 以上。",
            "总体来看，全市生产总值从2015年的2.69万亿元上升到3.87万亿元，占3.2%以上。",
        ),
        ("坚持稳中求进总基调，加快推进 AI 赋能，培育 R&D 团队。", "坚持稳中求进总基调，加快推进AI赋能，培育R&D团队。"),
        (
            "深入推动大众创业，营造“大众创业 万众创新”的氛围 ，抓好 、抓实。",
            "深入推动大众创业，营造“大众创业 万众创新”的氛围，抓好、抓实。",
        ),
        ("1.1 指标 2 项，", "1.1 指标2项，"),
        ("第 3 条 设立资金，", "第3条 设立资金，"),
        (
            "坚持稳中求进，开展 One Person 培育，支持“四上” 行动，",
            "坚持稳中求进，开展One Person培育，支持“四上” 行动，",
        ),
    ],
)
def test_spaces_beside_figures_and_marks(text: str, expected: str) -> None:
    assert mended(text + TAIL) == [expected + TAIL]


def test_spaces_of_joined_lines_go_where_many_paragraphs_have_them() -> None:
    text = "全力支持战略新 兴、医药健康、现代服务业、特色农业四个重点产业规模 化、集群化。" + TAIL
    assert mended(*[text] * 6) == [text.replace(" ", "")] * 6
    assert mended(text, *[TAIL] * 6)[0] == text


def test_short_lines_and_headings_keep_their_spaces() -> None:
    assert mended("第一章 总则", "市长 张三", "表 1 主要指标") == ["第一章 总则", "市长 张三", "表 1 主要指标"]
    (heading,) = mend_spaces([Block("heading", "第一章 2025 年目标，" + TAIL, level=1)])
    assert heading.text.startswith("第一章 2025 年")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二 、支持范围", "二、支持范围"),
        ("（ 一 ）总则", "（一）总则"),
        ("第 1 0 条 设立资金", "第10条 设立资金"),
        ("第 三 章 总则", "第三章 总则"),
        ("1.1 指标", "1.1 指标"),
        ("3 个方面", "3 个方面"),
    ],
)
def test_spaces_inside_a_marker(text: str, expected: str) -> None:
    assert mended(text) == [expected]


def test_page_breaks_keep_their_place() -> None:
    text = "坚持稳中求进工作总基调，到 2025 年完成，" + TAIL
    (block,) = mend_spaces([Block("paragraph", text, page=1, breaks=((text.index("完成"), 2),))])
    ((offset, page),) = block.breaks
    assert (block.text[offset:][:2], page) == ("完成", 2)


def test_boxes_are_mended_inside() -> None:
    inner = Block("paragraph", "坚持稳中求进工作总基调，到 2025 年完成，" + TAIL)
    (box,) = mend_spaces([Block("box", "专栏 1 重点工程", blocks=(inner,))])
    assert box.text == "专栏 1 重点工程"
    assert "到2025年完成" in box.blocks[0].text
