"""The Tantivy engine: for size. Nothing but this and tantivy_documents imports tantivy.

A passage is indexed as its characters, its bigrams, its trigrams with positions (a longer needle is a phrase of trigrams,
so that what is found is exact without looking at a single passage), and the words of our segmenter, which rank; headings
and indicators as their characters with positions. Where a run of letters or digits begins, a mark is put in, in the texts
as in the needles, so that a prefix can ask for it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

import tantivy
from tantivy import Occur, Query

from kb.engines.interface import (
    GROUPS,
    OTHER_WEIGHT,
    AllOf,
    AnyOf,
    Condition,
    Entry,
    Holds,
    LazyCounts,
    Matches,
    NoneOf,
    Question,
    Requirement,
    typed_and_other,
)
from kb.engines.tantivy_documents import (
    BEGINS,
    CODED,
    GRAMS,
    PLAIN,
    TRIPLES,
    code_value,
    document,
    kept,
    marked_runs,
    register,
    schema,
    spread,
)
from kb.models import Sort
from kb.query import Leaf
from kb.text import analyzer

_LEVELS: Mapping[str, str] = {"year": CODED["year"], "value": "by_value"}
"""The sorts by a number, with its field: the lowest comes first, entries without one last."""
_TITLE_WEIGHT = 3.0
_TOGETHER, _NEARBY = 15.0, 5.0
"""What a passage scores where the segments of a word stand together or near: more than single words mostly do."""
_NEAR = 8
_LOOKED_UP = 8
"""Terms of a query that rank: more hardly change the order, but take long."""
_NEAR_AMONG = 100_000
"""Entries among which words are looked at for being near each other: where the rarest is in more, it takes long."""
_SHORT = 16
"""Characters of a needle up to which every trigram is looked up: the rarest leads, though every third one would do."""
_MOST_BUCKETS = 60_000
"""Values that Tantivy counts at once."""
_MOST_DOCUMENTS = 2_000
"""Documents whose counts are handed out, those with most: all of a large base take as long as everything else."""
_MOST_SLICED = 500
"""Entries up to which a slice of an order by number is put together from the entries of each number."""
_COUNTERS = ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="count")
_HEAP_LARGE, _HEAP_SMALL = 640_000_000, 30_000_000
_MANY = 2_000


class TantivyEngine:
    """An opened Tantivy index."""

    name: ClassVar[str] = "tantivy"
    stamp: ClassVar[str] = "tantivy-7"

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        register(index)
        index.config_reader("manual")
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def write(cls, folder: Path, *, add: Iterable[Entry], remove: Collection[int]) -> None:
        """Take versions out of the index in `folder` and put entries in; an empty folder becomes an index."""
        index = tantivy.Index.open(str(folder)) if tantivy.Index.exists(str(folder)) else None
        index = index or tantivy.Index(schema(), path=str(folder))
        register(index)
        entries = iter(add)
        first = list(islice(entries, _MANY))
        many = len(first) == _MANY
        writer = index.writer(_HEAP_LARGE if many else _HEAP_SMALL, 2 if many else 1)
        for version in remove:
            writer.delete_documents_by_term("version", version)
        for entry in first:
            writer.add_document(document(entry))
        for entry in entries:
            writer.add_document(document(entry))
        writer.commit()
        writer.wait_merging_threads()
        for lock in folder.glob(".tantivy-*.lock"):
            lock.unlink()

    @classmethod
    def open(cls, folder: Path) -> TantivyEngine:
        """The index in `folder`."""
        return cls(folder)

    def find(
        self, question: Question, conditions: Sequence[Condition], *, sort: Sort, start: int, size: int | None
    ) -> Matches:
        """What matches, from the place `start` on, at most `size`."""
        matching = self._all([self._requirement(question.requirement), *map(self._condition, conditions)])
        kinds = LazyCounts(lambda: self._terms(matching, "kind"))
        if size is None:
            size = max(0, kinds.total() - start)
        # Tantivy makes room for all that stands before the slice: so it must not begin beyond the end.
        if not size or (start > size and start >= kinds.total()):
            return Matches((), kinds.total(), kinds)
        by_rank = sort == "relevance" and question.terms
        quick = self._quick(question, conditions) if by_rank else None
        if quick is not None:
            hits = self._searcher.search(quick, size, count=False, offset=start).hits
            if len(hits) == size:
                return Matches(self._numbers(hits), kinds.total(), kinds)
        if by_rank:
            found: Any = self._searcher.search(self._ranked(question, matching), size, offset=start)
            return Matches(self._numbers(found.hits), found.count, kinds)
        total = kinds.total()
        if sort in _LEVELS:
            return Matches(self._by_number(matching, sort, start, min(size, max(0, total - start))), total, kinds)
        return Matches(self._in_text_order(matching, start, size), total, kinds)

    def _in_text_order(self, matching: Query, start: int, size: int) -> tuple[int, ...]:
        asc = tantivy.Order.Asc
        return self._numbers(
            self._searcher.search(matching, size, False, order_by_field="by_document", offset=start, order=asc).hits
        )

    def _by_number(self, matching: Query, sort: Sort, start: int, size: int) -> tuple[int, ...]:
        """A slice of the order by a number, entries of the same number in document order."""
        if size > _MOST_SLICED:
            return self._sorted(matching, sort)[start : start + size]
        found: list[int] = []
        for level, count in self._levels(matching, sort):
            if start < count and len(found) < size:
                found += self._in_text_order(level, start, size - len(found))
            start = max(0, start - count)
            if len(found) == size:
                break
        return tuple(found)

    def _levels(self, matching: Query, sort: Sort) -> Iterator[tuple[Query, int]]:
        """What matches by its number, in order, with how many; last what has none."""
        field = _LEVELS[sort]
        beyond = matching
        while True:
            levels = self._terms(beyond, field, order={"_key": "asc"})
            for number, count in levels.items():
                yield self._all([matching, self._range(field, number, number)]), count
            if len(levels) < _MOST_BUCKETS:
                break
            beyond = self._all([matching, self._range(field, number + 1)])
        without = Query.boolean_query([(Occur.Must, matching), (Occur.MustNot, Query.exists_query(field))])
        yield without, self._total(without)

    def _sorted(self, matching: Query, sort: Sort) -> tuple[int, ...]:
        """All that matches, in the order by a number: for an export."""
        field = _LEVELS[sort]
        asc = tantivy.Order.Asc
        hits = self._searcher.search(
            matching, self._total(matching), False, order_by_field="by_document", order=asc
        ).hits
        values: Any = self._searcher.fast_field_values(field, [address for _, address in hits])
        order = sorted(range(len(values)), key=lambda place: (values[place] is None, values[place]))
        numbers = self._numbers(hits)
        return tuple(numbers[place] for place in order)

    def _numbers(self, hits: Sequence[tuple[Any, tantivy.DocAddress]]) -> tuple[int, ...]:
        numbers: Any = self._searcher.fast_field_values("number", [address for _, address in hits])
        return tuple(numbers)

    def _total(self, matching: Query) -> int:
        """How much matches: counting one field is quicker than a search that ranks."""
        return sum(self._terms(matching, "kind").values())

    # --- counting ---

    def count(self, question: Question, conditions: Sequence[Condition]) -> Mapping[str, Mapping[str, int]]:
        """Of every field how often each value occurs in what matches, conditions of its own group left out."""
        requirement = self._requirement(question.requirement)
        # Units, which take as long as all the rest, by themselves: several processors count at the same time.
        groups: dict[tuple[bool, tuple[Condition, ...]], list[str]] = {}
        for name in (*PLAIN, *CODED, "roles", "unit_roles"):
            group = "unit" if name in ("roles", "unit_roles") else GROUPS.get(name, name)
            left = tuple(condition for condition in conditions if condition.group != group)
            groups.setdefault((group == "unit", left), []).append(name)
        asked = [(self._all([requirement, *map(self._condition, left)]), names) for (_, left), names in groups.items()]
        counted: dict[str, dict[str, int]] = {}
        for part in _COUNTERS.map(lambda each: self._aggregate(*each), asked):
            counted |= part
        return spread(counted)

    def _aggregate(self, matching: Query, names: Iterable[str]) -> dict[str, dict[str, int]]:
        asked = {
            name: _terms_of(CODED.get(name, name), size=_MOST_DOCUMENTS if name == "document" else _MOST_BUCKETS)
            for name in names
        }
        answer = self._searcher.aggregate(matching, asked)
        counts: dict[str, dict[str, int]] = {}
        for name in asked:
            found = {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
            counts[name] = (
                {code_value(name, int(key)): count for key, count in found.items()} if name in CODED else found
            )
        return counts

    def _terms(self, matching: Query, field: str, order: Mapping[str, str] | None = None) -> dict[Any, int]:
        answer = self._searcher.aggregate(matching, {"of": _terms_of(field, order)})
        return {bucket["key"]: bucket["doc_count"] for bucket in answer["of"]["buckets"]}

    # --- what is asked, as Tantivy's queries ---

    def _term(self, field: str, value: Any) -> Query:
        return Query.term_query(self._schema, field, value)

    def _all(self, parts: Sequence[Query]) -> Query:
        return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, part) for part in parts])

    def _range(self, field: str, first: int, last: int | None = None) -> Query:
        return Query.range_query(self._schema, field, tantivy.FieldType.Integer, first, last)

    def _requirement(self, requirement: Requirement) -> Query:
        if isinstance(requirement, AllOf):
            denied = [part.part for part in requirement.parts if isinstance(part, NoneOf)]
            asked = [self._requirement(part) for part in requirement.parts if not isinstance(part, NoneOf)]
            clauses = [(Occur.Must, part) for part in asked or [Query.all_query()]]
            clauses += [(Occur.MustNot, self._requirement(part)) for part in denied]
            return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)
        if isinstance(requirement, AnyOf):
            if not requirement.parts:
                return Query.empty_query()
            return Query.boolean_query([(Occur.Should, self._requirement(part)) for part in requirement.parts])
        if isinstance(requirement, NoneOf):
            return Query.boolean_query(
                [(Occur.Must, Query.all_query()), (Occur.MustNot, self._requirement(requirement.part))]
            )
        if isinstance(requirement, Condition):
            return self._condition(requirement)
        return self._all([self._held(requirement, needle) for needle in requirement.needles])

    def _condition(self, condition: Condition) -> Query:
        field, values = kept(condition)
        if not values:
            return Query.empty_query()
        if len(values) == 1:
            return Query.const_score_query(self._term(field, values[0]), 0.0)
        return Query.const_score_query(Query.term_set_query(self._schema, field, values), 0.0)

    def _held(self, holds: Holds, needle: str) -> Query:
        """A needle in a text: one character, pair or trigram, or trigrams that follow each other."""
        text = marked_runs(needle)
        if not holds.begins and text.startswith(BEGINS):
            text = text[1:]
        if holds.place != "passage":
            if len(text) == 1:
                return self._term(holds.place, text)
            return Query.phrase_query(self._schema, holds.place, [*text])
        if len(text) <= 3:
            return self._term(TRIPLES if len(text) == 3 else GRAMS, text)
        return Query.phrase_query(self._schema, TRIPLES, _places(text))

    # --- ranking ---

    def _quick(self, question: Question, conditions: Sequence[Condition]) -> Query | None:
        """For one word alone what ranks it finds the best without looking at all that match."""
        requirement = question.requirement
        if conditions or len(question.terms) != 1 or requirement != Holds("passage", question.terms[0].needles):
            return None
        words = analyzer.spaced_words(question.terms[0].folded).split()
        if len(words) != 1 or (*words,) != question.terms[0].needles:
            return None
        return Query.boolean_query([(Occur.Should, query) for query in self._scored(words[0])])

    def _scored(self, word: str) -> Iterator[Query]:
        yield self._term("words", word)
        yield Query.boost_query(self._term("title", word), _TITLE_WEIGHT)

    def _ranked(self, question: Question, matching: Query) -> Query:
        """What matches, ranked by BM25 of words, titles before texts, words that stand together or near first."""
        typed, other = typed_and_other(question.terms)
        cut = [analyzer.spaced_words(term.folded).split() for term in typed]
        frequency = {word: self._searcher.doc_freq("words", word) for words in cut for word in words}
        clauses = [(Occur.Must, Query.const_score_query(matching, 0.0))]
        for word in _rarest(frequency):
            clauses += [(Occur.Should, query) for query in self._scored(word)]
        others = {word for term in other for word in analyzer.spaced_words(term.folded).split()}.difference(frequency)
        for word in _rarest({word: self._searcher.doc_freq("words", word) for word in others}):
            clauses += [(Occur.Should, Query.boost_query(query, OTHER_WEIGHT)) for query in self._scored(word)]
        several = [  # But phrases, which stand together wherever they are found.
            (term, words)
            for term, words in zip(typed, cut, strict=True)
            if 1 < len(words) <= _LOOKED_UP and len(term.needles) > 1
        ]
        for term, words in several[:_LOOKED_UP]:
            clauses += self._together(term, words, min(frequency[word] for word in words))
        return Query.boolean_query(clauses)

    def _together(self, term: Leaf, words: Sequence[str], rarest: int) -> Iterator[tuple[Occur, Query]]:
        whole = self._held(Holds("passage", (term.folded,)), term.folded)
        yield Occur.Should, Query.const_score_query(whole, _TOGETHER)
        if 0 < rarest <= _NEAR_AMONG:
            near = Query.phrase_query(self._schema, "words", [*words], slop=_NEAR)
            yield Occur.Should, Query.const_score_query(near, _NEARBY)


def _rarest(frequency: Mapping[str, int]) -> list[str]:
    """The words that rank: those that the fewest entries have."""
    return sorted((word for word in frequency if frequency[word]), key=lambda word: (frequency[word], word))[
        :_LOOKED_UP
    ]


def _places(text: str) -> list[str | tuple[int, str]]:
    """The trigrams that make a text, with their places: all of a short one, every third one of a long one."""
    every = [(place, text[place : place + 3]) for place in range(len(text) - 2)]
    return [*every] if len(text) <= _SHORT else [*every[:-1:3], every[-1]]


def _terms_of(field: str, order: Mapping[str, str] | None = None, *, size: int = _MOST_BUCKETS) -> dict[str, Any]:
    terms: dict[str, Any] = {"field": field, "size": size, "segment_size": _MOST_BUCKETS}
    return {"terms": {**terms, **({"order": dict(order)} if order else {})}}
