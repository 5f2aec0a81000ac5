"""What a person types in place of what was read of a document: how it may be written, and what follows from it."""

from __future__ import annotations

from typing import Any

import pytest
from kb_samples import canonical as sample_canonical
from paths import CORPUS

import kb
from extract import extract_document
from extract.models import Document, Facts, Source, Task, Unit
from extract.registry.official_names import canonical
from kb.records.application import corrected
from kb.records.contents import changed_fields, content_of, field_choices, with_content
from kb.records.models import Correction
from kb.records.typed_values import period_text

READ = Facts("方案", "松河市", "松河市人民政府", "方案", "正式", (2026, 2030), date="2026-03-01")


def mended(**typed: Any) -> dict[str, Any]:
    return changed_fields("facts", typed, content_of(READ))


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("title", " 松河市\n科技  规划 ", "松河市 科技 规划"),
        ("title", "", None),
        ("region", "临江市", "临江市"),
        ("kind", "规划", "规划"),
        ("date", "2026-3-2", "2026-03-02"),
        ("date", "2026年12月31日", "2026-12-31"),
        ("date", "2026年3月", "2026-03"),
        ("date", "2026-02", "2026-02"),
        ("date", "2026年", "2026"),
        ("date", "2026", "2026"),
        ("date", "", None),
        ("period", "2026", [2026, 2026]),
        ("period", "2026-2028", [2026, 2028]),
        ("period", "2026年至2028年", [2026, 2028]),
        ("period", [2026, 2028], [2026, 2028]),
        ("period", " ", None),
    ],
)
def test_how_it_may_be_written(name: str, typed: object, value: object) -> None:
    assert mended(**{name: typed}) == {name: value}


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("date", "明天", "2026-03-01"),
        ("date", "2026-02-30", "2026-03-01"),
        ("date", "2026-13", "2026-03-01"),
        ("date", "0000", "2026-03-01"),
        ("period", "2030—2026", "2026—2030"),
        ("period", "十四五", "2026—2030"),
        ("period", "0001", "2026—2030"),
        ("period", [2026], "2026—2030"),
        ("kind", "诗歌", "文种"),
        ("title", "长" * 2001, "2000"),
    ],
)
def test_a_slip_is_told_with_how_it_is_written(name: str, typed: object, message: str) -> None:
    with pytest.raises(kb.BadCorrection, match=message):
        mended(**{name: typed})


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*2*")), ids=lambda path: path.name)
def test_what_is_read_in_a_document_can_be_typed(path: Any) -> None:
    content = content_of(extract_document(path).facts)
    shown = {name: value or "" for name, value in content.items()}
    shown["period"] = period_text(content["period"])
    other = dict.fromkeys(content, "?")  # So that nothing passes because it is as it was.
    choices = {name: "" for name in content if field_choices("facts", name)}
    assert changed_fields("facts", shown, {**other, **choices}) == {**content}


def test_what_was_misprinted_is_in_the_way_of_nothing_else() -> None:
    misprinted = {**content_of(READ), "date": "2026-02-30"}
    assert changed_fields("facts", {**misprinted, "title": "规划"}, misprinted) == {"title": "规划"}


@pytest.mark.parametrize("period", [None, (2026, 2026), (2026, 2030)])
def test_years_read_back_as_they_are_shown(period: tuple[int, int] | None) -> None:
    typed = changed_fields("facts", {"period": period_text(period)}, {"period": "?"})
    assert with_content(READ, typed, lambda _: None).period == period


def plan(region: str, unit: Unit, date: str | None = None) -> Document:
    task = Task("t1", "1", "做科技", (), (0, 3), (unit,))
    facts = Facts("方案", region, None, "方案", "正式", None, date=date)
    return Document(facts, Source("a.txt", "txt", "a"), "关于科技的方案", (task,))


def said(before: Document, **after: Any) -> Correction:
    content = content_of(before.facts)
    return Correction(
        1, "id", "key", "方案", "facts", "change", "", None, content, after, "王芳", "2026-03-01T08:00:00Z"
    )


@pytest.mark.parametrize(("date", "official"), [(None, "宁波市科学技术局"), ("2026-03", "宁波市科学技术局")])
def test_another_place_gives_the_units_of_that_place(date: str | None, official: str) -> None:
    document = plan("慈溪市", Unit("市科技局", "lead", "explicit", None, "慈溪市科学技术局"), date)
    record = said(document, region="宁波市", period=[2026, 2030])
    moved = corrected(document, [record], text_key="key", canonical=canonical).document
    assert (moved.facts.region, moved.facts.period) == ("宁波市", (2026, 2030))
    assert moved.tasks[0].units[0].canonical == official


def test_names_are_of_the_year_of_the_document() -> None:
    asked: list[int | None] = []

    def registry(name: str, *, region: str | None, year: int | None = None) -> str | None:
        asked.append(year)
        return sample_canonical(name, region=region)

    document = plan("丰安市", Unit("市科技局", "lead", "explicit", None, "丰安市科学技术局"), "2012-05")
    corrected(document, [said(document, region="云溪市")], text_key="key", canonical=registry)
    corrected(document, [said(document, region="云溪市", date="2014")], text_key="key", canonical=registry)
    assert asked == [2012, 2014]
