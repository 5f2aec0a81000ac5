"""Blocks → a tree of sections with stable path ids. Drops no text and refuses no numbering, however malformed.

Depth is found from the document's own habit: a style of numbering seen before is at the depth it had; a new one goes
below the styles that are further out by rank. So 一、→ 1. → （1） and 第一章 → 一、→（一） both come out right.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.models import Block, Section, SectionKind, Span
from extract.outline.appendices import appendix_label_end, attachment_lines, is_glossary
from extract.outline.closing_lines import is_address
from extract.outline.contents_list import table_of_contents
from extract.outline.glued_titles import may_run_on, section_title_end, sentence_title_end
from extract.outline.line_headings import line_headings
from extract.outline.nodes import LABEL_LINE, Node
from extract.outline.openings import Opening, owners_start, read_opening, titled
from extract.outline.run_ins import find_owned_paragraphs, find_run_ins
from extract.outline.sequences import item_markers
from extract.outline.siblings import name_items, part_closing
from extract.outline.unit_headings import unit_headings
from extract.text.characters import Text, fold
from extract.text.markers import UNTITLED_STYLES, Marker, read_marker
from extract.text.numerals import HAN_TENS

_BOX_LINE = re.compile(rf"专 ?栏 ?[\d{HAN_TENS}]{{1,3}}(?:-\d)?[ ：:]*[^，。；]{{0,40}}")
_NOTE = re.compile(r"\s*[（(]?(?:表注|附注|注释?|备注|(?:填表|有关|几点)?说明)[：:]\s*")
_LONGEST_NOTE = 10
_SIGNS = ("bullet", "dash")
_NAME_LABEL = re.compile(r"(?:(?:工作|任务|具体|重点)?(?:事项|名称|内容)|(?:任务|项目|举措|行动)(?:名称)?) ?[：:]\s*")
"""What says that the name of an item follows: 事项一 / 名称：更新电梯."""
_DECLARED = 3
"""Where the format declares so many headings, bare lines are none."""
_IN_BOX = 0.1
"""How much deeper than what holds them a box, and the items in it, stand."""


@dataclass(slots=True)
class _Line:
    """One paragraph, or the part of one behind a lost line break."""

    span: Span
    declared: int | None = None
    cut: bool = False


def build_outline(text: Text, blocks: Iterable[Block]) -> Section:
    """The root section of a laid-out text; every paragraph is the body or the title of exactly one section.

    （一）加强领导。成立专班。 → Section(number="一", title="加强领导", body=("成立专班。",))
    """
    folded = text.folded
    builder = _Builder(text)
    builder.read(tuple(blocks))
    root = builder.root
    _lift_title(root)
    part_closing(root, folded)
    name_items(root, folded)
    find_owned_paragraphs(root, text)
    find_run_ins(root, text)
    return _freeze(root, "", 0)


class _Builder:
    """Walks the blocks once and hangs each line where the numbering says."""

    def __init__(self, text: Text) -> None:
        self.whole = text
        self.text, self.folded = text.stored, text.folded
        self.root = Node("root", -1, "root", None, "", "", (0, 0), 0, 0)
        self.stack = [self.root]
        self.appendix: Node | None = None
        self.numbered = False
        self.markers: Mapping[int, Marker] = {}
        self.places: list[int] = []
        """Where the markers stand, in order."""
        self.headings: Mapping[int, float] = {}
        self.units: Mapping[int, float] = {}
        self.caption: Span | None = None
        self.alone: tuple[int, Marker] | None = None
        """A marker that is all of its line, and where it begins: what it numbers is the line behind it."""

    def read(self, blocks: tuple[Block, ...]) -> None:
        toc = table_of_contents(self.folded, blocks)
        attached = attachment_lines(self.folded, [block.span for block in blocks]) - toc
        lines = [
            block
            for index, block in enumerate(blocks)
            if index not in toc and index not in attached and block.kind not in ("box", "table")
        ]
        self.markers = item_markers(self.folded, [block.span for block in lines], [_declared(block) for block in lines])
        self.places = sorted(self.markers)
        if sum(block.kind == "heading" for block in lines) < _DECLARED:
            self.headings = line_headings(self.folded, [block.span for block in lines], self.markers)
        self.units = unit_headings(self.folded, [block.span for block in lines], self.markers)
        for index, block in enumerate(blocks):
            if index in attached:
                self._attached(block.span)
            elif index in toc:
                self._body(block.span)
            elif block.kind == "box":
                self._box(block)
            elif block.kind == "table":
                self._extend(block.span[1])
            elif self._is_note(blocks, index):
                self._body(block.span)
            else:
                for line in self._lines(block):
                    self._line(line)

    def _is_note(self, blocks: tuple[Block, ...], index: int) -> bool:
        """Whether a paragraph belongs to the note below a table: 注：1.★为牵头单位。2.……, or one of the items below 说明：."""
        first, furthest = index, max(0, index - _LONGEST_NOTE)
        while (
            first > furthest
            and (marker := self.markers.get(blocks[first].span[0])) is not None
            and marker.value is not None
        ):
            first -= 1
        note = _NOTE.match(self.folded, *blocks[first].span)
        if note is None or not first or blocks[first - 1].kind != "table":
            return False
        return first == index or note.end() == blocks[first].span[1] or note.end() in self.markers

    def _lines(self, block: Block) -> Iterator[_Line]:
        """The paragraph, parted where a line break before an item was lost."""
        start, end = block.span
        declared = _declared(block)
        inside = self.places[bisect_right(self.places, start) : bisect_left(self.places, end)]
        for position in inside:
            stop = position
            while stop > start and self.folded[stop - 1] == " ":
                stop -= 1
            if stop > start:
                yield _Line((start, stop), declared, True)
            start, declared = position, None
        yield _Line((start, end), declared, start != block.span[0])

    def _line(self, line: _Line) -> None:
        start, end = line.span
        while start < end and self.folded[start] == " ":
            start += 1
        if start >= end:
            return
        marker = self.markers.get(start)
        if self.alone is not None:
            (start, marker), self.alone = self.alone, None
        elif marker is not None and marker.end >= end:
            self.alone = start, marker
            return
        if self.appendix is not None and self._name_appendix(start, end):
            return
        if self.numbered and self._opens_appendix(start, end):  # 附件 on the first page only says that it is one
            return
        caption, self.caption = self.caption, None
        if marker is not None and marker.style == "name-label" and self._named_already():
            marker = None
        if not self.folded[start].isalnum() and (label := self._label_behind_sign(start, end)) is not None:
            start, marker = label, None  # ▲责任单位：市科技局 is no item
        if marker is not None and marker.end < end:
            if caption is not None and marker.value == 1:
                self._open_box(caption)
            self._item(start, end, marker, cut=line.cut)
        elif line.declared is not None and not LABEL_LINE.match(self.folded, start, end) and end - start <= 80:
            self._heading(start, end, 0.5 + line.declared, f"h{line.declared}")
        elif start in self.units:
            self._heading(start, end, self.units[start], "unit")
        elif start in self.headings:
            self._heading(start, end, self.headings[start], "line")
        else:
            self._body((start, end))
            if _BOX_LINE.fullmatch(self.folded, start, end):
                self.caption = (start, end)

    def _label_behind_sign(self, start: int, end: int) -> int | None:
        """Where the label of owners or a deadline begins that a sign sets off; None where no sign does."""
        sign = read_marker(self.folded, start, series=True)
        if sign is None or sign.style not in _SIGNS or not LABEL_LINE.match(self.folded, sign.end, end):
            return None
        return sign.end

    def _named_already(self) -> bool:
        """Whether 事项：…… stands right below a heading, which names the item then."""
        top = self.stack[-1]
        return top.kind in ("numbered", "heading") and top.style != "name-label" and not (top.body or top.children)

    def _open_box(self, caption: Span) -> None:
        """A box of plain text has no frame: its caption (专栏2 重点工程) opens it, the items that go on outside close it."""
        while self.stack[-1].kind == "bullet":
            self.stack.pop()
        top = self.stack[-1]
        top.body = [span for span in top.body if span != caption]
        title = self.text[slice(*caption)]
        self._open(Node("box", top.rank + _IN_BOX, "box", None, "", title, caption, *caption))

    def _heading(self, start: int, end: int, rank: float, style: str) -> None:
        self._close(rank)
        first, stop = (start, end) if style == "unit" else titled(self.folded, start, end)
        title = self.text[first:stop].rstrip("。：: ")
        node = Node("heading", rank, style, None, "", title, (first, first + len(title)), start, end)
        node.guessed = style == "line"
        self._open(node)
        if owners_start(self.folded, stop, end) < end:
            self._body((owners_start(self.folded, stop, end), end))

    def _opens_appendix(self, start: int, end: int) -> bool:
        if is_glossary(self.folded, start, end):
            self._close(-0.5)
            title = self.text[start:end].rstrip("：: ")
            self._open(Node("heading", 0, "appendix", None, "", title, (start, start + len(title)), start, end))
            return True
        label = appendix_label_end(self.folded, start, end)
        if label is None:
            return False
        self._close(-0.5)
        title = self.text[label:end].strip() or self.text[start:end].strip("：: ")
        node = Node("heading", 0, "appendix", None, self.text[start:label], title, (start, end), start, end)
        self._open(node)
        self.appendix = node if label == end else None
        return True

    def _name_appendix(self, start: int, end: int) -> bool:
        """附件1 alone on a line is named by the line behind it."""
        node, self.appendix = self.appendix, None
        if node is None or end - start > 60 or self.folded[end - 1] in "。；" or read_marker(self.folded, start):
            return False
        node.title, node.title_span = self.text[start:end], (start, end)
        self._extend(end)
        return True

    def _item(self, start: int, end: int, marker: Marker, *, cut: bool) -> None:
        # an article of a regulation (第七条) is prose more often than it has a heading
        limits = {"longest": 20, "commas": 0} if marker.style == "article" else {}
        label = _NAME_LABEL.match(self.folded, marker.end, end)
        begin = label.end() if label and label.end() < end else marker.end
        opening = read_opening(self.folded, begin, end, **limits)
        guessed = False
        titled = opening.form == "run-in" and "，" not in self.folded[slice(*opening.title)]
        ends = sentence_title_end if titled else section_title_end
        if cut and (title_end := ends(self.folded, *opening.title)) is not None:
            opening = Opening("run-in", (begin, title_end), title_end, end)
            guessed = True
        guessed = guessed or (cut and may_run_on(self.folded[slice(*opening.title)]))
        self.numbered = True
        kind: SectionKind = "bullet" if marker.style in UNTITLED_STYLES else "numbered"
        rank = self._depth(marker)
        self._close(rank)
        node = Node(kind, rank, marker.style, marker.number, self.text[start : marker.end].strip(),
                     self.text[slice(*opening.title)], opening.title, start, end, opening=opening,
                     guessed=guessed)  # fmt: skip
        if opening.rest < end:
            node.body.append((opening.rest, end))
        self._open(node)

    def _depth(self, marker: Marker) -> float:
        """The marker's rank, or that of the open section that its style already has."""
        box = next((node for node in self.stack if node.kind == "box"), None)
        if box is not None:
            seen = next((child for child in reversed(box.children) if child.style == marker.style), None)
            before = read_marker(fold(seen.marker)) if seen else None
            if marker.value == ((before.value or 0) + 1 if before else 1):
                return box.rank + _IN_BOX
        for node in self.stack:
            if node.style == marker.style:
                return node.rank
        return marker.rank

    def _close(self, rank: float) -> None:
        while len(self.stack) > 1 and self.stack[-1].rank >= rank:
            self.stack.pop()

    def _open(self, node: Node) -> None:
        self.stack[-1].children.append(node)
        self.stack.append(node)
        self._extend(node.end)

    def _body(self, span: Span) -> None:
        # a paragraph behind bullets belongs to the item that holds them, unless it goes on with a bullet's sentence
        while self.stack[-1].kind == "bullet" and self.folded[self.stack[-1].end - 1] in "。；！？":
            self.stack.pop()
        if is_address(self.folded, span[0]):
            del self.stack[2:]  # 各位代表！…… goes on with the chapter, not with its last item
        self.stack[-1].body.append(span)
        self._extend(span[1])

    def _attached(self, span: Span) -> None:
        """What only names the attachments closes all items."""
        del self.stack[1:]
        self._body(span)

    def _box(self, block: Block) -> None:
        title = block.text or (self.text[slice(*block.blocks[0].span)] if block.blocks else "")
        start, end = block.span
        node = Node("box", 99, "box", None, "", title, (start, start + len(title)), start, end)
        inner = _Builder(self.whole)
        inner.root = node
        inner.stack = [node]
        inner.read(block.blocks)
        while self.stack[-1].kind == "bullet":
            self.stack.pop()
        self.stack[-1].children.append(node)
        self._extend(end)

    def _extend(self, end: int) -> None:
        for node in self.stack:
            node.end = max(node.end, end)


