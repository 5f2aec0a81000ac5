"""What people correct shows everywhere at once, outlives rebuilds, and can be taken back."""

from __future__ import annotations

import csv
import io
import shutil
import sqlite3
from pathlib import Path

import pytest
from kb_samples import FENGAN, QINGHE, YUNXI, built, canonical, sample_extractor, write

import kb
from kb import BadCorrection, Edit, Filters, ItemDetail, KnowledgeBase, StaleCorrection


def rebuilt(root: Path) -> KnowledgeBase:
    """The base after another build of its folder."""
    kb.build([root / "docs"], index=root / "indexes", extractor=sample_extractor, canonical=canonical)
    return kb.open(root / "indexes", canonical=canonical)


def entry_id(base: KnowledgeBase, path: str = "a.txt") -> str:
    return next(entry.id for entry in base.documents.all() if entry.path == path)


def item(base: KnowledgeBase, words: str, kind: str, *, path: str = "a.txt") -> ItemDetail:
    """The first item of that kind whose text or fields hold the words."""
    found = (one for one in base.records.items(entry_id(base, path)) if one.kind == kind)
    return next(one for one in found if words in one.text or words in str(one.content))


def change(base: KnowledgeBase, words: str, kind: str, *, path: str = "a.txt", **after: object) -> kb.Correction:
    target = item(base, words, kind, path=path)
    edit = Edit("change", target.kind, target.id, after=after)
    return base.records.correct(entry_id(base, path), edit, editor="王芳", reason="对照原文", seen=target.token)


def hit(base: KnowledgeBase, text: str, **filters: str) -> kb.Hit:
    (found,) = base.search(text, filters=Filters(**filters)).hits
    return found


