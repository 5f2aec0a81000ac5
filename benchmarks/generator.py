"""Commitments like those of real documents, in any number: what the search benchmark fills a knowledge base with.

`Generator(size)` stands in the place of the extractor: a file named by a number becomes the Document of that number,
always the same for the same size and seed. Places are invented; the phrases are those of `vocabulary.toml` and clauses
of the demonstration corpus. A document has about fifty commitments: ten tasks with their measures and targets, each
with bodies of its city in their roles, some of them far more frequent than others, as everywhere (Zipf).
"""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from extract.models import Block, Document, Facts, Measure, Source, Span, Target, Task, Unit

PER_DOCUMENT = 50
TASKS = 10
YEARS = tuple(range(2024, 2033))

_HERE = Path(__file__).parent
_CORPUS = _HERE.parent / "corpus"
_CLAUSE = re.compile(r"[一-鿿]{6,22}(?=[，。；])")
_T = TypeVar("_T")


@cache
def vocabulary() -> dict[str, Any]:
    """The word lists."""
    return tomllib.loads((_HERE / "vocabulary.toml").read_text("utf-8"))


@cache
def clauses() -> tuple[str, ...]:
    """Clauses of the demonstration corpus' plain texts, without figures and names of places."""
    texts = [path.read_text("utf-8") for path in sorted(_CORPUS.iterdir()) if path.suffix in (".txt", ".md")]
    found = dict.fromkeys(clause for text in texts for clause in _CLAUSE.findall(text))
    return tuple(clause for clause in found if not any(name in clause for name in ("砚浦", "溯川", "市", "各位")))


@cache
def _zipf(count: int) -> tuple[float, ...]:
    """Cumulative weights of the ranks 1, 2, …: each half as frequent as the one of half its rank."""
    return tuple(accumulate(1 / rank for rank in range(1, count + 1)))


def city_body(city: str, body: Sequence[str]) -> str:
    """The official name of a body: 澄岭市 + 科学技术局 → 澄岭市科学技术局."""
    return city + body[0]


def canonical(name: str, *, region: str | None) -> str | None:
    """The registry of the invented cities: 市科技局 in 澄岭市 → 澄岭市科学技术局."""
    words = vocabulary()
    for city in words["cities"]:
        if name.startswith(city):
            return canonical(name.removeprefix(city), region=city)
    found = (official for official, short in words["bodies"] if name in (official, short, short[1:]))
    official = next(found, None)
    return None if official is None or region is None else region + official


