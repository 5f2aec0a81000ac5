"""Frames, text boxes and tables of one cell that hold part of the page itself, told from inserts (专栏) by what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.models import Block
from extract.readers.line_ends import BOX_TITLE
from extract.text.characters import fold
from extract.text.markers import Marker, read_marker

_CHAPTER = 5  # markers with a smaller rank head chapters: 第一章, 一、
_OWNER = re.compile(r"(?:牵头|责任|主办|配合|协办)(?:单位|部门)\s*[：:]|牵头[，、；）]|负责[）]")
_RUNNING = 2
_PAGE = 0.7  # share of a document's text: what holds as much is no insert


def without_frames(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with what stands in frames set free where it belongs to the page's own outline.

    一、总体要求 / box(二、重点任务, （一）…) → 一、总体要求, 二、重点任务, （一）…; a box that begins to count anew, or is
    called 专栏, stays one. Its first chapter must be the next of those before it, and none of the page's own.
    """
    if not any(block.kind == "box" for block in blocks):
        return tuple(blocks)
    whole = _length(blocks)
    own = {key for block in blocks if block.kind != "box" for key in _chapters(_markers([block]))}
    last: dict[str, int] = {}
    result: list[Block] = []
    for block in blocks:
        inner = list(_flat(block)) if block.kind == "box" else [block]
        markers = _markers(inner)
        page = block.kind == "box" and _length(inner) >= _PAGE * whole and not BOX_TITLE.match(inner[0].text)
        if block.kind == "box" and not page and not _is_part(inner, markers, last, own):
            result.append(block)
            continue
        result += inner
        for marker in markers:
            if marker.value is not None:
                last[marker.style] = marker.value
    return tuple(result)


def holds_outline(rows: Sequence[Sequence[Sequence[Block]]]) -> bool:
    """Whether the rows of a table hold the chapters of one document: 一、 and 二、 with text below them, each once.

    Such a table only places the parts of a page. `rows`: the blocks of each cell. A chapter beside other cells
    (一、经济运行|…|市发改委) groups the rows of a table.
    """
    alone = [row for row in rows if len(rows) == 1 or sum(1 for cell in row if _length(cell)) == 1]
    blocks = [block for row in alone for cell in row for block in cell]
    chapters = _chapters(_markers(blocks))
    numbers = [number for _, number in chapters]
    running = sum(1 for block in blocks if block.kind == "paragraph" and "。" in block.text)
    counted = len({style for style, _ in chapters}) == 1 and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )
    return len(numbers) >= 2 and counted and running >= _RUNNING


def _flat(box: Block) -> Iterator[Block]:
    """What stands in a box, its title first, as blocks of the page."""
    if box.text:
        yield Block("paragraph", box.text, page=box.page)
    yield from box.blocks


def _markers(blocks: Iterable[Block]) -> list[Marker]:
    found = (read_marker(fold(block.text)) for block in blocks if block.kind in ("paragraph", "heading"))
    return [marker for marker in found if marker is not None and marker.value is not None]


def _chapters(markers: Iterable[Marker]) -> list[tuple[str, int]]:
    return [(marker.style, marker.value) for marker in markers if marker.rank < _CHAPTER and marker.value is not None]


def _length(blocks: Iterable[Block]) -> int:
    return sum(len(b.text) + _length(b.blocks) + sum(len(cell.text) for cell in b.cells) for b in blocks)


def _is_part(
    inner: Sequence[Block], markers: Sequence[Marker], last: dict[str, int], own: set[tuple[str, int]]
) -> bool:
    if not markers or any(BOX_TITLE.match(block.text) for block in inner[:1]):
        return False
    chapters = _chapters(markers)
    if chapters:
        style, number = chapters[0]
        return number == last.get(style, 0) + 1 and not own.intersection(chapters)
    first = markers[0]
    follows = first.value == last.get(first.style, 0) + 1
    begins = first.value == 1 and any(_OWNER.search(block.text) for block in inner)
    return (follows and first.style in last) or begins
