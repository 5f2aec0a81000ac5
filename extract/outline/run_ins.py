"""Paragraphs without a number that are items: those with a heading of their own (加快载体建设。围绕……), those with owners."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from extract.models import Span
from extract.outline.closing_lines import is_address
from extract.outline.nodes import LABEL_LINE, Node
from extract.outline.openings import Opening, owners_start, read_opening, read_run_in
from extract.outline.section_use import section_use
from extract.text.characters import Text

_HEADING = re.compile(
    r"(?!(?:到|至|力争|截至|今年|目前|近年来|为此|同时|其中|全市|全省|全区|全县)\S|\d)[^，。；！？：\n]{4,30}(?:，[^，。；！？：\n]{2,14})?[。]"
)
_INTRODUCTION = re.compile(r"(?:具体|主要|工作|重点)?(?:措施|举措|任务|做法)(?:包括|如下|是)?：\s*")
"""What stands before a measure and names nothing: 具体措施：建立台账……"""
_LABEL = re.compile(r"(?m)^\s*(?P<label>[^，。；：\n]{2,8})：(?=.)")
_OWNER_LINE = re.compile(r"[（〔［【]?[^，。；（）]{0,6}(?:责任|牵头|负责|主办)[^，。；（）]{0,4}[：:]")
_SHORTEST = 6
_SHORTEST_OWNED = 12


def find_run_ins(root: Node, text: Text) -> None:
    """Open a section for each unnumbered paragraph that begins with a heading of its own (加快载体建设。围绕……).

    First where a section has several of them; then, in sections of a style that is seen to have them, where one
    paragraph is all there is. A short opening sentence alone proves nothing: a paragraph of safeguards often has one.
    What comes again under item after item (建设内容：……) is the label of a field and heads nothing.
    """
    labels = Counter(match["label"] for match in _LABEL.finditer(text.folded))
    fields = frozenset(label for label, count in labels.items() if count > 1)
    habit: set[str] = set()
    _find(root, text, habit, fields, several=True)
    _find(root, text, habit, fields, several=False)


def _find(node: Node, text: Text, habit: set[str], fields: frozenset[str], *, several: bool) -> None:
    for child in node.children:
        _find(child, text, habit, fields, several=several)
    if node.kind in ("root", "box", "bullet", "run-in") or any(c.kind == "run-in" for c in node.children):
        return
    own = _own_paragraphs(node)
    numbered = [child for child in node.children if child.kind == "numbered"]
    openings = {
        span: opening for span in own if (opening := _heading(text.folded, span, fields, marked=several)) is not None
    }
    address = next((span for span in own[1:] if is_address(text.folded, span[0])), None)
    if address is not None and sum(span > address for span in openings) < 3:
        own = own[: own.index(address)]
        openings = {span: opening for span, opening in openings.items() if span in own}
    if numbered and len(openings) < 3:
        return
    if several and len(openings) >= 2 and len(openings) * 2 >= len(own):
        habit.add(node.style)
    elif several or not openings or len(own) > 1 or node.style not in habit or section_use(node.title) == "safeguard":
        return
    # where each is one paragraph long, what stands behind the last one (做好上述工作……) is not part of it
    last = max(openings)
    alone = len(openings) > 1 and [span for span in node.body if min(openings) <= span <= last] == sorted(openings)
    follows = [span for span in own if not (alone and span > last and not LABEL_LINE.match(text.folded, *span))]
    _open_sections(node, text.stored, openings, follows)


def find_owned_paragraphs(node: Node, text: Text) -> None:
    """Open an item for each unnumbered paragraph that closes with who answers for it, where a section has several.

    （一）夯实支撑体系 / 上线登记服务，提供帮助。（县委宣传部负责）/ 推广贷款产品，扩大覆盖面。（县财政局负责） → two items
    """
    for child in node.children:
        find_owned_paragraphs(child, text)
    if node.kind in ("box", "bullet") or any(
        child.kind in ("numbered", "run-in", "heading") for child in node.children
    ):
        return
    own = _own_paragraphs(node)
    labelled = {
        span
        for span, after in pairwise(own)
        if _names_owners(text.folded, after) and not _names_owners(text.folded, span)
    }
    openings = {
        span: opening for span in own if (opening := _owned(text.folded, span, labelled=span in labelled)) is not None
    }
    introduced = [span for span in openings if _INTRODUCTION.match(text.folded, *span)]
    head_owned = node.opening is not None and any(
        span[0] == node.opening.rest and owners_start(text.folded, *span) < span[1] for span in node.body
    )
    if len(openings) >= 2 or (openings and (introduced or head_owned)):
        _open_sections(node, text.stored, openings, own)


def _own_paragraphs(node: Node) -> list[Span]:
    """The paragraphs of a section that no marker opens; behind numbered items, those that follow the last one."""
    own = [span for span in node.body if not (node.opening and span[0] == node.opening.rest)]
    numbered = [child for child in node.children if child.kind == "numbered"]
    return [span for span in own if span[0] >= numbered[-1].end] if numbered else own


def _heading(folded: str, span: Span, fields: frozenset[str], *, marked: bool) -> Opening | None:
    """The heading that a paragraph begins with; None where it has none. `marked`: one with a colon or brackets is, too."""
    start, end = span
    if LABEL_LINE.match(folded, start, end):
        return None
    run_in = read_run_in(folded, start, end) if marked else None
    if run_in is not None:
        if folded[slice(*run_in.title)] in fields:
            return None
        return run_in if run_in.rest < end - _SHORTEST and "，" in folded[run_in.rest : end] else None
    match = _HEADING.match(folded, start, end)
    if match is None or match.end() >= end - _SHORTEST:
        return None
    return Opening("run-in", (start, match.end() - 1), match.end(), end)


def _names_owners(folded: str, span: Span) -> bool:
    """Whether a line of its own says who answers for what stands above it: 责任单位：市住建局."""
    return _OWNER_LINE.match(folded, *span) is not None


def _owned(folded: str, span: Span, *, labelled: bool) -> Opening | None:
    """How a paragraph opens that closes with who answers for it, or has that line below it; None where it does not."""
    start, end = span
    introduction = _INTRODUCTION.match(folded, start, end)
    begin = introduction.end() if introduction else start
    owners = owners_start(folded, begin, end)
    if LABEL_LINE.match(folded, begin, end) or owners - begin < _SHORTEST_OWNED or (owners == end and not labelled):
        return None
    opening = read_opening(folded, begin, end)
    title = opening.title
    if opening.form == "run-in" and not ("，" in folded[slice(*title)] and folded[title[1] : title[1] + 1] == "。"):
        return opening
    comma = folded.find("，", *title)
    return Opening("prose", (title[0], comma if comma > 0 else title[1]), begin, end)


def _open_sections(node: Node, text: str, openings: dict[Span, Opening], follows: Sequence[Span]) -> None:
    """Make a section of each paragraph that opens one; those of `follows` between them belong to the one before."""
    kept: list[Span] = []
    current: Node | None = None
    for span in node.body:
        opening = openings.get(span)
        if opening is not None:
            title = text[slice(*opening.title)]
            own = opening if opening.form == "prose" else None
            current = Node("run-in", node.rank + 0.4, "run-in", None, "", title, opening.title, *span, opening=own)
            current.body.append((opening.rest, span[1]))
            node.children.append(current)
        elif current is not None and span in follows:
            current.body.append(span)
            current.end = max(current.end, span[1])
        else:
            kept.append(span)
    node.body = kept
    _adopt(node)


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
