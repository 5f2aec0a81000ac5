"""Reads files in a process apart: one that takes too long, too much memory, or kills it, costs that file alone."""

from __future__ import annotations

import json
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from extract.errors import ReadError
from extract.models import Document
from kb.building.file_reader import Outcome
from kb.building.source_files import File

SECONDS = 180.0
"""How long one file may take; a document of a million characters takes some seconds."""

_MOMENT = 0.3
_SMALLER = "请拆分文件，或换一种格式另存后再试"
_COMMAND = ("-m", "kb.importing.reading_worker")
_ROOT = Path(__file__).resolve().parents[2]


def read_guarded(files: Sequence[File], into: Path, *, seconds: float = SECONDS) -> Iterator[Outcome | None]:
    """The outcome of each file, in their order, and None every now and then while one is read.

    The Document of the file n is left in `into`/n.document, for `load`. Nobody else may write there: they are unpickled.
    Who stops listening ends the reading.
    """
    worker = _Worker()
    try:
        for number, file in enumerate(files):
            yield from worker.read(file, into / f"{number}.document", seconds)
    finally:
        worker.end()


def load(into: Path, number: int) -> Document:
    """A Document that `read_guarded` left there."""
    document: Document = pickle.loads((into / f"{number}.document").read_bytes())
    return document


class _Worker:
    """One process, started anew after a file that ended it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()

    def read(self, file: File, into: Path, seconds: float) -> Iterator[Outcome | None]:
        """None while it is read; then what became of it."""
        line = ""
        with suppress(OSError):  # It has ended: no line.
            self._ask({"path": str(file.path), "relative": file.relative, "into": str(into)})
            until = time.monotonic() + seconds
            while (answer := self._answer()) is None:
                if time.monotonic() > until:
                    self.end()
                    yield ReadError(file.name, f"读了 {seconds:.0f} 秒还没有读完，已停止", _SMALLER)
                    return
                yield None
            line = answer
        if not line:
            self.end()
            yield ReadError(file.name, "读取它的进程意外终止（文件可能过大或已损坏）", _SMALLER)
            return
        answered = json.loads(line)
        if answered["spent"]:
            self.end()
        if "reason" in answered:
            yield ReadError(file.name, answered["reason"], answered["remedy"])
        else:
            yield load(into.parent, int(into.stem))

    def _ask(self, asked: dict[str, str]) -> None:
        process = self._started()
        assert process.stdin is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()

    def _answer(self) -> str | None:
        """What the process says, "" where it has ended; None where it has said nothing for a moment."""
        try:
            return self._answers.get(timeout=_MOMENT)
        except queue.Empty:
            return None

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
            self._answers = queue.Queue()
            threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True).start()
        return self._process

    def end(self) -> None:
        """Let the process go, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(OSError):
                process.communicate()


def _listen(stream: IO[str] | None, answers: queue.Queue[str]) -> None:
    """Pass on each line, and "" when there are no more."""
    assert stream is not None
    with suppress(ValueError):  # Closed meanwhile.
        for line in stream:
            answers.put(line)
    answers.put("")
