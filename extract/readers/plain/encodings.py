"""Bytes of a text file to characters: UTF-8, UTF-16, GB18030 and Big5, told apart by what the bytes themselves show."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from extract.errors import ReadError
from extract.models import Notice
from extract.text.characters import without_invisible

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000  # bytes: enough to tell encodings apart, cheap for a file of 10 MB
_FEW = 0.02  # share of characters that may be damaged before a file counts as unreadable
_COMMON = 0.8  # share of common characters that tells an encoding
_BINARY = 0.002  # share of control characters that no text has
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DAMAGED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, the encoding that gave them, and what was damaged."""

    text: str
    encoding: str
    warnings: tuple[Notice, ...] = ()


def decode(name: str, data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of `data`; `declared` is the encoding that the file names itself (a web page's charset).

    b"\\xd2\\xbb\\xa1\\xa2" → 一、   (GB18030)
    Raises ReadError where no encoding gives text; single damaged characters become U+FFFD with a Notice.
    """
    encoding = _encoding(data, declared)
    if encoding is None:
        raise _undecodable(name)
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff").rstrip("\x00")
    if len(_CONTROLS.findall(text)) > _BINARY * len(text) + 2:
        raise ReadError(
            name, "内容是二进制数据，不是文字", "请确认文件没有损坏，用原来的程序打开后另存为 .docx 或 .txt"
        )
    text = without_invisible(text)
    damaged = text.count(_DAMAGED)
    if damaged == 0:
        return Decoded(text, encoding)
    message = f"有 {damaged} 个字符损坏，无法识别（编码 {encoding}）"
    return Decoded(text, encoding, (Notice("damaged-characters", message),))


def _undecodable(name: str) -> ReadError:
    return ReadError(name, "无法识别文字编码", "请用记事本打开，另存为 UTF-8 编码的文本")


def _encoding(data: bytes, declared: str | None) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    if _damage(data, "utf-8") == 0:  # other encodings hardly ever make valid UTF-8, so it goes before what is declared
        return "utf-8"
    if declared and (named := _known(declared)) and _damage(data, named) == 0:
        return named
    wide = _utf16(data)
    if wide:
        return wide
    if _damage(data, "utf-8") <= _FEW:
        return "utf-8"
    sample = data[:_SAMPLE]
    scores = {"gb18030": _two_byte_score(sample, 0xB0, 0xD7), "big5hkscs": _two_byte_score(sample, 0xA4, 0xC6)}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] >= _COMMON and _damage(data, best) <= _FEW else None


def _known(declared: str) -> str | None:
    """The codec for a declared name; the GB family is read as its superset."""
    try:
        codec = codecs.lookup(declared.strip().strip("\"'")).name
    except LookupError:
        return None
    return "gb18030" if codec in ("gb2312", "gbk") else "big5hkscs" if codec == "big5" else codec


def _damage(data: bytes, encoding: str) -> float:
    """The share of characters that do not decode; a last character cut off does not count."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and ("incomplete" in error.reason or "end of data" in error.reason):
            return 0.0
        text = data.decode(encoding, errors="replace")
        return text.count(_DAMAGED) / max(len(text), 1)
    except ValueError:
        return 1.0
    return 0.0


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: line feeds and digits have a zero byte on one side only."""
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even + odd < max(1, len(sample) // 2000) or max(even, odd) < 10 * min(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = sample.decode(encoding, errors="replace")
    plain = sum(
        1 for c in text if c.isspace() or " " <= c <= "~" or "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef"
    )
    return encoding if plain > 0.9 * len(text) else None


def _two_byte_score(sample: bytes, first: int, last: int) -> float:
    """The share of two-byte characters whose lead byte lies in the block of common characters (or of symbols).

    GB2312 and Big5 both sort their common characters into one block; read by the wrong one, they scatter.
    """
    good = total = i = 0
    while i < len(sample) - 1:
        lead = sample[i]
        if lead < 0x80:
            i += 1
            continue
        if 0x30 <= sample[i + 1] <= 0x39:  # a four-byte character of GB18030: rare in any text
            total += 1
            i += 4
            continue
        good += first <= lead <= last or 0xA1 <= lead <= 0xA3
        total += 1
        i += 2
    return good / total if total else 0.0
