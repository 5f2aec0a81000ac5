"""Every engine gives exactly what the brute-force reference gives: the same hits, counts, and orders but of relevance."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import kb_reference
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kb_samples import FENGAN, QINGHE, YUNXI, sample_extractor, write
from paths import ROOT, TESTS

import kb
from kb.engines import tantivy as tantivy_engine
from kb.engines.interface import DOUBTED, FIELDS, NOBODY, SOME, UNDOUBTED, Condition, Engine, Entry
from kb.engines.tantivy import TantivyEngine
from kb.engines.whoosh import WhooshEngine
from kb.index.entries import entries
from kb.models import Sort
from kb.query import Field, parse
from kb.search.question import question
from kb.store import Store
from kb.text.folding import fold

ENGINES: tuple[type[Engine], ...] = (WhooshEngine, TantivyEngine)
REAL = ROOT.parent / "shared" / "corpus"
REAL_FILES = ("cixi-2022-tripod.txt", "ningbo-2023-opinions.txt", "cixi-2017-reply.txt")
SAMPLED = 120
"""Entries of the documents that the reference goes through for every generated query."""

with (TESTS / "cases" / "queries.csv").open(encoding="utf-8", newline="") as file:
    QUERIES = [(row["query"], row["purpose"]) for row in csv.DictReader(file)]


def resolve(field: Field) -> Condition:
    """A field by its value as it stands: how names are read is tried elsewhere."""
    if field.name == "unit" and field.value == "无":
        return Condition("owner", frozenset({NOBODY}))
    if field.name in ("lead", "assist", "responsible"):
        return Condition("unit_role", frozenset({f"{field.name} {field.value}"}))
    return Condition(field.name, frozenset({field.value}))


@dataclass
class Base:
    """Entries, and every engine with an index of them."""

    entries: list[Entry]
    engines: list[Engine]

    def __post_init__(self) -> None:
        self.kinds = {entry.number: entry.fields["kind"][0] for entry in self.entries}
        self.queries, self.conditions = queries(self.entries), conditions(self.entries)

    def check(self, typed: str, conditions: Sequence[Condition] = ()) -> int:
        """Ask all for the same and compare; how many are found."""
        query = parse(typed)
        asked = question(query, resolve)
        matching = kb_reference.found(self.entries, query, conditions, resolve)
        counted = kb_reference.counts(self.entries, query, conditions, resolve)
        orders = {sort: kb_reference.in_order(matching, sort) for sort in get_args(Sort)}
        kinds = Counter(self.kinds[entry.number] for entry in matching)
        for engine in self.engines:
            told = (engine.name, typed, conditions)
            for sort, ordered in orders.items():
                whole = engine.find(asked, conditions, sort=sort, start=0, size=None)
                assert (whole.total, dict(whole.kinds)) == (len(ordered), kinds), told
                if sort == "relevance" and query.terms:
                    assert sorted(whole.numbers) == sorted(ordered), told
                else:
                    assert list(whole.numbers) == ordered, (*told, sort)
                for start, size in ((0, 3), (len(ordered) // 2, 4)):
                    page = engine.find(asked, conditions, sort=sort, start=start, size=size)
                    assert page.numbers == whole.numbers[start : start + size], (*told, sort, start)
                    assert page.total == len(ordered), told
            assert engine.count(asked, conditions) == counted, told
            total = engine.find(asked, conditions, sort="document", start=0, size=0)
            assert (total.numbers, total.total) == ((), len(matching)), told
        return len(matching)


def indexed(listed: list[Entry], root: Path) -> Base:
    """The entries in every engine."""
    engines = []
    for engine in ENGINES:
        folder = root / engine.name
        folder.mkdir(parents=True)
        engine.write(folder, add=listed, remove=())
        engines.append(engine.open(folder))
    return Base(listed, engines)


def stored(index: Path) -> list[Entry]:
    """The entries of a knowledge base."""
    store = Store.at(index)
    try:
        return list(entries(store, store.documents.versions()))
    finally:
        store.close()


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Base:
    root = tmp_path_factory.mktemp("demonstration")
    kb.build([ROOT / "corpus"], index=root / "indexes")
    return indexed(stored(root / "indexes"), root)


@pytest.fixture(scope="module")
def sampled(demonstration: Base, tmp_path_factory: pytest.TempPathFactory) -> Base:
    """Some of it: the reference looks at every entry for every generated query."""
    listed = demonstration.entries
    return indexed(listed[:: -(-len(listed) // SAMPLED)], tmp_path_factory.mktemp("sampled"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Base:
    if not REAL.is_dir():
        pytest.skip(f"no real documents at {REAL}")
    root = tmp_path_factory.mktemp("real")
    (root / "docs").mkdir()
    for name in REAL_FILES:
        (root / "docs" / name).write_bytes((REAL / name).read_bytes())
    kb.build([root / "docs"], index=root / "indexes")
    listed = stored(root / "indexes")
    return indexed(listed[:: -(-len(listed) // SAMPLED)], root)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Base:
    root = tmp_path_factory.mktemp("samples")
    folder = write(root / "docs", fengan=FENGAN, yunxi=YUNXI, qinghe=QINGHE)
    kb.build([folder], index=root / "indexes", extractor=sample_extractor)
    return indexed(stored(root / "indexes"), root)


# --- by hand ---


def test_the_table_is_large_and_every_row_says_why() -> None:
    assert len({query for query, _ in QUERIES}) == len(QUERIES) >= 150
    assert all(purpose for _, purpose in QUERIES)


@pytest.mark.parametrize("query", [query for query, _ in QUERIES], ids=[purpose for _, purpose in QUERIES])
def test_queries_by_hand(demonstration: Base, samples: Base, query: str) -> None:
    demonstration.check(query)
    samples.check(query)


@pytest.mark.parametrize("query", [query for query, _ in QUERIES], ids=[purpose for _, purpose in QUERIES])
def test_queries_by_hand_on_real_documents(real: Base, query: str) -> None:
    real.check(query)


def test_most_queries_by_hand_find_something(demonstration: Base) -> None:
    found = [bool(kb_reference.found(demonstration.entries, parse(query), (), resolve)) for query, _ in QUERIES]
    assert sum(found) > len(found) * 0.6
    assert not all(found)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "value", ["", "zz", " 2026", "+2026", "2_026", "٢٠٢٦", "01", "9" * 30, "F" * 12, "lead", "lead ", "none+some"]
)
def test_values_that_nothing_can_have(demonstration: Base, field: str, value: str) -> None:
    some = {"role": {"assist"}, "year": {"2028"}}.get(field, set())
    if (field, value) != ("role", "lead"):
        assert demonstration.check("", [Condition(field, frozenset({value}))]) == 0
    demonstration.check("", [Condition(field, frozenset({value} | some))])


# --- generated ---

ALPHABET = "研发投入经费科技创新企业市局高的。，“”、 AIai&3-5.%家0年（）ＲＤ－"
SLICES = (1, 1, 2, 2, 3, 4, 6, 9)


def pieces(listed: Sequence[Entry]) -> st.SearchStrategy[str]:
    """Pieces of the passages, as they stand or in full width, and what hardly stands anywhere."""
    passages = [entry.passage.replace("\n", "") for entry in listed if len(entry.passage) > 1]

    @st.composite
    def piece(draw: st.DrawFn) -> str:
        passage = draw(st.sampled_from(passages))
        start = draw(st.integers(0, len(passage) - 1))
        taken = passage[start : start + draw(st.sampled_from(SLICES))]
        if draw(st.integers(0, 9)) == 0:
            taken = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in taken)
        return taken

    return st.one_of(piece(), piece(), piece(), st.text(alphabet=ALPHABET, min_size=1, max_size=5))


def fields(listed: Sequence[Entry]) -> st.SearchStrategy[str]:
    """Fields with values that the entries have."""
    named = {"unit_role": ("牵头", "配合", "负责"), "unit": ("单位",), "region": ("地区",), "document": ("文件",)}
    known: list[str] = ["单位:无", "类别:任务", "类别:措施", "类别:目标", "年份:2024..2026", "年份:..2027", "文种:方案"]
    for field, names in named.items():
        values = sorted({value for entry in listed for value in entry.fields[field]})[:20]
        known += [f"{name}:{value.rpartition(' ')[2]}" for value in values for name in names]
    known += [f"年份:{year}" for year in sorted({e.year for e in listed if e.year is not None})]
    known += ["到期:持续", "到期:未写明", "到期:2026Q4", "到期:2026年一季度"]
    several = st.lists(
        st.sampled_from([one for one in known if one.startswith(("单位:", "年份:"))]), min_size=2, max_size=3
    )
    listed_in = several.map(lambda some: "、".join([some[0], *(one.rpartition(":")[2] for one in some[1:])]))
    return st.one_of(st.sampled_from(known), st.sampled_from(known), listed_in)


def queries(listed: Sequence[Entry]) -> st.SearchStrategy[str]:
    """Whole queries: words, phrases, prefixes and fields under AND, OR, NOT and brackets."""
    piece = pieces(listed)
    leaf = st.one_of(
        piece,
        piece.map(lambda text: f"“{text}”"),
        piece.map(lambda text: f"{text}*"),
        fields(listed),
        piece.map(lambda text: f"指标:{text}"),
        piece.map(lambda text: f"章节:“{text}”"),
    )

    def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        both = st.tuples(inner, inner)
        return st.one_of(
            both.map(" ".join),
            both.map(" OR ".join),
            both.map(" 或 ".join),
            inner.map(lambda text: f"-({text})"),
            inner.map(lambda text: f"（{text}）"),
            both.map(lambda two: f"{two[0]} -{two[1]}"),
            both.map(lambda two: f"{two[0]} 非 ({two[1]})"),
        )

    return st.recursive(leaf, larger, max_leaves=5)


def conditions(listed: Sequence[Entry]) -> st.SearchStrategy[list[Condition]]:
    """Filters, as the page sets them: at most one of every group."""
    choices = []
    for field in FIELDS:
        values = sorted({value for entry in listed for value in entry.fields[field]}) or ["nothing"]
        some = st.frozensets(st.sampled_from(values[:30]), min_size=1, max_size=2)
        choices.append(some.map(lambda chosen, field=field: Condition(field, chosen)))  # type: ignore[misc]
    none: st.SearchStrategy[list[Condition]] = st.just([])
    return st.one_of(none, st.lists(st.one_of(choices), max_size=2, unique_by=lambda c: c.group))


EXAMPLES = settings(
    max_examples=500, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], database=None
)


@EXAMPLES
@given(data=st.data())
def test_generated_queries_on_the_demonstration(sampled: Base, data: st.DataObject) -> None:
    sampled.check(data.draw(sampled.queries), data.draw(sampled.conditions))


@settings(EXAMPLES, max_examples=600)
@given(data=st.data())
def test_generated_queries_on_real_documents(real: Base, data: st.DataObject) -> None:
    real.check(data.draw(real.queries), data.draw(real.conditions))


@settings(EXAMPLES, max_examples=700)
@given(data=st.data())
def test_generated_queries_on_samples(samples: Base, data: st.DataObject) -> None:
    samples.check(data.draw(samples.queries), data.draw(samples.conditions))
    samples.check(data.draw(st.text(alphabet=ALPHABET + "()-*:非或", max_size=12)))


# --- generated bases ---

TEXT = st.text(alphabet=ALPHABET, max_size=14).map(fold)
ROLES = st.sampled_from(["lead", "assist", "responsible"])


@st.composite
def generated(draw: st.DrawFn, number: int) -> Entry:
    """An entry of no document there is."""
    kind = draw(st.sampled_from(["task", "measure", "target"]))
    units = draw(st.lists(st.tuples(ROLES, st.sampled_from(["甲市科技局", "乙局@甲市", "丙"])), max_size=3))
    year = draw(st.sampled_from([None, 2024, 2026]))
    title, text = draw(TEXT), draw(TEXT)
    version = number // 4
    passage = text if title in text or kind == "measure" else f"{text}\n{title}"
    return Entry(
        number=version * 10**8 + number % 4,
        version=version,
        place=draw(st.just(f"folder\0{'乙甲a丙'[version % 4]}{version}")),
        title=title if title in passage else "",
        passage=passage,
        indicator=title if kind == "target" else "",
        section="\n".join(draw(st.lists(TEXT, max_size=2))),
        year=year,
        value=draw(st.sampled_from([None, 0.0, -1.5, 3.0, 3.25, 1e9])) if kind == "target" else None,
        fields={
            "kind": (kind,),
            "document": (f"d0c{version}",),
            "copy": (draw(st.sampled_from(["first", "copy"])),),
            "region": (draw(st.sampled_from(["甲市", "乙县"])),),
            "doc_kind": ("方案",),
            "year": (draw(st.sampled_from(["ongoing", "undated"])) if year is None else str(year),),
            "quarter": () if year is None else (f"{year}Q{draw(st.integers(1, 4))}",),
            "unit": tuple(key for _, key in units),
            "role": tuple(role for role, _ in units),
            "unit_role": tuple(f"{role} {key}" for role, key in units),
            "owner": (SOME if units else NOBODY,),
            "doubt": (draw(st.sampled_from([DOUBTED, UNDOUBTED])),),
            "review": (draw(st.sampled_from(["none", "checked", "corrected"])),),
        },
    )


@settings(EXAMPLES, max_examples=40)
@given(data=st.data())
def test_generated_bases(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    listed = [data.draw(generated(number)) for number in range(data.draw(st.integers(1, 12)))]
    base = indexed(listed, tmp_path_factory.mktemp("generated"))
    asked = queries([*listed, listed[0]._replace(passage="研发投入r&d")])
    for _ in range(10):
        base.check(data.draw(asked))


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_a_base_without_entries(tmp_path: Path, engine: type[Engine]) -> None:
    engine.write(tmp_path, add=[], remove=())
    opened = engine.open(tmp_path)
    for typed in ("", "研发", "-研发", "“研发”", "类别:任务"):
        found = opened.find(question(parse(typed), resolve), (), sort="relevance", start=0, size=20)
        assert (found.numbers, found.total, dict(found.kinds)) == ((), 0, {})
        assert opened.count(question(parse(typed), resolve), ()) == {field: {} for field in FIELDS}


def test_long_slices_are_put_together_in_the_same_order(samples: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    for longest, buckets in ((2, 60_000), (500, 3)):  # 3: the kinds are counted at once.
        monkeypatch.setattr(tantivy_engine, "_MOST_SLICED", longest)
        monkeypatch.setattr(tantivy_engine, "_MOST_BUCKETS", buckets)
        for typed in ("", "研发", "-研发", "类别:目标"):
            query = parse(typed)
            matching = kb_reference.found(samples.entries, query, (), resolve)
            for sort in ("year", "value"):
                for start in range(len(matching) + 1):
                    page = samples.engines[1].find(question(query, resolve), (), sort=sort, start=start, size=4)
                    assert list(page.numbers) == kb_reference.in_order(matching, sort)[start : start + 4]
