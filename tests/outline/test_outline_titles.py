"""A document's own title is no section, however the format marks it."""

from __future__ import annotations

from pathlib import Path

from extract import extract_document


def test_a_heading_that_holds_everything_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "方案.md"
    path.write_text("# 某市试点方案\n\n一、重点任务\n\n1.建设平台。建设三个平台，完善服务。\n", "utf-8")
    document = extract_document(path)
    assert [(task.title, task.path) for task in document.tasks] == [("建设平台", ("一、重点任务",))]
    assert document.facts.title == "某市试点方案"


def test_one_heading_among_others_is_a_section(tmp_path: Path) -> None:
    path = tmp_path / "方案.md"
    path.write_text("# 建设平台\n\n建设三个平台，完善服务。\n\n# 优化服务\n\n设立服务窗口，简化流程。\n", "utf-8")
    assert [task.title for task in extract_document(path).tasks] == ["建设平台", "优化服务"]


def test_a_title_above_chapters_that_are_further_out_is_no_task(tmp_path: Path) -> None:
    path = tmp_path / "规划.html"
    path.write_text(
        "<h2>某市发展规划</h2><p>发布时间：2026-03-02 来源：某局</p><p>第一篇 重点任务</p><p>第一章 建设平台</p>"
        "<p>建设三个平台，完善公共服务。</p><p>第二章 优化服务</p><p>设立服务窗口，简化办事流程。</p>",
        "utf-8",
    )
    assert [task.title for task in extract_document(path).tasks] == ["建设平台", "优化服务"]
