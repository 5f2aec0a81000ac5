"""One indicator over all documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from kb.errors import BadFilter
from kb.indicators.concepts import Concepts
from kb.indicators.contradictions import contradictions_of
from kb.indicators.indicator_list import concept_of_row, indicator_entries, matching, near_concepts
from kb.indicators.models import IndicatorView
from kb.indicators.points import cell_points, series_of, target_points
from kb.models import DocumentEntry
from kb.store import Store

DocumentsOf = Callable[[Iterable[int]], Mapping[int, DocumentEntry]]


def indicator_view(name: str, store: Store, documents_of: DocumentsOf, known: Concepts) -> IndicatorView:
    """What documents say of the concept of that name, or that a wording means; BadFilter where none says anything."""
    rows = store.indicators.wordings()
    entries = indicator_entries(rows, known)
    there = {entry.concept.name for entry in entries}
    concept = known.named(name)
    if concept.name not in there:
        concept = known.read(name).concept
    if concept.name not in there:
        close = [entry.concept.name for entry in matching(entries, name)][:3]
        raise BadFilter(f"已读入的文件里没有指标“{name}”" + (f"；相近的有：{'、'.join(close)}" if close else ""))
    own = [row for row in rows if concept_of_row(row, known).name == concept.name]
    wordings: Counter[str] = Counter()
    for row in own:
        wordings[row.indicator] += row.times
    targets = store.indicators.targets(row.indicator for row in own if not row.in_table)
    cells = store.indicators.cells_of(row.indicator for row in own if row.in_table)
    documents = documents_of(row["version"] for row in (*targets, *cells))
    regions = store.documents.regions()
    of_text = target_points(targets, documents, concept, regions, known)
    series = series_of((*of_text, *cell_points(cells, documents, concept, regions, known)))
    return IndicatorView(
        concept,
        tuple(wordings.most_common()),
        series,
        contradictions_of(series),
        near_concepts(concept, entries, known),
    )