class Generator:
    """Documents by number, for a knowledge base of `size` commitments; can be pickled."""

    def __init__(self, size: int, *, seed: int = 1) -> None:
        self.size = size
        self.seed = seed
        self.rare = max(150, size // 40)
        """How many names of projects there are: each is named by some ten commitments, whatever the size."""

    @property
    def documents(self) -> int:
        """How many documents hold that many commitments."""
        return max(1, self.size // PER_DOCUMENT)

    def __call__(self, path: Path, *, name: str) -> Document:
        """The Document of a file, by the number that it is called by."""
        return self.document(int(path.stem), name=name)

    def document(self, number: int, *, name: str | None = None) -> Document:
        """The Document of a number."""
        name = name or file_name(number)
        return _Draft(self, random.Random(self.seed * 1_000_003 + number), number).document(name)

    def project(self, number: int) -> str:
        """The rare name of a number: 云溪长安实验室."""
        words = vocabulary()
        first, second, ends = words["first"], words["second"], words["projects"]
        number = number * 7919 + 13
        near, far = divmod(number, len(first))
        near, beside = divmod(near, len(second))
        more, middle = divmod(near, len(first))
        return "".join((first[far], second[beside], first[middle], ends[more % len(ends)]))


def file_name(number: int) -> str:
    """What the file of a number is called: 00000042.txt."""
    return f"{number:08d}.txt"


def write_files(folder: Path, numbers: range) -> None:
    """A folder with a file a document: that file is all that the generator reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / file_name(number)).write_text(f"{number}\n", "ascii")


class _Draft:
    """One document as it is made."""

    def __init__(self, generator: Generator, chance: random.Random, number: int) -> None:
        self.generator, self.chance, self.number = generator, chance, number
        self.words = vocabulary()
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.targets: list[Target] = []

    def document(self, name: str) -> Document:
        """The whole document."""
        city = self.frequent(self.words["cities"])
        kind, head = self.any(self.words["kinds"]), self.any(self.words["heads"])
        start = 2021 + self.number % 6
        title = f"{city}{head}{kind}（{start}—{start + 4}年）"
        self.line(title)
        tasks = [self.task(number, city, f"{head}重点任务") for number in range(1, TASKS + 1)]
        text = "\n".join(self.parts)
        facts = Facts(title, city, f"{city}人民政府", kind, "正式", (start, start + 4))
        source = Source(name, "txt", hashlib.sha256(text.encode()).hexdigest())
        return Document(facts, source, text, tuple(tasks), tuple(self.targets), blocks=tuple(self.blocks))

    def any(self, values: Sequence[_T]) -> _T:
        """One of the values, each as likely as the others."""
        return values[int(self.chance.random() * len(values))]

    def frequent(self, values: Sequence[_T]) -> _T:
        """One of the values, the first ones far more often."""
        return self.chance.choices(values, cum_weights=_zipf(len(values)))[0]

    def line(self, text: str) -> Span:
        """Appends a paragraph."""
        start = self.length
        self.parts.append(text)
        self.length += len(text) + 1
        span = (start, start + len(text))
        self.blocks.append(Block("paragraph", text, span=span))
        return span

    def task(self, number: int, city: str, heading: str) -> Task:
        """A task with two measures and two targets, on one line with its bodies."""
        title = f"{self.any(self.words['verbs'])}{self.any(self.words['objects'])}"
        units = self.units(city)
        lead = "、".join(short for short, _, role in units if role == "lead")
        others = "、".join(short for short, _, role in units if role == "assist")
        listed = f"（牵头单位：{lead}" + (f"，配合单位：{others}）" if others else "）")
        if units[0][2] == "responsible":
            listed = f"（责任单位：{'、'.join(short for short, _, _ in units)}）"
        year = self.any(YEARS)
        measures = [self.measure(), self.measure()]
        promises = [self.promise(year), self.promise(year)]
        sentences = [measures[0], promises[0][0], measures[1], promises[1][0]]
        start, _ = span = self.line(f"{number}．{title}。{''.join(sentences)}{listed}")
        offset = start + len(f"{number}．{title}。")
        places: list[Span] = []
        for sentence in sentences:
            places.append((offset, offset + len(sentence)))
            offset += len(sentence)
        for (quote, fields), place in zip(promises, places[1::2], strict=True):
            self.targets.append(
                Target(str(len(self.targets) + 1), quote, place, year=year, task_id=str(number), **fields)
            )
        return Task(
            str(number),
            str(number),
            title,
            (heading, f"（{number}）{title}"),
            span,
            tuple(Unit(short, role, "explicit", canonical=official) for short, official, role in units),
            tuple(Measure(text, place) for text, place in zip(measures, places[::2], strict=True)),
            due=year if self.chance.random() < 0.5 else None,
        )

    def units(self, city: str) -> list[tuple[str, str, Any]]:
        """One to four bodies: (as written, official name, role)."""
        chosen = dict.fromkeys(
            self.frequent(range(len(self.words["bodies"]))) for _ in range(self.any((1, 2, 3, 4, 5)))
        )
        bodies = [self.words["bodies"][place] for place in chosen]
        role = "responsible" if self.chance.random() < 0.2 else None
        return [
            (body[1], city_body(city, body), role or ("assist" if place else "lead"))
            for place, body in enumerate(bodies)
        ]

    def place(self) -> str:
        """One of some 48,000 places, a few of them far more often."""
        words = self.words
        return f"{self.frequent(words['first'])}{self.any(words['second'])}{self.any(words['places'])}"

    def measure(self) -> str:
        """A sentence of 80 to 120 characters that says what will be done."""
        words, any_of = self.words, self.any
        parts = [f"{any_of(words['means'])}，{any_of(words['verbs'])}{self.frequent(words['objects'])}"]
        if self.chance.random() < 0.25:
            parts.append(f"实施{self.generator.project(int(self.chance.random() * self.generator.rare))}")
        if self.chance.random() < 0.5:
            parts.append(f"在{self.place()}、{self.place()}等地开展{any_of(words['objects'])}试点")
        while sum(map(len, parts)) < 62:
            parts.append(any_of(clauses()) if self.chance.random() < 0.6 else self.deed())
        return "，".join([*parts, any_of(words["aims"])]) + "。"

    def deed(self) -> str:
        """One more thing that will be done."""
        return f"{self.any(self.words['verbs'])}{self.any(self.words['objects'])}"

    def promise(self, year: int) -> tuple[str, dict[str, Any]]:
        """A sentence with a figure, and the fields of its target."""
        name, uom, low, high = self.any(self.words["indicators"])
        value = Decimal(int(low * 10 + self.chance.random() * (high - low) * 10)) / 10
        value = value if high < 100 else value.to_integral_value()
        comparator = self.any(self.words["comparators"])
        more = "，".join((self.deed(), self.any(clauses()), self.deed(), self.any(self.words["aims"])))
        quote = f"到{year}年，{self.place()}周边{name}{comparator}{value}{uom}，{more}。"
        fields = {"indicator": name, "op": ">=", "value": value, "uom": uom, "scope": None, "kind": "level"}
        return quote, fields
