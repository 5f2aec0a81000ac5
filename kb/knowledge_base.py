"""The knowledge base as its readers see it: what the page and the command line ask."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date as Date
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import get_args

from extract.registry.official_names import canonical as official_name
from kb.answers.cell_list import list_cells
from kb.answers.due_overview import DueOverview, due_overview
from kb.answers.facets import facets_of
from kb.answers.grouping import page_of, page_of_rows
from kb.answers.hits import hits_of
from kb.answers.list_narrowing import documents_called, units_called
from kb.answers.new_results import MOST_COMPARED
from kb.answers.reasons import reasons
from kb.answers.search_answer import answer
from kb.answers.unit_profile import UnitProfile, unit_called, unit_profile
from kb.building.write_lock import write_lock
from kb.engines.choice import NAMES, EngineChoice, engine_for, engine_named
from kb.engines.interface import EVERYTHING, Engine
from kb.errors import BadFilter, Locked, NotBuilt
from kb.expansion import Expand
from kb.export import STANDARD, Advance, ExportRequest, Format, export_request
from kb.export.asked_filters import asked_filters
from kb.export.filled_changes import SheetChanges, sheet_changes
from kb.export.filled_sheet import read_filled_sheet
from kb.export.task_context import task_context
from kb.export.template_choice import chosen_template, template_choices
from kb.filters import ROLE_LABELS, Filters
from kb.index.index_folder import BadIndex, IndexFolder
from kb.index.synchronisation import synchronise
from kb.indicators.cell_search import cells_with
from kb.indicators.indicator_list import indicator_entries, matching
from kb.indicators.indicator_view import indicator_view
from kb.indicators.models import IndicatorEntry, IndicatorView
from kb.models import (
    BuildEntry,
    CellEntry,
    DocumentEntry,
    DocumentView,
    Facets,
    Failure,
    RemovedFile,
    Sort,
    UnitEntry,
)
from kb.query import parse
from kb.record_keeping import RecordKeeping
from kb.records.progress import ProgressChange, ProgressRecords
from kb.records.record_store import RecordStore, records_url
from kb.records.saved_searches import PersonalRecords
from kb.results import Hit, Reason, Results, Suggestion
from kb.row_keys import RowMark, document_of, keyed_tasks, row_marks
from kb.search.conditions import field_requirement, without_copies
from kb.search.engine_query import EngineQuery, engine_query
from kb.search.snapshot import Snapshot
from kb.shown_names import notice_name
from kb.store import FILE, Store
from kb.store.document_entries import document_entries, document_view
from kb.units.unit_list import list_units
from kb.units.unit_lookup import Canonical

log = logging.getLogger(__name__)

LARGEST_PAGE = 500
_WAIT = 5.0
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


class KnowledgeBase(RecordKeeping):
    """Reads a knowledge base; safe to use from several threads, and while another process builds."""

    def __init__(
        self, index: Path, *, engine: EngineChoice, canonical: Canonical | None, records: str | None = None
    ) -> None:
        self.index = index.absolute()  # The same one wherever the program goes later.
        self.messages: tuple[str, ...] = ()
        self._canonical = canonical or official_name
        self._records = RecordStore(records_url(self.index, records))
        self.progress = ProgressRecords(records_url(self.index, records))
        self.personal = PersonalRecords(records_url(self.index, records))
        self._opening = threading.Lock()
        self._store = self._open_store()
        try:
            self._asked_engine = engine
            self._pointer, self._engine = self._open_index()
            self._snapshot = self._snapshot_of_now()
        except BaseException:
            self._store.close()
            raise

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
        self._store.close()
        self.progress.close()

    # --- the store and the index ---

    def _open_store(self) -> Store:
        if not (self.index / FILE).is_file():
            raise NotBuilt(f"{self.index} 里还没有知识库。请先运行 python -m kb build")
        store = Store.at(self.index)
        try:
            store.check()
        except BaseException:
            store.close()
            raise
        return store

    def _open_index(self) -> tuple[bytes, Engine]:
        """The index in step with the store; while another process builds, as it was before."""
        self._folder = self._folder_of()
        try:
            pointer, engine = self._folder.open()
            if self._folder.state(pointer) == self._store.state():
                return pointer, engine
        except BadIndex:
            return self._repaired_index(wait=_WAIT)
        try:
            return self._repaired_index(wait=0)
        except Locked:
            return pointer, engine

    def _folder_of(self) -> IndexFolder:
        """The index of the engine that was asked for.

        For auto it is the one that there is, whatever the base has grown to: changing the engine is for a build.
        """
        present = IndexFolder.engine_in(self.index)
        if self._asked_engine == "auto" and present in NAMES:
            chosen = engine_named(present)
        else:
            chosen = engine_for(self._asked_engine, commitments=lambda: self._store.totals()[1], present=present)
        return IndexFolder(self.index, chosen, store=self._store.identity())

    def _repaired_index(self, *, wait: float) -> tuple[bytes, Engine]:
        with write_lock(self.index, wait=wait):
            self._folder = self._folder_of()
            message = synchronise(self._store, self._folder)
            self._folder.sweep()
            self._store.purge()
        if message:
            log.warning("%s: %s", self.index, message)
            self.messages += (message,)
        return self._folder.open()

    def _current(self) -> tuple[Engine, Snapshot]:
        """The engine on the index that the pointer names now, and what goes with it."""
        with self._opening:
            if self._folder.pointer() != self._pointer:
                before, self._store = self._store, self._open_store()
                before.close()  # It may be of a file that was deleted, where all was built anew.
                self._pointer, self._engine = self._open_index()
                self._snapshot = self._snapshot_of_now()
            return self._engine, self._snapshot

    def _snapshot_of_now(self) -> Snapshot:
        return Snapshot(self._store, self._canonical, folder=self.index, pointer=self._pointer)

    def _now(self) -> Snapshot:
        """What the store holds now, also what a build has stored that is not in the index yet."""
        self._current()
        return self._snapshot_of_now()

    # --- searching ---

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
        engine, snapshot = self._current()
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
            engine, snapshot = self._current()
            request = self._request(text, filters, sort, engine, snapshot, expand=expand)
            find = partial(engine.find, request.question, request.conditions, sort=sort)
            if grouped and size is not None:
                shown = page_of_rows(find, snapshot.store.tasks_of, page=page, size=size)
            else:
                shown = page_of(find, page=page, size=size)
            hits = hits_of(shown.numbers, store=snapshot.store, documents_of=snapshot.documents, query=request.query)
            if len(hits) == len(shown.numbers):
                break
            # A build took a version out between the two: its index is there by now.
        else:
            log.warning("%s: %d of %d results were taken out meanwhile", self.index, len(hits), len(shown.numbers))
        return answer(request, filters, shown, hits, number=page, engine=engine, snapshot=snapshot)

    def _request(
        self, text: str, filters: Filters, sort: Sort, engine: Engine, snapshot: Snapshot, *, expand: Expand
    ) -> EngineQuery:
        if sort not in get_args(Sort):
            raise BadFilter(f"没有“{sort}”这种排序；可以是：{'、'.join(get_args(Sort))}")
        return engine_query(parse(text), filters, engine, snapshot, expand=expand)

    def state(self) -> str:
        """Another one with every change of what can be found."""
        self._current()
        return self._store.state()

    def marks(self, text: str = "", *, filters: Filters = NONE, expand: Expand = True) -> tuple[RowMark, ...] | None:
        """All that a search finds, by keys that outlive a rebuild; None for more than can be compared."""
        engine, snapshot = self._current()
        request = self._request(text, filters, "document", engine, snapshot, expand=expand)
        found = engine.find(request.question, request.conditions, sort="document", start=0, size=MOST_COMPARED)
        return None if found.total > MOST_COMPARED else row_marks(snapshot.store, found.numbers)

    def hits(self, numbers: Sequence[int], text: str = "") -> tuple[Hit, ...]:
        """Commitments by number, in that order, with what matched `text` marked; what a build took out is left out."""
        engine, snapshot = self._current()
        query = engine_query(parse(text), NONE, engine, snapshot, expand=True).query
        return hits_of(tuple(numbers), store=snapshot.store, documents_of=snapshot.documents, query=query)

    def why(self, hit: Hit, text: str = "", *, filters: Filters = NONE, expand: Expand = True) -> tuple[Reason, ...]:
        """Why a hit of a search was found: the parts of the query and filters that it matches, and by which words."""
        engine, snapshot = self._current()
        request = engine_query(parse(text), filters, engine, snapshot, expand=expand)
        names = snapshot.names(renamed=expand is not False)
        return reasons(
            hit, request.query, request.conditions, lambda field: field_requirement(field, names, request.query, [])
        )

    def facets(self, text: str = "", *, filters: Filters = NONE, expand: Expand = True) -> Facets:
        """What each filter can be set to, with the number of hits that would leave."""
        engine, snapshot = self._current()
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
        _, snapshot = self._current()
        return snapshot.words.suggestions(typed, most=most)

    def prepare(self) -> None:
        """Read the names of the base now, so that the first search for one does not wait for it."""
        _, snapshot = self._current()
        snapshot.words.names()

    # --- what there is ---

    def documents(self, called: str = "") -> tuple[DocumentEntry, ...]:
        """All documents, by folder and path; `called`: those with these words in title, number, place, issuer, date."""
        return documents_called(self._now().current, called)

    def document(self, document_id: str) -> DocumentView:
        """One document with its text, layout and commitments; BadFilter where there is none with that id."""
        store = self._now().store
        with store.at_one_moment():
            rows = store.documents()
            version = next((row["version"] for row in rows if row["id"] == document_id and row["current"]), None)
            text = None if version is None else store.text(version)
            if version is None or text is None:
                raise BadFilter(
                    f"没有编号为“{document_id}”的文件，它可能已移出文件夹。全部文件见 python -m kb documents"
                )
            entry, notices = document_entries(rows)[version], store.notices(version)
            commitments, cells = store.commitments_of([version]), store.cell_rows(version)
            return document_view(entry, text, commitments, notices, cells)

    def units(self, called: str = "", *, region: str | None = None, unresolved: bool = False) -> tuple[UnitEntry, ...]:
        """All units by place and name; `unresolved` gives those alone whose official name is not known.

        `called`: those with these words in any of their names, of today or before, or spelt so (kjj).
        """
        snapshot = self._now()
        conditions = snapshot.conditions(Filters(region=region))
        regions = {name for condition in conditions for name in condition.values} or None
        return units_called(list_units(snapshot.store, regions=regions, unresolved=unresolved), called)

    def unit_profile(self, name: str) -> UnitProfile:
        """All about one unit, called by the value of a list or by any of its names.

        Raises BadFilter where no unit is called so, AmbiguousUnit where units of several places are.
        """
        engine, snapshot = self._current()
        rows = snapshot.names(renamed=False).units()
        key = unit_called(snapshot.spelt(name) or name, rows, self._canonical)
        return unit_profile(key, rows, engine=engine, canonical=self._canonical, regions=snapshot.regions)

    def cells(
        self,
        text: str = "",
        *,
        region: str | None = None,
        document: str | None = None,
        doc_kind: str | None = None,
    ) -> tuple[CellEntry, ...]:
        """The values of the indicator tables that hold every word of `text`, of documents that the filters leave.

        A word that names an indicator also finds its other wordings: GDP → 地区生产总值.
        """
        snapshot = self._now()
        conditions = snapshot.conditions(Filters(region=region, document=document, doc_kind=doc_kind))
        with snapshot.store.at_one_moment():
            rows = snapshot.store.documents()
            entries = document_entries(rows)
            current = [(row["version"], entries[row["version"]]) for row in rows if row["current"]]
            speaking = without_copies(conditions, EVERYTHING, lambda: tuple(entry for _, entry in current))
            return cells_with(list_cells(snapshot.store, current, speaking), text)

    def indicators(self, text: str = "") -> tuple[IndicatorEntry, ...]:
        """The indicators of all documents by concept, or those that words or letters mean (gdp, yanfa)."""
        return matching(indicator_entries(self._now().store.indicator_rows()), text)

    def indicator(self, name: str) -> IndicatorView:
        """All that the documents say of one indicator, called by its concept or by any wording; copies count once.

        Raises BadFilter where no document has it.
        """
        snapshot = self._now()
        with snapshot.store.at_one_moment():
            return indicator_view(name, snapshot.store, snapshot.documents)

    def failures(self) -> tuple[Failure, ...]:
        """The files that are not in the knowledge base as they stand on disk, with reason and remedy."""
        return self._now().store.failures()

    # --- what is to be done ---

    def due(self, today: Date, *, region: str | None = None, most: int = 8) -> DueOverview:
        """What is due in the quarter and year of a day, who leads it, and the `most` tasks that come next."""
        engine, snapshot = self._current()
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

    def notice_totals(self) -> tuple[tuple[str, int], ...]:
        """The kinds of notices of all documents, in words, with how many there are of each, most first."""
        counted: Counter[str] = Counter()
        for (code, message), count in self._now().store.notice_totals().items():
            counted[notice_name(code, message)] += count
        return tuple(counted.most_common())

    def builds(self, most: int = 1, *, files: int = 20) -> tuple[BuildEntry, ...]:
        """What the last builds did, newest first, with the first `files` files of each outcome."""
        return self._now().store.builds(most, files=files)

    def removed_files(self) -> tuple[RemovedFile, ...]:
        """The files that people took out of the knowledge base, the last one first."""
        return self._now().store.removed_files()

    # --- export, and what comes back filled in ---

    def export(
        self,
        text: str = "",
        *,
        filters: Filters = NONE,
        sort: Sort = "relevance",
        format: Format = "xlsx",
        date: str | None = None,
        expand: Expand = True,
        template: str = STANDARD,
        chosen: Collection[str] | None = None,
        advance: Advance | None = None,
    ) -> bytes:
        """All that `search` finds, or of that what is `chosen` (ids), as the bytes of a file: a row a task.

        The rows stand in the order of the documents, unless they are sorted by year or value. `date` (2026-12-01) stands in
        the file. `template` is one of the forms (standard, A, B, F, G), or the name of a file in the folder `templates`
        beside the knowledge base, or a path. `advance` is told how many of how many lines are written; what it raises
        ends the export. Raises BadFilter for a form that there is not.
        """
        form, office = chosen_template(template, format, folder=self._templates_folder)
        order: Sort = "document" if sort == "relevance" else sort
        results = self.everything(text, filters=filters, sort=order, expand=expand)
        if chosen is not None:
            hits = tuple(hit for hit in results.hits if hit.id in chosen)
            results = replace(results, hits=hits, total=len(hits), kinds=Counter[str](hit.kind for hit in hits))
        engine, snapshot = self._current()
        typed = self._request(text, filters, order, engine, snapshot, expand=expand).typed
        asked = asked_filters(typed, filters)
        context = task_context(results.hits, asked, snapshot, self.progress, renamed=expand is not False)
        request = ExportRequest(results, context, asked, sort, form, date)
        return export_request(request, format, office_template=office, advance=advance)

    def templates(self) -> tuple[tuple[str, str], ...]:
        """What `export` takes as `template`, each with what to call it: the forms, and the files of the office's own."""
        return template_choices(self._templates_folder)

    @property
    def _templates_folder(self) -> Path:
        return self.index.parent / "templates"

    def read_sheet(self, data: bytes, name: str) -> SheetChanges:
        """What a sheet that was exported here and filled in would change; nothing is stored yet.

        Raises KnowledgeBaseError for a file that is no such sheet.
        """
        sheet = read_filled_sheet(data, name)
        documents = {document_of(row.key) for row in sheet.rows}
        tasks = {task.key: task for task in keyed_tasks(self._now().store, documents)}
        return sheet_changes(sheet, tasks, self.progress.current(row.key for row in sheet.rows))

    def store_progress(self, changes: Sequence[ProgressChange], *, editor: str, time: str, origin: str = "") -> None:
        """Store what was filled in, all or nothing; ProgressConflict where somebody else has changed it meanwhile."""
        self.progress.store(changes, editor=editor, time=time, origin=origin)
