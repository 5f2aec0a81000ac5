"""标题, 发文字号, 发布机构, 成文日期: what a query asks of documents, as pieces that can be lifted, with every engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kb_samples import built, canonical

import kb

OPINIONS = "@ 丰安市人民政府研发投入意见|丰安市|意见|丰政发〔2023〕12号|丰安市人民政府|2023-05-18\nT 意见任务|2026|lead 市科技局\n"
NOTICE = "@ 丰安市重点任务分工通知|丰安市|通知|丰政办发〔2023〕2号|丰安市人民政府办公室|2023-11\nT 通知任务|2026|lead 市科技局\n"
REPORT = "@ 政府工作报告|云溪市|报告|||2024-01-16\nT 报告任务|2026|lead 市科技局\n"
PLAN = "@ 研发规划，投入计划|云溪市|规划\nT 规划任务|2026|lead 市科技局\n"
COPY = OPINIONS


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    folder = tmp_path_factory.mktemp("base")
    documents = {"opinions": OPINIONS, "notice": NOTICE, "report": REPORT, "plan": PLAN, "zcopy": COPY}
    built(folder, **documents).close()
    with kb.open(folder / "indexes", canonical=canonical, engine=request.param) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("标题:研发投入", {"意见任务", "规划任务"}),
        ('标题:"研发投入"', {"意见任务"}),
        ("标题:研发 意见任务", {"意见任务"}),
        ("标题:云溪市政府工作报告", {"报告任务"}),
        ("任务 -标题:研发", {"通知任务", "报告任务"}),
        ("发文字号:〔2023〕12号", {"意见任务"}),
        ("文号:[2023]12号", {"意见任务"}),
        ("文号:(2023)12号", {"意见任务"}),
        ("文号:丰政发2023", set()),
        ("文号:2号", {"通知任务"}),
        ("文号:丰政办发", {"通知任务"}),
        ("发布机构:丰安市人民政府", {"意见任务"}),
        ("发布机构:市政府办", {"通知任务"}),
        ("发布机构:人民政府", {"意见任务", "通知任务"}),
        ("发布机构:市政府、市政府办", {"意见任务", "通知任务"}),
        ("成文日期:2023", {"意见任务", "通知任务"}),
        ("成文日期:2023-05", {"意见任务"}),
        ("成文日期:2023年6月至2024年1月", {"通知任务", "报告任务"}),
        ("成文日期:2024..", {"报告任务"}),
        ("(成文日期:2024 或 标题:规划) 任务", {"报告任务", "规划任务"}),
        ("2023年印发的任务", {"意见任务", "通知任务"}),
        ("成文日期:2020", set()),
    ],
)
def test_documents_are_asked_for_by_what_they_say_of_themselves(
    base: kb.KnowledgeBase, query: str, found: set[str]
) -> None:
    assert {hit.title for hit in base.search(query).hits} == found
    facets = base.facets(query)
    assert sum(value.count for value in facets.kinds) == len(found)


def test_each_is_a_piece_that_can_be_lifted_and_says_why(base: kb.KnowledgeBase) -> None:
    results = base.search("任务 标题:研发 发文字号:〔2023〕12号 发布机构:市政府 成文日期:2023-01..2023-06")
    assert [(part.label, part.without.count(":")) for part in results.parts] == [
        ("含“任务”", 4),
        ("标题：研发", 3),
        ("发文字号：〔2023〕12号", 3),
        ("发布机构：市政府", 3),
        ("成文日期：2023年1月至2023年6月", 3),
    ]
    why = base.why(results.hits[0], "标题:研发 成文日期:2023")
    said = [(reason.part, reason.where, reason.found) for reason in why]
    title = "丰安市人民政府研发投入意见"
    assert said == [("标题:研发", "文件", ("研发",)), ("成文日期:2023", "文件", (title,))]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("发布机构:市水利局", "没有发布机构为“市水利局”的文件；现有 2 个：丰安市人民政府、丰安市人民政府办公室"),
        ("发文字号:国发", "现有 2 个"),
        ("成文日期:2019", "没有成文日期在2019年的文件；有 1 份文件没有写明成文日期"),
        ("标题:量子", "没有标题含“量子”的文件"),
    ],
)
def test_what_none_has_is_said_with_what_there_is(base: kb.KnowledgeBase, query: str, said: str) -> None:
    results = base.search(query)
    assert results.total == 0
    assert any(said in hint.message for hint in results.hints)
