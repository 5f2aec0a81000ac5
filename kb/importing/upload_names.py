"""What an uploaded file is called where it is kept: never a path, never a name that a system or a build would stumble over."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from kb.building.source_files import may_be_document

_LONGEST = 180
"""Bytes of a name in UTF-8: no file system takes more than 255, and a number may be added."""
_FORBIDDEN = str.maketrans({**dict.fromkeys('<>:"|?*', "_"), "\\": "/"})
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})


def safe_name(given: str) -> str:
    """The name without folders and marks: ../../etc/规划.docx → 规划.docx, README.md → 文件-README.md, "" → 未命名."""
    plain = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode("utf-8"))
    last = plain.translate(_FORBIDDEN).rstrip("/ ").rpartition("/")[2]
    shown = "".join(sign for sign in last if sign.isspace() or not unicodedata.category(sign).startswith("C"))
    stem, suffix = _parted(" ".join(shown.split()).rstrip(". "))
    stem = stem.lstrip(".~$ ").rstrip(".~ ") or "未命名"
    if suffix.lower() == ".tmp":
        suffix = ".temp"
    if stem.lower() in _DEVICES or not may_be_document(stem + suffix):
        stem = f"文件-{stem}"
    return _shortened(stem, suffix)


def free_name(name: str, taken: Callable[[str], bool]) -> str:
    """The name, with a number where it is taken: 规划.docx → 规划（2）.docx."""
    stem, suffix = _parted(name)
    number = 1
    while taken(name):
        number += 1
        name = _shortened(f"{stem}（{number}）", suffix)
    return name


def _parted(name: str) -> tuple[str, str]:
    stem, _, suffix = name.rpartition(".")
    return (
        (stem, f".{suffix}") if stem != name and suffix.isalnum() and len(suffix) <= 10 and "." in name else (name, "")
    )


def _shortened(stem: str, suffix: str) -> str:
    room = _LONGEST - len(suffix.encode("utf-8"))
    return stem.encode("utf-8")[:room].decode("utf-8", "ignore").rstrip(".~ ") + suffix
