"""Which files of a folder are documents, and what the folder and they are called."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from kb.errors import BadFolder

UPLOADS, REMOVED = "uploads", "removed"
"""Where a knowledge base keeps the files that were imported into it, and in there those that were taken out again."""

_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class File:
    """A file of a folder: `relative` is its path under it, with slashes."""

    path: Path
    relative: str

    @property
    def name(self) -> str:
        """Its own name."""
        return self.relative.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds: the files that may be documents, by path, and the folders in it that cannot be opened."""

    files: tuple[File, ...]
    closed: tuple[str, ...] = ()


def folder_key(folder: Path, index: Path) -> str:
    """What a folder is known by: its path seen from where the index folder lies, so that both can move together.

    /home/li/plans/corpus, index /home/li/plans/indexes → corpus
    """
    absolute = folder.resolve()
    try:
        return Path(os.path.relpath(absolute, index.resolve().parent)).as_posix()
    except ValueError:  # Another drive (Windows).
        return absolute.as_posix()


def folder_of(key: str, index: Path) -> Path:
    """The folder that `folder_key` named."""
    return (index.resolve().parent / key).resolve()


def uploads_folder(index: Path) -> Path:
    """Where the files are that were imported into the knowledge base in `index`."""
    return index.resolve() / UPLOADS


def check_folder(folder: Path) -> None:
    """BadFolder where it cannot be built from."""
    if not folder.exists():
        raise BadFolder(f"找不到文件夹 {folder}。请检查路径")
    if not folder.is_dir():
        raise BadFolder(f"{folder} 不是文件夹。请给出文件所在的文件夹")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise BadFolder(f"没有读取文件夹 {folder} 的权限。请检查权限")


def list_files(folder: Path, *, but: Path) -> Listing:
    """The files of a folder and those below that may be documents; `but` (the index folder) is left out, and of the files
    imported into it those that were taken out.

    No documents are: hidden files, what Office and systems leave behind (~$x.docx, .DS_Store, Thumbs.db), README files.
    """
    left_out = {but.resolve(), uploads_folder(but) / REMOVED}
    files: list[File] = []
    closed: list[str] = []
    for parent, folders, names in os.walk(folder, onerror=lambda error: closed.append(str(error.filename))):
        here = Path(parent)
        folders[:] = [name for name in folders if not _ours(name) and (here / name).resolve() not in left_out]
        for name in names:
            if may_be_document(name) and (here / name).is_file():
                files.append(File(here / name, _relative(here / name, folder)))
    return Listing(
        tuple(sorted(files, key=lambda file: file.relative)),
        tuple(sorted(_relative(Path(path), folder) for path in closed)),
    )


def _relative(path: Path, folder: Path) -> str:
    """The path under a folder; names from a system with Chinese encoding (not valid UTF-8) are read as such."""
    raw = os.fsencode(path.relative_to(folder).as_posix())
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "backslashreplace")


def may_be_document(name: str) -> bool:
    """Whether a file of that name is looked at: 规划.docx yes, ~$规划.docx, Thumbs.db and README.md no."""
    return not _ours(name) and not _readme(name)


def _ours(name: str) -> bool:
    """Whether it belongs to a program, not to a person: 报告.docx no, ~$报告.docx yes."""
    return name.startswith((".", "~$", "~WRL")) or name.endswith(("~", ".tmp")) or name.lower() in _SYSTEM


def _readme(name: str) -> bool:
    return Path(name).stem.lower().startswith("readme")


def checksum(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
