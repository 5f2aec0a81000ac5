"""Blanks between all characters, told from blanks that part words."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.models import Block
from extract.readers import read_blocks
from extract.readers.letter_spacing import letter_spaced, without_blanks
from extract.readers.spaces import mend_spaces

SPACED = "市 科 技 局 牵 头 ， 市 财 政 局 配 合 。"


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        (SPACED, True),
        ("到 2 0 2 7 年 ， 平 台 达 到 3 家 。", True),
        ("市　科　技　局　牵　头　，　市　财　政　局　配　合", True),
        ("到 2027 年 平 台 达 到 3 家 以 上 的 水 平", True),
        ("通 知", False),
        ("姓 名 职 务", False),
        ("1 2 3 4 5 6 7 8 9 10", False),
        ("市科技局 市财政局 市教育局 市民政局 市水利局 市司法局 市公安局 市商务局", False),
        ("是\t否\t是\t否\t是\t否\t是\t否\t是", False),
        ("全市生产总值从 2015 年的 2.69 万亿元上升到 3.87 万亿元", False),
        ("", False),
    ],
)
def test_a_line_by_itself(text: str, spaced: bool) -> None:
    assert letter_spaced([text]) == [spaced]


def test_short_lines_are_as_most_long_ones() -> None:
    assert letter_spaced(["附 则", "（ 2 0 2 6 — 2 0 2 8 年 ）", SPACED, SPACED]) == [True, True, True, True]
    assert letter_spaced(["附 则", SPACED, "市科技局牵头，市财政局配合。", "市教育局牵头，市财政局配合。"])[0] is False


def test_the_indent_is_kept() -> None:
    assert without_blanks(["　　" + SPACED, "　　二、建设平台"]) == [
        "　　市科技局牵头，市财政局配合。",
        "　　二、建设平台",
    ]


def test_blocks_keep_where_their_pages_begin() -> None:
    block = Block("paragraph", SPACED, page=1, breaks=((SPACED.index("，"), 2),))
    assert mend_spaces([block, Block("heading", "通 知")]) == (
        Block("paragraph", "市科技局牵头，市财政局配合。", page=1, breaks=((6, 2),)),
        Block("heading", "通知"),
    )


def test_boxes_are_closed_up_too() -> None:
    box = Block("box", "专栏1", blocks=(Block("paragraph", SPACED),))
    assert mend_spaces([box])[0].blocks[0].text == "市科技局牵头，市财政局配合。"


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_text_is_read_without_them(suffix: str) -> None:
    text = "一 、 重 点 任 务\n\n1 . 建 设 公 共 平 台 。 加 强 统 筹 。\n\n" + SPACED
    assert [block.text for block in read_blocks(Path(f"试{suffix}"), text.encode()).blocks] == [
        "一、重点任务",
        "1.建设公共平台。加强统筹。",
        "市科技局牵头，市财政局配合。",
    ]
