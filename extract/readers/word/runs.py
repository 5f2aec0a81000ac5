"""The text of a Word paragraph as a reader of the page sees it: insertions in, deletions and hidden text out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from extract.readers.emphasis import CLOSES, OPENS, framed
from extract.readers.line_ends import BREAK

_SKIPPED = {
    qn(name)
    for name in (
        "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "w:delInstrText", "w:footnoteReference",
        "w:endnoteReference", "w:commentReference", "w:annotationRef", "w:rt", "w:rubyPr", "w:drawing", "w:pict",
        "w:object",
    )
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Characters of the Symbol font, which Word stores by their place in it.
_SYMBOLS = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xB7: "·", 0xA5: "∞",
    0xB2: "″",
    0xA2: "′", 0x6D: "μ", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x44: "Δ", 0x57: "Ω", 0x70: "π", 0x53: "Σ",
}  # fmt: skip


def text_of(paragraph: Any, *, bold: bool = False) -> str:
    """The text of a w:p, without its automatic number; BREAK stands for a forced break, a tab for a tab.

    `bold`: what is set in bold stands between the marks of `readers.emphasis`.
    """
    return "".join(_parts(paragraph, bold=bold)).replace(CLOSES + OPENS, "")


def text_boxes(paragraph: Any) -> list[Any]:
    """The w:txbxContent anchored in a paragraph, outermost ones, each once (not its fallback form)."""
    found = []
    for box in paragraph.iter(_TEXT_BOX):
        above = list(box.iterancestors())
        inside = above[: above.index(paragraph)]
        if not any(node.tag in (_FALLBACK, _TEXT_BOX, qn("w:del")) for node in inside):
            found.append(box)
    return found


def _parts(node: Any, *, bold: bool = False) -> Iterator[str]:
    for child in node:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            continue
        if tag == qn("w:r"):
            if not _says(child, "w:vanish"):
                yield framed("".join(_parts(child))) if bold and _says(child, "w:b") else "".join(_parts(child))
        elif tag in (qn("w:t"), _MATH_TEXT):
            yield child.text or ""
        elif tag in (qn("w:tab"), qn("w:ptab")):
            yield "\t"
        elif tag in (qn("w:br"), qn("w:cr")):
            yield BREAK if child.get(qn("w:type")) in (None, "textWrapping") else ""
        elif tag == qn("w:noBreakHyphen"):
            yield "-"
        elif tag == qn("w:sym"):
            yield _symbol(child)
        else:
            yield from _parts(child, bold=bold)


def whole(value: str | None, default: int) -> int:
    """An attribute that should be a whole number: "3" → 3; the default where it is missing or malformed."""
    return int(value) if value is not None and value.isascii() and value.isdigit() else default


def _says(run: Any, name: str) -> bool:
    """Whether a run has a property that is on or off: hidden, bold."""
    properties = run.find(qn("w:rPr"))
    said = None if properties is None else properties.find(qn(name))
    return said is not None and said.get(qn("w:val"), "1") not in ("0", "false")


def _symbol(node: Any) -> str:
    try:
        code = int(node.get(qn("w:char"), "0"), 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF:
        return _SYMBOLS.get(code - 0xF000, "") if node.get(qn("w:font"), "").lower() == "symbol" else ""
    return chr(code) if 0x20 <= code < 0xE000 else ""
