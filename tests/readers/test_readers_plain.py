"""Plain text: encodings, tab-led tables and boxes, hard-wrapped lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import ReadError
from extract.models import Block
from extract.readers import read_blocks
from extract.readers.plain.hard_wraps import joined, without_pages
from extract.readers.plain.plain_text import blocks_of

SHORT = "一、总体要求\n到2026年，全市高新技术企业达到400家。\n（牵头单位：市科技局）\n"


def read(data: bytes, name: str = "要点.txt") -> tuple[Block, ...]:
    return read_blocks(Path(name), data).blocks


def rows(block: Block) -> list[list[tuple[str, int, int]]]:
    """(text, rowspan, colspan) of each cell, by row."""
    found: dict[int, list[tuple[str, int, int]]] = {}
    for cell in block.cells:
        found.setdefault(cell.row, []).append((cell.text, cell.rowspan, cell.colspan))
    return [found[row] for row in sorted(found)]


def texts(block: Block) -> list[list[str]]:
    return [[text for text, _, _ in row] for row in rows(block)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
@pytest.mark.parametrize("text", [SHORT, SHORT * 200], ids=["short", "long"])
def test_encodings_are_told_apart(encoding: str, text: str) -> None:
    assert [block.text for block in read(text.encode(encoding))] == text.split("\n")[:-1]


def test_big5_is_read() -> None:
    text = "一、總體要求\n到2026年，全市高新技術企業達到400家，由經信局牽頭，科技局配合。\n"
    assert [block.text for block in read(text.encode("big5"))] == text.split("\n")[:-1]


def test_a_few_damaged_bytes_are_reported_not_refused() -> None:
    data = (SHORT * 50).encode()
    reading = read_blocks(Path("要点.txt"), data[:601] + b"\xff" + data[601:])
    assert [notice.code for notice in reading.warnings] == ["damaged-characters"]
    assert reading.blocks[0].text == "一、总体要求"


def test_a_text_cut_inside_its_last_character_is_read() -> None:
    assert read(SHORT.encode()[:-2])[0].text == "一、总体要求"


def test_tab_led_lines_are_a_table() -> None:
    header, first, second = (
        "\t序号\n\t指标\n\t范围\n\t2025年",
        "\t1\n\t研发投入\n占比（%）\n\t全市\n\t3.7",
        "\t\n\t\n\t市级\n\t3.3",
    )
    before, table, after = blocks_of(f"前文。\n{header}\n\n{first}\n\n{second}\n\n\n后文。")
    assert (before.text, after.text) == ("前文。", "后文。")
    assert rows(table) == [
        [("序号", 1, 1), ("指标", 1, 1), ("范围", 1, 1), ("2025年", 1, 1)],
        [("1", 2, 1), ("研发投入占比（%）", 2, 1), ("全市", 1, 1), ("3.7", 1, 1)],
        [("市级", 1, 1), ("3.3", 1, 1)],
    ]


def test_a_short_row_reaches_to_the_right_edge() -> None:
    (table,) = blocks_of("\t指标\n\t2025年\n\t2026年\n\n\t新增企业\n\t每年50家\n\n\t专利\n\t10\n\t20\n")
    assert rows(table)[1] == [("新增企业", 1, 1), ("每年50家", 1, 2)]


def test_a_title_row_is_the_caption() -> None:
    (table,) = blocks_of("\t专栏1：主要指标\n\n\t指标\n\t2025年\n\n\t专利\n\t10\n")
    assert table.text == "专栏1：主要指标"
    assert texts(table) == [["指标", "2025年"], ["专利", "10"]]


@pytest.mark.parametrize(
    ("text", "inner", "rest"),
    [
        (
            "\t专栏2：重点工程\n　　——甲。建设。\n　　——乙。改造。\n\n\n　　二、措施\n",
            ["——甲。建设。", "——乙。改造。"],
            ["二、措施"],
        ),
        (
            "\t专栏：平台\n\n· 甲。建设。\n\n· 乙。改造。\n\n\n第二节 后文\n",
            ["· 甲。建设。", "· 乙。改造。"],
            ["第二节 后文"],
        ),
        ("\t专栏：平台\n甲。建设。\n\n第二章 后文\n\n正文。\n", ["甲。建设。"], ["第二章 后文", "正文。"]),
        ("\t案例：某镇\n做法。\n\n\n后文。", ["做法。"], ["后文。"]),
    ],
)
def test_a_tabbed_title_over_untabbed_paragraphs_is_a_box(text: str, inner: list[str], rest: list[str]) -> None:
    box, *others = blocks_of(text)
    assert box.kind == "box"
    assert box.text == text.split("\n")[0].strip()
    assert [block.text for block in box.blocks] == inner
    assert [block.text for block in others] == rest


@pytest.mark.parametrize(
    "text",
    [
        "\t为加快发展，制定本方案。\n\t一、总体要求\n\t坚持稳中求进，推动各项工作落地见效。\n\n\t二、重点任务\n\t抓好落实。\n",
        "\t第一章 总则\n各级各部门要抓好落实。\n\t第二章 任务\n各级各部门要抓好落实。\n",
        "1.\t加快发展\n2.\t深化改革\n3.\t扩大开放\n",
        "市科技局\t2026年1月1日",
    ],
)
def test_tabs_that_only_indent_make_no_table(text: str) -> None:
    assert {block.kind for block in blocks_of(text)} == {"paragraph"}


def test_cells_parted_by_tabs_are_a_table() -> None:
    _, table, _ = blocks_of("下表。\n序号\t指标\t2025年\n1\t专利\t10\n2\t企业\t\n完。")
    assert texts(table) == [["序号", "指标", "2025年"], ["1", "专利", "10"], ["2", "企业"]]


def test_a_table_drawn_with_bars_is_a_table() -> None:
    _, table, after = blocks_of("下表。\n| 序号 | 指标 |\n| --- | --- |\n| 1 | 专利 |\n后文。")
    assert (texts(table), after.text) == ([["序号", "指标"], ["1", "专利"]], "后文。")


def test_contents_with_tabs_keep_their_lines() -> None:
    found = blocks_of("一、总体要求\t1\n二、重点任务\t3\n三、保障措施\t12\n")
    assert [block.text for block in found] == ["一、总体要求……1", "二、重点任务……3", "三、保障措施……12"]


def unwrap(lines: list[str]) -> list[str]:
    kept, full = without_pages(lines)
    return joined(kept, full)


WRAPPED = """\
二、重点任务
（一）推进产业转型。坚持把制造业摆在突出位置，加快构建
以先进制造业为骨干的产业体系，力争到2027年规模以上工业增
加值年均增长百分之六，培育一批主业突出、竞争力强的龙头企
业，推动中小企业走专业化、精细化、特色化、新颖化的路子。
（二）深化对外开放。高水平建设开放平台，稳步扩大制度型开
放，支持企业抱团出海，办好各类经贸活动，吸引更多外商投资
项目落地，全年进出口总额增长百分之五以上。
三、保障措施
各级各部门要强化责任意识，把各项工作往前赶、往实里抓，确
保各项目标任务圆满完成。市政府督查室要定期通报进展情况。
"""


def test_hard_wrapped_lines_become_paragraphs() -> None:
    found = unwrap(WRAPPED.split("\n"))
    assert [text[:4] for text in found] == ["二、重点", "（一）推", "（二）深", "三、保障", "各级各部"]
    assert "".join(found) == WRAPPED.replace("\n", "")


def test_indents_part_hard_wrapped_paragraphs() -> None:
    first, full = (
        "推进各项重点工作尽快落地见效，抓好全年任务落实，",
        "推进各项重点工作尽快落地见效，抓好全年任务落实，改革",
    )
    lines = [f"　　{first}", full, full, f"　　{first}", f"　　{first}", full, "创新。"]
    found = unwrap(lines * 3)
    assert found == [first + full * 2, first, first + full + "创新。"] * 3


OWNED = [
    "一、推进河道整治。加强统筹协调和分类指导，不断完善工作机制。到2027年，示范企业达到2个。（牵头单位：市民政局；配合单位：市水利局）",
    "二、优化服务流程。加强统筹协调和分类指导，不断完善工作机制。到2027年，标准泵站达到499个。（牵头单位：市教育局；配合单位：市交通运输局）",
    "三、培育龙头企业。加强统筹协调和分类指导，不断完善工作机制。到2028年，普惠托位达到425个。（牵头单位：市财政局；配合单位：市科技局）",
    "四、健全物资储备。加强统筹协调和分类指导，不断完善工作机制。到2028年，社区食堂达到140个。（牵头单位：市民政局；配合单位：市水利局）",
]


def cut(paragraphs: list[str], width: int) -> list[str]:
    return [text[at : at + width] for text in paragraphs for at in range(0, len(text), width)]


def test_an_open_bracket_goes_on_in_the_next_line() -> None:
    """Half of the full lines end a sentence: the brackets alone tell that lines were broken."""
    assert unwrap(cut(OWNED, 30)) == OWNED


def test_a_bracket_that_nobody_closes_proves_nothing_but_a_word_cut_at_the_edge_does() -> None:
    lines = cut([text.replace("）", "") for text in OWNED], 30)
    assert unwrap(lines) == [lines[0], lines[1] + lines[2], *lines[3:]]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["一、建设平台。新建和改造学校食", "堂，配备设备。", "二、优化服务"],
            ["一、建设平台。新建和改造学校食堂，配备设备。", "二、优化服务"],
        ),
        (
            ["1.实施亿元以上项目，完成投资4", "80亿元。", "2.开工建设。"],
            ["1.实施亿元以上项目，完成投资480亿元。", "2.开工建设。"],
        ),
        (
            ["溯川市推动低空经济发展行动方案", "重点任务", "建设平台。"],
            ["溯川市推动低空经济发展行动方案", "重点任务", "建设平台。"],
        ),
        (
            ["1.新建平台，完善配套设施和服务", "2.开工建设，6月底前完成。"],
            ["1.新建平台，完善配套设施和服务", "2.开工建设，6月底前完成。"],
        ),
    ],
    ids=["a word", "a figure", "a title", "items without stops"],
)
def test_one_broken_line_is_joined_where_the_break_shows(lines: list[str], expected: list[str]) -> None:
    assert unwrap(lines) == expected


def test_page_numbers_stuck_to_a_line_are_taken_off() -> None:
    line = "推动经济社会发展全面绿色转型，加快形成绿色生产生活方式，"
    lines = [line] * 12
    for page in range(1, 9):
        lines += [f"{page}{line}", *[line] * 11]
    (text,) = unwrap(lines)
    assert text == line * 108


def test_running_heads_and_page_lines_are_dropped_from_wrapped_text() -> None:
    line = "推动经济社会发展全面绿色转型，加快形成绿色生产生活方式，"
    for number in ("— {} —", "第 {} 页 共 6 页", "{}/6", "{}"):
        lines: list[str] = []
        for page in range(1, 7):
            lines += ["某市发展规划", *[line] * 11, f"第{page}年" + line[3:], number.format(page)]
        head, text = unwrap(lines)
        assert head == "某市发展规划"
        assert text == "".join(line * 11 + f"第{page}年" + line[3:] for page in range(1, 7))


@pytest.mark.parametrize(
    "text", ["市政府将分类推进改革。\n下一步要抓好落实。\n完成100家。\n20\n30\n", "共计\n3\n4\n5\n"]
)
def test_text_that_is_not_wrapped_keeps_its_lines(text: str) -> None:
    assert "\n".join(unwrap(text.split("\n"))) == text.strip()


def test_paragraphs_without_line_breaks_stay_as_they_are() -> None:
    text = "一、总体要求。" + "坚持稳中求进，推动高质量发展。" * 300
    assert [block.text for block in blocks_of(text)] == [text]


PIECES = st.sampled_from(
    [
        "一、",
        "总体要求",
        "。",
        "，",
        "\t",
        "\n",
        "\n\n",
        "　　",
        "专栏1",
        "——",
        "12",
        "3.5%",
        "（牵头单位：市科技局）",
        "序号",
        "指标",
        " ",
        "a",
        "R&D",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_no_text_is_dropped(pieces: list[str]) -> None:
    """Every character that is no white space comes back, in order."""
    text = "".join(pieces)
    found = "".join(_all_text(block) for block in blocks_of(text))
    assert "".join(found.replace("……", "").split()) == "".join(text.split())


def _all_text(block: Block) -> str:
    return block.text + "".join(cell.text for cell in block.cells) + "".join(map(_all_text, block.blocks))


def test_ten_megabytes_take_linear_time() -> None:
    one = blocks_of(SHORT * 1000)
    many = blocks_of(SHORT * 40_000)
    assert len(many) == 40 * len(one)


def test_a_line_of_many_gaps_takes_linear_time() -> None:
    assert sum(len(block.text) + len(block.cells) for block in blocks_of("建设平台  优化服务　　" * 20_000)) > 80_000


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("空.txt", b"", "空的"),
        ("空.txt", b" \r\n\xef\xbb\xbf", "空的"),
        ("空.txt", "　　\n".encode(), "没有正文"),
        ("乱.txt", bytes(range(256)) * 40, "无法识别文字编码"),
        ("乱.txt", b"\x01\x02\x03\x04text" * 100, "二进制"),
    ],
)
def test_bad_text_is_refused_in_one_line(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(data, name)
    assert reason in str(caught.value)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


SHORT_LINES = """\
　　一、发展目标
　　到2027年，新增储能装机120万千瓦，培育骨干企业15家，产值突破300亿元，产业体系基本形成。
　　二、主要任务
　　（一）做强骨干企业。支持企业牵头组建创新联合体，开展关键技术攻关，推动上下游协同发展。
　　责任单位：市科技局、市工业和信息化局
　　（二）推进应用示范。在园区、港口、数据中心等场所建设示范项目，完善并网服务和调度运行机制。
　　责任单位：市发展改革委
　　三、保障措施
　　（一）加强统筹。建立部门会商机制，定期研究重大事项，及时协调解决项目建设中的困难和问题。
"""


def wrapped_at(text: str, characters: int) -> list[str]:
    return [line[i : i + characters] for line in text.split("\n") for i in range(0, max(len(line), 1), characters)]


@pytest.mark.parametrize("characters", [22, 30, 33, 38])
def test_short_items_cut_at_a_count_of_characters_are_joined(characters: int) -> None:
    assert unwrap(wrapped_at(SHORT_LINES, characters)) == [line.strip() for line in SHORT_LINES.split("\n") if line]


def test_text_whose_lines_end_where_they_should_is_not_taken_for_wrapped() -> None:
    lines = SHORT_LINES.split("\n")
    assert unwrap(lines) == [line for line in lines if line]
