"""What a section is for, by its title."""

from __future__ import annotations

import pytest

from extract.errors import RuleError
from extract.outline import section_use as section_kinds
from extract.outline.section_use import SECTION_COLUMNS, read_title, section_use
from extract.rulefiles import Row, load_csv

RULES = load_csv("sections.csv", SECTION_COLUMNS)


@pytest.mark.parametrize("row", RULES, ids=lambda row: f"{row['use']}-{row['word']}")
def test_every_rule_holds_for_its_examples_and_not_for_its_counter_examples(row: Row) -> None:
    for title in row.many("example"):
        assert row["word"] in title
        assert (title, section_use(title)) == (title, row["use"])
        assert read_title(title).tense == (row["tense"] or None) or row["tense"] == "present"
    for title, use in (counter.split("=") for counter in row.many("counter")):
        assert (title, section_use(title)) == (title, use)


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
        # chapters of plans
        ("发展现状与面临形势", "context"),
        ("规划编制的背景和依据", "context"),
        ("“十三五”时期发展成就", "past"),
        ("发展环境与条件", "context"),
        ("总体思路与主要目标", "context"),
        ("总体要求及发展目标", "context"),
        ("主要发展指标", "context"),
        ("空间布局", "action"),
        ("主要任务和重点工程", "action"),
        ("重点任务与保障措施", "container"),
        ("规划实施保障", "safeguard"),
        ("健全规划实施机制", "action"),
        ("2035年远景展望", "container"),
        # opinions and schemes
        ("重要意义", "context"),
        ("实施原则", "context"),
        ("工作背景", "context"),
        ("工作目标及原则", "context"),
        ("阶段目标", "context"),
        ("年度目标任务", "mixed"),
        ("整治重点", "container"),
        ("改革任务", "container"),
        ("实施步骤", "action"),
        ("工作步骤和要求", "context"),
        ("支持政策", "action"),
        ("申报条件", "context"),
        ("扶持对象和范围", "action"),
        ("资金来源", "action"),
        ("有关说明", "context"),
        ("其他说明", "context"),
        # replies
        ("建议办理情况", "past"),
        ("目前工作进展情况", "past"),
        ("主要做法和成效", "past"),
        ("存在的困难和问题", "context"),
        ("下一步工作打算", "container"),
        ("下步工作措施", "container"),
        # reports
        ("2019年工作回顾和“十三五”发展成就", "past"),
        ("过去一年工作总结", "past"),
        ("今后五年的奋斗目标和主要任务", "mixed"),
        ("2017年预期目标和主要任务", "mixed"),
        ("2024年工作总体要求", "context"),
        ("形势分析和主要目标", "context"),
        ("2026年为民办实事安排", "container"),
        # what acts
        ("夯实产业发展基础", "action"),
        ("加快改善农村人居环境", "action"),
        ("强化改革举措落实", "action"),
        ("推动重点任务落地见效", "action"),
        ("构建目标管理体系", "action"),
        ("防范化解重点领域风险", "action"),
        ("综合交通", "action"),
        ("坚持创新发展理念，打造科技强市，优化发展环境", "action"),
    ],
)
def test_the_use_of_a_section(title: str, use: str) -> None:
    assert section_use(title) == use


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"use": "odd", "how": "is", "word": "x", "tense": ""}, "odd is no use of a section"),
        ({"use": "context", "how": "odd", "word": "x", "tense": ""}, "odd is no way to match"),
        ({"use": "context", "how": "is", "word": "x", "tense": "odd"}, "odd is no tense of a title"),
    ],
)
def test_a_slip_in_the_file_is_named(cells: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(section_kinds, "load_csv", lambda *_a, **_k: (Row("sections.csv", 3, cells),))
    with pytest.raises(RuleError, match=rf"^sections\.csv:3: {message}"):
        section_kinds._heads.__wrapped__()
