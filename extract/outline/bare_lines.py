"""What the whole outline decides about one of its items: whether a line is a heading, and where the last item ends."""

from __future__ import annotations

from extract.outline.headings import Opening
from extract.outline.nodes import LABEL_LINE, Node
from extract.text.sentences import clause_end


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


def settle(node: Node, folded: str) -> None:
    """Decide for each numbered line that is one sentence whether it is a heading: it is where something follows it.

    Where nothing does, a phrase is still a title; a clause with a comma or an owner of its own is a measure, named by
    its first clause.
    """
    for child in node.children:
        settle(child, folded)
    opening = node.opening
    if opening is None or opening.form != "sentence" or node.children:
        return
    start = opening.title[0]
    owners = [span for span in node.body if span[0] == opening.rest]
    if any(span not in owners and not LABEL_LINE.match(folded, *span) for span in node.body):
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
