"""The fields of the query language: what they are called, and what they may hold."""

from __future__ import annotations

from extract.models import Span
from kb.deadline import read_due
from kb.filters import DOCUMENT_KINDS, KIND_LABELS
from kb.issue_date import read_issue_date
from kb.query.tree import Field, FieldName, Leaf, phrase, prefix, word

NAMES: dict[str, FieldName] = {
    "牵头": "lead",
    "牵头单位": "lead",
    "牵头部门": "lead",
    "主办单位": "lead",
    "配合": "assist",
    "配合单位": "assist",
    "配合部门": "assist",
    "协办单位": "assist",
    "负责": "responsible",
    "单位": "unit",
    "责任单位": "unit",
    "责任部门": "unit",
    "地区": "region",
    "文件": "document",
    "类别": "kind",
    "文种": "doc_kind",
    "标题": "title",
    "文件标题": "title",
    "发文字号": "doc_no",
    "文号": "doc_no",
    "字号": "doc_no",
    "发布机构": "issuer",
    "发文机关": "issuer",
    "发文单位": "issuer",
    "成文日期": "issued",
    "发文日期": "issued",
    "成文时间": "issued",
    "指标": "indicator",
    "章节": "section",
    "年份": "year",
    "到期": "year",
}
"""What a person writes before the colon."""

LISTED: frozenset[FieldName] = frozenset(NAMES.values()) - {"document", "title", "doc_no", "indicator", "section"}
"""Fields that may hold several values: 地区:慈溪市、宁波市. Titles and headings hold commas of their own, numbers brackets."""

NOBODY = "无"
"""单位:无 finds what has no responsible unit."""

_KINDS = {**{label: kind for kind, label in KIND_LABELS.items()}, **{kind: kind for kind in KIND_LABELS}}


def all_names() -> str:
    """The names, for a person; of those that mean the same the first."""
    first = {field: name for name, field in reversed(NAMES.items())}
    return "、".join(f"{name}:" for name in NAMES if first[NAMES[name]] == name)


def name_of(field: FieldName) -> str:
    """What a person calls a field: lead → 牵头."""
    return next(name for name, known in NAMES.items() if known == field)


def field(name: FieldName, typed: str, span: Span, *, quoted: bool) -> Field | str:
    """The field, or what is wrong with its value.

    ("kind", "任务") → Field("kind", "task")   ("year", "2023..2026") → Field("year", "2023", until="2026")
    """
    value = typed.strip()
    if name == "kind":
        if value in _KINDS:
            return Field(name, _KINDS[value], span)
        return f"没有“{value}”这个类别；可以是：{'、'.join(KIND_LABELS.values())}"
    if name == "doc_kind":
        return Field(name, value, span) if value in DOCUMENT_KINDS else _no_kind(value)
    if name == "year":
        return _years(value, span)
    if name == "issued":
        return _issued(value, span)
    if name in ("indicator", "section", "title"):
        leaf = _leaf(value, span, quoted=quoted)
        return "没有可以检索的文字" if leaf is None else Field(name, value, span, text=leaf)
    return Field(name, value, span)


def _no_kind(value: str) -> str:
    return f"没有“{value}”这个文种；可以是：{'、'.join(DOCUMENT_KINDS)}"


def _years(value: str, span: Span) -> Field | str:
    asked = read_due(value)
    if asked is None:
        return "到期写作 2026、2026Q2、2025..2027、持续 或 未写明"
    first, dots, last = str(asked).partition("..") if "Q" not in str(asked) else (str(asked), "", "")
    return Field("year", first, span, until=last if dots else None)


def _issued(value: str, span: Span) -> Field | str:
    asked = read_issue_date(value)
    if asked is None:
        return "日期写作 2023、2023-05、2023-05-18、2023-01..2023-06 或 2023年5月"
    first, last = asked
    return Field("issued", first, span, until=None if first == last else last)


def _leaf(value: str, span: Span, *, quoted: bool) -> Leaf | None:
    leaf: Leaf
    if quoted:
        leaf = phrase(value, span)
    elif value[-1:] in "*＊":
        leaf = prefix(value.rstrip("*＊"), span)
    else:
        leaf = word(value, span)
    return leaf if leaf.folded else None
