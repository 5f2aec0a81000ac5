"""What each build did is remembered; a clock of the test's own tells the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from kb_samples import FENGAN, QINGHE, YUNXI, sample_extractor, write

import kb
from kb.building import build as building
from kb.models import FilePlace
from kb.store import Store, build_log

FIRST = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def build(root: Path, hours: int) -> None:
    kb.build([root / "docs"], index=root / "indexes", extractor=sample_extractor, time=FIRST + timedelta(hours=hours))


def test_the_last_builds_are_told_newest_first(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI, bad="BROKEN")
    build(tmp_path, 0)
    build(tmp_path, 1)
    write(tmp_path / "docs", a=FENGAN.replace("小化妆包", "大数据"), c=QINGHE)
    (tmp_path / "docs" / "b.txt").unlink()
    build(tmp_path, 2)
    with kb.open(tmp_path / "indexes") as base:
        third, second, first = base.documents.builds(5)
        assert len(base.documents.builds()) == 1
        assert base.documents.builds(5, files=1)[2].files["added"] == (FilePlace("docs", "a.txt"),)
    assert [entry.time[11:16] for entry in (first, second, third)] == ["08:00", "09:00", "10:00"]
    assert first.counts == {"added": 2, "changed": 0, "removed": 0, "failed": 1}
    assert (second.changed_nothing, third.changed_nothing) == (True, False)
    assert {outcome: [place.path for place in places] for outcome, places in third.files.items()} == {
        "added": ["c.txt"],
        "changed": ["a.txt"],
        "removed": ["b.txt"],
        "failed": ["bad.txt"],
    }


def test_a_build_that_is_broken_off_tells_what_it_had_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI)

    def interrupted(progress: building.Progress) -> None:
        if progress.done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, progress=interrupted)
    with kb.open(tmp_path / "indexes") as base:
        assert base.documents.builds()[0].counts["added"] == 1


def test_only_so_many_builds_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_log, "_KEPT", 3)
    store = Store.at(tmp_path)
    store.prepare()
    for number in range(5):
        store.builds.note(f"{number}", {"added": [FilePlace("docs", f"{number}.txt")]})
    assert [entry.time for entry in store.builds.last(10, files=5)] == ["4", "3", "2"]
    assert all(len(entry.files["added"]) == 1 for entry in store.builds.last(10, files=5))
    store.close()


def test_another_version_of_the_program_forgets_no_log(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN)
    build(tmp_path, 0)
    store = Store.at(tmp_path / "indexes")
    with store.database.writing() as connection:
        connection.exec_driver_sql("UPDATE meta SET value = 'before' WHERE key = 'schema'")
    assert store.prepare()
    store.close()
    build(tmp_path, 1)
    with kb.open(tmp_path / "indexes") as base:
        assert [entry.counts["added"] for entry in base.documents.builds(5)] == [1, 1]
