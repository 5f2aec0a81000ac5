"""The store in another database than a file of SQLite: every answer is the same, and a build does what it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from import_samples import NOW
from kb_samples import FENGAN, QINGHE, YUNXI, canonical, sample_extractor, write
from record_databases import database_url

import kb
from kb.records.models import Edit
from kb.store import FILE, Store

NEWER = FENGAN.replace("200", "300").replace("小化妆包", "大数据")


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    yield from database_url("postgresql", tmp_path)


def built(root: Path, **files: str) -> kb.BuildReport:
    write(root / "docs", **files)
    return kb.build(
        [root / "docs"], index=root / "indexes", extractor=sample_extractor, engine="whoosh", canonical=canonical
    )


def answers(root: Path) -> dict[str, Any]:
    """All that the base in a folder is asked here; the time of records left out."""
    with kb.open(root / "indexes", canonical=canonical) as base:
        documents = base.documents.all()
        found = base.everything(filters=kb.Filters(copies="all"))
        return {
            "documents": documents,
            "texts": [base.documents.one(entry.id) for entry in documents],
            "hits": found,
            "sorted": [hit.id for hit in base.everything("研发", sort="value").hits],
            "facets": base.facets("研发"),
            "units": base.units.all(),
            "unresolved": base.units.all(unresolved=True),
            "profile": base.units.profile("丰安市科学技术局"),
            "cells": base.indicators.cells(),
            "indicators": base.indicators.all(),
            "indicator": base.indicators.one("研发投入占比"),
            "queue": base.records.review_queue(),
            "due": base.due(NOW.date()),
            "notices": base.documents.notice_totals(),
            "failures": base.documents.failures(),
            "removed": base.documents.removed(),
            "builds": [(entry.counts, entry.files) for entry in base.documents.builds(5)],
            "export": base.sheets.export(format="csv"),
            "words": base.suggest("科技"),
        }


def steps(root: Path) -> Iterator[None]:
    """The life of a knowledge base; after each step it is asked."""
    built(root, a=FENGAN, B=YUNXI, 丙=QINGHE, bad="BROKEN")
    yield
    built(root, a=NEWER, 丁=YUNXI, B=YUNXI)
    yield
    (root / "docs" / "B.txt").unlink()
    built(root)
    yield
    with kb.open(root / "indexes", canonical=canonical) as base:
        entry = next(entry for entry in base.documents.all() if entry.path == "a.txt")
        item = next(one for one in base.records.items(entry.id) if one.kind == "target" and "高新" in one.text)
        base.records.correct(entry.id, Edit("delete", "target", item.id), editor="王芳")
    yield
    with kb.open(root / "indexes", canonical=canonical) as base:
        kb.remove_documents(root / "indexes", [base.documents.all()[-1].id], time=NOW)
    yield


def test_on_a_server_it_answers_as_in_a_file(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_file = Store.at

    def placed(index: Path) -> Store:
        if "server" not in index.parts:
            return in_file(index)
        (index / FILE).touch()
        return Store(url)

    monkeypatch.setattr(Store, "at", placed)
    (tmp_path / "server").mkdir()
    for number, _ in enumerate(zip(steps(tmp_path / "file"), steps(tmp_path / "server"), strict=True)):
        one, other = answers(tmp_path / "file"), answers(tmp_path / "server")
        assert [name for name in one if one[name] != other[name]] == [], f"after step {number}"


def test_what_is_read_at_one_moment_is_of_one_state(url: str, tmp_path: Path) -> None:
    store, other = Store(url), Store(url)
    store.prepare()
    document = sample_extractor(write(tmp_path, a=FENGAN) / "a.txt", name="a.txt")
    with store.at_one_moment():
        assert store.documents.totals() == (0, 0)
        other.writer.put(document, folder="docs", path="a.txt", stamp="1")
        assert store.documents.totals() == (0, 0)
    assert store.documents.totals()[0] == 1
    store.close()
    other.close()
