"""One writer at a time, and who it is. The system lets go of the lock when its holder dies."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from kb.errors import Locked

_LOCK = "write.lock"
_HOLDER = "write.lock.json"


@contextmanager
def write_lock(index: Path, *, wait: float = 0) -> Iterator[None]:
    """Be the only one who writes in `index`; Locked, with the holder, where another still does after `wait` seconds."""
    lock = FileLock(index / _LOCK)
    try:
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise Locked(f"{index}：{_holder(index)}正在写入。请等它结束后再试") from error
    holder = index / _HOLDER
    try:
        since = datetime.now().astimezone().isoformat(" ", "seconds")
        holder.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}), "utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def writing_since(index: Path) -> datetime | None:
    """Since when somebody writes in `index`; None where nobody does, whatever one that died has left behind."""
    try:
        since = datetime.fromisoformat(json.loads((index / _HOLDER).read_text("utf-8"))["since"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    lock = FileLock(index / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return since
    lock.release()
    return None


def _holder(index: Path) -> str:
    try:
        holder = json.loads((index / _HOLDER).read_text("utf-8"))
        return f"另一个程序（进程 {holder['pid']}，主机 {holder['host']}，自 {holder['since']} 起）"
    except (OSError, ValueError, KeyError, TypeError):
        return "另一个程序"
