"""The knowledge base as its readers see it: what is searched, and by topic what there is, was said and is handed over."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as Date
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import get_args

from extract.registry.official_names import canonical as official_name
from kb.answers.due_overview import DueOverview, due_overview
from kb.answers.facets import facets_of
from kb.answers.grouping import page_of, page_of_rows
from kb.answers.hits import hits_of
from kb.answers.new_results import MOST_COMPARED
from kb.answers.reasons import reasons
from kb.answers.search_answer import answer
from kb.base.base_documents import Documents
from kb.base.base_indicators import Indicators
from kb.base.base_records import Records
from kb.base.base_sheets import Sheets
from kb.base.base_state import BaseState
from kb.base.base_units import Units
from kb.engines.choice import EngineChoice
from kb.engines.interface import Engine
from kb.errors import BadFilter
from kb.expansion import Expand
from kb.filters import ROLE_LABELS, Filters
from kb.models import Facets, Sort
from kb.query import parse
from kb.results import Hit, Reason, Results, Suggestion
from kb.row_keys import RowMark, row_marks
from kb.search.conditions import field_requirement
from kb.search.engine_query import EngineQuery, engine_query
from kb.search.snapshot import Snapshot
from kb.units.unit_lookup import Canonical

log = logging.getLogger(__name__)

LARGEST_PAGE = 500
_ATTEMPTS = 3
NONE = Filters()


def open_base(
    index: Path, *, engine: EngineChoice = "auto", canonical: Canonical | None = None, records: str | None = None
) -> KnowledgeBase:
    """The knowledge base in the folder `index`, to be closed again; NotBuilt where there is none.

    An index that is missing, stale or damaged is made anew from the store, and `messages` says so; so is one of another
    engine than `engine` (whoosh, tantivy; auto: the one that there is). `records` is the URL of what people record.
    """
    return KnowledgeBase(index, engine=engine, canonical=canonical, records=records)


class KnowledgeBase:
    """Searches a knowledge base; safe to use from several threads, and while another process builds.

    documents   what there is, what became of which file
    units       who answers for what
    indicators  one figure over documents, and the values of tables
    records     what people correct, check and name
    sheets      results as files, and what comes back filled in
    """

    def __init__(
        self, index: Path, *, engine: EngineChoice, canonical: Canonical | None, records: str | None = None
    ) -> None:
        self._state = BaseState(index, engine=engine, canonical=canonical or official_name, records=records)
        self.documents = Documents(self._state)
        self.units = Units(self._state)
        self.indicators = Indicators(self._state)
        self.records = Records(self._state)
        self.sheets = Sheets(self._state, self.everything)
        self.personal = self._state.personal

    def __enter__(self) -> KnowledgeBase:
        """For a with block, which closes it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the store; the index stays open for who comes next."""
        self._state.close()

    @property
    def index(self) -> Path:
        """The folder that it stands in."""
        return self._state.index

    @property
    def messages(self) -> tuple[str, ...]:
        """What was mended while opening."""
        return self._state.messages

    def search(
        self,
        text: str = "",
        *,
        filters: Filters = NONE,
        sort: Sort = "relevance",
        page: int = 1,
        size: int = 20,
        expand: Expand = True,
        grouped: bool = False,
    ) -> Results:
        """One page of the commitments that match; without words all that the filters leave, in document order.

        `expand` says whether words are searched for by their other names too: True, False, or "phrases" for what
        stands in quotes as well. `grouped`: a page are `size` rows, each a task with all that was found of it; of more
        than 20,000 results those of a page are put together. Raises BadFilter, AmbiguousUnit for a filter that means
        nothing or too much here.
        """
        if page < 1 or not 1 <= size <= LARGEST_PAGE:
            raise BadFilter(f"页码从 1 开始，每页 1 到 {LARGEST_PAGE} 条")
        return self._results(text, filters=filters, sort=sort, page=page, size=size, expand=expand, grouped=grouped)

    def everything(
        self, text: str = "", *, filters: Filters = NONE, sort: Sort = "relevance", expand: Expand = True
    ) -> Results:
        """All that `search` would give page by page, as one page: for an export."""
        return self._results(text, filters=filters, sort=sort, page=1, size=None, expand=expand)

    def each(
        self, text: str = "", *, filters: Filters = NONE, sort: Sort = "relevance", expand: Expand = True
    ) -> tuple[Results, Iterator[Hit]]:
        """All that `search` would find, hit by hit, for more than memory holds; what is said of it comes first.

        What a build takes out meanwhile is left out.
        """
        engine, snapshot = self._state.current()
        request = self._request(text, filters, sort, engine, snapshot, expand=expand)
        page = page_of(partial(engine.find, request.question, request.conditions, sort=sort), page=1, size=None)
        slices = (page.numbers[start : start + LARGEST_PAGE] for start in range(0, len(page.numbers), LARGEST_PAGE))
        hits = (
            hits_of(part, store=snapshot.store, documents_of=snapshot.documents, query=request.query) for part in slices
        )
        return answer(request, filters, page, (), number=1, engine=engine, snapshot=snapshot), chain.from_iterable(hits)

    def _results(
        self,
        text: str,
        *,
        filters: Filters,
        sort: Sort,
        page: int,
        size: int | None,
        expand: Expand,
        grouped: bool = False,
    ) -> Results:
        for _ in range(_ATTEMPTS):
            engine, snapshot = self._state.current()
            request = self._request(text, filters, sort, engine, snapshot, expand=expand)
            find = partial(engine.find, request.question, request.conditions, sort=sort)
            if grouped and size is not None:
                shown = page_of_rows(find, snapshot.store.commitments.tasks_of, page=page, size=size)
            else:
                shown = page_of(find, page=page, size=size)
            hits = hits_of(shown.numbers, store=snapshot.store, documents_of=snapshot.documents, query=request.query)
            if len(hits) == len(shown.numbers):
                break
            # A build took a version out between the two: its index is there by now.
        else:
            log.warning(
                "%s: %d of %d results were taken out meanwhile", self._state.index, len(hits), len(shown.numbers)
            )
        return answer(request, filters, shown, hits, number=page, engine=engine, snapshot=snapshot)

    def _request(
        self, text: str, filters: Filters, sort: Sort, engine: Engine, snapshot: Snapshot, *, expand: Expand
    ) -> EngineQuery:
        if sort not in get_args(Sort):
            raise BadFilter(f"没有“{sort}”这种排序；可以是：{'、'.join(get_args(Sort))}")
        return engine_query(parse(text), filters, engine, snapshot, expand=expand)

    def state(self) -> str:
        """Another one with every change of what can be found."""
        self._state.current()
        return self._state.store.state()

    def marks(self, text: str = "", *, filters: Filters = NONE, expand: Expand = True) -> tuple[RowMark, ...] | None:
        """All that a search finds, by keys that outlive a rebuild; None for more than can be compared."""
        engine, snapshot = self._state.current()
        request = self._request(text, filters, "document", engine, snapshot, expand=expand)
        found = engine.find(request.question, request.conditions, sort="document", start=0, size=MOST_COMPARED)
        return None if found.total > MOST_COMPARED else row_marks(snapshot.store, found.numbers)

    def hits(self, numbers: Sequence[int], text: str = "") -> tuple[Hit, ...]:
        """Commitments by number, in that order, with what matched `text` marked; what a build took out is left out."""
        engine, snapshot = self._state.current()
        query = engine_query(parse(text), NONE, engine, snapshot, expand=True).query
        return hits_of(tuple(numbers), store=snapshot.store, documents_of=snapshot.documents, query=query)

    def why(self, hit: Hit, text: str = "", *, filters: Filters = NONE, expand: Expand = True) -> tuple[Reason, ...]:
        """Why a hit of a search was found: the parts of the query and filters that it matches, and by which words."""
        engine, snapshot = self._state.current()
        request = engine_query(parse(text), filters, engine, snapshot, expand=expand)
        names = snapshot.names(renamed=expand is not False)
        return reasons(
            hit, request.query, request.conditions, lambda field: field_requirement(field, names, request.query, [])
        )

    def facets(self, text: str = "", *, filters: Filters = NONE, expand: Expand = True) -> Facets:
        """What each filter can be set to, with the number of hits that would leave."""
        engine, snapshot = self._state.current()
        request = engine_query(parse(text), filters, engine, snapshot, expand=expand)
        counts = engine.count(request.question, request.conditions)
        roles = counts["role"]
        if filters.unit is not None:
            renamed = expand is not False
            speaking = tuple(condition for condition in request.conditions if condition.field == "copy")
            of_unit = {
                role: (*snapshot.conditions(replace(filters, role=role), renamed=renamed), *speaking)
                for role in ROLE_LABELS
            }
            totals = {
                role: engine.find(request.question, conditions, sort="document", start=0, size=0).total
                for role, conditions in of_unit.items()
            }
            roles = {role: total for role, total in totals.items() if total}
        return facets_of(counts, roles=roles, role=filters.role, titles=snapshot.titles, regions=snapshot.regions)

    def suggest(self, typed: str, *, most: int = 10) -> tuple[Suggestion, ...]:
        """What a person may be typing: units, indicators and words of the base, by characters, pinyin or initials.

        "kj" → 科技局, 科技型中小企业, …; of several words the last one is completed.
        """
        _, snapshot = self._state.current()
        return snapshot.words.suggestions(typed, most=most)

    def prepare(self) -> None:
        """Read the names of the base now, so that the first search for one does not wait for it."""
        _, snapshot = self._state.current()
        snapshot.words.names()

    def due(self, today: Date, *, region: str | None = None, most: int = 8) -> DueOverview:
        """What is due in the quarter and year of a day, who leads it, and the `most` tasks that come next."""
        engine, snapshot = self._state.current()
        parsed = parse("")

        def filters(value: str | None) -> Filters:
            return Filters(kind="task", region=region, year=value)

        def numbers(value: str) -> tuple[int, ...]:
            request = engine_query(parsed, filters(value), engine, snapshot, expand=False)
            return page_of(
                partial(engine.find, request.question, request.conditions, sort="document"), page=1, size=None
            ).numbers

        def hits(chosen: tuple[int, ...]) -> tuple[Hit, ...]:
            return hits_of(chosen, store=snapshot.store, documents_of=snapshot.documents, query=parsed)

        return due_overview(
            today, lambda value: self.facets(filters=filters(value)), numbers, hits, snapshot.store, most=most
        )
