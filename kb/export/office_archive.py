"""Office files as the archives that they are: told from what only claims to be one, and without the times of their making."""

from __future__ import annotations

import io
import re
import zipfile

from kb.errors import KnowledgeBaseError

LARGEST = 30_000_000
"""Bytes of a file that is read."""
_UNPACKED = 300_000_000
_MEMBERS = 5_000
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def without_clock(data: bytes) -> bytes:
    """All members in their order, dated 1 January 1980, and so the times that the file says of itself."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def checked_office_file(data: bytes, name: str, *, part: str) -> bytes:
    """The file, where it is an office file that has `part` (xl/workbook.xml) and unpacks to a size that can be read.

    Raises KnowledgeBaseError with what is wrong and what to do.
    """
    kind = "Excel 工作簿（.xlsx）" if part.startswith("xl/") else "Word 文档（.docx）"
    if len(data) > LARGEST:
        raise KnowledgeBaseError(f"{name}：超过 {LARGEST // 1_000_000} MB，没有读取。请删去多余的工作表和图片后再试")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MEMBERS or sum(member.file_size for member in members) > _UNPACKED:
                raise KnowledgeBaseError(f"{name}：展开后过大，没有读取。请删去多余的内容后再试")
            if part not in archive.namelist():
                raise KnowledgeBaseError(f"{name}：不是{kind}。请用 Excel 或 WPS 另存后再试")
            if damaged := archive.testzip():
                raise KnowledgeBaseError(f"{name}：文件已损坏（{damaged}）。请重新保存后再试")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise KnowledgeBaseError(f"{name}：打不开，可能已损坏、加密，或者不是{kind}。请重新保存后再试") from error
    return data
