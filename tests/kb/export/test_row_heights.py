"""A row is as high as what stands in it, and no text is lost where it is parted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.export.row_heights import HIGHEST, MOST_LINES, display_width, height, room, row_parts, wrapped

TEXTS = st.text(alphabet="研发投入，。（）R&D123abc 95%\n", max_size=200)


@pytest.mark.parametrize(("text", "width"), [("研发R&D", 7), ("", 0), ("“专精特新”", 12), ("12.5%", 5)])
def test_a_full_width_character_has_two(text: str, width: int) -> None:
    assert display_width(text) == width


def lines(text: str, width: int) -> list[str]:
    return [text[slice(*span)] for span in wrapped(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("研发投入强度", 8, ["研发投入", "强度"]),
        ("研发投入，强度", 8, ["研发投", "入，强度"]),
        ("研发 R&D投入", 8, ["研发 R&D", "投入"]),
        ("投入R&D经费", 6, ["投入", "R&D经", "费"]),
        ("第一\n第二", 8, ["第一", "第二"]),
        ("", 8, [""]),
        ("a" * 20, 8, ["a" * 8, "a" * 8, "a" * 4]),
    ],
)
def test_where_a_line_ends(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(TEXTS, st.integers(4, 60))
def test_lines_hold_all_of_a_text_and_fit(text: str, width: int) -> None:
    parts = wrapped(text, width)
    assert "".join(text[slice(*part)] for part in parts) == text.replace("\n", "")
    assert all(display_width(text[slice(*part)]) <= width for part in parts)
    assert len(parts) >= text.count("\n") + 1


@given(st.lists(TEXTS.map(lambda text: text * 6), min_size=1, max_size=3), st.integers(4, 30))
def test_parts_of_a_row_hold_all_of_it(texts: list[str], width: int) -> None:
    parts = row_parts(texts, [width] * len(texts))
    assert all(high <= HIGHEST for _, high in parts)
    for place, text in enumerate(texts):
        assert "".join(cells[place] for cells, _ in parts).replace("\n", "") == text.replace("\n", "")


def test_a_row_that_is_too_high_is_parted_at_the_end_of_a_paragraph() -> None:
    paragraphs = [f"{n}. " + "措施" * 20 for n in range(1, 21)]
    parts = row_parts(["\n".join(paragraphs), "甲"], [40, 10])
    assert len(parts) > 1
    assert all(cells[0].startswith(tuple("123456789")) for cells, _ in parts)
    assert parts[1][0][1] == ""
    assert height(MOST_LINES) <= HIGHEST


def test_a_wider_column_has_more_room() -> None:
    assert room(10) < room(20) < room(40)
    assert room(20, 18) < room(20)
