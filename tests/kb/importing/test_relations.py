"""What a file is to the documents that there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.models import Facts
from kb.importing.relations import KnownDocument, relation
from kb.models import DocumentEntry

PLAN = Facts("松河市科技创新行动方案", "松河市", None, "方案", "正式", (2026, 2030), date="2026-03-01")


def known(facts: Facts, *, name: str = "方案.txt", key: str = "k1") -> KnownDocument:
    return KnownDocument(DocumentEntry(name, name, name, "corpus", facts, "txt", None, 1, 1, 0, 0), key)


@pytest.mark.parametrize(
    ("facts", "key", "kind"),
    [
        (PLAN, "k1", "same"),
        (replace(PLAN, title="别的标题", region=None), "k1", "same"),
        (PLAN, "k2", "newer"),
        (replace(PLAN, date="2026-05-01"), "k2", "newer"),
        (replace(PLAN, date="2026-01-09"), "k2", "older"),
        (
            replace(PLAN, title="松河市科技创新行动方案（征求意见稿）", status="征求意见稿", date="2026-05-01"),
            "k2",
            "older",
        ),
        (replace(PLAN, title="松河市科技 创新行动方案（修订稿）"), "k2", "newer"),
        (replace(PLAN, period=None), "k2", "newer"),
        (replace(PLAN, period=(2021, 2025)), "k2", "new"),
        (replace(PLAN, region="临江市"), "k2", "new"),
        (replace(PLAN, title="松河市人才行动方案"), "k2", "new"),
        (replace(PLAN, title=None), "k2", "new"),
    ],
)
def test_a_file_beside_one_document(facts: Facts, key: str, kind: str) -> None:
    assert relation("新.txt", key, facts, [known(PLAN)]).kind == kind


def test_a_draft_is_followed_by_what_was_issued() -> None:
    draft = replace(PLAN, title="松河市科技创新行动方案（征求意见稿）", status="征求意见稿", date="2026-06-01")
    assert relation("新.txt", "k2", PLAN, [known(draft)]).kind == "newer"


def test_the_number_of_a_document_tells_more_than_its_title() -> None:
    first = replace(PLAN, doc_no="松政发〔2026〕1号", issuer="松河市人民政府")
    assert relation("新.txt", "k2", replace(first, title="方案"), [known(first)]).kind == "newer"
    assert relation("新.txt", "k2", replace(first, doc_no="松政发〔2026〕2号"), [known(first)]).kind == "new"


def test_without_titles_the_name_of_the_file_tells() -> None:
    bare = replace(PLAN, title=None)
    assert relation("方案.txt", "k2", bare, [known(bare)]).kind == "newer"
    assert relation("另一个.txt", "k2", bare, [known(bare)]).kind == "new"


def test_of_several_versions_the_latest_is_told() -> None:
    versions = [known(replace(PLAN, date=f"2026-0{n}-01"), name=f"{n}.txt", key=f"v{n}") for n in (2, 5, 3)]
    found = relation("新.txt", "k2", replace(PLAN, date="2026-04-01"), versions)
    assert (found.kind, found.document and found.document.name) == ("older", "5.txt")
