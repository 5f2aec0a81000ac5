"""What a search answers: hits, filters, counts, order, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kb_samples import FENGAN, YUNXI, built, canonical, sample_extractor, write

import kb
from kb import Filters
from kb.engines.choice import NAMES, EngineName


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kb.KnowledgeBase]:
    with built(tmp_path_factory.mktemp("base"), fengan=FENGAN, yunxi=YUNXI) as opened:
        yield opened


def found(base: kb.KnowledgeBase, text: str = "", **filters: object) -> list[tuple[str, str]]:
    """(kind, text) of all hits; of a task its title."""
    results = base.search(text, filters=Filters(**filters), size=500)  # type: ignore[arg-type]
    return [(hit.kind, hit.title if hit.kind == "task" else hit.text) for hit in results.hits]


def test_a_measure_has_all_that_traces_it(base: kb.KnowledgeBase) -> None:
    (hit,) = base.search("小化妆包", filters=Filters(kind="measure")).hits
    view = base.documents.one(hit.document.id)
    assert view.text[slice(*hit.span)] == hit.text == "建立小化妆包产业企业培育库。"
    assert (hit.kind, hit.task_title, hit.number, hit.page) == ("measure", "培育科技型企业", "2", 1)
    assert hit.path == ("三、重点任务", "（2）行动")
    assert [(unit.name, unit.role, unit.canonical, unit.basis) for unit in hit.units] == [
        ("市财政局", "lead", "丰安市财政局", "explicit"),
        ("市科技局", "assist", "丰安市科学技术局", "explicit"),
    ]
    assert [hit.passage.text[start:end] for start, end in hit.passage.marks] == ["小化妆包"]
    assert view.commitment(hit.id) is not None


def test_a_target_has_its_fields_and_its_task_s_units(base: kb.KnowledgeBase) -> None:
    (hit,) = base.search(filters=Filters(kind="target", year=2025)).hits
    assert hit.target is not None
    assert hit.target.statement == "高新技术企业 ≥ 200 家（2025年）"
    assert (hit.title, hit.year, hit.task_title) == ("高新技术企业", 2025, "培育科技型企业")
    assert [unit.name for unit in hit.units] == ["市财政局", "市科技局"]


def test_a_target_outside_tasks_has_neither_task_nor_units(base: kb.KnowledgeBase) -> None:
    (hit,) = base.search("全社会", filters=Filters(kind="target")).hits
    assert (hit.task_id, hit.task_title, hit.units, hit.heading.text) == (None, None, (), "")


def test_a_task_is_found_by_all_its_text_and_shown_below_its_title(base: kb.KnowledgeBase) -> None:
    (hit,) = base.search("龙头企业", filters=Filters(kind="task")).hits
    assert hit.title == "加大研发投入" == hit.heading.text
    assert not hit.passage.text.startswith(hit.title)
    assert [hit.passage.text[start:end] for start, end in hit.passage.marks] == ["龙头企业"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ａｉ", {"建设“科创走廊”，打造ＡＩ产业平台。"}),
        ("r＆d", {"设立R&D专项资金，支持3-5家龙头企业。"}),
        ("3—5家", {"设立R&D专项资金，支持3-5家龙头企业。"}),
        ("化妆", {"建立小化妆包产业企业培育库。"}),
        ("妆", {"建立小化妆包产业企业培育库。"}),
        ("企業 培育庫", {"建立小化妆包产业企业培育库。"}),
        ('"研发投入"', {"落实研发投入奖补政策。"}),
        ("研发投入", {"落实研发投入奖补政策。", "落实研发费用加计扣除，引导企业加大研发经费投入。"}),
        ("“产业企业培育”", {"建立小化妆包产业企业培育库。"}),
        ("研发 奖补", {"落实研发投入奖补政策。"}),
        ("研发 化妆", set()),
        ("“科创走廊”，打造", {"建设“科创走廊”，打造ＡＩ产业平台。"}),
        ('"，打造"', {"建设“科创走廊”，打造ＡＩ产业平台。"}),
        ("*", set()),
        ('"', set()),
    ],
)
def test_words_find(base: kb.KnowledgeBase, text: str, expected: set[str]) -> None:
    assert {text for _, text in found(base, text, kind="measure")} == expected


@pytest.mark.parametrize(
    ("filters", "counts"),
    [
        ({}, (4, 6, 2)),
        ({"unit": "丰安市科学技术局"}, (2, 3, 1)),
        ({"unit": "市科技局", "region": "丰安市"}, (2, 3, 1)),
        ({"unit": "科技局", "region": "丰安"}, (2, 3, 1)),
        ({"unit": "市科技局@云溪市"}, (1, 2, 0)),
        ({"unit": "市科技局", "document": "yunxi.txt"}, (1, 2, 0)),
        ({"unit": "市科技局", "role": "lead", "region": "丰安市"}, (1, 2, 0)),
        ({"unit": "市科技局", "role": "responsible", "region": "丰安市"}, (0, 0, 0)),
        ({"unit": "丰安市科技局", "region": "云溪市"}, (0, 0, 0)),
        ({"role": "assist"}, (2, 3, 1)),
        ({"region": "云溪市"}, (2, 3, 0)),
        ({"document": "创新深化"}, (2, 3, 0)),
        ({"doc_kind": "意见"}, (2, 3, 0)),
        ({"doc_kind": "规划"}, (0, 0, 0)),
        ({"year": 2026}, (1, 2, 1)),
        ({"year": 2027, "region": "云溪市"}, (1, 2, 0)),
        ({"year": 1999}, (0, 0, 0)),
    ],
)
def test_filters_leave(base: kb.KnowledgeBase, filters: dict[str, object], counts: tuple[int, int, int]) -> None:
    kinds = [kind for kind, _ in found(base, **filters)]
    assert (kinds.count("task"), kinds.count("measure"), kinds.count("target")) == counts
    reported = base.search(filters=Filters(**filters), size=1).kinds  # type: ignore[arg-type]
    assert tuple(reported.get(kind, 0) for kind in ("task", "measure", "target")) == counts


@pytest.mark.parametrize(
    ("filters", "says"),
    [
        ({"unit": "市教育局"}, "市教育局"),
        ({"region": "苏州市"}, "丰安市"),
        ({"document": "没有这个"}, "没有这个"),
        ({"document": ""}, "没有找到文件"),
        ({"kind": "promise"}, "任务"),
        ({"role": "boss"}, "牵头"),
        ({"doc_kind": "小说"}, "规划"),
    ],
)
def test_a_filter_that_means_nothing_is_said(base: kb.KnowledgeBase, filters: dict[str, object], says: str) -> None:
    with pytest.raises(kb.BadFilter, match=says) as raised:
        base.search(filters=Filters(**filters))  # type: ignore[arg-type]
    assert "\n" not in str(raised.value)


def test_a_unit_of_several_places_lists_them(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.AmbiguousUnit) as raised:
        base.search(filters=Filters(unit="市科技局"))
    assert [(place.place, place.tasks) for place in raised.value.places] == [("丰安市", 2), ("云溪市", 1)]
    assert "丰安市" in str(raised.value)
    for place in raised.value.places:
        assert base.search(filters=Filters(unit=place.value)).total > 0


def test_what_was_asked_is_said(base: kb.KnowledgeBase) -> None:
    filters = Filters(unit="市科技局", role="lead", region="丰安市", kind="task", year=2026)
    results = base.search("研发", filters=filters)
    assert results.conditions == (
        "检索词：研发",
        "责任单位：市科技局（牵头）",
        "地区：丰安市",
        "类别：任务",
        "到期：2026年",
    )
    assert base.search(filters=Filters(role="assist")).conditions == ("承担角色：配合",)


FILTERS = [
    Filters(),
    Filters(region="丰安市"),
    Filters(kind="measure"),
    Filters(unit="丰安市科学技术局", role="lead"),
    Filters(role="assist"),
]


@pytest.mark.parametrize("text", ["", "研发", "企业"])
@pytest.mark.parametrize("filters", FILTERS)
def test_every_count_is_what_setting_that_filter_leaves(base: kb.KnowledgeBase, text: str, filters: Filters) -> None:
    facets = base.facets(text, filters=filters)

    def left(**changed: object) -> int:
        return base.search(text, filters=replace(filters, **changed), size=1).total  # type: ignore[arg-type]

    for name, values in (
        ("doubt", facets.doubts),
        ("review", facets.reviews),
        ("region", facets.regions),
        ("document", facets.documents),
        ("kind", facets.kinds),
        ("doc_kind", facets.doc_kinds),
    ):
        assert {v.value: v.count for v in values} == {v.value: left(**{name: v.value}) for v in values}
    assert all(value.count == left(year=value.value) for value in facets.years)
    assert {v.value: v.count for v in facets.roles} == {v.value: left(role=v.value) for v in facets.roles}
    for unit in facets.units:
        assert unit.count == left(unit=unit.value) > 0
        assert unit.roles == {role: left(unit=unit.value, role=role) for role in kb.ROLE_LABELS}
    assert sum(value.count for value in facets.kinds) == left(kind=None)


def test_the_most_frequent_come_first_and_have_names(base: kb.KnowledgeBase) -> None:
    facets = base.facets()
    for values in (facets.units, facets.regions, facets.documents, facets.doc_kinds):
        assert [v.count for v in values] == sorted((v.count for v in values), reverse=True)  # type: ignore[attr-defined]
    assert [value.label for value in facets.documents] == ["丰安市科技强市行动方案", "云溪市创新深化意见"]
    assert [value.label for value in facets.years] == ["2025年", "2026年", "2027年", "未写明时限"]
    assert {(unit.label, unit.place) for unit in facets.units} >= {("各有关部门", "云溪市"), ("丰安市财政局", "丰安市")}


@pytest.mark.parametrize("sort", ["relevance", "year", "document"])
@pytest.mark.parametrize("text", ["", "研发", "企业 培育"])
def test_pages_joined_are_the_whole(base: kb.KnowledgeBase, sort: kb.Sort, text: str) -> None:
    whole = base.search(text, sort=sort, size=500)
    pages = [base.search(text, sort=sort, page=page, size=2) for page in range(1, whole.total // 2 + 3)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total}
    assert pages[0].pages == -(-whole.total // 2)


def test_the_order_by_document_is_that_of_the_text(base: kb.KnowledgeBase) -> None:
    hits = base.search(sort="document", size=500).hits
    rank = {"task": 0, "measure": 1, "target": 2}
    assert list(hits) == sorted(hits, key=lambda hit: (hit.document.path, hit.span[0], rank[hit.kind]))


def test_the_order_by_year_has_the_undated_last(base: kb.KnowledgeBase) -> None:
    years = [hit.year for hit in base.search(sort="year", size=500).hits]
    assert years == sorted(years, key=lambda year: (year is None, year))


def test_titles_and_words_that_stand_together_rank_first(base: kb.KnowledgeBase) -> None:
    first, *others = base.search("研发投入").hits
    assert (first.kind, first.title) == ("task", "加大研发投入")
    texts = [hit.text for hit in others if hit.kind == "measure" and hit.document.name == "yunxi.txt"]
    assert texts == ["落实研发投入奖补政策。"]


@pytest.mark.parametrize(("page", "size"), [(0, 20), (-1, 20), (1, 0), (1, 10_000)])
def test_a_page_that_is_none_is_refused(base: kb.KnowledgeBase, page: int, size: int) -> None:
    with pytest.raises(kb.BadFilter):
        base.search(page=page, size=size)


def test_an_order_that_is_none_is_refused(base: kb.KnowledgeBase) -> None:
    with pytest.raises(kb.BadFilter, match="relevance"):
        base.search(sort="price")  # type: ignore[arg-type]


def test_units_are_listed_with_their_tasks(base: kb.KnowledgeBase) -> None:
    listed = {unit.value: unit for unit in base.units.all()}
    bureau = listed["丰安市科学技术局"]
    assert (bureau.names, bureau.place, bureau.lead, bureau.assist, bureau.documents) == (
        ("市科技局",),
        "丰安市",
        1,
        1,
        1,
    )
    assert [unit.value for unit in base.units.all(unresolved=True)] == ["各有关部门@云溪市"]
    assert {unit.place for unit in base.units.all(region="云溪市")} == {"云溪市"}


def test_cells_are_listed(base: kb.KnowledgeBase) -> None:
    (cell,) = base.indicators.cells()
    assert (cell.indicator, cell.year, cell.value, cell.nature, cell.table) == (
        "研发投入占比",
        2025,
        "3.0",
        "target",
        "主要指标",
    )
    assert base.indicators.cells(region="云溪市") == ()
    assert base.indicators.cells(doc_kind="方案", document="fengan.txt") == (cell,)


def test_an_empty_base_answers_with_nothing(tmp_path: Path) -> None:
    with built(tmp_path) as empty:
        assert empty.search("研发").total == 0
        assert empty.documents.all() == ()
        assert empty.facets().units == ()
        assert empty.sheets.export()
        with pytest.raises(kb.BadFilter):
            empty.search(filters=Filters(unit="市科技局"))


@pytest.mark.parametrize("engine", NAMES)
def test_a_prefix_finds_the_same_on_pages_of_any_size(tmp_path: Path, engine: EngineName) -> None:
    measures = ("5G用户达到10万户", "加快5G网络建设", "绿色GDP核算改革", "推进绿色GDP核算", "建设D级危房档案")
    text = "@ 方案|丰安市|方案\nT 新型基础设施||\n" + "".join(f"M {measure}\n" for measure in measures)
    write(tmp_path / "docs", a=text)
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, engine=engine)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        everything = {hit.id for hit in base.everything("G*", filters=kb.Filters()).hits}
        assert {hit.text for hit in base.everything("G*").hits if hit.kind == "measure"} == {*measures[2:4]}
        for size in range(1, 5):
            pages = [base.search("G*", size=size, page=page) for page in range(1, 6)]
            assert {hit.id for page in pages for hit in page.hits} == everything


@pytest.mark.parametrize("engine", NAMES)
@pytest.mark.parametrize("text", ["", "研发", "研发 企业", "研发 或 企业"])
def test_a_page_far_beyond_the_last_is_empty(tmp_path: Path, engine: EngineName, text: str) -> None:
    write(tmp_path / "docs", a=FENGAN)
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor, engine=engine)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        for sort in ("relevance", "document", "year", "value"):
            for page in (10**3, 10**12, 10**20):
                found = base.search(text, sort=sort, page=page)
                assert (found.hits, found.total) == ((), base.search(text).total)


def test_targets_are_sorted_by_what_their_figures_are_worth(tmp_path: Path) -> None:
    figures = [("10000", "亩"), ("180", "万亩"), ("1.2", "亿亩"), ("9750", "亩"), ("20", "万亩")]
    lines = "".join(f"G 高标准农田|>=|{value}|{uom}|2026|建成{value}{uom}\n" for value, uom in figures)
    write(tmp_path / "docs", a=f"@ 方案|丰安市|方案\nT 农田建设||\n{lines}")
    kb.build([tmp_path / "docs"], index=tmp_path / "indexes", extractor=sample_extractor)
    with kb.open(tmp_path / "indexes", canonical=canonical) as base:
        found = [hit.text for hit in base.search(sort="value", filters=kb.Filters(kind="target")).hits]
    assert found == ["建成1.2亿亩", "建成180万亩", "建成20万亩", "建成10000亩", "建成9750亩"]
