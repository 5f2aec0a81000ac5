"""What begins a line shows that a paragraph opens there, in every system of numbers."""

from __future__ import annotations

import pytest

from extract.readers.line_ends import OPENS


@pytest.mark.parametrize(
    "line",
    ["[1]建设平台", "［12］建设平台", "壹、建设平台", "Ⅳ. 建设平台", "Ⅱ、建设平台", "B.建设平台", "C、建设平台", "（A）建设平台",
     "a)建设平台", "㈢建设平台", "⑵建设平台", "⒊建设平台", "❷建设平台", "〔二〕建设平台", "丙、建设平台",
     "02 建设平台", "【举措三】建设平台"],
)  # fmt: skip
def test_a_number_opens_a_paragraph(line: str) -> None:
    assert OPENS.match(line)


@pytest.mark.parametrize(
    "line",
    ["（Z）级突破，基本覆盖", "2.5%以上", "乙、丙类", "AI、大数据等技术", "〔2026〕12号", "20%的企业", "B超设备"],
)
def test_the_rest_of_a_sentence_does_not(line: str) -> None:
    assert not OPENS.match(line)
