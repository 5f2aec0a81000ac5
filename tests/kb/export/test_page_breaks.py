"""Pages end where the sheet says: before what would not fit, and never behind a line that heads the next row."""

from __future__ import annotations

from kb.export.page_breaks import PAPER, SPARE, PageBreaks

ROOM = (PAPER[1] - 100) * (1 - SPARE)
"""Points of a page in which nothing is made smaller."""


def breaks(*rows: tuple[float, bool], most: int = 1_023, widths: tuple[float, ...] = (40,)) -> list[int]:
    pages = PageBreaks(list(widths), margins=(60, 100), first=0, repeated=0, most=most)
    for number, (height, heads) in enumerate(rows, start=3):
        pages.add(number, height, heads=heads)
    return pages.breaks


def share(part: float, heads: bool = False) -> tuple[float, bool]:
    """A row that takes a part of a page."""
    return part * ROOM, heads


def test_a_page_ends_before_what_would_not_fit() -> None:
    assert breaks(share(0.5), share(0.5), share(0.5), share(0.4), share(0.2)) == [5, 7]


def test_a_line_that_heads_goes_with_what_it_heads() -> None:
    assert breaks(share(0.9), share(0.05, True), share(0.3)) == [4]
    assert breaks(share(0.8), share(0.05, True), share(0.05, True), share(0.3), share(0.5)) == [4]
    assert breaks(share(0.8), share(0.05, True), share(0.1), share(0.3)) == [6]


def test_the_height_of_what_it_heads_counts_on_the_next_page() -> None:
    assert breaks(share(0.9), share(0.1, True), share(0.85), share(0.1)) == [4, 6]


def test_what_is_higher_than_a_page_ends_no_page_that_holds_nothing() -> None:
    assert breaks(share(0.1, True), share(1.5), share(0.5)) == [5]


def test_a_wide_sheet_is_made_smaller_so_that_more_rows_fit() -> None:
    assert breaks(share(0.7), share(0.7), widths=(40,)) == [4]
    assert breaks(share(0.7), share(0.7), widths=(100, 130)) == []


def test_no_more_breaks_than_excel_knows() -> None:
    assert breaks(*[share(0.9)] * 10, most=3) == [4, 5, 6]
