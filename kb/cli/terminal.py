"""Tables for a terminal, aligned for Chinese characters, which are two columns wide."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

_GAP = "  "
_ELLIPSIS = "…"
_NARROWEST = 8


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, widest: Sequence[int | None], total: int | None = None
) -> str:
    """The rows under their header; a text wider than its column's `widest` (None: any) ends in an ellipsis.

    Where a line would be wider than `total`, the widest columns give way.

    (["类别", "页"], [["任务", "3"]], widest=[None, None]) → "类别  页\\n任务  3"
    """
    lines = [[_plain(text) for text in row] for row in (header, *rows)]
    widths = [min(max(cell_len(line[column]) for line in lines), most or 10_000) for column, most in enumerate(widest)]
    while total is not None and sum(widths) + len(_GAP) * (len(widths) - 1) > total and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return "\n".join(_GAP.join(map(_fitted, line, widths)).rstrip() for line in lines)


def width() -> int | None:
    """The columns of the terminal; None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def fall_silent() -> None:
    """Print no more: who read the output (head, less) has enough, and Python would complain again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())


def _plain(text: str) -> str:
    """One line without control characters, which would upset the terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _fitted(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    return set_cell_size(set_cell_size(text, max(width - 1, 0)).rstrip() + _ELLIPSIS, width)
