"""Many documents, searchable: which department answers for which commitment.

    with kb.open(Path("indexes")) as base:
        results = base.search("研发投入", filters=Filters(unit="市科技局", role="lead", region="慈溪市"))

build(folders, *, index, progress=None, jobs=1, engine="auto", records=None) → BuildReport
open(index, *, engine="auto", records=None) → KnowledgeBase, with
    .search(text="", *, filters=Filters(), sort="relevance", page=1, size=20, expand=True, grouped=False) → Results
    .everything(text="", *, filters, sort, expand) → Results, all on one page
    .each(text="", *, filters, sort, expand) → (Results without hits, their hits one by one)
    .facets(text="", *, filters, expand) → Facets        .why(hit, text="", *, filters, expand) → tuple[Reason, …]
    .suggest(typed, *, most=10) → tuple[Suggestion, …]   .prepare(): reads now what the first search would wait for
    .due(today, *, region=None, most=8) → DueOverview    .messages: what was mended while opening
  and, a topic each:
    .documents   .all() → tuple[DocumentEntry, …]   .one(id) → DocumentView   .named(words) → id   .page_image(id, …)
                 .failures()   .removed()   .builds(most=1)   .notice_totals()
    .units       .all(*, region=None, unresolved=False) → tuple[UnitEntry, …]   .profile(name) → UnitProfile
                 .candidates(name, *, region)
    .indicators  .all(text="") → tuple[IndicatorEntry, …]   .one(name) → IndicatorView: series, contradictions
                 .join(concept, wording, *, editor), .part(concept, wording, *, editor) → WordingChange
                 .take_back(change, *, editor)   .changes(concept) → tuple[WordingChange, …]
                 .cells(text="", *, region=None, document=None, doc_kind=None) → tuple[CellEntry, …]
    .records     .correct(id, Edit, *, editor, reason="", seen=None) → Correction   .undo(record, *, editor) → Correction
                 .corrections(id=None) → tuple[Correction, …]   .conflicts(id=None) → tuple[Conflict, …]
                 .items(id) → tuple[ItemDetail, …]   .facts_item(id) → ItemDetail: what can be mended of a document
                 .review_queue(*, doubt=None, document=None, unit=None) → ReviewQueue   .review_left() → int
                 .name_unit(name, *, region, canonical, editor) → Alias   .forget_name(alias, *, editor)   .aliases()
    .sheets      .export(text="", *, filters, sort, format="xlsx", date=None, expand, template="standard", chosen=None,
                 advance=None) → bytes   .templates() → what `template` can be
                 .read(data, name) → SheetChanges   .store(changes, *, editor, time, origin="")   .filled()   .history(key)
ImportDraft(index), ImportDraft.of_folder(index, folder): .take(name, data), .read(), .candidates,
    .store(choices, time=…, editor="") → BuildReport
remove_documents(index, ids, time=…), restore_files(index, places, time=…), read_imported_again(index, time=…) → BuildReport
Editors.of(index): .all() .add(name, password, time=…) .remove(name), who may change things where the page is shared;
SignIns(): .enter(editors, name, password) → token   .name(editors, token)   .leave(token)
Everything raised on purpose is a KnowledgeBaseError, whose text can be shown as it is.
"""

