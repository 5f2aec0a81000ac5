"""Who of a task's units answers for which of its measures and targets."""

from __future__ import annotations

from pathlib import Path

import pytest
from paragraph_documents import document

import kb
from extract.interchange import to_json

PLAN = "溯川市改善供水方案\n一、重点任务\n（一）建设工程。{body}\n（二）加强保护。划定保护区。（市生态环境局）\n"
WORKS = "新建供水工程50处（市水利局牵头），完成40个村治理任务（市生态环境局牵头），实现监测全覆盖（市卫生健康委牵头）。"


def owned(body: str) -> dict[str, list[str]]:
    """Of the measures and targets of the first task those that have units of their own."""
    found = document(PLAN.format(body=body))
    task = found.tasks[0]
    measures = {measure.text: measure.units for measure in task.measures}
    targets = {target.quote: target.units for target in found.targets if target.task_id == task.id}
    return {words: [unit.name for unit in units] for words, units in {**measures, **targets}.items() if units}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            WORKS,
            {
                "新建供水工程50处": ["市水利局"],
                "完成40个村治理任务": ["市生态环境局"],
                "实现监测全覆盖": ["市卫生健康委"],
            },
        ),
        ("改造管网（市水利局）；推广器具（市工信局）。", {"改造管网": ["市水利局"], "推广器具": ["市工信局"]}),
        (
            "划定库区。改造管网。（市水利局牵头）推广器具。（市工信局牵头，市财政局配合）",
            {"划定库区。": ["市水利局"], "改造管网。": ["市水利局"], "推广器具。": ["市工信局", "市财政局"]},
        ),
        (
            "划定库区。改造管网（市水利局牵头）；推广器具（市工信局牵头）。",
            {"改造管网": ["市水利局"], "推广器具": ["市工信局"]},
        ),
        (
            "改造管网（市水利局牵头）；推广器具（市工信局牵头）。\n责任单位：各县（市、区）政府",
            {"改造管网": ["市水利局", "各县（市、区）政府"], "推广器具": ["市工信局", "各县（市、区）政府"]},
        ),
        (
            "由市水利局牵头制定办法。推广器具。由市财政局负责安排资金。",
            {"由市水利局牵头制定办法。": ["市水利局"], "由市财政局负责安排资金。": ["市财政局"]},
        ),
        ("改造管网。推广器具。（市水利局、市工信局）", {}),
        ("由市水利局牵头制定办法。推广器具。", {}),
    ],
)
def test_a_clause_that_names_its_owner_is_owned_by_nobody_else(body: str, expected: dict[str, list[str]]) -> None:
    assert owned(body) == expected


def test_what_all_answer_for_says_nothing_in_the_interchange_form() -> None:
    written = to_json(document(PLAN.format(body="改造管网。（市水利局）")))
    assert "units" not in written["tasks"][0]["measures"][0]


def test_a_search_finds_what_the_clause_of_a_unit_promises(tmp_path: Path) -> None:
    folder = tmp_path / "文件"
    folder.mkdir()
    (folder / "供水.txt").write_text(PLAN.format(body=WORKS), "utf-8")
    kb.build([folder], index=tmp_path / "index")
    with kb.open(tmp_path / "index") as base:
        found = base.search(filters=kb.Filters(unit="市水利局", kind="target")).hits
        assert [(hit.text, [unit.name for unit in hit.units]) for hit in found] == [("新建供水工程50处", ["市水利局"])]
