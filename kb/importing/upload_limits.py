"""How much a file that is imported may hold; what is more is told before it is read."""

from __future__ import annotations

import zipfile
from pathlib import Path

from extract.errors import ReadError

LARGEST_FILE = 50 << 20
LARGEST_EXPANDED = 400 << 20
MOST_PARTS = 20_000
MOST_FILES = 300
"""Files that are looked at together."""


def check_size(name: str, size: int) -> None:
    """ReadError for a file of more than LARGEST_FILE bytes."""
    if size > LARGEST_FILE:
        raise ReadError(
            name,
            f"文件有 {size / (1 << 20):.0f} MB，超过 {LARGEST_FILE >> 20} MB",
            "请拆分文件，或去掉其中的图片后再试",
        )


def check_expanded(name: str, path: Path) -> None:
    """ReadError for a packed file (a Word file is one) that says it holds far more than a document does."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return  # No packed file, or a broken one: its reader says what is wrong.
    expanded = sum(part.file_size for part in parts)
    if expanded > LARGEST_EXPANDED or len(parts) > MOST_PARTS:
        reason = f"文件展开后有 {expanded / (1 << 20):.0f} MB，不像正常的文档"
        raise ReadError(name, reason, "请用 Word 打开核对，另存后再试")
