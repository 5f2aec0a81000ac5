"""What stands behind a text: the list of its attachments, appendices with a title of their own, glossaries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.models import Span
from extract.text.appendix_labels import APPENDIX, APPENDIX_WORD
from extract.text.markers import read_marker

_APPENDIX = re.compile(rf"(?:《[^《》]{{2,20}}》)?{APPENDIX}\s*[：:]?")
_GLOSSARY = re.compile(
    r"(?:附注|备注|注|[^，。；！？、]{0,20}(?:注释|名词|(?:名词|术语|用语|词语)的?(?:解释|注释|说明|释义|注解|和|及)+))[）》]?[：:]?$"
)
"""A line of its own that begins the notes behind a text: 名词解释, 《政府工作报告》注释."""
_LIST_LABEL = re.compile(rf"{APPENDIX_WORD}\s*[：:]\s*")
_SHORT = 40
_LONGEST_NAME = 60


def appendix_label_end(folded: str, start: int, end: int) -> int | None:
    """Where the label of an appendix ends that begins a line; None where the line is no heading of one.

    "附件2 任务清单" → 4; "附件：任务分解表" → 3; "附件的内容由……" → None
    """
    match = _APPENDIX.match(folded, start, end)
    if match is None or not (end - start < _SHORT or match.end() == end):
        return None
    return match.end()


def is_glossary(folded: str, start: int, end: int) -> bool:
    """Whether a line begins the notes behind a text: 名词解释."""
    return end - start < _SHORT and _GLOSSARY.match(folded, start, end) is not None


def attachment_lines(folded: str, lines: Sequence[Span]) -> frozenset[int]:
    """The lines that only name what is attached: 附件：1.任务分解表 / 2.指标表. They head no appendix and are no items.

    A label alone on its line heads a list where bare names that count up follow it, and behind them a signature, another
    label or nothing.
    """
    found: set[int] = set()
    for index, (start, end) in enumerate(lines):
        label = _LIST_LABEL.match(folded, start, end)
        if label is None:
            continue
        first = read_marker(folded, label.end()) if label.end() < end else None
        if label.end() < end and (first is None or first.value != 1):
            if _ends_the_text(folded, lines, index + 1):
                found.add(index)
            continue
        names = _names(folded, lines, index + 1, 2 if first is not None else 1)
        if first is not None or (names and _ends_the_text(folded, lines, index + 1 + len(names))):
            found.update((index, *names))
    return frozenset(found)


def _names(folded: str, lines: Sequence[Span], index: int, number: int) -> list[int]:
    """The lines from `index` on that are names counting up from `number`."""
    names = []
    while index < len(lines):
        start, end = lines[index]
        marker = read_marker(folded, start)
        if marker is None or marker.value != number or not _is_name(folded, marker.end, end):
            break
        names.append(index)
        index, number = index + 1, number + 1
    return names


def _is_name(folded: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_NAME and not any(char in "。；！？" for char in folded[start:end])


def _ends_the_text(folded: str, lines: Sequence[Span], index: int) -> bool:
    """Whether what stands at `index` is a signature, a date, a new label, or nothing."""
    if index >= len(lines):
        return True
    start, end = lines[index]
    if _APPENDIX.match(folded, start, end):
        return True
    short = end - start <= _SHORT and not any(char in "，。；：！？\t\n" for char in folded[start:end])
    signed = folded[start:end].rstrip("（）() ").endswith(("政府", "办公室", "委员会", "局", "厅", "部", "院", "日"))
    return short and signed and read_marker(folded, start) is None
