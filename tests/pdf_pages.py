"""Draws small PDF files for tests, with reportlab's built-in Chinese font."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

FONT = "STSong-Light"
LEFT, TOP, WIDTH = 90, 760, 28  # points, points, characters of 14 points a line
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Pages:
    """A PDF under construction; `y` is where the next line goes."""

    def __init__(self) -> None:
        self._data = io.BytesIO()
        self.canvas = canvas.Canvas(self._data, pagesize=(595, 842))
        self.number = 1
        self.y = float(TOP)

    def text(self, text: str, *, x: float = LEFT, size: float = 14, lead: float = 24) -> None:
        """One line."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= lead

    def paragraph(
        self, text: str, *, size: float = 14, indent: int = 2, left: float = LEFT, width: int = WIDTH
    ) -> None:
        """A paragraph broken to lines, its first line indented; goes on to new pages."""
        first = True
        while text:
            if self.y < 90:
                self.new_page()
            room = width - (indent if first else 0)
            self.text(text[:room], x=left + (indent * size if first else 0), size=size)
            text, first = text[room:], False

    def title(self, *lines: str, size: float = 22) -> None:
        """Centred lines of a larger type."""
        for line in lines:
            self.canvas.setFont(FONT, size)
            self.canvas.drawCentredString(297, self.y, line)
            self.y -= size * 1.5

    def new_page(self, foot: str = "— {} —") -> None:
        """Ends the page with its number."""
        self.canvas.setFont(FONT, 11)
        self.canvas.drawCentredString(297, 50, foot.format(self.number))
        self.canvas.showPage()
        self.number += 1
        self.y = float(TOP)

    def grid(self, rows: Sequence[Sequence[str | None]], widths: Sequence[float], *, height: float = 22) -> None:
        """A ruled table; None in a cell merges it with the cell above, a text that ends in > reaches to the right."""
        xs = [LEFT + sum(widths[:k]) for k in range(len(widths) + 1)]
        top = self.y + 16
        for r in range(len(rows) + 1):
            for c in range(len(widths)):
                inside = 0 < r < len(rows) and rows[r][c] is None
                if not inside:
                    self.canvas.line(xs[c], top - r * height, xs[c + 1], top - r * height)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if c == 0 or not (row[c - 1] or "").endswith(">"):
                    self.canvas.line(xs[c], top - r * height, xs[c], top - (r + 1) * height)
                if text:
                    self.canvas.setFont(FONT, 10)
                    self.canvas.drawString(xs[c] + 3, top - r * height - 14, text.removesuffix(">"))
            self.canvas.line(xs[-1], top - r * height, xs[-1], top - (r + 1) * height)
        self.y = top - len(rows) * height - 24

    def bytes(self, foot: str = "— {} —") -> bytes:
        """The file."""
        self.new_page(foot)
        self.canvas.save()
        return self._data.getvalue()
