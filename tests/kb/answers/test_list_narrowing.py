"""Lists of units and documents narrowed by what a person types: names in any form, numbers in any brackets, letters."""

from __future__ import annotations

import pytest

from extract.models import Facts
from kb.answers.list_narrowing import documents_called, units_called
from kb.models import DocumentEntry, UnitEntry


def unit(canonical: str | None, place: str | None, *names: str) -> UnitEntry:
    return UnitEntry(canonical or names[0], canonical, place, names, 1, 0, 0, 1)


UNITS = (
    unit("慈溪市科学技术局", "慈溪市", "市科学技术局"),
    unit("慈溪市生态环境局", "慈溪市", "市生态环境局"),
    unit("宁波市财政局", "宁波市", "市财政局"),
    unit(None, "慈溪市", "创新专班"),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("科技局", ["慈溪市科学技术局"]),
        ("市科技局", ["慈溪市科学技术局"]),
        ("慈溪市科技局", ["慈溪市科学技术局"]),
        ("科委", ["慈溪市科学技术局"]),
        ("kjj", ["慈溪市科学技术局"]),
        ("KJJ", ["慈溪市科学技术局"]),
        ("kejiju", ["慈溪市科学技术局"]),
        ("keji", ["慈溪市科学技术局"]),
        ("环保局", ["慈溪市生态环境局"]),
        ("环境保护局", ["慈溪市生态环境局"]),
        ("sthj", ["慈溪市生态环境局"]),
        ("czj", ["宁波市财政局"]),
        ("宁波 财政", ["宁波市财政局"]),
        ("慈溪 财政", []),
        ("ningbo", ["宁波市财政局"]),
        ("cxzb", ["创新专班"]),
        ("专班", ["创新专班"]),
        ("局", ["慈溪市科学技术局", "慈溪市生态环境局", "宁波市财政局"]),
        ("量子局", []),
        ("", [one.value for one in UNITS]),
    ],
)
def test_units_are_found_by_any_of_their_names(typed: str, found: list[str]) -> None:
    assert [one.value for one in units_called(UNITS, typed)] == found


def document(path: str, facts: Facts) -> DocumentEntry:
    return DocumentEntry(path, path, path, "folder", facts, "txt", None, 0, 0, 0, 0)


DOCUMENTS = (
    document(
        "opinions.html",
        Facts(
            "慈溪市人民政府关于推动绿色发展的实施意见",
            "慈溪市",
            "慈溪市人民政府",
            "意见",
            "正式",
            None,
            doc_no="慈政发〔2023〕12号",
            date="2023-05-18",
        ),
    ),
    document("report.md", Facts("政府工作报告", "宁波市", "宁波市人民政府", "报告", "正式", (2024, 2024))),
    document("计划/草案.txt", Facts(None, None, None, "方案", "征求意见稿", (2026, 2028))),
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("绿色发展", ["opinions.html"]),
        ("〔2023〕12号", ["opinions.html"]),
        ("[2023]12号", ["opinions.html"]),
        ("（2023）12", ["opinions.html"]),
        ("慈政发", ["opinions.html"]),
        ("2023-05", ["opinions.html"]),
        ("慈溪", ["opinions.html"]),
        ("cixi", ["opinions.html"]),
        ("lsfz", ["opinions.html"]),
        ("宁波 报告", ["report.md"]),
        ("2024 zfgz", ["report.md"]),
        ("宁波市政府工作报告", ["report.md"]),
        ("征求意见稿", ["计划/草案.txt"]),
        ("草案", ["计划/草案.txt"]),
        ("量子", []),
        ("", [one.id for one in DOCUMENTS]),
    ],
)
def test_documents_are_found_by_what_they_say_of_themselves(typed: str, found: list[str]) -> None:
    assert [one.id for one in documents_called(DOCUMENTS, typed)] == found
