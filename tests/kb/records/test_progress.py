"""What people fill in is kept with who wrote what when; two who write at once lose nothing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

import kb
from kb.records.progress import ProgressChange, ProgressRecords, TaskProgress
from kb.records.record_database import RecordDatabase

KEY, OTHER = "0123456789ab-0123456789", "0123456789ab-9876543210"


def change(after: str, *, before: str = "", key: str = KEY, field: str = "progress") -> ProgressChange:
    return ProgressChange(key, "培育企业", field, before, after)  # type: ignore[arg-type]


@pytest.fixture
def records(tmp_path: Path) -> ProgressRecords:
    return ProgressRecords(RecordDatabase.of(tmp_path / "indexes"))


def test_nothing_is_made_before_something_is_written(records: ProgressRecords, tmp_path: Path) -> None:
    assert records.current() == {}
    assert records.history(KEY) == ()
    records.store([], editor="张三", time="2026-12-01T09:00:00+08:00")
    assert list(tmp_path.iterdir()) == []


def test_the_last_text_holds_and_all_before_is_kept(records: ProgressRecords) -> None:
    records.store([change("已启动"), change("李局长", field="leader")], editor="张三", time="1", origin="表.xlsx")
    records.store([change("已完成", before="已启动")], editor="李四", time="2")
    assert records.current() == {KEY: TaskProgress("李局长", "已完成")}
    assert records.current([OTHER]) == {}
    told = [(one.change.before, one.change.after, one.editor, one.time, one.origin) for one in records.history(KEY)]
    assert told == [
        ("", "已启动", "张三", "1", "表.xlsx"),
        ("", "李局长", "张三", "1", "表.xlsx"),
        ("已启动", "已完成", "李四", "2", ""),
    ]
    records.store([change("", before="已完成"), change("", before="李局长", field="leader")], editor="李四", time="3")
    assert records.current() == {}


def test_who_comes_late_stores_nothing(records: ProgressRecords) -> None:
    records.store([change("已启动")], editor="张三", time="1")
    with pytest.raises(kb.ProgressConflict, match="培育企业") as caught:
        records.store([change("新的", key=OTHER), change("未启动")], editor="李四", time="2")
    assert caught.value.changes == (change("未启动"),)
    assert records.current() == {KEY: TaskProgress(progress="已启动")}


def test_of_many_who_write_at_once_one_is_first(tmp_path: Path) -> None:
    won: list[str] = []
    lost: list[str] = []

    def write(name: str) -> None:
        own = ProgressRecords(RecordDatabase.of(tmp_path / "indexes"))
        try:
            own.store([change(name)], editor=name, time="1")
            won.append(name)
        except kb.ProgressConflict:
            lost.append(name)

    ProgressRecords(RecordDatabase.of(tmp_path / "indexes")).store([change("x", key=OTHER)], editor="", time="0")
    threads = [threading.Thread(target=write, args=(f"编辑{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(won), len(lost)) == (1, 5)
    assert ProgressRecords(RecordDatabase.of(tmp_path / "indexes")).current([KEY]) == {
        KEY: TaskProgress(progress=won[0])
    }


def test_thousands_of_changes_are_one_step(records: ProgressRecords) -> None:
    many = [change(f"进展{n}", key=f"0123456789ab-{n:010d}") for n in range(3_000)]
    records.store(many, editor="张三", time="1")
    assert len(records.current()) == 3_000
    assert len(records.current(one.key for one in many[:1_000])) == 1_000


def test_a_database_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "records.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(kb.KnowledgeBaseError, match="校正记录"):
        ProgressRecords(RecordDatabase.of(tmp_path / "indexes")).current()
