"""Which engine an index gets, and how it changes to another."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_samples import FENGAN, YUNXI, built, canonical, sample_extractor, write

import kb
from kb.__main__ import main
from kb.engines import choice
from kb.engines.choice import EngineChoice, engine_for, engine_named
from kb.engines.whoosh import WhooshEngine
from kb.index.index_folder import IndexFolder


@pytest.mark.parametrize(
    ("asked", "commitments", "present", "name"),
    [
        ("auto", 0, None, "whoosh"),
        ("auto", 20_000, None, "whoosh"),
        ("auto", 20_001, None, "tantivy"),
        ("auto", 20_001, "whoosh", "tantivy"),
        ("auto", 5, "tantivy", "tantivy"),
        ("auto", 5, "elsewhere", "whoosh"),
        ("whoosh", 10**6, "tantivy", "whoosh"),
        ("tantivy", 1, None, "tantivy"),
        (WhooshEngine, 10**6, "tantivy", "whoosh"),
    ],
)
def test_engine_for(asked: EngineChoice, commitments: int, present: str | None, name: str) -> None:
    assert engine_for(asked, commitments=lambda: commitments, present=present).name == name


def test_every_engine_is_found_by_its_name() -> None:
    assert [engine_named(name).name for name in choice.NAMES] == [*choice.NAMES]
    with pytest.raises(kb.KnowledgeBaseError, match="whoosh、tantivy"):
        engine_named("lucene")


def test_without_tantivy_a_large_base_has_whoosh(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        if name.endswith("tantivy"):
            raise ImportError("no wheel")
        return __import__(name, fromlist=["_"])

    monkeypatch.setattr(choice, "import_module", missing)
    assert engine_for("auto", commitments=lambda: 10**6, present=None).name == "whoosh"
    with pytest.raises(kb.KnowledgeBaseError, match="--engine whoosh"):
        engine_for("tantivy", commitments=lambda: 1, present=None)


def rebuild(root: Path, engine: EngineChoice = "auto") -> tuple[str, ...]:
    return kb.build([root / "docs"], index=root / "indexes", extractor=sample_extractor, engine=engine).messages


def test_a_base_that_grows_changes_to_tantivy_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with built(tmp_path, a=FENGAN) as reader:
        assert IndexFolder.engine_in(tmp_path / "indexes") == "whoosh"
        before = reader.search("研发投入")
        monkeypatch.setattr(choice, "LARGE", 10)
        write(tmp_path / "docs", b=YUNXI)
        (message,) = rebuild(tmp_path)
        assert "whoosh" in message
        assert "tantivy" in message
        assert IndexFolder.engine_in(tmp_path / "indexes") == "tantivy"
        # Who had it open goes on with the new one.
        assert reader.search("研发投入").total > before.total
        assert reader.messages == ()
    assert [path.name.partition("-")[0] for path in (tmp_path / "indexes").glob("*-*") if path.is_dir()] == ["tantivy"]
    monkeypatch.setattr(choice, "LARGE", 20_000)
    assert rebuild(tmp_path) == ()
    assert IndexFolder.engine_in(tmp_path / "indexes") == "tantivy"


def test_a_reader_takes_the_index_that_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(tmp_path, a=FENGAN).close()
    monkeypatch.setattr(choice, "LARGE", 1)
    with kb.open(tmp_path / "indexes", canonical=canonical) as reader:
        assert reader.messages == ()
        assert reader.search("研发").total > 0
    assert IndexFolder.engine_in(tmp_path / "indexes") == "whoosh"


def test_a_reader_who_names_another_engine_gets_it(tmp_path: Path) -> None:
    with built(tmp_path, a=FENGAN, b=YUNXI) as reader:
        before = reader.search("研发投入", sort="document"), reader.facets("企业")
    with kb.open(tmp_path / "indexes", engine="tantivy", canonical=canonical) as reader:
        (message,) = reader.messages
        assert "tantivy" in message
        assert (reader.search("研发投入", sort="document"), reader.facets("企业")) == before
    assert IndexFolder.engine_in(tmp_path / "indexes") == "tantivy"


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_adding_replacing_and_removing_one_document_touch_only_it(tmp_path: Path, engine: EngineChoice) -> None:
    root = write(tmp_path / "docs", **{f"n{n}": YUNXI + f"M 第{n}项举措。\n" for n in range(8)}).parent
    rebuild(root, engine)
    (folder,) = (root / "indexes").glob(f"{engine}-*")
    segments = [path for path in folder.iterdir() if path.suffix not in (".json", ".toc")]
    largest = max(segments, key=lambda path: path.stat().st_size)
    before = largest.stat().st_ino
    with kb.open(root / "indexes", canonical=canonical) as reader:
        assert reader.search("举措", filters=kb.Filters(kind="measure")).total == 8
        write(root / "docs", more=FENGAN)
        rebuild(root)
        assert reader.search("化妆").total == 2
        write(root / "docs", more=FENGAN.replace("化妆", "饰物"))
        rebuild(root)
        assert (reader.search("化妆").total, reader.search("饰物").total) == (0, 2)
        (root / "docs" / "more.txt").unlink()
        rebuild(root)
        assert reader.search("饰物").total == 0
        assert reader.search("举措", filters=kb.Filters(kind="measure")).total == 8
        assert reader.messages == ()
    (folder,) = (root / "indexes").glob(f"{engine}-*")
    assert (folder / largest.name).stat().st_ino == before


def test_the_command_line_chooses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(
        "科技行动方案\n一、重点任务\n1.加大研发投入。落实研发费用加计扣除。\n", "utf-8"
    )
    index = str(tmp_path / "indexes")
    assert main(["build", str(tmp_path / "docs"), "--index", index, "--engine", "tantivy"]) == 0
    assert IndexFolder.engine_in(tmp_path / "indexes") == "tantivy"
    assert main(["search", "研发", "--index", index, "--sort", "value", "--format", "json"]) == 0
    assert IndexFolder.engine_in(tmp_path / "indexes") == "tantivy"
    capsys.readouterr()
    assert main(["search", "研发", "--index", index, "--engine", "whoosh"]) == 0
    assert "换为 whoosh" in capsys.readouterr().err
