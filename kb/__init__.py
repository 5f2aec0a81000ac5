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
    .units(*, region=None, unresolved=False) → tuple[UnitEntry, …]
    .documents() → tuple[DocumentEntry, …]     .document(id) → DocumentView
    .cells(*, region=None, document=None, doc_kind=None) → tuple[CellEntry, …]
    .failures() → tuple[Failure, …]            .messages: what was mended while opening
    .export(text="", *, filters=Filters(), sort="relevance", format="xlsx", date=None, expand=True, grouped=False) → bytes
    .due(today, *, region=None, most=8) → DueOverview
    .builds(most=1) → tuple[BuildEntry, …]     .removed_files() → tuple[RemovedFile, …]
    .notice_totals() → tuple[tuple[str, int], …]
    .prepare(): reads now what the first search would wait for
ImportDraft(index), ImportDraft.of_folder(index, folder): .take(name, data), .read(), .candidates, .store(choices, time=…)
remove_documents(index, ids, time=…), restore_files(index, places, time=…) → BuildReport
Everything raised on purpose is a KnowledgeBaseError, whose text can be shown as it is.
"""

from kb.answers.due_overview import DueOverview, DuePeriod, LeaderDue
from kb.building.build import Progress, build
from kb.building.write_lock import writing_since
from kb.errors import (
    AmbiguousUnit,
    BadFacts,
    BadFilter,
    BadFolder,
    BaseChanged,
    KnowledgeBaseError,
    Locked,
    NotBuilt,
    OldVersion,
    UnitPlace,
)
from kb.expansion import Expand
from kb.filters import DOCUMENT_KINDS, FILTERS, KIND_LABELS, ROLE_LABELS, Filters, FilterSpec, describe, filter_pieces
from kb.importing.import_draft import Candidate, ImportChoice, ImportDraft, folders_read
from kb.importing.mended_facts import mended, period_text
from kb.importing.relations import Relation
from kb.importing.removal import remove_documents, restore_files
from kb.knowledge_base import KnowledgeBase
from kb.knowledge_base import open_base as open
from kb.models import (
    BuildEntry,
    BuildReport,
    CellEntry,
    DocumentEntry,
    DocumentView,
    Facets,
    FacetValue,
    Failure,
    FileNotices,
    FilePlace,
    MarkedCommitment,
    NoticeEntry,
    RemovedFile,
    UnitEntry,
    UnitFacetValue,
)
from kb.results import BestPart, Expansion, Group, Hint, Hit, HitUnit, Marked, QueryPart, Reason, Results, Suggestion
from kb.target_fields import TargetFields

__all__ = [
    "DOCUMENT_KINDS",
    "FILTERS",
    "KIND_LABELS",
    "ROLE_LABELS",
    "AmbiguousUnit",
    "BadFacts",
    "BadFilter",
    "BadFolder",
    "BaseChanged",
    "BestPart",
    "BuildEntry",
    "BuildReport",
    "Candidate",
    "CellEntry",
    "DocumentEntry",
    "DocumentView",
    "DueOverview",
    "DuePeriod",
    "Expand",
    "Expansion",
    "FacetValue",
    "Facets",
    "Failure",
    "FileNotices",
    "FilePlace",
    "FilterSpec",
    "Filters",
    "Group",
    "Hint",
    "Hit",
    "HitUnit",
    "ImportChoice",
    "ImportDraft",
    "KnowledgeBase",
    "KnowledgeBaseError",
    "LeaderDue",
    "Locked",
    "Marked",
    "MarkedCommitment",
    "NotBuilt",
    "NoticeEntry",
    "OldVersion",
    "Progress",
    "QueryPart",
    "Reason",
    "Relation",
    "RemovedFile",
    "Results",
    "Suggestion",
    "TargetFields",
    "UnitEntry",
    "UnitFacetValue",
    "UnitPlace",
    "build",
    "describe",
    "filter_pieces",
    "folders_read",
    "mended",
    "open",
    "period_text",
    "remove_documents",
    "restore_files",
    "writing_since",
]
