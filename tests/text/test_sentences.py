"""Sentences, clauses and brackets: where each ends, and that nothing is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text.sentences import bracket_end, clause_end, sentence_spans


def sentences(text: str, stops: str = "。！？；") -> list[str]:
    return [text[slice(*span)] for span in sentence_spans(text, 0, len(text), stops=stops)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设平台。优化服务。", ["建设平台。", "优化服务。"]),
        ("建设平台；优化服务", ["建设平台；", "优化服务"]),
        ("建设平台（一期；二期）。优化服务！", ["建设平台（一期；二期）。", "优化服务！"]),
        ("落实“一件事。一次办”要求。", ["落实“一件事。一次办”要求。"]),
        ("他说：“建设平台。”优化服务。", ["他说：“建设平台。”优化服务。"]),
        ("落实《关于建设。的意见》。", ["落实《关于建设。的意见》。"]),
        ("建设平台。。优化服务？！", ["建设平台。。", "优化服务？！"]),
        (" 建设平台。 优化服务。 ", ["建设平台。", "优化服务。"]),
        ("建设平台（一期。优化服务。", ["建设平台（一期。", "优化服务。"]),
        ("建设平台）。优化服务。", ["建设平台）。", "优化服务。"]),
        ("建设（甲〔乙；丙〕丁；戊）平台；优化。", ["建设（甲〔乙；丙〕丁；戊）平台；", "优化。"]),
        ("", []),
        ("。", ["。"]),
    ],
)
def test_a_text_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_other_stops_cut_clauses() -> None:
    assert sentences("由市科技局牵头，市财政局（含分局，下同）配合。", "，。") == [
        "由市科技局牵头，",
        "市财政局（含分局，下同）配合。",
    ]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("制定方案，报批", "制定方案"),
        ("制定（初步，详细）方案：报批", "制定（初步，详细）方案"),
        ("制定“一，二”方案。", "制定“一，二”方案"),
        ("制定方案", "制定方案"),
        ("，", ""),
    ],
)
def test_the_first_clause(text: str, clause: str) -> None:
    assert text[: clause_end(text, 0, len(text))] == clause


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("（市科技局）。", "（市科技局）"),
        ("（各县（市、区））。", "（各县（市、区））"),
        ("〔甲（乙〕丙", "〔甲（乙〕"),
        ("（市科技局", None),
        ("（市科技局\n）", None),
        ("（" + "市" * 500 + "）", None),
        ("（" * 20 + "市" + "）" * 20, None),
    ],
)
def test_where_a_bracket_closes(text: str, inside: str | None) -> None:
    end = bracket_end(text, 0, len(text))
    assert (text[:end] if end is not None else None) == inside


@given(st.text(alphabet="建设平台，；。！？（）〔〕“”《》「」\n ", max_size=120))
def test_sentences_cover_the_text_and_never_overlap(text: str) -> None:
    last = 0
    for start, end in sentence_spans(text, 0, len(text)):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


@pytest.mark.parametrize("shape", ["（", "（〔", "（）", "“", "。", "（。"])
def test_no_text_is_too_long(shape: str) -> None:
    text = shape * (50_000 // len(shape))
    assert "".join(sentences(text)) == text
