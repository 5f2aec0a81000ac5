"""What is doubted is looked at once; names of units that nobody knew are told once."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_samples import FENGAN, QINGHE, built, canonical, sample_extractor

import kb
from kb import BadCorrection, BadFilter, Edit, Filters, KnowledgeBase


def queue_ids(base: KnowledgeBase, **asked: str) -> list[tuple[str, str, bool]]:
    return [(one.kind, one.title, one.review is not None) for one in base.records.review_queue(**asked).entries]


def accept(base: KnowledgeBase, item: str, kind: str) -> kb.Correction:
    document = item.rpartition("-")[0].rpartition("-")[0]
    return base.records.correct(document, Edit("accept", kind, item), editor="王芳")  # type: ignore[arg-type]


def test_the_queue_is_in_order_and_counts_what_is_done(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN, b=QINGHE) as base:
        queue = base.records.review_queue()
        assert (queue.checked, queue.total, base.records.review_left()) == (0, 3, 3)
        assert queue_ids(base) == [
            ("cell", "数字经济占比", False),
            ("task", "做强数字产业", False),
            ("target", "算力", False),
        ]
        first = queue.following()
        assert first is not None and queue.following(first.id).title == "做强数字产业"  # type: ignore[union-attr]
        kept = accept(base, queue.entries[1].id, "task")
        again = base.records.review_queue()
        assert (again.checked, again.total) == (1, 3)
        assert [one.id for one in again.entries] == [one.id for one in queue.entries]
        assert again.entries[1].doubts == ("unit-unknown",) and again.entries[1].review is not None
        # What was looked at is in doubt no longer, wherever it is searched for.
        assert base.search("做强数字产业", filters=Filters(kind="task", doubt="some")).total == 0
        base.records.undo(kept.id, editor="王芳")
        assert base.records.review_queue().checked == 0
        assert base.search("做强数字产业", filters=Filters(kind="task", doubt="some")).total == 1


def test_the_queue_by_doubt_document_and_unit(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN, b=QINGHE) as base:
        assert queue_ids(base, doubt="no-table-head") == [("cell", "数字经济占比", False)]
        assert queue_ids(base, unit="数产专班") == [("task", "做强数字产业", False)]
        assert [kind for kind, _, _ in queue_ids(base, document="b.txt")] == ["cell", "task", "target"]
        assert queue_ids(base, document="a.txt") == []
        with pytest.raises(BadFilter):
            base.records.review_queue(unit="没有这个局")


def test_a_mended_item_is_a_checked_one(tmp_path: Path) -> None:
    with built(tmp_path, b=QINGHE) as base:
        entry = next(one for one in base.records.review_queue().entries if one.kind == "target")
        edit = Edit("change", "target", entry.id, after={"uom": "EFLOPS"})
        base.records.correct(entry.document.id, edit, editor="王芳")
        assert (
            base.records.review_queue().checked,
            base.search("算力", filters=Filters(review="corrected")).total,
        ) == (1, 1)


def test_checked_commitments_can_be_asked_for_and_counted(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN, b=QINGHE) as base:
        everything = base.search().total
        accept(base, base.records.review_queue().entries[1].id, "task")
        assert base.records.review_left() == 2
        assert base.search(filters=Filters(review="checked")).total == 1
        assert base.search(filters=Filters(review="none")).total == everything - 1
        assert {one.value: one.count for one in base.facets().reviews} == {"checked": 1, "none": everything - 1}


def test_what_was_checked_and_reads_otherwise_now_is_to_be_checked_again(tmp_path: Path) -> None:
    with built(tmp_path, b=QINGHE) as base:
        accept(base, next(one.id for one in base.records.review_queue().entries if one.kind == "target"), "target")
    (tmp_path / "docs" / "b.txt").write_text(QINGHE.replace("算力|>=|5|", "算力|>=|5|EFLOPS"), "utf-8")
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, canonical=canonical)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert base.records.review_queue().checked == 0
        (conflict,) = base.records.conflicts()
        assert conflict.reason == "核对之后内容有变，请再核对" and "EFLOPS" in conflict.now


def test_a_name_that_nobody_knew_is_told_once(tmp_path: Path) -> None:
    other = QINGHE.replace("清禾市数字经济工作要点", "清禾市数字经济行动计划")
    with built(tmp_path, a=QINGHE, b=other) as base:
        unknown = [unit.names for unit in base.units.all(unresolved=True)]
        assert unknown == [("数产专班",)]
        assert "清禾市" not in base.units.candidates("市财政办", region="清禾市")[:1]
        told = base.records.name_unit("数产专班", region="清禾市", canonical="清禾市数字产业工作专班", editor="王芳")
        assert base.units.all(unresolved=True) == ()
        found = base.search(filters=Filters(unit="清禾市数字产业工作专班", kind="task"))
        assert [[unit.canonical for unit in hit.units][-1] for hit in found.hits] == ["清禾市数字产业工作专班"] * 2
        assert "unit-unknown" not in {
            doubt for entry in base.records.review_queue().entries for doubt in entry.doubts[:1]
        }
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, canonical=canonical)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert base.units.all(unresolved=True) == ()
        # A better answer takes the place of the first; what is taken back asks again.
        better = base.records.name_unit("数产专班", region="清禾市", canonical="清禾市数产专班办公室", editor="李强")
        assert [alias.canonical for alias in base.records.aliases()] == ["清禾市数产专班办公室"]
        assert base.search(filters=Filters(unit="清禾市数产专班办公室", kind="task")).total == 2
        base.records.forget_name(better.id, editor="李强")
        assert [unit.names for unit in base.units.all(unresolved=True)] == [("数产专班",)]
        with pytest.raises(BadCorrection):
            base.records.forget_name(told.id, editor="李强")
