"""The parts of a Word file, opened as Word opens it: what no reader needs may be broken, missing or of an odd type."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from lxml import etree

from extract.errors import ReadError

_SAVE_AGAIN = "请用 Word 或 WPS 打开，另存为 .docx"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "word/document.xml"
# ISO Strict names the same elements by other addresses.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", b"http://schemas.openxmlformats.org/drawingml/2006/chart"),
    (b"http://purl.oclc.org/ooxml/drawingml/diagram", b"http://schemas.openxmlformats.org/drawingml/2006/diagram"),
)  # fmt: skip
_LARGEST = 400_000_000  # bytes of one part: beyond, it is a bomb
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of its type (styles, aFChunk, image) and the part's name in the package."""

    kind: str
    part: str


class Package:
    """A .docx, .docm, .dotx or .dotm: its main part and what that refers to.

    Content types are not looked at (a template has one of its own), nor relations that nobody follows: to anchors
    (#_top), to NULL, to parts that are missing.
    """

    def __init__(self, name: str, data: bytes) -> None:
        """Raises ReadError where the archive, or the main part in it, cannot be read."""
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE as error:
            raise ReadError(
                name, "文件已损坏（压缩数据不完整，可能没有下载完）", f"请重新获取文件，或{_SAVE_AGAIN[1:]}"
            ) from error
        # Windows programs write word\\document.xml, and names differ in case from what refers to them.
        self._names = {_plain(info.filename): info for info in self._archive.infolist()}
        self.main_name = self._main_name()
        self.main = self.xml(self.main_name)

    def _main_name(self) -> str:
        for relation in self._relations("").values():
            if relation.kind == "officeDocument":
                if _plain(relation.part) in self._names:
                    return relation.part
                break
        if _MAIN in self._names:
            return _MAIN
        raise ReadError(self._name, "文件已损坏，里面没有 Word 正文（word/document.xml）", _SAVE_AGAIN)

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """What the main part refers to, by the name it calls it (rId9)."""
        return self._relations(self.main_name)

    def first(self, kind: str) -> Any | None:
        """The root of the one part of that kind (styles, numbering); None where there is none."""
        for relation in self.relations.values():
            if relation.kind == kind and _plain(relation.part) in self._names:
                return self.xml(relation.part)
        return None

    def data(self, part: str) -> bytes | None:
        """The bytes of a part; None where it is missing or cannot be unpacked."""
        info = self._names.get(_plain(part))
        if info is None or info.file_size > _LARGEST:
            return None
        try:
            return self._archive.read(info)
        except _UNREADABLE:
            return None

    def xml(self, part: str) -> Any:
        """The root element of a part that is there, with the names of ISO Strict told as the usual ones."""
        source = self.data(part)
        if source is None:
            raise ReadError(self._name, f"文件已损坏，无法解压其中的 {part}", _SAVE_AGAIN)
        try:
            return _parsed(source)
        except etree.XMLSyntaxError as error:
            line = error.lineno or 1
            raise ReadError(self._name, f"文件已损坏，其中的 {part} 第 {line} 行不是有效的 XML", _SAVE_AGAIN) from error

    def _relations(self, part: str) -> dict[str, Relation]:
        """What a part refers to inside the package; nothing where its list of relations cannot be read."""
        folder, base = posixpath.split(part)
        source = self.data(posixpath.join(folder, "_rels", f"{base}.rels"))
        if source is None:
            return {}
        try:
            root = _parsed(source)
        except etree.XMLSyntaxError:
            return {}
        found = {}
        for element in root.iter(_RELATION):
            target = unquote(element.get("Target") or "").replace("\\", "/")
            if element.get("TargetMode") == "External" or not target or target.startswith("#"):
                continue
            place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[element.get("Id") or ""] = Relation(posixpath.basename(element.get("Type") or ""), place)
        return found


def _plain(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def _parsed(source: bytes) -> Any:
    for strict, usual in _STRICT:
        if strict in source:
            source = source.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(source, parser)
