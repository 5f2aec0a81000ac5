"""Text of documents becomes HTML without loss and without ever becoming markup."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.models import Block, Facts, Section, TableCell
from kb import DocumentEntry, DocumentView, HitUnit, Marked, MarkedCell, MarkedCommitment, NoticeEntry, Review
from views.parts.markup import document_address, link, marked_text, search_address, text, unit_address, units_line
from views.parts.paper import MARK_ID, Layers, Paper, contents

HOSTILE = "<script>alert('1')</script> & \"x\""


class Visible(HTMLParser):
    """What a reader sees: the text, the elements, and the text inside <mark>."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text, self.names, self.attributes = "", list[str](), list[tuple[str, str | None]]()
        self.marks, self.open_marks = list[str](), 0
        self.feed(markup)
        self.close()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names.append(name)
        self.attributes += attributes
        if name == "mark":
            self.open_marks += 1
            self.marks.append("")

    def handle_endtag(self, name: str) -> None:
        self.open_marks -= name == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open_marks:
            self.marks[-1] += data


@pytest.mark.parametrize(
    ("piece", "html"),
    [
        (Marked("扩大研发投入"), "扩大研发投入"),
        (Marked("扩大研发投入", ((2, 6),), after=True), "扩大<mark>研发投入</mark>…"),
        (Marked("研发、研发", ((0, 2), (3, 5)), before=True), "…<mark>研发</mark>、<mark>研发</mark>"),
        (Marked("R&D<b>", ((0, 3),)), "<mark>R&amp;D</mark>&lt;b&gt;"),
    ],
)
def test_marked(piece: Marked, html: str) -> None:
    assert marked_text(piece) == html


def test_document_text_is_never_markup() -> None:
    seen = Visible(text(HOSTILE, title=HOSTILE) + link(text(HOSTILE), HOSTILE, title=HOSTILE))
    assert seen.names == ["span", "a", "span"]
    assert seen.text == HOSTILE * 2
    assert {value for _, value in seen.attributes} == {HOSTILE}


def test_addresses_are_encoded() -> None:
    assert (
        search_address(unit="市科技局&role=lead", role=None)
        == "search?unit=%E5%B8%82%E7%A7%91%E6%8A%80%E5%B1%80%26role%3Dlead"
    )
    assert document_address(entry(), "7/1") == "document?id=d1&at=7%2F1"


def test_units_stand_by_role_and_say_what_gave_it() -> None:
    units = [
        HitUnit("市财政局", "assist", "松河市财政局", "first-listed"),
        HitUnit("市科技局", "lead", "松河市科学技术局", "explicit"),
        HitUnit("专班", "assist", None, "explicit"),
    ]
    html = units_line(units, "松河市")
    seen = Visible(html)
    assert seen.text == "牵头市科技局配合市财政局、专班"
    assert ("title", "松河市财政局，按文件约定，由所列次序或标记确定") in seen.attributes
    assert ("href", unit_address("专班@松河市")) in seen.attributes


LETTERS = "承诺事项与责任单位<>&"
spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted).map(tuple)
layers = st.lists(st.tuples(spans, st.sampled_from(["title", "measure", "target", "chosen"])), max_size=8)


@given(layers, spans)
def test_runs_cover_a_piece_exactly_with_the_classes_that_hold_there(
    given_layers: list, piece: tuple[int, int]
) -> None:
    start, end = piece
    runs = list(Layers.of(given_layers).runs(start, end))
    assert [left for left, _, _ in runs] == [start, *(right for _, right, _ in runs)][: len(runs)]
    assert not runs or runs[-1][1] == end
    assert bool(runs) == (start < end)
    for left, right, css in runs:
        for position in range(left, right):
            assert css == {name for (a, b), name in given_layers if a <= position < b}


@given(st.text(LETTERS, min_size=1, max_size=40), layers, spans)
def test_a_paragraph_reads_as_it_stood_with_the_commitment_marked(
    words: str, extra: list, chosen: tuple[int, int]
) -> None:
    size = len(words)
    start, end = min(chosen[0], size), min(chosen[1], size)
    commitments = tuple(
        MarkedCommitment(f"c{n}", "measure", (min(a, size), min(b, size)), None, "", None)
        for n, ((a, b), _) in enumerate(extra)
    )
    commitment = MarkedCommitment("c", "target", (start, end), None, "", None)
    view = document(words, (Block("paragraph", words, span=(0, size)),), commitments=commitments)
    seen = Visible(Paper(view, commitment).write())
    assert seen.text == words
    assert "".join(seen.marks) == words[start:end]
    assert [value for name, value in seen.attributes if name == "id"].count(MARK_ID) == (start < end)


def test_a_chosen_task_has_its_title_marked_and_a_bar_at_all_its_paragraphs() -> None:
    lines = ["一、重点任务", "1.建平台。建实验室。", "（牵头单位：市科技局）", "2.育人才。办学校。"]
    body, blocks = "\n".join(lines), paragraphs(lines)
    start = body.index("建平台")
    task = MarkedCommitment("t", "task", (start, body.index("2.") - 1), 1, "建平台", "t")
    html = Paper(document(body, blocks), task).write()
    assert Visible(html).marks == ["建平台"]
    assert html.count('class="in-task"') == 2


