"""The columns of the exported tables: what each is headed, and what it says of one line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from extract.models import Role
from extract.text.characters import fold
from extract.text.markers import read_marker
from kb.deadline import DERIVED
from kb.errors import BadFilter
from kb.export.export_lines import ExportLine
from kb.export.task_templates import TaskTemplate
from kb.filters import ROLE_LABELS
from kb.models import CellEntry, DocumentEntry
from kb.shown_names import doubt_reasons
from kb.target_fields import comparator

T = TypeVar("T")
Value = str | int | float
"""What a cell holds: a number stays one, a blank is ""."""

_NATURES = {"actual": "实际", "estimate": "预计", "target": "目标"}
_MOST_YEARS = 6
"""Years of a series that have columns of their own; where there are more, each figure has a line."""
_EXACT = 15
"""Digits that a spreadsheet's number keeps."""

ROW_KEY = "行键"
NUMBER = "序号"
AS_EXPORTED = "填报摘要"
"""Heads of the hidden columns: which task a row is of, and what stood in it when it was exported."""


@dataclass(frozen=True, slots=True)
class ExportColumn(Generic[T]):
    """A column: its heading, its width in half-width characters, and what it says of one line.

    print   printed: on paper; beside: to the right of what is printed; hidden: for the program alone
    field   what of a task stands there, where people fill it in or who takes it over needs to know
    """

    name: str
    width: int
    value: Callable[[T], Value]
    print: Literal["printed", "beside", "hidden"] = "printed"
    centred: bool = False
    field: str = ""


def figure(text: str | None) -> Value:
    """A figure as a number where a spreadsheet's number is exactly that: "13.5" → 13.5, "3–5" → "3–5"."""
    if text is None or "–" in text:
        return text or ""
    exact = Decimal(text)
    if len(exact.as_tuple().digits) > _EXACT:
        return text
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def numbered(texts: Sequence[str]) -> str:
    """Several texts as 1. 2. 3., one as it is."""
    return texts[0] if len(texts) == 1 else "\n".join(f"{n}. {text}" for n, text in enumerate(texts, start=1))


def document_name(entry: DocumentEntry) -> str:
    """Its title and number: 慈溪市科技创新规划（慈政发〔2021〕1号）."""
    return entry.label + (f"（{entry.facts.doc_no}）" if entry.facts.doc_no else "")


def place_in_document(line: ExportLine) -> str:
    """第3页; where the format has no pages, the numbers of the headings above and its own: 三（二）第5项."""
    if line.hit.page is not None:
        return f"第{line.hit.page}页"
    own = f"第{line.hit.number}项" if line.hit.number else ""
    return "".join(map(_heading_number, line.hit.path)) + own


def _heading_number(heading: str) -> str:
    """三、重点任务 → 三   （二）健康服务 → （二）   without a number, nothing."""
    marker = read_marker(fold(heading))
    return heading[: marker.end].rstrip("、.． ") if marker is not None and marker.number else ""


def _sentence(line: ExportLine) -> str:
    """The task as one text: its title, behind it what will be done, and what is promised."""
    title, said = line.hit.task_title or "", "".join(line.measures)
    sentence = said if not title or said.startswith(title) else f"{title.rstrip('。')}。{said}"
    promised = "；".join(target.statement for target in line.targets)
    return f"{sentence}\n目标：{promised}。" if promised else sentence


def _statements(line: ExportLine) -> str:
    return numbered([target.statement for target in line.targets])


def _owners(line: ExportLine) -> str:
    """All units with their roles: 牵头：市科技局；配合：市财政局."""
    return "；".join(f"{label}：{names}" for role, label in ROLE_LABELS.items() if (names := line.units(role)))  # type: ignore[arg-type]


def _first_target(part: Callable[[ExportLine], Value]) -> Callable[[ExportLine], Value]:
    return lambda line: part(line) if line.targets else ""


def manner(line: ExportLine) -> str:
    """How the figure is meant, with how firmly and over what time: 力争每年新增, 年均增长, 不低于."""
    target = line.targets[0]
    return f"{target.modality or ''}{target.per or ''}{target.manner}"


