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


@pytest.mark.parametrize(
    ("title", "region", "kind", "period", "label"),
    [
        ("政府工作报告", "丰安市", "报告", (2023, 2023), "丰安市政府工作报告（2023年）"),
        ("2023年政府工作报告", "丰安市", "报告", (2023, 2023), "丰安市2023年政府工作报告"),
        ("丰安政府工作报告", "丰安市", "报告", (2023, 2023), "丰安政府工作报告（2023年）"),
        ("丰安市政府工作报告", "丰安市", "报告", None, "丰安市政府工作报告"),
        ("政府工作报告", None, "报告", None, "政府工作报告"),
        ("支持企业若干措施", "丰安市", "意见", (2023, 2025), "支持企业若干措施"),
    ],
)
def test_a_report_is_called_by_place_and_year(
    title: str, region: str | None, kind: str, period: tuple[int, int] | None, label: str
) -> None:
    facts = Facts(title, region, None, kind, "正式", period)  # type: ignore[arg-type]
    entry = DocumentEntry("d1", "a.docx", "a.docx", "corpus", facts, "docx", None, 0, 0, 0, 0)
    assert (entry.label, entry.quoted) == (label, f"《{title}》")


@pytest.mark.parametrize(("period", "years"), [(None, ""), ((2026, 2026), "2026年"), ((2026, 2030), "2026—2030年")])
def test_the_years_that_a_document_covers(period: tuple[int, int] | None, years: str) -> None:
    facts = Facts("某市规划", "某市", None, "规划", "正式", period)
    assert DocumentEntry("d1", "a.txt", "a.txt", "corpus", facts, "txt", None, 0, 0, 0, 0).years == years
