"""The page without a browser, for its tests: opened at an address, and what a reader sees of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from paths import ROOT
from streamlit.testing.v1 import AppTest

APP = ROOT / "app.py"


def opened(view: str = "search", **parameters: str) -> AppTest:
    """The page as it stands at an address."""
    at = AppTest.from_file(str(APP), default_timeout=30)
    at.run()
    if view != "home":
        at.switch_page(f"views/{view}.py")
    for name, value in parameters.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception
    return at


class Seen(HTMLParser):
    """What a reader sees of the page's HTML: text by element and class, and where each link leads."""

    def __init__(self, at: AppTest) -> None:
        super().__init__()
        self.texts: list[tuple[frozenset[str], str]] = []
        self.links: list[tuple[str, str]] = []
        self.stack: list[tuple[str, str, str]] = []
        for element in at.get("html"):
            if "<style" not in element.proto.body:
                self.feed(element.proto.body)

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.stack.append((name, given.get("class") or "", given.get("href") or ""))
        if name == "a":
            self.links.append(("", given.get("href") or ""))

    def handle_endtag(self, name: str) -> None:
        assert self.stack.pop()[0] == name, "elements must close in order"

    def handle_data(self, data: str) -> None:
        around = frozenset(css for name, classes, _ in self.stack for css in (name, *classes.split()))
        self.texts.append((around, data))
        if self.stack and "a" in around and self.links:
            label, href = self.links[-1]
            self.links[-1] = (label + data, href)

    def all(self, *around: str) -> list[str]:
        """The pieces of text inside an element or class."""
        return [data for names, data in self.texts if names.issuperset(around)]

    def text(self, *around: str) -> str:
        return "".join(self.all(*around))

    def link(self, label: str) -> str:
        return next(href for text, href in self.links if text == label)


def count(at: AppTest) -> int:
    """The number of results that the page says it found."""
    return int(Seen(at).text("count", "strong").removeprefix("共 ").removesuffix(" 项"))


def address(at: AppTest) -> dict[str, str]:
    """What the address of the page says now."""
    return {name: value if isinstance(value, str) else value[-1] for name, value in at.query_params.items()}


def pills(at: AppTest, name: str) -> dict[str, int]:
    """The options of a filter that are shown, with the count that is written beside each."""
    rule = rf"\.st-key-{name} \[role=radiogroup\] > button:nth-child\((\d+)\) p::after{{content:' (\d+)'}}"
    style = "".join(element.proto.body for element in at.get("html"))
    options = at.get_by_key(name).options
    return {options[int(place) - 1]: int(count) for place, count in re.findall(rule, style)}
