"""What query and text have in common, however it is typed."""

from __future__ import annotations

import pytest

from kb.text.folding import fold, fold_with_offsets


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
def test_alike(typed: str, written: str) -> None:
    assert fold(typed) == fold(written)


def test_offsets_of_characters_that_say_several_letters() -> None:
    assert fold_with_offsets("Ⅲ 期㎡") == ("iii期m2", [0, 0, 0, 2, 3, 3])
