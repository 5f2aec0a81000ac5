"""What a person keeps for himself: by name, taken out when he says so, and untouched by any build."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_samples import FENGAN, YUNXI, built, canonical, sample_extractor, write

import kb
from kb import BadCorrection
from kb.records.personal_tables import personal_metadata
from kb.records.record_database import RecordDatabase
from kb.records.saved_searches import KEPT, PersonalRecords

T1, T2, T3 = "2026-03-01T08:00:00Z", "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z"


@pytest.fixture
def records(tmp_path: Path) -> PersonalRecords:
    return PersonalRecords(RecordDatabase.of(tmp_path / "indexes", tables=personal_metadata))


def test_a_search_is_saved_renamed_and_removed_by_its_person_alone(records: PersonalRecords) -> None:
    assert records.saved("王芳") == ()
    first = records.save("王芳", " 研发进展 ", {"q": "研发"}, seen={"a": "1"}, state="s1", time=T1)
    records.save("李强", "我的", {"q": "研发"}, seen=None, state="s1", time=T1)
    assert (first.name, first.parameters, first.seen, first.before) == ("研发进展", {"q": "研发"}, {"a": "1"}, None)
    again = records.save("王芳", "研发", {"q": "研发"}, seen={}, state="s2", time=T2)
    assert (again.id, again.name, again.state) == (first.id, "研发", "s1")  # The same search: renamed.
    records.rename("李强", first.id, "不是我的")
    records.remove("李强", first.id, time=T2)
    assert [one.name for one in records.saved("王芳")] == ["研发"]
    records.remove("王芳", first.id, time=T2)
    assert (records.saved("王芳"), len(records.saved("李强"))) == ((), 1)
    with pytest.raises(BadCorrection):
        records.save("王芳", "  ", {"q": "人才"}, seen={}, state="s1", time=T1)


def test_opening_a_search_keeps_what_was_seen_before_beside_it(records: PersonalRecords) -> None:
    saved = records.save("王芳", "研发", {"q": "研发"}, seen={"a": "1"}, state="s1", time=T1)
    records.look_at("王芳", saved, seen={"a": "1", "b": "1"}, state="s2", time=T2)
    (opened,) = records.saved("王芳")
    assert (opened.seen, opened.opened, opened.state) == ({"a": "1", "b": "1"}, T2, "s2")
    assert (opened.before, opened.before_opened) == ({"a": "1"}, T1)


def test_the_history_has_each_search_once_and_the_last_first(records: PersonalRecords) -> None:
    records.note("王芳", "“研发”", {"q": "研发"}, total=3, time=T1)
    number = records.note("王芳", "“人才”", {"q": "人才"}, total=4, time=T1)
    records.note("王芳", "“研发”", {"q": "研发"}, total=5, time=T2)
    records.note("王芳", "“人才” · 牵头", {"q": "人才", "role": "lead"}, total=1, time=T3, instead=number)
    assert [(one.name, one.total) for one in records.history("王芳")] == [("“人才” · 牵头", 1), ("“研发”", 5)]
    assert records.history("李强") == ()
    for turn in range(KEPT + 5):
        records.note("李强", str(turn), {"q": str(turn)}, total=0, time=T1)
    assert len(records.history("李强", most=1000)) == KEPT
    records.clear_history("王芳")
    assert (records.history("王芳"), len(records.history("李强"))) == ((), 20)


def test_documents_are_picked_and_the_last_look_is_remembered(records: PersonalRecords) -> None:
    records.pick("王芳", "d1", on=True, time=T1)
    records.pick("王芳", "d1", on=True, time=T2)
    records.pick("王芳", "d2", on=True, time=T2)
    records.pick("李强", "d3", on=True, time=T2)
    records.pick("王芳", "d2", on=False, time=T3)
    assert (records.picked("王芳"), records.picked("李强")) == ({"d1"}, {"d3"})
    assert records.last_look("王芳") is None
    records.looked("王芳", time=T1)
    records.looked("王芳", time=T2)
    assert (records.last_look("王芳"), records.last_look("李强")) == (T2, None)


def test_a_build_from_nothing_leaves_all_of_it(tmp_path: Path) -> None:
    with built(tmp_path, fengan=FENGAN) as base:
        base.personal.save("王芳", "研发", {"q": "研发"}, seen={}, state=base.state(), time=T1)
    for file in (tmp_path / "indexes").rglob("*"):
        if file.is_file():
            file.unlink()
    with built(tmp_path, fengan=FENGAN) as base:
        assert [one.name for one in base.personal.saved("王芳")] == ["研发"]


def test_what_is_new_is_told_over_builds_by_what_is_written(tmp_path: Path) -> None:
    task = "T {title}|2026|lead {lead}\nM {measure}\nG 研发投入|>=|{value}|亿元|2026|研发投入达到{value}亿元\n"
    head = "@ 丰安市科技方案|丰安市|方案\n"

    def build(text: str) -> kb.KnowledgeBase:
        kb.build([write(tmp_path / "docs", plan=text)], index=tmp_path / "indexes", extractor=sample_extractor)
        return kb.open(tmp_path / "indexes", canonical=canonical)

    first = task.format(title="研发任务", lead="市科技局", measure="扩大研发。", value="5")
    with build(head + first) as base:
        before, marks = base.state(), base.marks("研发")
        assert marks is not None
        seen = kb.seen_now(marks)
        assert len(marks) == 3 and not kb.new_results(marks, seen)

    # Something is put before it: nothing that was there is new.
    other = task.format(title="人才任务", lead="市财政局", measure="引进人才。", value="9")
    with build(head + other + first) as base:
        assert base.state() != before
        marks = base.marks("研发")
        assert marks is not None
        news = kb.new_results(marks, seen)
        hits = {hit.id: hit for hit in base.hits(news.numbers, "研发")}
        assert [hits[mark.id].title for mark in news.added] == ["人才任务"]
        assert [hits[mark.id].text for mark in news.changed] == ["研发投入达到9亿元"]  # Another figure of the same.
        assert news.gone == 0

    # Another figure, another unit, another measure.
    second = task.format(title="研发任务", lead="市财政局", measure="支持研发。", value="6")
    with build(head + second) as base:
        marks = base.marks("研发")
        assert marks is not None
        news = kb.new_results(marks, seen)
        kinds = {hit.id: hit.kind for hit in base.hits(news.numbers)}
        assert [kinds[mark.id] for mark in news.added] == ["measure"]
        assert sorted(kinds[mark.id] for mark in news.changed) == ["target", "task"]
        assert news.gone == 1


def test_a_search_among_picked_documents(tmp_path: Path) -> None:
    with built(tmp_path, fengan=FENGAN, yunxi=YUNXI) as base:
        one = next(entry for entry in base.documents.all() if entry.facts.region == "丰安市")
        mine = base.search(filters=kb.Filters(documents=(one.id,)), size=500)
        assert mine.total == base.search(filters=kb.Filters(document=one.id), size=1).total > 0
        assert {hit.document.id for hit in mine.hits} == {one.id}
        assert mine.conditions == ("我的文件（1 份）",)
        assert base.search(filters=kb.Filters(documents=())).total == 0
