"""Questions in words: full names, roles, years, figures with separators, and what is offered where nothing has it all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kb_samples import FENGAN, YUNXI, built

import kb
from kb import Filters


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    many = "@ 丰安市企业名录方案|丰安市|方案\nT 企业上云|2026|lead 市财政局\nM 推动1,750家企业上云。\nM 新增企业1750 家。\n"
    with built(tmp_path_factory.mktemp("base"), fengan=FENGAN, yunxi=YUNXI, many=many) as opened:
        yield opened


def ids(base: kb.KnowledgeBase, query: str, **filters: object) -> set[str]:
    return {hit.id for hit in base.search(query, filters=Filters(**filters), size=500).hits}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "text", "filters"),
    [
        ("丰安市科技局", "", {"unit": "丰安市科学技术局"}),
        ("丰安市科技局牵头", "", {"unit": "丰安市科学技术局", "role": "lead"}),
        ("丰安市科技局牵头的任务有哪些", "", {"unit": "丰安市科学技术局", "role": "lead", "kind": "task"}),
        ("牵头单位：丰安市科技局", "", {"unit": "丰安市科学技术局", "role": "lead"}),
        ("2026年到期", "", {"year": 2026}),
        ("研发 2026年到期", "研发", {"year": 2026}),
    ],
)
def test_a_question_finds_what_its_filters_find(
    base: kb.KnowledgeBase, query: str, text: str, filters: dict[str, object]
) -> None:
    assert ids(base, query) == ids(base, text, **filters) != set()


@pytest.mark.parametrize("query", ["1,750家", "1750家", "1，750家", "１７５０家"])
def test_separators_of_thousands_part_nothing(base: kb.KnowledgeBase, query: str) -> None:
    hits = base.search(query, filters=Filters(kind="measure")).hits
    assert sorted(hit.text for hit in hits) == ["推动1,750家企业上云。", "新增企业1750 家。"]
    marked = {hit.passage.text[slice(*mark)] for hit in hits for mark in hit.passage.marks}
    assert marked == {"1,750家", "1750 家"}


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        (
            "研发 丰安市科技局牵头",
            [("含“研发”", "丰安市科技局牵头", None), ("丰安市科技局牵头", "研发", "研发 “丰安市科技局牵头”")],
        ),
        ("“加大研发” -企业", [("含原句“加大研发”", "-企业", None), ("不含“企业”", "“加大研发”", None)]),
        ("年份:2025..2027", [("2025—2027年到期", "", None)]),
        ("年份:2025.. 研发", [("2025年以后到期", "研发", None), ("含“研发”", "年份:2025..", None)]),
        ("文种:意见 单位:无", [("文种：意见", "单位:无", None), ("没有责任单位", "文种:意见", None)]),
        ("研发 或 人才", [("含“研发 或 人才”", "", None)]),
        ("(研发 或 人才) 企业", [("含“研发 或 人才”", "企业", None), ("含“企业”", "(研发 或 人才)", None)]),
        ("企业 非 研发", [("含“企业”", "非 研发", None), ("不含“研发”", "企业", None)]),
        ("", []),
    ],
)
def test_the_parts_of_a_query_are_said_and_can_be_lifted(
    base: kb.KnowledgeBase, query: str, parts: list[tuple[str, str, str | None]]
) -> None:
    assert [(part.label, part.without, part.plain) for part in base.search(query).parts] == parts


def test_what_was_taken_back_stays_words(base: kb.KnowledgeBase) -> None:
    plain = base.search("研发 丰安市科技局牵头").parts[1].plain
    assert plain is not None
    assert [part.plain for part in base.search(plain).parts] == [None, None]


@pytest.mark.parametrize(
    ("query", "offered", "left_out"),
    [
        ("研发 量子纠缠", "研发", ("量子纠缠",)),
        ("化妆 量子纠缠 企业", "化妆 企业", ("量子纠缠",)),
        ("研发 年份:1999", "研发", ("年份:1999",)),
        ("研发 -研发", "研发", ("研发",)),
    ],
)
def test_where_nothing_has_all_of_it_the_most_is_offered(
    base: kb.KnowledgeBase, query: str, offered: str, left_out: tuple[str, ...]
) -> None:
    results = base.search(query)
    assert results.total == 0
    assert results.best_part is not None
    assert (results.best_part.query, results.best_part.left_out) == (offered, left_out)
    assert results.best_part.count == base.search(offered).total > 0


@pytest.mark.parametrize("query", ["量子纠缠", "量子 纠缠", "研发", ""])
def test_nothing_is_offered_where_no_part_is_found_or_all_is(base: kb.KnowledgeBase, query: str) -> None:
    assert base.search(query).best_part is None
