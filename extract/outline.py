"""Blocks → a tree of sections with stable path ids. Drops no text and refuses no numbering, however malformed.

Depth is found from the document's own habit: a style of numbering seen before is at the depth it had; a new one goes
below the styles that are further out by rank. So 一、→ 1. → （1） and 第一章 → 一、→（一） both come out right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.characters import fold
from extract.closing import is_address
from extract.headings import Marker, Opening, read_marker, read_opening
from extract.models import Block, Section, SectionKind, Span
from extract.section_kinds import section_use
from extract.sentences import clause_end, sentence_spans

_TOC_LINE = re.compile(r"[.…·．]{4,}\s*[-—]?\s*\d+\s*[-—]?\s*$")
_TOC_TITLE = re.compile(r"目\s*录")
_APPENDIX = re.compile(r"(?:《[^《》]{2,20}》)?(?:附件|附表|附录)\s*[\d一二三四五六七八九十]*\s*[：:]?")
_GLOSSARY = re.compile(
    r"(?:附注|备注|注|[^，。；！？、]{0,20}(?:注释|名词|(?:名词|术语|用语|词语)的?(?:解释|注释|说明|释义|注解|和|及)+))[：:]?$"
)
"""A line of its own that begins the notes behind a text: 名词解释, 《政府工作报告》注释."""
_LABEL_LINE = re.compile(r"[（〔［【]?[^，。；（）]{0,8}(?:单位|部门|时限|时间|领导|责任人|地区)\s*[：:]")
_CHINESE = "[一二三四五六七八九十百]+"
_LOST_BREAK = re.compile(
    rf"(?<=[。！？；）〕\s])\s*(?=第{_CHINESE}[章节] ?|{_CHINESE}、|（{_CHINESE}）)"
    r"|(?<=[。！？）〕])\s*(?=\d{1,2}[.．、](?!\d))|(?=（一）)"
)
_UNTITLED_STYLES = frozenset({"ordinal", "dash", "bullet"})


@dataclass(slots=True)
class _Line:
    """One paragraph, or the part of one behind a lost line break."""

    span: Span
    declared: int | None = None


@dataclass(slots=True)
class _Node:
    kind: SectionKind
    rank: float
    style: str
    number: str | None
    marker: str
    title: str
    title_span: Span
    start: int
    end: int
    body: list[Span] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)
    opening: Opening | None = None


def build_outline(text: str, blocks: Iterable[Block]) -> Section:
    """The root section of a laid-out text; every paragraph is the body or the title of exactly one section.

    （一）加强领导。成立专班。 → Section(number="一", title="加强领导", body=("成立专班。",))
    """
    folded = fold(text)
    builder = _Builder(text, folded)
    builder.read(tuple(blocks))
    root = builder.root
    _part_closing(root, folded)
    _settle(root, folded)
    habit: set[str] = set()
    _find_run_ins(root, text, folded, habit, several=True)
    _find_run_ins(root, text, folded, habit, several=False)
    return _freeze(root, "", 0)


class _Builder:
    """Walks the blocks once and hangs each line where the numbering says."""

    def __init__(self, text: str, folded: str) -> None:
        self.text, self.folded = text, folded
        self.root = _Node("root", -1, "root", None, "", "", (0, 0), 0, 0)
        self.stack = [self.root]
        self.appendix: _Node | None = None
        self.numbered = False

    def read(self, blocks: tuple[Block, ...]) -> None:
        toc = _table_of_contents(blocks)
        for index, block in enumerate(blocks):
            if index in toc:
                self._body(block.span)
            elif block.kind == "box":
                self._box(block)
            elif block.kind == "table":
                self._extend(block.span[1])
            else:
                for line in self._lines(block):
                    self._line(line)

    def _lines(self, block: Block) -> Iterator[_Line]:
        """The paragraph, parted where a line break before a number was lost."""
        start, end = block.span
        declared = block.level if block.kind == "heading" else None
        for match in _LOST_BREAK.finditer(self.folded, start, end):
            position = match.end()
            if position - start < 4 or not self._continues(position, start):
                continue
            yield _Line((start, match.start()), declared)
            start, declared = position, None
        yield _Line((start, end), declared)

    def _continues(self, position: int, start: int) -> bool:
        """Whether the number at `position` goes on from one seen before, or is a first one below the line's own."""
        marker = read_marker(self.folded, position)
        if marker is None or marker.value is None:
            return False
        own = read_marker(self.folded, start)
        if own is not None and own.style == marker.style:
            return own.value is not None and marker.value == own.value + 1
        if marker.value == 1:
            return own is not None and own.rank < marker.rank and position - start < 40
        for node in reversed(self.stack):
            last = next((child for child in reversed(node.children) if child.style == marker.style), None)
            for seen in (last, node if node.style == marker.style else None):
                if seen is not None and seen.number is not None:
                    value = read_marker(fold(seen.marker))
                    return value is not None and value.value is not None and value.value + 1 == marker.value
        return False

    def _line(self, line: _Line) -> None:
        start, end = line.span
        while start < end and self.folded[start] == " ":
            start += 1
        if start >= end:
            return
        if self.appendix is not None and self._name_appendix(start, end):
            return
        appendix = _APPENDIX.match(self.folded, start, end)
        if self._seen_sections() and end - start < 40 and _GLOSSARY.match(self.folded, start, end):
            self._close(-0.5)
            title = self.text[start:end].rstrip("：: ")
            self._open(_Node("heading", 0, "appendix", None, "", title, (start, start + len(title)), start, end))
            return
        if appendix and (end - start < 40 or appendix.end() == end) and self._seen_sections():
            self._close(-0.5)
            title = self.text[appendix.end() : end].strip() or self.text[start:end].strip("：: ")
            node = _Node(
                "heading", 0, "appendix", None, self.text[start : appendix.end()], title, (start, end), start, end
            )
            self._open(node)
            self.appendix = node if appendix.end() == end else None
            return
        marker = read_marker(self.folded, start)
        if marker is not None and marker.end < end:
            self._item(start, end, marker)
        elif line.declared is not None and not _LABEL_LINE.match(self.folded, start, end) and end - start <= 80:
            rank = 0.5 + line.declared
            self._close(rank)
            title = self.text[start:end].rstrip("。：: ")
            self._open(
                _Node("heading", rank, f"h{line.declared}", None, "", title, (start, start + len(title)), start, end)
            )
        else:
            self._body((start, end))

    def _seen_sections(self) -> bool:
        """附件 on the first page of a document only says that it is one."""
        return self.numbered

    def _name_appendix(self, start: int, end: int) -> bool:
        """附件1 alone on a line is named by the line behind it."""
        node, self.appendix = self.appendix, None
        if node is None or end - start > 60 or self.folded[end - 1] in "。；" or read_marker(self.folded, start):
            return False
        node.title, node.title_span = self.text[start:end], (start, end)
        self._extend(end)
        return True

    def _item(self, start: int, end: int, marker: Marker) -> None:
        # an article of a regulation (第七条) is prose more often than it has a heading
        limits = {"longest": 20, "commas": 0} if marker.style == "article" else {}
        opening = read_opening(self.folded, marker.end, end, **limits)
        self.numbered = True
        kind: SectionKind = "bullet" if marker.style in _UNTITLED_STYLES else "numbered"
        rank = self._depth(marker)
        self._close(rank)
        node = _Node(kind, rank, marker.style, marker.number, self.text[start : marker.end].strip(),
                     self.text[slice(*opening.title)], opening.title, start, end, opening=opening)  # fmt: skip
        if opening.rest < end:
            node.body.append((opening.rest, end))
        self._open(node)

    def _depth(self, marker: Marker) -> float:
        """The marker's rank, or that of the open section that its style already has."""
        for node in self.stack:
            if node.style == marker.style:
                return node.rank
        return marker.rank

    def _close(self, rank: float) -> None:
        while len(self.stack) > 1 and self.stack[-1].rank >= rank:
            self.stack.pop()

    def _open(self, node: _Node) -> None:
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

    def _box(self, block: Block) -> None:
        title = block.text or (self.text[slice(*block.blocks[0].span)] if block.blocks else "")
        start, end = block.span
        node = _Node("box", 99, "box", None, "", title, (start, start + len(title)), start, end)
        inner = _Builder(self.text, self.folded)
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


