"""What of a commitment a person can mend, as plain values, and back: the form in which records keep it.

task     title, due (year), due_text, units [{name, role}, …]
measure  text
target   indicator, op, value, uom, year, scope, kind, baseline, baseline_year, reference, direction, attribute, per,
         modality, increment
cell     indicator, uom, year, scope, op, value, text, nature, attribute, per
facts    title, region, issuer, kind, status, period [first, last], doc_no, date
Figures are decimal text (4000; 3–5 for a range). A field that nothing is known of is None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias, get_args

from extract.models import (
    Attribute,
    Cell,
    DocumentKind,
    Facts,
    Measure,
    Nature,
    Op,
    Per,
    Status,
    Target,
    TargetKind,
    Task,
    Unit,
    Value,
)
from kb.errors import BadCorrection
from kb.filters import ROLE_LABELS
from kb.records.models import Content, Correction, ItemKind
from kb.records.typed_values import (
    date_value,
    figure_value,
    flag_value,
    line_value,
    needed_value,
    one_of,
    period_text,
    period_value,
    single_value,
    text_value,
    units_value,
    year_value,
)
from kb.store.document_rows import decimal_text

Item: TypeAlias = Task | Measure | Target | Cell | Facts
Naming: TypeAlias = Callable[[str], str | None]
"""A unit's name as written → its official name."""

_FIELDS: Mapping[ItemKind, Mapping[str, tuple[str, Callable[[Any, str], Any]]]] = {
    "task": {
        "title": ("任务名称", needed_value),
        "due": ("到期年份", year_value),
        "due_text": ("完成时限", text_value),
        "units": ("责任单位", units_value),
    },
    "measure": {"text": ("措施", needed_value)},
    "target": {
        "indicator": ("指标", needed_value),
        "op": ("比较", one_of(get_args(Op))),
        "value": ("目标值", figure_value),
        "uom": ("计量单位", text_value),
        "year": ("目标年", year_value),
        "scope": ("范围", text_value),
        "kind": ("目标类型", one_of(get_args(TargetKind))),
        "baseline": ("基期值", single_value),
        "baseline_year": ("基期年", year_value),
        "reference": ("比较对象", text_value),
        "direction": ("方向", one_of(("up", "down"), needed=False)),
        "attribute": ("属性", one_of(get_args(Attribute), needed=False)),
        "per": ("年均或累计", one_of(get_args(Per), needed=False)),
        "modality": ("语气", text_value),
        "increment": ("新增", flag_value),
    },
    "cell": {
        "indicator": ("指标", needed_value),
        "uom": ("计量单位", text_value),
        "year": ("年份", year_value),
        "scope": ("范围", text_value),
        "op": ("比较", one_of(get_args(Op), needed=False)),
        "value": ("数值", figure_value),
        "text": ("原文", text_value),
        "nature": ("性质", one_of(get_args(Nature))),
        "attribute": ("属性", one_of(get_args(Attribute), needed=False)),
        "per": ("年均或累计", one_of(get_args(Per), needed=False)),
    },
    "facts": {
        "title": ("标题", line_value),
        "region": ("地区", line_value),
        "issuer": ("发文单位", line_value),
        "kind": ("文种", one_of(get_args(DocumentKind))),
        "status": ("状态", one_of(get_args(Status))),
        "period": ("起止年份", period_value),
        "doc_no": ("发文字号", line_value),
        "date": ("成文日期", date_value),
    },
}
_NEW: Mapping[ItemKind, Content] = {
    "task": {"due": None, "due_text": None, "units": []},
    "measure": {},
    "target": {
        **dict.fromkeys(name for name in _FIELDS["target"] if name not in ("indicator", "op", "kind", "increment")),
        "op": ">=",
        "kind": "level",
        "increment": False,
    },
}
"""What a new item has where nothing else is said."""
_FIGURES = ("value", "baseline")


def field_label(kind: ItemKind, name: str) -> str:
    """What a person calls a field: ("target", "uom") → 计量单位."""
    return _FIELDS[kind][name][0]


_CHOICES: Mapping[str, Mapping[str, str]] = {
    "op": {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "~": "约", "range": "区间"},
    "kind": {
        "level": "数值",
        "growth": "增长或下降",
        "multiple": "倍数",
        "coverage": "覆盖率",
        "rank": "名次",
        "relative": "与其他比较",
        "first": "零的突破",
    },
    "direction": {"up": "增长", "down": "下降"},
    "nature": {"actual": "实际", "estimate": "预计", "target": "目标"},
    "attribute": {name: name for name in get_args(Attribute)},
    "per": {name: name for name in get_args(Per)},
    "status": {name: name for name in get_args(Status)},
}
_OPTIONAL = {"direction", "attribute", "per"}


def field_choices(kind: ItemKind, name: str) -> dict[str, str]:
    """What a field may be, with what a person calls it; "" where it may be nothing; empty where it is free."""
    if (kind, name) == ("facts", "kind"):
        return {one: one for one in get_args(DocumentKind)}
    known = _CHOICES.get(name, {})
    return {"": "—", **known} if name in _OPTIONAL or (kind, name) == ("cell", "op") else dict(known)


