"""PDF files: paragraphs joined over lines and pages, ruled tables, boxes; page furniture dropped."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdftypes import PDFStream, resolve1
from pdfplumber.utils.exceptions import PdfminerException

from extract.errors import ReadError
from extract.models import Block, FileContent, Notice
from extract.readers.cell_grid import box_block, table_block
from extract.readers.pdf.furniture import numbered_as_notes, parted_notes, without_furniture
from extract.readers.pdf.page_breaks import join_frames
from extract.readers.pdf.page_columns import in_order
from extract.readers.pdf.page_lines import PageLine, parts_of, sort_out
from extract.readers.pdf.paragraphs import Margins, page_margins, paragraphs_of
from extract.readers.pdf.ruled_tables import Frame, frames_of
from extract.readers.pdf.unprinted import printed_chars
from extract.readers.web.page_chrome import without_chrome

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it reports each odd font of each page

_log = logging.getLogger(__name__)
_SCAN, _STAMP = 0.6, 30  # share of the page that a scan covers, characters that may stand on it
_BLANK = 200  # bytes: what a blank page may have for content
_OCR = "请先做文字识别（OCR），再放回文件夹"


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    height: float
    lines: tuple[PageLine, ...]
    frames: tuple[Frame, ...]
    rotated: int
    unmapped: int
    pictured: float  # share of the page that images cover
    damaged: bool

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.frames

    @property
    def is_scan(self) -> bool:
        """Whether the page is an image with hardly a line of text on it (the stamp of a scanning program)."""
        letters = sum(len(line.text) for lines in (self.lines, *(f.lines for f in self.frames)) for line in lines)
        return self.is_empty or (self.pictured > _SCAN and letters < _STAMP)


def read_pdf(name: str, data: bytes) -> FileContent:
    """The blocks of a PDF, with pages; lines are joined to paragraphs, page numbers and running heads left out.

    推进规上企业⏎智能化改造。⏎— 3 — → 推进规上企业智能化改造。
    Raises ReadError for an encrypted or damaged file, and for one that holds only images.
    """
    pages, attached = _read_pages(name, data)
    if not pages:
        raise ReadError(name, "PDF 里没有页面", "请重新获取文件")
    if all(page.is_scan for page in pages):
        if any(page.unmapped for page in pages):
            raise ReadError(name, "PDF 的字体没有文字编码，无法取出文字", _OCR)
        raise ReadError(name, "没有文字层（扫描图像）", _OCR)
    kept = without_furniture([page.lines for page in pages], [page.height for page in pages])
    framed = [line for page in pages for frame in page.frames for line in frame.lines]
    margins = page_margins([line for lines in kept for line in lines] or framed, len(pages))
    notices = (*_notices(pages), *attached)
    return FileContent(tuple(without_chrome(_blocks(pages, kept, margins))), len(pages), notices)


def _read_pages(name: str, data: bytes) -> tuple[list[_Page], list[Notice]]:
    pages = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            document = pdfplumber.open(io.BytesIO(data))
            found = document.pages
        except Exception as error:  # pdfminer lets through what a malformed file raises (KeyError, struct.error …)
            if isinstance(error, PdfminerException) and any(isinstance(x, PDFPasswordIncorrect) for x in error.args):
                raise ReadError(name, "PDF 有密码保护", "请解除密码后重新保存") from error
            raise _damaged(name) from error
        attached = list(_attached(document))
        with document:
            for page in found:
                pages.append(_read_page(page) if _parses(page) else _lost(page.page_number))
    if pages and all(page.damaged for page in pages):
        raise _damaged(name)
    return pages, attached


def _attached(document: Any) -> Iterator[Notice]:
    """Files that are attached to a PDF, and not read."""
    names = resolve1(resolve1(document.doc.catalog.get("Names")) or {})
    files = resolve1(names.get("EmbeddedFiles")) if isinstance(names, dict) else None
    if isinstance(files, dict) and (files.get("Names") or files.get("Kids")):
        yield Notice("embedded-not-read", "PDF 带有附件，未读取；请另存附件后放入")


def _parses(page: Any) -> bool:
    """Whether the page's content can be read at all."""
    try:
        return isinstance(page.objects, dict)
    except Exception as error:  # as above; the page is reported as damaged
        _log.info("page %s cannot be parsed: %r", page.page_number, error)
        return False


