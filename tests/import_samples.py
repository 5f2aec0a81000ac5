"""Imports of documents in the notation of kb_samples, read in a process apart as real ones are."""

from __future__ import annotations

import datetime

import pytest
from paths import TESTS

from kb.importing import guarded_reading

NOW = datetime.datetime(2026, 3, 1, 10, 20, tzinfo=datetime.UTC)

_WORKER = f"""
import os, sys
sys.path.insert(0, {str(TESTS)!r})
from kb_samples import sample_extractor
from kb.importing import reading_worker

def extractor(path, *, name):
    if path.read_bytes() == b"DEADLY":
        os.abort()
    return sample_extractor(path, name=name)

reading_worker.extract_within_memory = extractor
reading_worker.main()
"""


def read_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let imports read documents in that notation; one that says DEADLY ends the process that reads it."""
    monkeypatch.setattr(guarded_reading, "_COMMAND", ("-c", _WORKER))
    monkeypatch.setattr(
        guarded_reading, "AT_ONCE", 1
    )  # They are read in less time than a second process takes to start.
