"""Where the pages of a printed sheet end: a line that heads what follows it is never the last of a page.

The heights of rows are known, and how far a sheet is made smaller until its columns fit across the paper; so each page is
ended by the sheet itself, a little before it would be full.
"""

from __future__ import annotations

import math

PAPER = (841.9, 595.3)
"""Points of A4 across."""
SPARE = 0.04
"""Of a page's height, which stays empty: programs make a sheet smaller by not quite the same."""
_POINTS_A_CHARACTER, _POINTS_A_COLUMN = 5.25, 3.75
"""Of a column's width, which counts digits."""
MOST = 1_023
"""Breaks that Excel knows in a sheet."""


class PageBreaks:
    """Takes the rows of a sheet one after another; `breaks` are those before which a page ends.

    PageBreaks([20, 60], margins=(65, 86), first=90, repeated=25): columns in characters, left and right and above and below
    in points, the height of what stands above the first row, and of the heads that each page repeats.
    """

    def __init__(
        self, widths: list[float], *, margins: tuple[float, float], first: float, repeated: float, most: int = MOST
    ) -> None:
        across = sum(width * _POINTS_A_CHARACTER + _POINTS_A_COLUMN for width in widths)
        scale = min(1.0, math.floor(100 * (PAPER[0] - margins[0]) / across) / 100)
        self.breaks: list[int] = []
        self._room = (PAPER[1] - margins[1]) / scale * (1 - SPARE)
        self._repeated, self._most = repeated, most
        self._used = first
        self._begins: int | None = None
        self._heading: list[tuple[int, float]] = []
        """The lines that head the next row, with their heights."""

    def add(self, row: int, height: float, *, heads: bool = False) -> None:
        """One row of `height` points; `heads`: it heads the next one."""
        if self._begins is None:
            self._begins = row
        if self._used + height > self._room and len(self.breaks) < self._most:
            begin = self._heading[0][0] if self._heading else row
            if begin > self._begins:
                self.breaks.append(begin)
                self._begins = begin
                self._used = self._repeated + sum(high for _, high in self._heading)
        self._used += height
        self._heading = [*self._heading, (row, height)] if heads else []
