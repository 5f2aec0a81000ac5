"""What a section is for, by its title."""

from __future__ import annotations

import pytest

from extract.errors import RuleError
from extract.outline.section_use import section_use
from extract.rulefiles import Row, load_csv

RULES = load_csv("sections.csv", ("kind", "how", "word", "example"), unique="word")


@pytest.mark.parametrize("row", RULES, ids=lambda row: f"{row['kind']}-{row['word']}")
def test_every_rule_holds_for_its_example(row: Row) -> None:
    assert row["word"] in row["example"]
    assert section_use(row["example"]) == row["kind"]


@pytest.mark.parametrize(
    ("title", "use"),
    [
        ("指导思想", "context"),
        ("總體要求", "context"),
        ("“十四五”时期主要目标", "context"),
        ("面临的形势", "context"),
        ("到2035年远景目标", "context"),
        ("过去五年工作回顾", "past"),
        ("2024年为民办实事完成情况", "past"),
        ("重点任务", "container"),
        ("2026年重点工作", "container"),
        ("目标任务", "mixed"),
        ("保障措施", "safeguard"),
        ("加强组织领导", "safeguard"),
        ("附则", "closing"),
        ("本办法自2026年1月1日起施行", "closing"),
        ("名词解释", "context"),
        ("建设科创平台", "action"),
        ("优化发展环境", "action"),
        ("完善指标体系", "action"),
        ("", "action"),
        ("围绕产业需求和企业发展需要统筹推进各类公共服务平台建设实现主要目标", "action"),
    ],
)
def test_the_use_of_a_section(title: str, use: str) -> None:
    assert section_use(title) == use


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"kind": "odd", "how": "is", "word": "x", "example": "x"}, "odd is no kind of section"),
        ({"kind": "context", "how": "odd", "word": "x", "example": "x"}, "odd is no way to match"),
    ],
)
def test_a_slip_in_the_file_is_named(cells: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from extract.outline import section_use as section_kinds

    monkeypatch.setattr(section_kinds, "load_csv", lambda *_a, **_k: (Row("sections.csv", 3, cells),))
    with pytest.raises(RuleError, match=rf"^sections\.csv:3: {message}"):
        section_kinds._matchers.__wrapped__()
