"""A file by its path: what it is called, and what is no file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from extract import ReadError, extract_document, read_source

TEXT = "关于推进试点工作的意见\n\n一、强化创新\n支持企业创新。\n"


def test_a_document_knows_its_name_format_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "意见.TXT"
    path.write_text(TEXT, "utf-8")
    source = extract_document(path).source
    assert (source.name, source.format) == ("意见.TXT", "txt")
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert extract_document(str(path), name="别名.txt").source.name == "别名.txt"


@pytest.mark.parametrize("name", ["没有.txt", "folder.txt", "pipe.txt"])
def test_what_is_no_file_is_one_line_and_nothing_waits_for_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadError, match=rf"^{name}：无法打开（.+）。请检查"):
        read_source(tmp_path / name)
