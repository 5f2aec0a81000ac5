"""Building: what is read, what stays, what goes, and what a build that dies leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kb_samples import FENGAN, YUNXI, canonical, sample_extractor, write
from paths import TESTS

import kb
from extract.errors import RuleError
from extract.models import Document
from kb.building.source_files import folder_key, list_files


def build(root: Path, *folders: Path, jobs: int = 1) -> kb.BuildReport:
    chosen = folders or (root / "docs",)
    return kb.build(chosen, index=root / "indexes", extractor=sample_extractor, jobs=jobs)


def content(root: Path) -> list[object]:
    """All that a reader can see."""
    with kb.open(root / "indexes", canonical=canonical) as base:
        documents = [base.documents.one(entry.id) for entry in base.documents.all()]
        return [
            base.search(size=500).hits,
            base.facets(),
            base.units.all(),
            base.indicators.cells(),
            base.documents.failures(),
            documents,
        ]


def test_a_build_tells_what_it_did(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI)
    report = build(tmp_path)
    assert (report.added, report.documents, report.ok) == (("a.txt", "b.txt"), 2, True)
    assert report.commitments == 12


def test_building_again_reads_nothing_and_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI, bad="BROKEN")
    build(tmp_path)
    before, pointer = content(tmp_path), (tmp_path / "indexes" / "index.json").read_bytes()
    report = build(tmp_path)
    assert (report.added, report.changed, report.unchanged) == ((), (), ("a.txt", "b.txt"))
    assert content(tmp_path) == before
    assert (tmp_path / "indexes" / "index.json").read_bytes() == pointer


def test_a_changed_file_takes_the_place_of_its_old_version(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI)
    build(tmp_path)
    write(tmp_path / "docs", a=FENGAN.replace("小化妆包", "大数据"))
    assert build(tmp_path).changed == ("a.txt",)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert base.search("小化妆包").total == 0
        assert base.search("大数据").total == 2
        assert len(base.documents.all()) == 2


def test_a_removed_file_goes_with_all_it_committed_to(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI)
    build(tmp_path)
    (tmp_path / "docs" / "a.txt").unlink()
    assert build(tmp_path).removed == ("a.txt",)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert [entry.name for entry in base.documents.all()] == ["b.txt"]
        assert {hit.document.name for hit in base.search(size=500).hits} == {"b.txt"}
        assert base.indicators.cells() == ()


def test_another_folder_leaves_the_first_alone(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN)
    write(tmp_path / "more", a=YUNXI)
    build(tmp_path)
    report = build(tmp_path, tmp_path / "more")
    assert (report.added, report.removed, report.documents) == (("a.txt",), (), 2)
    (tmp_path / "more" / "a.txt").unlink()
    assert build(tmp_path, tmp_path / "more").documents == 1


def test_a_folder_is_the_same_however_it_is_written(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN)
    build(tmp_path)
    report = build(tmp_path, tmp_path / "docs" / ".." / "docs", tmp_path / "docs")
    assert (report.unchanged, report.documents) == (("a.txt",), 1)


def test_folder_and_index_can_move_together(tmp_path: Path) -> None:
    write(tmp_path / "old" / "docs", a=FENGAN)
    build(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    assert build(tmp_path / "new").unchanged == ("a.txt",)
    assert folder_key(tmp_path / "new" / "docs", tmp_path / "new" / "indexes") == "docs"


def test_files_with_the_same_text_are_kept_and_shown_as_duplicates(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN, b=FENGAN + "\n\n", c=YUNXI)
    assert build(tmp_path).duplicates == (("docs/a.txt", "docs/b.txt"),)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        a, b, c = base.documents.all()
        assert (a.duplicates, b.duplicates, c.duplicates) == ((b.id,), (a.id,), ())
        assert (a.copy, b.copy, c.copy) == (False, True, False)
        assert {hit.document.name for hit in base.search("化妆").hits} == {"a.txt"}
        assert all(hit.duplicate for hit in base.search("化妆").hits)
        both = base.search("化妆", filters=kb.Filters(copies="all"))
        assert {hit.document.name for hit in both.hits} == {"a.txt", "b.txt"}


def test_what_is_no_document_is_left_alone(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", a=FENGAN, README="x", Readme_zh="x")
    write(docs / ".git", b=FENGAN)
    write(docs / "__MACOSX", b=FENGAN)
    for name in ("~$a.docx", ".DS_Store", "Thumbs.db", "a.txt~", "b.tmp"):
        (docs / name).write_text("x")
    assert [file.relative for file in list_files(docs, but=tmp_path / "indexes").files] == ["a.txt"]
    report = build(tmp_path)
    assert (report.documents, report.failed, report.skipped) == (1, (), ())


def test_the_index_folder_is_not_read_as_documents(tmp_path: Path) -> None:
    write(tmp_path, a=FENGAN)
    for _ in range(2):
        report = build(tmp_path, tmp_path)
        assert (report.documents, report.failed, report.skipped) == (1, (), ())


def test_an_unknown_format_is_skipped_with_a_remedy(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs", a=FENGAN)
    (docs / "b.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    report = build(tmp_path)
    assert report.ok
    (skipped,) = report.skipped
    assert (skipped.path, skipped.status) == ("b.doc", "skipped")
    assert ".docx" in str(skipped)


def test_a_file_that_fails_is_told_and_the_others_are_built(tmp_path: Path) -> None:
    write(tmp_path / "docs", a="BROKEN", b="CRASH", c=YUNXI)
    report = build(tmp_path)
    assert (report.ok, report.added) == (False, ("c.txt",))
    assert str(report.failed[0]) == "a.txt：读不出来。请另存后再试"
    assert "ZeroDivisionError" in str(report.failed[1])
    assert "\n" not in str(report.failed[1])
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert base.documents.failures() == report.failed


def test_a_file_that_fails_keeps_the_version_stored_before(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN)
    build(tmp_path)
    write(tmp_path / "docs", a="BROKEN")
    report = build(tmp_path)
    assert [failure.kept for failure in report.failed] == [True]
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert base.search("化妆").total == 2
        assert base.documents.failures() == report.failed
    write(tmp_path / "docs", a=FENGAN)
    assert build(tmp_path).unchanged == ("a.txt",)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert base.documents.failures() == ()


def test_a_folder_that_cannot_be_opened_keeps_what_was_read_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = write(tmp_path / "docs" / "inner", a=FENGAN)
    write(tmp_path / "docs", b=YUNXI)
    build(tmp_path)
    scandir = os.scandir

    def closed(path: str) -> object:
        if str(path) == str(inner):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    report = build(tmp_path)
    assert [failure.path for failure in report.failed] == ["inner"]
    assert (report.removed, report.documents) == ((), 2)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_a_file_name_in_chinese_encoding_is_read_as_such(tmp_path: Path) -> None:
    folder = write(tmp_path / "docs")
    (Path(os.fsdecode(os.fsencode(folder) + b"/" + "报告.txt".encode("gb18030")))).write_text(FENGAN, "utf-8")
    assert build(tmp_path).added == ("报告.txt",)
    assert build(tmp_path).unchanged == ("报告.txt",)


@pytest.mark.parametrize("bad", ["nowhere", "a.txt"])
def test_a_folder_that_is_none_is_refused_before_anything_is_touched(tmp_path: Path, bad: str) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(kb.BadFolder, match=bad):
        build(tmp_path, write(tmp_path / "docs", a=FENGAN), tmp_path / bad)
    assert not (tmp_path / "indexes").exists()


def test_several_processes_build_the_same(tmp_path: Path) -> None:
    files = {f"f{n}": f"{FENGAN}M 第{n}项举措。\n" for n in range(7)} | {"bad": "BROKEN", "worse": "CRASH"}
    write(tmp_path / "one" / "docs", **files)
    write(tmp_path / "two" / "docs", **files)
    one, two = build(tmp_path / "one"), build(tmp_path / "two", jobs=2)
    assert one == two
    assert content(tmp_path / "one") == content(tmp_path / "two")


def misled_extractor(path: Path, *, name: str) -> Document:
    """Meets a slip in the rule data, as every file would."""
    raise RuleError("uom.csv:5: 3 cells, not 4")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_slip_in_the_rule_data_stops_the_build_and_is_not_blamed_on_a_file(tmp_path: Path, jobs: int) -> None:
    write(tmp_path / "docs", **{f"d{n}": FENGAN for n in range(7)})
    with pytest.raises(RuleError, match=r"uom\.csv:5"):
        kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=misled_extractor, jobs=jobs)
    with kb.open(tmp_path / "indexes") as base:
        assert base.documents.failures() == ()


def dying_extractor(path: Path, *, name: str) -> Document:
    """Takes its process along at one of the files."""
    if "DIE" in path.read_text("utf-8"):
        os._exit(1)
    return sample_extractor(path, name=name)


def test_a_file_that_kills_the_reading_process_costs_only_itself(tmp_path: Path) -> None:
    write(tmp_path / "docs", **{f"f{n}": f"{FENGAN}M 第{n}项举措。\n" for n in range(6)}, e="DIE")
    report = kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=dying_extractor, jobs=2)
    assert [failure.path for failure in report.failed] == ["e.txt"]
    assert len(report.added) == 6


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = [{tests!r}, {root!r}]
import kb, kb_samples
from kb.engines.whoosh import WhooshEngine

def extractor(path, *, name):
    if {where!r} == "reading" and name == "c.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return kb_samples.sample_extractor(path, name=name)

class Engine(WhooshEngine):
    @classmethod
    def write(cls, folder, *, add, remove):
        super().write(folder, add=add, remove=remove)
        if {where!r} == "indexing":
            os.kill(os.getpid(), signal.SIGKILL)

kb.build([Path("docs")], index=Path("indexes"), extractor=extractor, engine=Engine)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
@pytest.mark.parametrize("where", ["reading", "indexing"])
def test_a_build_that_is_killed_loses_nothing_that_was_stored(tmp_path: Path, where: str) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI)
    build(tmp_path)
    write(tmp_path / "docs", a=FENGAN.replace("化妆包", "饰品"), c=YUNXI.replace("云溪市", "丰安市"), d=FENGAN + "补充")
    script = KILLED.format(tests=str(TESTS), root=str(TESTS.parent), where=where)
    died = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        expected = {"a.txt", "b.txt"} if where == "reading" else {"a.txt", "b.txt", "c.txt", "d.txt"}
        assert {entry.name for entry in base.documents.all()} == expected
        assert {hit.document.name for hit in base.search(size=500).hits} == expected
        assert base.search("饰品").total > 0
        assert base.search("化妆", filters=kb.Filters(document="a.txt")).total == 0
    build(tmp_path)
    (tmp_path / "clean").mkdir()
    (tmp_path / "docs").rename(tmp_path / "clean" / "docs")
    build(tmp_path / "clean")
    assert content(tmp_path) == content(tmp_path / "clean")


SLOW_BUILD = """
import signal, sys, time
from functools import partial
from pathlib import Path
import kb.cli.build_command
from kb.building.build import build
from kb.__main__ import main