def _table_of_contents(blocks: tuple[Block, ...]) -> frozenset[int]:
    """The blocks that only list the headings to come: dotted lines, and what stands between 目录 and its repetition."""
    found = {i for i, block in enumerate(blocks) if block.kind != "box" and _TOC_LINE.search(block.text)}
    for i, block in enumerate(blocks):
        if not _TOC_TITLE.fullmatch(block.text.strip()):
            continue
        first = _plain(blocks[i + 1].text) if i + 1 < len(blocks) else ""
        again = next((k for k in range(i + 2, min(len(blocks), i + 400)) if _plain(blocks[k].text) == first), None)
        if first and again is not None:
            found.update(range(i, again))
    return frozenset(found)


def _plain(line: str) -> str:
    return re.sub(r"[\s.…·．]+\d*$", "", line).replace(" ", "")


def _part_closing(root: _Node, folded: str) -> None:
    """Give the root what stands behind the last item of the document, where all its fellows are one paragraph long.

    A reply or a report closes with paragraphs (感谢……, 各位代表！……) that no number tells from the last item.
    """
    node = root
    while numbered := [child for child in node.children if child.kind == "numbered" and child.style != "appendix"]:
        node, fellows = numbered[-1], numbered[:-1]
    if node is root or len(fellows) < 2 or node.children or len(node.body) < 2:
        return
    if any(fellow.children or len(fellow.body) != 1 for fellow in fellows):
        return
    closing = [span for span in node.body[1:] if not _LABEL_LINE.match(folded, *span)]
    if len(closing) == len(node.body) - 1:
        root.body += closing
        node.body = node.body[:1]


