"""Files that are not what their suffix says, and suffixes that no reader takes: the remedy for each."""

from __future__ import annotations

import re

from extract.errors import ReadError
from extract.rulefiles import load_csv

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (_OLE, "ole"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_WORD = (".docx", ".docm", ".dotx", ".dotm")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx"
_OCR = "请先做文字识别（OCR），另存为 .docx 或 .txt"
_REMEDIES = {
    row["suffix"]: row for row in load_csv("foreign_files.csv", ("suffix", "reason", "remedy"), unique="suffix")
}
_SUPPORTED = "请另存为 .docx、.pdf、.txt、.md 或 .html"


def unknown_suffix(name: str, suffix: str, data: bytes) -> ReadError:
    """What to do with a file that no reader takes; a wrong suffix over readable content is named.

    工作要点.doc → 工作要点.doc：是旧版 Word 文件（.doc）。请用 Word 或 WPS 打开，另存为 .docx
    """
    kind = _kind(data)
    if kind == "html":
        return ReadError(name, f"内容是网页，后缀却是 {suffix or '空的'}", "请把后缀改为 .html")
    if kind == "pdf":
        return ReadError(name, f"内容是 PDF，后缀却是 {suffix or '空的'}", "请把后缀改为 .pdf")
    if kind == "docx" and suffix in ("", ".doc", ".wps"):
        return ReadError(name, f"内容是 .docx，后缀却是 {suffix or '空的'}", "请把后缀改为 .docx")
    if suffix in _REMEDIES:
        return ReadError(name, _REMEDIES[suffix]["reason"], _REMEDIES[suffix]["remedy"])
    return ReadError(name, f"不支持的文件类型（{suffix}）" if suffix else "文件没有后缀", _SUPPORTED)


def refuse_foreign(name: str, suffix: str, data: bytes) -> None:
    """Raise ReadError where the content is of another kind than the suffix says.

    通知.txt that holds a PDF → 通知.txt：内容是 PDF，后缀却是 .txt。请把后缀改为 .pdf
    """
    kind = _kind(data)
    wanted = "docx" if suffix in _WORD else "pdf" if suffix == ".pdf" else "text"
    if kind == wanted or (kind == "html" and suffix in (".html", ".htm", ".md", ".markdown")):
        return
    if kind == "ole" and _ENCRYPTED in data:
        raise ReadError(name, "文件有密码保护", "请用 Word 或 WPS 打开，取消密码后另存为 .docx")
    if wanted == "text" and kind == "text":
        return
    says = f"后缀却是 {suffix}"
    remedies = {
        "pdf": ("内容是 PDF", "请把后缀改为 .pdf"),
        "docx": ("内容是 Word 文件", "请把后缀改为 .docx"),
        "html": ("内容是网页", "请把后缀改为 .html"),
        "ole": ("内容是旧版 Office 文件（.doc、.xls 或 .wps）", _SAVE_AS_WORD),
        "rtf": ("内容是 RTF", _SAVE_AS_WORD),
        "image": ("内容是图像", _OCR),
        "archive": ("内容是压缩包", "请先解压，再放入里面的文件"),
        "zip": ("内容是压缩包或其他 Office 文件", "请用原来的程序打开核对，另存为 .docx"),
        "text": (f"内容不是有效的 {wanted.upper()} 数据", "请重新获取文件，或把后缀改为真实的类型"),
    }
    reason, remedy = remedies[kind]
    raise ReadError(name, f"{reason}，{says}", remedy)


def _kind(data: bytes) -> str:
    """What the first bytes say: pdf, docx, zip, ole, rtf, image, archive, html, or text."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return "docx" if kind == "zip" and (b"word/" in data or b"word\\" in data) else kind
    return "html" if _WEB_PAGE.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]) else "text"
