"""The outline: how lines hang together, and that no numbering is refused and no text lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paragraph_documents import outline, paragraphs

from extract.models import Block, Section
from extract.outline.tree import build_outline, heading_text, walk
from extract.text.characters import Text


def tree(text: str) -> list[str]:
    """A line a section: its depth as blanks, its heading, and how many paragraphs of its own it has."""
    joined = "\n".join(line for line in text.split("\n") if line)
    return [
        "  " * len(above) + heading_text(joined, section) + f" {len(section.body)}"
        for section, above in walk(outline(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("为加快发展，制定本方案。", []),
        (
            "第一章 总则\n第一节 目标\n到2027年建成。\n第二章 任务\n一、建设平台\n（一）布局\n做好布局。\n1.选址\n做好选址。",
            ["第一章 总则 0", "  第一节 目标 1", "第二章 任务 0", "  一、建设平台 0", "    （一）布局 1", "      1.选址 1"],
        ),
        ("一、建设平台\n1.选址。做好选址。\n（1）勘察\n做好勘察。\n二、优化服务\n做好服务。",
         ["一、建设平台 0", "  1.选址 1", "    （1）勘察 1", "二、优化服务 1"]),
        # numbering that starts anew, has gaps or repeats
        ("（一）布局\n1.选址\n做好。\n2.勘察\n做好。\n（二）服务\n1.窗口\n做好。",
         ["（一）布局 0", "  1.选址 1", "  2.勘察 1", "（二）服务 0", "  1.窗口 1"]),
        ("（一）布局\n做好。\n（三）服务\n做好。\n（三）监管\n做好。", ["（一）布局 1", "（三）服务 1", "（三）监管 1"]),
        # a style that begins anew between the members of another stands inside it, whatever is usual
        ("1.建设平台\n一、选址\n做好。\n2.优化服务\n做好。", ["1.建设平台 0", "  一、选址 1", "2.优化服务 1"]),
        # bullets hang below, and the paragraph behind them goes on with the item
        ("一、目标\n主要目标：\n——平台建成。\n——服务优化。\n为此要努力。", ["一、目标 2", "  ——平台建成 0", "  ——服务优化 0"]),
        # decimal numbers
        ("一、总则\n3.1 建设平台\n3.1.1 选址\n做好。\n3.2 服务\n做好。",
         ["一、总则 0", "  3.1 建设平台 0", "    3.1.1 选址 1", "  3.2 服务 1"]),
        # lost line breaks
        ("一、目标。建成平台。二、任务（一）选址。做好选址。（二）勘察。做好勘察。",
         ["一、目标 1", "二、任务 0", "  （一）选址 1", "  （二）勘察 1"]),
        ("1.选址。做好选址。（市科技局负责）2.勘察。做好勘察。", ["1.选址 1", "2.勘察 1"]),
        ("一、任务。按照“（一）做好”要求推进。", ["一、任务 1"]),
        ("为做好选址，提出如下意见。一、任务（一）选址。做好选址。〔市科技局〕二、保障（二）勘察。做好勘察。",
         ["一、任务 0", "  （一）选址 1", "二、保障 0", "  （二）勘察 1"]),
        ("一、任务1.选址。做好选址。责任单位：市科技局2.勘察。做好勘察。二、保障3.统筹。做好统筹。",
         ["一、任务 0", "  1.选址 1", "  2.勘察 1", "二、保障 0", "  3.统筹 1"]),
        ("提出如下要求。一、按照要求推进。", []),
        # tables of contents
        ("目录\n一、基础……1\n二、任务……3\n一、基础\n良好。\n二、任务\n做好。", ["一、基础 1", "二、任务 1"]),
        ("目 录\n一、基础\n二、任务\n一、基础\n良好。\n二、任务\n做好。", ["一、基础 1", "二、任务 1"]),
        # a list inside one paragraph
        ("一、任务\n1.选址\n（1）做好选址；（2）做好勘察。\n2.勘察\n做好勘察。", ["一、任务 0", "  1.选址 1", "  2.勘察 1"]),
        # boxes of plain text
        ("一、任务\n1.选址。做好选址。\n专栏1 工程\n1.甲工程。做好甲。\n2.乙工程。做好乙。\n2.勘察。做好勘察。",
         ["一、任务 0", "  1.选址 1", "    专栏1 工程 0", "      1.甲工程 1", "      2.乙工程 1", "  2.勘察 1"]),
        ("一、任务\n做好选址。\n专栏1 指标\n二、保障\n做好勘察。", ["一、任务 2", "二、保障 1"]),
        # appendices and notes
        ("一、任务\n做好。\n附件2\n任务清单\n1.选址\n做好。", ["一、任务 1", "附件2 任务清单 0", "  1.选址 1"]),
        ("附件\n某市方案\n一、任务\n做好。", ["一、任务 1"]),
        ("一、任务\n做好。\n《政府工作报告》附件1\n民生实事\n一、选址\n做好。",
         ["一、任务 1", "《政府工作报告》附件1 民生实事 0", "  一、选址 1"]),
        ("一、任务\n做好。\n名词解释\n1.选址：指选择地址。", ["一、任务 1", "名词解释 0", "  1.选址：指选择地址 0"]),
        # run-in headings without numbers
        ("一、任务\n加快平台建设。围绕需求，布局一批平台。\n优化服务供给。设立窗口，提供服务。",
         ["一、任务 0", "  加快平台建设 1", "  优化服务供给 1"]),
        ("一、任务\n加快平台建设，围绕需求，布局一批平台。", ["一、任务 1"]),
        # a numbered sentence is a heading only where something follows it
        ("一、任务\n1.推进平台建设，加快项目落地。\n2.优化服务，设立窗口。",
         ["一、任务 0", "  1.推进平台建设 1", "  2.优化服务 1"]),
        ("一、任务\n1.推进平台建设。\n做好选址。\n2.优化服务。\n设立窗口。", ["一、任务 0", "  1.推进平台建设 1", "  2.优化服务 1"]),
    ],
)  # fmt: skip
def test_how_lines_hang_together(text: str, expected: list[str]) -> None:
    assert tree(text) == expected


def test_headings_that_the_format_declares() -> None:
    lines = [("heading", 1, "某市方案"), ("heading", 2, "总体要求"), ("paragraph", None, "做好工作。"),
             ("heading", 2, "重点任务"), ("heading", 3, "建设平台"), ("paragraph", None, "做好选址。")]  # fmt: skip
    text = "\n".join(line for _, _, line in lines)
    blocks = [
        Block(kind, line, level=level, span=span)  # type: ignore[arg-type]
        for (kind, level, line), span in zip(lines, paragraphs(text), strict=True)
    ]
    root = build_outline(Text.of(text), blocks)
    assert [(section.id, section.title) for section, _ in walk(root)] == [
        ("1", "总体要求"), ("2", "重点任务"), ("2.1", "建设平台"),
    ]  # fmt: skip


def test_a_box_belongs_to_the_item_before_it() -> None:
    text = "一、任务\n做好。\n专栏1\n1.选址\n做好选址。\n二、服务\n做好。"
    spans = paragraphs(text)
    inner = tuple(Block("paragraph", text[slice(*span)], span=span) for span in spans[3:5])
    blocks = [
        *(Block("paragraph", text[slice(*span)], span=span) for span in spans[:2]),
        Block("box", "专栏1", blocks=inner, span=(spans[2][0], spans[4][1])),
        *(Block("paragraph", text[slice(*span)], span=span) for span in spans[5:]),
    ]
    root = build_outline(Text.of(text), blocks)
    assert [(section.id, section.kind, section.title) for section, _ in walk(root)] == [
        ("1", "numbered", "任务"), ("1.1", "box", "专栏1"), ("1.1.1", "numbered", "选址"), ("2", "numbered", "服务"),
    ]  # fmt: skip


def test_ids_are_paths_and_spans_hold_what_is_below() -> None:
    root = outline("一、甲项\n（一）乙项\n做好。\n（二）丙项\n做好。\n二、丁项\n做好。")
    assert [section.id for section, _ in walk(root)] == ["1", "1.1", "1.2", "2"]
    for section, above in walk(root):
        assert section.level == len(above) + 1
        for outer in above:
            assert outer.span[0] <= section.span[0] < section.span[1] <= outer.span[1]


def _everything(root: Section) -> list[Section]:
    return [root, *(section for section, _ in walk(root))]


def _check(text: str, root: Section) -> None:
    """Every paragraph is in the heading or the body of sections, and in no two bodies."""
    bodies = [0] * len(text)
    headed = [False] * len(text)
    for section in _everything(root):
        for start, end in section.body:
            for offset in range(start, end):
                bodies[offset] += 1
        if section is not root:
            for offset in range(section.span[0], max(section.span[0], section.title_span[1])):
                headed[offset] = True
    lost = [char for offset, char in enumerate(text) if char.isalnum() and not bodies[offset] and not headed[offset]]
    assert lost == []
    assert max(bodies, default=0) <= 1


LINES = st.sampled_from(
    """
