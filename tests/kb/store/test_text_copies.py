"""Documents with the same text: one speaks, in the index and in every count, whatever comes and goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_samples import FENGAN, YUNXI, canonical, sample_extractor, write

import kb
from kb import Filters
from kb.engines.choice import NAMES


def counted(base: kb.KnowledgeBase) -> dict[str, object]:
    """All that counts a document: hits, facets, units, totals, cells, suggestions."""
    facets = base.facets()
    return {
        "hits": base.search(size=500).total,
        "kinds": {value.value: value.count for value in facets.kinds},
        "unit facets": {unit.value: dict(unit.roles) for unit in facets.units},
        "units": {unit.value: (unit.lead, unit.assist, unit.responsible, unit.documents) for unit in base.units.all()},
        "cells": len(base.indicators.cells()),
        "suggested": {offer.text: offer.count for offer in base.suggest("科技")},
    }


@pytest.mark.parametrize("engine", NAMES)
def test_a_document_counts_once_however_often_it_lies_there(tmp_path: Path, engine: str) -> None:
    def build() -> kb.BuildReport:
        return kb.build([docs], index=tmp_path / "indexes", extractor=sample_extractor, engine=engine)  # type: ignore[arg-type]

    def opened() -> kb.KnowledgeBase:
        return kb.open(tmp_path / "indexes", canonical=canonical)

    docs = write(tmp_path / "docs", b=FENGAN, c=YUNXI)
    alone = build().commitments
    with opened() as base:
        once = counted(base)
        assert {entry.name for entry in base.documents.all() if entry.copy} == set()
    write(docs, a=FENGAN)  # Speaks from now on: the first by its path.
    assert build().commitments == alone
    with opened() as base:
        assert counted(base) == once
        assert {entry.name for entry in base.documents.all() if entry.copy} == {"b.txt"}
        assert {hit.document.name for hit in base.search("化妆").hits} == {"a.txt"}
        assert base.search(filters=Filters(copies="all"), size=500).total > base.search(size=500).total
        assert len(base.indicators.cells(document="b.txt")) == len(base.indicators.cells(document="a.txt"))
    write(docs, a=FENGAN.replace("化妆", "包装"))
    build()
    with opened() as base:
        assert {entry.name for entry in base.documents.all() if entry.copy} == set()
        assert {hit.document.name for hit in base.search("化妆").hits} == {"b.txt"}
    (docs / "a.txt").unlink()
    assert build().commitments == alone
    with opened() as base:
        assert counted(base) == once


@pytest.fixture
def base(tmp_path: Path) -> kb.KnowledgeBase:
    docs = write(tmp_path / "docs", a=FENGAN, b=FENGAN, c=YUNXI)
    kb.build([docs], index=tmp_path / "indexes", extractor=sample_extractor)
    return kb.open(tmp_path / "indexes", canonical=canonical)


@pytest.mark.parametrize(
    ("query", "filters", "names"),
    [
        ("化妆", Filters(), {"a.txt"}),
        ("化妆", Filters(document="b.txt"), {"b.txt"}),  # who asks for a copy gets it
        ("化妆", Filters(document="丰安市科技强市行动方案"), {"a.txt"}),  # a title means the one that speaks
        ("化妆 文件:b.txt", Filters(), {"b.txt"}),
        ("化妆 文件:丰安", Filters(), {"a.txt"}),
        ("化妆 -文件:a.txt", Filters(), set()),
        ("化妆", Filters(copies="all"), {"a.txt", "b.txt"}),
    ],
)
def test_which_of_them_is_found(base: kb.KnowledgeBase, query: str, filters: Filters, names: set[str]) -> None:
    with base:
        assert {hit.document.name for hit in base.search(query, filters=filters).hits} == names


def test_the_counts_of_a_unit_s_roles_leave_copies_out(base: kb.KnowledgeBase) -> None:
    with base:
        unit = Filters(unit="市科技局", region="丰安市")
        roles = {role.value: role.count for role in base.facets(filters=unit).roles}
        assert roles == {
            role: base.search(filters=Filters(unit="市科技局", region="丰安市", role=role)).total for role in roles
        }
        assert sum(roles.values()) >= base.search(filters=unit).total


def test_of_several_formats_the_one_that_keeps_most_speaks(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for suffix in ("txt", "pdf", "html", "docx"):
        (docs / f"plan.{suffix}").write_text(FENGAN, encoding="utf-8")
    order = ["plan.docx", "plan.html", "plan.txt", "plan.pdf"]
    for speaking in order:
        kb.build([docs], index=tmp_path / "indexes", extractor=sample_extractor)
        with kb.open(tmp_path / "indexes", canonical=canonical) as base:
            assert {hit.document.name for hit in base.search().hits} == {speaking}
        (docs / speaking).unlink()