def test_a_changed_figure_shows_everywhere(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base:
        kept = change(base, "高新技术企业", "target", value="260", year=2027)
        found = hit(base, "高新技术企业", kind="target")
        assert found.target is not None and found.target.statement == "高新技术企业 ≥ 260 家（2027年）"
        assert (found.checked, found.corrected) == (True, True)
        assert found.review is not None and found.review.label == f"已校正（王芳，{kept.time[:10]}）"
        assert hit(base, "高新技术企业", kind="target", year=2027).id == found.id  # type: ignore[arg-type]
        assert "2027" in [year.value for year in base.facets("高新技术企业").years]
        marked = base.documents.one(entry_id(base)).commitment(found.id)
        assert marked is not None and marked.corrected and marked.review == found.review
        sheet = base.sheets.export("高新技术企业", format="csv").decode("utf-8-sig")
        assert "2027" in str(list(csv.DictReader(io.StringIO(sheet))))
        assert [
            (one.before["value"], one.after["value"], one.editor, one.reason) for one in base.records.corrections()
        ] == [("200", "260", "王芳", "对照原文")]


def test_units_of_a_task_are_mended_and_found_by(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base:
        units = [{"name": "市财政局", "role": "lead"}, {"name": "市科技局", "role": "assist"}]
        change(base, "加大研发投入", "task", units=units)
        found = hit(base, "加大研发投入", kind="task", unit="市财政局", role="lead")
        assert [(unit.name, unit.role, unit.canonical) for unit in found.units] == [
            ("市财政局", "lead", "丰安市财政局"),
            ("市科技局", "assist", "丰安市科学技术局"),
        ]
        assert base.search(filters=Filters(unit="市科技局", role="lead")).total == 0
        counts = {unit.canonical: (unit.lead, unit.assist) for unit in base.units.all()}
        assert counts["丰安市财政局"] == (2, 0) and "丰安市发展和改革局" not in counts


def test_what_is_deleted_is_gone_and_ids_of_others_stay(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base:
        before = {one.text: one.id for one in base.records.items(entry_id(base)) if one.kind == "measure"}
        first = item(base, "加计扣除", "measure")
        kept = base.records.correct(entry_id(base), Edit("delete", "measure", first.id), editor="王芳")
        assert base.search("加计扣除", filters=Filters(kind="measure")).total == 0
        after = {one.text: one.id for one in base.records.items(entry_id(base)) if one.kind == "measure"}
        assert after == {text: name for text, name in before.items() if "加计扣除" not in text}
        assert base.documents.all()[0].measures == 2
        undone = base.records.undo(kept.id, editor="李强")
        assert (undone.undone_by, base.search("加计扣除", filters=Filters(kind="measure")).total) == ("李强", 1)
        with pytest.raises(BadCorrection, match="已经撤销"):
            base.records.undo(kept.id, editor="李强")


def test_a_deleted_task_takes_its_measures_along_and_leaves_its_targets(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base:
        task = item(base, "培育科技型企业", "task")
        base.records.correct(entry_id(base), Edit("delete", "task", task.id), editor="王芳")
        assert base.search("小化妆包").total == 0
        assert hit(base, "高新技术企业", kind="target").task_id is None


def test_selected_text_becomes_an_item(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base:
        text = base.documents.one(entry_id(base)).text
        start = text.index("支持3-5家龙头企业")
        selected = (start, start + len("支持3-5家龙头企业"))
        after = {"indicator": "支持龙头企业", "value": "3-5", "uom": "家", "op": "range", "year": 2026}
        kept = base.records.correct(entry_id(base), Edit("add", "target", span=selected, after=after), editor="王芳")
        found = hit(base, "支持龙头企业", kind="target")
        assert found.id.endswith(f"-g-hand{kept.id}") and found.task_title == "加大研发投入"
        assert found.target is not None and found.target.value == "3–5"
        assert (found.text, found.review and found.review.state) == ("支持3-5家龙头企业", "added")
        # It can be mended and deleted like any other, and be taken back.
        change(base, "支持龙头企业", "target", value="4")
        assert hit(base, "支持龙头企业", kind="target").target.value == "4"  # type: ignore[union-attr]
        base.records.undo(kept.id, editor="王芳")
        assert base.search("支持龙头企业", filters=Filters(kind="target", year=2026)).total == 0
        assert [conflict.reason for conflict in base.records.conflicts()] == ["这一项是新增的，新增已经撤销"]


def test_a_task_and_a_measure_inside_it_are_added(tmp_path: Path) -> None:
    plan = "@ 丰安市要点|丰安市|计划\n加强科普工作。办好科普活动周。"
    with built(tmp_path, a=plan) as base:
        text = base.documents.one(entry_id(base)).text

        def at(words: str) -> tuple[int, int]:
            return text.index(words), text.index(words) + len(words)

        with pytest.raises(BadCorrection, match="请先新增任务"):
            base.records.correct(entry_id(base), Edit("add", "measure", span=at("办好科普活动周。")), editor="王芳")
        assert base.records.corrections() == ()
        whole = at("加强科普工作。办好科普活动周。")
        given = {"title": "加强科普工作", "units": [{"name": "市科技局", "role": "lead"}], "due": "2027年"}
        base.records.correct(entry_id(base), Edit("add", "task", span=whole, after=given), editor="王芳")
        base.records.correct(entry_id(base), Edit("add", "measure", span=at("办好科普活动周。")), editor="王芳")
        found = hit(base, "科普活动周", kind="measure", unit="丰安市科学技术局")
        assert (found.task_title, found.year) == ("加强科普工作", 2027)
    with rebuilt(tmp_path) as base:
        assert hit(base, "科普活动周", kind="measure", unit="丰安市科学技术局").checked


def test_corrections_outlive_rebuild_new_text_elsewhere_and_a_lost_index(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base:
        change(base, "高新技术企业", "target", value="260")
        first = item(base, "加计扣除", "measure")
        base.records.correct(entry_id(base), Edit("delete", "measure", first.id), editor="王芳")
    write(tmp_path / "docs", a=FENGAN.replace("T 加大研发投入", "新加的一段话。\nT 持续加大研发投入"))
    with rebuilt(tmp_path) as base:
        assert hit(base, "高新技术企业", kind="target").target.value == "260"  # type: ignore[union-attr]
        assert base.search("加计扣除", filters=Filters(kind="measure")).total == 0
        assert base.records.conflicts() == ()
    shutil.rmtree(tmp_path / "indexes")
    with rebuilt(tmp_path) as base:
        assert hit(base, "高新技术企业", kind="target").target.value == "260"  # type: ignore[union-attr]
        assert len(base.records.corrections()) == 2


def test_a_changed_sentence_is_a_conflict_with_both_sides(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base:
        change(base, "高新技术企业", "target", value="260")
        identity = entry_id(base)
    write(tmp_path / "docs", a=FENGAN.replace("200|家|2025|高新技术企业达到200家", "300|家|2025|高新技术企业达到300家"))
    with rebuilt(tmp_path) as base:
        assert hit(base, "高新技术企业", kind="target").target.value == "300"  # type: ignore[union-attr]
        (conflict,) = base.records.conflicts(identity)
        assert conflict.reason == "原文中已找不到这段文字"
        assert "目标值 260" in conflict.recorded and "高新技术企业达到200家" in conflict.recorded
        base.records.undo(conflict.correction.id, editor="王芳")
        assert base.records.conflicts() == ()


def test_another_reading_of_the_same_text_does_not_undo_a_person(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base:
        change(base, "高新技术企业", "target", value="260")

    def other(path: Path, *, name: str) -> object:
        document = sample_extractor(path, name=name)
        kept = tuple(target for target in document.targets if "高新" not in target.indicator)
        return type(document)(**{**{f: getattr(document, f) for f in document.__dataclass_fields__}, "targets": kept})

    shutil.rmtree(tmp_path / "indexes")
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=other, canonical=canonical)  # type: ignore[arg-type]
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        found = hit(base, "高新技术企业", kind="target")
        assert found.target is not None and (found.target.value, found.target.uom) == ("260", "家")
        assert found.task_title == "培育科技型企业"


def test_a_renamed_file_keeps_its_id_and_its_corrections(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN, b=YUNXI) as base:
        identity = entry_id(base)
        change(base, "高新技术企业", "target", value="260")
        change(base, "走廊", "measure", path="b.txt", text="建设“科创大走廊”。")
    (tmp_path / "docs" / "sub").mkdir()
    (tmp_path / "docs" / "a.txt").rename(tmp_path / "docs" / "sub" / "改名.txt")
    report = kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, canonical=canonical)
    assert (report.added, report.removed, report.moved) == ((), (), (("a.txt", "sub/改名.txt"),))
    with rebuilt(tmp_path) as base:
        assert entry_id(base, "sub/改名.txt") == identity
        assert hit(base, "高新技术企业", kind="target").target.value == "260"  # type: ignore[union-attr]
        assert hit(base, "大走廊").document.path == "b.txt"
    # Also where all that is derived is lost, and where a new file takes the old name.
    shutil.rmtree(tmp_path / "indexes")
    write(tmp_path / "docs", a=QINGHE)
    with rebuilt(tmp_path) as base:
        assert entry_id(base, "sub/改名.txt") == identity != entry_id(base, "a.txt")
        assert hit(base, "高新技术企业", kind="target").target.value == "260"  # type: ignore[union-attr]


def test_documents_with_the_same_text_share_their_corrections(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN, b=FENGAN) as base:
        change(base, "高新技术企业", "target", path="b.txt", value="260")
        assert hit(base, "高新技术企业", kind="target").target.value == "260"  # type: ignore[union-attr]
        copies = base.search("高新技术企业", filters=Filters(kind="target", copies="all")).hits
        assert [found.target.value for found in copies if found.target] == ["260", "260"]


def test_what_a_document_says_of_itself_is_mended(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base:
        identity = entry_id(base)
        facts = base.records.facts_item(identity)
        after = {
            "title": "丰安科技方案",
            "region": "云溪市",
            "date": "2026-03-01",
            "kind": "计划",
            "period": [2026, 2028],
        }
        base.records.correct(identity, Edit("change", "facts", after=after), editor="王芳", seen=facts.token)
        entry = base.documents.all()[0]
        assert (entry.label, entry.facts.region, entry.facts.date, entry.facts.kind) == (
            "丰安科技方案",
            "云溪市",
            "2026-03-01",
            "计划",
        )
        assert entry.facts.period == (2026, 2028)
        # Units are bodies of the place that it is of.
        assert hit(base, "加大研发投入", kind="task", region="云溪市").units[0].canonical == "云溪市科学技术局"
        assert [value.value for value in base.facets().regions] == ["云溪市"]
    with rebuilt(tmp_path) as base:
        assert base.documents.all()[0].label == "丰安科技方案"


BAD = [
    ({"year": "明年"}, "四位年份"),
    ({"value": "很多"}, "应是数字"),
    ({"value": "200"}, "没有改动"),
    ({"colour": "red"}, "可改"),
    ({"indicator": "  "}, "请填写"),
    ({"op": "="}, "没有“=”"),
    ({"uom": "家" * 3000}, "不超过"),
]


@pytest.mark.parametrize(("after", "said"), BAD)
def test_what_cannot_be_is_refused_and_nothing_is_kept(tmp_path: Path, after: dict[str, object], said: str) -> None:
    with built(tmp_path, a=FENGAN) as base:
        with pytest.raises(BadCorrection, match=said):
            change(base, "高新技术企业", "target", **after)
        with pytest.raises(BadCorrection, match="姓名"):
            one = item(base, "高新技术企业", "target")
            base.records.correct(entry_id(base), Edit("accept", "target", one.id), editor=" ")
        assert base.records.corrections() == ()


def test_two_editors_at_once(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base, kb.open(tmp_path / "indexes", canonical=canonical) as other:
        seen = item(base, "高新技术企业", "target")
        change(other, "高新技术企业", "target", value="260")
        edit = Edit("change", "target", seen.id, after={"value": "250"})
        with pytest.raises(StaleCorrection, match="王芳"):
            base.records.correct(entry_id(base), edit, editor="李强", seen=seen.token)
        assert len(base.records.corrections()) == 1
        assert hit(base, "高新技术企业", kind="target").target.value == "260"  # type: ignore[union-attr]
        # Another item of the same document is not in the way.
        change(base, "全社会研发投入占比", "target", value="3.5")
        gone = item(base, "小化妆包", "measure")
        other.records.correct(entry_id(base), Edit("delete", "measure", gone.id), editor="王芳")
        with pytest.raises(StaleCorrection, match="已不在文件中"):
            base.records.correct(entry_id(base), Edit("accept", "measure", gone.id), editor="李强", seen=gone.token)


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with built(tmp_path, a=FENGAN) as base:

        def full(*_: object, **__: object) -> None:
            raise OSError("no space left")

        monkeypatch.setattr(type(base._state.store.writer), "put_readings", full)
        with pytest.raises(OSError, match="no space"):
            change(base, "高新技术企业", "target", value="260")
        assert base.records.corrections() == ()
        monkeypatch.undo()
        kept = change(base, "高新技术企业", "target", value="260")
        monkeypatch.setattr(type(base._state.store.writer), "put_readings", full)
        with pytest.raises(OSError, match="no space"):
            base.records.undo(kept.id, editor="王芳")
        assert base.records.corrections()[0].undone is None
        assert hit(base, "高新技术企业", kind="target").target.value == "260"  # type: ignore[union-attr]


def test_a_build_catches_up_with_records_made_elsewhere(tmp_path: Path) -> None:
    """Records are kept first: where the program died before it could show them, the next build does."""
    with built(tmp_path, a=FENGAN) as base:
        change(base, "高新技术企业", "target", value="260")
    records = tmp_path / "records" / "records.sqlite3"
    with sqlite3.connect(records) as connection:
        connection.execute("UPDATE corrections SET undone = '2026-01-01T00:00:00Z', undone_by = '李强'")
    with rebuilt(tmp_path) as base:
        assert hit(base, "高新技术企业", kind="target").target.value == "200"  # type: ignore[union-attr]


def test_records_can_be_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", a=FENGAN)
    place = f"sqlite:///{tmp_path / 'office.sqlite3'}"
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, records=place)
    with kb.open(tmp_path / "indexes", canonical=canonical, records=place) as base:
        change(base, "高新技术企业", "target", value="260")
    assert (tmp_path / "office.sqlite3").is_file() and not (tmp_path / "records").exists()
    monkeypatch.setenv("KB_RECORDS", place)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert len(base.records.corrections()) == 1
    monkeypatch.setenv("KB_RECORDS", "nonsense")
    with pytest.raises(kb.KnowledgeBaseError, match="不是数据库的地址"):
        kb.open(tmp_path / "indexes", canonical=canonical)


def test_records_of_a_file_that_is_gone_are_listed(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN, b=YUNXI) as base:
        change(base, "高新技术企业", "target", value="260")
    (tmp_path / "docs" / "a.txt").unlink()
    with rebuilt(tmp_path) as base:
        assert [(one.reason, one.recorded) for one in base.records.conflicts()] == [
            ("文件已不在知识库中", "丰安市科技强市行动方案")
        ]
    write(tmp_path / "docs", a=FENGAN)
    with rebuilt(tmp_path) as base:
        assert base.records.conflicts() == ()
        assert hit(base, "高新技术企业", kind="target").target.value == "260"  # type: ignore[union-attr]


def test_a_correction_does_not_make_the_next_word_typed_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with built(tmp_path, a=FENGAN) as base:
        before = base.suggest("企业")
        assert before
        monkeypatch.setattr("kb.expansion.vocabulary.collect", lambda _: pytest.fail("all texts are read again"))
        change(base, "高新技术企业", "target", value="260")
        assert base.suggest("企业") == before
