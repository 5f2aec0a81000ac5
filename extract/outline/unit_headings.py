"""Headings that are the name of a unit, which owns what stands below: 市教育局： / 1.新建学校8所。"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extract.models import Role, Section, Span
from extract.owners.group_headings import group_owners, is_owner_line, part_role
from extract.text.markers import UNTITLED_STYLES, Marker

_LONGEST = 60
_ITEMS = ("numbered", "item", "run-in")
_FEWEST = 2
"""One name alone over a list may be its addressee."""


def unit_headings(folded: str, lines: Sequence[Span], markers: Mapping[int, Marker]) -> Mapping[int, float]:
    """The lines without a number that name a unit right above items, by where they begin, with their rank.

    Lines with a label (牵头单位：市教育局) are where each stands right above a 1; elsewhere they close what they stand below.
    市教育局： / 1.新建学校8所。 / 市水利局： / 1.加固水库3座。 → both, a step further out than 1.
    """
    names: dict[int, float] = {}
    many: dict[int, float] = {}
    labels: list[int] = []
    items: list[Marker] = []
    for (start, end), (following, _) in zip(lines, [*lines[1:], (-1, -1)], strict=False):
        if start in markers or end - start > _LONGEST:
            continue
        item = markers.get(following)
        if is_owner_line(folded, start, end):
            labels.append(start)
            names[start] = item.rank if item is not None else 0
        elif item is not None and item.style not in UNTITLED_STYLES:
            if group_owners(folded, start, end, collective=True) is None:
                continue
            if group_owners(folded, start, end) is None:
                many[start] = item.rank
            else:
                names[start] = item.rank
                items.append(item)
    if labels and not _stand_over(labels, markers):
        names = {start: rank for start, rank in names.items() if start not in labels}  # they close their items
    if len(names) < _FEWEST or not _each_begins(items):
        return {}
    names |= many
    return dict.fromkeys(names, min(names.values()) - 0.3)


def _stand_over(labels: Sequence[int], markers: Mapping[int, Marker]) -> bool:
    """Whether lines with a label stand over lists that begin with 1, the first of them before any such list.

    Under chapters one has to stand between two lists: 一、建设学校 / 责任单位：市教育局 /（一）…… speaks of its chapter.
    """
    starts = sorted(markers)
    styles = [markers[start].style for start in starts]
    places = [bisect_left(starts, label) for label in labels]
    first = places[0]
    if any(at == len(starts) or markers[starts[at]].value != 1 for at in places) or styles[first] in styles[:first]:
        return False
    return first == 0 or any(styles[at] == styles[at - 1] for at in places[1:])


def _each_begins(items: Sequence[Marker]) -> bool:
    """Whether the items right below names begin lists, or go on one that began below the first; others stand behind names.

    一、修路。…… / 县交通运输局 / 二、供水。…… → the names close the items
    """
    if not items:
        return True
    return (
        items[0].value == 1
        and len({item.style for item in items}) == 1
        and all(item.value == 1 or (item.value or 0) > (before.value or 0) for before, item in pairwise(items))
    )


def owning_headings(folded: str, root: Section) -> Mapping[Span, tuple[Role, Span]]:
    """The titles of sections with items below that name who owns these, each with the role and the span of the names.

    一、市教育局 /（一）牵头事项 /（二）配合事项 → both parts, each with the role that it says
    """
    found = dict(_owning(folded, root, collective=False))
    return dict(_owning(folded, root, collective=True)) if len(found) >= _FEWEST else {}


def _owning(folded: str, section: Section, *, collective: bool) -> Iterator[tuple[Span, tuple[Role, Span]]]:
    for child in section.children:
        if child.kind in ("numbered", "heading") and any(below.kind in _ITEMS for below in child.children):
            short = len(child.title) <= _LONGEST
            owners = group_owners(folded, *child.title_span, collective=collective) if short else None
            if owners is not None:
                parts = {
                    below.title_span: role
                    for below in child.children
                    if (role := part_role(folded, *below.title_span)) is not None
                }
                if len(parts) < len(child.children):
                    yield child.title_span, owners
                yield from ((part, (role, owners[1])) for part, role in parts.items())
                continue
        yield from _owning(folded, child, collective=collective)
