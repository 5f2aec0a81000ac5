"""When something is due, as it is written."""

from __future__ import annotations

import pytest

from kb.deadline import dated_deadline, deadline


@pytest.mark.parametrize(
    ("year", "words", "basis", "expected", "dated"),
    [
        (2026, "2026年12月底前", "own", "2026年12月底前", "2026年12月底前"),
        (2026, "6月底前", "row", "6月底前", "6月底前（2026年）"),
        (2026, "今年年底", "own", "今年年底", "今年年底（2026年）"),
        (None, "持续推进", "row", "持续推进", "持续推进"),
        (2028, None, "own", "2028年", "2028年"),
        (2026, None, "target", "2026年〔据目标〕", "2026年〔据目标〕"),
        (2026, "到2026年", "section", "2026年〔据章节〕", "2026年〔据章节〕"),
        (2030, None, "plan", "2030年〔据规划期〕", "2030年〔据规划期〕"),
        (2027, "2027年", None, "2027年", "2027年"),
        (None, None, None, "", ""),
    ],
)
def test_a_deadline_says_what_dates_it(
    year: int | None, words: str | None, basis: str | None, expected: str, dated: str
) -> None:
    assert (deadline(year, words, basis), dated_deadline(year, words, basis)) == (expected, dated)
