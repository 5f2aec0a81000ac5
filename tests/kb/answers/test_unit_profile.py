"""All about one unit: counts that are those of the search, years in order, with whom it works."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kb_samples import FENGAN, QINGHE, YUNXI, built

import kb


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    files = {"丰安": FENGAN, "丰安副本": FENGAN, "云溪": YUNXI, "清禾": QINGHE}
    with built(tmp_path_factory.mktemp("profile"), **files) as opened:
        yield opened


def test_a_unit_is_found_by_value_and_by_any_name(base: kb.KnowledgeBase) -> None:
    profile = base.units.profile("丰安市科学技术局")
    assert (profile.value, profile.name, profile.place, profile.names) == (
        "丰安市科学技术局",
        "丰安市科学技术局",
        "丰安市",
        ("市科技局",),
    )
    assert base.units.profile("丰安市科技局") == profile
    assert base.units.profile("市科技局@丰安市") == profile


def test_counts_are_those_of_the_search_and_copies_count_once(base: kb.KnowledgeBase) -> None:
    for unit in base.units.all():
        profile = base.units.profile(unit.value)
        for role in ("lead", "assist", "responsible"):
            found = base.search(filters=kb.Filters(unit=unit.value, role=role, kind="task")).total
            assert profile.counts[role] == found == getattr(unit, role)
        targets = base.search(filters=kb.Filters(unit=unit.value, kind="target")).total
        assert profile.counts["target"] == targets
        assert profile.documents == unit.documents
        for role, years in profile.due.items():
            for year in years:
                kind = {"kind": "target"} if role == "target" else {"kind": "task", "role": role}
                filters = kb.Filters(unit=unit.value, year=year.value, **kind)
                assert base.search(filters=filters).total == year.count


def test_years_stand_in_order_undated_last(base: kb.KnowledgeBase) -> None:
    due = base.units.profile("丰安市财政局").due["lead"]
    assert [(year.value, year.label, year.count) for year in due] == [("undated", "未写明时限", 1)]
    due = base.units.profile("市财政局@清禾市").due["lead"]
    assert [year.label for year in due] == ["2027年", "未写明时限"]


def test_units_of_the_same_tasks_are_counted_with_their_roles(base: kb.KnowledgeBase) -> None:
    beside = base.units.profile("丰安市科学技术局").beside
    assert [(unit.value, unit.count, dict(unit.roles)) for unit in beside] == [
        ("丰安市财政局", 2, {"lead": 1, "assist": 1, "responsible": 0}),
        ("丰安市发展和改革局", 1, {"lead": 0, "assist": 1, "responsible": 0}),
    ]


def test_common_tasks_can_be_searched(base: kb.KnowledgeBase) -> None:
    query = '单位:"丰安市科学技术局" 单位:"丰安市财政局"'
    assert base.search(query, filters=kb.Filters(kind="task"), expand=False).total == 2


def test_an_unknown_name_is_a_question(base: kb.KnowledgeBase) -> None:
    profile = base.units.profile("数产专班@清禾市")
    assert profile.canonical is None
    assert profile.question is not None
    assert (profile.question.name, profile.question.region) == ("数产专班", "清禾市")


def test_a_collective_of_a_place_that_no_table_knows_has_no_members(base: kb.KnowledgeBase) -> None:
    """云溪市 is invented: no table knows its bodies, so the name stays a question."""
    profile = base.units.profile("各有关部门@云溪市")
    assert (profile.collective, profile.counts["responsible"]) == (None, 1)


def test_a_name_of_several_places_and_of_none_are_said(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.AmbiguousUnit) as told:
        base.units.profile("市科技局")
    assert {place.place for place in told.value.places} >= {"丰安市", "云溪市"}
    with pytest.raises(kb.BadFilter, match="没有名为“市航天局”的责任单位"):
        base.units.profile("市航天局")