def _target_year(line: ExportLine) -> Value:
    """The year that the target names; one that something else says, with what does: 2030〔据规划期〕."""
    if (own := line.targets[0].year) is not None:
        return own
    basis = DERIVED.get(line.hit.due_basis or "")
    return (f"{line.hit.year}〔{basis}〕" if basis else line.hit.year) if line.hit.year is not None else ""


def _subject(line: ExportLine) -> str:
    target = line.targets[0]
    return target.subject + (f"（{target.scope}）" if target.scope else "")


def _baseline(line: ExportLine) -> Value:
    target = line.targets[0]
    if target.baseline_year is None:
        return figure(target.baseline)
    return f"{target.baseline_year}年：{target.baseline}" if target.baseline else f"{target.baseline_year}年"


def _target_value(line: ExportLine) -> Value:
    target = line.targets[0]
    return "" if target.kind == "first" else figure(target.value)


def _source(line: ExportLine) -> str:
    """The whole of it, for a table in which documents have no line of their own: 《规划》第3页."""
    return f"{line.hit.document.quoted}{place_in_document(line)}"


def _review(line: ExportLine) -> str:
    """What a person said of it: 已校核（王芳，2026-03-01）; nothing where nobody looked."""
    review = line.hit.review
    return "" if review is None else f"已校核：{review.label}"


def _modality(line: ExportLine) -> str:
    return "、".join(dict.fromkeys(target.modality for target in line.targets if target.modality))


_TASK_VALUES: dict[str, Callable[[ExportLine], Value]] = {
    "number": lambda line: line.number,
    "section": lambda line: line.hit.path[-1] if line.hit.path else "",
    "task": lambda line: line.hit.task_title or "",
    "sentence": _sentence,
    "measures": lambda line: numbered(line.measures) if line.measures else "",
    "targets": lambda line: _statements(line) if line.targets else "",
    "lead": lambda line: line.units("lead"),
    "assist": lambda line: line.units("assist"),
    "responsible": lambda line: line.units("responsible"),
    "owners": _owners,
    "due": lambda line: line.hit.dated_deadline,
    "leader": lambda line: line.progress.leader,
    "progress": lambda line: line.progress.progress,
    "remark": lambda line: line.progress.remark,
    "source": place_in_document,
    "document": lambda line: document_name(line.hit.document),
}
"""What can stand in a column of a task table."""
_CENTRED = frozenset({"number", "due", "source"})

_OWN_ROLE: ExportColumn[ExportLine] = ExportColumn("本单位职责", 10, lambda line: line.own_role, "beside")

_BESIDE: tuple[ExportColumn[ExportLine], ...] = (
    ExportColumn("到期年份", 9, lambda line: line.hit.year or "", "beside"),
    ExportColumn("地区", 10, lambda line: line.hit.document.facts.region or "", "beside"),
    ExportColumn("文件", 30, lambda line: line.hit.document.label, "beside"),
    ExportColumn("文号", 18, lambda line: line.hit.document.facts.doc_no or "", "beside"),
    ExportColumn("章节", 30, lambda line: " › ".join(line.hit.path), "beside"),
    ExportColumn("页", 5, lambda line: line.hit.page or "", "beside"),
    ExportColumn("原文", 40, lambda line: line.quote, "beside"),
    ExportColumn("语气", 8, _modality, "beside"),
    ExportColumn("存疑", 16, lambda line: "；".join(line.hit.doubt_reasons), "beside"),
    ExportColumn("校核", 16, _review, "beside"),
)
_KEYS: tuple[ExportColumn[ExportLine], ...] = (
    ExportColumn(ROW_KEY, 4, lambda line: line.key, "hidden"),
    ExportColumn(AS_EXPORTED, 4, lambda line: line.progress.digest, "hidden"),
)


def task_value(name: str) -> Callable[[ExportLine], Value]:
    """What stands in a column of a task table; BadFilter where a form asks for what there is not."""
    if name not in _TASK_VALUES:
        raise BadFilter(f"任务表里没有“{name}”这一栏；可以是：{'、'.join(_TASK_VALUES)}")
    return _TASK_VALUES[name]


