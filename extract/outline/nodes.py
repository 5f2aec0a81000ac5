"""A section while the outline is made, before it is frozen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.models import SectionKind, Span
from extract.outline.openings import Opening

LABEL_LINE = re.compile(
    r"[（〔［【]?[^，。；（）]{0,8}(?:单位|部门|时限|时间|领导|责任人|地区|牵头|主办|协办|承办|会办|配合|负责|主责|协同|谁来?[干做帮])\s*[：:]"
)
"""A line of its own that says who answers or by when: it never begins or names an item."""


@dataclass(slots=True)
class Node:
    """A section while the outline is made; its fields are those of `Section`, `opening` is how its paragraph opens."""

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
    children: list[Node] = field(default_factory=list)
    opening: Opening | None = None
    guessed: bool = False
