"""The path of a task that is a row of a table: the headings above, the table's name once, the group."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_document

ROWS = "\n\n|类别|工作任务|牵头单位|\n|-|-|-|\n|服务|设立窗口|市甲局|\n|服务|优化流程|市乙局|\n"


@pytest.mark.parametrize(
    ("above", "path"),
    [
        (
            "一、工作要求\n\n各单位要认真落实任务，按时报送情况。\n\n附件：重点任务分解表",
            ("附件：重点任务分解表", "服务"),
        ),
        ("重点任务分解表", ("重点任务分解表", "服务")),
        ("一、任务安排\n\n重点任务分解表", ("一、任务安排", "重点任务分解表", "服务")),
    ],
)
def test_the_name_of_the_table_stands_once(tmp_path: Path, above: str, path: tuple[str, ...]) -> None:
    file = tmp_path / "通知.md"
    file.write_text(above + ROWS, "utf-8")
    found = [task for task in extract_document(file).tasks if task.rule == "row of a task table"]
    assert [(task.title, task.path) for task in found] == [("设立窗口", path), ("优化流程", path)]
