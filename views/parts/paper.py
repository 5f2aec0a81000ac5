"""A document as it reads: headings, paragraphs, tables, boxes, page numbers, and what was taken out of it marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Any

from kb import DocumentView, MarkedCell, MarkedCommitment, NoticeEntry
from views.parts.markup import tag, text

MARK_ID = "mark"
"""The id of the first piece of what was chosen: the page scrolls there."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layers:
    """Spans of the text that get a class each; they may overlap in any way.

    A piece of text is cut at every end of a span, so no character is lost or doubled whatever overlaps.
    """

    spans: tuple[tuple[int, int, str], ...]
    longest: int

    @classmethod
    def of(cls, spans: Iterable[tuple[Span, str]]) -> Layers:
        ordered = sorted((start, end, css) for (start, end), css in spans if end > start)
        return cls(tuple(ordered), max((end - start for start, end, _ in ordered), default=0))

    def within(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The spans that share a character with the piece."""
        first = bisect_left(self.spans, (start - self.longest,))
        last = bisect_right(self.spans, (end,))
        return [span for span in self.spans[first:last] if span[0] < end and span[1] > start]

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, frozenset[str]]]:
        """The piece, cut into runs that have the same classes throughout."""
        inside = self.within(start, end)
        cuts = sorted({start, end, *(min(max(edge, start), end) for a, b, _ in inside for edge in (a, b))})
        for left, right in pairwise(cuts):
            yield left, right, frozenset(css for a, b, css in inside if a <= left and right <= b)


@dataclass(slots=True)
class Paper:
    """Writes one document; `write()` is called once."""

    view: DocumentView
    chosen: MarkedCommitment | MarkedCell | NoticeEntry | None
    all_marks: bool = True
    layers: Layers = field(init=False)
    headings: dict[int, Any] = field(init=False)
    doubts: dict[int, tuple[str, ...]] = field(init=False)
    page: int | None = None
    mark_placed: bool = False

    def __post_init__(self) -> None:
        sections = [section for section in _sections(self.view.sections) if section.title]
        self.headings = {section.title_span[0]: section for section in sections}
        spans = [(section.title_span, "title") for section in sections]
        spans += [(notice.span, "noticed") for notice in self.view.notices if notice.span is not None]
        doubted = [(self._shown_span(c), c.doubt_reasons) for c in self.view.commitments if c.doubts]
        self.doubts = {end: () for (_, end), _ in doubted}
        for (_, end), reasons in doubted:  # One sentence may hold several.
            self.doubts[end] = tuple(dict.fromkeys((*self.doubts[end], *reasons)))
        spans += [(span, "doubtful") for span, _ in doubted]
        if self.all_marks:
            spans += [(c.span, c.kind) for c in self.view.commitments if c.kind != "task"]
        if self.chosen is not None:
            spans.append((self._shown_span(self.chosen), "chosen"))
        self.layers = Layers.of(spans)

    def _shown_span(self, chosen: MarkedCommitment | MarkedCell | NoticeEntry) -> Span:
        """Of a task its title (a bar at the side shows how far the task goes), of all else its own text."""
        if not isinstance(chosen, MarkedCommitment) or chosen.kind != "task":
            return chosen.span or (0, 0)
        start = self.view.text.find(chosen.title, *chosen.span)
        return (start, start + len(chosen.title)) if start >= 0 else chosen.span

    def write(self) -> str:
        """The whole document."""
        return tag("div", "".join(self._block(block) for block in self.view.blocks), "paper", lang="zh-CN")

    def _block(self, block: Any) -> str:
        if block.kind == "table":
            return self._page_mark(block.page) + self._table(block)
        if block.kind == "box":
            title = (
                tag("p", self._piece(block.span[0], block.span[0] + len(block.text)), "box-title") if block.text else ""
            )
            mark = self._page_mark(block.page)
            return mark + tag("div", title + "".join(self._block(inner) for inner in block.blocks), "box")
        mark = self._page_mark(block.page)
        start, end = block.span
        content = self._piece(start, end, tuple((start + offset, page) for offset, page in block.breaks))
        return mark + tag("p", content, self._paragraph_class(block), id=self._anchor(start, end))

    def _paragraph_class(self, block: Any) -> str:
        start, end = block.span
        section = self._heading_in(start, end)
        names = []
        if section is not None and section.title_span[1] >= end - 1:
            names.append(f"heading level-{min(section.level, 4)}")
        elif block.kind == "heading":
            names.append(f"heading level-{min(block.level or 1, 4)}")
        if isinstance(self.chosen, MarkedCommitment) and self.chosen.kind == "task":
            task_start, task_end = self.chosen.span
            if start < task_end and end > task_start:
                names.append("in-task")
        return " ".join(names)

    def _heading_in(self, start: int, end: int) -> Any:
        """The section whose title stands first in the piece, behind its marker."""
        return next((self.headings[at] for at in range(start, min(end, start + 24)) if at in self.headings), None)

    def _anchor(self, start: int, end: int) -> str:
        section = self._heading_in(start, end)
        return f"s-{section.id}" if section is not None else ""

    def _piece(self, start: int, end: int, breaks: tuple[tuple[int, int], ...] = ()) -> str:
        """A piece of the text with its layers; `breaks` are the places where a page begins in it."""
        edges = [(at, page) for at, page in breaks if start <= at <= end]
        parts = []
        position = start
        for at, page in [*edges, (end, None)]:
            for left, right, css in self.layers.runs(position, at):
                parts.append(self._run(left, right, css))
                if "doubtful" in css and right in self.doubts:
                    parts.append(text("", "sup", "doubted", title="；".join(self.doubts[right])))
            if page is not None and page != self.page:
                self.page = page
                parts.append(text(f"第{page}页", css="page-in"))
            position = at
        return "".join(parts)

    def _run(self, start: int, end: int, css: frozenset[str]) -> str:
        content = escape(self.view.text[start:end])
        others = " ".join(sorted(css - {"chosen", "doubtful"}))
        if "chosen" not in css:
            return tag("span", content, others) if others else content
        first, self.mark_placed = not self.mark_placed, True
        return tag("mark", content, others, id=MARK_ID if first else "")

    def _table(self, block: Any) -> str:
        start = block.span[0]
        caption = tag("caption", self._piece(start, start + len(block.text))) if block.text else ""
        rows: dict[int, list[str]] = {}
        for cell in sorted(block.cells, key=lambda c: (c.row, c.col)):
            name = "th" if cell.row == 0 else "td"
            spans = {key: str(n) for key, n in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if n > 1}
            breaks = ((cell.span[0], cell.page),) if cell.page is not None else ()
            rows.setdefault(cell.row, []).append(tag(name, self._piece(*cell.span, breaks), **spans))
        return tag("div", tag("table", caption + "".join(tag("tr", "".join(row)) for row in rows.values())), "table")

    def _page_mark(self, page: int | None) -> str:
        if page is None or page == self.page:
            return ""
        self.page = page
        return text(f"第{page}页", "div", "page-mark")


def contents(view: DocumentView, *, depth: int = 3) -> str:
    """The table of contents, as links into the paper."""
    items = [
        tag("li", tag("a", escape(_entry(section)), href=f"#s-{section.id}"), f"toc-{section.level}")
        for section in _sections(view.sections)
        if section.title and section.level <= depth
    ]
    return tag("ul", "".join(items), "toc") if items else ""


def _entry(section: Any) -> str:
    """第一章 总则, but 一、总则: a marker without a delimiter of its own gets a space."""
    return section.marker + (" " if section.marker[-1:].isalnum() else "") + section.title


def _sections(sections: Iterable[Any]) -> Iterator[Any]:
    for section in sections:
        yield section
        yield from _sections(section.children)