from kb.answers.due_overview import DueOverview, DuePeriod, LeaderDue
from kb.answers.new_results import NewResults, new_results, seen_now
from kb.answers.page_image import PageImage
from kb.answers.unit_profile import UnitProfile
from kb.building.build import Progress, build
from kb.building.write_lock import writing_since
from kb.errors import (
    AmbiguousUnit,
    BadCorrection,
    BadEditor,
    BadFilter,
    BadFolder,
    BaseChanged,
    KnowledgeBaseError,
    Locked,
    NotBuilt,
    OldVersion,
    StaleCorrection,
    UnitPlace,
)
from kb.expansion import Expand
from kb.export import STANDARD, Advance
from kb.export.filled_changes import SheetChanges
from kb.export.filled_sheet import FilledRow, SheetProblem
from kb.filters import (
    DOCUMENT_KINDS,
    FILTERS,
    KIND_LABELS,
    ROLE_LABELS,
    Filters,
    FilterSpec,
    describe,
    filter_pieces,
)
from kb.importing.import_candidate import Candidate, ImportChoice
from kb.importing.import_draft import ImportDraft, folders_read
from kb.importing.relations import Relation
from kb.importing.removal import read_imported_again, remove_documents, restore_files
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
    BuildEntry,
    BuildOutcome,
    BuildReport,
    CellEntry,
    DocumentEntry,
    DocumentView,
    Facets,
    FacetValue,
    Failure,
    FileNotices,
    FilePlace,
    MarkedCell,
    MarkedCommitment,
    NoticeEntry,
    RemovedFile,
    Review,
    UnitEntry,
    UnitFacetValue,
)
from kb.records.contents import field_choices, field_label, shown_content
from kb.records.editors import Editors
from kb.records.models import Alias, Anchor, Conflict, Content, Correction, Edit, ItemDetail, QueueEntry, ReviewQueue
from kb.records.progress import ProgressChange, ProgressConflict, TaskProgress
from kb.records.saved_searches import SavedSearch, SearchMade
from kb.records.sign_ins import SignIns
from kb.records.typed_values import period_text
from kb.records.wording_changes import WordingChange
from kb.results import BestPart, Expansion, Group, Hint, Hit, HitUnit, Marked, QueryPart, Reason, Results, Suggestion
from kb.shown_names import rule_name
from kb.target_fields import TargetFields
from kb.units.models import Collective, UnitName, UnitQuestion

__all__ = [
    "DOCUMENT_KINDS",
    "FILTERS",
    "KIND_LABELS",
    "MEASURE_LABELS",
    "NATURE_LABELS",
    "ROLE_LABELS",
    "STANDARD",
    "Advance",
    "Alias",
    "AmbiguousUnit",
    "Anchor",
    "BadCorrection",
    "BadEditor",
    "BadFilter",
    "BadFolder",
    "BaseChanged",
    "BestPart",
    "BuildEntry",
    "BuildOutcome",
    "BuildReport",
    "Candidate",
    "CellEntry",
    "Collective",
    "Concept",
    "Conflict",
    "Content",
    "Contradiction",
    "Correction",
    "DocumentEntry",
    "DocumentView",
    "DueOverview",
    "DuePeriod",
    "Edit",
    "Editors",
    "Expand",
    "Expansion",
    "FacetValue",
    "Facets",
    "Failure",
    "FileNotices",
    "FilePlace",
    "FilledRow",
    "FilterSpec",
    "Filters",
    "Group",
    "Hint",
    "Hit",
    "HitUnit",
    "ImportChoice",
    "ImportDraft",
    "IndicatorEntry",
    "IndicatorPoint",
    "IndicatorSeries",
    "IndicatorView",
    "ItemDetail",
    "KnowledgeBase",
    "KnowledgeBaseError",
    "LeaderDue",
    "Locked",
    "Marked",
    "MarkedCell",
    "MarkedCommitment",
    "NewResults",
    "NotBuilt",
    "NoticeEntry",
    "OldVersion",
    "PageImage",
    "Progress",
    "ProgressChange",
    "ProgressConflict",
    "QueryPart",
    "QueueEntry",
    "Reason",
    "Relation",
    "RemovedFile",
    "Results",
    "Review",
    "ReviewQueue",
    "SavedSearch",
    "SearchMade",
    "SheetChanges",
    "SheetProblem",
    "SignIns",
    "StaleCorrection",
    "Suggestion",
    "TargetFields",
    "TaskProgress",
    "UnitEntry",
    "UnitFacetValue",
    "UnitName",
    "UnitPlace",
    "UnitProfile",
    "UnitQuestion",
    "WordingChange",
    "build",
    "describe",
    "field_choices",
    "field_label",
    "filter_pieces",
    "folders_read",
    "new_results",
    "open",
    "period_text",
    "read_imported_again",
    "remove_documents",
    "restore_files",
    "rule_name",
    "seen_now",
    "shown_content",
    "writing_since",
]
