"""Formulas of Word (m:oMath) and numbers in rings and fractions that it keeps as fields (EQ) as one line of text."""

from __future__ import annotations

import re
from typing import Any

from extract.readers.formula_marks import fraction, ringed, root
from extract.readers.raised import power

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATH = (f"{_M}oMath", f"{_M}oMathPara")
_RINGED = re.compile(r"\\o\s*(?:\\a[clr]\s*)?\(\s*[○〇◯◎]\s*[,，;；]\s*([^()\s]{1,3})\s*\)", re.IGNORECASE)
_OVER = re.compile(r"\\o\s*(?:\\a[clr]\s*)?\(\s*([^(),，;；]*)\s*[,，;；]\s*([^()]*)\)", re.IGNORECASE)
_FRACTION = re.compile(r"\\f\s*\(\s*([^(),，;；]+)\s*[,，;；]\s*([^()]+?)\s*\)", re.IGNORECASE)


def math_text(node: Any) -> str:
    """A formula as a line: a fraction of 1 over 3 → 1/3; 10 to the 8th → 10⁸."""
    tag = node.tag.removeprefix(_M) if isinstance(node.tag, str) else ""
    if not tag or tag.endswith("Pr"):
        return ""
    if tag == "t":
        return node.text or ""
    if tag == "f":
        return fraction(_part(node, "num"), _part(node, "den"))
    if tag == "sSup":
        return _part(node, "e") + power(_part(node, "sup"))
    if tag == "sSubSup":
        return _part(node, "e") + _part(node, "sub") + power(_part(node, "sup"))
    if tag == "rad":
        return root(_part(node, "e"))
    if tag == "d":
        inner = [math_text(child) for child in node if child.tag == f"{_M}e"]
        return f"{_said(node, 'begChr', '(')}{_said(node, 'sepChr', '|').join(inner)}{_said(node, 'endChr', ')')}"
    if tag == "nary":
        return _said(node, "chr", "∫") + _part(node, "e")
    return "".join(math_text(child) for child in node)


def _part(node: Any, name: str) -> str:
    part = node.find(f"{_M}{name}")
    return "" if part is None else "".join(math_text(child) for child in part)


def _said(node: Any, name: str, default: str) -> str:
    found = node.find(f"{_M}{node.tag.removeprefix(_M)}Pr/{_M}{name}")
    return default if found is None else (found.get(f"{_M}val") or "")


def field_text(instruction: str) -> str:
    """What a field without a result prints: eq \\\\o\\\\ac(○,1) → ①; eq \\\\f(1,3) → 1/3; "" for other fields."""
    if instruction.strip()[:2].upper() != "EQ":
        return ""
    if ring := _RINGED.search(instruction):
        return ringed(ring[1])
    if part := _FRACTION.search(instruction):
        return fraction(part[1].strip(), part[2].strip())
    over = _OVER.search(instruction)
    return over[2].strip() if over else ""
