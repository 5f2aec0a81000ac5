"""Spaces that stand inside running text only because of how it was set or copied: taken out, so that words are whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from extract.models import Block
from extract.readers.letter_spacing import meaningless_blanks
from extract.text.appendix_labels import CAPTION_WORD
from extract.text.numerals import HAN_TENS

_HAN = r"\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\u3001-\u303f“”‘’—…·"
_BESIDE_MARK = re.compile(rf"(?<=[{_HAN}])[ \u00a0]+(?=[，。、；：）])|(?<=[，。、；：（])[ \u00a0]+(?=[{_HAN}])")
_BESIDE_LATIN = re.compile(rf"(?<=[{_HAN}])[ \u00a0](?=[A-Za-z0-9])|(?<=[A-Za-z0-9%％])[ \u00a0](?=[{_HAN}])")
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[ \u00a0]+(?=[{_HAN}])")
# What a space parts from the text at the start of a paragraph: 1.1 指标, 第 3 条 申报, 表 1 指标.
_MARKER = re.compile(rf"{CAPTION_WORD}?[\s（(第\d{HAN_TENS}百.．、）)章节条款项]*$")
_SPACED_MARKER = re.compile(
    rf"第[ \d{HAN_TENS}百]{{1,8}}[章节篇编条]|[（(] *[\d{HAN_TENS}]{{1,3}} *[）)]|[\d{HAN_TENS}]{{1,3}} +[、．]"
)
_LONGEST_MARKER = 14
_RUNNING = 40  # characters that a paragraph of running text has at least
_SENTENCE = re.compile(r"[，。；]")
_QUOTE = re.compile(r"[“‘《【][^”’》】]*$")
_OFTEN, _MANY = 0.25, 5  # share and number of paragraphs that show lines were joined with spaces


def mend_spaces(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the spaces taken out of running text that no reader of the page would see.

    到 2025 年达到 3.2 万亿元 → 到2025年达到3.2万亿元; 战略新 兴产业 → 战略新兴产业, where many paragraphs are like that.
    """
    blocks = _closed_up(blocks)
    running = [block.text for block in _paragraphs(blocks) if _is_running(block.text)]
    joined = sum(1 for text in running if any(_odd(text)))
    wrapped = joined >= _MANY and joined >= _OFTEN * len(running)
    return tuple(_mended(block, wrapped=wrapped) for block in blocks)


def _closed_up(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks without the blanks that mean nothing in the whole of a document, those in its tables too."""
    texts = _texts(blocks)
    if not any(" " in text for text in texts):
        return blocks
    blanks = {text: found for text, found in zip(texts, meaningless_blanks(texts), strict=True) if found}
    return [_closed(block, blanks) for block in blocks] if blanks else blocks


def _texts(blocks: Sequence[Block]) -> list[str]:
    return [text for b in blocks for text in (b.text, *(cell.text for cell in b.cells), *_texts(b.blocks)) if text]


def _closed(block: Block, blanks: Mapping[str, Set[int]]) -> Block:
    if block.blocks:
        block = replace(block, blocks=tuple(_closed(inner, blanks) for inner in block.blocks))
    if block.cells:
        cells = tuple(
            replace(cell, text="".join(char for k, char in enumerate(cell.text) if k not in blanks[cell.text]))
            if cell.text in blanks
            else cell
            for cell in block.cells
        )
        block = replace(block, cells=cells)
    return _without(block, blanks[block.text]) if block.text in blanks else block


def _paragraphs(blocks: Sequence[Block]) -> list[Block]:
    return [b for block in blocks for b in (block, *_paragraphs(block.blocks)) if b.kind == "paragraph"]


def _is_running(text: str) -> bool:
    return len(text) >= _RUNNING and bool(_SENTENCE.search(text))


def _spans(pattern: re.Pattern[str], text: str) -> list[range]:
    """Where the pattern finds spaces, but behind the number a paragraph begins with."""
    if " " not in text and "\u00a0" not in text:
        return []
    return [
        range(match.start(), match.end())
        for match in pattern.finditer(text)
        if match.start() > _LONGEST_MARKER or not _MARKER.match(text, 0, match.start())
    ]


def _odd(text: str) -> list[range]:
    """Spaces between Chinese characters that no quote holds (“大众创业 万众创新” has its own)."""
    return [
        span for span in _spans(_BETWEEN_HAN, text) if not _QUOTE.search(text[max(0, span.start - 20) : span.start])
    ]


def _mended(block: Block, *, wrapped: bool) -> Block:
    if block.blocks:
        return replace(block, blocks=tuple(_mended(inner, wrapped=wrapped) for inner in block.blocks))
    if block.kind not in ("paragraph", "heading"):
        return block
    marker = _SPACED_MARKER.match(block.text)
    dropped = {k for k, char in enumerate(marker[0]) if char == " "} if marker else set()
    if block.kind == "paragraph" and _is_running(block.text):
        dropped |= _odd_places(block.text, wrapped=wrapped)
    return _without(block, dropped) if dropped else block


def _odd_places(text: str, *, wrapped: bool) -> set[int]:
    spaces = [*_spans(_BESIDE_LATIN, text), *_spans(_BESIDE_MARK, text)]
    return {k for span in (*spaces, *(_odd(text) if wrapped else ())) for k in span}


def _without(block: Block, dropped: Set[int]) -> Block:
    text = "".join(char for k, char in enumerate(block.text) if k not in dropped)
    breaks = tuple((offset - sum(1 for k in dropped if k < offset), page) for offset, page in block.breaks)
    return replace(block, text=text, breaks=breaks)
