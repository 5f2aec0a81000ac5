"""The store: what goes in comes out, and what is no store of ours is said to be none."""

from __future__ import annotations

import ast
import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from kb_samples import FENGAN, QINGHE, YUNXI, built, canonical, sample_extractor, write
from paths import ROOT
from sqlalchemy import update

import kb
from extract.models import Block, Document, Notice, Proposal, Section, TableCell
from kb.store import FILE, Store
from kb.store.layout_json import dump_layout, dump_proposal, load_blocks, load_proposal, load_sections
from kb.store.schema import meta

CELL = TableCell("研发投入", 0, 1, rowspan=2, page=3, span=(4, 8))
TABLE = Block("table", "专栏", page=3, cells=(CELL,), span=(0, 8))
BOLD = Block("paragraph", "正文", breaks=((1, 4),), span=(9, 11), bold=((9, 10),))
BOX = Block("box", "专栏1", blocks=(TABLE, BOLD), span=(0, 11))
CHILD = Section("1.1", "run-in", 2, None, "", "加大投入", (5, 20), (5, 9), body=((9, 12), (13, 20)))
SECTION = Section("1", "numbered", 1, "一", "一、", "任务", (0, 20), (2, 4), children=(CHILD,))


def test_layout_survives_the_store() -> None:
    assert load_blocks(dump_layout([BOX, TABLE])) == (BOX, TABLE)
    assert load_sections(dump_layout([SECTION])) == (SECTION,)
    proposal = Proposal("12号", "张三", "关于科技创新的建议", None)
    assert load_proposal(dump_proposal(proposal)) == proposal
    assert load_proposal(dump_proposal(None)) is None


def test_a_document_comes_out_as_it_went_in(tmp_path: Path) -> None:
    path = write(tmp_path / "docs", a=FENGAN) / "a.txt"
    with built(tmp_path, a=FENGAN) as base:
        (entry,) = base.documents.all()
        view = base.documents.one(entry.id)
    document = sample_extractor(path, name="a.txt")
    assert (view.text, view.blocks, view.entry.facts) == (document.text, document.blocks, document.facts)
    spans = {commitment.span for commitment in view.commitments}
    assert spans == {
        *(task.span for task in document.tasks),
        *(measure.span for task in document.tasks for measure in task.measures),
        *(target.span for target in document.targets),
    }
    assert [c.span[0] for c in view.commitments] == sorted(c.span[0] for c in view.commitments)
    assert view.commitment(view.commitments[0].id) == view.commitments[0]
    assert view.commitment("nothing") is None


def test_notices_are_kept_with_their_place_and_page(tmp_path: Path) -> None:
    def extractor(path: Path, *, name: str) -> Document:
        document = sample_extractor(path, name=name)
        first, *others = document.blocks
        blocks = (replace(first, page=1), *(replace(block, page=2) for block in others))
        at = document.text.index("研发")
        notices = (Notice("empty-label", "后面没有单位", (at, at + 2)), Notice("no-text-layer", "第3页没有文字层"))
        return replace(document, blocks=blocks, warnings=notices)

    report = kb.build([write(tmp_path / "docs", a=FENGAN, b=YUNXI)], index=tmp_path / "indexes", extractor=extractor)
    assert [str(noticed) for noticed in report.notices] == [
        "a.txt：提示 2：没有单位的责任标记 1，没有文字层的页 1",
        "b.txt：提示 2：没有单位的责任标记 1，没有文字层的页 1",
    ]
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        entry = base.documents.all()[0]
        view = base.documents.one(entry.id)
    whole, placed = view.notices
    assert (entry.notices, whole.span, whole.page, whole.name) == (2, None, None, "没有文字层的页")
    assert (placed.code, placed.message, placed.page) == ("empty-label", "后面没有单位", 2)
    assert placed.span is not None and view.text[slice(*placed.span)] == "研发"
    assert (view.place(placed.id), view.place(view.commitments[0].id)) == (placed, view.commitments[0])
    assert view.place("nothing") is None
    # What was read before is not told again; a changed file takes its notices along.
    assert kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=extractor).notices == ()
    write(tmp_path / "docs", a=FENGAN)
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert [document.notices for document in base.documents.all()] == [2, 2]
    write(tmp_path / "docs", a=FENGAN + "另起一段\n")
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert [document.notices for document in base.documents.all()] == [0, 2]
        assert base.documents.one(entry.id).notices == ()


