"""How texts are compared, and how words are cut for the index and the query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.analyzer import bigrams, needles, words
from kb.text.folding import fold, fold_with_offsets

CHINESE = st.text(
    alphabet="研发投入经费高新技术企业市科技局0123456789%万亿元R＆&Ｄd-—，。“”（ )\u3000\u200b\n①㎡İ", max_size=40
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("研发投入", "研发投入"),
        ("Ｒ＆Ｄ 经费", "r&d经费"),
        ("研 发\u3000投\n入", "研发投入"),
        ("研发\u200b投\ufeff入\u00ad", "研发投入"),
        ("“科创走廊”", '"科创走廊"'),
        ("「科创走廊」", '"科创走廊"'),
        ("3—5家", "3-5家"),
        ("3－5家", "3-5家"),
        ("各县(市、区)政府", "各县（市、区）政府"),
        ("各区〔县、市〕政府", "各区（县、市）政府"),
        ("1,000万元", "1000万元"),
        ("1，000，000元", "1000000元"),
        ("2024，2025年", "2024，2025年"),
        ("科技創新", "科技创新"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(CHINESE)
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(CHINESE)
def test_offsets_point_at_what_was_folded(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert all(fold(char) in fold(text[offset]) for char, offset in zip(folded, offsets, strict=True))
    assert list(offsets) == sorted(offsets)


@given(CHINESE, st.data())
def test_a_piece_of_a_text_occurs_in_it_after_folding(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold(text[start:end]) in fold(text)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("研发投入", ("研发", "投入")),
        ("r&d经费", ("r&d", "经费")),
        ("3-5家", ("3-5", "家")),
        ("13.5%", ("13.5%",)),
        ("c++", ("c++",)),
        ("1，000万元", ("1，000", "万元")),
        ("ai，5g", ("ai", "5g")),
        ("市委组织部（市委人才办）", ("市委", "组织部", "人才", "办")),
        ("%", ("%",)),
        ("", ()),
    ],
)
def test_needles(word: str, parts: tuple[str, ...]) -> None:
    assert needles(word) == parts


@given(CHINESE)
def test_a_word_matches_the_text_that_holds_it(text: str) -> None:
    folded = fold(text)
    assert all(needle in folded for needle in needles(folded))


def test_positions_run_and_offsets_point_into_the_text() -> None:
    text = fold("增长3.5%左右，研发投入")
    found = list(words(text))
    assert [position for _, position, _ in found] == list(range(len(found)))
    assert all(text.startswith(word, offset) for word, _, offset in found)
    assert [word for word, _, _ in found] == ["增长", "3.5", "左右", "研发", "投入"]


@pytest.mark.parametrize(("text", "pairs"), [("研发费", ["研发", "发费"]), ("费", []), ("", [])])
def test_bigrams(text: str, pairs: list[str]) -> None:
    assert list(bigrams(text)) == pairs


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("PM2.5", "PM₂.₅"),
        ("NOx", "NOₓ"),
        ("5000m2", "5000㎡"),
        ("5000m2", "5000m²"),
        ("劣V类", "劣Ⅴ类"),
        ("II期", "Ⅱ期"),
        ("VIII级", "Ⅷ级"),
        ("1200家", "1,200家"),
        ("3-5个", "3～5个"),
        ("3~5个", "3—5个"),
        ("8至10家", "8-10家"),
        ("12x6米", "12×6米"),
        ("12*6米", "12×6米"),
        ("锦政办发[2026]44号", "锦政办发〔2026〕44号"),
        ("县民政局", "县民\U000e0104政局"),
    ],
)
def test_what_is_written_otherwise_is_alike(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


def test_offsets_of_characters_that_say_several_letters() -> None:
    assert fold_with_offsets("Ⅲ 期㎡") == ("iii期m2", [0, 0, 0, 2, 3, 3])
