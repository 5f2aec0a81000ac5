"""`base.indicators`: one figure over documents, however they word it, and the values of indicator tables."""

from __future__ import annotations

from kb.answers.cell_list import list_cells
from kb.base.base_state import BaseState
from kb.engines.interface import EVERYTHING
from kb.errors import BadCorrection
from kb.filters import Filters
from kb.indicators.cell_search import cells_with
from kb.indicators.concepts import ADDED, Concepts, concepts_with
from kb.indicators.indicator_list import indicator_entries, matching
from kb.indicators.indicator_view import indicator_view
from kb.indicators.models import IndicatorEntry, IndicatorView
from kb.models import CellEntry
from kb.records.proposals import signed
from kb.records.wording_changes import WordingChange
from kb.search.conditions import without_copies
from kb.store.document_entries import document_entries

LONGEST_WORDING = 80
"""Characters."""


class Indicators:
    """The indicators of an open knowledge base, in targets and in tables."""

    def __init__(self, state: BaseState) -> None:
        self._state = state

    def all(self, text: str = "") -> tuple[IndicatorEntry, ...]:
        """The indicators of all documents by concept, or those that words or letters mean (gdp, yanfa)."""
        return matching(indicator_entries(self._state.now().store.indicators.wordings(), self._concepts()), text)

    def one(self, name: str) -> IndicatorView:
        """All that the documents say of one indicator, called by its concept or by any wording; copies count once.

        Raises BadFilter where no document has it.
        """
        snapshot = self._state.now()
        with snapshot.store.at_one_moment():
            return indicator_view(name, snapshot.store, snapshot.documents, self._concepts())

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
            return cells_with(list_cells(snapshot.store, current, speaking), text, self._concepts())

    # --- what people say of wordings ---

    def join(self, concept: str, wording: str, *, editor: str) -> WordingChange:
        """From now on `wording` means the indicator `concept`, in all documents.

        BadCorrection without a name or a wording, or where it means that already.
        """
        base, said = concept.removesuffix(ADDED), _one_line(wording)
        if self._base_of(said) == base:
            raise BadCorrection(f"“{said}”已归在“{base}”里")
        return self._state.wordings.add(base, said, "join", editor=signed(editor))

    def part(self, concept: str, wording: str, *, editor: str) -> WordingChange:
        """From now on `wording` is another indicator than `concept`; BadCorrection for its own name, and where it is."""
        base, said = concept.removesuffix(ADDED), _one_line(wording)
        if said == base:
            raise BadCorrection(f"“{said}”是这个指标自己的名称，不能分出")
        if self._base_of(said) != base:
            raise BadCorrection(f"“{said}”不在“{base}”里")
        return self._state.wordings.add(base, said, "part", editor=signed(editor))

    def take_back(self, change: int, *, editor: str) -> WordingChange:
        """Undo such a change; it stays readable."""
        return self._state.wordings.undo(change, editor=signed(editor))

    def changes(self, concept: str) -> tuple[WordingChange, ...]:
        """What people said of the wordings of an indicator, also what was taken back, in the order in which they did."""
        base = concept.removesuffix(ADDED)
        return tuple(one for one in self._state.wordings.all(undone=True) if one.concept == base)

    def _concepts(self) -> Concepts:
        return concepts_with(self._state.wordings.all())

    def _base_of(self, wording: str) -> str:
        return self._concepts().read(wording).concept.name.removesuffix(ADDED)


def _one_line(wording: str) -> str:
    said = " ".join(wording.split())
    if not 0 < len(said) <= LONGEST_WORDING:
        raise BadCorrection(f"请填写指标的写法（不超过 {LONGEST_WORDING} 个字）")
    return said
