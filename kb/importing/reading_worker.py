"""A process that reads files for another one, which outlives whatever they do: python -m kb.importing.reading_worker.

A line of its input is JSON: {"path", "relative", "into"}. It writes the Document to the file `into` and answers with a line:
{"spent"} or {"spent", "reason", "remedy"}; `spent`: it has taken much memory, and should read no more.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import sys
from pathlib import Path

try:
    import resource
except ImportError:  # Windows.
    resource = None  # type: ignore[assignment]

import extract
from extract.errors import ReadError, RuleError
from extract.models import Document
from kb.building.file_reader import read_one
from kb.building.source_files import File

log = logging.getLogger(__name__)

MEMORY = 3 << 30
"""Bytes of addresses that one file may take, dictionaries and libraries included."""


def extract_within_memory(path: Path, *, name: str) -> Document:
    """The Document of a file; ReadError where it takes more memory than a document should."""
    try:
        return extract.extract_document(path, name=name)
    except MemoryError:
        reason = "展开后内容过大，超过了单个文件的内存上限"
        raise ReadError(name, reason, "请拆分文件，或换一种格式另存后再试") from None
    except (ReadError, RuleError):
        raise
    except Exception as error:  # Told without what only helps who keeps the program: that is in the log.
        log.exception("unexpected error in %s", name)
        reason = "读取时出现意外错误，文件可能已损坏"
        raise ReadError(name, reason, "请换一种格式另存后再试，并把此文件反馈给维护人员") from error


def main() -> None:
    """Read what is asked for, until nothing more is."""
    _limit_memory()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # What a library prints is no answer.
    for line in sys.stdin:
        asked = json.loads(line)
        outcome = read_one(extract_within_memory, File(Path(asked["path"]), asked["relative"]))
        answer: dict[str, object] = {"spent": _spent()}
        if isinstance(outcome, ReadError):
            answer |= {"reason": outcome.reason, "remedy": outcome.remedy}
        else:
            Path(asked["into"]).write_bytes(pickle.dumps(outcome, protocol=pickle.HIGHEST_PROTOCOL))
        print(json.dumps(answer, ensure_ascii=False), file=answers, flush=True)


def _limit_memory() -> None:
    """Where the system can."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _spent() -> bool:
    """Whether so much memory was taken that the next file may miss it."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource is not None and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit > MEMORY // 3


if __name__ == "__main__":
    main()