def slow(path, *, name):
    (path.parents[1] / "reading").touch()
    time.sleep(120)

if __name__ == "__main__":
    # Whoever runs the tests may ignore Ctrl+C (a shell does for a job in the background), and this process with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    kb.cli.build_command.build = partial(build, extractor=slow)
    sys.exit(main(["build", sys.argv[1], "--index", sys.argv[2], "--jobs", "2"]))
"""


@pytest.mark.parametrize("when", ["processes start", "files are read"])
def test_ctrl_c_ends_a_build_and_its_reading_processes_at_once_and_quietly(tmp_path: Path, when: str) -> None:
    write(tmp_path / "docs", **{f"d{n}": FENGAN for n in range(8)})
    (tmp_path / "slow.py").write_text(SLOW_BUILD, "utf-8")
    awaited = tmp_path / ("reading" if when == "files are read" else "indexes/write.lock.json")
    with (tmp_path / "output").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(tmp_path / "slow.py"), str(tmp_path / "docs"), str(tmp_path / "indexes")],
            env={**os.environ, "PYTHONPATH": str(TESTS.parent)},
            stdout=output,
            stderr=output,
            start_new_session=True,  # A process group of its own, which the signal reaches as it does in a terminal.
        )
        while not awaited.exists():
            assert process.poll() is None
            time.sleep(0.02)
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=30) == 130
    said = (tmp_path / "output").read_text("utf-8")
    assert "Traceback" not in said
    assert "已中断" in said


def test_a_second_build_is_told_who_is_building(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN)
    seen: list[str] = []

    def extractor(path: Path, *, name: str) -> Document:
        with pytest.raises(kb.Locked) as raised:
            build(tmp_path)
        seen.append(str(raised.value))
        return sample_extractor(path, name=name)

    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=extractor)
    assert f"进程 {os.getpid()}" in seen[0]


def test_readers_go_on_while_a_build_runs(tmp_path: Path) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI)
    build(tmp_path)
    reader = kb.open(tmp_path / "indexes", canonical=canonical)
    before = [hit.id for hit in reader.search(size=500).hits]
    write(tmp_path / "docs", a=FENGAN.replace("化妆包", "饰品"), c=FENGAN)

    def extractor(path: Path, *, name: str) -> Document:
        with kb.open(tmp_path / "indexes", canonical=canonical) as other:
            assert [hit.id for hit in other.search(size=500).hits] == before
        assert [hit.id for hit in reader.search(size=500).hits] == before
        assert reader.search("化妆").total == 2
        return sample_extractor(path, name=name)

    report = kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=extractor)
    assert report.ok, report.failed
    assert reader.search("饰品").total == 2
    assert {hit.document.name for hit in reader.search("化妆").hits} == {"c.txt"}


STEPS = st.lists(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from([FENGAN, YUNXI, FENGAN + "补充", "BROKEN"]), max_size=3),
    min_size=1,
    max_size=4,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_what_is_left_depends_only_on_the_last_readable_files(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str]]
) -> None:
    root = tmp_path_factory.mktemp("steps")
    kept: dict[str, str] = {}
    for files in steps:
        docs = write(root / "docs")
        for path in docs.iterdir():
            path.unlink()
        write(docs, **files)
        build(root)
        kept = {name: kept.get(name, text) if text == "BROKEN" else text for name, text in files.items()}
        kept = {name: text for name, text in kept.items() if text != "BROKEN"}
    clean = tmp_path_factory.mktemp("clean")
    write(clean / "docs", **kept)
    build(clean)
    (failures, once), (_, anew) = ((data.pop(4), data) for data in (content(root), content(clean)))
    assert once == anew
    assert {failure.path for failure in failures} == {f"{n}.txt" for n, text in steps[-1].items() if text == "BROKEN"}