def _settle(node: _Node, folded: str) -> None:
    """Decide for each numbered line that is one sentence whether it is a heading: it is where something follows it.

    Where nothing does, a phrase is still a title; a clause with a comma or an owner of its own is a measure, named by
    its first clause.
    """
    for child in node.children:
        _settle(child, folded)
    opening = node.opening
    if opening is None or opening.form != "sentence" or node.children:
        return
    start = opening.title[0]
    owners = [span for span in node.body if span[0] == opening.rest]
    if any(span not in owners and not _LABEL_LINE.match(folded, *span) for span in node.body):
        return
    if owners or "，" in folded[slice(*opening.title)]:
        end = clause_end(folded, start, opening.title[1])
        node.opening = Opening("prose", (start, end), start)
        node.title_span = node.opening.title
        node.title = node.title[: end - start]
        line_end = owners[0][1] if owners else _line_end(folded, start)
        node.body = [(start, line_end), *(span for span in node.body if span not in owners)]


def _line_end(folded: str, position: int) -> int:
    end = folded.find("\n", position)
    return len(folded) if end < 0 else end


_RUN_IN = re.compile(
    r"(?!(?:到|至|力争|截至|今年|目前|近年来|为此|同时|其中|全市|全省|全区|全县)\S|\d)[^，。；！？：\n]{4,30}(?:，[^，。；！？：\n]{2,14})?[。]"
)


