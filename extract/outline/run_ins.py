"""Unnumbered paragraphs that begin with a heading of their own (加快载体建设。围绕……) become sections."""

from __future__ import annotations

import re

from extract.models import Span
from extract.outline.closing_lines import is_address
from extract.outline.nodes import LABEL_LINE, Node
from extract.outline.section_use import section_use

_RUN_IN = re.compile(
    r"(?!(?:到|至|力争|截至|今年|目前|近年来|为此|同时|其中|全市|全省|全区|全县)\S|\d)[^，。；！？：\n]{4,30}(?:，[^，。；！？：\n]{2,14})?[。]"
)


def find_run_ins(node: Node, text: str, folded: str, habit: set[str], *, several: bool) -> None:
    """Open a section for each unnumbered paragraph that begins with a heading of its own (加快载体建设。围绕……).

    First where a section has several of them; then, in sections of a style that is seen to have them, where one
    paragraph is all there is. A short opening sentence alone proves nothing: a paragraph of safeguards often has one.
    """
    for child in node.children:
        find_run_ins(child, text, folded, habit, several=several)
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
    current: Node | None = None
    for index, span in enumerate(node.body):
        match = _RUN_IN.match(folded, *span) if span in opened else None
        if match is not None:
            title_span = (span[0], match.end() - 1)
            title = text[slice(*title_span)]
            current = Node("run-in", node.rank + 0.4, "run-in", None, "", title, title_span, *span)
            current.body.append((match.end(), span[1]))
            node.children.append(current)
        elif (
            current is not None and span in own and not (alone and index > last and not LABEL_LINE.match(folded, *span))
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


def _adopt(node: Node) -> None:
    """Boxes and bullets that stand behind a run-in section belong to it."""
    node.children.sort(key=lambda child: child.start)
    kept: list[Node] = []
    for child in node.children:
        if child.kind in ("box", "bullet") and kept and kept[-1].kind == "run-in":
            kept[-1].children.append(child)
            kept[-1].end = max(kept[-1].end, child.end)
        else:
            kept.append(child)
    node.children = kept
