"""People's records in any database: what is kept comes back, and two who write at once lose nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from kb_samples import FENGAN, canonical, sample_extractor, write
from paths import ROOT, TESTS
from record_databases import BACKENDS, database_url

import kb
from kb.records.models import Anchor, Correction
from kb.records.progress import ProgressChange, ProgressRecords, TaskProgress
from kb.records.record_database import RecordDatabase
from kb.records.record_store import RecordStore

RECORD = Correction(
    id=0,
    document="0123456789ab",
    text_key="k" * 64,
    label="丰安市方案",
    kind="target",
    action="change",
    item="g-1",
    anchor=Anchor("达到200家", "高新技术企业", "", ("一、任务",), 7, 0, 1),
    before={"value": "200", "year": None},
    after={"value": "260"},
    editor="王芳",
    time="2026-03-01T08:00:00Z",
)


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    yield from database_url(request.param, tmp_path)


def test_records_come_back_as_they_were_kept(url: str) -> None:
    records = RecordStore(RecordDatabase.of(Path("indexes"), url))
    assert (records.corrections(), records.aliases(), records.identities()) == ((), (), {})
    kept = records.add(RECORD)
    assert records.correction(kept.id) == kept
    assert records.corrections(document="another", text_key=RECORD.text_key) == (kept,)
    assert records.corrections(document="another") == ()
    records.undo(kept.id, editor="李强")
    with pytest.raises(kb.BadCorrection, match="已经撤销"):
        records.undo(kept.id, editor="李强")
    (undone,) = records.corrections()
    assert (undone.undone_by, records.corrections(undone=False)) == ("李强", ())
    records.redo(kept.id)
    assert records.corrections() == (kept,)
    records.forget(kept.id)
    assert records.add(RECORD).id > kept.id, "no number means two records"


def test_names_and_identities_come_back(url: str) -> None:
    records = RecordStore(RecordDatabase.of(Path("indexes"), url))
    records.add_alias("数产专班", region="清禾市", canonical="清禾市大数据局", editor="王芳")
    second = records.add_alias("数产专班", region="清禾市", canonical="清禾市数据局", editor="李强")
    third = records.add_alias("数产专班", region=None, canonical="省数据局", editor="李强")
    assert records.aliases() == (second, third)
    assert [one.undone_by for one in records.aliases(undone=True)] == ["李强", None, None]
    records.identify([("docs", "a.txt", "id1", "s", "t"), ("docs", "b.txt", "id2", "s", "t")])
    records.identify([("docs", "c.txt", "id1", "s", "t")])
    assert {place: found[0] for place, found in records.identities().items()} == {
        ("docs", "b.txt"): "id2",
        ("docs", "c.txt"): "id1",
    }


def test_what_was_filled_in_comes_back(url: str) -> None:
    records = ProgressRecords(RecordDatabase.of(Path("indexes"), url))
    change = ProgressChange("0123456789ab-0123456789", "培育企业", "progress", "", "已启动")
    records.store([change], editor="张三", time="1", origin="表.xlsx")
    with pytest.raises(kb.ProgressConflict):
        records.store([change], editor="李四", time="2")
    assert records.current() == {change.key: TaskProgress(progress="已启动")}
    assert [(one.change, one.editor) for one in records.history(change.key)] == [(change, "张三")]


def test_what_fails_half_way_is_taken_back(url: str) -> None:
    records = RecordStore(RecordDatabase.of(Path("indexes"), url))
    with pytest.raises(ZeroDivisionError), records.alone():
        records.add(RECORD)
        assert len(records.corrections()) == 1
        raise ZeroDivisionError
    assert records.corrections() == ()


def started(index: Path, url: str, name: str, value: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(TESTS / "correcting_process.py"), str(index), url, name, value],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("indexes", [("one", "one"), ("one", "two")], ids=["one index", "an index each"])
def test_of_two_editors_in_two_processes_the_second_sees_the_conflict(
    url: str, indexes: tuple[str, str], tmp_path: Path
) -> None:
    """Both see 200 and set another figure at the same moment; the records are of one office, the indexes may be two."""
    for name in dict.fromkeys(indexes):
        docs = write(tmp_path / name / "docs", a=FENGAN)
        kb.build([docs], index=tmp_path / name / "indexes", extractor=sample_extractor, records=url)
    places = [tmp_path / name / "indexes" for name in indexes]
    editors = [started(places[0], url, "王芳", "260"), started(places[1], url, "李强", "250")]
    try:
        for editor in editors:
            assert editor.stdout is not None and editor.stdout.readline() == "seen\n"
        for editor in editors:
            assert editor.stdin is not None
            editor.stdin.write("\n")
            editor.stdin.flush()
        said = [editor.communicate(timeout=120)[0].strip() for editor in editors]
    finally:
        for editor in editors:
            editor.kill()
    first = said.index("kept")
    other = said[1 - first]
    winner, value = (("王芳", "260"), ("李强", "250"))[first]
    assert f"刚由{winner}改过" in other and "没有保存" in other
    for index in places:
        kb.build([], index=index, extractor=sample_extractor, records=url, canonical=canonical)
        with kb.open(index, canonical=canonical, records=url) as base:
            assert [(one.editor, one.after) for one in base.records.corrections()] == [(winner, {"value": value})]
            (hit,) = base.search("高新技术企业", filters=kb.Filters(kind="target")).hits
            assert hit.target is not None and hit.target.value == value


def test_a_database_whose_program_is_missing_says_what_to_install(tmp_path: Path) -> None:
    for url in ("postgresql+nothing://h/d", "nothing://h/d"):
        with pytest.raises(kb.KnowledgeBaseError, match="psycopg"):
            RecordStore(RecordDatabase.of(tmp_path, url)).corrections()


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed: PostgreSQL is not tried")
    records = RecordStore(RecordDatabase.of(Path("indexes"), "postgresql+psycopg://office:secret@127.0.0.1:1/kb"))
    with pytest.raises(kb.KnowledgeBaseError, match="不能读写") as raised:
        records.corrections()
    assert "127.0.0.1" in str(raised.value) and "secret" not in str(raised.value)
