"""The one tokenizer: jieba's dictionary and algorithm, shared by the spaCy pipeline and the search index.

rjieba cuts; it gives jieba's tokens on runs of Han characters and differs where digits, letters or marks touch, so only
Han runs are handed to it and all else is cut here. Where rjieba is not installed, a private jieba tokenizer cuts the
same runs (`jieba.add_word` is global to a process and would leak into others; a private tokenizer does not).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

_RUN = re.compile(r"(?P<han>[一-鿿㐀-䶿]+)|\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)

Cutter = Callable[[str], list[str]]


@cache
def jieba_cutter() -> Cutter:
    """Jieba's own cutter on a private tokenizer: the reference, and the fallback."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    cut: Cutter = jieba.Tokenizer().lcut
    return cut


@cache
def cutter() -> Cutter:
    """The fastest cutter at hand that gives jieba's tokens on Han runs."""
    try:
        import rjieba
    except ImportError:
        return jieba_cutter()
    cut: Cutter = rjieba.cut
    return cut


def token_runs(text: str, *, cut: Cutter | None = None) -> Iterator[list[str]]:
    """The tokens of each stretch that is cut at once: "增长3.5%左右" → ["增长"] ["3.5"] ["%"] ["左右"]."""
    cut = cut or cutter()
    for run in _RUN.finditer(text):
        yield cut(run[0]) if run["han"] else [run[0]]


def tokens(text: str, *, cut: Cutter | None = None) -> Iterator[tuple[str, int]]:
    """Every token with its offset; joined they are the text.

    "增长3.5%左右" → ("增长", 0) ("3.5", 2) ("%", 5) ("左右", 6)
    """
    start = 0
    for run in token_runs(text, cut=cut):
        for token in run:
            yield token, start
            start += len(token)


def words(text: str) -> list[str]:
    """The tokens that are words: no white space, no punctuation.

    "市科技局，市财政局" → ["市", "科技局", "市", "财政局"]
    """
    return [token for run in token_runs(text) for token in run if token[0].isalnum()]
