"""The search benchmark, in small: every class is measured, and what is compared finds the same. Times are not judged."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from paths import ROOT

from benchmarks import search
from benchmarks.asked import CLASSES, LABELS, choose
from benchmarks.generator import PER_DOCUMENT, Generator, canonical
from benchmarks.subjects import ENGINES, NAMES

SIZE = 200


def test_documents_are_the_same_every_time() -> None:
    assert Generator(SIZE).document(3) == Generator(SIZE).document(3)
    assert Generator(SIZE).document(3) != Generator(SIZE).document(4)
    assert Generator(SIZE).document(3) != Generator(SIZE, seed=2).document(3)


def test_a_generated_document_holds_together() -> None:
    document = Generator(SIZE).document(1)
    commitments = [
        *((task.title, task.span) for task in document.tasks),
        *((measure.text, measure.span) for task in document.tasks for measure in task.measures),
        *((target.quote, target.span) for target in document.targets),
    ]
    assert len(commitments) == PER_DOCUMENT
    for text, span in commitments:
        assert text in document.text[slice(*span)]
    for task in document.tasks:
        assert task.units
        for unit in task.units:
            assert unit.name in document.text[slice(*task.span)]
            assert canonical(unit.name, region=document.facts.region) == unit.canonical


def test_queries_are_different_and_of_every_class() -> None:
    chosen = choose(Generator(SIZE), 100)
    assert set(chosen) == set(CLASSES)
    for name, listed in chosen.items():
        assert len(listed) > 40, name
        assert len({(asked.text, asked.filters) for asked in listed}) == len(listed), name


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, search.Measured]]:
    """What the command prints for all engines, and what it measured."""
    folder = tmp_path_factory.mktemp("benchmark")
    output = folder / "times.json"
    command = [sys.executable, "-m", "benchmarks.search", "--sizes", str(SIZE), "--engines", ",".join(NAMES)]
    options = ["--queries", "12", "--rounds", "1", "--adds", "2", "--json", str(output)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [*command, *options], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    measured = json.loads(output.read_text("utf-8"))["measured"]
    return done.stdout, {one["engine"]: search.Measured(**one) for one in measured}


def test_every_class_is_reported(told: tuple[str, dict[str, search.Measured]]) -> None:
    printed, measured = told
    assert set(measured) == set(NAMES)
    for one in measured.values():
        assert {name: len(times) for name, times in one.times.items()} == {**dict.fromkeys(CLASSES, 12), "add": 2}
        assert all(time > 0 for times in one.times.values() for time in times)
    for label in LABELS.values():
        assert f"| {label} | {SIZE} |" in printed
    assert "–" not in printed


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["word", "and"])
def test_engines_and_peer_find_as_many(told: tuple[str, dict[str, search.Measured]], engine: str, name: str) -> None:
    _, measured = told
    assert measured[engine].totals[name] == measured["fts5"].totals[name]
    assert all(measured[engine].totals[name])
