"""Reads files into Documents, in one or several processes; what goes wrong with one file stays with that file."""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import extract
from extract.errors import ReadError, RuleError
from extract.models import Document
from kb.building.source_files import File

log = logging.getLogger(__name__)

Outcome = Document | ReadError


class Extractor(Protocol):
    """Reads a file into a Document that calls itself `name`; ReadError where it cannot. Must be picklable."""

    def __call__(self, path: Path, *, name: str) -> Document:
        """The Document of a file."""


_WORTH_PROCESSES = 6
"""Files from which on starting processes (each loads the dictionary) takes less time than it saves."""


def read_one(extractor: Extractor | None, file: File) -> Outcome:
    """The Document of a file, or why there is none; a slip in the rule data (RuleError) is no file's fault."""
    try:
        return (extractor or extract.extract_document)(file.path, name=file.name)
    except ReadError as error:
        return error
    except RuleError:
        raise
    except Exception as error:  # One file that meets a fault of ours must not cost the others.
        log.exception("unexpected error in %s", file.relative)
        reason = f"读取时出现意外错误（{type(error).__name__}：{' '.join(str(error).split())[:120]}）"
        return ReadError(file.name, reason, "请换一种格式另存后再试，并把此文件反馈给维护人员")


def read_all(files: Sequence[File], *, jobs: int, extractor: Extractor | None) -> Iterator[Outcome]:
    """The outcome of each file, in the order of `files`, read by `jobs` processes."""
    if jobs < 2 or len(files) < _WORTH_PROCESSES:
        for file in files:
            yield read_one(extractor, file)
        return
    done = 0
    try:
        for outcome in _read_together(files, jobs, extractor):
            yield outcome
            done += 1
    except BrokenProcessPool:
        # A process died (memory, a fault in a C library) and took the pool along: find out alone which file does it.
        for file in files[done:]:
            yield _read_apart(file, extractor)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_quietly)


def _quietly() -> None:
    """Without a handler of its own a process would print what is logged (tracebacks) between the progress bar's lines."""
    logging.getLogger().addHandler(logging.NullHandler())


def _read_together(files: Sequence[File], jobs: int, extractor: Extractor | None) -> Iterator[Outcome]:
    waiting: deque[Future[Outcome]] = deque()
    pool = _pool(jobs)
    others = {*multiprocessing.active_children()}
    try:
        for file in files:
            with _interrupts_held_back():
                waiting.append(pool.submit(read_one, extractor, file))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BaseException:
        # Nobody waits for the rest (an interrupt, a full disk): a long document need not be read to its end.
        for process in {*multiprocessing.active_children()} - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Processes that start in here never see Ctrl+C, which a terminal sends to all: who started them ends them.

    Else each would print a traceback. Where the system (Windows) cannot hold signals back, that is so.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _read_apart(file: File, extractor: Extractor | None) -> Outcome:
    with _pool(1) as pool:
        try:
            return pool.submit(read_one, extractor, file).result()
        except BrokenProcessPool:
            return ReadError(
                file.name, "读取它的进程意外终止（文件可能过大或已损坏）", "请拆分文件，或换一种格式另存后再试"
            )
