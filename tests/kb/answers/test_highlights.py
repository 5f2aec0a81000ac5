"""Where matches are marked, and which piece of a long text is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answers.highlights import highlight, marks
from kb.query import parse


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("加大研发投入", "研发投入", ["研发投入"]),
        ("加大研发 投入", "研发投入", ["研发 投入"]),
        ("加大研发经费投入", "研发投入", ["研发", "投入"]),
        ("Ｒ＆Ｄ经费", "r&d", ["Ｒ＆Ｄ"]),
        ("小化妆包产业", "化妆", ["化妆"]),
        ("研发与研发", "研发", ["研发", "研发"]),
        ("研发研发", "研发", ["研发研发"]),
        ("到2026年，研发投入", '"2026年，研发"', ["2026年，研发"]),
        ("市里的科技局", "市科技局", ["市", "科技局"]),
        ("无关", "研发", []),
        ("全部", "", []),
    ],
)
def test_marks(text: str, query: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, parse(query).terms)] == found


def test_a_long_text_is_cut_to_the_piece_with_the_matches() -> None:
    text = "前言。" * 100 + "支持研发投入。" + "后话。" * 100
    shown = highlight(text, parse("研发投入").terms)
    assert (shown.before, shown.after) == (True, True)
    assert len(shown.text) <= 160
    assert [shown.text[start:end] for start, end in shown.marks] == ["研发投入"]
    assert not shown.text.startswith("。")


def test_of_several_matches_the_piece_with_most_different_ones_is_shown() -> None:
    text = "研发。" + "空话。" * 100 + "研发和人才。" + "空话。" * 100
    shown = highlight(text, parse("研发 人才").terms)
    assert {shown.text[start:end] for start, end in shown.marks} == {"研发", "人才"}


def test_a_short_text_is_shown_whole() -> None:
    shown = highlight("研发", parse("投入").terms)
    assert (shown.text, shown.marks, shown.before, shown.after) == ("研发", (), False, False)


@given(st.text(alphabet="研发投入。\n a", max_size=400), st.text(alphabet='研发投入 "a', max_size=6))
def test_marks_lie_in_the_text_apart_and_in_order(text: str, query: str) -> None:
    shown = highlight(text, parse(query).terms)
    assert shown.text in text
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.marks)
    assert all(first[1] <= second[0] for first, second in zip(shown.marks, shown.marks[1:], strict=False))
