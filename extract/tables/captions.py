"""What the lines above a table say of it: its caption and the unit of measurement of all its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.models import Block
from extract.tables.indicator_labels import table_uom
from extract.text.appendix_labels import APPENDIX, CAPTION
from extract.text.characters import fold

_UNIT_LINE = re.compile(r"[（［]?(?:计量)?单位[：:].{1,20}")
_APPENDIX = re.compile(rf"^{APPENDIX}[：:]\s*")
_CAPTION = re.compile(
    rf"{CAPTION}.*|.*(?:表|指标|目标|清单|任务|分解|安排|情况|分工|台账|细则|实事|项目|事项|要点)(?:（.{{1,30}}）)?"
)
_LONGEST_CAPTION = 60
_CAPTION_ENDS = "。；：，！？、"


def caption_of(previous: Sequence[Block]) -> str | None:
    """The caption among the blocks before a table (the last one is nearest), None where none of them is one.

    附件2, 2026年主要目标分解表, 单位：亿元 → "2026年主要目标分解表": a line of the unit of measurement is passed over.
    """
    for block in reversed(previous[-3:]):
        text = fold(block.text).strip()
        if block.kind not in ("paragraph", "heading") or not text:
            return None
        if _UNIT_LINE.fullmatch(text):
            continue
        if len(text) <= _LONGEST_CAPTION and text[-1] not in _CAPTION_ENDS and _CAPTION.fullmatch(text):
            return _APPENDIX.sub("", block.text)
        return None
    return None


def uom_of(previous: Sequence[Block]) -> str | None:
    """The unit of measurement that the line right above a table gives all of it: 单位：亿元 → 亿元."""
    return table_uom(fold(previous[-1].text).strip().rstrip("。")) if previous else None
