"""The Whoosh engine: pure Python, for any machine. Nothing else imports whoosh.

Bigrams find candidates, the folded passages confirm those that bigrams alone cannot, words with running positions rank.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from whoosh import index as whoosh_index
from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, KEYWORD, STORED, TEXT, Schema
from whoosh.query import And, ConstantScoreQuery, Or, Phrase, Term

from kb.engines.filter_columns import FilterColumns, Mask, rank_of_due
from kb.engines.interface import (
    FIELDS,
    OTHER_WEIGHT,
    AllOf,
    AnyOf,
    Condition,
    Entry,
    Holds,
    Matches,
    NoneOf,
    Place,
    Question,
    Requirement,
    typed_and_other,
)
from kb.models import Sort
from kb.query import Leaf
from kb.text import analyzer

_TITLE_WEIGHT = 3.0
_TOGETHER = 15.0
"""What a passage scores where the segments of a word stand together: more than single words mostly do."""
_REMEMBERED = 32
_LOOKED_UP = 8
"""Terms of a query that are looked up: more neither narrow nor rank much better, but take long."""


class WordTokenizer(Tokenizer):
    """Words for ranking. Whoosh pickles its analyzers: the segmenter stays behind a module function."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """The words of a folded text with running positions, so that phrases work."""
        token = Token(positions=True, chars=True, removestops=True, mode=options.get("mode", ""))
        for word, position, offset in analyzer.words(value):
            token.text = token.original = word
            token.pos, token.startchar, token.endchar = position, offset, offset + len(word)
            token.boost, token.stopped = 1.0, False
            yield token


class BigramTokenizer(Tokenizer):
    """Bigrams for finding."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Every two neighbouring characters of a folded text."""
        token = Token(positions=False, chars=False, removestops=True, mode=options.get("mode", ""))
        for bigram in analyzer.bigrams(value):
            token.text = bigram
            token.boost, token.stopped = 1.0, False
            yield token


def _schema() -> Schema:
    return Schema(
        version=ID(),
        title=TEXT(analyzer=WordTokenizer()),
        words=TEXT(analyzer=WordTokenizer()),
        bigrams=KEYWORD(analyzer=BigramTokenizer(), scorable=True),
        entry=STORED(),
    )


