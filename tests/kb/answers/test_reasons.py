"""Why a hit was found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from kb_samples import FENGAN, QINGHE, YUNXI, built

import kb
from kb import Filters


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    with built(tmp_path_factory.mktemp("base"), fengan=FENGAN, yunxi=YUNXI) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("小化妆包", "measure", ["小化妆包 正文 小化妆包"]),
        ("Ｒ＆ｄ 专*", "measure", ["Ｒ＆ｄ 正文 R&D", "专* 正文 专"]),
        ("“产业企业” 或 人才", "measure", ["“产业企业” 正文 产业企业"]),
        ("经费投入 非 化妆", "measure", ["经费投入 正文 经费投入"]),
        (
            "加大研发投入 龙头",
            "task",
            ["加大研发投入 标题 加大研发投入", "加大研发投入 正文 加大研发投入", "龙头 正文 龙头"],
        ),
        ("指标:高新技术企业", "target", ["指标:高新技术企业 指标 高新技术企业"]),
        ("化妆 章节:（2）", "measure", ["化妆 正文 化妆", "章节:（2） 章节 （2）"]),
        ("化妆 牵头:市财政局", "measure", ["化妆 正文 化妆", "牵头:市财政局 责任单位 市财政局（牵头）"]),
        ("化妆 -地区:云溪市", "measure", ["化妆 正文 化妆"]),
        ("高新 年份:2024..2025", "target", ["高新 标题 高新", "高新 正文 高新", "年份:2024..2025 到期 2025年"]),
        ("宣传 单位:无 类别:措施", "measure", ["宣传 正文 宣传", "单位:无 责任单位 无责任单位", "类别:措施 类别 措施"]),
    ],
)
def test_every_part_says_where_it_was_found(base: kb.KnowledgeBase, text: str, kind: str, expected: list[str]) -> None:
    (hit,) = base.search(text, filters=Filters(kind=kind), expand=False).hits
    reasons = base.why(hit, text, expand=False)
    assert [f"{reason.part} {reason.where} {'、'.join(reason.found)}" for reason in reasons] == expected
    assert all(reason.span and text[slice(*reason.span)] == reason.part for reason in reasons)


def test_filters_are_reasons_too(base: kb.KnowledgeBase) -> None:
    filters = Filters(unit="市科技局", role="assist", region="丰安市", kind="measure")
    (hit,) = base.search("化妆", filters=filters).hits
    reasons = {reason.where: reason.found for reason in base.why(hit, "化妆", filters=filters)}
    assert reasons == {
        "正文": ("化妆",),
        "责任单位": ("市科技局（配合）",),
        "地区": ("丰安市",),
        "类别": ("措施",),
    }


def test_what_is_doubted_is_a_reason(tmp_path: Path) -> None:
    with built(tmp_path, q=QINGHE) as opened:
        (hit,) = opened.search("算力", filters=Filters(kind="target", doubt="some")).hits
        (sure,) = opened.search("算力", filters=Filters(kind="task", doubt="none")).hits
        told = [
            {reason.where: reason.found for reason in opened.why(one, filters=Filters(doubt=doubt))}
            for one, doubt in ((hit, "some"), (sure, "none"))
        ]
    assert told == [{"存疑": ("数值未能读准、单位不在名录中",)}, {"存疑": ("无存疑",)}]


@pytest.mark.parametrize("text", ["", "研发", "-研发", "企业 或 研发*", "单位:无", "指标:研发 或 章节:重点"])
def test_whatever_is_found_has_its_reasons(base: kb.KnowledgeBase, text: str) -> None:
    for hit in base.search(text).hits:
        reasons = base.why(hit, text)
        assert all(reason.found for reason in reasons)
        assert bool(reasons) == (text not in ("", "-研发"))


def test_hits_are_grouped_by_task_in_the_order_of_the_first(base: kb.KnowledgeBase) -> None:
    results = base.search("研发", sort="document", size=100)
    assert [hit for group in results.groups for hit in group.hits] == list(results.hits)
    assert [group.title for group in results.groups] == ["全社会研发投入占比", "加大研发投入", "完善创新平台体系"]
    by_rank = base.search("研发投入", size=100)
    assert {hit.id for group in by_rank.groups for hit in group.hits} == {hit.id for hit in by_rank.hits}
    assert len({group.task_id for group in by_rank.groups}) == len(by_rank.groups)
    assert by_rank.groups[0].hits[0] == by_rank.hits[0]
