"""What a person types, as terms; slips become hints that point at the character."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.query import LONGEST, MOST_TERMS, parse


def terms(text: str) -> list[tuple[str, str]]:
    return [(term.kind, term.text) for term in parse(text).terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("   \u3000", []),
        ("研发投入", [("word", "研发投入")]),
        ("研发投入\u3000企业", [("word", "研发投入"), ("word", "企业")]),
        ('"研发投入"', [("phrase", "研发投入")]),
        ("“研发 投入”", [("phrase", "研发 投入")]),
        ('“研发投入"', [("phrase", "研发投入")]),
        ("＂研发＂", [("phrase", "研发")]),
        ('企业"研发投入"占比', [("word", "企业"), ("phrase", "研发投入"), ("word", "占比")]),
        ("R&D", [("word", "R&D")]),
        ("3-5家", [("word", "3-5家")]),
        ("13.5%", [("word", "13.5%")]),
        ("C++", [("word", "C++")]),
        ("市委组织部（市委人才办）", [("word", "市委组织部（市委人才办）")]),
        ("各县(市、区)政府", [("word", "各县(市、区)政府")]),
        ("%", [("word", "%")]),
    ],
)
def test_terms_without_a_slip(text: str, expected: list[tuple[str, str]]) -> None:
    assert terms(text) == expected
    assert parse(text).hints == ()


@pytest.mark.parametrize(
    ("text", "expected", "pointed"),
    [
        ('"研发投入', [("word", "研发投入")], ['"']),
        ('研发"投入', [("word", "研发"), ("word", "投入")], ['"']),
        ('"研发" "投入', [("phrase", "研发"), ("word", "投入")], ['"']),
        ("”", [], ["”"]),
        ('""', [], ['""']),
        ("研发*", [("word", "研发")], ["*"]),
        ("-研发", [("word", "研发")], ["-"]),
        ("+研发 ！投入", [("word", "研发"), ("word", "投入")], ["+", "！"]),
        ("(研发", [("word", "研发")], ["("]),
        ("研发 )", [("word", "研发"), ("word", ")")], [")"]),
        ("研发 AND 投入", [("word", "研发"), ("word", "AND"), ("word", "投入")], ["AND"]),
        ("研发 或 投入", [("word", "研发"), ("word", "或"), ("word", "投入")], ["或"]),
        ("研发~2^3", [("word", "研发23")], ["~", "^"]),
        ("牵头:市科技局", [("word", "牵头:市科技局")], [":"]),
        ("title：研发", [("word", "title：研发")], ["："]),
        ("*", [("word", "*")], ["*"]),
        ("\\", [("word", "\\")], ["\\"]),
    ],
)
def test_slips_are_words_with_a_hint(text: str, expected: list[tuple[str, str]], pointed: list[str]) -> None:
    query = parse(text)
    assert terms(text) == expected
    assert [text[slice(*hint.span)] for hint in query.hints] == pointed
    assert all(f"第 {hint.span[0] + 1} 个字符" in hint.message for hint in query.hints)


@pytest.mark.parametrize("text", ["\x00", "\ud800", '"', "  \x07 "])
def test_nothing_to_search_is_said_and_finds_nothing(text: str) -> None:
    query = parse(text)
    assert query.terms == ()
    assert query.unsearchable == bool(query.hints)


def test_words_around_control_characters_are_parted() -> None:
    assert terms("研发\x00投入\ud800企业") == [("word", "研发"), ("word", "投入"), ("word", "企业")]


def test_a_very_long_query_is_cut_and_that_is_said() -> None:
    query = parse("研发 " * LONGEST)
    assert len(query.terms) == MOST_TERMS
    assert any("过长" in hint.message for hint in query.hints)
    assert any("过多" in hint.message for hint in query.hints)


@pytest.mark.parametrize(
    "text", ['"' * 100_001, "(" * 100_000, "OR " * 100_000, "*" * 100_000, "研" * 100_000, "a&" * 100_000]
)
def test_monsters_are_answered_in_time(text: str) -> None:
    start = time.perf_counter()
    query = parse(text)
    assert time.perf_counter() - start < 1
    assert len(query.terms) <= MOST_TERMS


@given(st.text(alphabet='研发投入"“”*()-+:：^~\\ AND OR或非\n\x00', max_size=30) | st.text(max_size=30))
def test_anything_is_a_query(text: str) -> None:
    query = parse(text)
    assert all(term.needles and all(term.needles) for term in query.terms)
    assert all(0 <= hint.span[0] < hint.span[1] <= len(text) for hint in query.hints)
    assert query.unsearchable == (bool(query.typed.strip()) and not query.terms)