def task_columns(
    template: TaskTemplate, lines: Iterable[ExportLine], *, own: Collection[str], banded: bool
) -> list[ExportColumn[ExportLine]]:
    """The columns of a task table in a form.

    Who answers without a role (负责) stands where the leaders stand, called so; where nobody leads or assists the column
    is that of 责任单位. `banded`: the documents have lines of their own, so that 出处 is the place alone.
    """
    roles = {unit.role for line in lines for unit in line.hit.units}
    columns = []
    for column in template.columns:
        name, value = column.heading, task_value(column.field)
        if column.field == "lead" and "responsible" in roles:
            alone = roles == {"responsible"}
            name = name.replace("牵头", "") if alone else name.replace("牵头", "牵头（责任）", 1)
            name = f"责任{name}" if alone and not name.startswith("责任") else name
            value = _TASK_VALUES["responsible"] if alone else _lead_or_responsible
        elif column.field == "source" and not banded:
            value = _source
        columns.append(ExportColumn(name, column.width, value, centred=column.field in _CENTRED, field=column.field))
    return [*columns, *((_OWN_ROLE,) if own else ()), *_BESIDE, *_KEYS]


def _lead_or_responsible(line: ExportLine) -> str:
    leads, others = line.units("lead"), line.units("responsible")
    return "\n".join(filter(None, (leads, f"负责：{others}" if others else "")))


def target_columns(
    lines: Sequence[ExportLine], *, own: Collection[str], banded: bool
) -> list[ExportColumn[ExportLine]]:
    """The columns of 主要目标分解表, with a column for each year before the last of a series."""
    years = sorted({year for line in lines for year in line.years})

    def yearly(year: int) -> Callable[[ExportLine], Value]:
        return lambda line: figure(line.years.get(year))

    wide = 30 - min(len(years), 2) * 4
    return [
        ExportColumn("序号", 5, lambda line: line.number, centred=True, field="number"),
        ExportColumn("指标", wide, _first_target(_subject)),
        ExportColumn("计量单位", 9, _first_target(lambda line: line.targets[0].uom or ""), centred=True),
        ExportColumn("基期", 13, _first_target(_baseline), centred=True),
        *(ExportColumn(f"{year}年", 9, yearly(year), centred=True) for year in years),
        ExportColumn("目标年", 9, _first_target(_target_year), centred=True),
        ExportColumn("方式", 14, _first_target(manner), centred=True),
        ExportColumn("目标值", 11, _first_target(_target_value), centred=True),
        ExportColumn("属性", 8, _first_target(lambda line: line.targets[0].attribute or ""), centred=True),
        ExportColumn("责任单位", 28, _owners),
        ExportColumn("出处", 9 if banded else 20, place_in_document if banded else _source, centred=banded),
        *((_OWN_ROLE,) if own else ()),
        ExportColumn("重点任务", 24, lambda line: line.hit.task_title or "", "beside"),
        *_BESIDE,
        *_KEYS,
    ]


def series_fit(lines: Iterable[ExportLine]) -> bool:
    """Whether the years of all series have room as columns."""
    return len({year for line in lines for year in line.years}) <= _MOST_YEARS


CELL_COLUMNS: tuple[ExportColumn[CellEntry], ...] = (
    ExportColumn("表", 24, lambda cell: cell.table or ""),
    ExportColumn("指标", 30, lambda cell: cell.indicator),
    ExportColumn("计量单位", 9, lambda cell: cell.uom or ""),
    ExportColumn("年份", 8, lambda cell: cell.year or ""),
    ExportColumn("范围", 10, lambda cell: cell.scope or ""),
    ExportColumn("性质", 8, lambda cell: _NATURES[cell.nature]),
    ExportColumn("方式", 8, lambda cell: comparator(cell.op) if cell.op else ""),
    ExportColumn("数值", 10, lambda cell: figure(cell.value) if cell.value else cell.text or ""),
    ExportColumn("属性", 8, lambda cell: cell.attribute or ""),
    ExportColumn("年均/累计", 9, lambda cell: cell.per or ""),
    ExportColumn("文件名称（文号）", 24, lambda cell: document_name(cell.document), "beside"),
    ExportColumn("页码", 6, lambda cell: cell.page or "", "beside"),
    ExportColumn("存疑", 14, lambda cell: "；".join(doubt_reasons(cell.doubts)), "beside"),
)


def roles_of(lines: Iterable[ExportLine]) -> set[Role]:
    """The roles in which the unit that was asked for stands in any line."""
    return {role for line in lines for role in line.roles}
