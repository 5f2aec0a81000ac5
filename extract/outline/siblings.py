"""What the items beside an item decide: whether its first words are a heading, and where the last item ends."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from extract.outline.closing_lines import is_closing_line
from extract.outline.nodes import LABEL_LINE, Node
from extract.outline.openings import Opening, owners_start
from extract.owners.unit_lists import read_unit_list
from extract.text.sentences import clause_end

_LONGEST_NAMES = 150


def part_closing(root: Node, folded: str) -> None:
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
    closing = [span for span in node.body[1:] if not LABEL_LINE.match(folded, *span)]
    if len(closing) == len(node.body) - 1:
        root.body += closing
        node.body = node.body[:1]


def name_items(root: Node, folded: str) -> None:
    """Decide for each item whether it has a heading or is a bare measure, named by its first clause.

    1.梳理清单，完善系统，公布进度。2.梳理经验，写进制度。定期通报。 → the second is a measure like its sibling: 梳理经验
    """
    for child in root.children:
        name_items(child, folded)
    shapes: dict[str, Counter[_Shape]] = {}
    for child in root.children:
        if child.opening is not None:
            shapes.setdefault(child.style, Counter())[_shape(child, folded)] += 1
    for child in root.children:
        if child.opening is None:
            continue
        counts = shapes[child.style]
        shape = _shape(child, folded)
        several = folded.count("，", *child.opening.title) > 1  # 整合窗口，实行通办，设立专区。 is hardly a heading
        if shape == "bare" or (shape == "unsure" and counts["bare"] > (0 if several else counts["titled"])):
            _name_by_clause(child, folded)


_Shape = Literal["titled", "bare", "unsure"]


def _shape(node: Node, folded: str) -> _Shape:
    """Whether an item opens with a heading, with its measure, or with a sentence that may be either."""
    opening = node.opening
    assert opening is not None
    start, end = opening.title
    if opening.form == "prose":
        return "bare"
    comma = "，" in folded[start:end]
    if opening.form == "heading":
        # 改造管网60公里，新建泵站5座 ⏎ 市水利局: a measure whose full stop is left out
        promise = comma and re.search(r"\d", folded[start:end]) and not node.children and node.body
        return "bare" if promise and all(_names_owners(folded, *span) for span in node.body) else "titled"
    if opening.form == "run-in":
        return "unsure" if comma and folded[end : end + 1] == "。" else "titled"
    body = [span for span in node.body if not is_closing_line(folded, *span)]
    told = [_names_owners(folded, *span) for span in body]
    owners = [span for span, by in zip(body, told, strict=True) if span[0] == opening.rest or (by and told[0])]
    others = [span for span, by in zip(body, told, strict=True) if span not in owners and not by]
    if node.children or others:  # a sentence with its owners behind the full stop is a measure, whatever follows it
        return "bare" if owners and comma and folded[end : end + 1] == "。" else "titled"
    # a phrase is still a title where nothing follows; a clause with a comma or an owner of its own is a measure
    return "bare" if owners or comma else "titled"


def _names_owners(folded: str, start: int, end: int) -> bool:
    """Whether a paragraph only says who answers: a line with a label, a bracket, names and nothing else."""
    if LABEL_LINE.match(folded, start, end) or owners_start(folded, start, end) == start:
        return True
    if end - start > _LONGEST_NAMES or "。" in folded[start:end]:
        return False
    reading = read_unit_list(folded, start, end)
    return reading.strict and bool(reading.units)


def _name_by_clause(node: Node, folded: str) -> None:
    opening = node.opening
    assert opening is not None
    if opening.form == "prose":
        return
    start = opening.title[0]
    end = clause_end(folded, start, opening.title[1])
    rest = [span for span in node.body if span[0] == opening.rest]
    node.opening = Opening("prose", (start, end), start, opening.stop)
    node.title = node.title[: end - start]
    node.title_span = node.opening.title
    node.body = [(start, opening.stop), *(span for span in node.body if span not in rest)]
