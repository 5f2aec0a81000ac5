"""Search against the plainest reference: look at every commitment of every document, with no index at all."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from kb_samples import FENGAN, QINGHE, YUNXI, canonical, sample_extractor, write
from paths import SHARED_CORPUS

import kb
from extract import extract_document
from extract.models import Document
from kb import Filters
from kb.text.analyzer import needles
from kb.text.folding import fold

REAL = SHARED_CORPUS
REAL_FILES = ("cixi-2022-tripod.txt", "ningbo-2023-opinions.txt", "cixi-2017-reply.txt")


@dataclass(frozen=True)
class Plain:
    """One commitment as the reference sees it."""

    file: str
    kind: str
    text: str
    title: str
    region: str | None
    doc_kind: str
    year: int | None
    units: frozenset[tuple[str, str]]
    doubted: bool

    @property
    def shown(self) -> tuple[str, str, str, str]:
        return self.file, self.kind, self.title, self.text

    def holds(self, words: list[str], phrases: list[str]) -> bool:
        """Whether all occur: words by their segments, phrases as they are, in the text or the title."""
        places = [fold(self.text)] + ([] if self.kind == "measure" else [fold(self.title)])
        wanted = [needle for word in words for needle in needles(fold(word))] + [fold(phrase) for phrase in phrases]
        return all(any(needle in place for place in places) for needle in wanted)


def commitments(file: str, document: Document) -> Iterator[Plain]:
    facts = document.facts
    tasks = {task.id: task for task in document.tasks}
    for task in document.tasks:
        units = frozenset((unit.canonical or unit.name, unit.role) for unit in task.units)
        about = (facts.region, facts.kind)
        yield Plain(
            file, "task", document.text[slice(*task.span)], task.title, *about, task.due, units, bool(task.doubts)
        )
        for measure in task.measures:
            yield Plain(file, "measure", measure.text, "", *about, task.due, units, bool(task.doubts))
    for target in document.targets:
        above = tasks.get(target.task_id or "")
        units = frozenset((unit.canonical or unit.name, unit.role) for unit in above.units) if above else frozenset()
        shared = above is not None and above.due_basis != "target"  # what dates another target dates not this one
        year = above.due if target.year is None and above is not None and shared else target.year
        doubted = bool(target.doubts or (above and above.doubts))
        yield Plain(file, "target", target.quote, target.indicator, facts.region, facts.kind, year, units, doubted)


@dataclass
class Both:
    """A knowledge base and its reference."""

    base: kb.KnowledgeBase
    plain: list[Plain]

    def check(self, words: list[str], phrases: list[str], filters: Filters, *, units: set[str] | None = None) -> int:
        """The same hits from both for a query of words and phrases; how many."""
        query = " ".join([*words, *(f"“{phrase}”" for phrase in phrases)])
        results = self.base.everything(query, filters=filters, expand=False)  # 科企 has other names.
        found = [(hit.document.path, hit.kind, hit.title, hit.text) for hit in results.hits]
        expected = [
            plain.shown
            for plain in self.plain
            if plain.holds(words, phrases)
            and filters.region in (None, plain.region)
            and filters.kind in (None, plain.kind)
            and filters.doc_kind in (None, plain.doc_kind)
            and filters.year in (None, plain.year)
            and filters.doubt in (None, "some" if plain.doubted else "none")
            and (filters.document is None or filters.document == plain.file)
            and (units is None or any(u in units and filters.role in (None, role) for u, role in plain.units))
            and (units is not None or filters.role is None or any(role == filters.role for _, role in plain.units))
        ]
        assert sorted(found) == sorted(expected), (query, filters)
        for hit in results.hits:
            marked = [fold(hit.passage.text[start:end]) for start, end in hit.passage.marks]
            assert all(marked), (query, hit)
        return len(found)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    root = tmp_path_factory.mktemp("samples")
    folder = write(root / "docs", fengan=FENGAN, yunxi=YUNXI, qinghe=QINGHE)
    kb.build([folder], index=root / "indexes", extractor=sample_extractor)
    plain = [p for path in folder.iterdir() for p in commitments(path.name, sample_extractor(path, name=path.name))]
    with kb.open(root / "indexes", canonical=canonical) as base:
        yield Both(base, plain)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    if not REAL.is_dir():
        pytest.skip(f"no real documents at {REAL}")
    root = tmp_path_factory.mktemp("real")
    (root / "docs").mkdir()
    for name in REAL_FILES:
        (root / "docs" / name).write_bytes((REAL / name).read_bytes())
    report = kb.build([root / "docs"], index=root / "indexes")
    assert report.added == tuple(sorted(REAL_FILES))
    plain = [p for name in REAL_FILES for p in commitments(name, extract_document(REAL / name))]
    with kb.open(root / "indexes") as base:
        yield Both(base, plain)


def plain_words(text: str) -> list[str]:
    """What of a piece of text is a word of a query, none of it an operator, a quote or a field."""
    return re.findall(r"[\w&%·、]+", re.sub(r"[\"“”„‟＂]|\b(?:AND|OR|NOT)\b", " ", text, flags=re.IGNORECASE))


PIECES = st.text(alphabet="研发投入经费化妆包科创走廊企业市局AIai&3-5家建设。，“”、 高新%", min_size=1, max_size=6)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=3), st.lists(PIECES, max_size=2))
@example(["科企"], [])
def test_generated_queries(samples: Both, words: list[str], phrases: list[str]) -> None:
    typed = [word for piece in words for word in plain_words(piece) if word not in ("或", "非")]
    quoted = [piece for piece in (re.sub(r"[“”]", "", phrase) for phrase in phrases) if fold(piece)]
    samples.check([w for w in typed if re.search(r"\w", w) and not w.startswith("&")], quoted, Filters())


@pytest.mark.parametrize("region", [None, "丰安市", "清禾市"])
@pytest.mark.parametrize("kind", [None, "task", "measure", "target"])
@pytest.mark.parametrize("role", [None, "lead", "assist", "responsible"])
@pytest.mark.parametrize("year", [None, 2025, 2026, 2027, 2030])
@pytest.mark.parametrize("doubt", [None, "some", "none"])
def test_filters_together(
    samples: Both, region: str | None, kind: str | None, role: str | None, year: int | None, doubt: str | None
) -> None:
    filters = Filters(region=region, kind=kind, role=role, year=year, doubt=doubt)
    samples.check([], [], filters)
    samples.check(["企业"], [], filters)
    unit = Filters(unit="丰安市科学技术局", region=region, kind=kind, role=role, year=year, doubt=doubt)
    samples.check(["研发"], [], unit, units={"丰安市科学技术局"})


@pytest.mark.parametrize(
    ("query", "tasks", "all_found"),
    [
        ("年份:2025 地区:清禾市", ["做强数字产业"], 4),  # its measure and dated target, and 算力 of another task
        ("年份:2026 地区:清禾市", ["建设算力中心"], 1),
        ("年份:2027 地区:清禾市", ["打通数据壁垒"], 1),
        ("年份:2028.. 地区:清禾市", ["推进数据确权"], 2),
        ("年份:2025..2027 地区:清禾市 类别:任务", ["做强数字产业", "建设算力中心", "打通数据壁垒"], 3),
        ("地区:清禾市 类别:任务 -年份:2000..2100", ["完善监测"], 1),
    ],
)
def test_a_year_finds_tasks_whatever_dates_them(samples: Both, query: str, tasks: list[str], all_found: int) -> None:
    results = samples.base.everything(query, sort="document")
    assert [hit.title for hit in results.hits if hit.kind == "task"] == tasks
    assert results.total == all_found


def test_every_pair_of_characters_of_real_documents_is_found(real: Both) -> None:
    chosen = random.Random(7)
    folded = [fold(plain.text) for plain in real.plain if plain.text]
    for _ in range(150):
        text = chosen.choice(folded)
        start = chosen.randrange(len(text))
        piece = text[start : start + chosen.choice([1, 2, 2, 3, 5, 9, 20])]
        phrase = re.sub('["\n]', "", piece)
        if phrase in text and phrase:
            assert real.check([], [phrase], Filters()) > 0


def test_words_of_real_documents_are_found_with_filters(real: Both) -> None:
    chosen = random.Random(11)
    texts = [plain.text for plain in real.plain if plain.kind == "measure"]
    for number in range(150):
        text = chosen.choice(texts)
        words = [w for w in plain_words(text[chosen.randrange(len(text)) :][:9]) if re.match(r"\w", w)][:3]
        filters = Filters(
            region=chosen.choice([None, "慈溪市", "宁波市"]),
            kind=chosen.choice([None, None, "task", "measure", "target"]),
            role=chosen.choice([None, None, "lead", "assist", "responsible"]),
            year=chosen.choice([None, None, None, 2026]),
            document=chosen.choice([None, None, *REAL_FILES]) if number % 3 == 0 else None,
        )
        real.check(words, [], filters)


def test_the_leads_of_a_bureau_of_a_real_place(real: Both) -> None:
    bureau = "慈溪市科学技术局"
    for name in ("市科技局", "科技局", bureau, "慈溪市科技局"):
        filters = Filters(unit=name, role="lead", region="慈溪市")
        assert real.check([], [], filters, units={bureau}) > 20
