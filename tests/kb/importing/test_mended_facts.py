"""What a person types in place of what was read: how it may be written, and that every build keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest
from paths import CORPUS

import kb
from extract import extract_document
from extract.models import Document, Facts, Source, Task, Unit
from kb.building.facts_mending import with_mended_facts
from kb.importing import mended_facts
from kb.importing.mended_facts import mended, period_text
from kb.store import Store
from kb.store.document_rows import text_key

READ = Facts("方案", "松河市", "松河市人民政府", "方案", "正式", (2026, 2030), date="2026-03-01")


def typed(**said: str) -> Facts:
    usual = {"title": "方案", "region": "松河市", "kind": "方案", "day": "2026-03-01", "years": "2026—2030"}
    return mended(READ, **{**usual, **said})


def test_what_is_typed_as_it_was_read_changes_nothing() -> None:
    assert typed() == READ


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ({"title": " 松河市\n科技  规划 "}, "title", "松河市 科技 规划"),
        ({"title": ""}, "title", None),
        ({"region": "临江市"}, "region", "临江市"),
        ({"kind": "规划"}, "kind", "规划"),
        ({"day": "2026-3-1"}, "date", "2026-03-01"),
        ({"day": "2026年12月31日"}, "date", "2026-12-31"),
        ({"day": "2026年3月"}, "date", "2026-03"),
        ({"day": "2026-12"}, "date", "2026-12"),
        ({"day": "2026年"}, "date", "2026"),
        ({"day": ""}, "date", None),
        ({"years": "2026"}, "period", (2026, 2026)),
        ({"years": "2026-2028"}, "period", (2026, 2028)),
        ({"years": "2026年至2028年"}, "period", (2026, 2028)),
        ({"years": " "}, "period", None),
    ],
)
def test_how_it_may_be_written(said: dict[str, str], name: str, value: object) -> None:
    assert getattr(typed(**said), name) == value


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"day": "明天"}, "2026-03-01"),
        ({"day": "2026-02-30"}, "2026-03-01"),
        ({"day": "2026-13"}, "2026-03-01"),
        ({"day": "0000"}, "2026-03-01"),
        ({"years": "2030—2026"}, "2026—2030"),
        ({"years": "十四五"}, "2026—2030"),
        ({"years": "0001"}, "2026—2030"),
        ({"kind": "诗歌"}, "文种"),
        ({"title": "长" * 301}, "300"),
    ],
)
def test_a_slip_is_told_with_how_it_is_written(said: dict[str, str], message: str) -> None:
    with pytest.raises(kb.BadFacts, match=message):
        typed(**said)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*2*")), ids=lambda path: path.name)
def test_what_is_read_in_a_document_can_be_typed(path: Path) -> None:
    read = extract_document(path).facts
    shown = {"title": read.title or "", "region": read.region or "", "kind": read.kind}
    assert mended(read, **shown, day=read.date or "", years=period_text(read.period)) == read


@pytest.mark.parametrize("period", [None, (2026, 2026), (2026, 2030)])
def test_years_read_back_as_they_are_shown(period: tuple[int, int] | None) -> None:
    assert typed(years=period_text(period)).period == period


def document(name: str, text: str = "关于科技的方案") -> Document:
    unit = Unit("市科技局", "lead", "explicit", None, "慈溪市科学技术局")
    task = Task("t1", "1", "做科技", (), (0, 3), (unit,))
    return Document(Facts("方案", "慈溪市", None, "方案", "正式", None), Source(name, "txt", name), text, (task,))


def test_another_place_gives_the_units_of_that_place() -> None:
    moved = with_mended_facts(document("a.txt"), {"region": "宁波市", "period": [2026, 2030]})
    assert (moved.facts.region, moved.facts.period) == ("宁波市", (2026, 2030))
    assert moved.tasks[0].units[0].canonical == "宁波市科学技术局"
    assert with_mended_facts(document("a.txt"), {}) == document("a.txt")


def test_every_build_keeps_what_was_said(tmp_path: Path) -> None:
    def read(path: Path, *, name: str) -> Document:
        return document(name)

    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("1", encoding="utf-8")
    index = tmp_path / "indexes"
    kb.build([tmp_path / "docs"], index=index, extractor=read)
    store = Store.at(index)
    facts = mended(document("a").facts, title="科技规划", region="宁波市", kind="规划", day="", years="2026")
    mended_facts.keep(store, text_key("关于科技的方案"), document("a").facts, facts, time="2026-01-01T00:00:00+00:00")
    store.close()
    for content in ("2", "3"):  # Read twice again.
        (tmp_path / "docs" / "a.txt").write_text(content, encoding="utf-8")
        kb.build([tmp_path / "docs"], index=index, extractor=read)
        with kb.open(index) as base:
            entry = base.documents()[0]
            assert (entry.facts.title, entry.facts.kind, entry.facts.period) == ("科技规划", "规划", (2026, 2026))
            assert base.search(filters=kb.Filters(unit="宁波市科学技术局", region="宁波市")).total == 1
