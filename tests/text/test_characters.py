"""Characters: what stored text may hold, and the one form that rules match against."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.rulefiles import load_csv
from extract.text.characters import clean, fold

TRADITIONAL = load_csv("traditional.csv", ("simplified", "traditional"), folder="data")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\u3000⼀、总体要求\xa0", "一、总体要求"),
        ("建\u200b设\ufeff平台", "建设平台"),
        ("甲\t乙", "甲 乙"),
        ("面积100㎡", "面积100㎡"),
        ("\x07建设\x00", "建设"),
        ("建设\r\n", "建设"),
        ("⻓江", "长江"),
        ("", ""),
    ],
)
def test_stored_text_is_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ｒ＆Ｄ经费(1,000万元)", "R&D经费（1,000万元）"),
        ("1，000家", "1,000家"),
        ("市科技局,市财政局", "市科技局，市财政局"),
        ("2026,2027年", "2026，2027年"),
        ("[甲]{乙}", "［甲］｛乙｝"),
        ("责任单位∶市科技局", "责任单位：市科技局"),
        ("甲､乙﹑丙｡", "甲、乙、丙。"),
        ("3–5家―6家~7家", "3—5家—6家～7家"),
        ("責任單位：發展改革委、經信局、稅務局", "责任单位：发展改革委、经信局、税务局"),
        ("高於2020年後", "高于2020年后"),
        ("著名、乾净、了解", "著名、乾净、了解"),
        ("面积100㎡", "面积100㎡"),
    ],
)
def test_rules_see_one_form(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_every_traditional_character_folds_to_its_simplified_form() -> None:
    assert {row["simplified"]: fold(row["traditional"]) for row in TRADITIONAL} == {
        row["simplified"]: row["simplified"] * len(row["traditional"]) for row in TRADITIONAL
    }


def test_no_traditional_character_is_a_simplified_one_too() -> None:
    simplified = {row["simplified"] for row in TRADITIONAL}
    assert {char for row in TRADITIONAL for char in row["traditional"]} & simplified == set()


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert len(fold(folded)) == len(text)


@given(st.text(alphabet="０１２，,.（）()責任单位１,000 Ａｂ％", max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