一、总体要求|二、重点任务|（一）建设平台。围绕需求，建设平台。|（二）优化服务|1.设立窗口。提供服务。|2.简化流程，压缩时限。|（1）选址|①勘察
一是加强领导。|——创新能力增强。|· 建设平台|第一章 总则|第三条 鼓励创新。|3.2.1 选址|做好选址和勘察工作。|目录|附件1|任务清单|名词解释
加快平台建设。围绕需求，布局一批平台。|责任单位：市科技局|（牵头单位：市科技局）|各位代表！|任务一：建设|99999.甲|（零）乙|一、
一、目标。建成平台。二、任务（一）选址。做好。
""".strip()
    .replace("\n", "|")
    .split("|")
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=14))
def test_no_text_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    _check(text, outline(text))


@settings(deadline=None)
@given(
    st.lists(
        st.text(alphabet="第一二三十章节条、．.12（）①是—·建设平台。，：；目录附件 ", min_size=1, max_size=24),
        max_size=10,
    )
)
def test_no_numbering_is_refused(lines: list[str]) -> None:
    text = "\n".join(line for line in lines if line.strip())
    root = outline(text)
    _check(text, root)
    ids = [section.id for section, _ in walk(root)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "line",
    ["一、任务", "1.1.1.1 选址", "（一）", "加快平台建设。围绕需求，布局一批平台。", "——", "一、任务（一）选址。"],
)
def test_no_document_is_too_long(line: str) -> None:
    text = "一、任务\n" + "\n".join([line] * 4000)
    assert walk(outline(text)) is not None
