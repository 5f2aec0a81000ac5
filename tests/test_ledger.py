"""The ledger of rules: every rule file is in it, and what it counts is what a document shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from paths import CORPUS, ROOT

from extract.document import extract_document
from extract.ledger import FEWEST, TRACES, UNTRACED, Entry, documents_of, ledger, main, named_rules, shown_rows
from extract.models import Document
from extract.rulefiles import rows_of

RULES = ROOT / "extract" / "rules"


@pytest.fixture(scope="module")
def actions() -> Document:
    return extract_document(CORPUS / "yanpu-2026-actions.txt")


def test_every_rule_file_is_counted_or_said_not_to_be() -> None:
    files = {path.name for path in RULES.iterdir() if path.suffix in (".csv", ".toml")}
    assert not set(TRACES) & UNTRACED
    assert files <= {*TRACES, *UNTRACED, "rule_names.csv"}
    assert set(TRACES) <= files


@pytest.mark.parametrize("file", TRACES)
def test_every_file_has_the_column_that_is_looked_for(file: str) -> None:
    assert all(row[TRACES[file].column] for row in rows_of(file))


def shown(document: Document, file: str) -> list[str]:
    """The words of a file that show in a document, each once."""
    words = {row.line: row[TRACES[file].column] for row in rows_of(file)}
    return sorted({words[line] for name, line in shown_rows(document) if name == file})


@pytest.mark.parametrize(
    ("file", "there", "not_there"),
    [
        ("uom.csv", {"%", "个"}, {"亿千瓦", "家/年"}),
        ("unit_endings.csv", {"局"}, {"厅"}),
        ("responsibility.csv", {"牵头{单位}", "配合{单位}", "责任{单位}"}, {"主办{单位}"}),
        ("sections.csv", {"任务", "保障措施"}, {"回顾"}),
        ("comparators.csv", {"超过", "不低于", "左右"}, {"不高于"}),
    ],
)
def test_the_words_that_a_document_shows(actions: Document, file: str, there: set[str], not_there: set[str]) -> None:
    found = set(shown(actions, file))
    assert there <= found
    assert not not_there & found


def test_of_patterns_the_first_that_fits_counts(actions: Document) -> None:
    styles = {row.line: row["style"] for row in rows_of("markers.csv")}
    found = {styles[line] for name, line in shown_rows(actions) if name == "markers.csv"}
    assert found == {"chinese", "chinese-bracket", "digit"}
    roles = {row.line: row["role"] for row in rows_of("table_columns.csv")}
    assert {roles[line] for name, line in shown_rows(actions) if name == "table_columns.csv"} >= {
        "number",
        "indicator",
        "uom",
    }


def test_rules_name_themselves(actions: Document) -> None:
    names = list(named_rules(actions))
    assert names.count("unit explicit") == sum(len(task.units) for task in actions.tasks) - names.count("unit prose")
    assert {"rule reach", "rule coverage", "rule measure"} <= set(names)


def test_times_and_documents_are_told_apart(actions: Document) -> None:
    one = {entry.id: entry for entry in ledger([actions])}
    two = {entry.id: entry for entry in ledger([actions, actions])}
    reach = one["rule reach"]
    assert (two["rule reach"].times, two["rule reach"].documents) == (2 * reach.times, 2)
    assert reach.documents == 1 and reach.times > 5
    assert one["rule each"] == Entry("rule each", "“均”“各”对应多项", 0, 0)
    assert [identity for identity in one if identity.startswith("uom.csv:")] == [
        f"uom.csv:{row.line}" for row in rows_of("uom.csv")
    ]


def test_what_serves_too_few_is_marked() -> None:
    assert str(Entry("uom.csv:4", "家", 12, FEWEST)) == "      12    2  uom.csv:4  家"
    assert str(Entry("uom.csv:4", "家", 12, FEWEST - 1)) == "*     12    1  uom.csv:4  家"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "甲.txt").write_text(
        "一、重点任务\n1.建设平台。到2027年，平台达到3家。（市科技局负责）\n", encoding="utf-8"
    )
    (tmp_path / "README.md").write_text("说明", encoding="utf-8")
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    assert [document.source.name for document in documents_of(tmp_path)] == ["甲.txt"]
    assert main([str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "*      1    1  rule reach  达到／超过／控制在……" in lines
    assert lines[-1].startswith(f"共 {len(lines) - 1} 条规则")
    assert main([str(tmp_path / "无")]) == 1
    assert "没有这个文件夹" in capsys.readouterr().err