def _lost(number: int) -> _Page:
    return _Page(number, 0.0, (), (), 0, 0, 0.0, damaged=True)


def _damaged(name: str) -> ReadError:
    return ReadError(name, "PDF 已损坏，无法读取", "请重新下载或重新导出")


def _read_page(page: Any) -> _Page:
    chars = sort_out(printed_chars(page))
    frames = frames_of(page, chars.upright, page.page_number)
    outside = [char for char in chars.upright if not any(frame.holds(char) for frame in frames)]
    lines = in_order(parts_of(outside, page.page_number), float(page.width))
    result = _Page(
        page.page_number,
        float(page.height),
        tuple(lines),
        tuple(frames),
        chars.rotated,
        chars.unmapped,
        _pictured(page),
        _is_damaged(page),
    )
    page.close()
    return result


def _pictured(page: Any) -> float:
    areas = (max(i["x1"] - i["x0"], 0) * max(i["bottom"] - i["top"], 0) for i in page.images)
    return float(sum(areas)) / (float(page.width) * float(page.height) or 1.0)


def _is_damaged(page: Any) -> bool:
    """Whether a page has a content that draws nothing at all: its data are damaged."""
    if page.chars or page.rects or page.lines or page.curves or page.images:
        return False
    streams = [resolve1(stream) for stream in page.page_obj.contents]
    lengths = [resolve1(stream.attrs.get("Length")) for stream in streams if isinstance(stream, PDFStream)]
    return sum(length for length in lengths if isinstance(length, int)) > _BLANK


def _blocks(pages: Sequence[_Page], kept: Sequence[Sequence[PageLine]], margins: dict[int, Margins]) -> Iterator[Block]:
    """The blocks of all pages in reading order; what runs over a page break is one block."""
    waiting: list[PageLine] = []
    notes: list[PageLine] = []  # a paragraph may run over the page past its footnotes
    table: Frame | None = None
    for page, lines in zip(pages, kept, strict=True):
        text, foot = parted_notes(lines, margins[page.number].size) if lines else ([], [])
        for piece in _in_place(text, page.frames):
            joined = join_frames(table, piece) if table and isinstance(piece, Frame) and not waiting else None
            if joined is not None:
                table = joined
                continue
            if table is not None:
                yield _framed(table)
                table = None
            if isinstance(piece, PageLine):
                waiting.append(piece)
            elif not piece.cells and len(piece.lines) == 1:  # one line on coloured ground is no box
                waiting.extend(piece.lines)
            else:
                yield from paragraphs_of([*waiting, *notes], margins)
                waiting, notes, table = [], [], piece
        notes += numbered_as_notes(foot)
    if table is not None:
        yield _framed(table)
    yield from paragraphs_of([*waiting, *notes], margins)


def _in_place(lines: Sequence[PageLine], frames: Sequence[Frame]) -> Iterator[PageLine | Frame]:
    """The frames of a page among its lines: each before the first line below it in its column."""
    waiting = list(frames)
    for line in lines:
        for frame in [f for f in waiting if f.top < line.top and f.x0 < line.x1 and line.x0 < f.x1]:
            waiting.remove(frame)
            yield frame
        yield line
    yield from waiting


def _framed(frame: Frame) -> Block:
    filled = [cell for cell in frame.cells if cell.text]
    if len(filled) > 1 and len({cell.col for cell in filled}) > 1:
        return table_block(frame.cells, page=frame.page)
    return box_block(paragraphs_of(frame.lines, page_margins(frame.lines)), page=frame.page)


def _notices(pages: Sequence[_Page]) -> Iterator[Notice]:
    scanned = [str(page.number) for page in pages if page.is_empty and page.pictured]
    if scanned:
        yield Notice("no-text-layer", f"第 {'、'.join(scanned)} 页没有文字层（扫描图像），未读取")
    damaged = [str(page.number) for page in pages if page.damaged]
    if damaged:
        yield Notice("damaged-page", f"第 {'、'.join(damaged)} 页的数据已损坏，未读取")
    rotated = [str(page.number) for page in pages if page.rotated > 3]
    if rotated:
        yield Notice("rotated-text", f"第 {'、'.join(rotated)} 页有旋转的文字，未读取")
    unmapped = [str(page.number) for page in pages if page.unmapped]
    if unmapped:
        yield Notice("unmapped-glyphs", f"第 {'、'.join(unmapped)} 页有字体缺少文字编码的字符，未读取")