def test_headings_have_anchors_and_the_contents_lead_to_them() -> None:
    lines = ["一、重点任务", "建平台。"]
    section = Section("1", "numbered", 1, "一", "一、", "重点任务", (0, 10), (2, 6))
    root = Section("", "root", 0, None, "", "", (0, 10), (0, 0), children=(section,))
    view = document("\n".join(lines), paragraphs(lines), sections=(root,))
    assert '<p class="heading level-1" id="s-1" data-at="0">' in Paper(view, None).write()
    seen = Visible(contents(view))
    assert (seen.text, seen.attributes[-1]) == ("一、重点任务", ("href", "#s-1"))


def test_a_table_keeps_its_merged_cells_and_boxes_what_stands_inside() -> None:
    body = "指标\t2025年\n专利\n专栏1\n建平台"
    cells = (
        TableCell("指标", 0, 0, rowspan=2, span=(0, 2), page=1),
        TableCell("2025年", 0, 1, span=(3, 8), page=1),
        TableCell("专利", 1, 1, span=(9, 11), page=2),
    )
    inside = Block("paragraph", "建平台", span=(16, 19))
    blocks = (Block("table", cells=cells, span=(0, 11), page=1), Block("box", "专栏1", blocks=(inside,), span=(12, 19)))
    html = Paper(document(body, blocks), None).write()
    assert '<th rowspan="2" data-at="0">指标</th>' in html
    assert '<td data-at="9"><span class="page-in">第2页</span>专利</td>' in html
    assert '<div class="box"><p class="box-title" data-at="12">专栏1</p><p data-at="16">建平台</p></div>' in html


def test_page_breaks_stand_where_the_page_turns() -> None:
    words = "前一页的话后一页的话"
    blocks = (Block("paragraph", words, page=3, breaks=((5, 4),), span=(0, 10)),)
    html = Paper(document(words, blocks), None).write()
    assert (
        '<div class="page-mark">第3页</div><p data-at="0">前一页的话<span class="page-in">第4页</span>后一页的话</p>'
        in html
    )


def test_what_could_not_be_read_for_sure_is_marked() -> None:
    words = "责任单位：（市科技局"
    notice = NoticeEntry("d1-n-1", "unclosed-bracket", "括号没有闭合", (5, 6), None)
    view = document(words, paragraphs([words]), notices=(notice,))
    assert '<span class="noticed">（</span>' in Paper(view, None).write()
    seen = Visible(Paper(view, notice).write())
    assert (seen.text, seen.marks) == (words, ["（"])
    whole = NoticeEntry("d1-n-2", "no-text-layer", "第3页没有文字层", None, None)
    assert Visible(Paper(document(words, paragraphs([words]), notices=(whole,)), whole).write()).marks == []


def test_what_is_doubted_has_a_mark_behind_it_that_is_no_text() -> None:
    lines = ["1.建平台。到2026年建成平台5个。", "2.育人才。"]
    body = "\n".join(lines)
    start = body.index("建平台")
    quote = (body.index("建成"), body.index("个") + 1)
    task = MarkedCommitment(
        "t", "task", (start, body.index("2.育") - 1), 1, "建平台", "t", ("unit-unknown", "list-open")
    )
    target = MarkedCommitment("g", "target", quote, 1, "平台", "t", ("figure-unclear",))
    for shown in (("task", "measure", "target"), ("task", "target")):
        view = document(body, paragraphs(lines), commitments=(task, target))
        html = Paper(view, None, shown).write()
        mark = '<sup class="doubted" title="单位不在名录中；单位名单以“等”结尾，未列全"></sup>'
        assert f"建平台</span>{mark}" in html
        assert html.count("<sup") == 2
        assert Visible(html).text == "".join(lines)
    assert Paper(view, None, ()).write().count("<sup") == 0


def test_cells_and_what_was_checked_are_marked() -> None:
    lines = ["研发投入3.2%", "高新技术企业200家"]
    cell = MarkedCell("c", (4, 8), 1, "研发投入，2026年")
    review = Review("checked", "王芳", "2026-03-01T08:00:00Z")
    target = MarkedCommitment("g", "target", (9, 19), 1, "高新技术企业", None, review=review)
    view = replace(document("\n".join(lines), paragraphs(lines), commitments=(target,)), cells=(cell,))
    html = Paper(view, None).write()
    assert '<span class="cell">3.2%</span>' in html
    assert '<span class="checked target">高新技术企业200家</span>' in html
    assert '<mark class="cell" id="mark">3.2%</mark>' in Paper(view, cell).write()
    assert '<span class="cell">' not in Paper(view, None, ("target",)).write()


def entry() -> DocumentEntry:
    facts = Facts("方案", "松河市", None, "方案", "正式", None)
    return DocumentEntry("d1", "方案.txt", "方案.txt", "corpus", facts, "txt", None, 0, 0, 0, 0)


def paragraphs(lines: list[str]) -> tuple[Block, ...]:
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block("paragraph", line, span=(start, start + len(line))))
        start += len(line) + 1
    return tuple(blocks)


def document(body: str, blocks: tuple[Block, ...], **parts: tuple) -> DocumentView:
    given = {"sections": (), "notices": (), "commitments": (), **parts}
    return DocumentView(entry(), body, blocks, given["sections"], given["notices"], given["commitments"])
