"""Every word that says who answers reached a task, is context, or has a notice."""

from __future__ import annotations

import pytest
from paragraph_documents import document

from evaluation.cues import count_cues

BODY = "溯川市促进流通实施方案\n一、总体要求\n{context}\n二、重点任务\n（一）建设市场。{task}\n（二）培育主体。支持企业发展。\n"


@pytest.mark.parametrize(
    ("context", "task", "expected"),
    [
        ("坚持改革。", "新建三处。（市商务局牵头，市财政局配合）", "placed:statement placed:statement"),
        ("坚持改革。", "由市商务局牵头制定办法。", "placed:prose"),
        ("坚持改革。", "完善部门配合机制。", "context:no owner named"),
        ("坚持改革。", "支持龙头企业牵头组建联盟。（市商务局负责）", "context:no owner named placed:statement"),
        ("坚持改革。", "会商由市财政局牵头组织。（市商务局负责）", "context:beside a statement placed:statement"),
        ("由市商务局牵头，市财政局配合推进。", "新建三处。", "context:background context:background"),
        ("坚持改革。", "新建三处。溯川发布负责。", "notice:unplaced-owner"),
        (
            "坚持改革。",
            "新建三处（市教育局牵头，强化协同，市财政局配合）。",
            "notice:unplaced-owner notice:unplaced-owner",
        ),
    ],
)
def test_what_becomes_of_a_cue(context: str, task: str, expected: str) -> None:
    found = document(BODY.format(context=context, task=task))
    assert " ".join(f"{cue.outcome}:{cue.reason}" for cue in found.cues) == expected
    assert count_cues(found).unaccounted == ()


def test_a_statement_without_a_task_has_a_notice() -> None:
    found = document(
        "溯川市促进流通方案\n牵头单位：市商务局\n一、重点任务\n（一）建设街区。划定区域。（市城管局负责）\n"
    )
    assert [unit.name for task in found.tasks for unit in task.units] == ["市城管局"]
    assert [(notice.code, found.text[slice(*notice.span or (0, 0))]) for notice in found.warnings] == [
        ("unplaced-owner", "牵头单位：市商务局")
    ]


def test_sections_that_tell_what_was_done_are_context() -> None:
    found = document(
        "溯川市报告\n一、2025年工作回顾\n新建三处市场（市商务局负责）。已全部建成。\n二、2026年重点任务\n（一）建设街区。划定区域。\n"
    )
    assert [(cue.outcome, cue.reason) for cue in found.cues] == [("context", "history")]
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("sentence", "noticed"),
    [
        ("会议指出，各部门密切配合，市商务局牵头的工作成效明显。", False),
        ("会议指出，去年市商务局牵头建成市场3处。", False),
        ("会议决定，由市商务局牵头建设市场。", True),
    ],
)
def test_what_minutes_tell_before_they_ask_needs_no_notice(sentence: str, noticed: bool) -> None:
    found = document(f"溯川市人民政府专题会议纪要\n{sentence}\n会议要求：\n（一）加快建设。由市财政局牵头拨付资金。\n")
    assert [n.code for n in found.warnings if n.code == "unplaced-owner"] == ["unplaced-owner"] * noticed


def test_bodies_before_verbs_that_could_not_be_read_have_notices() -> None:
    found = document(
        BODY.format(context="坚持改革。", task="新建三处（市教育局配合市级部门落实）；推动市商务局统一牵头建设。")
    )
    assert [n.code for n in found.warnings].count("unplaced-owner") == 2
