"""What stands behind a text: lists of attachments are no items, appendices have their own title."""

from __future__ import annotations

import pytest
from paragraph_documents import paragraphs

from extract.outline.appendices import appendix_label_end, attachment_lines, is_glossary
from extract.text.characters import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("附件：1.任务分解表\n2.指标表\n溯川市人民政府", [0, 1]),
        ("附件：\n1.任务分解表\n2.指标表\n溯川市人民政府办公室\n2026年3月1日", [0, 1, 2]),
        ("附：1.指标表\n2.流程图\n附1\n指标表", [0, 1]),
        ("附件：任务分解表\n溯川市人民政府\n2026年3月1日", [0]),
        # an appendix that begins here
        ("附件：任务分解表\n一、建设平台\n归集数据。", []),
        ("附件：\n1.建设平台\n归集数据，完善服务。\n2.优化服务\n设立窗口。", []),
        ("附件的内容由市科技局解释。", []),
    ],
)
def test_lines_that_only_name_what_is_attached(text: str, expected: list[int]) -> None:
    assert sorted(attachment_lines(fold(text), paragraphs(text))) == expected


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("附件2 任务清单", "附件2 "),
        ("附件：任务分解表", "附件："),
        ("附1", "附1"),
        ("《政府工作报告》附件1", "《政府工作报告》附件1"),
        ("附则", None),
        ("附件中列出的各项任务由市科技局会同有关部门按照职责分工抓好落实，并于每季度末报送进展情况。", None),
    ],
)
def test_the_label_of_an_appendix(line: str, label: str | None) -> None:
    end = appendix_label_end(fold(line), 0, len(line))
    assert (None if end is None else line[:end]) == label


def test_a_glossary() -> None:
    assert is_glossary("名词解释", 0, 4)
    assert not is_glossary("注重解释工作", 0, 6)
