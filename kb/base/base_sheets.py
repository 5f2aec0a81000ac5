"""`base.sheets`: results as files to hand over, and what comes back filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from kb.base.base_state import BaseState
from kb.expansion import Expand
from kb.export import STANDARD, Advance, ExportRequest, Format, export_request
from kb.export.asked_filters import asked_filters
from kb.export.filled_changes import SheetChanges, sheet_changes
from kb.export.filled_sheet import read_filled_sheet
from kb.export.task_context import task_context
from kb.export.template_choice import chosen_template, template_choices
from kb.filters import Filters
from kb.models import Sort
from kb.query import parse
from kb.records.progress import ProgressChange, StoredChange, TaskProgress
from kb.results import Results
from kb.row_keys import document_of, keyed_tasks
from kb.search.engine_query import engine_query


class Everything(Protocol):
    """How all that a search finds is asked for."""

    def __call__(self, text: str = "", *, filters: Filters, sort: Sort, expand: Expand) -> Results:
        """All results as one page."""


class Sheets:
    """Tables of tasks of an open knowledge base: written, and read back."""

    def __init__(self, state: BaseState, everything: Everything) -> None:
        self._state, self._everything = state, everything

    def export(
        self,
        text: str = "",
        *,
        filters: Filters | None = None,
        sort: Sort = "relevance",
        format: Format = "xlsx",
        date: str | None = None,
        expand: Expand = True,
        template: str = STANDARD,
        chosen: Collection[str] | None = None,
        advance: Advance | None = None,
    ) -> bytes:
        """All that `base.search` finds, or of that what is `chosen` (ids), as the bytes of a file: a row a task.

        The rows stand in the order of the documents, unless they are sorted by year or value. `date` (2026-12-01) stands in
        the file. `template` is one of the forms (standard, A, B, F, G), or the name of a file in the folder `templates`
        beside the knowledge base, or a path. `advance` is told how many of how many lines are written; what it raises
        ends the export. Raises BadFilter for a form that there is not.
        """
        form, office = chosen_template(template, format, folder=self._templates_folder)
        order: Sort = "document" if sort == "relevance" else sort
        given = filters or Filters()
        results = self._everything(text, filters=given, sort=order, expand=expand)
        if chosen is not None:
            hits = tuple(hit for hit in results.hits if hit.id in chosen)
            results = replace(results, hits=hits, total=len(hits), kinds=Counter[str](hit.kind for hit in hits))
        engine, snapshot = self._state.current()
        asked = asked_filters(engine_query(parse(text), given, engine, snapshot, expand=expand).typed, given)
        context = task_context(results.hits, asked, snapshot, self._state.progress, renamed=expand is not False)
        request = ExportRequest(results, context, asked, sort, form, date)
        return export_request(request, format, office_template=office, advance=advance)

    def templates(self) -> tuple[tuple[str, str], ...]:
        """What `export` takes as `template`, each with what to call it: the forms, and the files of the office's own."""
        return template_choices(self._templates_folder)

    @property
    def _templates_folder(self) -> Path:
        return self._state.index.parent / "templates"

    def read(self, data: bytes, name: str) -> SheetChanges:
        """What a sheet that was exported here and filled in would change; nothing is stored yet.

        Raises KnowledgeBaseError for a file that is no such sheet.
        """
        sheet = read_filled_sheet(data, name)
        documents = {document_of(row.key) for row in sheet.rows}
        tasks = {task.key: task for task in keyed_tasks(self._state.now().store, documents)}
        return sheet_changes(sheet, tasks, self._state.progress.current(row.key for row in sheet.rows))

    def store(self, changes: Sequence[ProgressChange], *, editor: str, time: str, origin: str = "") -> None:
        """Store what was filled in, all or nothing; ProgressConflict where somebody else has changed it meanwhile."""
        self._state.progress.store(changes, editor=editor, time=time, origin=origin)

    def filled(self, keys: Collection[str] | None = None) -> dict[str, TaskProgress]:
        """What is filled in now, by row key; of the given tasks alone, else of all."""
        return self._state.progress.current(keys)

    def history(self, key: str) -> tuple[StoredChange, ...]:
        """All that was ever filled in of a task, oldest first."""
        return self._state.progress.history(key)
