"""Marks at names that no sentence of the document explains."""

from __future__ import annotations

import pytest
from paragraph_documents import document

HEAD = "临汀县提升文旅品质若干措施\n一、修缮古桥。加固三座古桥。{}\n二、培训讲解员。开设研修班。{}\n{}"


@pytest.mark.parametrize(
    ("first", "second", "more", "expected"),
    [
        ("（责任单位：*县文旅局、县住建局）", "（责任单位：*县教育局）", "", "县文旅局/l 县住建局/a | 县教育局/l"),
        (
            "（责任单位：县文旅局★、县住建局★、县财政局）",
            "（县教育局★、溯川发布）",
            "",
            "县文旅局/l 县住建局/l 县财政局/a | 县教育局/l 溯川发布/a",
        ),
        ("（县住建局、☆县文旅局、各乡镇）", "（县教育局负责）", "", "县住建局/a 县文旅局/l 各乡镇/a | 县教育局/r"),
        ("（责任单位：县文旅局（*）、县住建局）", "（责任单位：＊各乡镇）", "", "县文旅局/l 县住建局/a | 各乡镇/l"),
        # the document says otherwise, says what the mark is for, or marks all
        (
            "（责任单位：县文旅局*、县住建局）",
            "（责任单位：县教育局*）",
            "注：带*的为新增单位。",
            "县文旅局/r 县住建局/r | 县教育局/r",
        ),
        ("（责任单位：*县文旅局、*县住建局）", "（责任单位：*县教育局）", "", "县文旅局/r 县住建局/r | 县教育局/r"),
        (
            "（牵头单位：县文旅局*；配合单位：县住建局）",
            "（责任单位：县教育局）",
            "",
            "县文旅局/l 县住建局/a | 县教育局/r",
        ),
    ],
)
def test_the_marked_lead(first: str, second: str, more: str, expected: str) -> None:
    found = document(HEAD.format(first, second, more))
    assert " | ".join(" ".join(f"{u.name}/{u.role[0]}" for u in task.units) for task in found.tasks) == expected


def test_it_is_doubted_and_said_once() -> None:
    found = document(HEAD.format("（责任单位：*县文旅局、县住建局）", "（责任单位：县教育局*、县财政局）", ""))
    assert {task.doubts for task in found.tasks} == {("mark-unexplained",)}
    assert {unit.basis for task in found.tasks for unit in task.units} == {"first-listed"}
    assert [notice.code for notice in found.warnings] == ["mark-unexplained"]
