"""What is too much for one file is told before it is read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from extract.errors import ReadError
from kb.importing.upload_limits import LARGEST_EXPANDED, LARGEST_FILE, MOST_PARTS, check_expanded, check_size


def test_a_large_file_is_refused_with_its_size() -> None:
    check_size("规划.pdf", LARGEST_FILE)
    with pytest.raises(ReadError, match="120 MB，超过 50 MB"):
        check_size("规划.pdf", 120 << 20)


def test_a_packed_file_that_says_it_holds_far_more_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        for _ in range((LARGEST_EXPANDED >> 20) + 1):
            part.write(bytes(1 << 20))
    assert bomb.stat().st_size < 1 << 20
    with pytest.raises(ReadError, match="展开后有 401 MB"):
        check_expanded("bomb.docx", bomb)


def test_a_packed_file_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.docx", "w") as packed:
        for number in range(MOST_PARTS + 1):
            packed.writestr(f"{number}", b"")
    with pytest.raises(ReadError):
        check_expanded("many.docx", tmp_path / "many.docx")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", "规划".encode()])
def test_what_is_no_packed_file_is_for_its_reader_to_judge(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    check_expanded("a.docx", tmp_path / "a.docx")