def checked_fields(kind: ItemKind, given: Content) -> dict[str, Any]:
    """Fields as a person set them, in their stored form; BadCorrection, in words, for one that cannot be."""
    if unknown := [name for name in given if name not in _FIELDS[kind]]:
        raise BadCorrection(f"没有“{'、'.join(unknown)}”这样的内容可改")
    return {name: check(given[name], label) for name, (label, check) in _FIELDS[kind].items() if name in given}


def changed_fields(kind: ItemKind, given: Content, before: Content) -> dict[str, Any]:
    """Of fields as a person set them those that are other than before, in their stored form; BadCorrection for a slip."""
    touched = {name: value for name, value in given.items() if name not in before or value != before[name]}
    return {name: value for name, value in checked_fields(kind, touched).items() if value != before.get(name)}


def new_content(kind: ItemKind, given: Content) -> dict[str, Any]:
    """All fields of a new item; BadCorrection where one that it needs is missing."""
    return checked_fields(kind, {**dict.fromkeys(_FIELDS[kind]), **_NEW[kind], **given})


def content_of(item: Item) -> dict[str, Any]:
    """All fields of an item: Target(… 2600 家) → {"indicator": "高新技术企业数量", "value": "2600", "uom": "家", …}."""
    content = {name: getattr(item, name) for name in _FIELDS[kind_of(item)]}
    for name in _FIGURES:
        if name in content:
            content[name] = decimal_text(content[name])
    if isinstance(item, Task):
        content["units"] = [{"name": unit.name, "role": unit.role} for unit in item.units]
    if isinstance(item, Facts):
        content["period"] = None if item.period is None else list(item.period)
    return content


def kind_of(item: Item) -> ItemKind:
    """What kind of item it is."""
    match item:
        case Task():
            return "task"
        case Measure():
            return "measure"
        case Target():
            return "target"
        case Cell():
            return "cell"
        case Facts():
            return "facts"


def with_content(item: Item, after: Content, naming: Naming) -> Any:
    """The item with fields set; `naming` gives new units their official names.

    What a person mended is doubted no longer; a year that a person set is the item's own.
    """
    values = {name: value for name, value in after.items() if name in _FIELDS[kind_of(item)]}
    for name in _FIGURES:
        if name in values:
            values[name] = _value(values[name])
    if isinstance(item, Task):
        if "units" in values:
            values["units"] = _named_units(item.units, values["units"], naming)
        if {"due", "due_text"} & values.keys():
            due, words = values.get("due", item.due), values.get("due_text", item.due_text)
            values["due_basis"] = None if due is None and words is None else "own"
    elif isinstance(item, Facts) and values.get("period") is not None:
        values["period"] = tuple(values["period"])
    if isinstance(item, (Task, Target, Cell)):
        values["doubts"] = ()
    return replace(item, **values)


def _named_units(before: Sequence[Unit], wanted: Sequence[Mapping[str, Any]], naming: Naming) -> tuple[Unit, ...]:
    """Units as a person listed them; one that was there before keeps its place in the text and its official name."""
    known = {(unit.name, unit.role): unit for unit in reversed(before)}
    by_name = {unit.name: unit for unit in reversed(before)}
    units = []
    for one in wanted:
        name, role = one["name"], one["role"]
        unit = known.get((name, role))
        if unit is None and (other := by_name.get(name)) is not None:
            unit = replace(other, role=role, basis="explicit")
        units.append(unit or Unit(name, role, "explicit", canonical=naming(name)))
    return tuple(units)


def _value(said: str | None) -> Value | None:
    if said is None:
        return None
    try:
        ends = [Decimal(end) for end in said.split("–")]
    except InvalidOperation:
        raise BadCorrection(f"“{said}”不是数字") from None
    return ends[0] if len(ends) == 1 else (ends[0], ends[1])


def shown_content(kind: ItemKind, content: Content) -> str:
    """Fields in one line for a person: 目标值 45，计量单位 %；units as 牵头 市科技局."""
    said = []
    for name, (label, _) in _FIELDS[kind].items():
        value = content.get(name)
        if value in (None, [], False):
            continue
        if name == "units":
            value = "、".join(f"{ROLE_LABELS[unit['role']]} {unit['name']}" for unit in value)
        elif name == "period":
            value = period_text(value)
        elif choices := field_choices(kind, name):
            value = choices.get(value, value)
        elif value is True:
            value = "是"
        said.append(f"{label} {value}")
    return "，".join(said)


def shown_change(correction: Correction) -> str:
    """What a record says: 目标值 200 → 目标值 260; of a new item, or one that was found right, all of it."""
    if correction.action != "change":
        return shown_content(correction.kind, correction.after or correction.before)
    before = {name: correction.before.get(name) for name in correction.after}
    sides = (shown_content(correction.kind, before), shown_content(correction.kind, correction.after))
    return " → ".join(side or "（空）" for side in sides)
