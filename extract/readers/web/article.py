"""Finds the article of a web page: what is left when menus, footers and other page furniture are taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extract.rulefiles import load_csv

_FURNITURE_TAGS = ("nav", "header", "footer", "aside", "form")
_NAMES = load_csv("page_names.csv", ("kind", "name", "example"), unique="name")


def _names(kind: str, *, word: bool) -> re.Pattern[str]:
    found = "|".join(row["name"] for row in _NAMES if row["kind"] == kind)
    return re.compile(rf"(?:^|[-_\s])(?:{found})(?:$|[-_\s\d])" if word else found, re.IGNORECASE)


_SURE = _names("furniture", word=True)
_FURNITURE = _names("perhaps", word=True)
_ARTICLE = _names("article", word=False)
_SILENT_TAGS = ("script", "style", "noscript", "template", "iframe", "svg", "select", "button")
_TEXT_TAGS = ("p", "span", "font", "b", "strong", "table", "tbody", "tr", "td")
_LITTLE = 0.1  # share of all running text that a footer may hold
_WHOLE = 0.95  # share of all running text that the article holds
_LARGE_TABLE = 300  # characters
_SENTENCE = re.compile(r"[。；]|[\u3400-\u9fff，、]{30}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_TITLE_META = ("ArticleTitle", "og:title")


def find_article(root: Any) -> list[Any]:
    """The nodes that hold the article, in order: its title where it stands apart, then the body.

    What is left out holds no sentences: menus, lists of links, footers. A page without furniture is its own article.
    """
    body = root.find("body")
    node = body if body is not None else root
    _strip(node)
    marked = [
        child
        for child in node.iterdescendants()
        if isinstance(child.tag, str) and _ARTICLE.search(f"{child.get('id') or ''} {child.get('class') or ''}".strip())
    ]
    article = max(marked, key=_running_text, default=None)
    if article is None:
        article = _descend(node)
    else:
        whole = _running_text(node)
        while article is not node and _running_text(article) < _WHOLE * whole:
            article = article.getparent()
    title = _title(root, article)
    return [title, article] if title is not None else [article]


def _running_text(node: Any) -> int:
    """How much running text a node holds: Han characters in sentences and in tables that hold much, outside links."""
    total = 0
    for text in _texts(node):
        if _SENTENCE.search(text):
            total += len(_HAN.findall(text))
    for table in node.iter("table"):
        held = sum(len(_HAN.findall(text)) for text in _texts(table) if not _SENTENCE.search(text))
        total += held if held > _LARGE_TABLE else 0
    return total


def _texts(node: Any) -> Iterator[str]:
    """The pieces of text below a node that are no links."""
    if node.text:
        yield node.text
    for child in node:
        if isinstance(child.tag, str) and child.tag not in ("a", "script", "style"):
            yield from _texts(child)
        if child.tail:
            yield child.tail


def _strip(node: Any) -> None:
    """Take page furniture away: what is named like it, or is links almost only, and holds hardly any sentences."""
    whole = _running_text(node)
    for child in list(node.iterdescendants()):
        if not isinstance(child.tag, str) or child.getparent() is None:
            continue
        names = " ".join(child.get(key) or "" for key in ("id", "class", "title"))
        if child.tag in _SILENT_TAGS:
            child.drop_tree()
            continue
        sure = child.tag in _FURNITURE_TAGS or _SURE.search(names)
        named = sure or _FURNITURE.search(names) or _is_menu(child)
        if named and child.find(".//h1") is None and _running_text(child) <= (_LITTLE * whole if sure else 0):
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


def _descend(node: Any) -> Any:
    """Down to the smallest part that still holds all the text."""
    whole = _running_text(node)
    while whole:
        best = max((child for child in node if isinstance(child.tag, str)), key=_running_text, default=None)
        if best is None or best.tag in _TEXT_TAGS or _running_text(best) < whole:
            break
        node = best
    return node


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
