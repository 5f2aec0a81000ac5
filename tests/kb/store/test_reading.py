"""What is extracted goes into the store and comes out of it the same; so it does when it is taken apart and put together."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from paths import ROOT, SHARED

from extract import ReadError, extract_document
from extract.models import Document
from kb.models import Review
from kb.records.contents import content_of, with_content
from kb.records.items import document_of, items_of
from kb.store.reading import ItemKeys, dump_extraction, dump_review, load_extraction, load_review

DEMONSTRATION = sorted(path for path in (ROOT / "corpus").iterdir() if not path.stem.startswith("README"))
REAL = sorted(path for path in (SHARED / "corpus").rglob("*") if path.is_file()) if SHARED.exists() else []


def returned(document: Document) -> Document:
    data = dump_extraction(document)
    return load_extraction(data, text=document.text, sections=document.sections, blocks=document.blocks)


def check(document: Document) -> None:
    assert returned(document) == document
    items = items_of(document)
    together, keys = document_of(items, document)
    assert together == document
    for task in document.tasks:
        assert [keys.measure(task.id, place) for place in range(len(task.measures))] == [
            str(place + 1) for place in range(len(task.measures))
        ]
    for item in items:
        # What a person sees of an item, set as it is, changes nothing of it but its doubts.
        assert json.loads(json.dumps(item.content)) == item.content
        changed = with_content(item.value, item.content, lambda _: None)
        assert content_of(changed) == item.content
        assert item.kind == "task" or replace(changed, **_doubts(item.value)) == item.value


def _doubts(value: object) -> dict[str, object]:
    return {"doubts": value.doubts} if hasattr(value, "doubts") else {}


@pytest.mark.parametrize("path", DEMONSTRATION, ids=lambda path: path.name)
def test_every_document_of_the_demonstration(path: Path) -> None:
    document = extract_document(path)
    assert document.tasks or document.cells
    check(document)


@pytest.mark.skipif(not REAL, reason="the folder of real documents is not beside this one")
def test_every_real_document() -> None:
    done = 0
    for path in REAL:
        try:
            document = extract_document(path)
        except ReadError:
            continue
        check(document)
        done += 1
    assert done > 100


def test_figures_keep_their_digits() -> None:
    document = extract_document(DEMONSTRATION[0])
    target = next(iter(document.targets))
    for value in (Decimal("4.80"), Decimal("0.00"), (Decimal("3"), Decimal("5.0")), None):
        changed = replace(document, targets=(replace(target, value=value),))
        (found,) = returned(changed).targets
        assert str(found.value) == str(value)


def test_reviews_and_keys() -> None:
    review = Review("corrected", "王芳", "2026-03-01T08:00:00Z", ("unit-unknown",), 5)
    assert load_review(dump_review(review)) == review
    assert load_review(dump_review(None)) is None
    keys = ItemKeys({("3", 0): "2"}, ("4",))
    assert (keys.measure("3", 0), keys.measure("3", 1), keys.cell(0), keys.cell(1)) == ("2", "2", "4", "2")
