"""Every commitment is shown with its place and the rule that made it, under a name a person understands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT

from extract import extract_document
from extract.explain import explain, rule_name
from extract.rulefiles import load_csv

DOCUMENTS = sorted(p for p in (ROOT / "corpus").iterdir() if p.name != "README.md")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain") / "方案.txt"
    path.write_text(
        "溯川市试点方案\n一、重点任务\n1.建设平台。建设一批平台。到2027年，平台达到3个。"
        "（牵头单位：市科技局，配合单位：）\n",
        "utf-8",
    )
    return path


def test_each_claim_names_its_rule_and_place(small: Path) -> None:
    document = extract_document(small)
    lines = list(explain(document))
    task = document.tasks[0]
    assert f"任务 1 建设平台 [{task.span[0]}–{task.span[1]}]，时限 2027年 ← 后附责任单位" in lines
    assert any(
        line.strip().startswith("牵头 市科技局（溯川市科学技术局）") and line.endswith("← 原文写明") for line in lines
    )
    assert any(line.strip().startswith("措施 建设一批平台。") and line.endswith("← 行动语句") for line in lines)
    assert any("目标 平台 >= 3 个 2027年" in line and "「平台达到3个」 ← 达到" in line for line in lines)
    assert any(line.startswith("提示") and line.endswith("← empty-label") for line in lines)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_every_rule_has_a_name(path: Path) -> None:
    document = extract_document(path)
    rules = {t.rule for t in document.tasks} | {t.rule for t in document.targets}
    rules |= {m.rule for t in document.tasks for m in t.measures}
    named = {row["rule"] for row in load_csv("rule_names.csv", ("rule", "shown"), unique="rule")}
    assert rules <= named


def test_a_rule_without_a_name_is_shown_as_it_is() -> None:
    assert rule_name("reach") == "达到／超过／控制在……"
    assert (rule_name("something new"), rule_name(None)) == ("something new", "—")


def test_the_command_shows_the_same(small: Path) -> None:
    command = [sys.executable, "-m", "extract", str(small), "--explain"]
    printed = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout
    assert printed.splitlines() == list(explain(extract_document(small)))


def test_a_reader_that_stops_early_is_no_error(small: Path) -> None:
    command = f"{sys.executable} -m extract '{DOCUMENTS[0]}' | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stderr == ""