def test_what_dates_a_commitment_and_what_speaks_against_it(tmp_path: Path) -> None:
    with built(tmp_path, a=QINGHE) as base:
        hits = base.everything(sort="document").hits
        (cell,) = base.indicators.cells()
        marked = {c.title: c.doubts for c in base.documents.one(hits[0].document.id).commitments}
    said = [(hit.kind, hit.title, hit.year, hit.deadline, hit.dated_deadline, hit.doubts) for hit in hits]
    unknown = ("unit-unknown",)
    assert said == [
        ("task", "做强数字产业", 2025, "2025年〔据目标〕", "2025年〔据目标〕", unknown),
        ("measure", "", 2025, "2025年〔据目标〕", "2025年〔据目标〕", unknown),
        ("target", "上市企业", None, "", "", unknown),
        ("target", "数字产业增加值", 2025, "2025年", "2025年", unknown),
        ("task", "建设算力中心", 2026, "6月底前", "6月底前（2026年）", ()),
        ("target", "算力", 2025, "2025年", "2025年", ("figure-unclear", "unit-unknown")),
        ("task", "推进数据确权", 2030, "2030年〔据规划期〕", "2030年〔据规划期〕", ()),
        ("measure", "", 2030, "2030年〔据规划期〕", "2030年〔据规划期〕", ()),
        ("task", "打通数据壁垒", 2027, "2027年〔据章节〕", "2027年〔据章节〕", ()),
        ("task", "完善监测", None, "", "", ()),
    ]
    assert [t.statement for t in hits[0].targets] == ["新增上市企业 ≥ 10 家", "数字产业增加值 ≥ 300 亿元（2025年）"]
    assert hits[5].doubt_reasons == ("数值未能读准", "单位不在名录中")
    assert (cell.doubts, marked["算力"], marked["数字产业增加值"]) == (("no-table-head",), hits[5].doubts, ())


def test_a_target_outside_tasks_has_the_headings_above_it(tmp_path: Path) -> None:
    def extractor(path: Path, *, name: str) -> Document:
        document = sample_extractor(path, name=name)
        start, end = document.targets[0].span
        inner = Section("1.1", "numbered", 2, "一", "（一）", "目标", (start, end), (start, start))
        outer = Section(
            "1", "numbered", 1, "二", "二、", "总体要求", (start - 1, end), (start, start), children=(inner,)
        )
        root = Section("", "root", 0, None, "", "", (0, len(document.text)), (0, 0), children=(outer,))
        return replace(document, sections=(root,))

    kb.build([write(tmp_path / "docs", a=FENGAN)], index=tmp_path / "indexes", extractor=extractor)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        (hit, *_) = base.search("全社会研发投入占比").hits
    assert (hit.task_id, hit.path) == (None, ("二、总体要求", "（一）目标"))


def test_ids_that_come_twice_are_told_apart(tmp_path: Path) -> None:
    def extractor(path: Path, *, name: str) -> Document:
        document = sample_extractor(path, name=name)
        return replace(document, tasks=document.tasks + document.tasks, targets=document.targets + document.targets)

    report = kb.build([write(tmp_path / "docs", a=FENGAN)], index=tmp_path / "indexes", extractor=extractor)
    assert (report.ok, report.commitments) == (True, 14)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert len({hit.id for hit in base.search(size=50).hits}) == 14


def test_there_is_nothing_to_open_before_a_build(tmp_path: Path) -> None:
    with pytest.raises(kb.NotBuilt, match="kb build"):
        kb.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_document_is_said(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN) as base, pytest.raises(kb.BadFilter, match="nothing"):
        base.documents.one("nothing")


@pytest.mark.parametrize("content", [b"", b"this is no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_foreign_file_in_the_place_of_the_store_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(kb.KnowledgeBaseError, match=re.escape(FILE)):
        kb.open(tmp_path)
    if content:
        with pytest.raises(kb.KnowledgeBaseError, match=re.escape(FILE)):
            kb.build([write(tmp_path / "docs", a=FENGAN)], index=tmp_path, extractor=sample_extractor)
        assert (tmp_path / FILE).read_bytes() == content


def test_another_program_s_database_is_no_knowledge_base(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    connection.close()
    with pytest.raises(kb.NotBuilt):
        kb.open(tmp_path)


def test_a_store_of_another_version_is_built_anew_and_that_is_said(tmp_path: Path) -> None:
    built(tmp_path, a=FENGAN, b=YUNXI).close()
    store = Store.at(tmp_path / "indexes")
    with store.database.engine.begin() as connection:
        connection.execute(update(meta).values(value="0"))
    store.close()
    with pytest.raises(kb.NotBuilt, match="kb build"):
        kb.open(tmp_path / "indexes")
    report = kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    assert (len(report.added), len(report.messages)) == (2, 2)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert base.search("化妆").total == 2


def test_versions_are_never_used_twice(tmp_path: Path) -> None:
    built(tmp_path, a=FENGAN).close()
    store = Store.at(tmp_path / "indexes")
    (first,) = store.documents.versions()
    (tmp_path / "docs" / "a.txt").unlink()
    write(tmp_path / "docs")
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    assert store.documents.versions() == ()
    built(tmp_path, a=FENGAN).close()
    (second,) = store.documents.versions()
    store.close()
    assert second > first


def test_only_the_store_speaks_sql_and_only_its_engine_whoosh() -> None:
    importers: dict[str, set[str]] = {"sqlalchemy": set(), "sqlite3": set(), "whoosh": set()}
    for path in (ROOT / "kb").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.append(node.module)
            for name in names:
                importers.get(name.split(".")[0], set()).add(path.parent.name)
    assert importers == {"sqlalchemy": {"records", "store"}, "sqlite3": set(), "whoosh": {"engines"}}