class WhooshEngine:
    """An opened Whoosh index, with the filter values and folded passages of its entries in memory."""

    name: ClassVar[str] = "whoosh"
    stamp: ClassVar[str] = "whoosh-3"

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()  # Whoosh readers move file cursors: one thread at a time.
        self._remembered: OrderedDict[Holds, Mask] = OrderedDict()
        self._index = whoosh_index.open_dir(str(folder))
        self._searcher = self._index.searcher()
        stored = [(docnum, fields["entry"]) for docnum, fields in self._searcher.reader().iter_docs()]
        entries = [entry for _, entry in stored]
        self._docnums = np.array([docnum for docnum, _ in stored], dtype=np.int64)
        self._places = np.full(self._searcher.doc_count_all(), -1, dtype=np.int64)
        self._places[self._docnums] = np.arange(len(stored))
        self._passages: list[str] = [entry[4] for entry in entries]
        self._texts: dict[Place, list[str]] = {
            "passage": self._passages,
            "indicator": [entry[7] for entry in entries],
            "section": [entry[8] for entry in entries],
        }
        self._columns = FilterColumns(
            numbers=[entry[0] for entry in entries],
            places=[entry[2] for entry in entries],
            years=[rank_of_due(entry[5][FIELDS.index("year")]) for entry in entries],
            values=[entry[6] for entry in entries],
            fields={field: [entry[5][place] for entry in entries] for place, field in enumerate(FIELDS)},
        )

    @classmethod
    def write(cls, folder: Path, *, add: Iterable[Entry], remove: Collection[int]) -> None:
        """Take versions out of the index in `folder` and put entries in; an empty folder becomes an index."""
        if whoosh_index.exists_in(str(folder)):
            index = whoosh_index.open_dir(str(folder))
        else:
            index = whoosh_index.create_in(str(folder), _schema())
        writer = index.writer(limitmb=256)
        try:
            for version in remove:
                writer.delete_by_term("version", str(version))
            for entry in add:
                fields = tuple(entry.fields.get(field, ()) for field in FIELDS)
                stored = (entry.number, entry.version, entry.place, entry.year, entry.passage, fields)
                texts = (entry.value, entry.indicator, entry.section)
                writer.add_document(
                    version=str(entry.version),
                    title=entry.title,
                    words=entry.passage,
                    bigrams=entry.passage,
                    entry=(*stored, *texts),
                )
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        index.close()

    @classmethod
    def open(cls, folder: Path) -> WhooshEngine:
        """The index in `folder`."""
        return cls(folder)

    def find(
        self, question: Question, conditions: Sequence[Condition], *, sort: Sort, start: int, size: int | None
    ) -> Matches:
        """What matches, from the place `start` on, at most `size`."""
        with self._lock:
            mask = self._matching(question.requirement) & self._columns.passing(conditions)
            total = int(mask.sum())
            end = total if size is None else min(total, start + size)
            if sort == "relevance" and question.terms and start < end:
                ordered = self._ranked(question.terms, mask, end)
            else:
                ordered = self._columns.ordered(mask, "document" if sort == "relevance" else sort)
            kinds = self._columns.fields["kind"].count(mask)
            return Matches(tuple(self._columns.numbers[ordered[start:end]].tolist()), total, kinds)

    def count(self, question: Question, conditions: Sequence[Condition]) -> Mapping[str, Mapping[str, int]]:
        """Of every field how often each value occurs in what matches, conditions of its own group left out."""
        with self._lock:
            return self._columns.count(self._matching(question.requirement), conditions)

    def _matching(self, requirement: Requirement) -> Mask:
        """The entries that pass."""
        if isinstance(requirement, AllOf):
            mask = np.ones(len(self._passages), dtype=np.bool_)
            for part in requirement.parts:
                mask = mask & self._matching(part)
            return mask
        if isinstance(requirement, AnyOf):
            mask = np.zeros(len(self._passages), dtype=np.bool_)
            for part in requirement.parts:
                mask = mask | self._matching(part)
            return mask
        if isinstance(requirement, NoneOf):
            return ~self._matching(requirement.part)
        if isinstance(requirement, Condition):
            return self._columns.passing([requirement])
        if requirement not in self._remembered:
            self._remembered[requirement] = self._holding(requirement)
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        self._remembered.move_to_end(requirement)
        return self._remembered[requirement]

    def _holding(self, holds: Holds) -> Mask:
        """Whoosh narrows by the rarest bigrams; what they cannot tell, the folded passages do."""
        texts = self._texts[holds.place]
        mask = np.zeros(len(texts), dtype=np.bool_)
        candidates: Iterable[int] = range(len(texts))
        bigrams: list[str] = []
        if holds.place == "passage":
            bigrams = self._rarest("bigrams", (pair for needle in holds.needles for pair in analyzer.bigrams(needle)))
        if bigrams:
            query = And([Term("bigrams", pair) for pair in bigrams])
            docnums = np.fromiter(self._searcher.docs_for_query(query), dtype=np.int64)
            candidates = self._places[docnums].tolist()
        if holds.begins:
            mask[[at for at in candidates if all(analyzer.begins(texts[at], each) for each in holds.needles)]] = True
        else:
            unsure = [needle for needle in holds.needles if needle not in bigrams]
            mask[[at for at in candidates if analyzer.contains_all(texts[at], unsure)]] = True
        return mask

    def _rarest(self, field: str, terms: Iterable[str]) -> list[str]:
        """The terms that the fewest entries have: looking up more than a few narrows no further and takes long."""
        frequency = {term: self._searcher.doc_frequency(field, term) for term in terms}
        return sorted(frequency, key=lambda term: (frequency[term], term))[:_LOOKED_UP]

    def _ranked(self, terms: Sequence[Leaf], mask: Mask, end: int) -> Any:
        """The best `end` entries of `mask`: by BM25 of their words, terms that stand together first."""
        allowed = set(self._docnums[mask].tolist())
        typed, other = typed_and_other(terms)
        cut = [[word for word, _, _ in analyzer.words(term.folded)] for term in typed]
        others = [word for term in other for word, _, _ in analyzer.words(term.folded)]
        parts: list[Any] = []
        for ranking, weight in (([word for words in cut for word in words], 1.0), (others, OTHER_WEIGHT)):
            for word in self._rarest("words", filter(partial(self._searcher.doc_frequency, "words"), ranking)):
                parts += [Term("words", word, boost=weight), Term("title", word, boost=_TITLE_WEIGHT * weight)]
        # But phrases, which stand together wherever they are found.
        several = [words for term, words in zip(typed, cut, strict=True) if len(term.needles) > 1 < len(words)]
        for words in [words for words in several if len(words) <= _LOOKED_UP][:_LOOKED_UP]:
            parts.append(ConstantScoreQuery(Phrase("words", words), _TOGETHER))
        results = self._searcher.search(Or(parts), limit=end, filter=allowed)
        best = [int(self._places[hit.docnum]) for hit in results]
        if len(best) < end:
            # Found by characters only, where the segmenter cut the text otherwise: behind what the words rank.
            ranked = set(best)
            best += [place for place in self._columns.ordered(mask, "document").tolist() if place not in ranked]
        return np.array(best[:end], dtype=np.int64)
