"""Reads files in processes apart: one that takes too long, too much memory, or kills its own, costs that file alone."""

from __future__ import annotations

import json
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO

from extract.errors import ReadError
from extract.models import Document
from kb.building.file_reader import Outcome
from kb.building.source_files import File, checksum

SECONDS = 180.0
"""How long one file may take; a document of a million characters takes some seconds."""

AT_ONCE = min(4, os.cpu_count() or 1)
"""Files that are read at once; each takes a process with the dictionaries in its memory."""

_MOMENT = 0.3
_SMALLER = "请拆分文件，或换一种格式另存后再试"
_COMMAND = ("-m", "kb.importing.reading_worker")
_ROOT = Path(__file__).resolve().parents[2]


def read_guarded(
    files: Sequence[File], into: Path, *, seconds: float = SECONDS, at_once: int | None = None
) -> Iterator[Outcome | None]:
    """The outcome of each file, in their order, and None every now and then while one is waited for.

    The Document of the file n is left in `into`/n.document, for `load`. Nobody else may write there: they are unpickled.
    Who stops listening ends the reading.
    """
    woken: queue.SimpleQueue[None] = queue.SimpleQueue()
    idle = [_Worker(woken) for _ in range(min(at_once or AT_ONCE, len(files)))]
    busy: dict[int, _Worker] = {}
    waiting = deque(enumerate(files))
    found: dict[int, Outcome] = {}
    try:
        for number in range(len(files)):
            while number not in found:
                while idle and waiting:
                    begun, file = waiting.popleft()
                    busy[begun] = idle.pop()
                    busy[begun].begin(file, into / f"{begun}.document", seconds)
                _wait(woken)
                done = {begun: outcome for begun, one in busy.items() if (outcome := one.outcome()) is not None}
                idle += [busy.pop(begun) for begun in done]
                found |= done
                if not done:
                    yield None
            yield found.pop(number)
    finally:
        for worker in (*idle, *busy.values()):
            worker.end()


def load(into: Path, number: int) -> Document:
    """A Document that `read_guarded` left there."""
    return _loaded(into / f"{number}.document")


def _loaded(path: Path) -> Document:
    document: Document = pickle.loads(path.read_bytes())
    return document


class GuardedExtractor:
    """Reads files for a build as `read_guarded` does. Those that it left in `into` (checksum → n) are not read again."""

    def __init__(self, into: Path, *, read: Mapping[str, int] | None = None, seconds: float = SECONDS) -> None:
        self._into, self._read, self._seconds = into, read or {}, seconds
        self._woken: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._worker = _Worker(self._woken)

    def __call__(self, path: Path, *, name: str) -> Document:
        """The Document of a file; ReadError where it cannot be read, or not within bounds."""
        number = self._read.get(checksum(path))
        outcome: Outcome | None = None if number is None else load(self._into, number)
        if outcome is None:
            self._worker.begin(File(path, name), self._into / "now.document", self._seconds)
            while (outcome := self._worker.outcome()) is None:
                _wait(self._woken)
        if isinstance(outcome, ReadError):
            raise outcome
        return replace(outcome, source=replace(outcome.source, name=name))

    def close(self) -> None:
        """Let its process go."""
        self._worker.end()


def _wait(woken: queue.SimpleQueue[None]) -> None:
    """Wait for an answer, but not for long."""
    with suppress(queue.Empty):
        woken.get(timeout=_MOMENT)


class _Worker:
    """One process, started anew after a file that ended it; it reads one file at a time, and wakes who waits for it."""

    def __init__(self, woken: queue.SimpleQueue[None]) -> None:
        self._woken = woken
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()

    def begin(self, file: File, into: Path, seconds: float) -> None:
        """Let it read a file."""
        self._file, self._into = file, into
        self._seconds, self._until = seconds, time.monotonic() + seconds
        try:
            self._ask({"path": str(file.path), "relative": file.relative, "into": str(into)})
        except OSError:  # It has ended since the file before.
            self.end()
            self._answers.put("")
            self._woken.put(None)

    def outcome(self) -> Outcome | None:
        """What became of the file; None while it is read."""
        try:
            line = self._answers.get_nowait()
        except queue.Empty:
            if time.monotonic() <= self._until:
                return None
            self.end()
            return ReadError(self._file.name, f"读了 {self._seconds:.0f} 秒还没有读完，已停止", _SMALLER)
        if not line:
            self.end()
            return ReadError(self._file.name, "读取它的进程意外终止（文件可能过大或已损坏）", _SMALLER)
        answered = json.loads(line)
        if answered["spent"]:
            self.end()
        if "reason" in answered:
            return ReadError(self._file.name, answered["reason"], answered["remedy"])
        return _loaded(self._into)

    def _ask(self, asked: dict[str, str]) -> None:
        process = self._started()
        assert process.stdin is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            # Not a process of multiprocessing: that would run the program's first file again, which here is the page.
            self._process = subprocess.Popen(
                [sys.executable, *_COMMAND],
                cwd=_ROOT,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            self._answers = queue.SimpleQueue()
            told = (self._process.stdout, self._answers, self._woken)
            threading.Thread(target=_listen, args=told, daemon=True).start()
        return self._process

    def end(self) -> None:
        """Let the process go, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError):
                process.communicate()


def _listen(stream: IO[str] | None, answers: queue.SimpleQueue[str], woken: queue.SimpleQueue[None]) -> None:
    """Pass on each line, and "" when there are no more."""
    assert stream is not None
    with suppress(ValueError):  # Closed meanwhile.
        for line in stream:
            answers.put(line)
            woken.put(None)
    answers.put("")
    woken.put(None)
