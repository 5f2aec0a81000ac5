"""Word files that Word opens and a strict reader does not, inserted files, and the true reason where one cannot be opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from extract.errors import ReadError
from extract.models import FileContent
from extract.readers import read_blocks

RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = (
    (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    (b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/officeDocument"),
)


def word(
    change: Callable[[str, bytes], bytes | None] = lambda name, part: part, *, more: dict[str, bytes] | None = None
) -> bytes:
    """A Word file that says 一、总体要求, each part changed (None: left out)."""
    source, result = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("一、总体要求")
    document.save(source)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return result.getvalue()


def related(*relations: str) -> Callable[[str, bytes], bytes]:
    added = "".join(relations).encode()
    return lambda name, part: (
        part.replace(b"</Relationships>", added + b"</Relationships>") if name == RELATIONS else part
    )


def relation(kind: str, target: str, key: str = "rId90", more: str = "") -> str:
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}" {more}/>'


def typed(kind: str) -> Callable[[str, bytes], bytes]:
    old = b"wordprocessingml.document.main+xml"
    return lambda name, part: part.replace(old, kind.encode()) if name == "[Content_Types].xml" else part


def strict(name: str, part: bytes) -> bytes:
    for usual, other in STRICT:
        part = part.replace(usual, other)
    return part


def read(data: bytes, name: str = "规划.docx") -> FileContent:
    return read_blocks(Path(name), data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("规划.docx", word(related(relation("image", "NULL")))),
        ("规划.docx", word(related(relation("hyperlink", "#_top")))),
        ("规划.docx", word(related(relation("image", "media/lost.png")))),
        ("规划.docx", word(related(relation("hyperlink", "http://[", more='TargetMode="External"')))),
        ("规划.docx", word(typed("wordprocessingml.template.main+xml"))),
        ("规划.dotx", word(typed("wordprocessingml.template.main+xml"))),
        ("规划.docm", word(typed("vnd.ms-word.document.macroEnabled.main+xml"))),
        ("规划.docx", word(strict)),
        ("规划.docx", word(lambda name, part: None if name == "[Content_Types].xml" else part)),
        ("规划.docx", word(lambda name, part: None if name == "word/styles.xml" else part)),
        ("规划.docx", word(lambda name, part: b"<broken" if name == "docProps/core.xml" else part)),
        ("规划.docx", word(lambda name, part: b"<broken" if name == RELATIONS else part)),
    ],
)
def test_what_word_opens_is_opened(name: str, data: bytes) -> None:
    assert [block.text for block in read(data, name).blocks] == ["一、总体要求"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word()[:-300], "压缩数据不完整"),
        (word(lambda name, part: part[:-30] if name == "word/document.xml" else part), "word/document.xml 第"),
        (word(lambda name, part: None if name == "word/document.xml" else part), "没有 Word 正文"),
    ],
)
def test_the_true_reason_is_told_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason) as caught:
        read(data)
    assert "\n" not in str(caught.value)
    assert "另存为 .docx" in caught.value.remedy


def chunk(part: str, content: bytes) -> FileContent:
    """A Word file that shows another file behind its text."""
    inserted = related(relation("aFChunk", part))
    mark = f'<w:altChunk xmlns:r="{OFFICE}" r:id="rId90"/><w:sectPr'.encode()

    def change(name: str, own: bytes) -> bytes:
        return own.replace(b"<w:sectPr", mark, 1) if name == "word/document.xml" else inserted(name, own)

    return read(word(change, more={f"word/{part}": content}))


MHT = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><p>二、重点任务</p></html>"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("a.html", "<html><meta charset='utf-8'><p>二、重点任务</p></html>".encode()),
        ("a.html", "<html><meta charset=gb2312><p>二、重点任务</p></html>".encode("gb18030")),
        ("a.mht", MHT.encode()),
        ("a.txt", "二、重点任务".encode()),
        ("a.docx", word(lambda name, own: own.replace("一、总体要求".encode(), "二、重点任务".encode()))),
    ],
)
def test_a_file_that_word_shows_in_its_place_is_read(part: str, content: bytes) -> None:
    found = chunk(part, content)
    assert [block.text for block in found.blocks] == ["一、总体要求", "二、重点任务"]
    assert found.warnings == ()


def test_what_is_not_read_is_told() -> None:
    found = chunk("a.rtf", b"{\\rtf1 abc}")
    assert [(notice.code, notice.message) for notice in found.warnings] == [
        ("embedded-not-read", "文件里有插入的文件 1 处，未读取")
    ]
    page = "<p>一、总体要求</p><iframe src='/files/plan.pdf'></iframe>".encode()
    assert [notice.code for notice in read_blocks(Path("a.html"), page).warnings] == ["embedded-not-read"]
