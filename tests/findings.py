"""What two readings of a document find, compared: what got lost without a word, and what was made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.models import Document
from extract.text.characters import fold

PARAGRAPH = 400
"""Up to so many characters a notice in a paragraph accounts for all of it."""


@dataclass(frozen=True)
class Finding:
    """A task, unit, target or table cell by what it says; `words` is where it stands in the text, for a notice to account for it."""

    kind: str
    says: tuple[str, ...]
    words: str = field(compare=False)
    doubted: bool = field(compare=False, default=False)

    def __str__(self) -> str:
        return f"{self.kind}: {' | '.join(self.says)}"


def plain(text: str) -> str:
    """As rules see it, without blanks and line breaks: 市 科技局\\n → 市科技局"""
    return "".join(fold(text).split())


def findings(document: Document) -> Iterator[Finding]:
    """What a document is found to say, without spans, ids and numbers."""
    titles = {task.id: plain(task.title) for task in document.tasks}
    for task in document.tasks:
        title = titles[task.id]
        yield Finding("task", (title,), title, bool(task.doubts))
        for unit in task.units:
            yield Finding("unit", (title, plain(unit.name), unit.role), plain(unit.name), bool(task.doubts))
    for t in document.targets:
        parts = (titles.get(t.task_id or "", "-"), t.indicator, t.op, t.value, t.uom, t.year, t.scope)
        yield Finding("target", tuple(plain(str(part)) for part in parts), plain(t.quote), bool(t.doubts))
    for c in document.cells:
        parts = (c.indicator, c.nature, c.op, c.value, c.uom, c.year, c.scope)
        yield Finding("cell", tuple(plain(str(part)) for part in parts), plain(c.indicator), bool(c.doubts))


def noticed(document: Document) -> list[str]:
    """The passages that notices point at: the paragraph around each or, where that is long, the very words."""
    text, found = document.text, []
    for notice in document.warnings:
        if notice.span is not None:
            start = text.rfind("\n", 0, notice.span[0]) + 1
            end = text.find("\n", notice.span[1])
            around = text[start : end if end >= 0 else len(text)]
            found.append(plain(around if len(around) <= PARAGRAPH else text[slice(*notice.span)]))
    return found


def unaccounted(expected: Iterable[Finding], document: Document) -> list[str]:
    """What is expected and missing without a notice, and what is said without a doubt and not expected, a line each.

    What is missing is accounted for where a notice points at the paragraph that holds its words.
    """
    want, got = Counter(expected), Counter(findings(document))
    told = noticed(document)
    lost = [item for item in (want - got).elements() if not any(item.words in passage for passage in told)]
    new = [item for item in (got - want).elements() if not item.doubted]
    return [*(f"lost {item}" for item in lost), *(f"made up {item}" for item in new)]


def differences(before: Document, after: Document) -> list[str]:
    """What `after` lost or made up, compared with `before`."""
    return unaccounted(findings(before), after)
