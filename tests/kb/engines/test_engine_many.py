"""Facets of very many documents: those with most results are counted, exactly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from kb.engines.interface import FIELDS, Entry, Question
from kb.engines.tantivy import TantivyEngine

DOCUMENTS = 2_200


def entry(number: int, document: int) -> Entry:
    fields = dict.fromkeys(FIELDS, ()) | {"kind": ("measure",), "owner": ("none",), "document": (f"d{document}",)}
    return Entry(number, document, f"a\0{document}", "", "加强统筹", "", "", None, None, fields)


def test_the_documents_with_most_are_counted(tmp_path: Path) -> None:
    held = [document for document in range(DOCUMENTS) for _ in range(1 + (document < 300) + (document < 20))]
    TantivyEngine.write(tmp_path, add=(entry(number, document) for number, document in enumerate(held)), remove=())
    engine = TantivyEngine.open(tmp_path)
    counts = engine.count(Question(), ())
    expected = Counter(f"d{document}" for document in held)
    assert counts["kind"] == {"measure": len(held)}
    assert 300 <= len(counts["document"]) <= DOCUMENTS
    assert all(expected[document] == count for document, count in counts["document"].items())
    assert {document for document, count in expected.items() if count > 1} <= set(counts["document"])
