"""Reads one file into blocks: paragraphs, headings, tables and boxes (专栏), in reading order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

from extract.errors import ReadError
from extract.models import FileContent
from extract.readers.foreign import refuse_foreign, unknown_suffix
from extract.readers.page_parts import without_frames
from extract.readers.spaces import mend_spaces

Reader = Callable[[str, bytes], FileContent]
"""A reader takes the file's name (for messages) and its bytes."""

READERS: dict[str, tuple[str, str]] = {
    ".txt": ("plain.plain_text", "read_plain"),
    ".md": ("plain.markdown", "read_markdown"),
    ".markdown": ("plain.markdown", "read_markdown"),
    ".html": ("web.html", "read_html"),
    ".htm": ("web.html", "read_html"),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), ("word.word_file", "read_word")),
    ".pdf": ("pdf.pages", "read_pdf"),
}
"""Suffix → module and function; a module is imported on first use: who reads text does not wait for pdfplumber."""


@cache
def reader_of(suffix: str) -> Reader:
    """The reader for a suffix of READERS."""
    module, function = READERS[suffix]
    reader: Reader = getattr(import_module(f"extract.readers.{module}"), function)
    return reader


def read_blocks(path: Path, data: bytes | None = None) -> FileContent:
    """The blocks of a file; `data` are its bytes where the caller has them already.

    规划.txt → FileContent((Block("paragraph", "一、总体要求"), …))
    Raises ReadError for a file that cannot be read: missing, empty, of a foreign kind, encrypted, damaged, only images.
    """
    name = path.name
    suffix = path.suffix.lower()
    content = _read_bytes(path) if data is None else data
    if suffix not in READERS:
        raise unknown_suffix(name, suffix, content)
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise ReadError(name, "文件是空的", "请确认文件已保存完整")
    refuse_foreign(name, suffix, content)
    reading = reader_of(suffix)(name, content)
    if not reading.blocks:
        raise ReadError(name, "文件里没有正文文字", "请打开文件核对内容")
    return replace(reading, blocks=without_frames(mend_spaces(reading.blocks)))


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(path.name, "找不到文件", "请检查路径是否正确") from None
    except IsADirectoryError:
        raise ReadError(path.name, "这是文件夹，不是文件", "请给出文件夹里的文件") from None
    except PermissionError:
        raise ReadError(path.name, "没有读取权限", "请修改文件权限后重试") from None
    except OSError as error:
        raise ReadError(path.name, f"读取失败（{error.strerror or error}）", "请检查磁盘或网络位置后重试") from error
