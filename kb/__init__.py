"""Many documents, searchable: which department answers for which commitment.

    with kb.open(Path("indexes")) as base:
        results = base.search("研发投入", filters=Filters(unit="市科技局", role="lead", region="慈溪市"))

build(folders, *, index, progress=None, jobs=1, engine="auto") → BuildReport
open(index, *, engine="auto") → KnowledgeBase, with
    .search(text="", *, filters=Filters(), sort="relevance", page=1, size=20, expand=True, grouped=False) → Results
    .facets(text="", *, filters=Filters(), expand=True) → Facets
    .why(hit, text="", *, filters=Filters(), expand=True) → tuple[Reason, …]
    .suggest(typed, *, most=10) → tuple[Suggestion, …]
    .everything(text="", *, filters=Filters(), sort="relevance", expand=True) → Results, all on one page
    .each(text="", *, filters=Filters(), sort="relevance", expand=True) → (Results without hits, their hits one by one)
    .unit_profile(name) → UnitProfile: names, what it owes by year due, with whom it works
    .indicators(text="") → tuple[IndicatorEntry, …]     .indicator(name) → IndicatorView: series, contradictions
    .units(*, region=None, unresolved=False) → tuple[UnitEntry, …]
    .documents() → tuple[DocumentEntry, …]     .document(id) → DocumentView
    .cells(text="", *, region=None, document=None, doc_kind=None) → tuple[CellEntry, …]
    .failures() → tuple[Failure, …]            .messages: what was mended while opening
    .export(text="", *, filters=Filters(), sort="relevance", format="xlsx", date=None, expand=True, grouped=False) → bytes
    .prepare(): reads now what the first search would wait for
Everything raised on purpose is a KnowledgeBaseError, whose text can be shown as it is.
"""

from kb.answers.unit_profile import UnitProfile
from kb.building.build import Progress, build
from kb.errors import AmbiguousUnit, BadFilter, BadFolder, KnowledgeBaseError, Locked, NotBuilt, UnitPlace
from kb.expansion import Expand
from kb.filters import FILTERS, KIND_LABELS, ROLE_LABELS, Filters, FilterSpec, describe, filter_pieces
from kb.indicators.models import (
    MEASURE_LABELS,
    NATURE_LABELS,
    Concept,
    Contradiction,
    IndicatorEntry,
    IndicatorPoint,
    IndicatorSeries,
    IndicatorView,
)
from kb.knowledge_base import KnowledgeBase
from kb.knowledge_base import open_base as open
from kb.models import (
    BuildReport,
    CellEntry,
    DocumentEntry,
    DocumentView,
    Facets,
    FacetValue,
    Failure,
    FileNotices,
    MarkedCell,
    MarkedCommitment,
    NoticeEntry,
    UnitEntry,
    UnitFacetValue,
)
from kb.results import BestPart, Expansion, Group, Hint, Hit, HitUnit, Marked, QueryPart, Reason, Results, Suggestion
from kb.target_fields import TargetFields
from kb.units.models import Collective, UnitName, UnitQuestion

__all__ = [
    "FILTERS",
    "KIND_LABELS",
    "MEASURE_LABELS",
    "NATURE_LABELS",
    "ROLE_LABELS",
    "AmbiguousUnit",
    "BadFilter",
    "BadFolder",
    "BestPart",
    "BuildReport",
    "CellEntry",
    "Collective",
    "Concept",
    "Contradiction",
    "DocumentEntry",
    "DocumentView",
    "Expand",
    "Expansion",
    "FacetValue",
    "Facets",
    "Failure",
    "FileNotices",
    "FilterSpec",
    "Filters",
    "Group",
    "Hint",
    "Hit",
    "HitUnit",
    "IndicatorEntry",
    "IndicatorPoint",
    "IndicatorSeries",
    "IndicatorView",
    "KnowledgeBase",
    "KnowledgeBaseError",
    "Locked",
    "Marked",
    "MarkedCell",
    "MarkedCommitment",
    "NotBuilt",
    "NoticeEntry",
    "Progress",
    "QueryPart",
    "Reason",
    "Results",
    "Suggestion",
    "TargetFields",
    "UnitEntry",
    "UnitFacetValue",
    "UnitName",
    "UnitPlace",
    "UnitProfile",
    "UnitQuestion",
    "build",
    "describe",
    "filter_pieces",
    "open",
]
