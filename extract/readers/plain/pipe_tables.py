"""Tables drawn with | in Markdown, which some plain text uses too."""

from __future__ import annotations

import re
from collections.abc import Sequence

_DIVIDER = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


def pipe_table(lines: Sequence[str], start: int) -> tuple[list[list[str]], int] | None:
    """The rows of the table that begins at `start` and the number of the line behind it; None where none does.

    "|事项|单位|⏎|-|-|⏎|修路|市交通局|" → [["事项", "单位"], ["修路", "市交通局"]]
    """
    if "|" not in lines[start] or start + 1 >= len(lines):
        return None
    if "-" not in lines[start + 1] or not _DIVIDER.match(lines[start + 1]):
        return None
    header = _cells(lines[start])
    rows = [header]
    i = start + 2
    while i < len(lines) and lines[i].strip() and "|" in lines[i]:
        cells = _cells(lines[i])
        rows.append(cells + [""] * (len(header) - len(cells)))
        i += 1
    return rows, i


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return re.split(r"(?<!\\)\|", inner)
