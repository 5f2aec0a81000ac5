"""The store: what goes in comes out, and what is no store of ours is said to be none."""

from __future__ import annotations

import ast
import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from kb_samples import FENGAN, YUNXI, built, canonical, sample_extractor, write
from paths import ROOT
from sqlalchemy import update

import kb
from extract.models import Block, Document, Notice, Proposal, Section, TableCell
from kb.store import FILE, Store
from kb.store.layout_json import dump_layout, dump_proposal, load_blocks, load_proposal, load_sections, load_warnings
from kb.store.schema import meta

CELL = TableCell("研发投入", 0, 1, rowspan=2, page=3, span=(4, 8))
TABLE = Block("table", "专栏", page=3, cells=(CELL,), span=(0, 8))
BOX = Block("box", "专栏1", blocks=(TABLE, Block("paragraph", "正文", breaks=((1, 4),), span=(9, 11))), span=(0, 11))
CHILD = Section("1.1", "run-in", 2, None, "", "加大投入", (5, 20), (5, 9), body=((9, 12), (13, 20)))
SECTION = Section("1", "numbered", 1, "一", "一、", "任务", (0, 20), (2, 4), children=(CHILD,))


def test_layout_survives_the_store() -> None:
    assert load_blocks(dump_layout([BOX, TABLE])) == (BOX, TABLE)
    assert load_sections(dump_layout([SECTION])) == (SECTION,)
    notices = (Notice("bracket", "括号没有闭合", (3, 4)), Notice("scan", "没有文字层"))
    assert load_warnings(dump_layout(notices)) == notices
    proposal = Proposal("12号", "张三", "关于科技创新的建议", None)
    assert load_proposal(dump_proposal(proposal)) == proposal
    assert load_proposal(dump_proposal(None)) is None


def test_a_document_comes_out_as_it_went_in(tmp_path: Path) -> None:
    path = write(tmp_path / "docs", a=FENGAN) / "a.txt"
    with built(tmp_path, a=FENGAN) as base:
        (entry,) = base.documents()
        view = base.document(entry.id)
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
        base.document("nothing")


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
    with store.engine.begin() as connection:
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
    (first,) = store.versions()
    (tmp_path / "docs" / "a.txt").unlink()
    write(tmp_path / "docs")
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    assert store.versions() == ()
    built(tmp_path, a=FENGAN).close()
    (second,) = store.versions()
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
    assert importers == {"sqlalchemy": {"store"}, "sqlite3": set(), "whoosh": {"engines"}}
