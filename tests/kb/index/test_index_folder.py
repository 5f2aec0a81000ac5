"""An index that is missing, stale, damaged or foreign is named and made again from the store, never half read."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import pytest
from kb_samples import FENGAN, YUNXI, built, canonical, sample_extractor, write

import kb
from kb.building.write_lock import write_lock
from kb.engines.choice import NAMES, EngineName, engine_named
from kb.engines.interface import Engine, Entry, Question
from kb.engines.whoosh import WhooshEngine
from kb.index import index_folder, stamps
from kb.index.index_folder import BadIndex, IndexFolder
from kb.store import FILE, Store
from kb.store.document_rows import PER_VERSION


def generation(index: Path) -> Path:
    (folder,) = (path for path in index.iterdir() if path.is_dir() and path.name.partition("-")[0] in NAMES)
    return folder


def forget_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a new process: nothing is open yet."""
    monkeypatch.setattr(index_folder, "_OPENED", type(index_folder._OPENED)())


def versions(index: Engine) -> dict[int, None]:
    numbers = index.find(Question(), (), sort="document", start=0, size=None).numbers
    return dict.fromkeys(number // PER_VERSION for number in numbers)


def opened(root: Path, engine: EngineName = "whoosh") -> tuple[bytes, Engine]:
    store = Store.at(root / "indexes")
    try:
        return IndexFolder(root / "indexes", engine_named(engine), store=store.identity()).open()
    finally:
        store.close()


def cut_a_file(index: Path) -> None:
    largest = max(generation(index).iterdir(), key=lambda path: path.stat().st_size)
    largest.write_bytes(largest.read_bytes()[:-10])


def flip_a_byte(index: Path) -> None:
    largest = max(generation(index).iterdir(), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[len(data) // 2] ^= 0xFF
    largest.write_bytes(bytes(data))


def foreign_folder(index: Path) -> None:
    folder = generation(index)
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / "notes.txt").write_text("not an index")


def lose_the_folder(index: Path) -> None:
    shutil.rmtree(generation(index))


def garbage_pointer(index: Path) -> None:
    (index / "index.json").write_bytes(b"\x00\xff{")


def pointer_of_another_shape(index: Path) -> None:
    (index / "index.json").write_text("[1, 2]")


def pointer_outside(index: Path) -> None:
    pointer = (index / "index.json").read_text()
    (index / "index.json").write_text(pointer.replace(f'"{generation(index).name}"', '"../elsewhere"'))


def stale_stamp(index: Path) -> None:
    pointer = (index / "index.json").read_text()
    (index / "index.json").write_text(re.sub(r"-\d+ ", "-0 ", pointer, count=1))


@pytest.mark.parametrize(
    "damage",
    [
        cut_a_file,
        flip_a_byte,
        foreign_folder,
        lose_the_folder,
        garbage_pointer,
        pointer_of_another_shape,
        pointer_outside,
        stale_stamp,
    ],
)
@pytest.mark.parametrize("engine", NAMES)
def test_a_bad_index_is_named_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: EngineName, damage: Callable[[Path], None]
) -> None:
    write(tmp_path / "docs", a=FENGAN, b=YUNXI)
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, engine=engine)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        before = base.search("研发投入", sort="document")
        assert before.kinds  # Counted when first looked at: before the damage.
    damage(tmp_path / "indexes")
    forget_opened(monkeypatch)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert base.search("研发投入", sort="document") == before
        assert len(base.messages) == 1
        assert "重新生成" in base.messages[0]
    forget_opened(monkeypatch)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert base.messages == ()
    assert generation(tmp_path / "indexes").is_dir()


def test_a_lost_index_is_made_again_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(tmp_path, a=FENGAN).close()
    (tmp_path / "indexes" / "index.json").unlink()
    forget_opened(monkeypatch)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert base.search("化妆").total == 2
        assert base.messages == ()


def test_deleting_everything_and_building_again_gives_the_same(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN, b=YUNXI) as base:
        before = base.search(size=100), base.facets(), base.sheets.export(), base.sheets.export(format="csv")
    shutil.rmtree(tmp_path / "indexes")
    with built(tmp_path, a=FENGAN, b=YUNXI) as base:
        assert (base.search(size=100), base.facets(), base.sheets.export(), base.sheets.export(format="csv")) == before


def test_an_index_of_another_store_is_not_used(tmp_path: Path) -> None:
    built(tmp_path, a=FENGAN).close()
    (tmp_path / "indexes" / FILE).unlink()
    with built(tmp_path, a=FENGAN.replace("化妆", "饰物")) as base:
        assert (base.search("化妆").total, base.search("饰物").total) == (0, 2)


def test_an_index_that_another_makes_is_waited_for_and_the_other_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path, a=FENGAN).close()
    (tmp_path / "indexes" / "index.json").unlink()
    forget_opened(monkeypatch)
    monkeypatch.setattr("kb.base.base_state.WAIT", 0.05)
    with write_lock(tmp_path / "indexes"), pytest.raises(kb.Locked, match="进程"):
        kb.open(tmp_path / "indexes", canonical=canonical)


