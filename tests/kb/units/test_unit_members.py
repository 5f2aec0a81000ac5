"""What collectives stand for, and what an unknown name may."""

from __future__ import annotations

import pytest

from extract.errors import RuleError
from extract.rulefiles import parse_csv
from kb.rule_tables import rows
from kb.store import UnitRow
from kb.units import unit_members
from kb.units.unit_members import COLUMNS, collective_of
from kb.units.unit_question import MOST_LIKELY, unit_question


def row(name: str, official: str | None, region: str, tasks: int = 1) -> UnitRow:
    return UnitRow(official or f"{name}@{region}", name, official, region, "lead", tasks, 1)


UNITS = [
    row("市财政局", "宁波市财政局", "宁波市", 4),
    row("市教育局", "宁波市教育局", "宁波市", 9),
    row("市科技局", "宁波市科学技术局", "宁波市", 2),
    row("市政府", "宁波市人民政府", "宁波市", 3),
    row("市财政局", "慈溪市财政局", "慈溪市", 3),
    row("慈溪市政府", "慈溪市人民政府", "宁波市", 2),
    row("市报业集团", None, "宁波市"),
]


@pytest.mark.parametrize("row", rows("unit_collectives.csv", COLUMNS), ids=lambda row: row["example"])
def test_a_row_of_the_table_finds_its_example(row: object) -> None:
    name, _, expected = row["example"].partition("=")  # type: ignore[index]
    collective = collective_of(*name.split("@"), UNITS)
    assert collective is not None
    assert expected in [member.name for member in collective.members]
    assert collective.complete is (row["all"] == "yes")  # type: ignore[index]


@pytest.mark.parametrize("name", ["各区〔县、市〕政府", "各县（市、区）人民政府", "各区县（市）", "各区（县、市）政府"])
def test_counties_are_those_of_the_place(name: str) -> None:
    collective = collective_of(name, "宁波市", UNITS)
    assert collective is not None
    names = [member.name for member in collective.members]
    assert "慈溪市人民政府" in names
    assert "宁波市江北区人民政府" in names
    assert not any("新区" in name for name in names)
    assert len(names) == len(set(names)) == 10


def test_a_member_with_tasks_can_be_opened() -> None:
    collective = collective_of("各区（县、市）政府", "宁波市", UNITS)
    assert collective is not None
    assert [(m.name, m.value, m.tasks) for m in collective.members if m.value] == [
        ("慈溪市人民政府", "慈溪市人民政府", 2)
    ]


def test_departments_are_the_bodies_of_the_place_most_tasks_first() -> None:
    collective = collective_of("市直各部门", "宁波市", UNITS)
    assert collective is not None
    assert [m.name for m in collective.members] == ["宁波市教育局", "宁波市财政局", "宁波市科学技术局"]


@pytest.mark.parametrize(
    "name", ["市科技局", "宁波日报报业集团", "市人民政府", "区域合作办", "县委办公室", "县财政局", "区委宣传部"]
)
def test_one_body_is_no_collective(name: str) -> None:
    assert collective_of(name, "宁波市", UNITS) is None


@pytest.mark.parametrize("region", [None, "无此地市"])
def test_a_place_that_no_table_knows_has_no_members(region: str | None) -> None:
    assert collective_of("各区（县、市）政府", region, UNITS) is None


def test_a_slip_in_the_table_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    table = parse_csv("unit_collectives.csv", ",".join(COLUMNS) + "\n各村,villages,yes,各村@宁波市=某村\n", COLUMNS)
    monkeypatch.setattr(unit_members, "rows", lambda *_, **__: table)
    with pytest.raises(RuleError, match=r"^unit_collectives\.csv:2: members or all"):
        unit_members._table.__wrapped__()


@pytest.mark.parametrize(
    ("name", "first"), [("市技局", "宁波市科学技术局"), ("市财局", "宁波市财政局"), ("市教育局局", "宁波市教育局")]
)
def test_what_is_written_nearly_so_is_offered_first(name: str, first: str) -> None:
    question = unit_question(name, "宁波市", UNITS)
    assert question.likely[0].name == first
    assert question.likely[0].value == first
    assert len(question.likely) <= MOST_LIKELY


def test_all_bodies_of_the_place_can_be_chosen_and_no_other_places() -> None:
    question = unit_question("市报业集团", "宁波市", UNITS)
    names = [unit.name for unit in (*question.likely, *question.others)]
    assert {"宁波市财政局", "宁波市教育局", "宁波市审计局", "中共宁波市委宣传部"} <= set(names)
    assert "慈溪市财政局" not in names
    assert len(names) == len(set(names))


def test_without_a_known_place_there_are_those_that_the_base_has() -> None:
    zone = UnitRow("某新区科学技术局", "科技局", "某新区科学技术局", None, "lead", 1, 1)
    assert [unit.name for unit in unit_question("科技局", None, [zone]).likely] == ["某新区科学技术局"]
    assert unit_question("航天专班", None, [zone]).likely == ()
