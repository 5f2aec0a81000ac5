"""The tokenizer: tokens join to the text, and the fast cutter gives jieba's tokens on runs of Han characters."""

from __future__ import annotations

import builtins
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paths import SHARED_CORPUS

from extract.text import segment
from extract.text.segment import cutter, jieba_cutter, tokens, words

CORPUS = SHARED_CORPUS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长3.5%左右", ["增长", "3.5", "%", "左右"]),
        ("3-5个", ["3", "-", "5", "个"]),
        ("1,000万元", ["1,000", "万元"]),
        ("R&D经费", ["R", "&", "D", "经费"]),
        ("市科技局", ["市", "科技局"]),
        ("一", ["一"]),
        ("\n\t建设", ["\n\t", "建设"]),
        ("", []),
    ],
)
def test_a_text_is_cut(text: str, expected: list[str]) -> None:
    assert [token for token, _ in tokens(text)] == expected


def test_words_leave_punctuation_out() -> None:
    assert words("市科技局，市财政局。") == ["市", "科技局", "市", "财政局"]


@given(st.text(max_size=80))
def test_tokens_join_to_the_text(text: str) -> None:
    position = 0
    for token, start in tokens(text):
        assert start == position
        assert text.startswith(token, start)
        position += len(token)
    assert position == len(text)


def test_without_the_fast_cutter_jieba_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "rjieba":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert cutter.__wrapped__() is jieba_cutter()


def test_the_reference_is_private() -> None:
    import jieba

    assert jieba_cutter() is not jieba.lcut
    assert segment.jieba_cutter()("创新发展") == ["创新", "发展"]


def _han_runs(text: str) -> set[str]:
    return set(re.findall(r"[一-鿿㐀-䶿]{2,}", text))


def test_both_cutters_agree_on_known_runs() -> None:
    runs = _han_runs("慈溪市建设创新型县市领导小组办公室牵头，会同市自然资源和规划局推进产业链供应链韧性提升")
    assert {run: cutter()(run) for run in runs} == {run: jieba_cutter()(run) for run in runs}


@pytest.mark.skipif(not CORPUS.exists(), reason="the folder of real documents is not beside this one")
def test_both_cutters_agree_on_real_documents() -> None:
    files = [*sorted(CORPUS.glob("*.txt")), *sorted((CORPUS / "reports").glob("*.md"))[:4]]
    runs: set[str] = set()
    for path in files:
        runs |= _han_runs(path.read_text("utf-8"))
    assert len(runs) > 10_000
    different = [run for run in runs if cutter()(run) != jieba_cutter()(run)]
    assert different == []