def _declared(block: Block) -> int | None:
    return block.level if block.kind == "heading" else None


def _lift_title(root: Node) -> None:
    """The first declared heading is the document's title, not a section, where no other stands beside it.

    What follows stands below it, or begins with numbers of its own that are further out (第一篇, 一、).
    """
    tops = [child for child in root.children if child.style != "appendix"]
    if not tops or tops[0] is not root.children[0] or not tops[0].style.startswith("h"):
        return
    if any(top.kind != "numbered" for top in tops[1:]) or any(end <= tops[0].start for _, end in root.body[1:]):
        return
    title = root.children.pop(0)
    if any(child.start < title.start for child in root.children):
        return
    root.body = sorted([*root.body, title.title_span, *title.body])
    root.children = [*title.children, *root.children]


def _freeze(node: Node, path: str, level: int) -> Section:
    children = tuple(
        _freeze(child, f"{path}.{i}" if path else str(i), level + 1) for i, child in enumerate(node.children, start=1)
    )
    kind: SectionKind = "item" if node.opening is not None and node.opening.form == "prose" else node.kind
    return Section(path, kind, level, node.number, node.marker, node.title, (node.start, node.end), node.title_span,
                   tuple(node.body), children, node.guessed)  # fmt: skip


def walk(section: Section, above: tuple[Section, ...] = ()) -> Iterator[tuple[Section, tuple[Section, ...]]]:
    """Every section in reading order with the sections above it, the root left out of both."""
    for child in section.children:
        yield child, above
        yield from walk(child, (*above, child))


def heading_text(text: str, section: Section) -> str:
    """A section's heading with its number, as written: "第二章 总体要求"."""
    start, end = section.span[0], section.title_span[1]
    joined = 0 <= section.title_span[0] - start - len(section.marker) <= 2
    gap = "" if section.marker.endswith(("：", ":")) else " "  # 附件：分解表, 附件1 分解表
    return text[start:end].replace("\n", " ") if joined else f"{section.marker}{gap}{section.title}".strip()
