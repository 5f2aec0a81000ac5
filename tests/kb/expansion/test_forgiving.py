"""A knowledge base asked in other words than its documents', by pinyin, and with slips."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kb_samples import FENGAN, YUNXI, built, canonical, sample_extractor, write
from paths import SHARED_CORPUS

import kb
from kb import BadFilter, Filters
from kb.__main__ import main
from kb.engines.choice import NAMES, EngineName

REAL = SHARED_CORPUS
REAL_FILES = ("cixi-2022-tripod.txt", "ningbo-2023-opinions.txt", "cixi-2016-plan.txt")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    with built(tmp_path_factory.mktemp("base"), fengan=FENGAN, yunxi=YUNXI) as opened:
        yield opened


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    if not REAL.is_dir():
        pytest.skip("the corpus of real documents is not beside the repository")
    folder = tmp_path_factory.mktemp("real")
    for name in REAL_FILES:
        (folder / name).write_bytes((REAL / name).read_bytes())
    kb.build([folder], index=folder / "indexes")
    with kb.open(folder / "indexes") as opened:
        yield opened


def ids(base: kb.KnowledgeBase, text: str, *, expand: kb.Expand, **filters: object) -> set[str]:
    return {hit.id for hit in base.everything(text, filters=Filters(**filters), expand=expand).hits}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("高企", [("高企", ("高新技术企业",), "synonym")]),
        ("kjj", [("kjj", ("科技局",), "pinyin")]),
        ("yanfa", [("yanfa", ("研发",), "pinyin")]),
        ("ＹＡＮＦＡ", [("ＹＡＮＦＡ", ("研发",), "pinyin")]),
        ("牵头:kjj", [("kjj", ("科技局",), "pinyin")]),
        ("R&D", []),
        ("“高企”", []),
        ("-高企 研发*", []),
    ],
)
def test_what_was_searched_for_beside_the_word_is_said(
    base: kb.KnowledgeBase, typed: str, shown: list[tuple[str, tuple[str, ...], str]]
) -> None:
    results = base.search(typed)
    assert [(one.typed, one.found, one.why) for one in results.expansions] == shown
    assert results.total or not shown
    assert base.search(typed, expand=False).expansions == ()


def test_a_synonym_is_found_marked_counted_and_exported(base: kb.KnowledgeBase) -> None:
    assert base.search("高企", expand=False).total == 0
    results = base.search("高企", filters=Filters(kind="target"))
    (hit,) = results.hits
    assert [hit.passage.text[slice(*mark)] for mark in hit.passage.marks] == ["高新技术企业"]
    kinds = {value.value: value.count for value in base.facets("高企").kinds}
    assert kinds["target"] == 1 and base.facets("高企", expand=False).kinds == ()
    assert "高新技术企业" in base.sheets.export("高企", format="csv").decode("utf-8-sig")
    assert "高新技术企业" not in base.sheets.export("高企", format="csv", expand=False).decode("utf-8-sig")


def test_a_unit_by_its_letters_is_the_one_responsible(base: kb.KnowledgeBase) -> None:
    by_name = ids(base, "单位:科技局", expand=True)
    assert by_name and ids(base, "kjj", expand=True) == by_name
    assert ids(base, "", expand=True, unit="kjj", region="丰安市") == ids(
        base, "", expand=True, unit="科技局", region="丰安市"
    )
    with pytest.raises(BadFilter):
        base.search(filters=Filters(unit="kjj", region="丰安市"), expand=False)


@pytest.mark.parametrize(
    ("typed", "offered", "word"),
    [
        ("高薪技术企业", "高新技术企业", "高薪技术企业"),
        ("小化妆抱", "小化妆包", "小化妆抱"),
        ("研发投人 引导", "研发投入 引导", "研发投人"),
    ],
)
def test_a_word_without_a_hit_gets_a_suggestion(base: kb.KnowledgeBase, typed: str, offered: str, word: str) -> None:
    results = base.search(typed)
    assert results.total == 0 and results.hits == ()
    assert offered in [suggestion.query for suggestion in results.suggestions]
    assert {suggestion.typed for suggestion in results.suggestions} == {word}
    assert all(base.search(suggestion.text).total for suggestion in results.suggestions)


@pytest.mark.parametrize(
    "typed", ["研发投入", "龘龘龘", "", "*", "高薪*", "“高薪技术企业”", "高企 小化妆包", "研发企业人"]
)
def test_no_suggestion_where_there_are_hits_or_nothing_is_near(base: kb.KnowledgeBase, typed: str) -> None:
    results = base.search(typed)
    assert not results.suggestions or not results.total
    assert results.suggestions == ()


def test_what_is_typed_is_completed(base: kb.KnowledgeBase) -> None:
    assert [one.text for one in base.suggest("kj")][:1] == ["科技局"]
    assert [one.query for one in base.suggest("研发 kjj")] == ["研发 科技局"]
    assert base.suggest("市科")[0].kind == "unit"
    assert [one.query for one in base.suggest("-牵头:市财政局、kjj")] == ["-牵头:市财政局、科技局"]
    assert {one.kind for one in base.suggest("单位:科", most=50)} == {"unit"}
    assert {one.kind for one in base.suggest("科", most=50)} > {"unit"}
    assert base.suggest("年份:2") == ()
    assert base.suggest("") == () and len(base.suggest("市", most=2)) == 2


def test_simplified_and_traditional_are_one(base: kb.KnowledgeBase) -> None:
    assert ids(base, "研發投入", expand=False) == ids(base, "研发投入", expand=False) != set()
    assert ids(base, "營商環境", expand=True) == ids(base, "营商环境", expand=True)
    assert ids(base, "單位GDP", expand=False) == ids(base, "单位GDP", expand=False)


WORDS = st.lists(
    st.sampled_from(
        ["高企", "R&D经费", "研发", "AI", "科技局", "kjj", "yanfa", "“科创”", "-宣传", "或", "双创", "企业"]
    ),
    min_size=1,
    max_size=4,
)


@given(WORDS)
@settings(deadline=None, max_examples=60)
def test_what_is_found_without_expansion_is_found_with_it(base: kb.KnowledgeBase, words: list[str]) -> None:
    text = " ".join(words)
    literal = ids(base, text, expand=False)
    assert literal <= ids(base, text, expand=True) <= ids(base, text, expand="phrases")


@pytest.mark.parametrize("engine", NAMES)
def test_what_was_typed_comes_before_its_other_names(tmp_path: Path, engine: EngineName) -> None:
    other = "".join(f"M 全社会研究与试验发展经费增长{n}%。\nM R&D经费支出增长{n}%。\n" for n in range(1, 9))
    typed = "M 企业加大研发投入力度，今年增长10%。\nM 推动各类企业的研发投入持续增长。\n"
    write(tmp_path / "docs", a=f"@ 行动方案|丰安市|方案\nT 科技强市|2026|lead 市科技局\n{other}{typed}")
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, engine=engine)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        found = [hit.text for hit in base.search("研发投入", filters=Filters(kind="measure")).hits]
    assert len(found) == 18
    assert all("研发投入" in text for text in found[:2])


@pytest.mark.parametrize(
    "typed", ["研发经费投入", "高企", "规上", "市科委", "科技局", "营商环境", "GDP", "AI", "專精特新", "kjj"]
)
def test_in_real_documents_expansion_only_adds(real: kb.KnowledgeBase, typed: str) -> None:
    literal, wide = ids(real, typed, expand=False), ids(real, typed, expand=True)
    assert literal <= wide and wide
    if wide - literal:
        assert real.search(typed).expansions


def test_in_real_documents_a_unit_matches_by_any_name(real: kb.KnowledgeBase) -> None:
    names = ["市科技局", "科技局", "慈溪市科技局", "市科学技术局", "科学技术局", "市科委", "市科技和信息化局", "kjj"]
    found = [ids(real, "", expand=True, unit=name, region="慈溪市") for name in names]
    assert found[0] and all(one == found[0] for one in found)


def test_in_real_documents_the_new_name_finds_what_the_old_one_promised(real: kb.KnowledgeBase) -> None:
    results = real.search(filters=Filters(unit="市数据局", region="宁波市"))
    assert results.total
    assert [one.found for one in results.expansions] == [("宁波市大数据发展管理局",)]
    assert results.expansions[0].statement == "“市数据局”包括改名前后的单位：宁波市大数据发展管理局"
    with pytest.raises(BadFilter, match="市大数据局"):
        real.search(filters=Filters(unit="市数据局", region="宁波市"), expand=False)


def test_hits_one_by_one_are_all_that_is_found(real: kb.KnowledgeBase) -> None:
    results, hits = real.each("研发", sort="document")
    whole = real.everything("研发", sort="document")
    assert results.hits == () and results.total == whole.total > 20
    assert [hit.id for hit in hits] == [hit.id for hit in whole.hits]
    nothing, none = real.each("龘龘龘")
    assert nothing.total == 0 and list(none) == []


def test_the_command_says_what_else_was_searched_for_and_what_may_be_meant(
    base: kb.KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[str, str]:
        assert main(["search", *arguments, "--index", str(base.index)]) == 0
        captured = capsys.readouterr()
        return captured.out, captured.err

    out, err = run("高企")
    assert "高新技术企业" in out and err == "“高企”同时检索：高新技术企业\n"
    out, err = run("高企", "--no-expand")
    assert "共 0 条" in out and "同时检索" not in err
    assert "共 0 条" in run("“高企”")[0] and "共 0 条" not in run("“高企”", "--expand-phrases")[0]
    out, err = run("高薪技术企业")
    assert "共 0 条" in out and err == "没有找到“高薪技术企业”，您是不是要找：高新技术企业\n"
    told = json.loads(run("高企", "--format", "json")[0])
    assert [(one["typed"], one["found"], one["why"]) for one in told["expansions"]] == [
        ("高企", ["高新技术企业"], "synonym")
    ]
    assert told["suggestions"] == []
