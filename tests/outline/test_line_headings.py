"""Bare lines that are headings, and bare lines that are not."""

from __future__ import annotations

import pytest
from paragraph_documents import outline

from extract.outline.tree import walk


def headings(text: str) -> list[str]:
    return ["  " * len(above) + section.title for section, above in walk(outline(text)) if section.kind == "heading"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "为做好工作，制定本方案。\n总体要求\n坚持统筹推进。\n重点任务\n建设平台\n归集数据。\n优化服务\n设立窗口。\n保障措施\n加强领导\n成立专班。",
            ["总体要求", "重点任务", "  建设平台", "  优化服务", "保障措施", "  加强领导"],
        ),
        # the heads of a report stand over its numbers, which begin anew
        (
            "各位代表！\n过去一年\n一、甲项\n完成了任务。\n二、乙项\n完成了任务。\n新的一年\n一、丙项\n做好工作。",
            ["过去一年", "新的一年"],
        ),
        # one bare line, signatures, names, lists and captions are none
        ("一、任务\n做好选址。\n建设平台\n做好勘察。", []),
        ("一、任务\n做好选址。\n溯川市人民政府\n2026年3月1日\n（此件公开发布）", []),
        ("关于工作的报告\n市长 某某\n各位代表：\n一、任务\n做好选址。", []),
        ("一、任务\n名单\n甲公司\n乙公司\n丙公司\n丁公司\n做好选址。", []),
    ],
)
def test_bare_lines(text: str, expected: list[str]) -> None:
    assert headings(text) == expected
