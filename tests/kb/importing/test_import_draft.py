"""Importing: nothing is stored before it is confirmed, and then all of it or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from import_samples import NOW, read_samples
from kb_samples import FENGAN, YUNXI, canonical, sample_extractor, write

import kb
from kb.building.write_lock import write_lock
from kb.importing.upload_limits import LARGEST_FILE, MOST_FILES
from kb.store.writer import StoreWriter

NEWER = FENGAN.replace("小化妆包", "大数据")
MENDED = {"title": "新标题", "region": "云溪市", "kind": "规划", "date": "2026-01-02", "period": "2026"}


@pytest.fixture(autouse=True)
def _samples(monkeypatch: pytest.MonkeyPatch) -> None:
    read_samples(monkeypatch)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "indexes"


def uploaded(index: Path, **files: str) -> kb.ImportDraft:
    """A draft of uploaded text files, read."""
    draft = kb.ImportDraft(index)
    for name, content in files.items():
        draft.take(f"{name}.txt", content.encode())
    assert [progress.done for progress in draft.read()][-1] == len(files)
    return draft


def advised(draft: kb.ImportDraft) -> dict[int, kb.ImportChoice]:
    return {one.number: kb.ImportChoice(one.advised) for one in draft.candidates}


def imported(index: Path, **files: str) -> kb.BuildReport:
    draft = uploaded(index, **files)
    try:
        return draft.store(advised(draft), time=NOW)
    finally:
        draft.close()


def names(index: Path) -> list[str]:
    with kb.open(index, canonical=canonical) as base:
        return [entry.path for entry in base.documents.all()]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_nothing_is_there_before_it_is_confirmed(index: Path) -> None:
    draft = uploaded(index, a=FENGAN, b="BROKEN")
    assert not index.exists()
    staged = draft._staged
    assert staged.exists()
    draft.close()
    assert not staged.exists()


def test_what_was_found_is_told(index: Path) -> None:
    draft = uploaded(index, a=FENGAN, b="BROKEN", c="CRASH")
    (candidate,) = draft.candidates
    with kb.open(_built(index.parent / "other", FENGAN), canonical=canonical) as base:
        (entry,) = base.documents.all()
    assert (candidate.tasks, candidate.measures, candidate.targets) == (entry.tasks, entry.measures, entry.targets)
    assert (candidate.facts, candidate.relation.kind, candidate.advised) == (entry.facts, "new", "add")
    assert [failure.path for failure in draft.failures] == ["b.txt", "c.txt"]
    assert draft.failures[0].reason == "读不出来"
    draft.close()


def _built(root: Path, content: str) -> Path:
    write(root / "docs", a=content)
    kb.build([root / "docs"], index=root / "indexes", extractor=sample_extractor)
    return root / "indexes"


def test_what_is_confirmed_is_stored_as_it_was_mended(index: Path) -> None:
    draft = uploaded(index, a=FENGAN, b=YUNXI)
    choices = advised(draft)
    first = draft.candidates[0]
    mended = first.mended(MENDED)
    choices[first.number] = kb.ImportChoice("add", mended)
    choices[draft.candidates[1].number] = kb.ImportChoice("skip")
    with pytest.raises(kb.BadCorrection, match="姓名"):
        draft.store(choices, time=NOW)
    assert not index.exists()
    report = draft.store(choices, time=NOW, editor="王芳")
    draft.close()
    assert (report.added, report.documents) == (("a.txt",), 1)
    assert files(index / "uploads") == ["a.txt"]
    assert (index / "uploads" / "a.txt").read_text("utf-8") == FENGAN
    kb.build([], index=index, extractor=sample_extractor)
    with kb.open(index, canonical=canonical) as base:
        (entry,) = base.documents.all()
        facts = entry.facts
        assert (facts.title, facts.region, facts.kind, facts.date) == ("新标题", "云溪市", "规划", "2026-01-02")
        assert (facts.period, facts.status, facts.issuer) == ((2026, 2026), first.read.status, first.read.issuer)
        assert base.documents.builds(2)[1].counts == {"added": 1, "changed": 0, "removed": 0, "failed": 0}
        assert base.documents.builds(2)[1].time == "2026-03-01T10:20:00+00:00"


def test_the_same_text_is_not_stored_twice_unless_asked_for(index: Path) -> None:
    imported(index, a=FENGAN)
    draft = uploaded(index, other=FENGAN, b=YUNXI, b2=YUNXI)
    found = {one.path: one for one in draft.candidates}
    assert (found["other.txt"].relation.kind, found["other.txt"].advised) == ("same", "skip")
    assert found["other.txt"].relation.document is not None
    assert found["other.txt"].relation.document.path == "a.txt"
    assert (found["b.txt"].relation.kind, found["b2.txt"].relation.twin) == ("new", "b.txt")
    draft.store(advised(draft), time=NOW)
    draft.close()
    assert names(index) == ["a.txt", "b.txt"]


def test_a_newer_version_takes_the_place_of_the_old_one_which_can_be_taken_back(index: Path) -> None:
    imported(index, a=FENGAN)
    with kb.open(index, canonical=canonical) as base:
        identity = base.documents.all()[0].id
    report = imported(index, a=NEWER)
    assert (report.documents, files(index / "uploads")) == (1, ["a.txt", "removed/a.txt"])
    with kb.open(index, canonical=canonical) as base:
        assert base.documents.all()[0].id == identity  # A link to it still leads there.
        assert (base.search("小化妆包").total, base.search("大数据").total) == (0, 2)
        (removed,) = base.documents.removed()
    assert removed.time == "2026-03-01T10:20:00+00:00"
    kb.build([], index=index, extractor=sample_extractor)
    assert names(index) == ["a.txt"]


def test_a_file_of_a_name_that_is_taken_gets_another_one(index: Path) -> None:
    imported(index, a=FENGAN)
    imported(index, a=YUNXI)
    assert names(index) == ["a.txt", "a（2）.txt"]


@pytest.mark.parametrize(
    "fault", [OSError(28, "No space left on device"), KeyboardInterrupt(), kb.KnowledgeBaseError("x")]
)
def test_where_storing_fails_nothing_is_left_of_it(
    fault: BaseException, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(index, a=FENGAN)
    draft = uploaded(index, a=NEWER, b=YUNXI)
    choices = advised(draft)
    for one in draft.candidates:
        choices[one.number] = kb.ImportChoice(one.advised, one.mended(MENDED))
    with monkeypatch.context() as patched, pytest.raises((kb.KnowledgeBaseError, KeyboardInterrupt)) as raised:
        patched.setattr(StoreWriter, "put_readings", _raising(fault))
        draft.store(choices, time=NOW, editor="王芳")
    assert "device" not in str(raised.value)
    assert files(index / "uploads") == ["a.txt"]
    with kb.open(index, canonical=canonical) as base:
        assert base.documents.removed() == ()
        assert [entry.path for entry in base.documents.all()] == ["a.txt"]
        assert base.records.corrections() == ()
    assert draft.store(choices, time=NOW, editor="王芳").documents == 2  # And it can be tried again.
    draft.close()


def _raising(fault: BaseException):  # type: ignore[no-untyped-def]
    def put_readings(*_: object, **__: object) -> None:
        raise fault

    return put_readings


def test_what_is_mended_is_a_record_that_can_be_undone_and_outlives_all_that_is_derived(index: Path) -> None:
    draft = uploaded(index, a=FENGAN)
    (first,) = draft.candidates
    draft.store(
        {0: kb.ImportChoice("add", first.mended({"title": "新标题", "date": "2026-02"}))}, time=NOW, editor="王芳"
    )
    draft.close()
    with kb.open(index, canonical=canonical) as base:
        (entry,) = base.documents.all()
        (record,) = base.records.corrections(entry.id)
        assert (record.kind, record.editor, record.after) == ("facts", "王芳", {"title": "新标题", "date": "2026-02"})
        assert (record.before["title"], record.document, record.reason) == (first.read.title, entry.id, "导入时修改")
        assert base.records.conflicts() == ()
    # Known to who imports the same text again, under any name.
    draft = uploaded(index, again=FENGAN)
    assert (draft.candidates[0].facts.title, draft.candidates[0].read.title) == ("新标题", first.read.title)
    assert draft.candidates[0].mended({"title": "新标题"}) == {}
    draft.close()
    # Renamed, and in a store of another version.
    (index / "uploads" / "a.txt").rename(index / "uploads" / "改名.txt")
    (index / "kb.sqlite3").unlink()
    kb.build([], index=index, extractor=sample_extractor)
    with kb.open(index, canonical=canonical) as base:
        (now,) = base.documents.all()
        assert (now.id, now.path, now.facts.title, now.facts.date) == (entry.id, "改名.txt", "新标题", "2026-02")
        base.records.undo(record.id, editor="李强")
        assert base.documents.all()[0].facts == first.read


def test_while_another_writes_nothing_happens(index: Path) -> None:
    imported(index, a=FENGAN)
    draft = uploaded(index, b=YUNXI)
    with write_lock(index), pytest.raises(kb.Locked):
        draft.store(advised(draft), time=NOW)
    assert files(index / "uploads") == ["a.txt"]
    assert draft.store(advised(draft), time=NOW).documents == 2
    draft.close()


def test_two_people_who_import_the_same_file_are_told(index: Path) -> None:
    mine, yours = uploaded(index, a=FENGAN), uploaded(index, b=FENGAN, c=YUNXI)
    mine.store(advised(mine), time=NOW)
    with pytest.raises(kb.BaseChanged, match="有人改动"):
        yours.store(advised(yours), time=NOW)
    assert [one.relation.kind for one in yours.candidates] == ["same", "new"]
    yours.store(advised(yours), time=NOW)
    assert names(index) == ["a.txt", "c.txt"]
    mine.close()
    yours.close()


def test_who_mends_what_another_has_mended_meanwhile_is_told(index: Path) -> None:
    imported(index, a=FENGAN)
    draft = uploaded(index, other=FENGAN)
    with kb.open(index, canonical=canonical) as base:
        edit = kb.Edit("change", "facts", after={"title": "李强的标题"})
        base.records.correct(base.documents.all()[0].id, edit, editor="李强")
    mine = {0: kb.ImportChoice("add", draft.candidates[0].mended({"title": "王芳的标题"}))}
    with pytest.raises(kb.BaseChanged):
        draft.store(mine, time=NOW, editor="王芳")
    assert draft.candidates[0].facts.title == "李强的标题"
    draft.store(mine, time=NOW, editor="王芳")
    draft.close()
    with kb.open(index, canonical=canonical) as base:
        assert [one.after["title"] for one in base.records.corrections()] == ["李强的标题", "王芳的标题"]
        assert {entry.facts.title for entry in base.documents.all()} == {"王芳的标题"}, "of one text one title"


def test_what_cannot_be_taken_is_refused_one_by_one(index: Path) -> None:
    draft = kb.ImportDraft(index)
    draft.take("../../big.txt", bytes(LARGEST_FILE + 1))
    draft.take("图.png", b"\x89PNG\r\n\x1a\n")
    for number in range(MOST_FILES):
        draft.take(f"{number}.txt", b"")
    assert [(failure.path, failure.reason) for failure in draft.failures] == [
        ("big.txt", "文件有 50 MB，超过 50 MB"),
        (f"{MOST_FILES - 1}.txt", f"一次最多导入 {MOST_FILES} 个文件"),
    ]
    draft.close()


# --- folders ------------------------------------------------------------------------------------------------------


def of_folder(index: Path, named: str) -> kb.ImportDraft:
    draft = kb.ImportDraft.of_folder(index, named)
    list(draft.read())
    return draft


def test_of_a_folder_only_what_has_changed_is_read(tmp_path: Path, index: Path) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI, gone="@ 旧方案|丰安市|方案\n")
    kb.build([tmp_path / "docs"], index=index, extractor=sample_extractor)
    (tmp_path / "docs" / "gone.txt").unlink()
    write(tmp_path / "docs", a=NEWER, c="@ 新方案|丰安市|方案\n")
    draft = of_folder(index, "docs")  # As documents call it, or by its place.
    assert of_folder(index, str(tmp_path / "docs")).candidates == draft.candidates
    assert [(one.path, one.known is not None) for one in draft.candidates] == [("a.txt", True), ("c.txt", False)]
    assert (draft.unchanged, [entry.path for entry in draft.gone]) == (1, ["gone.txt"])
    choices = advised(draft)
    choices[draft.candidates[1].number] = kb.ImportChoice("skip")
    report = draft.store(choices, time=NOW)
    draft.close()
    assert (report.changed, report.removed, report.documents) == (("a.txt",), ("gone.txt",), 2)
    kb.build([tmp_path / "docs"], index=index, extractor=sample_extractor)
    assert names(index) == ["a.txt", "b.txt"], "what was left out stays out"
    assert of_folder(index, "docs").candidates == ()


@pytest.mark.parametrize(
    "named", ["nowhere", "a\0b", "x" * 5000, "~nobody-of-that-name/x", "docs/a.txt", "indexes/uploads"]
)
def test_what_is_no_folder_of_documents_says_so(named: str, tmp_path: Path, index: Path) -> None:
    write(tmp_path / "docs", a=FENGAN)
    (index / "uploads").mkdir(parents=True)
    with pytest.raises(kb.BadFolder):
        kb.ImportDraft.of_folder(index, named)


# --- taking out and back ------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(tmp_path: Path, index: Path) -> Iterator[dict[str, str]]:
    """A base with a document of a folder and one that was imported: their ids by path."""
    write(tmp_path / "docs", a=FENGAN)
    kb.build([tmp_path / "docs"], index=index, extractor=sample_extractor)
    imported(index, b=YUNXI)
    with kb.open(index, canonical=canonical) as base:
        yield {entry.path: entry.id for entry in base.documents.all()}


@pytest.mark.parametrize("path", ["a.txt", "b.txt"])
def test_what_is_taken_out_stays_out_until_it_is_taken_back(
    path: str, mixed: dict[str, str], tmp_path: Path, index: Path
) -> None:
    other = "b.txt" if path == "a.txt" else "a.txt"
    report = kb.remove_documents(index, [mixed[path]], time=NOW)
    assert (report.removed, report.documents) == ((path,), 1)
    assert (tmp_path / "docs" / "a.txt").exists(), "a person's own file is left alone"
    assert len(files(index / "uploads")) == 1, "and one of ours is only moved"
    kb.build([tmp_path / "docs"], index=index, extractor=sample_extractor)
    assert names(index) == [other]
    with kb.open(index, canonical=canonical) as base:
        (removed,) = base.documents.removed()
        assert base.documents.builds(2)[1].counts["removed"] == 1
    report = kb.restore_files(index, [removed.place], time=NOW)
    assert (report.added, names(index)) == ((path,), ["a.txt", "b.txt"])
    with kb.open(index, canonical=canonical) as base:
        assert base.documents.removed() == ()
        assert {entry.path: entry.id for entry in base.documents.all()} == mixed
    with pytest.raises(kb.KnowledgeBaseError, match="已经恢复"):
        kb.restore_files(index, [removed.place], time=NOW)


def test_a_file_that_is_taken_back_is_read_apart(mixed: dict[str, str], tmp_path: Path, index: Path) -> None:
    kb.remove_documents(index, list(mixed.values()), time=NOW)
    with kb.open(index, canonical=canonical) as base:
        places = [removed.place for removed in base.documents.removed()]
    (tmp_path / "docs" / "a.txt").write_text("DEADLY", "utf-8")
    report = kb.restore_files(index, places, time=NOW)
    assert report.added == ("b.txt",)
    assert [failure.reason for failure in report.failed] == ["读取它的进程意外终止（文件可能过大或已损坏）"]


def test_what_is_gone_cannot_be_taken_back_or_out(mixed: dict[str, str], tmp_path: Path, index: Path) -> None:
    with pytest.raises(kb.KnowledgeBaseError, match="不在知识库里"):
        kb.remove_documents(index, [mixed["a.txt"], "nothing"], time=NOW)
    assert names(index) == ["a.txt", "b.txt"]
    kb.remove_documents(index, [mixed["a.txt"]], time=NOW)
    shutil.rmtree(tmp_path / "docs")
    with kb.open(index, canonical=canonical) as base:
        place = base.documents.removed()[0].place
    with pytest.raises(kb.KnowledgeBaseError, match="已不在原来的位置"):
        kb.restore_files(index, [place], time=NOW)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may move any file")
def test_a_file_that_cannot_be_moved_is_not_taken_out(mixed: dict[str, str], index: Path) -> None:
    (index / "uploads").chmod(0o500)
    with pytest.raises(kb.KnowledgeBaseError, match="没有作任何改动"):
        kb.remove_documents(index, list(mixed.values()), time=NOW)
    (index / "uploads").chmod(0o700)
    assert names(index) == ["a.txt", "b.txt"]


def test_with_another_version_of_the_program_what_was_imported_is_read_again(
    mixed: dict[str, str], index: Path
) -> None:
    with sqlite3.connect(index / "kb.sqlite3") as database:
        database.execute("UPDATE meta SET value = 'before' WHERE key = 'schema'")
    database.close()
    with pytest.raises(kb.OldVersion):
        kb.open(index)
    draft = uploaded(index, c="@ 新方案|丰安市|方案\n")
    draft.store(advised(draft), time=NOW)
    draft.close()
    assert names(index) == ["b.txt", "c.txt"]
    assert set(mixed) == {"a.txt", "b.txt"}
