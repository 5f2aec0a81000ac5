"""`base.indicators`: one figure over documents, however they word it, and the values of indicator tables."""

from __future__ import annotations

from kb.answers.cell_list import list_cells
from kb.base.base_state import BaseState
from kb.engines.interface import EVERYTHING
from kb.filters import Filters
from kb.indicators.cell_search import cells_with
from kb.indicators.indicator_list import indicator_entries, matching
from kb.indicators.indicator_view import indicator_view
from kb.indicators.models import IndicatorEntry, IndicatorView
from kb.models import CellEntry
from kb.search.conditions import without_copies
from kb.store.document_entries import document_entries


class Indicators:
    """The indicators of an open knowledge base, in targets and in tables."""

    def __init__(self, state: BaseState) -> None:
        self._state = state

    def all(self, text: str = "") -> tuple[IndicatorEntry, ...]:
        """The indicators of all documents by concept, or those that words or letters mean (gdp, yanfa)."""
        return matching(indicator_entries(self._state.now().store.indicators.wordings()), text)

    def one(self, name: str) -> IndicatorView:
        """All that the documents say of one indicator, called by its concept or by any wording; copies count once.

        Raises BadFilter where no document has it.
        """
        snapshot = self._state.now()
        with snapshot.store.at_one_moment():
            return indicator_view(name, snapshot.store, snapshot.documents)

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
        snapshot = self._state.now()
        conditions = snapshot.conditions(Filters(region=region, document=document, doc_kind=doc_kind))
        with snapshot.store.at_one_moment():
            rows = snapshot.store.documents.all()
            entries = document_entries(rows)
            current = [(row["version"], entries[row["version"]]) for row in rows if row["current"]]
            speaking = without_copies(conditions, EVERYTHING, lambda: tuple(entry for _, entry in current))
            return cells_with(list_cells(snapshot.store, current, speaking), text)
