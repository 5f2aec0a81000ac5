"""Finds the article of a web page: what is left when menus, footers and other page furniture are taken away."""

from __future__ import annotations

import re
from typing import Any

_FURNITURE_TAGS = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "select",
    "iframe",
    "svg",
)
_FURNITURE = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menus?|header|footer|foot|bottom|top|topbar|crumbs?|breadcrumbs?|position|location|sidebar|share|bdsharebuttonbox"
    r"|related|recommend|copyright|search\w*|login|pager?|pagination|toolbar|qrcode|ewm|links?|friendlink|banner|logo|print|fontsize|advert?|hidden"
    r"|dqwz|wz|weizhi|mianbaoxie|fenxiang|dibu|toubu)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"UCAP-CONTENT|TRS_Editor|TRS_UEDITOR|trs_editor_view|pages_content|article[-_]?(?:content|body|con|text|detail|main)\b|content[-_]?(?:article|text|body|main|detail)\b"
    r"|news[-_]?(?:content|con|text|body|detail)\b|wp_articlecontent|rich_media_content|^zoom$|^zoomcon$|^fontzoom$|con_text|^article$|^vsb_content|view[-_]?con|txt_con|detail[-_]?(?:con|content|text)|ewb-article|xxgk[-_]?(?:content|con)|bt[-_]content|info[-_]?cont?|conTxt|mainText",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_TITLE_META = ("ArticleTitle", "og:title")


def find_article(root: Any) -> list[Any]:
    """The nodes that hold the article, in order: its title where it stands apart, then the body.

    A page without furniture is its own article; nothing is dropped where no part clearly stands out.
    """
    body = root.find("body")
    node = body if body is not None else root
    whole = _weight(node)
    _strip(node, whole)
    left = _weight(node)
    marked = [
        child
        for child in node.iterdescendants()
        if isinstance(child.tag, str) and _ARTICLE.search(f"{child.get('id') or ''} {child.get('class') or ''}".strip())
    ]
    best = max(marked, key=_weight, default=None)
    node = best if best is not None and _weight(best) >= 0.6 * left else _descend(node, left)
    title = _title(root, node)
    return [title, node] if title is not None else [node]


def _weight(node: Any) -> int:
    """How much running text a node holds: Han characters outside links."""
    total = len(_HAN.findall("".join(node.itertext())))
    return total - sum(len(_HAN.findall("".join(link.itertext()))) for link in node.iter("a"))


def _strip(node: Any, whole: int) -> None:
    """Take page furniture away, unless it holds a good part of the text (a class name may mislead)."""
    for child in list(node.iterdescendants()):
        if not isinstance(child.tag, str):
            continue
        names = " ".join(child.get(key) or "" for key in ("id", "class", "title"))
        furniture = child.tag in _FURNITURE_TAGS or bool(_FURNITURE.search(names)) or _is_menu(child)
        if furniture and child.getparent() is not None and _weight(child) <= max(0.2 * whole, 30):
            child.drop_tree()


def _is_menu(node: Any) -> bool:
    """A list or block that is links almost only."""
    if node.tag not in ("ul", "ol", "dl", "div", "td", "p"):
        return False
    links = list(node.iter("a"))
    if len(links) < 3:
        return False
    total = len("".join("".join(node.itertext()).split()))
    linked = sum(len("".join("".join(link.itertext()).split())) for link in links)
    return total > 0 and linked > 0.8 * total and total / len(links) < 30


def _descend(node: Any, left: int) -> Any:
    """Down to the smallest part that still holds nearly all the text."""
    while True:
        best = max((child for child in node if isinstance(child.tag, str)), key=_weight, default=None)
        if best is None or best.tag in ("p", "table", "tbody", "tr", "td") or _weight(best) < 0.97 * left:
            return node
        node = best


def _title(root: Any, article: Any) -> Any | None:
    """The page's heading where it stands outside the article and the article does not open with it."""
    heads = [h for h in root.iter("h1") if "".join(h.itertext()).strip()]
    text = "".join(article.itertext())
    squeezed = "".join(text.split())
    for head in heads:
        words = "".join("".join(head.itertext()).split())
        if words and words not in squeezed[: len(words) + 400] and _HAN.search(words):
            return head
    for meta in root.iter("meta"):
        if meta.get("name") in _TITLE_META or meta.get("property") in _TITLE_META:
            words = "".join((meta.get("content") or "").split())
            if _HAN.search(words) and words not in squeezed[: len(words) + 400]:
                head = root.makeelement("h1")
                head.text = meta.get("content").strip()
                return head
    return None
