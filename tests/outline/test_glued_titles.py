"""Titles whose line break is lost: where one ends, and which may be two."""

from __future__ import annotations

import pytest

from extract.outline.glued_titles import may_run_on, sentence_title_end


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("组织保障建立市县联动的工作推进机制", "建立市县联动的工作推进机制"),
        ("工作要求压实各级各部门主体责任", "压实各级各部门主体责任"),
        ("组织保障措施落实到位", None),
        ("组织实施推进示范工程建设计划", None),
        ("总体目标明确具体", None),
    ],
)
def test_a_use_ends_where_a_sentence_begins(title: str, rest: str | None) -> None:
    end = sentence_title_end(title, 0, len(title))
    assert (title[end:] if end is not None else None) == rest


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("聚力产业焕新，筑牢实体经济根基推进制造业绿色发展", True),
        ("加强政府自身建设坚持依法行政", True),
        ("强化企业科技创新主体地位", False),
        ("加快推进城乡供水一体化", False),
        ("推进岸线整治和提升港口能级", False),
        ("打造高能级平台", False),
    ],
)
def test_a_title_with_a_verb_in_its_middle_may_be_two(title: str, expected: bool) -> None:
    assert may_run_on(title) is expected
