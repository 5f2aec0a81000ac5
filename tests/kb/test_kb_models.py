"""How a document is called, on its own and in running text."""

from __future__ import annotations

import pytest

from extract.models import Facts
from kb import DocumentEntry


@pytest.mark.parametrize(
    ("title", "label", "quoted"),
    [("某市规划", "某市规划", "《某市规划》"), (None, "规划.docx", "规划.docx")],
)
def test_only_a_title_stands_in_title_marks(title: str | None, label: str, quoted: str) -> None:
    facts = Facts(title, "某市", None, "规划", "正式", None)
    entry = DocumentEntry("d1", "规划.docx", "规划.docx", "corpus", facts, "docx", None, 0, 0, 0, 0)
    assert (entry.label, entry.quoted) == (label, quoted)