@pytest.mark.parametrize("name", ["text/folding.py", "text/analyzer.py", "index/entries.py"])
def test_an_index_is_made_again_when_what_makes_it_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = stamps.index_stamp.__wrapped__(WhooshEngine)
    assert WhooshEngine.stamp in before
    shutil.copytree(stamps._KB, tmp_path / "kb")
    (tmp_path / "kb" / name).write_text("changed")
    monkeypatch.setattr(stamps, "_KB", tmp_path / "kb")
    monkeypatch.setattr(stamps, "_digest", lambda root, files: " ".join(path.read_text("utf-8") for path in files))
    assert "changed" in stamps.index_stamp.__wrapped__(WhooshEngine)


def test_old_generations_are_swept(tmp_path: Path) -> None:
    built(tmp_path, a=FENGAN).close()
    for n in range(3):
        write(tmp_path / "docs", **{f"n{n}": YUNXI + f"M 第{n}项。\n"})
        kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    assert generation(tmp_path / "indexes").name == "whoosh-4"


def test_an_index_keeps_its_other_versions_when_one_changes(tmp_path: Path) -> None:
    built(tmp_path, a=FENGAN, b=YUNXI).close()
    _, before = opened(tmp_path)
    write(tmp_path / "docs", b=YUNXI + "补充\n")
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    _, after = opened(tmp_path)
    assert len(set(versions(before)) & set(versions(after))) == 1
    assert len(versions(before)) == len(versions(after)) == 2


def test_a_base_that_was_deleted_and_built_anew_is_read_anew(tmp_path: Path) -> None:
    base = built(tmp_path, a=FENGAN)
    assert base.search("化妆").total == 2
    shutil.rmtree(tmp_path / "indexes")
    for ask in (lambda: base.search("化妆"), base.documents.all, base.units.all, base.documents.failures):
        with pytest.raises(kb.NotBuilt, match="kb build"):
            ask()
    (tmp_path / "docs" / "a.txt").unlink()
    built(tmp_path, b=FENGAN.replace("化妆", "饰物")).close()
    assert [entry.path for entry in base.documents.all()] == ["b.txt"]
    assert [base.search(word).total for word in ("化妆", "饰物")] == [0, 2]
    assert base.messages == ()
    base.close()


def test_no_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadIndex, match="还没有"):
        IndexFolder(tmp_path, WhooshEngine, store="").open()


def test_threads_share_one_base(tmp_path: Path) -> None:
    base = built(tmp_path, a=FENGAN, b=YUNXI)
    expected = {query: base.search(query).hits for query in ("研发", "企业", "投入 企业", "建设", "")}
    wrong: list[str] = []

    def ask() -> None:
        for _ in range(15):
            for query, hits in expected.items():
                if base.search(query).hits != hits or base.facets(query).kinds == ():
                    wrong.append(query)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    write(tmp_path / "docs", c="@ 空文件|丰安市|通知\n没有承诺\n")
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("engine", NAMES)
def test_a_build_takes_in_only_what_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: EngineName
) -> None:
    written: list[tuple[set[int], set[int], bool]] = []
    write_index = IndexFolder.write

    def noted(folder: IndexFolder, *, add: Iterable[Entry], remove: Collection[int], anew: bool, state: str) -> None:
        entries = list(add)
        written.append(({entry.version for entry in entries}, {*remove}, anew))
        write_index(folder, add=entries, remove=remove, anew=anew, state=state)

    def build(**documents: str) -> None:
        write(tmp_path / "docs", **documents)
        kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, engine=engine)

    monkeypatch.setattr(IndexFolder, "write", noted)
    build(a=FENGAN, b=YUNXI)
    build(b=YUNXI.replace("研发", "试验"), c=YUNXI + "M 建设新的中试基地。\n")
    (tmp_path / "docs" / "a.txt").unlink()
    build(d="@ 空文件|丰安市|通知\n没有承诺\n")
    build()
    assert written == [({1, 2}, set(), True), ({3, 4}, {2}, False), (set(), {1}, False)]
    _, index = opened(tmp_path, engine)
    assert set(versions(index)) == {3, 4}


@pytest.mark.parametrize("engine", NAMES)
def test_a_store_from_a_backup_gets_an_index_of_its_own(tmp_path: Path, engine: EngineName) -> None:
    def build(**documents: str) -> kb.BuildReport:
        write(tmp_path / "docs", **documents)
        return kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, engine=engine)

    build(a=FENGAN)
    shutil.copytree(tmp_path / "indexes", tmp_path / "backup")
    build(b=FENGAN.replace("化妆", "饰物"))
    shutil.copy(tmp_path / "backup" / FILE, tmp_path / "indexes" / FILE)
    (tmp_path / "docs" / "b.txt").unlink()
    report = build(c=FENGAN.replace("化妆", "乐器"))  # With the version that 饰物 had.
    assert report.messages == ("检索索引与知识库不符，已重新生成",)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        assert [base.search(word).total for word in ("化妆", "饰物", "乐器")] == [2, 0, 2]


def test_an_index_of_a_build_that_died_before_it_could_say_so_is_used(tmp_path: Path) -> None:
    built(tmp_path, a=FENGAN).close()
    store = Store.at(tmp_path / "indexes")
    store.writer.note_indexed("as it was before")
    for documents in ({}, {"b": YUNXI}):
        write(tmp_path / "docs", **documents)
        report = kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
        assert report.messages == ()
    _, index = opened(tmp_path)
    assert set(versions(index)) == set(store.documents.versions())
    store.close()
