"""The text of a Word paragraph as a reader of the page sees it: insertions in; deleted, struck and hidden text out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from extract.readers.emphasis import CLOSES, OPENS, framed
from extract.readers.line_ends import BREAK
from extract.readers.printed import as_printed
from extract.readers.raised import raised
from extract.readers.symbol_font import from_symbol_font, is_symbol_font, symbol
from extract.readers.word.attributes import says
from extract.readers.word.formula_text import MATH, field_text, math_text
from extract.readers.word.styles import Look, Styles

_SKIPPED = {
    qn(name)
    for name in (
        "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:delText", "w:delInstrText", "w:footnoteReference",
        "w:endnoteReference", "w:commentReference", "w:annotationRef", "w:rt", "w:rubyPr", "w:drawing", "w:pict",
        "w:object", "w:sdtPr", "w:footnoteRef", "w:endnoteRef",
    )
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_TEXT_BOX = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NO_STYLES = Styles(None)


def text_of(paragraph: Any, styles: Styles = _NO_STYLES, *, bold: bool = False) -> str:
    """The text of a w:p, without its automatic number; BREAK stands for a forced break, a tab for a tab.

    `bold`: what is set in bold stands between the marks of `readers.emphasis`.
    """
    text = "".join(_Text(paragraph, styles, bold=bold).parts(paragraph)).replace(CLOSES + OPENS, "")
    return as_printed(text)


def text_boxes(paragraph: Any) -> list[Any]:
    """The w:txbxContent anchored in a paragraph, outermost ones, each once (not its fallback form)."""
    found = []
    for box in paragraph.iter(_TEXT_BOX):
        above = list(box.iterancestors())
        inside = above[: above.index(paragraph)]
        if not any(node.tag in (_FALLBACK, _TEXT_BOX, qn("w:del")) for node in inside):
            found.append(box)
    return found


class _Text:
    """The pieces of one paragraph; fields go over several runs."""

    def __init__(self, paragraph: Any, styles: Styles, *, bold: bool) -> None:
        self._styles = styles
        self._bold = bold
        self._style = styles.key_of(paragraph)
        self._fields: list[list[str]] = []  # the instructions of the fields that are open and show no result yet

    def parts(self, node: Any, look: Look | None = None) -> Iterator[str]:
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag == qn("w:r"):
                yield from self._run(child)
            elif tag == qn("w:t"):
                text = child.text or ""
                yield from_symbol_font(text) if look is not None and is_symbol_font(look.font) else text
            elif tag in MATH:
                yield math_text(child)
            elif tag in (qn("w:tab"), qn("w:ptab")):
                yield "\t"
            elif tag in (qn("w:br"), qn("w:cr")):
                yield BREAK if child.get(qn("w:type")) in (None, "textWrapping") else ""
            elif tag == qn("w:noBreakHyphen"):
                yield "-"
            elif tag == qn("w:sym"):
                yield _symbol(child)
            elif tag == qn("w:instrText"):
                if self._fields:
                    self._fields[-1].append(child.text or "")
            elif tag == qn("w:fldChar"):
                yield self._field(child.get(qn("w:fldCharType")))
            elif tag == qn("w:fldSimple"):
                yield "".join(self.parts(child)) or field_text(child.get(qn("w:instr")) or "")
            else:
                yield from self.parts(child, look)

    def _run(self, run: Any) -> Iterator[str]:
        properties = run.find(qn("w:rPr"))
        look = self._styles.look(properties, self._style)
        inner = "".join(self.parts(run, look))
        if not inner or look.hidden or (look.white and not _on_ground(run)):
            return
        if look.raised:
            inner = raised(inner)
        yield framed(inner) if self._bold and says(properties, "w:b") else inner

    def _field(self, step: str | None) -> str:
        """Begins a field, or ends it; one that ends without a result prints what its instruction says."""
        if step == "begin":
            self._fields.append([])
        elif step == "separate" and self._fields:
            self._fields[-1] = []
        elif step == "end" and self._fields:
            return field_text("".join(self._fields.pop()))
        return ""


def _on_ground(run: Any) -> bool:
    """Whether what a run stands on may be coloured: shaded or marked text, paragraphs, cells and styled tables, shapes."""
    for node in (run, *run.iterancestors()):
        if node.tag in (_TEXT_BOX, qn("w:tblStyle")):
            return True
        for name in ("w:rPr", "w:pPr", "w:tcPr", "w:tblPr"):
            properties = node.find(qn(name))
            if properties is None:
                continue
            if properties.find(qn("w:highlight")) is not None or properties.find(qn("w:tblStyle")) is not None:
                return True
            ground = properties.find(qn("w:shd"))
            if ground is not None and (
                ground.get(qn("w:themeFill")) or (ground.get(qn("w:fill")) or "auto").lower() not in ("auto", "ffffff")
            ):
                return True
    return False


def _symbol(node: Any) -> str:
    """A w:sym; one of an unknown picture font as its private character, so that no figure closes over it."""
    try:
        code = int(node.get(qn("w:char"), "0"), 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF or is_symbol_font(node.get(qn("w:font"))):
        known = symbol(code) if is_symbol_font(node.get(qn("w:font"))) else None
        return known or chr(code | 0xF000)
    return chr(code) if 0x20 <= code < 0xE000 else ""
