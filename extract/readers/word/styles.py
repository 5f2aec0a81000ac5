"""Word styles: what a paragraph inherits (outline level, list) along its style's chain."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from extract.readers.word.runs import whole

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d?\b", re.IGNORECASE)
_BODY_TEXT = 9  # the outline level that says: no heading


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a paragraph: outline level (0 = outermost), its list, its level there if it says, its style."""

    outline: int | None = None
    num_id: str | None = None
    level: int | None = None
    name: str = ""


class Styles:
    """The styles part of a document."""

    def __init__(self, element: Any) -> None:
        self._elements: dict[str, Any] = {}
        self._default: str | None = None
        self.lists: dict[str, str] = {}
        for style in element.findall(qn("w:style")):
            key = style.get(qn("w:styleId"), "")
            self._elements[key] = style
            kind = style.get(qn("w:type"))
            if kind == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
                self._default = key
            num = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            if kind == "numbering" and num is not None:
                self.lists[key] = num.get(qn("w:val"), "")
        self._read: dict[str, Style] = {}

    def of(self, properties: Any | None) -> Style:
        """The style of a paragraph with these w:pPr, its own settings before inherited ones."""
        named = None if properties is None else properties.find(qn("w:pStyle"))
        key = self._default if named is None else named.get(qn("w:val"))
        inherited = self._style(key or "", ())
        return inherited if properties is None else _over(inherited, properties)

    def _style(self, key: str, below: tuple[str, ...]) -> Style:
        if key in self._read:
            return self._read[key]
        element = self._elements.get(key)
        if element is None or key in below:
            return Style()
        based = element.find(qn("w:basedOn"))
        style = Style() if based is None else self._style(based.get(qn("w:val"), ""), (*below, key))
        name = element.find(qn("w:name"))
        title = "" if name is None else name.get(qn("w:val"), "")
        heading = _HEADING.match(title)
        if heading:
            style = replace(style, outline=int(heading[1]) - 1)
        if _CONTENTS.match(title):
            style = replace(style, outline=None)
        properties = element.find(qn("w:pPr"))
        if properties is not None:
            style = _over(style, properties)
        style = replace(style, name=key)
        self._read[key] = style
        return style


def _over(style: Style, properties: Any) -> Style:
    """`style` with what w:pPr sets itself."""
    outline, num_id, level = style.outline, style.num_id, style.level
    own = properties.find(qn("w:outlineLvl"))
    if own is not None:
        value = whole(own.get(qn("w:val")), _BODY_TEXT)
        outline = value if value < _BODY_TEXT else None
    numbering = properties.find(qn("w:numPr"))
    if numbering is not None:
        number, depth = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
        if number is not None:
            num_id = number.get(qn("w:val")) if number.get(qn("w:val")) != "0" else None
        if depth is not None:
            level = whole(depth.get(qn("w:val")), 0)
    return replace(style, outline=outline, num_id=num_id, level=level)
