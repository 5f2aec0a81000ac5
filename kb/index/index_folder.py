"""Where an index lives: each change makes a new folder beside the old one, and a pointer moves when it is whole.

So a reader always opens an index that is complete, goes on with it while another is written, and a writer that dies
leaves nothing but a folder to sweep. Files that did not change are linked, not copied: engines never write into one.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import zlib
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.engines.choice import NAMES
from kb.engines.interface import Engine, Entry
from kb.index.stamps import index_stamp

_POINTER = "index.json"
_ATTEMPTS = 5
_MOST_OPEN = 3
_OPENED: OrderedDict[tuple[str, bytes], Engine] = OrderedDict()
_OPENING = threading.Lock()
_MOST_CHECKED = 4096
_CHECKED: OrderedDict[tuple[int, int, int, int], tuple[int, int]] = OrderedDict()
"""Checksums of files that this process has read: a generation shares most of its files with the one before."""


class BadIndex(Exception):
    """An index that cannot be used as it is: missing, stale, or damaged; the text says which, for a person."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A complete index: its folder, what it depends on, and the size and checksum of every file.

    `state` is that of the store with which it was in step when it was written.
    """

    folder: str
    stamp: str
    files: dict[str, tuple[int, int]]
    state: str


class IndexFolder:
    """The index of one engine under `root`, of the store with the identity `store`."""

    def __init__(self, root: Path, engine: type[Engine], *, store: str) -> None:
        self.root = root
        self.engine = engine
        self.store = store

    def pointer(self) -> bytes:
        """What changes whenever there is another index; empty without one."""
        try:
            return (self.root / _POINTER).read_bytes()
        except FileNotFoundError:
            return b""

    @classmethod
    def engine_in(cls, root: Path) -> str | None:
        """The name of the engine that the index in a folder is of; None where there is no index."""
        try:
            folder = json.loads((root / _POINTER).read_bytes())["folder"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return str(folder).rpartition("-")[0]

    def open(self) -> tuple[bytes, Engine]:
        """The index as it is now, with its pointer; BadIndex where there is none that can be used."""
        for _ in range(_ATTEMPTS):
            pointer = self.pointer()
            try:
                return pointer, self._opened(pointer)
            except BadIndex:
                if pointer == self.pointer():
                    raise
            except Exception as error:  # Whatever an engine's own reading of a foreign folder runs into.
                if pointer == self.pointer():
                    raise BadIndex(f"检索索引无法打开（{error}）") from error
        raise BadIndex("检索索引不断变动，打不开")

    def _opened(self, pointer: bytes) -> Engine:
        """An index that this process has open already is used by all: it never changes, and opening takes a while."""
        generation = self._generation(pointer)
        key = (str(self.root.resolve()), pointer)
        with _OPENING:
            if key not in _OPENED:
                self._verify(generation)
                _OPENED[key] = self.engine.open(self.root / generation.folder)
                while len(_OPENED) > _MOST_OPEN:
                    # Not closed: another thread may be reading it. Its files go when the last one lets go of it.
                    _OPENED.popitem(last=False)
            _OPENED.move_to_end(key)
            return _OPENED[key]

    def state(self, pointer: bytes) -> str:
        """The state of the store with which the index of a pointer is in step."""
        return self._generation(pointer).state

    def write(self, *, add: Iterable[Entry], remove: Collection[int], anew: bool, state: str) -> None:
        """A new index: the present one without `remove` (versions) and with `add`, or `add` alone where `anew`.

        It is in step with the store in the `state` given.
        """
        folder = self.root / self._next_name()
        folder.mkdir(parents=True)
        try:
            if not anew:
                present = self._generation(self.pointer())
                for name in present.files:
                    _link(self.root / present.folder / name, folder / name)
            self.engine.write(folder, add=add, remove=remove)
            files = {path.name: _checksum(path) for path in sorted(folder.iterdir())}
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        pointer: dict[str, Any] = {"store": self.store, "state": state, "folder": folder.name}
        pointer |= {"stamp": index_stamp(self.engine), "files": files}
        draft = self.root / f"{_POINTER}.new"
        draft.write_text(json.dumps(pointer, indent=1), "utf-8")
        os.replace(draft, self.root / _POINTER)
        self.sweep()

    def sweep(self) -> None:
        """Delete the folders that no pointer names; one that a reader still holds (Windows) waits for the next time."""
        try:
            present = self._generation(self.pointer()).folder
        except BadIndex:
            present = ""
        for path in self._folders():
            if path.name != present:
                shutil.rmtree(path, ignore_errors=True)

    def _folders(self) -> list[Path]:
        """The folders of indexes, of any engine: where the engine changed, those of the other one are there too."""
        names = {*NAMES, self.engine.name}
        listed = (path for name in sorted(names) for path in self.root.glob(f"{name}-*"))
        return [path for path in listed if path.name.rpartition("-")[2].isdigit()]

    def _next_name(self) -> str:
        numbers = [int(path.name.rpartition("-")[2]) for path in self._folders()]
        return f"{self.engine.name}-{max(numbers, default=0) + 1}"

    def _generation(self, pointer: bytes) -> Generation:
        if not pointer:
            raise BadIndex("还没有检索索引")
        try:
            data: dict[str, Any] = json.loads(pointer)
            files = {str(name): (int(size), int(check)) for name, (size, check) in data["files"].items()}
            folder, stamp, state = str(data["folder"]), str(data["stamp"]), str(data["state"])
            found, store = Generation(folder, stamp, files, state), data["store"]
        except KeyError as error:
            raise BadIndex("检索索引是旧版本的") from error
        except (ValueError, TypeError, AttributeError) as error:
            raise BadIndex(f"检索索引的登记文件 {_POINTER} 已损坏") from error
        other = found.folder.rpartition("-")[0]
        if other in NAMES and other != self.engine.name:
            raise BadIndex(f"检索引擎由 {other} 换为 {self.engine.name}")
        if Path(found.folder).name != found.folder or found.stamp != index_stamp(self.engine):
            raise BadIndex("检索索引是旧版本的")
        if store != self.store:
            raise BadIndex("检索索引属于另一个知识库")
        return found

    def _verify(self, generation: Generation) -> None:
        for name, expected in generation.files.items():
            path = self.root / generation.folder / name
            try:
                if _checksum(path) != expected:
                    raise BadIndex(f"检索索引的文件 {generation.folder}/{name} 已损坏")
            except OSError as error:
                raise BadIndex(f"检索索引的文件 {generation.folder}/{name} 读不出来") from error


def _checksum(path: Path) -> tuple[int, int]:
    """Size and checksum of a file; one that has not been touched since it was read last is not read again."""
    status = path.stat()
    key = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
    found = _CHECKED.get(key)
    if found is None:
        size = check = 0
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                size += len(piece)
                check = zlib.crc32(piece, check)
        found = _CHECKED[key] = (size, check)
        while len(_CHECKED) > _MOST_CHECKED:
            _CHECKED.popitem(last=False)
    return found


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # A file system without links.
        shutil.copyfile(source, target)
