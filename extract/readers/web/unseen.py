"""What a web page does not show: hidden and struck parts, white ink; and what it sets small above the line or in Symbol.

Read from a part's own style, and from the simple rules of the page's style sheets (.hide, #note, p.old).
"""

from __future__ import annotations

import re
from typing import Any

from extract.readers.formula_marks import fraction, root
from extract.readers.raised import power, raised
from extract.readers.symbol_font import from_symbol_font, is_symbol_font

_STRUCK_TAGS = ("s", "strike", "del")
_READING_TAGS = ("rt", "rp", "rtc")
_SILENT_TAGS = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "annotation",
    "annotation-xml",
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:(?P<mark>[.#])(?P<name>[\w-]+))?", re.IGNORECASE)
# what holds for paper or for small windows only
_ELSEWHERE = re.compile(
    r"@media[^{]*(?:\(|\b(?:print|speech|braille)\b)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.IGNORECASE
)
_AT_MEDIA = re.compile(r"@media[^{]*\{", re.IGNORECASE)
_SHOWN_BY_SCRIPT = 0.8  # share of a page's text: as much is not hidden from its readers
_WHITE = re.compile(r"#fff(?:fff)?(?:ff)?|white|rgba?\(255,255,255(?:,[\d.]+)?\)|transparent|rgba\([\d,]+,0(?:\.0+)?\)")
_NOTHING = re.compile(r"0+(?:\.0+)?(?:px|pt|em|rem|%)?")
_FAR = re.compile(r"-\d{4,}(?:px|pt|em)|-\d{3,}(?:em|rem|%)")
_CLIPPED = re.compile(r"rect\(0(?:px)?,?0(?:px)?,?0(?:px)?,?0(?:px)?\)")


def settle_looks(page: Any) -> None:
    """Takes out of a parsed page what it does not show, and puts raised text and formulas in the place of their tags."""
    sheet = _sheet(page)
    nodes = [node for node in page.iterdescendants() if isinstance(node.tag, str) and node.tag not in ("html", "body")]
    looks = [{**_of_sheet(node, sheet), **_declared(node.get("style") or "")} for node in nodes]
    unseen = [node for node, look in zip(nodes, looks, strict=True) if _is_unseen(node, look)]
    if _length(unseen) <= _SHOWN_BY_SCRIPT * max(_length([page]), 1):
        for node in unseen:
            _take_out(node)
    for node, look in zip(nodes, looks, strict=True):
        tag = node.tag.lower()
        if node.getparent() is None:
            continue
        if tag in _READING_TAGS or tag in _STRUCK_TAGS or "line-through" in look.get("text-decoration", ""):
            _take_out(node)
        elif tag == "math":
            _say(node, _math(node))
        elif tag == "sup" or _is_raised(look):
            _say(node, raised("".join(node.itertext())))
        elif is_symbol_font(node.get("face")) or is_symbol_font(look.get("font-family", "").split(",")[0]):
            for part in node.iter():
                part.text = from_symbol_font(part.text) if part.text else part.text


def _length(nodes: list[Any]) -> int:
    """How much text the outermost of some nodes hold."""
    inner = {id(below) for node in nodes for below in node.iterdescendants()}
    return sum(len("".join("".join(node.itertext()).split())) for node in nodes if id(node) not in inner)


def _is_raised(look: dict[str, str]) -> bool:
    return look.get("vertical-align") in ("super", "text-top") or look.get("mso-text-raise", "0")[:1] in tuple(
        "123456789"
    )


def _is_unseen(node: Any, look: dict[str, str]) -> bool:
    if node.get("hidden") is not None or look.get("display") == "none" or look.get("mso-hide") == "all":
        return True
    if (
        look.get("visibility") in ("hidden", "collapse")
        or _FAR.match(look.get("text-indent", ""))
        or _FAR.match(look.get("left", ""))
    ):
        return True
    if any(_NOTHING.fullmatch(look.get(name, "1")) for name in ("font-size", "opacity")):
        return True
    if _CLIPPED.fullmatch(look.get("clip", "")):
        return True
    if _NOTHING.fullmatch(look.get("height", "1")) and look.get("overflow") == "hidden":
        return True
    colour = look.get("color") or (node.get("color") or "").lower()
    return bool(_WHITE.fullmatch(colour)) and not any(map(_has_ground, (node, *node.iterancestors())))


def _has_ground(node: Any) -> bool:
    """Whether a part may stand on coloured ground: white ink is seen there."""
    said = (node.get("style") or "").lower()
    return (
        "background" in said
        or node.get("bgcolor") is not None
        or node.get("background") is not None
        or (bool(node.get("class")) and node.tag not in ("html", "body", "p", "span"))
    )


def _take_out(node: Any) -> None:
    """Removes a part with all in it; what follows it stays."""
    parent, before = node.getparent(), node.getprevious()
    if node.tail:
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)


def _say(node: Any, text: str) -> None:
    """Puts text in the place of all that a part holds."""
    for child in list(node):
        node.remove(child)
    node.tag, node.text = "span", text


def _declared(style: str) -> dict[str, str]:
    found = {}
    for part in style.split(";"):
        name, colon, said = part.partition(":")
        if colon:
            found[name.strip().lower().removesuffix("-line")] = "".join(said.lower().replace("!important", "").split())
    return found


_Sheet = dict[tuple[str, str, str], dict[str, str]]


def _sheet(page: Any) -> _Sheet:
    """The declarations of the page's style sheets for simple selectors: (tag, mark, name) → what they say."""
    sheet: _Sheet = {}
    for style in page.iter("style"):
        source = _AT_MEDIA.sub("", _ELSEWHERE.sub("", _COMMENT.sub("", style.text_content())))
        for rule in _RULE.finditer(source):
            said = _declared(rule[2])
            for selector in rule[1].split(","):
                simple = _SIMPLE.fullmatch(selector.strip())
                if simple and simple["name"]:  # a bare tag's rule (p, td) hides nothing that a page means to say
                    key = ((simple["tag"] or "").lower(), simple["mark"], simple["name"])
                    sheet.setdefault(key, {}).update(said)
    return sheet


def _of_sheet(node: Any, sheet: _Sheet) -> dict[str, str]:
    if not sheet:
        return {}
    names = [(".", name) for name in (node.get("class") or "").split()] + [("#", node.get("id") or "")]
    found: dict[str, str] = {}
    for mark, name in names:
        for of in ("", node.tag.lower()):
            found.update(sheet.get((of, mark, name), {}))
    return found


def _math(node: Any) -> str:
    """MathML as a line: <mfrac><mn>1</mn><mn>3</mn></mfrac> → 1/3."""
    tag = node.tag.lower().rsplit(":", 1)[-1] if isinstance(node.tag, str) else ""
    if not tag or tag in _SILENT_TAGS:
        return ""
    inner = [_math(child) for child in node if isinstance(child.tag, str)]
    if tag == "mfrac" and len(inner) == 2:
        return fraction(*inner)
    if tag == "msup" and len(inner) == 2:
        return inner[0] + power(inner[1])
    if tag == "msubsup" and len(inner) == 3:
        return inner[0] + inner[1] + power(inner[2])
    if tag == "msqrt":
        return root("".join(inner))
    return "".join((node.text or "").split()) + "".join(inner)
