"""Markdown: headings, tables, lists, marks taken off."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.models import Block
from extract.readers import read_blocks


def read(text: str) -> tuple[Block, ...]:
    return read_blocks(Path("报告.md"), text.encode()).blocks


def shown(text: str) -> list[str]:
    """Each block as kind and text; a table as its rows."""
    found = []
    for block in read(text):
        if block.kind == "table":
            rows: dict[int, list[str]] = {}
            for cell in block.cells:
                rows.setdefault(cell.row, []).append(cell.text)
            found.append(" / ".join("|".join(row) for row in rows.values()))
        elif block.kind == "heading":
            found.append(f"{'#' * (block.level or 0)} {block.text}")
        else:
            found.append(block.text)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 政府工作报告\n\n各位代表：\n", ["# 政府工作报告", "各位代表："]),
        ("## 一、回顾 ##\n###二、任务\n正文。", ["## 一、回顾", "### 二、任务", "正文。"]),
        ("总体要求\n====\n\n重点任务\n----\n正文。", ["# 总体要求", "## 重点任务", "正文。"]),
        ("正文第一行。\n---\n正文。", ["正文第一行。", "正文。"]),
        ("---\nsource: 某网\ntitle: '某报告'\n---\n正文。", ["某报告", "正文。"]),
        ("---\ntitle: 某报告\n---\n2026年某报告\n\n正文。", ["2026年某报告", "正文。"]),
        ("---\nsource: 某网\n---\n正文。", ["正文。"]),
        ("正文。\n\n---\n\n后文。\n\n---\n", ["正文。", "后文。"]),
        ("<!-- 图 -->正文。<!--\n注\n-->", ["正文。"]),
        ("**（一）扩大内需。**落实政策。", ["（一）扩大内需。落实政策。"]),
        ("**（一）扩大内需。** 落实政策。", ["（一）扩大内需。 落实政策。"]),
        ("——**创新***更强*。__下划__ ~~删~~", ["——创新更强。下划"]),
        ("增长5*3，变量a_b_c，2*3*4。", ["增长5*3，变量a_b_c，2*3*4。"]),
        ("（市科技局*、市财政局、市经信局*，标*的牵头）", ["（市科技局*、市财政局、市经信局*，标*的牵头）"]),
        ("建桥3座。*（市交通局牵头，市财政局配合）*", ["建桥3座。（市交通局牵头，市财政局配合）"]),
        ("- 修路100公里\n* 建桥3座\n+ 通车", ["修路100公里", "建桥3座", "通车"]),
        ("1. 修路\n2. 建桥", ["1. 修路", "2. 建桥"]),
        ("> 引文一。\n> 引文二。", ["引文一。", "引文二。"]),
        ("见[方案](http://a.cn/b_(1).html)和![图](x.png)。", ["见方案和图。"]),
        ("增长5\\.5%，\\*代表牵头，&lt;5%。", ["增长5.5%，*代表牵头，<5%。"]),
        ("`牵头*单位*`：市科技局", ["牵头*单位*：市科技局"]),
        ("第一段。<br>第二段<span style='x'>。</span>", ["第一段。", "第二段。"]),
        ("```\n原样 | 文字\n```", ["原样 | 文字"]),
        (
            "|事项|单位|\n|---|:-:|\n|修路|市交通局|\n|**建桥**|\n\n后文。",
            ["事项|单位 / 修路|市交通局 / 建桥|", "后文。"],
        ),
        ("事项 | 单位\n--- | ---\n修\\|路 | 市交通局", ["事项|单位 / 修|路|市交通局"]),
        (
            "前文。\n<table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>\n后文。",
            ["前文。", "甲|乙 / 1|2", "后文。"],
        ),
        ("　　一、总体要求\n　　坚持稳中求进。", ["一、总体要求", "坚持稳中求进。"]),
    ],
)
def test_marks_become_blocks(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


WORDS = st.text(st.sampled_from("一二推进发展市科技局。，、；：（）“”0123456789%.R&D —"), max_size=12)
MARKS = st.sampled_from(["\n", "\n\n", "# ", "## ", "- ", "**", "|", "\n|-|-|\n", "1. ", "> ", "*", "_"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, MARKS), min_size=1, max_size=30), st.integers(0, 5))
def test_no_text_is_dropped(pieces: list[str], _: int) -> None:
    """Every character that is neither white space nor a mark comes back, in order."""
    text = "正文。\n\n" + "".join(pieces)
    found = "".join(block.text + "".join(cell.text for cell in block.cells) for block in read(text))
    assert _letters(found) == _letters(text)


def _letters(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in "#-*_|>+=~")
