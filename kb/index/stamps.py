"""What the stored and the indexed depend on, as short stamps: where one differs, the thing is made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extract
from kb.engines.interface import Engine

_KB = Path(__file__).parents[1]
_EXTRACT = Path(extract.__file__).parent


@cache
def extractor_stamp() -> str:
    """Changes with any line of code or data of the extractor: then every file is read again."""
    files = (path for path in _EXTRACT.rglob("*") if path.suffix in (".py", ".csv", ".toml"))
    return _digest(_EXTRACT, files)


@cache
def index_stamp(engine: type[Engine]) -> str:
    """Changes with the segmenter, the folding, or what of a commitment is indexed: then the index is made again."""
    ours = ("text/folding.py", "text/analyzer.py", "index/entries.py")
    files = [*(_KB / name for name in ours), _EXTRACT / "text" / "segment.py", _EXTRACT / "text" / "characters.py"]
    files.append(_EXTRACT / "data" / "traditional.csv")
    return f"{engine.stamp} {_digest(_KB.parent, files)} jieba-{_installed('jieba')} rjieba-{_installed('rjieba')}"


def _digest(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
