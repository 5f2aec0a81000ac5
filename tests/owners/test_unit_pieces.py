"""Cutting a list of units: separators, numbers, and names that hold a 、 of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.owners.list_pieces import pieces
from extract.text.characters import fold


def cut(text: str) -> list[str]:
    return [text[slice(*piece.span)].strip() for piece in pieces(fold(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市科技局、市财政局，市教育局；市商务局", ["市科技局", "市财政局", "市教育局", "市商务局"]),
        ("市科技局丶市财政局/市教育局|市商务局", ["市科技局", "市财政局", "市教育局", "市商务局"]),
        ("各县（市、区）、市科技局", ["各县（市、区）", "市科技局"]),
        ("市交通委（市道运局）、市公安局", ["市交通委（市道运局）", "市公安局"]),
        ("1.市科技局2.市财政局", ["", "市科技局", "市财政局"]),
        ("①市科技局②市财政局", ["", "市科技局", "市财政局"]),
        ("（1）市科技局（2）市财政局", ["", "市科技局", "市财政局"]),
        ("2026年6.30日", ["2026年6.30日"]),
        # 、 inside of a name
        ("各区、县级市", ["各区、县级市"]),
        ("各市（地）、县（市、区）政府（行署）", ["各市（地）、县（市、区）政府（行署）"]),
        ("各市、州、县（区）人民政府", ["各市、州、县（区）人民政府"]),
        ("各省、自治区、直辖市人民政府", ["各省、自治区、直辖市人民政府"]),
        ("各市、省直管县（市）人民政府", ["各市、省直管县（市）人民政府"]),
        ("各盟行政公署、市人民政府", ["各盟行政公署、市人民政府"]),
        ("省教育厅及各市、县（区）政府", ["省教育厅及各市、县（区）政府"]),
        ("各区、街道负责", ["各区、街道负责"]),
        ("市委、市政府督查室", ["市委、市政府督查室"]),
        ("各级党委、政府", ["各级党委、政府"]),
        # and between names
        ("各区、各街道", ["各区", "各街道"]),
        ("各区、市科技局", ["各区", "市科技局"]),
        ("各镇人民政府、街道办事处", ["各镇人民政府", "街道办事处"]),
        ("各街道、区直各部门", ["各街道", "区直各部门"]),
        ("市委、市政府", ["市委", "市政府"]),
        ("市委、县政府督查室", ["市委", "县政府督查室"]),
        ("各区，县级市", ["各区", "县级市"]),
        ("", [""]),
    ],
)
def test_a_list_is_cut(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet="各市县区局、，；（）1.2① 党委政府街道", max_size=60))
def test_pieces_and_separators_are_the_whole_list(text: str) -> None:
    folded = fold(text)
    last = 0
    found = list(pieces(folded, 0, len(folded)))
    for piece in found:
        assert last <= piece.span[0] <= piece.span[1] <= len(folded)
        last = piece.span[1]
    assert found[-1].separator == ""
    assert not any("一" <= char <= "鿿" for span in _gaps(found, len(text)) for char in text[slice(*span)])


def _gaps(found: list, end: int) -> list[tuple[int, int]]:  # type: ignore[type-arg]
    starts = [0, *(piece.span[1] for piece in found)]
    ends = [*(piece.span[0] for piece in found), end]
    return list(zip(starts, ends, strict=True))
