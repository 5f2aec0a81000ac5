"""Word styles: what a paragraph inherits (outline level, list) along its style's chain, and how its runs look."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Any

from docx.oxml.ns import qn

from extract.readers.word.attributes import says, value, whole

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d?\b", re.IGNORECASE)
_LIFTED, _SMALL = 6, 24  # half points: text as high above the line, and no larger, is a note's mark or a power
_BODY_TEXT = 9  # the outline level that says: no heading


@dataclass(frozen=True, slots=True)
class Style:
    """What matters of a paragraph: outline level (0 = outermost), its list, its level there if it says, its style."""

    outline: int | None = None
    num_id: str | None = None
    level: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, as far as it decides what is read; None where nothing says."""

    vanish: bool | None = None
    strike: bool | None = None
    align: str | None = None
    lifted: bool | None = None
    colour: str | None = None
    font: str | None = None

    @property
    def hidden(self) -> bool:
        """Whether it is hidden, or struck through."""
        return bool(self.vanish or self.strike)

    @property
    def raised(self) -> bool:
        """Whether it is set small above the line."""
        return self.align == "superscript" or (self.align is None and bool(self.lifted))

    @property
    def white(self) -> bool:
        """Whether its ink is white."""
        return (self.colour or "").lower() in ("ffffff", "fefefe", "fdfdfd")


class Styles:
    """The styles part of a document; None where it has none."""

    def __init__(self, element: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._looks: dict[str, Look] = {}
        self._read: dict[str, Style] = {}
        self._default: str | None = None
        self.lists: dict[str, str] = {}
        for style in () if element is None else element.findall(qn("w:style")):
            key = style.get(qn("w:styleId"), "")
            self._elements[key] = style
            kind = style.get(qn("w:type"))
            if kind == "paragraph" and style.get(qn("w:default")) in ("1", "true"):
                self._default = key
            num = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            if kind == "numbering" and num is not None:
                self.lists[key] = num.get(qn("w:val"), "")

    def key_of(self, paragraph: Any) -> str:
        """The name of a paragraph's style."""
        return value(paragraph.find(qn("w:pPr")), "w:pStyle") or self._default or ""

    def look(self, properties: Any | None, paragraph_style: str) -> Look:
        """How a run with these w:rPr looks: its own settings before those of its style, these before the paragraph's."""
        below = self._look(paragraph_style, ())
        named = value(properties, "w:rStyle")
        if named is not None:
            below = _laid_over(below, self._look(named, ()))
        return below if properties is None else _laid_over(below, _own_look(properties))

    def _look(self, key: str, below: tuple[str, ...]) -> Look:
        if key not in self._looks:
            element = self._elements.get(key)
            if element is None or key in below:
                return Look()
            based = value(element, "w:basedOn")
            inherited = Look() if based is None else self._look(based, (*below, key))
            properties = element.find(qn("w:rPr"))
            self._looks[key] = inherited if properties is None else _laid_over(inherited, _own_look(properties))
        return self._looks[key]

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


def _own_look(properties: Any) -> Look:
    strikes = [said for name in ("w:strike", "w:dstrike") if (said := says(properties, name)) is not None]
    fonts = properties.find(qn("w:rFonts"))
    lift, size = value(properties, "w:position"), value(properties, "w:sz")
    return Look(
        vanish=says(properties, "w:vanish"),
        strike=any(strikes) if strikes else None,
        align=value(properties, "w:vertAlign"),
        lifted=None if lift is None else whole(lift, 0) >= _LIFTED and whole(size, _SMALL) <= _SMALL,
        colour=value(properties, "w:color"),
        font=None if fonts is None else fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")),
    )


def _laid_over(below: Look, above: Look) -> Look:
    said = {field.name: got for field in fields(above) if (got := getattr(above, field.name)) is not None}
    return replace(below, **said)
