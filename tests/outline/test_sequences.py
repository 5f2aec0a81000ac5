"""Which markers number items: those whose members count up, with or without line breaks, however they nest."""

from __future__ import annotations

import pytest
from paragraph_documents import paragraphs

from extract.outline.sequences import item_markers
from extract.text.characters import fold


def markers(text: str) -> list[str]:
    """The accepted markers as written, outer ones marked by fewer dots."""
    spans = paragraphs(text)
    found = item_markers(fold(text), spans, [None] * len(spans))
    ranks = sorted({marker.rank for marker in found.values()})
    return ["·" * ranks.index(m.rank) + text[at : m.end].strip() for at, m in sorted(found.items())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a text without a line break has the items of the text with all of them
        ("一、目标\n做好。\n二、任务\n（一）选址\n做好。\n（二）勘察\n做好。", ["一、", "二、", "·（一）", "·（二）"]),
        ("方案。一、目标。做好。二、任务（一）选址。做好。（二）勘察。做好。", ["一、", "二、", "·（一）", "·（二）"]),
        ("分工如下：1.选址。做好。2.勘察。做好。", ["1.", "2."]),
        ("第一章 总则第一条 为做好选址，制定本办法。第二章 任务第二条 做好勘察。", ["第一章", "·第一条", "第二章", "·第二条"]),
        # numbers in sentences are none
        ("一、任务。按照“（一）做好”要求推进。", ["一、"]),
        ("一、任务\n统筹第一、二、三产业，做好选址。", ["一、"]),
        ("一、任务\n到2026年增长1.5%。2.3万户受益。", ["一、"]),
        ("一、任务\n包括（1）选址；（2）勘察。", ["一、"]),
        ("提出如下要求。一、按照要求推进。", []),
        # a system is read where its members count up, and only there
        ("A. 选址。做好。\nB. 勘察。做好。", ["A.", "B."]),
        ("A. 选址。做好。\n做好勘察。", []),
        ("Ⅰ．目标\n甲、选址\n做好。\n乙、勘察\n做好。\nⅡ．任务\n做好。", ["Ⅰ．", "·甲、", "·乙、", "Ⅱ．"]),
        ("1 目标\n做好选址。\n2 任务\n做好勘察。", ["1", "2"]),
        ("1  市水利局  选址  做好\n2  市住建局  勘察  做好", []),
        # what begins anew under each member stands inside, whatever is usual
        ("1.任务\n（一）选址\n做好。\n（二）勘察\n做好。\n2.保障\n（一）统筹\n做好。", ["1.", "·（一）", "·（二）", "2.", "·（一）"]),
        # a numbering that runs on over the chapters
        ("一、任务（一）选址。做好。（二）勘察。做好。二、保障（三）统筹。做好。", ["一、", "·（一）", "·（二）", "二、", "·（三）"]),
        # an owner's list has no full stop
        ("一、选址。做好。责任单位：市科技局二、勘察。做好。责任单位：市水利局", ["一、", "二、"]),
    ],
)  # fmt: skip
def test_the_markers_that_number_items(text: str, expected: list[str]) -> None:
    assert markers(text) == expected
