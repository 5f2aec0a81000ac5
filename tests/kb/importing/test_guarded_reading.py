"""Reading in a process apart: what one file does there costs that file alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from paths import CORPUS

from extract import extract_document
from extract.errors import ReadError
from kb.building.source_files import File
from kb.importing import guarded_reading
from kb.importing.guarded_reading import load, read_guarded

PLAN = CORPUS / "yanpu-2026-actions.txt"


def outcomes(files: list[File], into: Path, seconds: float = 60.0) -> list[object]:
    return [outcome for outcome in read_guarded(files, into, seconds=seconds) if outcome is not None]


def test_documents_are_those_that_reading_here_gives(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    files = [File(PLAN, PLAN.name), File(tmp_path / "空.txt", "空.txt"), File(tmp_path / "gone.txt", "gone.txt")]
    plan, empty, gone = outcomes(files, tmp_path)
    assert plan == extract_document(PLAN) == load(tmp_path, 0)
    assert isinstance(empty, ReadError)
    assert empty.reason == "文件是空的"
    assert isinstance(gone, ReadError)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_read(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("1.推动研发投入增长10%。（牵头单位：市科技局）\n" * 150_000, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    long, empty = outcomes(
        [File(tmp_path / "long.txt", "long.txt"), File(tmp_path / "empty.txt", "empty.txt")], tmp_path, 20.0
    )
    assert isinstance(long, ReadError)
    assert "已停止" in long.reason
    assert isinstance(empty, ReadError)
    assert empty.reason == "文件是空的"


def test_a_file_that_ends_its_process_costs_that_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "worker.py").write_text(
        "import json, os, sys\n"
        "for line in sys.stdin:\n"
        "    if 'deadly' in line: os.abort()\n"
        "    print(json.dumps({'spent': False, 'reason': 'r', 'remedy': 'm'}), flush=True)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(guarded_reading, "_ROOT", tmp_path)
    monkeypatch.setattr(guarded_reading, "_COMMAND", ("-m", "worker"))
    found = outcomes([File(PLAN, name) for name in ("a", "deadly", "b")], tmp_path)
    assert [outcome.reason for outcome in found if isinstance(outcome, ReadError)] == [
        "r",
        "读取它的进程意外终止（文件可能过大或已损坏）",
        "r",
    ]


def test_several_are_read_at_once_and_told_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first file is answered only when the second one has been begun."""
    (tmp_path / "worker.py").write_text(
        "import json, pathlib, sys, time\n"
        "for line in sys.stdin:\n"
        "    name = json.loads(line)['relative']\n"
        "    pathlib.Path(name + '.begun').touch()\n"
        "    while name == 'a' and not pathlib.Path('b.begun').exists(): time.sleep(0.01)\n"
        "    print(json.dumps({'spent': False, 'reason': name, 'remedy': 'm'}), flush=True)\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(guarded_reading, "_ROOT", tmp_path)
    monkeypatch.setattr(guarded_reading, "_COMMAND", ("-m", "worker"))
    files = [File(PLAN, name) for name in ("a", "b", "c")]
    found = [outcome for outcome in read_guarded(files, tmp_path, seconds=60.0, at_once=2) if outcome is not None]
    assert [outcome.reason for outcome in found if isinstance(outcome, ReadError)] == ["a", "b", "c"]
