"""Small documents with their right answers, a folder a kind: `NAME.txt` (or .md .html .docx .pdf) beside `NAME.expected.json`.

The answer has the form of `tests/golden/`. A case passes where no measure that it scores has a slip; of a target's scope,
kind, baseline and task only the golden documents judge. `tests/cases/open.txt` lists what is known to fail: a case that
passes has to be struck off there, so that the list can only shrink.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from paths import SHARED, TESTS

from evaluation import score_document
from extract.document import extract_document
from extract.interchange import to_json

OWN = TESTS / "cases"
BESIDE = SHARED / "cases"
OPEN = OWN / "open.txt"
UNJUDGED = {"targets_full"}


def cases(folder: Path) -> Iterator[tuple[str, Path]]:
    """(kind/name, answer) of every case below a folder."""
    for answer in sorted(folder.rglob("*.expected.json")):
        yield answer.relative_to(folder).as_posix().removesuffix(".expected.json"), answer


def slips(answer: Path) -> list[str]:
    """What is wrong with what is extracted from the document of a case, a line a slip."""
    gold: dict[str, Any] = json.loads(answer.read_text("utf-8"))
    found = to_json(extract_document(answer.parent / gold["doc"]))
    return [str(slip) for slip in score_document(gold, found).slips if slip.measure not in UNJUDGED]


def known_to_fail() -> list[str]:
    lines = OPEN.read_text("utf-8").splitlines() if OPEN.exists() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def parameters(folder: Path) -> list[Any]:
    known = set(known_to_fail())
    fails = pytest.mark.xfail(reason="stands in tests/cases/open.txt", strict=True)
    found = [pytest.param(answer, id=name, marks=[fails] if name in known else []) for name, answer in cases(folder)]
    return found or [pytest.param(None, id="none", marks=pytest.mark.skip(reason=f"no cases below {folder.name}"))]


@pytest.mark.parametrize("answer", parameters(OWN))
def test_a_case(answer: Path) -> None:
    assert slips(answer) == []


@pytest.mark.skipif(not BESIDE.exists(), reason="the folder of cases is not beside this one")
@pytest.mark.parametrize("answer", parameters(BESIDE))
def test_a_case_beside_the_project(answer: Path) -> None:
    assert slips(answer) == []


def test_the_list_of_failing_cases_names_each_once() -> None:
    known = known_to_fail()
    assert known == sorted(set(known)), "in order, each once"
    if BESIDE.exists():
        assert set(known) <= {name for folder in (OWN, BESIDE) for name, _ in cases(folder)}, "cases that there are"


def test_every_document_of_a_case_has_its_answer() -> None:
    answered = {answer.parent / json.loads(answer.read_text("utf-8"))["doc"] for _, answer in cases(OWN)}
    documents = {path for path in OWN.glob("*/**/*") if path.suffix in (".txt", ".md", ".html", ".docx", ".pdf")}
    assert documents == answered


def test_a_slip_is_found(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("一、重点任务\n（一）建设平台。建设三个平台。（市甲局负责）\n", encoding="utf-8")
    unit = {"name": "市乙局", "role": "responsible"}
    task = {"number": "一", "title": "建设平台", "path": [], "units": [unit], "implied_units": [], "sentences": []}
    answer = tmp_path / "甲.expected.json"
    answer.write_text(json.dumps({"doc": "甲.txt", "scored": ["tasks", "units"], "tasks": [task]}), encoding="utf-8")
    assert slips(answer) == [
        "甲.txt  units  missed  建设平台: 市乙局 responsible",
        "甲.txt  units  spurious  建设平台: 市甲局 responsible",
    ]