def _find_run_ins(node: _Node, text: str, folded: str, habit: set[str], *, several: bool) -> None:
    """Open a section for each unnumbered paragraph that begins with a heading of its own (加快载体建设。围绕……).

    First where a section has several of them; then, in sections of a style that is seen to have them, where one
    paragraph is all there is. A short opening sentence alone proves nothing: a paragraph of safeguards often has one.
    """
    for child in node.children:
        _find_run_ins(child, text, folded, habit, several=several)
    if node.kind in ("root", "box", "bullet", "run-in") or any(c.kind == "run-in" for c in node.children):
        return
    own = [span for span in node.body if not (node.opening and span[0] == node.opening.rest)]
    numbered = [child for child in node.children if child.kind == "numbered"]
    if numbered:  # a chapter may go on with headings of its own behind its numbered items
        own = [span for span in own if span[0] >= numbered[-1].end]
    opened = [span for span in own if _runs_in(folded, span)]
    address = next((span for span in own[1:] if is_address(folded, span[0])), None)
    if address is not None and sum(span > address for span in opened) < 3:
        own = own[: own.index(address)]
        opened = [span for span in opened if span in own]
    if numbered and len(opened) < 3:
        return
    if several and len(opened) >= 2 and len(opened) * 2 >= len(own):
        habit.add(node.style)
    elif several or not opened or len(own) > 1 or node.style not in habit or section_use(node.title) == "safeguard":
        return
    # where each is one paragraph long, what stands behind the last one (做好上述工作……) is not part of it
    last = node.body.index(opened[-1])
    alone = len(opened) > 1 and [span for span in node.body if opened[0] <= span <= opened[-1]] == opened
    kept: list[Span] = []
    current: _Node | None = None
    for index, span in enumerate(node.body):
        match = _RUN_IN.match(folded, *span) if span in opened else None
        if match is not None:
            title_span = (span[0], match.end() - 1)
            title = text[slice(*title_span)]
            current = _Node("run-in", node.rank + 0.4, "run-in", None, "", title, title_span, *span)
            current.body.append((match.end(), span[1]))
            node.children.append(current)
        elif (
            current is not None
            and span in own
            and not (alone and index > last and not _LABEL_LINE.match(folded, *span))
        ):
            current.body.append(span)
            current.end = max(current.end, span[1])
        else:
            kept.append(span)
    node.body = kept
    _adopt(node)


def _runs_in(folded: str, span: Span) -> bool:
    match = _RUN_IN.match(folded, *span)
    return match is not None and match.end() < span[1] - 6


def _adopt(node: _Node) -> None:
    """Boxes and bullets that stand behind a run-in section belong to it."""
    node.children.sort(key=lambda child: child.start)
    kept: list[_Node] = []
    for child in node.children:
        if child.kind in ("box", "bullet") and kept and kept[-1].kind == "run-in":
            kept[-1].children.append(child)
            kept[-1].end = max(kept[-1].end, child.end)
        else:
            kept.append(child)
    node.children = kept


def _freeze(node: _Node, path: str, level: int) -> Section:
    children = tuple(
        _freeze(child, f"{path}.{i}" if path else str(i), level + 1) for i, child in enumerate(node.children, start=1)
    )
    kind: SectionKind = "item" if node.opening is not None and node.opening.form == "prose" else node.kind
    return Section(path, kind, level, node.number, node.marker, node.title, (node.start, node.end), node.title_span,
                   tuple(node.body), children)  # fmt: skip


def walk(section: Section, above: tuple[Section, ...] = ()) -> Iterator[tuple[Section, tuple[Section, ...]]]:
    """Every section in reading order with the sections above it, the root left out of both."""
    for child in section.children:
        yield child, above
        yield from walk(child, (*above, child))


def sentences_of(folded: str, section: Section) -> Iterator[Span]:
    """The sentences of a section's own paragraphs."""
    for start, end in section.body:
        yield from sentence_spans(folded, start, end)


def heading_text(text: str, section: Section) -> str:
    """A section's heading with its number, as written: "第二章 总体要求"."""
    start, end = section.span[0], section.title_span[1]
    joined = 0 <= section.title_span[0] - start - len(section.marker) <= 2
    return text[start:end].replace("\n", " ") if joined else f"{section.marker} {section.title}".strip()
