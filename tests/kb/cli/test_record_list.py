"""What people corrected, listed on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kb_samples import FENGAN, YUNXI, built, canonical, sample_extractor, write

import kb
from kb import Edit
from kb.__main__ import main


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with built(tmp_path, a=FENGAN, b=YUNXI) as base:
        (document,) = [entry.id for entry in base.documents.all() if entry.path == "a.txt"]
        target = next(item for item in base.records.items(document) if item.content.get("indicator") == "高新技术企业")
        edit = Edit("change", "target", target.id, after={"value": "260"})
        base.records.correct(document, edit, editor="王芳", reason="对照原文")
        measure = next(item for item in base.records.items(document) if item.kind == "measure")
        kept = base.records.correct(document, Edit("delete", "measure", measure.id), editor="李强")
        base.records.undo(kept.id, editor="王芳")
    return tmp_path / "indexes"


def test_all_records_with_what_became_of_them(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corrections", "--index", str(index)]) == 0
    header, first, second, total = capsys.readouterr().out.splitlines()
    assert header.split() == ["编号", "时间", "校核人", "做了什么", "原来", "改为", "文件", "状态"]
    assert "王芳" in first and "修改目标" in first and "目标值 200" in first and "目标值 260" in first
    assert "删除措施" in second and "已由王芳撤销" in second and total == "共 2 条"
    assert main(["corrections", "--document", "b.txt", "--index", str(index)]) == 0
    assert capsys.readouterr().out.endswith("共 0 条\n")
    assert main(["corrections", "--document", "nothing", "--index", str(index)]) == 2


def test_conflicts_with_both_sides(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(index.parent / "docs", a=FENGAN.replace("达到200家", "达到300家"))
    kb.build([index.parent / "docs"], index=index, extractor=sample_extractor, canonical=canonical)
    assert main(["corrections", "--conflicts", "--format", "json", "--index", str(index)]) == 0
    (conflict,) = json.loads(capsys.readouterr().out)
    assert conflict["reason"] == "原文中已找不到这段文字" and conflict["correction"]["after"] == {"value": "260"}
    assert main(["corrections", "--conflicts", "--index", str(index)]) == 0
    assert "目标值 260" in capsys.readouterr().out
