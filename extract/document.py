"""One file → one Document."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.errors import ReadError
from extract.models import Document, FileContent, Source
from extract.pipeline import analyse, collect
from extract.readers import read_blocks


def read_source(path: Path, *, name: str | None = None) -> tuple[FileContent, Source]:
    """The blocks of a file and where they came from; a ReadError where it cannot be read."""
    name = name or path.name
    if path.exists() and not path.is_file():  # FileContent a pipe would wait for whoever fills it.
        raise ReadError(name, "无法打开（不是文件）", "请检查路径")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(name, f"无法打开（{error.strerror or error}）", "请检查文件是否存在、是否有读取权限") from error
    reading = read_blocks(path, data)
    return reading, Source(name, path.suffix.lower().lstrip("."), hashlib.sha256(data).hexdigest(), reading.pages)


def extract_document(path: Path | str, *, name: str | None = None) -> Document:
    """Reads a file and takes out its commitments; the same bytes give the same Document.

    `name` is what the document calls itself in messages and in its source, the file's own name by default. Raises
    ReadError for a file that cannot be read.
    """
    return collect(analyse(*read_source(Path(path), name=name)))
