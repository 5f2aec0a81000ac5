"""Real documents: the scores of the annotated ones, the same findings from every format of one, and none that fails."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from paths import SHARED

from evaluation import evaluate
from extract import ReadError, extract_document
from extract.models import Document

CORPUS = SHARED / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the folder of real documents is not beside this one")

FLOORS = {
    "tasks": 0.98,
    "units": 0.98,
    "implied_units": 0.98,
    "measures": 0.96,
    "targets": 0.92,
    "targets_full": 0.85,
    "cells": 0.98,
    "cells_full": 0.95,
    "provenance": 1.00,
}


def test_scores_of_the_annotated_documents() -> None:
    rates = evaluate(SHARED / "gold", CORPUS).rates
    assert {m: rates[m] for m, floor in FLOORS.items() if rates[m] < floor} == {}


def claims(document: Document) -> dict[str, Counter[tuple[object, ...]]]:
    """Tasks, units and targets of a document, for comparison between its formats."""
    titles = {task.id: task.title for task in document.tasks}
    return {
        "tasks": Counter((task.number, task.title.replace(" ", "")) for task in document.tasks),
        "units": Counter((task.title, unit.name, unit.role) for task in document.tasks for unit in task.units),
        "targets": Counter(
            (titles.get(t.task_id or ""), t.indicator, t.op, t.value, t.uom, t.year, t.scope) for t in document.targets
        ),
    }


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@pytest.mark.parametrize("name", ["cixi-2022-tripod", "ningbo-2023-opinions"])
def test_every_format_of_a_document_gives_the_same(name: str, suffix: str) -> None:
    plain = claims(extract_document(CORPUS / f"{name}.txt"))
    other = claims(extract_document(CORPUS / f"{name}{suffix}"))
    for what, found in plain.items():
        assert found, what
        shared = sum((found & other[what]).values())
        assert 2 * shared / (sum(found.values()) + sum(other[what].values())) >= 0.98, found - other[what]


def test_the_image_only_scan_is_reported_with_its_remedy() -> None:
    with pytest.raises(ReadError, match="没有文字层") as caught:
        extract_document(CORPUS / "cixi-2022-tripod-scan.pdf")
    assert "OCR" in caught.value.remedy


@pytest.mark.parametrize(
    "path",
    sorted(p for p in CORPUS.rglob("*") if p.is_file() and p.name != "README.md" and "scan" not in p.name),
    ids=lambda p: p.name,
)
def test_no_document_fails_and_every_claim_is_in_its_text(path: Path) -> None:
    document = extract_document(path)
    text = document.text
    for target in document.targets:
        assert text[slice(*target.span)] == target.quote
    for task in document.tasks:
        assert task.title in text[slice(*task.span)]
        for measure in task.measures:
            assert text[slice(*measure.span)] == measure.text
        for unit in task.units:
            assert unit.span is None or text[slice(*unit.span)].replace(" ", "") == unit.name
