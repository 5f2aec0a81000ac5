"""How findings are compared: what counts as lost, as made up, and as accounted for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from findings import PARAGRAPH, differences, findings
from paragraph_documents import document

from extract.models import Document, Notice

TEXT = "一、重点任务\n1.建设平台。到2027年，平台达到3家。（市科技局牵头）\n2.引育人才。加强服务。（市财政局负责）"
BEFORE = document(TEXT)
ALL = [
    "task: 建设平台",
    "unit: 建设平台 | 市科技局 | lead",
    "task: 引育人才",
    "unit: 引育人才 | 市财政局 | responsible",
    "target: 建设平台 | 平台 | >= | 3 | 家 | 2027 | None",
]


def without_second(*notices: Notice) -> Document:
    return replace(BEFORE, tasks=BEFORE.tasks[:1], warnings=notices)


def at(words: str) -> tuple[int, int]:
    start = BEFORE.text.index(words)
    return start, start + len(words)


def test_what_a_document_is_found_to_say() -> None:
    assert [str(finding) for finding in findings(BEFORE)] == ALL
    spaced = document(TEXT.replace("市科技局", "市科技 局").replace("2027", "２０２７"))
    assert [str(finding) for finding in findings(spaced)] == ALL


def test_what_is_missing_is_lost() -> None:
    assert differences(BEFORE, BEFORE) == []
    assert differences(BEFORE, without_second()) == [
        "lost task: 引育人才",
        "lost unit: 引育人才 | 市财政局 | responsible",
    ]


@pytest.mark.parametrize(
    ("words", "accounted"),
    [("引育人才", True), ("市财政局负责", True), ("2.引育人才。加强服务。", True), ("建设平台", False)],
)
def test_a_notice_in_its_paragraph_accounts_for_it(words: str, accounted: bool) -> None:
    assert (differences(BEFORE, without_second(Notice("x", "y", at(words)))) == []) is accounted


def test_a_notice_about_the_whole_file_accounts_for_nothing() -> None:
    assert len(differences(BEFORE, without_second(Notice("x", "y")))) == 2


def test_in_a_long_paragraph_only_its_very_words_are_accounted_for() -> None:
    long = replace(BEFORE, text=BEFORE.text.replace("\n", "，") + "，" * PARAGRAPH)
    assert differences(long, replace(long, tasks=(), warnings=(Notice("x", "y", at("引育人才")),))) == [
        "lost task: 建设平台",
        "lost unit: 建设平台 | 市科技局 | lead",
        "lost unit: 引育人才 | 市财政局 | responsible",
        "lost target: 建设平台 | 平台 | >= | 3 | 家 | 2027 | None",
        "made up target: - | 平台 | >= | 3 | 家 | 2027 | None",
    ]


def test_what_is_new_is_made_up_unless_it_is_doubted() -> None:
    first, second = BEFORE.tasks
    assert differences(without_second(), BEFORE) == [
        "made up task: 引育人才",
        "made up unit: 引育人才 | 市财政局 | responsible",
    ]
    doubted = replace(BEFORE, tasks=(first, replace(second, doubts=("layout-guessed",))))
    assert differences(without_second(), doubted) == []
