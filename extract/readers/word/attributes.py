"""What attributes and on-or-off elements of Word's markup say."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

OFF = ("0", "false", "off", "none")


def whole(value: str | None, default: int) -> int:
    """An attribute that should be a whole number: "3" → 3; the default where it is missing or malformed."""
    return int(value) if value is not None and value.isascii() and value.isdigit() else default


def says(properties: Any | None, name: str) -> bool | None:
    """What properties (w:rPr, w:trPr …) say of something that is on or off: <w:b/> → True; None where they do not."""
    said = None if properties is None else properties.find(qn(name))
    return None if said is None else said.get(qn("w:val"), "1") not in OFF


def value(properties: Any | None, name: str) -> str | None:
    """The w:val of an element of properties: <w:vertAlign w:val="superscript"/> → superscript."""
    found = None if properties is None else properties.find(qn(name))
    return None if found is None else found.get(qn("w:val"))
