"""What a search can be narrowed by: one table, from which the command line, the page and the sentence are made."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import get_args

from extract.models import DocumentKind
from kb.deadline import LABELS, due_label, read_due

_COMMA = re.compile("、(?![^（(〔［]*[）)〕］])")
ROLE_LABELS = {"lead": "牵头", "assist": "配合", "responsible": "负责"}
OWNER_LABELS = {"none": "无责任单位", "some": "有责任单位"}
DOUBT_LABELS = {"some": "有存疑", "none": "无存疑"}
REVIEW_LABELS = {"checked": "已核对", "corrected": "已校正", "none": "未核对"}
COPIES_LABELS = {"all": "含重复"}
KIND_LABELS = {"task": "任务", "measure": "措施", "target": "目标"}
DOCUMENT_KINDS: tuple[str, ...] = get_args(DocumentKind)


@dataclass(frozen=True, slots=True)
class Filters:
    """What to narrow a search by; None does not narrow.

    unit      a name as a person types it: 市科技局, 慈溪市科学技术局, 科技局; 市科技局@慈溪市 names the place as well;
              of several (市科技局、市财政局) any one
    role      lead, assist or responsible; with a unit: the role that unit has
    region    the place a document governs: 慈溪市
    document  a document's id, file name, path or title
    kind      task, measure or target
    doc_kind  规划, 意见, …
    year      when a task or target is due, whatever dates it: a year (2026), a quarter (2026Q2), years (2025..2027),
              ongoing, or undated; a measure, and a target that names no year, is due with its task
    owner     none: no unit answers for it; some: at least one does
    copies    all: documents that have the same text as another one, too; else one of them speaks
    review    checked: a person looked at it, found it right or mended it; corrected: mended or added it; none: nobody did
    documents ids of documents: those that a person picked
    doubt     some: it, or its task, should be looked at before it is relied on; none: nothing speaks against it
    """

    unit: str | None = None
    role: str | None = None
    region: str | None = None
    document: str | None = None
    kind: str | None = None
    doc_kind: str | None = None
    year: int | str | None = None
    owner: str | None = None
    doubt: str | None = None
    review: str | None = None
    copies: str | None = None
    documents: tuple[str, ...] | None = None

    @property
    def units(self) -> tuple[str, ...]:
        """The names of `unit`: 市科技局、各县（市、区） → 市科技局 and 各县（市、区）."""
        return tuple(name for name in _COMMA.split(self.unit or "") if name.strip())

    def __bool__(self) -> bool:
        """Whether anything is narrowed."""
        return any(getattr(self, f.name) is not None for f in fields(self))


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """One row of the table: the attribute of `Filters`, what a person calls it, and what it may be."""

    name: str
    label: str
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    """(value, what it is called); empty: anything."""
    due: bool = False
    """Whether it says when something is due."""

    def read(self, typed: str) -> int | str | None:
        """The value that a text stands for; None where it is none: 2026年 → 2026, lead → lead."""
        if self.due:
            return read_due(typed)
        return typed if not self.choices or typed in dict(self.choices) else None

    def shown(self, value: object) -> str:
        """The value as a person reads it: lead → 牵头."""
        return due_label(str(value)) if self.due else dict(self.choices).get(str(value), str(value))


FILTERS: tuple[FilterSpec, ...] = (
    FilterSpec("unit", "责任单位", "责任单位的名称或简称，几个用顿号隔开；同名单位可写作 市科技局@慈溪市"),
    FilterSpec("role", "承担角色", "单位的角色", tuple(ROLE_LABELS.items())),
    FilterSpec("region", "地区", "文件所属地区"),
    FilterSpec("document", "文件", "文件的编号、文件名、路径或标题"),
    FilterSpec("kind", "类别", "承诺事项的类别", tuple(KIND_LABELS.items())),
    FilterSpec("doc_kind", "文种", "文件的种类", tuple((kind, kind) for kind in DOCUMENT_KINDS)),
    FilterSpec("year", "到期", "到期的年份 2026、季度 2026Q2、年份段 2025..2027、持续、未写明", due=True),
    FilterSpec("owner", "责任落实", "有没有责任单位", tuple(OWNER_LABELS.items())),
    FilterSpec("doubt", "存疑", "有没有需要核对之处", tuple(DOUBT_LABELS.items())),
    FilterSpec("review", "校核", "有没有人核对或校正过", tuple(REVIEW_LABELS.items())),
    FilterSpec("copies", "内容相同的文件", "含重复：内容相同的几个文件都算", tuple(COPIES_LABELS.items())),
)


def filter_pieces(filters: Filters) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is narrowed, as pieces of one sentence, each with the filters that lift it.

    Filters(unit="市科技局", role="lead", year=2026) → (("市科技局牵头", ("unit", "role")), ("2026年到期", ("year",)))
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    if filters.unit is not None:
        role = ROLE_LABELS.get(filters.role or "", "")
        found.append((f"{filters.unit}{role}", ("unit", "role") if filters.role else ("unit",)))
    elif filters.role is not None:
        found.append((f"有{ROLE_LABELS.get(filters.role, filters.role)}单位", ("role",)))
    for spec in FILTERS:
        value = getattr(filters, spec.name)
        if value is not None and spec.name not in ("unit", "role"):
            words = (
                spec.shown(value) if str(value) in LABELS else _SENTENCE.get(spec.name, "{}").format(spec.shown(value))
            )
            found.append((words, (spec.name,)))
    return tuple(found)


_SENTENCE = {"year": "{}到期", "document": "文件“{}”", "doc_kind": "{}类文件"}


def describe(filters: Filters) -> tuple[str, ...]:
    """What is narrowed, in Chinese, in the order of the table.

    Filters(unit="市科技局", role="lead", kind="task") → ("责任单位：市科技局（牵头）", "类别：任务")
    """
    said = []
    for spec in FILTERS:
        value = getattr(filters, spec.name)
        if value is None or (spec.name == "role" and filters.unit is not None):
            continue
        shown = spec.shown(value)
        if spec.name == "unit" and filters.role is not None:
            shown += f"（{ROLE_LABELS.get(filters.role, filters.role)}）"
        said.append(f"{spec.label}：{shown}")
    if filters.documents is not None:
        said.append(f"我的文件（{len(filters.documents)} 份）")
    return tuple(said)
